//! Clause 8.1.2 c: which version of a SOUP item is in the product.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record, value::exact_version};

pub(crate) static RULE: Rule = Rule {
    name: "soup-version-not-exact",
    clauses: &["8.1.2.c", "iec81001-5-1 8", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a SOUP item without one exact version",
    page: include_str!("soup_version_not_exact.md"),
    check: Check::Each(&[Kind::Soup], check),
};

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    let id = soup.id();
    if soup.value("version").is_none() {
        findings
            .report(soup, format!("{id} has no version"))
            .help("write the exact version, release date or patch number that is in the product");
    }
    for value in soup.values("version") {
        if let Err(why) = exact_version(value.text) {
            findings
                .report_at(soup, value.place, format!("{id} has the version `{}`: {why}", value.text))
                .help("write the one version that is built in; the lock file has it");
        }
    }
}
