//! Clause 8.2.2: a change may change the safety class.

use crate::answered::{Question, lacking};
use crate::changes::{is_implemented, status};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-class-check",
    clauses: &["8.2.2", "iso13485 7.3.9"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change after which nobody looked at safety and class again",
    page: include_str!("change_without_class_check.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_implemented, check),
};

const QUESTIONS: &[Question] = &[("safety-impact", "what it means for safety"), ("class-check", "whether the safety class stays")];

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(change, QUESTIONS) {
        findings
            .report(change, format!("{} is `{}` and does not say {open}", change.id(), status(change)))
            .help("`safety-impact` names new causes and controls that are touched; `class-check` is unchanged, raised or lowered");
    }
}
