//! Clause 5.2.6: it is known how each requirement will be shown to be met.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-acceptance",
    clauses: &["5.2.6.d", "iso13485 7.3.3", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement of which nobody has said how it is verified",
    page: include_str!("requirement_without_acceptance.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let stated = ["verify", "acceptance"].into_iter().any(|question| requirement.answers(question));
    let tested = || requirement.linked_by("verifies").any(|test| test.kind() == Kind::Test);
    if !stated && !tested() {
        findings
            .report(requirement, format!("nothing says how {} will be verified", requirement.id()))
            .help("say `- verify: test` and write the criterion in `acceptance`, or write the test that `verifies` it");
    }
}
