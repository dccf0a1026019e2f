//! What rules about problem reports share: where a report stands, and whether it stands for itself.

use primum_model::{Kind, Record};

/// A chain of duplicates longer than this is taken for a circle.
const LONGEST_CHAIN: usize = 32;

/// Where the report stands; a report that does not say is open.
pub(crate) fn status(problem: Record<'_>) -> &str {
    problem.text("status").unwrap_or("open")
}

/// Is it called a duplicate?
pub(crate) fn says_duplicate(problem: Record<'_>) -> bool {
    status(problem) == "duplicate" || problem.says("decision", "duplicate")
}

/// Does another report stand for it? The chain of duplicates has to end at a report that is none; until then a report stands for itself.
pub(crate) fn is_duplicate(problem: Record<'_>) -> bool {
    let mut at = problem;
    for _ in 0..LONGEST_CHAIN {
        if !says_duplicate(at) {
            return at != problem;
        }
        match at.links("duplicate-of").find(|other| other.kind() == Kind::ProblemReport && !other.is_retired()) {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// Does it stand for itself?
pub(crate) fn stands_for_itself(problem: Record<'_>) -> bool {
    !is_duplicate(problem)
}

/// Is it said to be resolved or closed?
pub(crate) fn is_resolved(problem: Record<'_>) -> bool {
    matches!(status(problem), "resolved" | "closed") && stands_for_itself(problem)
}

/// Is it said to be closed?
pub(crate) fn is_closed(problem: Record<'_>) -> bool {
    status(problem) == "closed" && stands_for_itself(problem)
}

/// Has somebody decided what follows? Then it must have been investigated before.
pub(crate) fn is_decided(problem: Record<'_>) -> bool {
    let decided = matches!(status(problem), "resolved" | "closed" | "rejected") || problem.value("decision").is_some();
    decided && stands_for_itself(problem)
}

/// Is it still without a decision?
pub(crate) fn is_pending(problem: Record<'_>) -> bool {
    stands_for_itself(problem) && !is_decided(problem)
}

/// Is the anomaly still in the software, as far as the report says?
#[must_use]
pub fn remains(problem: Record<'_>) -> bool {
    !matches!(status(problem), "resolved" | "closed" | "rejected") && stands_for_itself(problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    fn ids(text: &str, holds: fn(Record<'_>) -> bool) -> Vec<String> {
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        model.of(Kind::ProblemReport).filter(|report| holds(*report)).map(|report| report.id().to_owned()).collect()
    }

    #[test]
    fn a_duplicate_leads_to_a_report_that_is_none() {
        let text = "## PR-1 A\n\n## PR-2 B\n- status: duplicate\n- duplicate-of: PR-1\n\n## PR-3 C\n- decision: duplicate\n- duplicate-of: PR-2\n\n\
            ## PR-4 D\n- status: duplicate\n\n## PR-5 E\n- status: duplicate\n- duplicate-of: PR-6\n\n## PR-6 F\n- status: duplicate\n- duplicate-of: PR-5\n\n\
            ## PR-7 G\n- status: duplicate\n- duplicate-of: PR-8\n\n## PR-8 H\n- status: retired\n";
        assert_eq!(ids(text, is_duplicate), ["PR-2", "PR-3"]);
    }

    #[test]
    fn the_stages_of_a_report() {
        let text = "## PR-1 A\n\n## PR-2 B\n- status: investigating\n- decision: change\n\n## PR-3 C\n- status: resolved\n\n## PR-4 D\n- status: closed\n\n\
            ## PR-5 E\n- status: rejected\n\n## PR-6 F\n- status: duplicate\n- duplicate-of: PR-1\n";
        assert_eq!(ids(text, is_pending), ["PR-1"]);
        assert_eq!(ids(text, is_decided), ["PR-2", "PR-3", "PR-4", "PR-5"]);
        assert_eq!(ids(text, is_resolved), ["PR-3", "PR-4"]);
        assert_eq!(ids(text, is_closed), ["PR-4"]);
        assert_eq!(ids(text, remains), ["PR-1", "PR-2"]);
    }
}
