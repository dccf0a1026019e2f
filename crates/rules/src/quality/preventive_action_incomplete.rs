//! ISO 13485 8.5.3: a preventive action has a cause and an end.

use crate::answered::{Question, answered, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "preventive-action-incomplete",
    clauses: &["iso13485 8.5.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a preventive action without its cause, or closed before it was seen to work",
    page: include_str!("preventive_action_incomplete.md"),
    check: Check::EachWhere(&[Kind::Capa], prevented_something, check),
};

const ACTED: &[Question] = &[("root-cause", "what could have caused it")];
const CLOSED: &[Question] = &[
    ("root-cause", "what could have caused it"),
    ("action", "what was done"),
    ("adverse-effects", "whether the action brings new risks"),
    ("effectiveness", "how it was seen that it works"),
];

fn prevented_something(capa: Record<'_>) -> bool {
    capa.says("type", "preventive") && (matches!(capa.text("status"), Some("action taken" | "closed")) || answered(capa, "action"))
}

fn check(capa: Record<'_>, findings: &mut Findings<'_>) {
    let questions = if capa.text("status") == Some("closed") { CLOSED } else { ACTED };
    if let Some(open) = lacking(capa, questions) {
        findings
            .report(capa, format!("{} does not say {open}", capa.id()))
            .help("name the cause before you act, and close it when a check after some time shows that it works");
    }
}
