//! Clause 5.5.3: what a unit must show before it is integrated is written down.

use crate::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "unit-without-acceptance-criteria",
    clauses: &["5.5.3", "iso13485 7.3.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a unit without criteria for its acceptance",
    page: include_str!("unit_without_acceptance_criteria.md"),
    check: Check::Each(&[Kind::SoftwareUnit], check),
};

fn check(unit: Record<'_>, findings: &mut Findings<'_>) {
    let for_all = || {
        let mut plans = unit.model().of(Kind::Plan).filter(|plan| plan.says("covers", "verification"));
        plans.any(|plan| plan.section("Unit acceptance criteria").is_some_and(|section| answered::says_something(section.body)))
    };
    if !answered::answered(unit, "acceptance") && !for_all() {
        let id = unit.id();
        findings
            .report(unit, format!("nothing says what {id} must show before it is integrated"))
            .help("write it in `acceptance`, or for all units in a section `Unit acceptance criteria` of the verification plan");
    }
}
