//! Clauses 6.3.1 and 8.2.2: a change repeats the activities that it calls for.

use crate::answered::answered;
use crate::changes::{is_implemented, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-activities",
    clauses: &["6.3.1", "8.2.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that does not say which activities were repeated",
    page: include_str!("change_without_activities.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_implemented, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(change, "activities") {
        findings
            .report(change, format!("{} is `{}` and does not say which activities were repeated", change.id(), status(change)))
            .help("go through requirements, design, verification and risk: say what was done again, and why the rest was not");
    }
}
