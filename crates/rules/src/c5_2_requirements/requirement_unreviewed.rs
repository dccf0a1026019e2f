//! Clause 5.2.6: people have verified each requirement.

use crate::reviews::Seen;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-unreviewed",
    clauses: &["5.2.6.a", "5.2.6.b", "5.2.6.c", "iso13485 7.3.3", "iso13485 7.3.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement that no accepted review has looked at",
    page: include_str!("requirement_unreviewed.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let seen = Seen::by(model, "requirements");
    let requirements = model.of(Kind::SoftwareRequirement);
    findings.examined(requirements.len());
    for requirement in requirements.filter(|requirement| !seen.contains(*requirement)) {
        let finding = findings.report(requirement, format!("no accepted review has looked at {}", requirement.id()));
        finding.help(seen.advice(requirement));
        if let Some((review, _)) = seen.short(requirement) {
            finding.related(review.place(), "this review does not count");
        }
    }
}
