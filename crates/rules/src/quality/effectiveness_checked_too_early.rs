//! ISO 13485 8.5.2 and 8.5.3: whether an action worked is looked at after it was taken.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "effectiveness-checked-too-early",
    clauses: &["iso13485 8.5.2", "iso13485 8.5.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an effect that was checked before it could show",
    page: include_str!("effectiveness_checked_too_early.md"),
    check: Check::EachWhere(&[Kind::Capa], was_checked, check),
};

fn was_checked(capa: Record<'_>) -> bool {
    capa.date("checked").is_some()
}

fn check(capa: Record<'_>, findings: &mut Findings<'_>) {
    let (id, Some(checked), Some(value)) = (capa.id(), capa.date("checked"), capa.value("checked")) else { return };
    let (fact, help) = if checked > capa.model().date {
        (format!("{id} was checked on {checked}, which is still to come"), "correct the day, and check when it has come")
    } else if let Some(taken) = capa.date("taken").filter(|taken| checked <= *taken) {
        (
            format!("the effect of {id} was checked on {checked}, and its action was taken on {taken}"),
            "an effect shows after a time: look again, with the measure that was named beforehand, and write that day in `checked`",
        )
    } else if let Some(closed) = capa.date("closed").filter(|closed| *closed < checked) {
        (format!("{id} was closed on {closed}, and its effect was checked on {checked}"), "close it when the check has shown that it worked")
    } else {
        return;
    };
    findings.report_at(capa, value.place, fact).help(help);
}
