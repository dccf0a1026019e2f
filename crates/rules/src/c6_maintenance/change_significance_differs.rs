//! Clause 6.2.5: what a change request declares to regulators is what its answers come to.

use crate::changes::stage;
use crate::position::change::judged;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-significance-differs",
    clauses: &["6.2.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a declared regulatory significance that its answers contradict",
    page: include_str!("change_significance_differs.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_asked, check),
};

fn is_asked(change: Record<'_>) -> bool {
    stage(change).is_some() && judged(change).iter().any(|judged| judged.declared.is_some())
}

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    for judged in judged(change).iter().filter(|judged| judged.open().is_empty() && judged.differs()) {
        let Some(declared) = &judged.declared else { continue };
        let (id, outcome) = (change.id(), &judged.evaluation.outcome().id);
        findings
            .report_at(
                change,
                declared.place,
                format!("{id} declares `{}: {}`, and its answers come to `{outcome}`", declared.field, declared.text),
            )
            .help(format!("declare what the answers come to, or mend the answer: `primum position --change {id}` shows the steps"));
    }
}
