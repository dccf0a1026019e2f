//! Clause 4.3 f: a plan for several items follows the highest class among them.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Class, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "plan-below-highest-class",
    clauses: &["4.3.f"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a plan that follows a lower class than the highest of its items",
    page: include_str!("plan_below_highest_class.md"),
    // A plan of nothing but headings plans nothing for anybody.
    check: Check::EachWhere(&[Kind::Plan], |plan| plan.is_written(), check),
};

fn check(plan: Record<'_>, findings: &mut Findings<'_>) {
    let Some(value) = plan.value("class") else { return };
    let Some(class) = Class::parse(value.text) else { return };
    let classes = findings.classes();
    let named: Vec<Record<'_>> = plan.links("applies-to").filter(|part| !part.is_retired()).collect();
    let highest = named.iter().copied().max_by_key(|part| classes.of(*part));
    let needed = highest.map_or(classes.project(), |part| classes.of(part));
    if class >= needed || answered(plan, "rationale") {
        return;
    }
    let what = highest.map_or_else(|| "the project".to_owned(), |part| part.id().to_owned());
    let finding = findings
        .report_at(plan, value.place, format!("{} follows class {class}, and {what} is class {needed}", plan.id()))
        .help("plan for the highest class of the group, split the plan, or say in `rationale` why less is enough and put that into the risk management file");
    if let Some(part) = highest {
        finding.related(part.place(), format!("class {needed} applies here"));
    }
}
