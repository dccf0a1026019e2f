//! Good practice to clause 5.2.1: a need that was written down is answered.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "need-without-requirement",
    clauses: &["5.2.1"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a user need that no requirement answers",
    page: include_str!("need_without_requirement.md"),
    check: Check::Each(&[Kind::UserNeed], check),
};

fn check(need: Record<'_>, findings: &mut Findings<'_>) {
    if need.linked_by("derives-from").next().is_none() {
        let id = need.id();
        findings
            .report(need, format!("no requirement derives from {id}"))
            .help(format!("name {id} in `derives-from` of the requirement that answers it, or retire the need with a reason"));
    }
}
