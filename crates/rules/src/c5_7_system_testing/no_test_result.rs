//! Clauses 5.5.5 to 5.7.5: tests have been run, and their results are on record.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-test-result",
    // Each clause that a rule about results decides: without any result these rules have nothing to look at.
    clauses: &[
        "5.7.1", "5.7.2", "5.7.3", "5.7.4", "5.7.5", "5.8.1", "5.5.3", "5.5.5", "5.6.1", "5.6.3", "5.6.6", "5.6.7", "5.6.8", "7.3.1", "8.2.3", "9.7.a",
        "9.8.a", "9.8.b", "9.8.c", "9.8.d", "9.8.e", "9.8.f", "9.8.g", "iso14971 7.2", "iso13485 7.3.6", "iso13485 8.2.6", "iec81001-5-1 5.6", "iec81001-5-1 5.7.1", "iec81001-5-1 5.7.2", "iec81001-5-1 6.2.2", "iec81001-5-1 7.4",
        "mdr-gspr 17.1", "fda-software SW-TEST", "fda-cyber CY-TEST",
    ],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no result of a test on record",
    page: include_str!("no_test_result.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let known = findings.verification();
    findings.examined(if known.is_known() { known.statements } else { model.of(Kind::Test).len().max(1) });
    if !known.is_known() {
        findings
            .report_project("no result of a test is on record")
            .help("run the tests and record what they wrote: `primum evidence add FILE --level unit|integration|system`");
    }
}
