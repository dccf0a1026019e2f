//! ISO 14971 7.3: a risk falls by controls, not by itself.

use crate::contribution::{place_of_what_remains, says_what_remains, words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "residual-risk-lowered-by-nothing",
    clauses: &["iso14971 7.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a residual risk that is lower although nothing controls it",
    page: include_str!("residual_risk_lowered_by_nothing.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], says_what_remains, check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let risk = findings.risk();
    let Some(known) = risk.situation(situation) else { return };
    let less = |after: Option<usize>, before: Option<usize>| after.zip(before).is_some_and(|(after, before)| after < before);
    let (before, after) = (known.before, known.residual);
    let lower = less(after.severity, before.severity) || less(after.probability, before.probability);
    if !lower || risk.acting_against(situation).any {
        return;
    }
    let id = situation.id();
    let place = place_of_what_remains(situation);
    let (was, is) = (words(situation, before), words(situation, after));
    findings
        .report_at(situation, place, format!("{id} falls from {was} to {is}, and nothing controls it"))
        .help(format!("write the control that lowers it with `- controls: {id}`, or estimate what remains as high as before"));
}
