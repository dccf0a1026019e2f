//! NTIA minimum elements, by the FDA: each component of the SBOM has a version and an identifier.

use crate::register::Package;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "sbom-element-missing",
    clauses: &["fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "component without version or identifier, so that the SBOM is incomplete",
    page: include_str!("sbom_element_missing.md"),
    check: Check::Project(check),
};

/// How many components are named in a message.
const NAMED: usize = 3;

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    let (mut versions, mut identifiers): (Vec<&Package>, Vec<&Package>) = (Vec::new(), Vec::new());
    for (_, package, _) in findings.register().shipped() {
        findings.examined(1);
        if package.exact().next().is_none() {
            versions.push(package);
        }
        let mut places = package.versions.iter().flat_map(|locked| &locked.places);
        let has_identifier = places.any(|place| {
            let component = &stock.inventories[place.inventory].components[place.component];
            !component.purl.is_empty() || !component.cpe.is_empty()
        });
        if package.ecosystem.is_none() && !has_identifier {
            identifiers.push(package);
        }
    }
    for (what, help, packages) in [
        ("version", "lock them: an SBOM needs the exact version of each component", versions),
        ("identifier", "give them a package URL or a CPE in the SBOM that they come from", identifiers),
    ] {
        if packages.is_empty() {
            continue;
        }
        let more = if packages.len() > NAMED { format!(" and {} more", packages.len() - NAMED) } else { String::new() };
        let named = packages.iter().take(NAMED).map(|package| package.name.as_str()).collect::<Vec<_>>().join(", ");
        let (count, verb) = if packages.len() == 1 { ("1 component".to_owned(), "has") } else { (format!("{} components", packages.len()), "have") };
        let first = packages.iter().filter_map(|package| package.first()).min();
        let finding = findings.report_component(first, format!("{count} of the SBOM {verb} no {what}: {named}{more}"));
        packages.iter().fold(finding, |finding, package| finding.about(package)).help(help);
    }
}
