//! ISO 14971 7.3: what remains of a risk after its controls is estimated.

use crate::answered::listed;
use crate::contribution::is_acceptable_before;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "residual-risk-missing",
    clauses: &["iso14971 7.3", "iso14971 4.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a risk that needed controls, and nobody has said what remains of it",
    page: include_str!("residual_risk_missing.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    // A risk that is acceptable before controls is its own residual risk (clause 6).
    if is_acceptable_before(findings.risk(), situation) {
        return;
    }
    let has = |field| situation.value(field).is_some();
    let mut missing = Vec::new();
    if !has("residual-severity") {
        missing.push("severity");
    }
    match (has("residual-probability"), has("residual-p1"), has("residual-p2")) {
        (false, false, false) => missing.push("probability"),
        (_, true, false) => missing.push("P2 beside the P1"),
        (_, false, true) => missing.push("P1 beside the P2"),
        _ => {}
    }
    if let Some(missing) = listed(&missing) {
        findings
            .report(situation, format!("nothing says what remains of {} after its controls: no residual {missing}", situation.id()))
            .help("judge the risk again with all controls in place: `residual-severity` and `residual-probability`, or P1 and P2");
    }
}
