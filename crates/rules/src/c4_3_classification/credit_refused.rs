//! Clause 4.3 a: only controls outside the software system are credited, and only with proof that they work.

use crate::class::{self, NoCredit, WhatIf};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};
use std::collections::{HashMap, HashSet};

pub(crate) static RULE: Rule = Rule {
    name: "credit-refused",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a credited control that earns no credit",
    page: include_str!("credit_refused.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut told = HashSet::new();
    findings.examined(model.of(Kind::HazardousSituation).filter(|situation| situation.value("credits").is_some()).count());
    for system in model.of(Kind::SoftwareSystem) {
        for judged in class::judged(findings.risk(), system, &WhatIf::default()) {
            let situation = model.at(judged.situation);
            let mut places = HashMap::new();
            if !judged.credit.refused.is_empty() {
                places.extend(situation.values("credits").filter_map(|value| Some((value.target()?.position(), value.place))));
            }
            for (control, why) in &judged.credit.refused {
                let control = model.at(*control);
                if !told.insert((situation.position(), control.position())) {
                    continue;
                }
                let place = places.get(&control.position()).copied().unwrap_or(situation.place());
                let (id, name) = (control.id(), situation.id());
                let finding = findings
                    .report_at(situation, place, format!("{name} credits {id}, which {}", why.words()))
                    .help(remedy(*why, id, name, system));
                finding.related(control.place(), "the control");
                match why {
                    NoCredit::ProofFails(proof, short) => {
                        finding.related(model.at(*proof).place(), format!("this proof {}", short.words()));
                    }
                    NoCredit::Unplaced(requirement) => {
                        finding.related(model.at(*requirement).place(), "this requirement");
                    }
                    _ => {}
                }
            }
        }
    }
}

fn remedy(why: NoCredit, control: &str, situation: &str, system: Record<'_>) -> String {
    match why {
        NoCredit::Internal => format!("a check inside {} fails together with it: credit a control outside, or take {control} out of `credits` and judge {situation} without it", system.id()),
        NoCredit::Unplaced(requirement) => {
            let requirement = system.model().at(requirement).id();
            format!("say with `allocated-to` of {requirement} which item carries it out, or take `implements: {control}` out of it")
        }
        NoCredit::SharedId => format!("give one of the records that are called {control} a new ID"),
        NoCredit::PlaceUnknown => format!("say in {control} where it lives: `- place: hardware`, `procedure` or `other software`"),
        NoCredit::ActsElsewhere => format!("write `- controls: {situation}` into {control}, or credit a control that acts against it"),
        NoCredit::NoProof | NoCredit::ProofFails(..) => format!("name in `effectiveness-proof` of {control} a review that was held, or a test whose result a review has evaluated; until then {situation} is judged without it"),
        NoCredit::NotInForce => format!("put {control} into force, or take it out of `credits`"),
        NoCredit::Assumed => "leave it in".to_owned(),
    }
}
