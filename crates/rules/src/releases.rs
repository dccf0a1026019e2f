//! What rules and views about releases share: is it out, until when is it kept, and what is known to be wrong with it?

use crate::months;
use crate::problems::remains;
use primum_model::{Date, Kind, Model, Record};

/// Does it say when it leaves, or left, the house? Until then nothing of it is decided.
#[must_use]
pub fn is_released(release: Record<'_>) -> bool {
    release.value("released").is_some()
}

/// Has it left the house by the day of the analysis? A date that cannot be read counts as past.
#[must_use]
pub fn is_out(release: Record<'_>) -> bool {
    is_released(release) && release.date("released").is_none_or(|released| released <= release.model().date)
}

/// Do both release the same software system? A release that names none may release any.
#[must_use]
pub fn same_system(one: Record<'_>, other: Record<'_>) -> bool {
    let mut systems = one.links("of").peekable();
    systems.peek().is_none() || other.links("of").next().is_none() || systems.any(|system| other.links("of").any(|of| of == system))
}

/// The release record of a version.
#[must_use]
pub fn of_version<'m>(model: &'m Model, version: &str) -> Option<Record<'m>> {
    model.of(Kind::Release).find(|release| release.text("version") == Some(version))
}

/// The problems that are open and can be in the release: those that were reported by its day, and that do not say that they are in
/// later releases only.
pub fn known_problems<'m>(release: Record<'m>, on: Option<Date>) -> impl Iterator<Item = Record<'m>> {
    release.model().of(Kind::ProblemReport).filter(|problem| remains(*problem)).filter(move |problem| concerns(*problem, release, on))
}

/// Was the problem known when the release went out, and can it be in it? Only a report that names no release up to this one is out.
fn concerns(problem: Record<'_>, release: Record<'_>, on: Option<Date>) -> bool {
    if problem.date("reported").is_some_and(|reported| on.is_some_and(|on| reported > on)) {
        return false;
    }
    let mut affected = problem.links("affects").peekable();
    affected.peek().is_none()
        || affected.any(|other| {
            let later = other.date("released").zip(on).is_some_and(|(other, on)| other > on);
            other == release || (same_system(other, release) && !later)
        })
}

/// Where the time of keeping comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// The record names the day.
    Named(Date),
    /// `[release] retention-years`, counted from the day of the release.
    Counted(Date),
}

impl Term {
    /// The last day.
    #[must_use]
    pub fn end(self) -> Date {
        match self {
            Self::Named(end) | Self::Counted(end) => end,
        }
    }
}

/// Until when the release is kept at least, where that can be computed.
#[must_use]
pub fn term(release: Record<'_>) -> Option<Term> {
    let years = release.model().config.release.retention_years;
    let counted = || release.date("released").zip(years).and_then(|(released, years)| after(released, years));
    release.date("retain-until").map(Term::Named).or_else(|| counted().map(Term::Counted))
}

/// The day so many years later; nothing beyond the year 9999.
#[must_use]
pub fn after(day: Date, years: u32) -> Option<Date> {
    let years = i32::try_from(years).ok().filter(|years| i32::from(day.year()).saturating_add(*years) <= 9999)?;
    Some(months::before(day, -12 * years))
}

/// The digest of the manifest that the record names, in hexadecimal.
#[must_use]
pub fn baseline(release: Record<'_>) -> Option<&str> {
    let text = release.text("baseline")?.trim();
    Some(text.strip_prefix("sha256:").unwrap_or(text))
}

/// An earlier release of the same system, the latest of them.
pub(crate) fn predecessor(release: Record<'_>) -> Option<Record<'_>> {
    let released = release.date("released")?;
    release
        .model()
        .of(Kind::Release)
        .filter(|other| *other != release && same_system(release, *other) && other.date("released").is_some_and(|date| date < released))
        .max_by_key(|other| other.date("released"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    #[test]
    fn the_predecessor_is_the_latest_earlier_release_of_the_same_system() {
        let text = "## SW-1 A\n\n## SW-2 B\n\n## REL-1 A\n- of: SW-1\n- version: 1\n- released: 2026-01-01\n\n\
            ## REL-2 A\n- of: SW-1\n- version: 2\n- released: 2026-02-01\n\n## REL-3 B\n- of: SW-2\n- version: 1\n- released: 2026-03-01\n\n\
            ## REL-4 A\n- of: SW-1\n- version: 3\n- released: 2026-04-01\n\n## REL-5 A\n- of: SW-1\n- version: 4\n";
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 3, 31));
        let model = Model::build(snapshot).expect("no configuration");
        let before: Vec<Option<&str>> = model.of(Kind::Release).map(|release| predecessor(release).map(Record::id)).collect();
        assert_eq!(before, [None, Some("REL-1"), None, Some("REL-2"), None]);
        let out: Vec<bool> = model.of(Kind::Release).map(is_out).collect();
        assert_eq!(out, [true, true, true, false, false]);
    }
}
