//! Clause 5.2.3: a risk control in the software is a requirement of the software.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "software-control-without-requirement",
    clauses: &["5.2.3", "7.2.2", "iso13485 7.3.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a risk control in this software that no software requirement puts into words",
    page: include_str!("software_control_without_requirement.md"),
    check: Check::EachWhere(&[Kind::RiskControl], concerns_software, check),
};

/// Whoever has not said where a control lives has not said that it is not in the software.
fn concerns_software(control: Record<'_>) -> bool {
    matches!(control.text("place"), Some("this software") | None)
}

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    if findings.risk().home(control).is_some_and(|home| home.worded) {
        return;
    }
    let id = control.id();
    if control.value("place").is_none() {
        findings
            .report(control, format!("{id} does not say where it lives, and no software requirement implements it"))
            .help(format!("say `- place: hardware` (or `procedure`, `other software`), or write a requirement with `- implements: {id}`"));
    } else {
        findings
            .report(control, format!("{id} lives in this software, and no software requirement implements it"))
            .help(format!("write the software requirement that carries it out, with `- implements: {id}`"));
    }
}
