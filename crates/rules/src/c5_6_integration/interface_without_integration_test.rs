//! Clause 5.6.3: integration tests exercise every interface.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "interface-without-integration-test",
    clauses: &["5.6.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an interface that no integration test verifies",
    page: include_str!("interface_without_integration_test.md"),
    check: Check::Each(&[Kind::Interface], check),
};

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    if !testing::is_tested(interface, "integration") {
        let id = interface.id();
        findings
            .report(interface, format!("no integration test verifies {id}"))
            .help(format!("name {id} in `verifies` of a test of level integration that makes its partners talk"));
    }
}
