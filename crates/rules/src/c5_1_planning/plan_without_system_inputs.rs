//! Clause 5.1.3: the plan names the system requirements that it starts from, and the way back.

use crate::parts::linked;
use crate::planning::require;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "plan-without-system-inputs",
    clauses: &["5.1.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a development plan that names no system requirements as its input",
    page: include_str!("plan_without_system_inputs.md"),
    check: Check::Project(check),
};

const INPUTS: &[Kind] = &[Kind::SystemRequirement, Kind::UserNeed, Kind::IntendedUse];

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut plans = model.of(Kind::Plan).filter(|plan| plan.says("covers", "development"));
    if plans.clone().any(|plan| linked(plan, "inputs", INPUTS).next().is_some()) {
        findings.examined(plans.clone().count());
        return;
    }
    let section = ("System inputs", "the system requirements that the software starts from, and how both sides stay in step");
    if plans.next().is_none() {
        findings
            .report_project("no development plan ties the software to the system requirements")
            .help("`primum new plan` writes one; say `- covers: development` in it, and name the requirements in `inputs`");
        return;
    }
    require(model, "development", &[section], findings);
}
