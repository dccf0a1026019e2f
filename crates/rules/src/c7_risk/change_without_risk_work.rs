//! Clause 7.4.3: the risk management work that a change asks for is done.

use crate::changes::{is_implemented, status};
use crate::denial;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-without-risk-work",
    clauses: &["7.4.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change that was carried out, and nobody knows which risk work was repeated",
    page: include_str!("change_without_risk_work.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_implemented, check),
};

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    let (id, status) = (change.id(), status(change));
    match denial::answer(change, "risk-work") {
        None => {
            findings
                .report(change, format!("{id} is `{status}` and does not say which risk management activities were repeated"))
                .help("say in `risk-work` what was done again: situations, causes, controls, proofs; or why nothing");
        }
        Some((text, place)) if denial::denies_without_reason(text) => {
            findings
                .report_at(change, place, format!("{id} is `{status}` and says without a reason that no risk work was repeated"))
                .help("say why nothing had to be done again");
        }
        Some(_) => {}
    }
}
