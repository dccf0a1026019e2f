//! ISO 14971 7.5 and clause 7.3.1: what a control brings itself has been looked at.

use crate::denial::{RISK_KINDS, answer, denies, denies_without_reason, ids_named};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "new-risks-unassessed",
    clauses: &["iso14971 7.5", "7.3.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control of which nobody knows what risks it brings",
    page: include_str!("new_risks_unassessed.md"),
    check: Check::Each(&[Kind::RiskControl], check),
};

fn check(control: Record<'_>, findings: &mut Findings<'_>) {
    let id = control.id();
    let brought = || control.links("brings").filter(|situation| !situation.is_retired());
    match answer(control, "new-risks") {
        None if brought().next().is_none() => {
            findings
                .report(control, format!("nobody wrote down which new risks {id} brings"))
                .help("say in `new-risks` what it can do wrong itself, and to other controls; or `none`, with the reason");
        }
        Some((text, place)) if denies_without_reason(text) => {
            findings
                .report_at(control, place, format!("{id} is said to bring no new risks, without a reason"))
                .help("say why: what could it do when it acts without need, too late, or not at all?");
        }
        Some((text, place)) => {
            if let Some(situation) = brought().next().filter(|_| denies(text)) {
                findings
                    .report_at(control, place, format!("{id} is said to bring no new risks, and brings {}", situation.id()))
                    .help("correct the one that is wrong")
                    .related(situation.place(), "what it brings");
            }
            for named in ids_named(text, control, RISK_KINDS).filter(|named| control.model().find(named).is_none()) {
                findings
                    .report_at(control, place, format!("the new risks of {id} name {named}, which does not exist"))
                    .help("write the record, or correct the ID");
            }
        }
        None => {}
    }
    for situation in brought() {
        let known = findings.risk().situation(situation);
        if known.is_none_or(|known| known.before.acceptability.is_none() && known.residual.acceptability.is_none()) {
            findings
                .report(control, format!("{id} brings {}, whose risk nobody has estimated", situation.id()))
                .help(format!("estimate {} with levels of the scales, like every other situation", situation.id()))
                .related(situation.place(), "what it brings");
        }
    }
}
