//! ISO 14971 5.5 and 6: every risk is estimated, so that the criteria can be applied to it.

use crate::answered::listed;
use crate::contribution::may_contribute;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "situation-unestimated",
    clauses: &["iso14971 5.5", "iso14971 6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation whose risk nobody has estimated",
    page: include_str!("situation_unestimated.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let has = |field| situation.value(field).is_some();
    let mut missing = Vec::new();
    // Where software may contribute, the class hangs on the severity, and the rules of clause 4.3 ask for it.
    if !has("severity") && !may_contribute(situation) {
        missing.push("severity");
    }
    match (has("probability"), has("p1"), has("p2")) {
        (false, false, false) => missing.push("probability"),
        (_, true, false) => missing.push("P2 beside its P1"),
        (_, false, true) => missing.push("P1 beside its P2"),
        _ => {}
    }
    if let Some(missing) = listed(&missing) {
        findings
            .report(situation, format!("{} has no {missing}", situation.id()))
            .help("estimate it before controls, the failure of software taken as certain; where nobody can know, take the worst level");
    }
}
