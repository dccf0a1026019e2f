//! Clause 5.5.1: every unit is implemented, in files that it owns.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-without-source",
    clauses: &["5.5.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software unit without source files",
    page: include_str!("unit_without_source.md"),
    check: Check::Each(&[Kind::SoftwareUnit], check),
};

fn check(unit: Record<'_>, findings: &mut Findings<'_>) {
    if unit.value("source").is_none() {
        let id = unit.id();
        findings
            .report(unit, format!("nothing says which files hold {id}"))
            .help("write the paths in `source`: `- source: src/dose/**`; a unit still to be written is no unit yet");
    }
}
