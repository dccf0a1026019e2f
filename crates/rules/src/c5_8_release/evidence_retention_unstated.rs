//! Clause 5.8.7: archived for as long as the device is in use, and as long as regulations ask.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

/// The least number of years, whatever the device: what ISO 13485 4.2.5 and regulations ask is never less than the life of the device, and
/// most makers keep this long at least.
const LEAST: u32 = 7;

pub(crate) static RULE: Rule = Rule {
    name: "evidence-retention-unstated",
    clauses: &["5.8.7", "iso13485 4.2.5"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "evidence without a period for which it is kept, or with one that is shorter than the life of the device",
    page: include_str!("evidence_retention_unstated.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if findings.facts().store.as_ref().is_none_or(|store| store.statements.is_empty()) {
        return;
    }
    findings.examined(1);
    let life = model.config.product.lifetime_years;
    match (model.config.evidence.retention_years, life) {
        (None, _) => {
            findings
                .report_project("nothing says for how long evidence is kept")
                .help("state it in primum.toml: [evidence] retention-years = …, at least the life of the device ([product] lifetime-years)");
        }
        (Some(years), Some(life)) if years < life => {
            findings
                .report_project(format!("evidence is kept for {years} years, and the device is in use for {life} years after its last sale"))
                .help("raise [evidence] retention-years in primum.toml, and the life time rules of the store with it");
        }
        (Some(years), None) if years < LEAST => {
            findings
                .report_project(format!("evidence is kept for {years} years, and nothing says for how long the device is in use"))
                .help(format!("state [product] lifetime-years in primum.toml, or keep evidence for {LEAST} years at least"));
        }
        _ => {}
    }
}
