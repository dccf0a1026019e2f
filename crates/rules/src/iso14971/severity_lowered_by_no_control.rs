//! ISO 14971 7.3: severity falls only by a control that makes the harm smaller.

use crate::contribution::says_what_remains;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "severity-lowered-by-no-control",
    clauses: &["iso14971 7.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a severity that falls although no control can lower severity",
    page: include_str!("severity_lowered_by_no_control.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], says_what_remains, check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let risk = findings.risk();
    let Some(known) = risk.situation(situation) else { return };
    let Some((after, before)) = known.residual.severity.zip(known.before.severity) else { return };
    let acting = risk.acting_against(situation);
    // Where nothing acts at all another rule says so.
    if after >= before || !acting.any || acting.severity {
        return;
    }
    let scale = &situation.model().config.scales.severity;
    let place = situation.value("residual-severity").map_or(situation.place(), |value| value.place);
    let (id, was, is) = (situation.id(), scale.name(before), scale.name(after));
    let fact = format!("the severity of {id} falls from `{was}` to `{is}`, and no control of it can lower severity");
    findings.report_at(situation, place, fact).help(format!(
        "keep it at `{was}`; if a control makes the harm smaller, say `- lowers: severity` in it (information for safety never does)"
    ));
}
