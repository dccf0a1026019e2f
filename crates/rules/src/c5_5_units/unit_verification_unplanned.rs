//! Clause 5.5.2: how units are verified is settled before they are.

use crate::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-verification-unplanned",
    clauses: &["5.5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "nothing says how units are verified",
    page: include_str!("unit_verification_unplanned.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let plans: Vec<Record<'_>> = model.of(Kind::Plan).filter(|plan| plan.says("covers", "verification")).collect();
    let procedures: Vec<Record<'_>> = model.of(Kind::Procedure).filter(|one| one.says("covers", "unit verification")).collect();
    findings.examined(plans.len() + procedures.len());
    let planned = plans.iter().any(|plan| plan.section("Unit verification").is_some_and(|section| answered::says_something(section.body)));
    if planned || procedures.iter().any(|procedure| procedure.is_written()) {
        return;
    }
    let help = "write a section `Unit verification` in the verification plan, or a procedure with `- covers: unit verification`: \
                strategy, method and procedure, also for units that are not tested";
    match (procedures.first(), plans.first()) {
        (Some(procedure), _) => {
            let fact = format!("{} covers unit verification and has no text", procedure.id());
            findings.report(*procedure, fact).help("write how units are verified: strategy, method and procedure, step by step")
        }
        (None, Some(plan)) => {
            findings.report(*plan, format!("{} covers verification and does not say how units are verified", plan.id())).help(help)
        }
        (None, None) => findings.report_project("nothing says how units are verified").help(help),
    };
}
