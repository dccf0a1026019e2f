//! Clause 5.6.3: SOUP is tested where it is built in.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::testing;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-without-integration-test",
    clauses: &["5.6.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a SOUP item that no test exercises",
    page: include_str!("soup_without_integration_test.md"),
    check: Check::Each(&[Kind::Soup], check),
};

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    let is_tested = |record: Record<'_>| testing::tests_of(record).next().is_some();
    let at_interface = |interface: Record<'_>| interface.kind() == Kind::Interface && is_tested(interface);
    if !is_tested(soup) && !soup.linked_by("between").any(at_interface) {
        let id = soup.id();
        findings
            .report(soup, format!("no test exercises {id}"))
            .help(format!("name {id} in `verifies` of a test that shows what it must do here, or test an interface it takes part in"));
    }
}
