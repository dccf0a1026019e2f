//! Clause 4.3 a: what is judged after external controls rests on controls that can have done it.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::suggest::nearest;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "external-judgement-unfounded",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a judgement after external controls that rests on nothing",
    page: include_str!("external_judgement_unfounded.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], judges, check),
};

fn judges(situation: Record<'_>) -> bool {
    situation.value("severity-after-external").is_some() || situation.value("probability-after-external").is_some()
}

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let Some(known) = findings.risk().situation(situation).copied() else { return };
    let (id, scales) = (situation.id(), &situation.model().config.scales);
    let in_force = |control: &Record<'_>| control.kind() == Kind::RiskControl && !control.is_retired();
    if !situation.links("credits").any(|control| in_force(&control)) {
        findings
            .report(situation, format!("{id} judges the risk after external controls and credits none"))
            .help("name in `credits` the controls outside the software that the judgement rests on; without them it does not count");
    }
    let sides = [
        ("severity-after-external", "severity", &scales.severity, known.external.severity, known.before.severity),
        ("probability-after-external", "probability", &scales.probability, known.external.probability, known.before.probability),
    ];
    for (field, what, scale, after, before) in sides {
        let Some(value) = situation.value(field) else { continue };
        let Some(after) = after else {
            let near = nearest(value.text, scale.names());
            findings
                .report_at(situation, value.place, format!("`{}` in `{field}` of {id} is no {what} of this project", value.text))
                .help(near.map_or_else(|| "write a level of the scale in primum.toml".to_owned(), |near| format!("did you mean `{near}`?")));
            continue;
        };
        let Some(before) = before else { continue };
        if after > before {
            findings
                .report_at(situation, value.place, format!("{id} is judged worse after external controls than before: {what} `{}` and `{}`", scale.name(after), scale.name(before)))
                .help("a control that makes it worse is none: correct one of the two, or write the new risk as a situation of its own");
        }
        let lowers = |control: Record<'_>| {
            in_force(&control) && control.says("lowers", what) && !(what == "severity" && control.says("option", "information for safety"))
        };
        if after < before && situation.links("credits").any(|control| in_force(&control)) && !situation.links("credits").any(lowers) {
            findings
                .report_at(situation, value.place, format!("no control that {id} credits lowers {what}"))
                .help(format!("say `- lowers: {what}` in the control that does, or leave the {what} as it is before controls; information lowers no severity"));
        }
    }
}
