//! Clause 4.3 a: a class is computed from a hazard analysis that somebody has found complete.

use crate::class::completeness;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "hazard-analysis-unconfirmed",
    clauses: &["4.3.a", "iso14971 5.1", "iso14971 5.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazard analysis that nobody has found to be complete",
    page: include_str!("hazard_analysis_unconfirmed.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(system) = model.of(Kind::SoftwareSystem).next() else { return };
    findings.examined(1);
    if completeness(model).is_some() {
        return;
    }
    let confirming = |review: &Record<'_>| review.says("confirms", "hazard analysis complete");
    let short = model.of(Kind::Review).filter(confirming).find_map(|review| {
        let why = reviews::shortfall(review).unwrap_or("is no review of the subject risk");
        (!review.says("subject", "risk") || !reviews::counts(review)).then_some((review, why))
    });
    match short {
        Some((review, why)) => findings.report(review, format!("{} confirms the hazard analysis, and {why}", review.id())),
        None => findings.report_project(format!(
            "no review confirms that the hazard analysis is complete, so {} counts as class C",
            if model.of(Kind::SoftwareSystem).len() == 1 { system.id() } else { "every software system" }
        )),
    }
    .help("hold the list of hazards and situations against functions, interfaces and misuse; record it as a review with `- subject: risk` and `- confirms: hazard analysis complete`");
}
