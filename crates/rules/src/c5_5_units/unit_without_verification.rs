//! Clause 5.5.5: every unit is verified on its own.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-without-verification",
    clauses: &["5.5.5", "iso13485 7.3.6", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a unit that neither a unit test nor a code review looks at",
    page: include_str!("unit_without_verification.md"),
    check: Check::Each(&[Kind::SoftwareUnit], check),
};

fn check(unit: Record<'_>, findings: &mut Findings<'_>) {
    if testing::is_tested(unit, "unit") || reviews::latest(unit, "code").is_some() {
        return;
    }
    let id = unit.id();
    let help = if reviews::naming(unit, "code").next().is_some() {
        reviews::advice(unit, "code")
    } else {
        format!("name {id} in `verifies` of a test of level unit, or in `of` of a review with `- subject: code`")
    };
    findings.report(unit, format!("no unit test and no code review verifies {id}")).help(help);
}
