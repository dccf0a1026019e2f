//! IEC 81001-5-1, 9.4: a judgement that was carried over to another version is confirmed by somebody.

use crate::register::Judged;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "assessment-unconfirmed",
    clauses: &["iec81001-5-1 9.3", "iec81001-5-1 9.4", "iec81001-5-1 5.8.5", "7.1.3", "fda-cyber CY-SUP"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "judgement on a vulnerability that was carried over to a version and not confirmed",
    page: include_str!("assessment_unconfirmed.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(scan) = soup::scan(findings) else { return };
    let register = findings.register();
    findings.examined(register.weaknesses.iter().filter(|weakness| weakness.assessment.is_some()).count());
    for weakness in register.weaknesses.iter().filter(|weakness| weakness.shipped && weakness.gates && weakness.judged == Judged::Unconfirmed) {
        let Some(assessment) = weakness.assessment.map(|at| model.at(at)) else { continue };
        let vulnerability = &scan.vulnerabilities[weakness.vulnerability];
        let told = soup::told(findings, weakness, vulnerability);
        let place = assessment.value("unconfirmed").map_or(assessment.place(), |value| value.place);
        findings
            .report_at(assessment, place, format!("{told}, and {} was carried over to this version without anybody confirming it", assessment.id()))
            .about_version(&register.packages[weakness.package], &weakness.version)
            .help("look whether it still holds for this version, then move the version from `unconfirmed` to `version` and set `reviewed`");
    }
}
