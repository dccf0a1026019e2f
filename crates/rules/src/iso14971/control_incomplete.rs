//! ISO 14971 7.1: a control says which option it is, where it lives and what it lowers.

use crate::answered::{Question, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "control-incomplete",
    clauses: &["iso14971 7.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control without option, place, or what it lowers",
    page: include_str!("control_incomplete.md"),
    check: Check::Each(&[Kind::RiskControl], check),
};

const QUESTIONS: &[Question] = &[("option", "which option it is"), ("place", "where it lives"), ("lowers", "what it lowers")];

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(control, QUESTIONS) {
        findings.report(control, format!("{} does not say {open}", control.id())).help(
            "`option`: inherently safe design, protective measure or information for safety; `place`: this software, other software, \
             hardware or procedure; `lowers`: severity, probability or exploitability",
        );
    }
}
