//! What rules about SOUP share: whether it may be a cause, where a component stands, and how a vulnerability is told.

use crate::answered::answered;
use crate::register::{Package, Weakness, scan_of};
use crate::rule::{Finding, Findings};
use primum_model::{Model, Record};
use primum_soup::scan::{Scan, Stock, Vulnerability};

/// May its failure be a cause (7.1.2 c), so that its published anomalies have to be read (7.1.3)? Only a reasoned denial takes it out.
pub(crate) fn may_be_cause(soup: Record<'_>) -> bool {
    !answered(soup, "no-contribution")
}

/// The first place at which a component stands: `Cargo.lock:12`.
pub(crate) fn place(stock: &Stock, package: &Package) -> String {
    let Some(place) = package.first() else { return String::new() };
    let inventory = &stock.inventories[place.inventory];
    format!("{}:{}", inventory.file, inventory.components[place.component].line)
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

/// Reports a weakness at the SOUP record that answers for the component, or at the project where there is none.
pub(crate) fn report<'f>(model: &Model, findings: &'f mut Findings<'_>, weakness: &Weakness, message: String) -> &'f mut Finding {
    match findings.register().standings[weakness.package].soup().first() {
        Some(record) => findings.report(model.at(*record), message),
        None => findings.report_project(message),
    }
}
