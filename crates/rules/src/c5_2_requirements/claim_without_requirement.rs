//! Good practice to clause 5.2.2: what the labelling promises is required.

use crate::parts::linked;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "claim-without-requirement",
    clauses: &["5.2.2"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a promise of the labelling that no requirement backs",
    page: include_str!("claim_without_requirement.md"),
    check: Check::Each(&[Kind::Claim], check),
};

const REQUIREMENTS: &[Kind] = &[Kind::SoftwareRequirement, Kind::SystemRequirement];

fn check(claim: Record<'_>, findings: &mut Findings<'_>) {
    if linked(claim, "realised-by", REQUIREMENTS).next().is_none() {
        let id = claim.id();
        findings
            .report(claim, format!("{id} promises something that no requirement asks for"))
            .help("name the requirements that make it true in `realised-by`, write them, or take the promise out of the labelling");
    }
}
