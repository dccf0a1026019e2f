//! Clause 6.2.1.1: feedback is watched, with its source and its day.

use crate::answered::{Question, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "feedback-without-source",
    clauses: &["6.2.1.1", "iso13485 8.2.1", "iec81001-5-1 9.2", "iso14971 10.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "feedback of which nobody knows from whom or when it came",
    page: include_str!("feedback_without_source.md"),
    check: Check::Each(&[Kind::Feedback], check),
};

const QUESTIONS: &[Question] = &[("source", "who reported it"), ("received", "when it came in")];

fn check(feedback: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(feedback, QUESTIONS) {
        findings
            .report(feedback, format!("{} does not say {open}", feedback.id()))
            .help("`source` names the reporter's role and the channel, `received` the day; legal deadlines run from that day");
    }
}
