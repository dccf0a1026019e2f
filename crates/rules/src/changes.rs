//! What rules about change requests share: how far a change has come, and whether it touches software that is in use.

use crate::releases;
use primum_model::{Kind, Record};

/// How far a change has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Open,
    Approved,
    Implemented,
    Verified,
    Closed,
}

/// How far the change has come; nothing for one that was rejected. A request that does not say is open.
pub(crate) fn stage(change: Record<'_>) -> Option<Stage> {
    match change.text("status") {
        Some("rejected") => None,
        Some("approved") => Some(Stage::Approved),
        Some("implemented") => Some(Stage::Implemented),
        Some("verified") => Some(Stage::Verified),
        Some("closed") => Some(Stage::Closed),
        _ => Some(Stage::Open),
    }
}

/// The word for where it stands.
pub(crate) fn status(change: Record<'_>) -> &str {
    change.text("status").unwrap_or("open")
}

/// Is it said to be approved, or to have come further?
pub(crate) fn is_approved(change: Record<'_>) -> bool {
    stage(change) >= Some(Stage::Approved)
}

/// Is it said to be implemented, or to have come further?
pub(crate) fn is_implemented(change: Record<'_>) -> bool {
    stage(change) >= Some(Stage::Implemented)
}

/// Is it said to be verified or closed?
pub(crate) fn is_verified(change: Record<'_>) -> bool {
    stage(change) >= Some(Stage::Verified)
}

/// The change requests that resolve a problem report, rejected ones excepted.
pub(crate) fn resolving(problem: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    problem.linked_by("resolves").filter(|change| change.kind() == Kind::ChangeRequest && stage(*change).is_some())
}

/// Does it change only papers and tools? A change that names nothing may change anything.
pub(crate) fn leaves_software_alone(change: Record<'_>) -> bool {
    let papers = [Kind::Plan, Kind::Procedure, Kind::Tool, Kind::Test, Kind::Review, Kind::Qualification];
    let mut targets = change.links("changes").peekable();
    targets.peek().is_some() && targets.all(|target| papers.contains(&target.kind()))
}

/// Does it change software that somebody already uses: is there a release older than the first one that brings the change?
pub(crate) fn touches_released_software(change: Record<'_>) -> bool {
    if leaves_software_alone(change) {
        return false;
    }
    let own: Vec<Record<'_>> = change.links("released-in").collect();
    let first = own.iter().filter_map(|release| release.date("released")).min();
    let mut released = change.model().of(Kind::Release).filter(|release| releases::is_out(*release) && !own.contains(release));
    released.any(|release| match (release.date("released"), first) {
        (Some(earlier), Some(first)) => earlier < first,
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    fn touching(text: &str) -> Vec<String> {
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        model.of(Kind::ChangeRequest).filter(|change| touches_released_software(*change)).map(|change| change.id().to_owned()).collect()
    }

    #[test]
    fn a_change_before_the_first_release_touches_nothing_in_use() {
        assert_eq!(touching("## CR-1 A\n"), Vec::<String>::new());
        let releases = "## REL-1 A\n- version: 1.0\n- released: 2026-01-01\n\n## REL-2 B\n- version: 1.1\n- released: 2026-03-01\n\n";
        let changes = "## CR-1 A\n- released-in: REL-1\n\n## CR-2 B\n- released-in: REL-2\n\n## CR-3 C\n\n## CR-4 D\n- changes: PLAN-1\n\n## PLAN-1 P\n- covers: risk\n";
        assert_eq!(touching(&format!("{releases}{changes}")), ["CR-2", "CR-3"]);
        let planned = "## REL-1 A\n- version: 1.0\n- released: 2026-09-01\n\n## CR-1 A\n";
        assert_eq!(touching(planned), Vec::<String>::new());
    }

    #[test]
    fn a_rejected_change_has_no_stage() {
        assert!(None < Some(Stage::Open), "a rejected change has reached nothing");
    }
}
