//! Clause 5.3.5: what keeps items apart is named, and shown to work.

use crate::denial;
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
    if denial::answer(segregation, "mechanism").is_none_or(|(text, _)| denial::denies_without_reason(text)) {
        findings
            .report(segregation, format!("nothing says what keeps the items of {id} apart"))
            .help("name the mechanism in `mechanism`: separate processor, memory protection, one-way interface");
    }
    match findings.risk().proofs.first(segregation, "effectiveness") {
        Some(Ok(_)) => {}
        Some(Err((proof, why))) => {
            findings
                .report(segregation, format!("nothing shows that {id} works: {} {}", proof.id(), why.words()))
                .help(format!(
                    "name in `effectiveness` a test that tried to break the separation, and {} in `of` of a review that evaluated its result; \
                     or a review that counts",
                    if proof.kind() == Kind::Test { proof.id() } else { "that test" }
                ))
                .related(proof.place(), "this proof");
        }
        None => {
            findings
                .report(segregation, format!("nothing shows that {id} works"))
                .help("name a test or review in `effectiveness` that tried to break the separation");
        }
    }
}
