//! ISO 13485 8.5.2: an action answers a root cause.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "capa-without-root-cause",
    clauses: &["iso13485 8.5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a CAPA that acted without a root cause",
    page: include_str!("capa_without_root_cause.md"),
    check: Check::EachWhere(&[Kind::Capa], has_acted, check),
};

/// Preventive actions have a rule of their own.
fn has_acted(capa: Record<'_>) -> bool {
    let acted = matches!(capa.text("status"), Some("action taken" | "closed")) || answered(capa, "action");
    acted && !capa.says("type", "preventive")
}

fn check(capa: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(capa, "root-cause") {
        findings
            .report(capa, format!("{} acts on something whose root cause nobody wrote down", capa.id()))
            .help("say in `root-cause` what, once removed, makes it impossible; `human error` is where the search begins");
    }
}
