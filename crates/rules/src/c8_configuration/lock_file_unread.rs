//! Clause 8.1.2: what a file says about the software is known, or it is known that it is not.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "lock-file-unread",
    clauses: &["8.1.2", "iec81001-5-1 8", "fda-cyber CY-SBOM", "fda-cyber 524B(b)(3)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "lock file or SBOM that could not be read",
    page: include_str!("lock_file_unread.md"),
    check: Check::Project(check),
};

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(stock) = &findings.facts().soup else { return };
    findings.examined(stock.inventories.len() + stock.refused.len());
    for (at, (path, refusal)) in stock.refused.iter().enumerate() {
        findings
            .report_lock(stock.inventories.len() + at, refusal.line.unwrap_or(1), format!("{path} cannot be read: {}", refusal.reason))
            .help("mend the file, or write it anew; one that is about no product stands in `exclude` of `[soup]`");
    }
}
