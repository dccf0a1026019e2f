//! ISO 14971 7.1: a risk that is not acceptable is controlled.

use crate::contribution::{needs_control, why_not_acceptable};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "risk-without-control",
    clauses: &["iso14971 7.1", "iso14971 4.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a risk that is not acceptable, and nothing controls it",
    page: include_str!("risk_without_control.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let risk = findings.risk();
    if !needs_control(risk, situation) || risk.acting_against(situation).any {
        return;
    }
    let (id, why) = (situation.id(), why_not_acceptable(risk, situation));
    findings
        .report(situation, format!("the risk of {id} {why}, and nothing controls it"))
        .help(format!("write the control with `- controls: {id}`, or one for each cause: design first, then protection, then information"));
}
