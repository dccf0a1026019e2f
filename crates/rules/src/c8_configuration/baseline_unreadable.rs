//! Clause 8.1.3: every manifest can be read.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "baseline-unreadable",
    clauses: &["8.1.3", "8.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a file among the manifests that is none",
    page: include_str!("baseline_unreadable.md"),
    check: Check::Project(check),
};

fn check(_: &Model, findings: &mut Findings<'_>) {
    let Some(baselines) = &findings.facts().baselines else { return };
    findings.examined(baselines.manifests.len() + baselines.faults.len());
    for (path, why) in &baselines.faults {
        findings
            .report_project(format!("{path} cannot be relied on: {why}"))
            .help("bring it back as it was written, from git or from the archive; a newer format needs a newer version of this program");
    }
}
