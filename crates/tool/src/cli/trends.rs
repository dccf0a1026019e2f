//! Arguments of `primum trends`.

use super::{AsOf, Target, parse_date};
use clap::{Args, ValueEnum};
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
    #[arg(long, value_enum, default_value_t = TrendsFormat::Text)]
    pub(crate) format: TrendsFormat,
}

/// Forms of the numbers over problem reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TrendsFormat {
    /// For people
    Text,
    /// docs/json.md
    Json,
    /// A count a line
    Csv,
}
