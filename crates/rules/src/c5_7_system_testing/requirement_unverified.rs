//! Clauses 5.7.1, 5.7.4, 5.8.1: what is required has been shown, on what is there now.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::verification::{State, Verified};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-unverified",
    clauses: &["5.7.1", "5.7.4", "5.8.1", "iso13485 7.3.6", "iso13485 8.2.6", "mdr-gspr 17.1", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "software requirement of which not every test has passed on what is there now",
    page: include_str!("requirement_unverified.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let Some(Verified::ByTests(standing)) = findings.verification().verified(requirement) else { return };
    if standing.state == State::Passed {
        return;
    }
    let id = requirement.id();
    findings.report(requirement, format!("{id} is not verified: {}", standing.why)).help(match standing.state {
        State::Failed | State::Error | State::Flaky => "mend the cause, or the test, and run it again; a failure needs a problem report",
        State::Outdated => "run the test again on a committed state and record the result",
        State::Doubtful => "run the test again on a committed state of this repository",
        _ => "run the test and record the result: `primum evidence add FILE --level …`",
    });
}
