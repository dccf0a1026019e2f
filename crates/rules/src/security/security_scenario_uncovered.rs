//! Good practice: the threat model covers the whole life of the device, from its supply chain to its end.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "security-scenario-uncovered",
    clauses: &["iec81001-5-1 7.2", "fda-cyber CY-TM"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a scenario of attack that no threat plays in and nobody has excluded",
    page: include_str!("security_scenario_uncovered.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let threats = model.of(Kind::Threat).len();
    findings.examined(threats);
    // Where there is no threat at all, `no-threat-model` says so once.
    if threats == 0 {
        return;
    }
    let scenarios = threats::words(model, Kind::Threat, "scenario");
    let played = threats::present(model, Kind::Threat, "scenario", &scenarios);
    if played.is_empty() {
        findings
            .report_project("no threat says in which scenario it plays")
            .help(format!("say it in `scenario` of each threat; the scenarios are {}", scenarios.join(", ")));
        return;
    }
    threats::require_excluded(
        model,
        scenarios.iter().copied().filter(|scenario| !played.contains(scenario)),
        |scenario| format!("no threat plays in the scenario `{scenario}`"),
        |scenario| format!("write the threats, with `- scenario: {scenario}`"),
        findings,
    );
}
