//! Clause 4.3 d: where every part of a system is lowered, what the system contributes sits nowhere.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "class-without-part-that-carries-it",
    clauses: &["4.3.d"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software system of which every part is of a lower class",
    page: include_str!("class_without_part_that_carries_it.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem], |system| parts::parts(system).next().is_some(), check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    let classes = findings.classes();
    let class = classes.of(system);
    let carries = |part: Record<'_>| part != system && parts::parts(part).next().is_none() && classes.of(part) == class;
    if !parts::anywhere_within(system, carries) {
        findings
            .report(system, format!("{} is class {class}, and every part of it is lower", system.id()))
            .help("what the system contributes to a hazardous situation must sit in some part: name it, or run the classification of the system again");
    }
}
