//! Clause 8.1.2 c: what is built in has one version, and a range is none.

use crate::register::{Package, Place};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;
use primum_soup::Component;
use primum_soup::scan::Stock;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    name: "soup-version-range",
    clauses: &["8.1.2.c", "iec81001-5-1 8", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "component of which only a range of versions is asked, and nothing locks one",
    page: include_str!("soup_version_range.md"),
    check: Check::Project(check),
};

/// How many components are named in a message.
const NAMED: usize = 3;

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    let register = findings.register();
    // A version that any lock file pins is the one that is built in.
    let is_locked = |package: &Package| {
        let places = package.versions.iter().filter(|locked| !locked.version.is_empty()).flat_map(|locked| &locked.places);
        places.clone().any(|place| stock.inventories[place.inventory].locked || component(stock, *place).range.is_empty())
    };
    let mut open: BTreeMap<usize, Vec<(Place, &Package, String)>> = BTreeMap::new();
    for (_, package, _) in register.shipped() {
        findings.examined(1);
        if is_locked(package) {
            continue;
        }
        let asked = package.versions.iter().flat_map(|locked| &locked.places).copied().min();
        let Some(place) = asked.filter(|place| !stock.inventories[place.inventory].locked) else { continue };
        let range = component(stock, place).range.trim();
        let told = if range.is_empty() { package.name.clone() } else { format!("{} {range}", package.name) };
        open.entry(place.inventory).or_default().push((place, package, told));
    }
    for (inventory, packages) in open {
        let (file, count) = (&stock.inventories[inventory].file, packages.len());
        let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
        let named = packages.iter().take(NAMED).map(|(.., told)| told.as_str()).collect::<Vec<_>>().join(", ");
        let first = packages.iter().map(|(place, ..)| *place).min();
        let finding = findings.report_component(first, format!("{file} asks for no exact version, and nothing locks one: {named}{more}"));
        packages
            .iter()
            .fold(finding, |finding, (_, package, _)| finding.about(package))
            .help("write a lock file and commit it, or ask for one exact version");
    }
}

fn component(stock: &Stock, place: Place) -> &Component {
    &stock.inventories[place.inventory].components[place.component]
}
