//! ISO 14971 7.2 and clause 7.3.1: the proofs of a control hold.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "control-with-worthless-proof",
    clauses: &["iso14971 7.2", "7.3.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control whose proofs prove nothing: not evaluated, rejected, retired or a draft",
    page: include_str!("control_with_worthless_proof.md"),
    check: Check::Each(&[Kind::RiskControl], check),
};

const PROOFS: [(&str, &str); 2] = [("implementation-proof", "is in place"), ("effectiveness-proof", "works")];

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    for (field, what) in PROOFS {
        // One that holds is enough; whether there is any is the matter of another rule.
        let Some(Err((proof, why))) = findings.risk().proofs.first(control, field) else { continue };
        let place = control.value(field).map_or(control.place(), |value| value.place);
        let help = match proof.kind() {
            Kind::Test => format!("run it, and name {} in `of` of the review that evaluates its result", proof.id()),
            _ => format!("hold the review again, or name another proof in `{field}`"),
        };
        findings
            .report_at(control, place, format!("nothing shows that {} {what}: {} {}", control.id(), proof.id(), why.words()))
            .help(help)
            .related(proof.place(), "the proof");
    }
}
