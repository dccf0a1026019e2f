//! Clause 4.3 a: where a risk is not acceptable and nobody can be injured, a person decides on the class.

use crate::class::{self, Step, WhatIf};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};
use std::collections::HashSet;

pub(crate) static RULE: Rule = Rule {
    name: "class-undecided",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a risk without injury for which nobody has decided on the class",
    page: include_str!("class_undecided.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut told = HashSet::new();
    for system in model.of(Kind::SoftwareSystem) {
        for judged in class::judged(findings.risk(), system, &WhatIf::default()) {
            if !matches!(judged.step, Step::Undecided | Step::Decided) || !told.insert(judged.situation) {
                continue;
            }
            findings.examined(1);
            if judged.step == Step::Undecided {
                let situation = model.at(judged.situation);
                findings
                    .report(situation, format!("the risk of {} is not acceptable although nobody can be injured, and no class is decided", situation.id()))
                    .help("IEC 62304 speaks of injury alone: decide on a class, write `- decided-class: A` (or B, C) and the reason; until then class C applies");
            }
        }
    }
}
