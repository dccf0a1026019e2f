//! ISO 14971 5.5: one probability and P1 with P2 say the same.

use crate::risk::combined;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "probability-contradicted",
    clauses: &["iso14971 5.5"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a probability that does not follow from P1 and P2 beside it",
    page: include_str!("probability_contradicted.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], states_parts, check),
};

const PROBABILITIES: [(&str, &str, &str, &str); 2] =
    [("probability", "p1", "p2", "P1 and P2"), ("residual-probability", "residual-p1", "residual-p2", "residual P1 and P2")];

fn states_parts(situation: Record<'_>) -> bool {
    PROBABILITIES.iter().any(|(_, p1, p2, _)| situation.value(p1).is_some() || situation.value(p2).is_some())
}

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let scale = &situation.model().config.scales.probability;
    for (whole, p1, p2, words) in PROBABILITIES {
        let Some(value) = situation.value(whole) else { continue };
        let (Some(stated), Some(combined)) = (scale.position(value.text), combined(situation, p1, p2)) else { continue };
        if stated != combined {
            let (id, given) = (situation.id(), scale.name(combined));
            findings
                .report_at(situation, value.place, format!("{id} states the probability `{}`, and its {words} give `{given}`", value.text))
                .help("take the probability out, or correct the one that is wrong; until then the worse of both holds");
        }
    }
}
