//! Clauses 6.2.4, 8.2.1 and 8.2.4 c: a change is approved before it is made.

use crate::answered::{Question, lacking};
use crate::changes::{is_approved, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-unapproved",
    clauses: &["6.2.4", "8.2.1", "8.2.4.c", "iso13485 7.3.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that went ahead without approval",
    page: include_str!("change_unapproved.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_approved, check),
};

const QUESTIONS: &[Question] = &[("approved-by", "who approved it"), ("approved", "when it was approved")];

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    let id = change.id();
    if let Some(open) = lacking(change, QUESTIONS) {
        findings
            .report(change, format!("{id} is `{}` and does not say {open}", status(change)))
            .help("name the person with their role in `approved-by` and the day in `approved`; approval comes before the work");
        return;
    }
    let (Some(approved), Some(value)) = (change.date("approved"), change.value("approved")) else { return };
    if approved > change.model().date {
        findings
            .report_at(change, value.place, format!("{id} is `{}`, and its approval of {approved} is still to come", status(change)))
            .help("correct the date, or wait with the change");
        return;
    }
    let before = change.links("released-in").filter(|release| release.date("released").is_some_and(|released| released < approved));
    if let Some(release) = before.min_by_key(|release| release.date("released")) {
        findings
            .report_at(change, value.place, format!("{id} went out with {} before it was approved", release.id()))
            .help("approval comes first; treat this as a problem of the process and write down what follows")
            .related(release.place(), "released earlier");
    }
}
