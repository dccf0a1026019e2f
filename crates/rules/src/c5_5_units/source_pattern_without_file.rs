//! Clause 5.5.1: what a unit or item names as its source is there.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::tags::languages::Language;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "source-pattern-without-file",
    clauses: &["5.5.1", "8.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a `source` that fits no file, or cannot be read",
    page: include_str!("source_pattern_without_file.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let looked = findings.facts().tree.is_some();
    for claim in findings.ownership().claims() {
        let owner = model.at(claim.record);
        if let Some(reason) = &claim.fault {
            findings.examined(1);
            findings
                .report_at(owner, claim.place, format!("`{}` in `source` of {} is no pattern: {reason}", claim.pattern, owner.id()))
                .help("write a path relative to the project, with `*`, `**`, `?`, `[…]` or `{a,b}`");
        } else if looked && is_source(&claim.pattern) {
            findings.examined(1);
            if claim.files == 0 {
                findings
                    .report_at(owner, claim.place, format!("`{}` in `source` of {} fits no source file", claim.pattern, owner.id()))
                    .help("correct the path, or take it out if the file is gone; all files below a folder are `folder/**`");
            }
        }
    }
}

/// Could the tree hold what the pattern names? Files of no known language are not in it, and about them nothing is known.
fn is_source(pattern: &str) -> bool {
    let name = pattern.rsplit('/').next().unwrap_or(pattern);
    let told = name.rsplit_once('.').is_some_and(|(_, extension)| !extension.is_empty() && extension.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    !told || Language::of_path(name).is_some()
}
