//! ISO 13485 8.5.2: an action is closed when it has worked.

use crate::answered::{Question, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "capa-without-effectiveness",
    clauses: &["iso13485 8.5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a CAPA that was closed before anybody saw that it worked",
    page: include_str!("capa_without_effectiveness.md"),
    check: Check::EachWhere(&[Kind::Capa], is_closed, check),
};

const QUESTIONS: &[Question] = &[
    ("action", "what was done"),
    ("adverse-effects", "whether the action brought new risks"),
    ("effectiveness", "how it was seen that it worked"),
    ("closed", "when it was closed"),
];

/// Preventive actions have a rule of their own.
fn is_closed(capa: Record<'_>) -> bool {
    (capa.text("status") == Some("closed") || capa.value("closed").is_some()) && !capa.says("type", "preventive")
}

fn check(capa: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(capa, QUESTIONS) {
        findings
            .report(capa, format!("{} is closed and does not say {open}", capa.id()))
            .help("check after a time, with a measure named beforehand, and write down what was seen; until then it stays open");
    }
}
