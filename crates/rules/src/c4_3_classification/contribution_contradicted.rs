//! Clauses 4.3 a and 7.1.1: what the risk file shows is not denied by the situation itself.

use crate::class::{self, WhatIf};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};
use std::collections::HashSet;

pub(crate) static RULE: Rule = Rule {
    name: "contribution-contradicted",
    clauses: &["4.3.a", "7.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation that denies what its causes and controls show",
    page: include_str!("contribution_contradicted.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let denied = |situation: &Record<'_>| situation.says("software-contributes", "no");
    findings.examined(model.of(Kind::HazardousSituation).filter(denied).count());
    let mut adrift = HashSet::new();
    for system in model.of(Kind::SoftwareSystem) {
        for judged in class::judged(findings.risk(), system, &WhatIf::default()) {
            let Some(shown_by) = judged.shown_by.filter(|_| judged.contradicted) else { continue };
            let (situation, shown_by) = (model.at(judged.situation), model.at(shown_by));
            let place = situation.value("software-contributes").map_or(situation.place(), |value| value.place);
            let field = if shown_by.kind() == Kind::Threat { "entry-point" } else { "located-in" };
            let here = |place: Record<'_>| findings.risk().systems.at(place).contains(&system.position());
            // Of what may be in any system it is said once.
            if shown_by.kind() != Kind::RiskControl && !shown_by.links(field).any(here) {
                if adrift.insert(situation.position()) {
                    findings
                        .report_at(situation, place, format!("{} says that software cannot contribute, and {} sits in software of an unknown system", situation.id(), shown_by.id()))
                        .help(format!("name in `{field}` of {} what belongs to a software system; then write `yes`, or correct the other record", shown_by.id()))
                        .related(shown_by.place(), "this record");
                }
                continue;
            }
            let why = match shown_by.kind() {
                Kind::Cause => "is a cause of it",
                Kind::Threat => "is a threat that leads to it through an interface",
                _ => "controls it",
            };
            findings
                .report_at(situation, place, format!("{} says that software cannot contribute, and {} {why} in {}", situation.id(), shown_by.id(), system.id()))
                .help("software that causes a situation, or controls it, contributes when it fails: write `yes`, or correct the other record")
                .related(shown_by.place(), "this record");
        }
    }
}
