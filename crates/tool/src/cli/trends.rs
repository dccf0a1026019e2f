//! Arguments of `primum trends`.

use super::{AsOf, Target, TextJsonOrCsv, parse_date};
use clap::Args;
use primum_model::Date;

#[derive(Debug, Args)]
pub(crate) struct Trends {
    #[command(flatten)]
    pub(crate) target: Target,
    #[command(flatten)]
    pub(crate) as_of: AsOf,
    /// The first day looked at; without one, the day of the first report
    #[arg(long, value_parser = parse_date, value_name = "DATE")]
    pub(crate) from: Option<Date>,
    /// The last day looked at; without one, today
    #[arg(long, value_parser = parse_date, value_name = "DATE")]
    pub(crate) to: Option<Date>,
    /// How to show it
    #[arg(long, value_enum, default_value_t = TextJsonOrCsv::Text)]
    pub(crate) format: TextJsonOrCsv,
}
