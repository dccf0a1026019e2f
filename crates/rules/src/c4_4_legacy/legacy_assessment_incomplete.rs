//! Clause 4.4: an assessment of legacy software has all of its steps.

use crate::answered::listed;
use crate::legacy::{STEPS, is_made};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "legacy-assessment-incomplete",
    clauses: &["4.4.1", "4.4.2", "4.4.3", "4.4.4", "4.4.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a legacy assessment with a step missing",
    page: include_str!("legacy_assessment_incomplete.md"),
    check: Check::Each(&[Kind::LegacyAssessment], check),
};

fn check(assessment: Record<'_>, findings: &mut Findings<'_>) {
    let open: Vec<&str> = STEPS.iter().filter(|step| !is_made(assessment, **step)).map(|step| step.words).collect();
    if let Some(open) = listed(&open) {
        findings
            .report(assessment, format!("{} does not say {open}", assessment.id()))
            .help(format!("`primum legacy {}` shows each step and what to write", assessment.id()));
    } else if assessment.date("approved").is_none() {
        findings
            .report(assessment, format!("{} does not say when it was approved", assessment.id()))
            .help("write the day in `approved`; until then the software is judged like any other");
    }
}
