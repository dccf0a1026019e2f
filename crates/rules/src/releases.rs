//! What rules about releases share: is it out, and do two releases bring the same system?

use primum_model::{Kind, Record};

/// Does it say when it leaves, or left, the house? Until then nothing of it is decided.
pub(crate) fn is_released(release: Record<'_>) -> bool {
    release.value("released").is_some()
}

/// Has it left the house by the day of the analysis? A date that cannot be read counts as past.
pub(crate) fn is_out(release: Record<'_>) -> bool {
    is_released(release) && release.date("released").is_none_or(|released| released <= release.model().date)
}

/// Do both release the same software system? A release that names none may release any.
pub(crate) fn same_system(one: Record<'_>, other: Record<'_>) -> bool {
    let mut systems = one.links("of").peekable();
    systems.peek().is_none() || other.links("of").next().is_none() || systems.any(|system| other.links("of").any(|of| of == system))
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
