//! Is there proof behind `verified-by`? A test counts, and a review that counts as one.

use crate::reviews;
use primum_model::{Kind, Record};

/// Does `verified-by` lead to a test, or to a review that counts?
pub(crate) fn has_proof(record: Record<'_>) -> bool {
    record.links("verified-by").any(|proof| match proof.kind() {
        Kind::Test => !proof.is_retired(),
        Kind::Review => !proof.is_retired() && reviews::counts(proof),
        _ => false,
    })
}

/// Why what `verified-by` names proves nothing; nothing if it names no review.
pub(crate) fn shortfall(record: Record<'_>) -> Option<String> {
    let review = record.links("verified-by").find(|proof| proof.kind() == Kind::Review)?;
    reviews::shortfall(review).map(|why| format!("{}, its verification, {why}", review.id()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    #[test]
    fn a_rejected_review_proves_nothing() {
        let text = "## PR-1 A\n- verified-by: TC-1\n\n## PR-2 B\n- verified-by: REV-1\n\n## PR-3 C\n- verified-by: REV-2\n\n## PR-4 D\n\n\
            ## TC-1 T\n- level: system\n\n## REV-1 R\n- subject: code\n- held: 2026-01-01\n- participants: a\n- outcome: rejected\n\n\
            ## REV-2 R\n- subject: code\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n";
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        let proven: Vec<&str> = model.of(Kind::ProblemReport).filter(|report| has_proof(*report)).map(Record::id).collect();
        assert_eq!(proven, ["PR-1", "PR-3"]);
    }
}
