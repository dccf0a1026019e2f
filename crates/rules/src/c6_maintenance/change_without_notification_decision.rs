//! Clause 6.2.5: who is told of a change to software in the field.

use crate::answered::{Question, lacking};
use crate::changes::{is_approved, touches_released_software};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-notification-decision",
    clauses: &["6.2.5", "iso13485 8.2.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change to released software without a decision whom to tell",
    page: include_str!("change_without_notification_decision.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], touches_the_field, check),
};

const QUESTIONS: &[Question] =
    &[("notification", "which users and authorities are told"), ("regulatory-significance", "whether regulators must hear of it")];

fn touches_the_field(change: Record<'_>) -> bool {
    is_approved(change) && touches_released_software(change)
}

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(change, QUESTIONS) {
        findings
            .report(change, format!("{} changes released software and does not say {open}", change.id()))
            .help("decide both and give the reason; `nobody, because …` is a decision");
    }
}
