//! Clause 7.1.1, practice: the number of hazardous situations is in proportion to what the software does.

use crate::answered::answered;
use crate::contribution::may_contribute;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "few-hazardous-situations",
    clauses: &["7.1.1"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "fewer hazardous situations than half of the items and outer interfaces",
    page: include_str!("few_hazardous_situations.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let applies = RULE.classes();
    let (risk, classes) = (findings.risk(), findings.classes());
    let counts = |part: &primum_model::Record<'_>| applies.contains(classes.of(*part));
    let items = model.of(Kind::SoftwareItem).filter(counts).filter(|item| !answered(*item, "no-contribution")).count();
    let outer = model.of(Kind::Interface).filter(counts).filter(|interface| answered(*interface, "external")).count();
    let situations = risk.situations.iter().filter(|known| may_contribute(model.at(known.record))).count();
    findings.examined(situations);
    // That there is none at all is the fault of another rule.
    if situations == 0 || 2 * situations >= items + outer {
        return;
    }
    let plural = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    findings
        .report_project(format!(
            "{} for {} and {} to the outside",
            plural(situations, "hazardous situation", "hazardous situations"),
            plural(items, "item", "items"),
            plural(outer, "interface", "interfaces"),
        ))
        .help("go through functions, alarms, screens and interfaces one by one: what if it stops, is late, or gives a wrong value?");
}
