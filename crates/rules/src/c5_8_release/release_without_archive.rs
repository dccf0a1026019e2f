//! Clause 5.8.7: software, configuration items and documents of a release are kept.

use crate::answered::{Question, lacking};
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-archive",
    clauses: &["5.8.7", "iso13485 4.2.5", "iso13485 7.3.10", "part11 11.10(c)"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release without a place where it is kept, or without a term",
    page: include_str!("release_without_archive.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

const QUESTIONS: &[Question] = &[("archive", "where it is kept"), ("retention", "for how long it is kept")];

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(release, QUESTIONS) {
        findings
            .report(release, format!("{} does not say {open}", release.id()))
            .help("archive software, configuration items and documents; `retention` is the longer of device life and what the law asks");
    }
}
