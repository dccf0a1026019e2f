//! ISO 13485 8.2.4: internal audits are held at planned intervals.

use crate::months::before;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "internal-audit-overdue",
    clauses: &["iso13485 8.2.4"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "an internal audit that is longer ago than planned",
    page: include_str!("internal_audit_overdue.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let months = model.config.policy.audit_months;
    let internal = || model.of(Kind::Audit).filter(|audit| audit.says("type", "internal"));
    findings.examined(internal().count());
    // A day that is still to come is a plan.
    let held = internal().filter_map(|audit| Some((audit.date("held").filter(|held| *held <= model.date)?, audit)));
    if let Some((last, audit)) = held.max_by_key(|(held, _)| *held)
        && last < before(model.date, months)
    {
        findings
            .report(audit, format!("the last internal audit, {}, was held on {last}, more than {months} months ago", audit.id()))
            .help("hold the next one and write its record; `audit-months` under [policy] sets the interval");
    }
}
