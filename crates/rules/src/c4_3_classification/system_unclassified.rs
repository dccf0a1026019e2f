//! Clauses 4.3 a and g: a software system has a class, and until it has one it is class C.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "system-unclassified",
    clauses: &["4.3.a", "4.3.g"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software system without a safety class",
    page: include_str!("system_unclassified.md"),
    check: Check::Each(&[Kind::SoftwareSystem], check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    let Some(found) = findings.classes().system(system) else { return };
    if found.declared.is_none() {
        let so_far = found.computed;
        findings
            .report(system, format!("{} declares no safety class, so class C applies", system.id()))
            .help(format!("the situations as they are judged now ask for class {so_far}: write `- class: {so_far}` and the rationale, and have it reviewed; `primum classify {}` explains", system.id()));
    }
}
