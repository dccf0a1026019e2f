//! Clause 5.3.5: what keeps items apart is named, and shown to work.

use crate::answered;
use crate::parts;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "segregation-unproven",
    clauses: &["5.3.5", "4.3.d"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a segregation without mechanism or proof",
    page: include_str!("segregation_unproven.md"),
    check: Check::Each(&[Kind::Segregation], check),
};

fn check(segregation: Record<'_>, findings: &mut Findings<'_>) {
    let id = segregation.id();
    if !answered::answered(segregation, "mechanism") {
        findings
            .report(segregation, format!("nothing says what keeps the items of {id} apart"))
            .help("name the mechanism in `mechanism`: separate processor, memory protection, one-way interface");
    }
    let proofs: Vec<Record<'_>> = parts::linked(segregation, "effectiveness", &[Kind::Test, Kind::Review]).collect();
    if proofs.is_empty() {
        findings
            .report(segregation, format!("nothing shows that {id} works"))
            .help("name a test or review in `effectiveness` that tried to break the separation");
    } else if !proofs.iter().any(|proof| proof.kind() == Kind::Test || reviews::counts(*proof)) {
        let proof = proofs[0];
        let why = reviews::shortfall(proof).unwrap_or("does not count");
        findings
            .report(segregation, format!("nothing shows that {id} works: {} {why}", proof.id()))
            .help("finish that review, or name a test that tried to break the separation")
            .related(proof.place(), "this review");
    }
}
