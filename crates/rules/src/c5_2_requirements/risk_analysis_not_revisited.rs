//! Clause 5.2.4: the requirements are held against the risk analysis.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "risk-analysis-not-revisited",
    clauses: &["5.2.4", "iso13485 7.3.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "software requirements that nobody has held against the risk analysis",
    page: include_str!("risk_analysis_not_revisited.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if model.of(Kind::SoftwareRequirement).len() == 0 {
        return;
    }
    let names = |review: &Record<'_>, kinds: &[Kind]| review.links("of").any(|record| kinds.is_empty() || kinds.contains(&record.kind()));
    let risk: Vec<Record<'_>> = reviews::of_subject(model, "risk").filter(|review| names(review, &[])).collect();
    findings.examined(risk.len());
    let Some(latest) = risk.into_iter().max_by_key(|review| review.date("held")) else {
        findings
            .report_project("no review has held the software requirements against the risk analysis")
            .help("look at the risk analysis again now that the requirements are known; write a review with `- subject: risk`");
        return;
    };
    // Requirements that were accepted after the last look at the risks may bring risks that nobody has looked at.
    let requirements = reviews::of_subject(model, "requirements").filter(|review| names(review, &[Kind::SoftwareRequirement]));
    let later = requirements.filter(|review| review.date("held") > latest.date("held")).max_by_key(|review| review.date("held"));
    if let Some(later) = later {
        let (id, other) = (latest.id(), later.id());
        let (held, since) = (latest.text("held").unwrap_or(""), later.text("held").unwrap_or(""));
        findings
            .report(latest, format!("{id} looked at the risks on {held}, and {other} accepted requirements on {since}"))
            .help("hold the risk analysis against those requirements, and record it as a review with `- subject: risk`")
            .related(later.place(), "requirements accepted since");
    }
}
