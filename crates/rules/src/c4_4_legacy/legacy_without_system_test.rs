//! Clause 4.4.3: whatever else is missing, there are records of system tests.

use crate::legacy::{STEPS, is_made, system_tests};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "legacy-without-system-test",
    clauses: &["4.4.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a legacy assessment that names no system test",
    page: include_str!("legacy_without_system_test.md"),
    check: Check::EachWhere(&[Kind::LegacyAssessment], has_gaps, check),
};

fn has_gaps(assessment: Record<'_>) -> bool {
    STEPS.iter().any(|step| step.field == "gap-analysis" && is_made(assessment, *step))
}

fn check(assessment: Record<'_>, findings: &mut Findings<'_>) {
    if system_tests(assessment).next().is_none() {
        findings
            .report(assessment, format!("neither gap analysis nor closure plan of {} names a system test", assessment.id()))
            .help("name the tests with `- level: system` whose results on this version are on record; they are the least that is needed (5.7.5)");
    }
}
