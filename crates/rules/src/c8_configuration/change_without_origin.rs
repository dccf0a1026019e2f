//! Clause 8.2.4: a change is traced to the problem or the reason behind it.

use crate::answered::answered;
use crate::changes::is_approved;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-origin",
    clauses: &["8.2.4.a", "8.2.4.b"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an approved change that comes from nowhere",
    page: include_str!("change_without_origin.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_approved, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if change.links("resolves").next().is_none() && !answered(change, "reason") {
        findings
            .report(change, format!("nothing says why {} was made", change.id()))
            .help("name the problem report in `resolves`, or another reason in `reason`");
    }
}
