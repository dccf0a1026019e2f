//! Why and where a file was refused: what was read up to there is not taken for the whole.

use crate::format::Format;
use std::fmt;

/// A place in a text: both count from 1, the column in bytes of the text as UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: u64,
    /// The column, in bytes.
    pub column: u64,
}

/// A file that is not taken: the reason, the place, and as what it was read.
///
/// Entries that came before a refusal are to be thrown away: a cut file tells less than what happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The reason, in words.
    pub reason: String,
    /// Where; `None` where the reason concerns the whole file.
    pub place: Option<Place>,
    /// The format that was recognised before the refusal.
    pub format: Option<Format>,
}

impl Refusal {
    /// A refusal of the whole file.
    pub(crate) fn whole(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), place: None, format: None }
    }

    /// A refusal at a place.
    pub(crate) fn at(place: Place, reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), place: Some(place), format: None }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = self.place {
            write!(f, "line {}, column {}: ", place.line, place.column)?;
        }
        f.write_str(&self.reason)
    }
}
