//! ISO 14971 7.4: a residual risk that is not acceptable is weighed against the benefit.

use crate::answered::answered;
use crate::contribution::{remaining, words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Acceptability, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unacceptable-risk-without-benefit",
    clauses: &["iso14971 7.4", "iso14971 7.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a residual risk that is not acceptable, and no benefit is weighed against it",
    page: include_str!("unacceptable_risk_without_benefit.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let rest = remaining(findings.risk(), situation);
    let criteria = &situation.model().config.scales.acceptability;
    let unacceptable = match rest.acceptability {
        Some(Acceptability::Unacceptable) => true,
        Some(_) => false,
        // A field of the matrix that nobody has filled in is no permission.
        None => rest.severity.is_some() && rest.probability.is_some() && !criteria.is_empty(),
    };
    if !unacceptable || answered(situation, "benefit-risk") {
        return;
    }
    let (id, rest) = (situation.id(), words(situation, rest));
    findings
        .report(situation, format!("{id} remains {rest}, which is not acceptable, and no benefit is weighed against it"))
        .help("reduce it further; if that is not practicable, say in `benefit-risk`, with data, why the benefit outweighs it");
}
