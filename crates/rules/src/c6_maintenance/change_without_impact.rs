//! Clause 6.2.3: a change is analysed before it is approved.

use crate::answered::answered;
use crate::changes::{is_approved, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-impact",
    clauses: &["6.2.3", "iso13485 7.3.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that was approved without an analysis of its impact",
    page: include_str!("change_without_impact.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_approved, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(change, "impact") {
        findings
            .report(change, format!("{} is `{}`, and nobody wrote down what it affects", change.id(), status(change)))
            .help("say in `impact` what it means for the organisation, for software in the field and for connected systems");
    }
}
