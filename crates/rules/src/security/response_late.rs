//! IEC 81001-5-1, 9.3 and 9.5: vulnerabilities are reviewed and addressed in time, and the time is measured.

use crate::register::weight;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::{Kind, Model, Record};
use primum_soup::scan::Severity;

pub(crate) static RULE: Rule = Rule {
    name: "response-late",
    clauses: &["iec81001-5-1 9.3", "iec81001-5-1 9.5", "fda-cyber CY-MET"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "vulnerability that was answered later than the project has set",
    page: include_str!("response_late.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if model.config.response.is_empty() {
        return;
    }
    for assessment in model.of(Kind::VulnerabilityAssessment) {
        let severity = severity(assessment, findings);
        let Some(limits) = model.config.response.iter().find(|response| response.severity == severity) else { continue };
        findings.examined(1);
        let id = assessment.id();
        let Some(noticed) = assessment.date("noticed") else {
            findings
                .report(assessment, format!("{id} does not say when the vulnerability was noticed"))
                .help("write `noticed`: the day on which the team learned of it");
            continue;
        };
        let is_open = matches!(assessment.only("verdict"), None | Some("under investigation"));
        let judged = assessment.date("reviewed").filter(|_| !is_open);
        let needs_fix = matches!(assessment.only("verdict"), Some("affected" | "fixed"));
        let released = assessment.links("release").find_map(|release| release.date("released"));
        let patched = assessment.date("patched").or(released);
        for (what, limit, done) in [
            ("judged", limits.assess_days, judged),
            ("corrected", limits.patch_days.filter(|_| needs_fix), patched),
            ("in the field", limits.field_days.filter(|_| needs_fix), released),
        ] {
            let Some(limit) = limit else { continue };
            let days = done.unwrap_or(model.date).duration_since(noticed).as_hours() / 24;
            if days <= i64::from(limit) {
                continue;
            }
            let message = match done {
                Some(_) => format!("{id} was {what} {days} days after it was noticed; {limit} are set for severity {severity}"),
                None => format!("{id} is not {what} {days} days after it was noticed; {limit} are set for severity {severity}"),
            };
            findings.report(assessment, message).help("do it now, or have a deviation say why it took longer and what limits the risk until then");
        }
    }
}

/// The severity in this product, or the published one; high where nobody has scored it.
fn severity<'s>(assessment: Record<'s>, findings: &Findings<'_>) -> &'s str {
    if let Some(said) = assessment.only("severity") {
        return said;
    }
    let advisory = assessment.text("advisory").unwrap_or("");
    let published = soup::scan(findings).and_then(|scan| scan.vulnerabilities.iter().find(|known| known.is_named(advisory)));
    weight(published.map_or(Severity::Unknown, |known| known.severity)).name()
}
