//! ISO 14971 7.1: a control acts against a risk that is still there.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "control-acting-on-nothing",
    clauses: &["iso14971 7.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control behind which there is no hazardous situation",
    page: include_str!("control_acting_on_nothing.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut leads_somewhere = vec![false; model.records().len()];
    let current = |to: &Record<'_>| to.kind() == Kind::HazardousSituation && !to.is_retired();
    for situation in model.of(Kind::HazardousSituation) {
        leads_somewhere[situation.position() as usize] = true;
        for hazard in situation.links("hazard") {
            leads_somewhere[hazard.position() as usize] = true;
        }
    }
    for cause in model.of(Kind::Cause) {
        leads_somewhere[cause.position() as usize] = cause.links("contributes-to").any(|to| current(&to));
    }
    // A threat may endanger data alone; a control against it is no safety control, and not for nothing.
    for threat in model.of(Kind::Threat) {
        leads_somewhere[threat.position() as usize] = true;
    }
    for control in model.of(Kind::RiskControl) {
        findings.examined(1);
        let targets = || control.links("controls").filter(|target| !target.is_retired());
        if targets().any(|target| leads_somewhere[target.position() as usize]) {
            continue;
        }
        let id = control.id();
        let fact = match targets().next() {
            Some(target) => format!("{id} controls {}, which leads to no hazardous situation", target.id()),
            None => format!("{id} controls nothing that is still there"),
        };
        findings.report(control, fact).help("name in `controls` the hazardous situation or the cause that it acts on, or retire it");
    }
}
