//! Clause 7.4.2: a change is analysed for what it does to controls that are in place.

use crate::changes::{is_approved, status};
use crate::denial;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-control-analysis",
    clauses: &["7.4.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that was approved without asking what it does to risk controls",
    page: include_str!("change_without_control_analysis.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_approved, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    let (id, status) = (change.id(), status(change));
    match denial::answer(change, "control-impact") {
        None => {
            findings
                .report(change, format!("{id} is `{status}`, and nobody wrote down what it does to risk controls that are in place"))
                .help("say in `control-impact` which controls it touches and why they still work; or why it touches none");
        }
        Some((text, place)) if denial::denies_without_reason(text) => {
            findings
                .report_at(change, place, format!("{id} is `{status}` and denies any impact on risk controls without a reason"))
                .help("say why: which controls live near what is changed, and why they still work");
        }
        Some(_) => {}
    }
}
