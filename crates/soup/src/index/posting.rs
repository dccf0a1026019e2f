//! What an advisory says of the versions of a package, as it is written and read.

use super::Unreadable;
use super::codec::{In, Out};
use crate::advisory::range::{At, Event, Range, RangeKind};
use crate::advisory::{Affected, Subject, cpe::Cpe};

/// What an advisory says of the versions of a package.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Posting {
    pub(crate) advisory: u32,
    pub(crate) withdrawn: bool,
    pub(crate) subject: Subject,
    pub(crate) ranges: Vec<Range>,
    pub(crate) versions: Vec<String>,
    pub(crate) fixed: Vec<String>,
    pub(crate) vectors: Vec<String>,
    pub(crate) condition: String,
}

/// The bytes of what an advisory says of a package.
pub(super) fn written(affected: &Affected, withdrawn: bool) -> Vec<u8> {
    let mut out = Out::default();
    let product = matches!(affected.subject, Subject::Product(_));
    out.byte(u8::from(withdrawn) | (u8::from(product) << 1));
    match &affected.subject {
        Subject::Package { ecosystem, name } => {
            out.text(ecosystem);
            out.text(name);
        }
        Subject::Product(cpe) => {
            for step in [&cpe.part, &cpe.vendor, &cpe.product, &cpe.version, &cpe.update, &cpe.target] {
                out.text(step);
            }
        }
    }
    out.number(affected.ranges.len() as u64);
    for range in &affected.ranges {
        out.byte(match range.kind {
            RangeKind::Versions => 0,
            RangeKind::Semver => 1,
            RangeKind::Commits => 2,
        });
        out.number(range.events.len() as u64);
        for event in &range.events {
            out.byte(event.at as u8);
            out.text(&event.version);
        }
    }
    out.texts(&affected.versions);
    out.texts(&affected.fixed);
    out.texts(&affected.vectors);
    out.text(&affected.condition);
    out.0
}

/// Reads it.
pub(super) fn read(advisory: u32, bytes: &mut In<'_>) -> Result<Posting, Unreadable> {
    let flags = bytes.byte()?;
    let subject = if flags & 2 != 0 {
        let mut step = || bytes.text().map(str::to_owned);
        Subject::Product(Cpe { part: step()?, vendor: step()?, product: step()?, version: step()?, update: step()?, target: step()? })
    } else {
        Subject::Package { ecosystem: bytes.text()?.to_owned(), name: bytes.text()?.to_owned() }
    };
    let mut ranges = Vec::new();
    for _ in 0..bytes.count()? {
        let kind = match bytes.byte()? {
            0 => RangeKind::Versions,
            1 => RangeKind::Semver,
            2 => RangeKind::Commits,
            _ => return Err(Unreadable::damaged("a range is of no kind")),
        };
        let mut events = Vec::new();
        for _ in 0..bytes.count()? {
            let at = match bytes.byte()? {
                0 => At::Fixed,
                1 => At::Introduced,
                2 => At::LastAffected,
                3 => At::After,
                4 => At::Limit,
                _ => return Err(Unreadable::damaged("an event is of no kind")),
            };
            events.push(Event { at, version: bytes.text()?.to_owned() });
        }
        ranges.push(Range { kind, events });
    }
    Ok(Posting {
        advisory,
        withdrawn: flags & 1 != 0,
        subject,
        ranges,
        versions: bytes.texts()?,
        fixed: bytes.texts()?,
        vectors: bytes.texts()?,
        condition: bytes.text()?.to_owned(),
    })
}
