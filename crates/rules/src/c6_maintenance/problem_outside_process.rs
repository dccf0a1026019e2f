//! Clause 6.2.2: problem reports are handled by a process that somebody has written down.

use crate::answered::says_something;
use crate::problems::{is_decided, stands_for_itself};
use crate::procedures::has_procedure;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problem-outside-process",
    clauses: &["6.2.2", "iec81001-5-1 9.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "problems that are handled by no written process",
    page: include_str!("problem_outside_process.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let reports: Vec<Record<'_>> = model.of(Kind::ProblemReport).filter(|problem| stands_for_itself(*problem)).collect();
    findings.examined(reports.iter().filter(|problem| is_decided(**problem)).count());
    let planned = model.of(Kind::Plan).any(|plan| plan.says("covers", "problem resolution") && says_something(&plan.body()));
    if reports.is_empty() || planned || has_procedure(model, "problem resolution") {
        return;
    }
    findings
        .report_project("there are problem reports, and no plan or procedure says how problems are resolved")
        .help("`primum new procedure` writes one; say `- covers: problem resolution` in it, and what happens from report to closure");
}
