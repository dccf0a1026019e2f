//! Everything an analysis may know: configuration, files, and today's date. Nothing else is looked at.

use crate::source::Source;
use jiff::civil::Date;

/// The input of an analysis.
#[derive(Debug)]
pub struct Snapshot {
    /// `primum.toml`; absent where the project has none.
    pub config: Option<Source>,
    /// The files that may hold records. Their order does not matter.
    pub files: Vec<Source>,
    /// Files of the source tree that findings may show; no records are read from them. Their order is kept.
    pub sources: Vec<Source>,
    /// Files and folders that could not be read, with the reason.
    pub unread: Vec<(String, String)>,
    /// The day on which ages and expiries are judged.
    pub date: Date,
}

impl Snapshot {
    /// A snapshot of these files, without a configuration.
    #[must_use]
    pub fn of(files: Vec<Source>, date: Date) -> Self {
        Self { config: None, files, sources: Vec::new(), unread: Vec::new(), date }
    }
}
