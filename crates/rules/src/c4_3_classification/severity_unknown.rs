//! Clause 4.3 a: the severity of harm is stated on the scale of the project.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::scales::Scale;
use primum_model::suggest::nearest;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "severity-unknown",
    clauses: &["4.3.a", "iso14971 5.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation whose severity is not known",
    page: include_str!("severity_unknown.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let scale = &situation.model().config.scales.severity;
    let id = situation.id();
    match situation.value("severity") {
        None => {
            findings
                .report(situation, format!("{id} has no severity, so it asks for class C"))
                .help(format!("write `- severity: …`{}", levels(scale)));
        }
        Some(value) if scale.is_empty() => {
            findings
                .report_at(situation, value.place, format!("{id} has the severity `{}`, and primum.toml has no scale of severity", value.text))
                .help("declare the scale: a [[severity]] with `name` and `injury` for each level, the least severe first; until then it asks for class C");
        }
        Some(value) if scale.position(value.text).is_none() => {
            let near = nearest(value.text, scale.names());
            findings
                .report_at(situation, value.place, format!("`{}` of {id} is no severity of this project, so it asks for class C", value.text))
                .help(near.map_or_else(|| format!("write one of its levels{}", levels(scale)), |near| format!("did you mean `{near}`?")));
        }
        Some(_) => {}
    }
}

fn levels(scale: &Scale) -> String {
    if scale.is_empty() { String::new() } else { format!(": {}", scale.names().collect::<Vec<_>>().join(", ")) }
}
