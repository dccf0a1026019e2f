//! IEC 81001-5-1, 9.4: a judgement holds for the versions that it names.

use crate::register::Judged;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "assessment-for-other-version",
    clauses: &["iec81001-5-1 9.3", "iec81001-5-1 9.4", "iec81001-5-1 5.8.5", "7.1.3", "fda-cyber CY-SUP"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "judgement on a vulnerability that was made for another version",
    page: include_str!("assessment_for_other_version.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(scan) = soup::scan(findings) else { return };
    let register = findings.register();
    findings.examined(register.weaknesses.iter().filter(|weakness| weakness.assessment.is_some()).count());
    for weakness in register.weaknesses.iter().filter(|weakness| weakness.shipped && weakness.gates && weakness.judged == Judged::OtherVersion) {
        let Some(assessment) = weakness.assessment.map(|at| model.at(at)) else { continue };
        let vulnerability = &scan.vulnerabilities[weakness.vulnerability];
        let told = soup::told(findings, weakness, vulnerability);
        let place = assessment.value("version").map_or(assessment.place(), |value| value.place);
        findings
            .report_at(assessment, place, format!("{told}, and {} judges it for other versions only", assessment.id()))
            .about_version(&register.packages[weakness.package], &weakness.version)
            .help("look whether the judgement holds for this version, and add it to `version`; `primum soup sync` carries it over as `unconfirmed`");
    }
}
