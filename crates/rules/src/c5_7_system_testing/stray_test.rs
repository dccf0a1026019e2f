//! Good practice beside clauses 5.5.5 and 5.6.3: every test says what it decides.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "stray-test",
    clauses: &["5.5.5", "5.6.3"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a test below or above system level that verifies nothing",
    page: include_str!("stray_test.md"),
    check: Check::EachWhere(&[Kind::Test], |test| !test.says("level", "system"), check),
};

fn check(test: Record<'_>, findings: &mut Findings<'_>) {
    if !test.links("verifies").any(|target| !target.is_retired()) {
        let id = test.id();
        findings
            .report(test, format!("{id} verifies nothing"))
            .help("name the unit, interface, SOUP item or need that it decides in `verifies`");
    }
}
