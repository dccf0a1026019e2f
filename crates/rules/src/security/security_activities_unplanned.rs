//! IEC 81001-5-1, 4.1.3 and 5.1.1 to 5.1.3: the security work of development is planned.

use crate::planning::{self, Wanted};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "security-activities-unplanned",
    clauses: &["iec81001-5-1 4.1.3", "iec81001-5-1 5.1.1", "iec81001-5-1 5.1.2", "iec81001-5-1 5.1.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a security plan that leaves out the work of development",
    page: include_str!("security_activities_unplanned.md"),
    check: Check::Project(check),
};

pub(crate) const WANTED: &[Wanted] = &[
    ("Scope", "which software the plan is for: the device, its accessories, apps, update servers and service tools"),
    ("Activities", "threat model, requirements, reviews, tests: what is done in which step, by whom, with which result"),
    ("Development environment", "how sources, build, keys and secrets are protected, and who has access"),
    ("Secure coding", "which rules apply to which language, and what checks them"),
];

fn check(model: &Model, findings: &mut Findings<'_>) {
    // Where no plan covers security, `security-plan-incomplete` says so once.
    if model.of(Kind::Plan).any(|plan| plan.says("covers", "security")) {
        planning::require(model, "security", WANTED, findings);
    }
}
