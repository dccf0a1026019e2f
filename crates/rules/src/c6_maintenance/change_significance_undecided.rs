//! Clause 6.2.5: the questions about the significance of a change are answered to the end.

use crate::answered::listed;
use crate::changes::{is_approved, status, touches_released_software};
use crate::position::change::judged;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "change-significance-undecided",
    clauses: &["6.2.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a change to released software whose regulatory significance is left open",
    page: include_str!("change_significance_undecided.md"),
    check: Check::EachWhere(&[Kind::ChangeRequest], is_asked, check),
};

/// Whoever begins to answer a set of questions answers it before the change goes ahead.
fn is_asked(change: Record<'_>) -> bool {
    is_approved(change) && touches_released_software(change) && judged(change).iter().any(|judged| judged.begun)
}

fn check(change: Record<'_>, findings: &mut Findings<'_>) {
    for judged in judged(change).iter().filter(|judged| judged.begun) {
        let open = judged.open();
        if let Some(fields) = listed(&open) {
            let id = change.id();
            findings
                .report(change, format!("{id} is `{}`, and {} is left open: {fields}", status(change), judged.table.id))
                .help(format!("answer with `yes` or `no`; until then the worst counts: `primum position --change {id}` shows the questions"));
        }
    }
}
