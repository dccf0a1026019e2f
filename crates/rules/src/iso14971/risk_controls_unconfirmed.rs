//! ISO 14971 7.6: a review has confirmed that risk control is complete, and has seen every control.

use crate::confirmations::Confirmed;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "risk-controls-unconfirmed",
    clauses: &["iso14971 7.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "risk control that no review has found complete, or a control that it did not see",
    page: include_str!("risk_controls_unconfirmed.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let controls = model.of(Kind::RiskControl);
    findings.examined(controls.len());
    if controls.len() == 0 {
        return;
    }
    let confirmed = Confirmed::by(model, "risk controls complete", None);
    if confirmed.reviews.is_empty() {
        let help = "hold a review with `- subject: risk` and `- confirms: risk controls complete` that names every control in `of`";
        confirmed.report_missing("no review has confirmed that risk control is complete", help.to_owned(), findings);
        return;
    }
    for control in controls.filter(|control| !confirmed.names(*control)) {
        let id = control.id();
        let finding = findings
            .report(control, format!("no review that found risk control complete has seen {id}"))
            .help(format!("look at the controls again now that {id} is there, and record it as a review that names it in `of`"));
        if let Some(latest) = confirmed.latest() {
            finding.related(latest.place(), "the latest such review");
        }
    }
}
