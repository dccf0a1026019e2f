//! Clause 8.1.2 c: the version of a SOUP item on the list is the one in the product.

use crate::answered::listed;
use crate::register::Standing;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    name: "soup-version-drift",
    clauses: &["8.1.2.c", "iec81001-5-1 8", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "SOUP record with another version than the one that is built in",
    page: include_str!("soup_version_drift.md"),
    check: Check::Project(check),
};

/// How many components are named in a message.
const NAMED: usize = 3;

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    let register = findings.register();
    findings.examined(register.standings.iter().filter(|standing| matches!(standing, Standing::Declared(_) | Standing::Covered(_))).count());
    for drift in &register.drifts {
        let Some(soup) = drift.soup.first().map(|at| model.at(*at)) else { continue };
        let package = &register.packages[drift.package];
        let list = |versions: &[String]| listed(&versions.iter().map(String::as_str).collect::<Vec<_>>()).unwrap_or_default();
        let (locked, declared) = (list(&drift.undeclared), list(&drift.unlocked));
        let (id, name, file) = (soup.id(), &package.name, soup::file(stock, package));
        let message = match (drift.undeclared.is_empty(), drift.unlocked.is_empty()) {
            (false, false) => format!("{id} declares {name} {declared}, and {file} has {locked}"),
            (false, true) => format!("{id} does not declare {name} {locked}, which {file} has as well"),
            _ => format!("{id} declares {name} {declared} as well, which no file has"),
        };
        let place = soup.value("version").or(soup.value("purl")).map_or(soup.place(), |value| value.place);
        let locked = drift.undeclared.first().and_then(|version| package.place_of(version)).or(package.first());
        let locked = locked.and_then(|at| findings.place_of(at));
        let finding = findings.report_at(soup, place, message);
        if let Some(place) = locked {
            finding.related(place, "locked here");
        }
        finding
            .about(package)
            .help("find out what has changed between the versions, read the anomalies of the new one, then write it down; `primum soup sync` does the last step");
    }
    let mut covered: BTreeMap<u32, Vec<(usize, String)>> = BTreeMap::new();
    for drift in &register.moved {
        let Some(soup) = drift.soup.first() else { continue };
        let versions: Vec<&str> = drift.undeclared.iter().map(String::as_str).collect();
        let name = &register.packages[drift.package].name;
        covered.entry(*soup).or_default().push((drift.package, format!("{name} {}", listed(&versions).unwrap_or_default())));
    }
    for (soup, packages) in covered {
        let (soup, count) = (model.at(soup), packages.len());
        let more = if count > NAMED { format!(" and {} more", count - NAMED) } else { String::new() };
        let named = packages.iter().take(NAMED).map(|(_, told)| told.as_str()).collect::<Vec<_>>().join(", ");
        let place = soup.value("brings").map_or(soup.place(), |value| value.place);
        let finding = findings.report_at(soup, place, format!("{} does not cover what is locked: {named}{more}", soup.id()));
        packages
            .iter()
            .fold(finding, |finding, (at, _)| finding.about(&register.packages[*at]))
            .help("look at what has come along, then bring `brings` up to date; `primum soup sync` does the last step");
    }
}
