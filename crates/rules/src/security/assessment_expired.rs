//! IEC 81001-5-1, 9.5: open issues are looked at again, and a judgement is for a time.

use crate::register::Judged;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "assessment-expired",
    clauses: &["iec81001-5-1 9.3", "iec81001-5-1 9.4", "iec81001-5-1 5.8.5", "7.1.3", "fda-cyber CY-SUP"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "judgement on a vulnerability that has expired",
    page: include_str!("assessment_expired.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(scan) = soup::scan(findings) else { return };
    let register = findings.register();
    findings.examined(register.weaknesses.iter().filter(|weakness| weakness.assessment.is_some()).count());
    for weakness in register.weaknesses.iter().filter(|weakness| weakness.shipped && weakness.gates && weakness.judged == Judged::Expired) {
        let Some(assessment) = weakness.assessment.map(|at| model.at(at)) else { continue };
        let vulnerability = &scan.vulnerabilities[weakness.vulnerability];
        let told = soup::told(findings, weakness, vulnerability);
        let value = assessment.value("expires");
        let (place, day) = (value.map_or(assessment.place(), |value| value.place), value.map_or("", |value| value.text));
        findings
            .report_at(assessment, place, format!("{told}, and {} expired on {day}", assessment.id()))
            .about_version(&register.packages[weakness.package], &weakness.version)
            .help("look at it again: is it exploited by now, is there a version without it? Then set `reviewed` and `expires`");
    }
}
