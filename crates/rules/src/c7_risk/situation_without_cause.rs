//! Clauses 7.1.2 and 7.1.4: what the software can contribute to has causes, and they stand in the risk file.

use crate::contribution::may_contribute;
use crate::risk;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "situation-without-cause",
    clauses: &["7.1.2", "7.1.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation to which the software may contribute, without a cause",
    page: include_str!("situation_without_cause.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], may_contribute, check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    if risk::contributors(situation).next().is_none() {
        let id = situation.id();
        findings
            .report(situation, format!("nothing says what in the software could lead to {id}"))
            .help(format!("write the causes with `- contributes-to: {id}`; if software plays no part, say `- software-contributes: no`"));
    }
}
