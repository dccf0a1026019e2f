//! Clause 5.1.12: which defects are common with this technology, and how they are kept out.

use crate::answered::says_something;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "common-defects-unplanned",
    clauses: &["5.1.12", "iec81001-5-1 5.1.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no plan and no procedure against the defects that are common with the technology in use",
    page: include_str!("common_defects_unplanned.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let planned = model
        .of(Kind::Plan)
        .filter(|plan| plan.says("covers", "development"))
        .filter(|plan| plan.section("Common defects").is_some_and(|section| says_something(section.body)));
    let procedures = model.of(Kind::Procedure).filter(|procedure| procedure.says("covers", "common defects") && procedure.is_written());
    let count = planned.count() + procedures.count();
    findings.examined(count);
    if count == 0 {
        findings.report_project("no plan and no procedure says which defects are common with the technology in use").help(
            "add `### Common defects` to the development plan: the categories, and what shows for each that it does no harm; \
             or write a procedure that covers common defects",
        );
    }
}
