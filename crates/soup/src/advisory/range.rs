//! A range of versions as events: introduced, fixed, last affected, limit; and whether a version is inside.
//!
//! Source: the OSV schema, "Evaluation". Two events are ours: `After`, for ranges of CPE that exclude their beginning.

use crate::ecosystem::Ecosystem;
use crate::version::compare;
use std::cmp::Ordering;

/// What the events of a range are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RangeKind {
    /// Versions of the ecosystem.
    #[default]
    Versions,
    /// Versions by the rules of SemVer, whatever the ecosystem.
    Semver,
    /// Commits of a repository: their order is known to nobody but git.
    Commits,
}

/// What happens at a version. The order is the one in which events at the same version take effect, so that two ranges that touch are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum At {
    /// From here on it is no more.
    Fixed,
    /// From here on it is.
    Introduced,
    /// Behind this it is no more.
    LastAffected,
    /// Behind this it is.
    After,
    /// What is at or above the highest limit is on another branch.
    Limit,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happens.
    pub at: At,
    /// At this version; `0` with `Introduced` is before every version.
    pub version: String,
}

/// A range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// What the events are.
    pub kind: RangeKind,
    /// The events; `sorted` puts them in order.
    pub events: Vec<Event>,
}

/// Where a version stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Inside; by this statement.
    Inside(String),
    /// Outside; for this reason.
    Outside(String),
    /// Nobody can tell; for this reason.
    Untold(String),
}

impl Range {
    /// A range of versions.
    #[must_use]
    pub fn of(events: Vec<(At, String)>) -> Self {
        Self { kind: RangeKind::Versions, events: events.into_iter().map(|(at, version)| Event { at, version }).collect() }
    }

    /// By which order its versions are compared.
    #[must_use]
    pub fn order(&self, ecosystem: Ecosystem) -> Ecosystem {
        // Go and Cargo have orders that are SemVer and read more than it; others are asked for it by name.
        match (self.kind, ecosystem) {
            (RangeKind::Semver, Ecosystem::Go | Ecosystem::Npm) => ecosystem,
            (RangeKind::Semver, _) => Ecosystem::Cargo,
            _ => ecosystem,
        }
    }

    /// Puts the events in order. Where a range begins by ending, what is contradictory is told; the range is then read as open, which is
    /// the safe side.
    pub fn sort(&mut self, ecosystem: Ecosystem) -> Option<String> {
        if self.kind == RangeKind::Commits {
            return None;
        }
        let order = self.order(ecosystem);
        let ended = self.events.iter().any(|event| matches!(event.at, At::Fixed | At::LastAffected));
        self.events.sort_by(|a, b| against(order, a, &b.version, is_start(b)).then(a.at.cmp(&b.at)));
        let first = self.events.iter().find(|event| event.at != At::Limit)?;
        if matches!(first.at, At::Fixed | At::LastAffected) {
            return Some(format!("a range ends at {} before it begins", first.version));
        }
        let last = self.events.iter().rfind(|event| event.at != At::Limit)?;
        (ended && self.events.len() == 2 && !matches!(last.at, At::Fixed | At::LastAffected))
            .then(|| format!("a range begins at {} behind its end", last.version))
    }

    /// Where a version stands. The events must be sorted.
    #[must_use]
    pub fn standing(&self, ecosystem: Ecosystem, version: &str) -> Standing {
        if self.kind == RangeKind::Commits {
            return self.commit(version);
        }
        let order = self.order(ecosystem);
        let meets = |event: &Event| {
            let order = if is_start(event) { Ordering::Less } else { compare(order, &event.version, version) };
            match event.at {
                At::Introduced | At::Fixed | At::Limit => order != Ordering::Greater,
                At::LastAffected | At::After => order == Ordering::Less,
            }
        };
        let mut limits = self.events.iter().filter(|event| event.at == At::Limit && event.version != "*").peekable();
        if limits.peek().is_some() && limits.all(&meets) {
            return Standing::Outside("it is at or above the limit of the range".to_owned());
        }
        let (mut open, mut closed, mut next) = (None, None, None);
        for event in self.events.iter().filter(|event| event.at != At::Limit) {
            if !meets(event) {
                next = Some(event);
                break;
            }
            match event.at {
                At::Introduced | At::After => open = Some(event),
                _ => {
                    if open.take().is_some() || closed.is_none() {
                        closed = Some(event);
                    }
                }
            }
        }
        match (open, next) {
            (Some(from), next) => Standing::Inside(inside(from, version, next)),
            (None, next) => Standing::Outside(match (closed, next) {
                (Some(event), None) if event.at == At::Fixed => format!("{version} is not before {}, which fixes it", event.version),
                (Some(event), None) => format!("{version} is behind {}, the last one affected", event.version),
                (Some(event), Some(next)) => {
                    format!("{version} is between {}, where it ends, and {}, where it begins again", event.version, next.version)
                }
                (None, Some(next)) => format!("{version} is before {}, where it begins", next.version),
                (None, None) => "the range has no event that begins it".to_owned(),
            }),
        }
    }

    fn commit(&self, version: &str) -> Standing {
        let same = |event: &&Event| version.len() >= 7 && event.version.len() >= version.len() && event.version.starts_with(version);
        match self.events.iter().find(same).map(|event| event.at) {
            Some(At::Introduced | At::LastAffected) => Standing::Inside(format!("{version} is a commit that is named as affected")),
            Some(At::Fixed) => Standing::Outside(format!("{version} is the commit that fixes it")),
            _ => Standing::Untold("the range is one of commits, whose order only git knows".to_owned()),
        }
    }

    /// The versions behind this one that fix it. The events must be sorted.
    pub fn fixed_after(&self, ecosystem: Ecosystem, version: &str) -> Option<&str> {
        if self.kind == RangeKind::Commits {
            return None;
        }
        let order = self.order(ecosystem);
        self.events
            .iter()
            .filter(|event| event.at == At::Fixed)
            .find(|event| compare(order, &event.version, version) == Ordering::Greater)
            .map(|event| event.version.as_str())
    }
}

fn is_start(event: &Event) -> bool {
    event.at == At::Introduced && event.version == "0"
}

fn against(order: Ecosystem, a: &Event, b: &str, b_is_start: bool) -> Ordering {
    match (is_start(a), b_is_start) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        (false, false) => compare(order, &a.version, b),
    }
}

/// `1.2.0 <= 1.3.1 < 1.4.0`.
fn inside(from: &Event, version: &str, next: Option<&Event>) -> String {
    let mut told = match from.at {
        _ if is_start(from) => version.to_owned(),
        At::After => format!("{} < {version}", from.version),
        _ => format!("{} <= {version}", from.version),
    };
    match next.map(|event| (event.at, &event.version)) {
        Some((At::Fixed, end)) => told += &format!(" < {end}"),
        Some((At::LastAffected, end)) => told += &format!(" <= {end}"),
        _ if is_start(from) => told = "every version is affected".to_owned(),
        _ => {}
    }
    told
}
