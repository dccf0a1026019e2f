//! What an advisory says of itself, and which names mean one vulnerability, as they are written and read.

use super::Unreadable;
use super::codec::{In, Out};
use crate::advisory::Advisory;
use crate::scan::Severity;
use jiff::civil::Date;

/// Severities that are told, in the order of the numbers that they have in the index; 0 is none of them.
const SEVERITIES: [Severity; 5] = [Severity::None, Severity::Low, Severity::Medium, Severity::High, Severity::Critical];

/// What an advisory says of itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Head {
    pub(crate) id: String,
    pub(crate) made: bool,
    pub(crate) unmaintained: bool,
    pub(crate) severity: Option<Severity>,
    pub(crate) withdrawn: Option<Date>,
    pub(crate) published: Option<Date>,
    pub(crate) modified: Option<Date>,
    pub(crate) summary: String,
    pub(crate) url: String,
    pub(crate) vectors: Vec<String>,
    /// What is affected, `ecosystem name` each.
    pub(crate) packages: Vec<String>,
    pub(crate) group: u32,
}

/// Names that mean the same vulnerability.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) exploited: Option<Date>,
    pub(crate) epss: Option<f64>,
    pub(crate) names: Vec<String>,
}

impl Head {
    /// The bytes of what an advisory says of itself.
    pub(super) fn written(advisory: &Advisory) -> Vec<u8> {
        let mut out = Out::default();
        out.byte(u8::from(advisory.made) | (u8::from(advisory.unmaintained) << 1));
        out.byte(SEVERITIES.iter().position(|one| Some(*one) == advisory.severity).map_or(0, |position| position as u8 + 1));
        out.text(&advisory.id);
        out.day(advisory.withdrawn);
        out.day(advisory.published);
        out.day(advisory.modified);
        out.text(&advisory.summary);
        out.text(&advisory.url);
        out.texts(&advisory.vectors);
        let mut packages: Vec<String> = advisory.affected.iter().map(|affected| affected.subject.to_string()).collect();
        packages.dedup();
        out.texts(&packages);
        out.0
    }

    /// Reads it.
    pub(super) fn read(bytes: &[u8], group: u32) -> Result<Self, Unreadable> {
        let mut head = In::new(bytes);
        let flags = head.byte()?;
        Ok(Self {
            made: flags & 1 != 0,
            unmaintained: flags & 2 != 0,
            severity: usize::from(head.byte()?).checked_sub(1).and_then(|position| SEVERITIES.get(position)).copied(),
            id: head.text()?.to_owned(),
            withdrawn: head.day()?,
            published: head.day()?,
            modified: head.day()?,
            summary: head.text()?.to_owned(),
            url: head.text()?.to_owned(),
            vectors: head.texts()?,
            packages: head.texts()?,
            group,
        })
    }
}

impl Group {
    /// The bytes of a group.
    pub(super) fn written(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.day(self.exploited);
        out.number(self.epss.map_or(0, |epss| (epss.clamp(0.0, 1.0) * 1e6).round() as u64 + 1));
        out.texts(&self.names);
        out.0
    }

    /// Reads it.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut group = In::new(bytes);
        let exploited = group.day()?;
        // In millionths, and one more, so that 0 is what is not known.
        let epss = group.number()?.checked_sub(1).map(|estimate| (estimate.min(1_000_000) as f64) / 1e6);
        Ok(Self { exploited, epss, names: group.texts()? })
    }
}
