//! ISO 13485 8.5.2 and 8.5.3: actions are taken without undue delay.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "capa-overdue",
    clauses: &["iso13485 8.5.2", "iso13485 8.5.3"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a CAPA whose action is due and not taken",
    page: include_str!("capa_overdue.md"),
    check: Check::EachWhere(&[Kind::Capa], has_a_day, check),
};

fn has_a_day(capa: Record<'_>) -> bool {
    capa.date("due").is_some()
}

fn check(capa: Record<'_>, findings: &mut Findings<'_>) {
    let taken = matches!(capa.text("status"), Some("action taken" | "closed")) || capa.value("taken").is_some();
    let (Some(due), Some(value)) = (capa.date("due"), capa.value("due")) else { return };
    if !taken && due < capa.model().date {
        findings
            .report_at(capa, value.place, format!("the action of {} was due on {due} and is not taken", capa.id()))
            .help("take it, and write the day in `taken`; or set another day in `due` and say why it moved");
    }
}
