//! Clause 5.8.5: how a release was made, and with what.

use crate::answered::{Question, lacking};
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-build-recipe",
    clauses: &["5.8.5", "iso13485 7.3.8", "iso13485 7.5.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that nobody could build again",
    page: include_str!("release_without_build_recipe.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

const QUESTIONS: &[Question] = &[("build-recipe", "how it was built"), ("build-environment", "with which tools it was built")];

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(release, QUESTIONS) {
        findings
            .report(release, format!("{} does not say {open}", release.id()))
            .help("`build-recipe` names the commands or the pipeline, `build-environment` its image and tools by version or hash");
    }
}
