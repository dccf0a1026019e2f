//! What rules about SOUP share: whether it may be a cause, where a component stands, and how a vulnerability is told.

use crate::answered::answered;
use crate::register::{Package, Weakness, scan_of};
use crate::rule::{Finding, Findings};
use primum_model::{Model, Record, Source};
use primum_soup::Inventory;
use primum_soup::scan::{Scan, Stock, Vulnerability};
use std::collections::BTreeSet;

/// May its failure be a cause (7.1.2 c), so that its published anomalies have to be read (7.1.3)? Only a reasoned denial takes it out.
pub(crate) fn may_be_cause(soup: Record<'_>) -> bool {
    !answered(soup, "no-contribution")
}

/// The first file in which a component stands. The line is told by the place of the finding.
pub(crate) fn file<'s>(stock: &'s Stock, package: &Package) -> &'s str {
    package.first().map_or("", |place| &stock.inventories[place.inventory].file)
}

/// Lock files and SBOMs as far as findings can show them: inventories in their order, each with its first line and those on which components
/// stand, and behind them the files that were refused.
pub(crate) fn excerpts(stock: &Stock) -> Vec<Source> {
    let excerpt = |inventory: &Inventory| {
        let numbers: BTreeSet<u32> = inventory.components.iter().map(|component| component.line.max(1)).chain([1]).collect();
        let text = |number: u32| inventory.lines.get(&number).map_or("", String::as_str);
        Source::excerpt(inventory.file.as_str(), numbers.into_iter().map(|number| (number, text(number))))
    };
    let refused = stock.refused.iter().map(|(path, refusal)| Source::excerpt(path.as_str(), [(refusal.line.unwrap_or(1).max(1), "")]));
    stock.inventories.iter().map(excerpt).chain(refused).collect()
}

/// The scan, where one was made.
pub(crate) fn scan<'r>(findings: &Findings<'r>) -> Option<&'r Scan> {
    findings.facts().soup.as_ref().and_then(scan_of)
}

/// `serde 1.0.1 has RUSTSEC-2026-0001 (CVE-2026-1, high, exploited since 2026-01-01)`.
pub(crate) fn told(findings: &Findings<'_>, weakness: &Weakness, vulnerability: &Vulnerability) -> String {
    let package = &findings.register().packages[weakness.package];
    format!("{} {} has {}", package.name, weakness.version, named(vulnerability))
}

/// `RUSTSEC-2026-0001 (CVE-2026-1, high)`.
pub(crate) fn named(vulnerability: &Vulnerability) -> String {
    let mut words: Vec<String> = vulnerability.aliases.iter().find(|alias| alias.starts_with("CVE-")).cloned().into_iter().collect();
    words.push(if vulnerability.unmaintained { "unmaintained".to_owned() } else { vulnerability.severity.name().to_owned() });
    words.extend(vulnerability.exploited.map(|since| format!("exploited since {since}")));
    format!("{} ({})", vulnerability.id, words.join(", "))
}

/// Reports a weakness at the SOUP record that answers for the component, with the line at which it is locked; at that line where no record
/// answers.
pub(crate) fn report<'f>(model: &Model, findings: &'f mut Findings<'_>, weakness: &Weakness, message: String) -> &'f mut Finding {
    let register = findings.register();
    let package = &register.packages[weakness.package];
    let at = package.place_of(&weakness.version);
    let finding = match register.standings[weakness.package].soup().first() {
        Some(record) => {
            let locked = at.and_then(|at| findings.place_of(at));
            let finding = findings.report(model.at(*record), message);
            if let Some(place) = locked {
                finding.related(place, "locked here");
            }
            finding
        }
        None => findings.report_component(at, message),
    };
    finding.about_version(package, &weakness.version)
}
