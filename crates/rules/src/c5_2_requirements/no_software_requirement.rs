//! Clause 5.2.1: every software system has requirements.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-software-requirement",
    clauses: &["5.2.1", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a project or a software system without software requirements",
    page: include_str!("no_software_requirement.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let requirements = model.of(Kind::SoftwareRequirement);
    findings.examined(requirements.len());
    if requirements.len() == 0 {
        findings.report_project("there is no software requirement").help("`primum new srs` writes the first; `primum import` reads those you have");
        return;
    }
    // With one system every requirement is one of it. With several it takes the allocation to tell.
    if model.of(Kind::SoftwareSystem).len() < 2 {
        return;
    }
    let mut has = vec![false; model.records().len()];
    for requirement in requirements {
        let places = requirement.links("allocated-to").chain(requirement.linked_by("satisfies"));
        for system in places.filter_map(|place| findings.risk().systems.of(place)) {
            has[system as usize] = true;
        }
    }
    for system in model.of(Kind::SoftwareSystem).filter(|system| !has[system.position() as usize]) {
        let id = system.id();
        findings
            .report(system, format!("no software requirement is allocated to {id} or a part of it"))
            .help(format!("write its requirements, or name {id} or its items in `allocated-to` of those it has"));
    }
}
