//! Clause 8.1.2 b: who makes a SOUP item.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-without-supplier",
    clauses: &["8.1.2.b", "iso13485 7.4.1", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a SOUP item of which nobody knows who makes it",
    page: include_str!("soup_without_supplier.md"),
    check: Check::Each(&[Kind::Soup], check),
};

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(soup, "supplier") {
        findings
            .report(soup, format!("{} does not say who makes it", soup.id()))
            .help("name the manufacturer, project or person in `supplier`; the place it is downloaded from is not its maker");
    }
}
