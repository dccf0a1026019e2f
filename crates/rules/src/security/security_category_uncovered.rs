//! Good practice: each category of security control that the FDA's guidance lists is there or excluded.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "security-category-uncovered",
    clauses: &["iec81001-5-1 5.2.1", "fda-cyber CY-CTRL"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a category of security control that no control has and nobody has excluded",
    page: include_str!("security_category_uncovered.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let controls = model.of(Kind::RiskControl).filter(|control| control.value("security").is_some()).count();
    findings.examined(controls);
    if controls == 0 && model.of(Kind::Threat).len() == 0 {
        return;
    }
    let categories = threats::words(model, Kind::RiskControl, "security");
    let there = threats::present(model, Kind::RiskControl, "security", &categories);
    if there.is_empty() {
        findings
            .report_project("there are threats, and no control says which category of security control it is")
            .help(format!("say it in `security` of each control; the categories are {}", categories.join(", ")));
        return;
    }
    threats::require_excluded(
        model,
        categories.iter().copied().filter(|category| !there.contains(category)),
        |category| format!("no control is of the security category `{category}`"),
        |category| format!("write the control, with `- security: {category}`"),
        findings,
    );
}
