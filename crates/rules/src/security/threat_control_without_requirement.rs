//! IEC 81001-5-1, 5.2.1: a control of a threat in the software is a security requirement.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "threat-control-without-requirement",
    clauses: &["iec81001-5-1 5.2.1", "fda-cyber CY-CTRL", "fda-cyber CY-TRACE"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control of a threat that no security requirement puts into words",
    page: include_str!("threat_control_without_requirement.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let requirements = model.of(Kind::SoftwareRequirement);
    let any = threats::with_sources(model, requirements.clone());
    let security = threats::with_sources(model, requirements.filter(|requirement| requirement.says("category", "security")));
    // Whoever has not said where a control lives has not said that it is not in the software.
    let in_software = |place: Option<&str>| matches!(place, Some("this software") | None);
    for control in model.of(Kind::RiskControl).filter(|control| threats::is_against_threat(*control) && in_software(control.text("place"))) {
        findings.examined(1);
        let id = control.id();
        if control.linked_by("implements").any(|requirement| security[requirement.position() as usize]) {
            continue;
        }
        match control.linked_by("implements").find(|requirement| any[requirement.position() as usize]) {
            Some(requirement) => findings
                .report(control, format!("{id} acts against a threat, and no requirement of the category security implements it"))
                .help("add `- category: security` to the software requirement that does, so that it is tested as one")
                .related(requirement.place(), "implements it"),
            None => findings
                .report(control, format!("{id} acts against a threat, and no software requirement implements it"))
                .help(format!("write one with `- category: security` and `- implements: {id}`, or say in `place` where the control lives")),
        };
    }
}
