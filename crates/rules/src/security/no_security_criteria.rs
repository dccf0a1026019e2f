//! IEC 81001-5-1, 7.3: there is a scale of exploitability, and criteria by which security risks are evaluated.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-security-criteria",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "threats, and no scale or criteria to evaluate them by",
    page: include_str!("no_security_criteria.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let threats = model.of(Kind::Threat).len();
    findings.examined(threats);
    if threats == 0 {
        return;
    }
    let scales = &model.config.scales;
    for (scale, name, levels) in [
        (&scales.exploitability, "exploitability", "the hardest attack first"),
        (&scales.severity, "severity", "the least severe first, each with the injury that it stands for"),
    ] {
        if scale.is_empty() {
            findings
                .report_project(format!("there are threats, and no scale of {name}"))
                .help(format!("write a [[{name}]] for each level in primum.toml, {levels}"));
        }
    }
    if scales.security.is_empty() {
        findings
            .report_project("there are threats, and nothing says which security risks are acceptable")
            .help("write a [[security]] for each severity in primum.toml: severity = \"…\", acceptable = […], investigate = […], unacceptable = […]");
    }
}
