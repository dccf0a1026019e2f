//! ISO 14971 7.3: where the criteria ask for it, somebody has judged that a risk is reduced as far as possible.

use crate::answered::answered;
use crate::contribution::{remaining, words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Acceptability, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "investigated-risk-without-reduction",
    clauses: &["iso14971 7.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a residual risk between the fields, and nobody says why it cannot be lower",
    page: include_str!("investigated_risk_without_reduction.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let rest = remaining(findings.risk(), situation);
    if rest.acceptability != Some(Acceptability::Investigate) || answered(situation, "reduction") {
        return;
    }
    let id = situation.id();
    findings
        .report(situation, format!("{id} remains {}, and nothing says why it cannot be reduced further", words(situation, rest)))
        .help("say in `reduction` which further controls were considered and why none of them is practicable");
}
