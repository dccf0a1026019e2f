//! ISO 14971 7.2 and clause 7.3.1: a control has a proof that it is in place, and another that it works.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "control-without-proof",
    clauses: &["iso14971 7.2", "iso14971 4.5", "7.3.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control that nothing shows to be in place, or to work",
    page: include_str!("control_without_proof.md"),
    check: Check::Each(&[Kind::RiskControl], check),
};

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    let has = |field| control.links(field).any(|proof| !proof.is_retired());
    let id = control.id();
    let (fact, help) = match (has("implementation-proof"), has("effectiveness-proof")) {
        (true, true) => return,
        (false, true) => (
            format!("nothing shows that {id} is in place"),
            "name in `implementation-proof` the test or review that shows it is built as intended",
        ),
        (true, false) => (
            format!("nothing shows that {id} works"),
            "name in `effectiveness-proof` the test or review that provokes the situation and shows that the risk is lower",
        ),
        (false, false) => (
            format!("nothing shows that {id} is in place, and nothing that it works"),
            "name one proof in `implementation-proof`, and another one in `effectiveness-proof`",
        ),
    };
    findings.report(control, fact).help(help);
}
