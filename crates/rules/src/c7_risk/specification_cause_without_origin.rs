//! Clause 7.1.2 a, practice: a specification cause names the requirement or design that is wrong in it.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "specification-cause-without-origin",
    clauses: &["7.1.2.a"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a specification that is wrong, and nobody knows which",
    page: include_str!("specification_cause_without_origin.md"),
    check: Check::EachWhere(&[Kind::Cause], is_specification, check),
};

fn is_specification(cause: Record<'_>) -> bool {
    cause.says("type", "specification")
}

fn check(cause: Record<'_>, findings: &mut Findings<'_>) {
    if !cause.links("arises-from").any(|origin| !origin.is_retired()) {
        findings
            .report(cause, format!("{} is an error of specification and names none that could be wrong", cause.id()))
            .help("name the requirement or design in `arises-from`; where one is missing, the one that has to say it");
    }
}
