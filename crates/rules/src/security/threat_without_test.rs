//! IEC 81001-5-1, 5.7.2: tests show that what acts against a threat works.

use crate::risk;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "threat-without-test",
    clauses: &["iec81001-5-1 5.7.2", "fda-cyber CY-TEST", "fda-cyber CY-TRACE"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a threat that no test tries, and whose controls are not all tested",
    page: include_str!("threat_without_test.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let tested = tested(model);
    let is_tested = |record: Record<'_>| tested[record.position() as usize];
    for threat in model.of(Kind::Threat) {
        // What people do is no matter of tests of the software.
        let mut controls = risk::controls(threat).filter(|control| !control.says("place", "procedure")).peekable();
        if controls.peek().is_none() {
            continue;
        }
        findings.examined(1);
        if is_tested(threat) {
            continue;
        }
        if let Some(control) = controls.find(|control| !is_tested(*control)) {
            let (id, against) = (threat.id(), control.id());
            findings
                .report(threat, format!("no test tries {id}, and {against} against it has no test"))
                .help(format!("name {id} or {against} in `verifies` of a test that carries the attack out"))
                .related(control.place(), "has no test");
        }
    }
}

/// What tests look at, by position: what they verify, and the controls whose effectiveness they show.
fn tested(model: &Model) -> Vec<bool> {
    let mut tested = vec![false; model.records().len()];
    for target in model.of(Kind::Test).flat_map(|test| test.links("verifies")) {
        tested[target.position() as usize] = true;
    }
    for control in model.of(Kind::RiskControl) {
        let is_test = |proof: Record<'_>| proof.kind() == Kind::Test && !proof.is_retired();
        tested[control.position() as usize] |= control.links("effectiveness-proof").any(is_test);
    }
    tested
}
