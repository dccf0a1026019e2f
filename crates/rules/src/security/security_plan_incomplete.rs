//! IEC 81001-5-1, 4.1.2, 4.1.7, 6.1.1 and 6.2.1: the plan for vulnerabilities after release, and what it must say.

use crate::planning::{self, Wanted};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "security-plan-incomplete",
    clauses: &["iec81001-5-1 4.1.2", "iec81001-5-1 4.1.7", "iec81001-5-1 6.1.1", "iec81001-5-1 6.2.1", "fda-cyber CY-MGMT"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no security plan for software that can be attacked, or one that leaves a required subject out",
    page: include_str!("security_plan_incomplete.md"),
    check: Check::Project(check),
};

pub(crate) const WANTED: &[Wanted] = &[
    ("Sources", "which sources of vulnerabilities are watched, for which components, how often"),
    ("Roles", "who watches, who judges, who decides, and who stands in for them"),
    ("Thresholds", "how a vulnerability is scored, and from which score or effect on safety it is acted upon"),
    ("Timelines", "within which time a vulnerability is judged, mended and brought to the field, by how grave it is"),
    ("Patches", "how a fix is made, verified and brought to the devices, and what protects them until then"),
    ("Communication", "what users, authorities and other makers are told, when, and with which content"),
    ("Contact", "how anybody can report a vulnerability, who reads it, and within which time they answer"),
];

fn check(model: &Model, findings: &mut Findings<'_>) {
    if threats::matter(model) || model.of(Kind::Plan).any(|plan| plan.says("covers", "security")) {
        planning::require(model, "security", WANTED, findings);
    }
}
