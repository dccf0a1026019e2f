//! ISO 14971 7.3: controls make a risk no worse.

use crate::contribution::{place_of_what_remains, says_what_remains, words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "residual-risk-worse",
    clauses: &["iso14971 7.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a residual risk that is worse than the risk before controls",
    page: include_str!("residual_risk_worse.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], says_what_remains, check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let Some(known) = findings.risk().situation(situation) else { return };
    let (before, after) = (known.before, known.residual);
    let more = |after: Option<usize>, before: Option<usize>| after.zip(before).is_some_and(|(after, before)| after > before);
    let less = |after: Option<usize>, before: Option<usize>| after.zip(before).is_some_and(|(after, before)| after < before);
    // A control may trade the one for the other; then the criteria say which is worse.
    let by_levels = (more(after.severity, before.severity) && !less(after.probability, before.probability))
        || (more(after.probability, before.probability) && !less(after.severity, before.severity));
    let by_criteria = after.acceptability.zip(before.acceptability).is_some_and(|(after, before)| after > before);
    if !by_levels && !by_criteria {
        return;
    }
    let id = situation.id();
    let place = place_of_what_remains(situation);
    let (was, is) = (words(situation, before), words(situation, after));
    findings
        .report_at(situation, place, format!("{id} is worse after its controls than before: {is}, before {was}"))
        .help("correct the estimate that is wrong; if a control makes it worse, take that control out");
}
