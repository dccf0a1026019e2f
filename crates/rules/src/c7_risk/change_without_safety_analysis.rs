//! Clause 7.4.1: a change is analysed for new causes and for controls that become necessary.

use crate::changes::{is_approved, status};
use crate::denial;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-safety-analysis",
    clauses: &["7.4.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that was approved without asking for new causes and controls",
    page: include_str!("change_without_safety_analysis.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_approved, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    let (id, status) = (change.id(), status(change));
    match denial::answer(change, "safety-impact") {
        None => {
            findings
                .report(change, format!("{id} is `{status}`, and nobody wrote down whether it brings new causes or needs new controls"))
                .help("say in `safety-impact` which causes and controls are new, those of SOUP included; or why there are none");
        }
        Some((text, place)) if denial::denies_without_reason(text) => {
            findings
                .report_at(change, place, format!("{id} is `{status}` and denies any impact on safety without a reason"))
                .help("say why: what the change touches, and why no cause of a hazardous situation can come of it");
        }
        Some(_) => {}
    }
}
