//! ISO 14971 5.1 and 5.4: a review has confirmed that the hazard analysis is complete, and has seen every situation.

use crate::confirmations::Confirmed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "hazard-analysis-unconfirmed",
    clauses: &["iso14971 5.1", "iso14971 5.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazard analysis that no review has found complete, or a situation that it did not see",
    page: include_str!("hazard_analysis_unconfirmed.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let situations = model.of(Kind::HazardousSituation);
    findings.examined(situations.len());
    if situations.len() == 0 && model.of(Kind::Hazard).len() == 0 {
        return;
    }
    let confirmed = Confirmed::by(model, "hazard analysis complete", Some("risk"));
    if confirmed.reviews.is_empty() {
        let help = "hold a review with `- subject: risk` and `- confirms: hazard analysis complete` that names every situation in `of`; \
            until then the software counts as class C";
        confirmed.report_missing("no review has confirmed that the hazard analysis is complete", help.to_owned(), findings);
        return;
    }
    for situation in situations.filter(|situation| !confirmed.names(*situation)) {
        let id = situation.id();
        let finding = findings
            .report(situation, format!("no review that found the hazard analysis complete has seen {id}"))
            .help(format!("look at the analysis again now that {id} is there, and record it as a review that names it in `of`"));
        if let Some(latest) = confirmed.latest() {
            finding.related(latest.place(), "the latest such review");
        }
    }
}
