//! IEC 81001-5-1, 7.3: a security risk that stays is acceptable by the criteria, or somebody says why it may stay.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Acceptability, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "residual-security-risk-unjustified",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a security risk that stays although it is not acceptable by the criteria, without a reason",
    page: include_str!("residual_security_risk_unjustified.md"),
    check: Check::Each(&[Kind::Threat], check),
};

fn check(threat: Record<'_>, findings: &mut Findings<'_>) {
    let id = threat.id();
    // What is unknown is reported where the estimate is missing.
    match threats::remaining(threat, findings.risk()).acceptability {
        Some(Acceptability::Unacceptable) if !answered(threat, "benefit-risk") => {
            findings
                .report(threat, format!("the risk of {id} is not acceptable in the end, and nothing weighs it against the benefit"))
                .help("lower it further, or say in `benefit-risk` why the benefit outweighs it");
        }
        Some(Acceptability::Investigate) if !answered(threat, "reduction") => {
            findings
                .report(threat, format!("the risk of {id} asks for a judgement in the end, and nobody has judged it"))
                .help("say in `reduction` why it cannot practicably be reduced any further");
        }
        _ => {}
    }
}
