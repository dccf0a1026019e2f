//! ISO 14971 7.3: probability falls only by a control that makes the harm less likely.

use crate::contribution::says_what_remains;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "probability-lowered-by-no-control",
    clauses: &["iso14971 7.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a probability that falls although no control lowers probability",
    page: include_str!("probability_lowered_by_no_control.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], says_what_remains, check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let risk = findings.risk();
    let Some(known) = risk.situation(situation) else { return };
    let Some((after, before)) = known.residual.probability.zip(known.before.probability) else { return };
    let acting = risk.acting_against(situation);
    // An attack that is harder is an attack that happens less often.
    if after >= before || !acting.any || acting.probability || acting.exploitability {
        return;
    }
    let scale = &situation.model().config.scales.probability;
    let value = situation.value("residual-probability").or_else(|| situation.value("residual-p1"));
    let place = value.map_or(situation.place(), |value| value.place);
    let (id, was, is) = (situation.id(), scale.name(before), scale.name(after));
    let fact = format!("the probability of {id} falls from `{was}` to `{is}`, and no control of it lowers probability");
    findings
        .report_at(situation, place, fact)
        .help(format!("keep the probability at `{was}`, or say `- lowers: probability` in the control that makes the harm less likely"));
}
