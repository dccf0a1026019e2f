//! Clause 8.1.2: every component from elsewhere that is in the product is identified.

use crate::register::{Register, Standing};
use crate::rule::{Basis, Check, Finding, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;
use primum_model::config::Transitive;
use primum_soup::{Relation, Scope};
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    name: "soup-undeclared",
    clauses: &["8.1.2", "iec81001-5-1 8", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "component in the product that no SOUP record declares",
    page: include_str!("soup_undeclared.md"),
    check: Check::Project(check),
};

/// How many components are named in a message.
const NAMED: usize = 3;

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    let register = findings.register();
    let each = model.config.soup.transitive == Transitive::Each;
    findings.examined(register.shipped().count());
    let is_open = |at: usize| register.standings[at] == Standing::Undeclared;
    // What another component brings is told where that component is told.
    let mut alone: Vec<usize> = Vec::new();
    let mut brought: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut loose: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, package, _) in register.shipped().filter(|(at, ..)| is_open(*at)) {
        // What only development brings along is not how a component came into the product.
        let shipped = || package.roots.iter().filter(|root| register.packages[**root].scope == Scope::Shipped);
        let declared = shipped().find(|root| matches!(register.standings[**root], Standing::Declared(_)));
        match (package.relation, declared.or(shipped().next()), package.first()) {
            _ if each => alone.push(at),
            (Relation::Direct, ..) => alone.push(at),
            (_, Some(root), _) => brought.entry(*root).or_default().push(at),
            (_, None, Some(place)) => loose.entry(place.inventory).or_default().push(at),
            _ => alone.push(at),
        }
    }
    let list = |packages: &[usize]| {
        let named: Vec<String> = packages.iter().take(NAMED).map(|at| register.packages[*at].told()).collect();
        let more = if packages.len() > NAMED { format!(" and {} more", packages.len() - NAMED) } else { String::new() };
        format!("{}{more}", named.join(", "))
    };
    for at in alone {
        let package = &register.packages[at];
        let others = brought.remove(&at).unwrap_or_default();
        let with = match others.len() {
            0 => String::new(),
            1 => ", nor what it brings".to_owned(),
            count => format!(", nor the {count} components that it brings"),
        };
        let file = soup::file(stock, package);
        let finding = findings.report_component(package.first(), format!("{} is in {file}, and no SOUP record declares it{with}", package.told()));
        about(finding.about(package), register, &others)
            .help("`primum soup sync` proposes a record; what only serves development stands in `purl` of a tool");
    }
    for (root, others) in brought {
        let (count, named) = (others.len(), list(&others));
        let what = if count == 1 { "a component".to_owned() } else { format!("{count} components") };
        match register.standings[root].soup().first() {
            Some(record) => {
                let record = model.at(*record);
                let finding = findings.report(record, format!("{} brings {what} that no record covers: {named}", record.id()));
                about(finding, register, &others)
                    .help("look at them and name them in its `brings`, or give one that matters a record of its own; `primum soup sync` proposes both");
            }
            None => {
                let package = &register.packages[root];
                let message = format!("{} brings {what} that no record covers: {named}", package.told());
                about(findings.report_component(package.first(), message), register, &others)
                    .help("declare the component and name them in its `brings`; `primum soup sync` proposes it");
            }
        }
    }
    for (inventory, others) in loose {
        let (file, count) = (&stock.inventories[inventory].file, others.len());
        let what = if count == 1 { "a component".to_owned() } else { format!("{count} components") };
        let first = others.first().and_then(|at| register.packages[*at].first());
        let finding = findings.report_component(first, format!("{file} holds {what} that no SOUP record declares: {}", list(&others)));
        about(finding, register, &others)
            .help("`primum soup sync` proposes records; a file that is about no product stands in `exclude` of `[soup]`");
    }
}

fn about<'f>(finding: &'f mut Finding, register: &Register, packages: &[usize]) -> &'f mut Finding {
    packages.iter().fold(finding, |finding, at| finding.about(&register.packages[*at]))
}
