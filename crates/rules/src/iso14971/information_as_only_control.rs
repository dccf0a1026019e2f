//! ISO 14971 7.1, practice: information for safety is the last of the options.

use crate::contribution::is_acceptable_before;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "information-as-only-control",
    clauses: &["iso14971 7.1"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a risk that is not acceptable, and that only information for safety controls",
    page: include_str!("information_as_only_control.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let risk = findings.risk();
    let acting = risk.acting_against(situation);
    if !acting.any || acting.beyond_information || is_acceptable_before(risk, situation) {
        return;
    }
    let id = situation.id();
    findings
        .report(situation, format!("nothing but information for safety controls {id}"))
        .help("look for a control by design or protection; where none is practicable, a review says why and a deviation accepts this");
}
