//! IEC 81001-5-1, 5.2.1: a system that can be attacked has security requirements.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "security-requirements-excluded",
    clauses: &["iec81001-5-1 5.2.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software system that excludes security requirements, and can be attacked",
    page: include_str!("security_requirements_excluded.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if !threats::matter(model) {
        return;
    }
    // That nobody excludes security shows nothing yet; the requirements do.
    findings.examined(model.of(Kind::SoftwareRequirement).filter(|requirement| requirement.says("category", "security")).count());
    // By position of a system: the first interface through which it can be reached. By position of an interface: does it lie at a system?
    let (mut way_in, mut placed) = (vec![None; model.records().len()], vec![false; model.records().len()]);
    for interface in model.of(Kind::Interface) {
        let systems = findings.risk().systems.at(interface);
        placed[interface.position() as usize] = !systems.is_empty();
        for system in systems.iter().filter(|_| threats::is_open(interface)) {
            way_in[*system as usize].get_or_insert(interface);
        }
    }
    // A threat that names no interface of any system may be one to each of them.
    let astray = model.of(Kind::Threat).find(|threat| threat.links("entry-point").all(|at| !placed[at.position() as usize]));
    for system in model.of(Kind::SoftwareSystem) {
        let excludes = |text: &str| text.split_once(':').unwrap_or((text, "")).0.trim() == "security";
        let Some(excluded) = system.values("excludes").find(|value| excludes(value.text)) else { continue };
        let Some(witness) = way_in[system.position() as usize].or(astray) else { continue };
        let (id, by) = (system.id(), witness.id());
        findings
            .report_at(system, excluded.place, format!("{id} excludes security requirements, and {by} shows a way to attack it"))
            .help("take out the exclusion and write the security requirements, or show that nobody can attack the software")
            .related(witness.place(), "a way to attack it");
    }
}
