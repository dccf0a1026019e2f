//! ISO 14971 7.2 and clause 7.3.1: that a control is there does not show that it works.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "one-proof-for-both",
    clauses: &["iso14971 7.2", "7.3.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "the same proof for a control being in place and for its effect",
    page: include_str!("one_proof_for_both.md"),
    check: Check::EachWhere(&[Kind::RiskControl], has_both, check),
};

fn has_both(control: Record<'_>) -> bool {
    !proofs(control, "implementation-proof").is_empty() && !proofs(control, "effectiveness-proof").is_empty()
}

/// The proofs of a field, by position, each once.
fn proofs(control: Record<'_>, field: &'static str) -> Vec<u32> {
    let mut list: Vec<u32> = control.links(field).filter(|proof| !proof.is_retired()).map(Record::position).collect();
    list.sort_unstable();
    list.dedup();
    list
}

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    let (there, works) = (proofs(control, "implementation-proof"), proofs(control, "effectiveness-proof"));
    if there != works {
        return;
    }
    let model = control.model();
    let place = control.value("effectiveness-proof").map_or(control.place(), |value| value.place);
    let ids: Vec<&str> = works.iter().map(|at| model.at(*at).id()).collect();
    let id = control.id();
    findings
        .report_at(control, place, format!("{} is to show both that {id} is in place and that it works", ids.join(" with ")))
        .help("keep it for one of the two, and name another test or review for the other: what does the risk do when the control acts?");
}
