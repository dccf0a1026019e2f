//! IEC 81001-5-1, 7.3: a threat is rated by how exploitable it is, not by a probability.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "security-risk-by-probability",
    clauses: &["iec81001-5-1 7.3", "fda-cyber CY-CRA"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a threat that is rated by a probability instead of its exploitability",
    page: include_str!("security_risk_by_probability.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let scales = &model.config.scales;
    let mut rated = 0;
    for threat in model.of(Kind::Threat) {
        for field in ["exploitability", "residual-exploitability"] {
            let Some(value) = threat.value(field) else { continue };
            rated += 1;
            if threats::is_probability(model, value.text) {
                findings
                    .report_at(threat, value.place, format!("`{}`, the {} of {}, is a probability", value.text, field.replace('-', " "), threat.id()))
                    .help("an attacker is no chance event: say what the attack takes, in access, knowledge, tools and time");
            }
        }
    }
    findings.examined(rated);
    // The scale of probability under another heading is no other scale.
    let mut names = scales.exploitability.names();
    let copied = names.clone().all(|name| scales.probability.position(name).is_some()) && names.any(threats::sounds_like_probability);
    if rated > 0 && copied {
        let names: Vec<&str> = scales.exploitability.names().collect();
        findings
            .report_project(format!("the scale of exploitability is that of probability: {}", names.join(", ")))
            .help("name the levels of [[exploitability]] in primum.toml by what an attack takes, and say so in `meaning`");
    }
}
