//! ISO 14971 5.4: a hazardous situation tells its sequence of events and the harm.

use crate::answered::{answered, listed};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "situation-incomplete",
    clauses: &["iso14971 5.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation without sequence of events or harm",
    page: include_str!("situation_incomplete.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let mut open = Vec::new();
    if !answered(situation, "sequence") && !answered(situation, "sequence-of-events") {
        open.push("through which sequence of events it arises");
    }
    if !answered(situation, "harm") {
        open.push("which harm may follow");
    }
    if let Some(open) = listed(&open) {
        findings
            .report(situation, format!("{} does not say {open}", situation.id()))
            .help("write `sequence` step by step, from the cause to the exposure, and `harm` as an injury or damage that somebody suffers");
    }
}
