//! Practice beside clause 5.1.10: what builds and checks the software is known, package by package.

use crate::register::{Package, Standing};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;
use primum_soup::Scope;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    name: "tool-component-undeclared",
    clauses: &["5.1.10"],
    basis: Basis::Practice,
    level: Level::Note,
    summary: "components for development only that no tool record covers",
    page: include_str!("tool_component_undeclared.md"),
    check: Check::Project(check),
};

/// How many components are named in a message.
const NAMED: usize = 3;

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    let mut open: BTreeMap<usize, Vec<&Package>> = BTreeMap::new();
    for (package, standing) in findings.register().standing().filter(|(package, _)| package.scope != Scope::Shipped) {
        findings.examined(1);
        if *standing == Standing::Undeclared
            && let Some(place) = package.first()
        {
            open.entry(place.inventory).or_default().push(package);
        }
    }
    for (inventory, packages) in open {
        let more = if packages.len() > NAMED { format!(" and {} more", packages.len() - NAMED) } else { String::new() };
        let named = packages.iter().take(NAMED).map(|package| package.name.as_str()).collect::<Vec<_>>().join(", ");
        let file = &stock.inventories[inventory].file;
        let first = packages.iter().filter_map(|package| package.first()).min();
        let message = format!("{file} has components for development only that no tool record covers: {named}{more}");
        packages
            .iter()
            .fold(findings.report_component(first, message), |finding, package| finding.about(package))
            .help("name them in `purl` of a tool record; `pkg:npm/*` covers all of an ecosystem, with the reason in its text");
    }
}
