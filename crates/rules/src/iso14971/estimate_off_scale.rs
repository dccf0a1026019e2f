//! ISO 14971 5.5 and 6: estimates are levels of the project's scales.

use crate::contribution::may_contribute;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::scales::{Scale, Scales};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "estimate-off-scale",
    clauses: &["iso14971 5.5", "iso14971 6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an estimate that is no level of the scale",
    page: include_str!("estimate_off_scale.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

type Estimated = (&'static str, &'static str, fn(&Scales) -> &Scale);

/// Fields, what a message calls them, and their scales.
const FIELDS: &[Estimated] = &[
    ("severity", "severity", |scales| &scales.severity),
    ("probability", "probability", |scales| &scales.probability),
    ("p1", "P1", |scales| &scales.p1),
    ("p2", "P2", |scales| &scales.p2),
    ("residual-severity", "residual severity", |scales| &scales.severity),
    ("residual-probability", "residual probability", |scales| &scales.probability),
    ("residual-p1", "residual P1", |scales| &scales.p1),
    ("residual-p2", "residual P2", |scales| &scales.p2),
];

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let scales = &situation.model().config.scales;
    for (field, words, scale) in FIELDS {
        let Some(value) = situation.value(field) else { continue };
        let scale = scale(scales);
        // The severity of what software may contribute to is asked for with the class.
        if scale.position(value.text).is_some() || (*field == "severity" && may_contribute(situation)) {
            continue;
        }
        let (id, text) = (situation.id(), value.text);
        let of_harm = matches!(*field, "severity" | "probability" | "residual-severity" | "residual-probability");
        if scale.is_empty() {
            // That there are no scales of severity and probability is said once, for the project.
            if !of_harm {
                findings
                    .report_at(situation, value.place, format!("{id} has the {words} `{text}`, and primum.toml has no such scale"))
                    .help("declare its levels as [[p1]] and [[p2]], and how they combine as [[combination]]; or state one probability");
            }
            continue;
        }
        let near = primum_model::suggest::nearest(text, scale.names());
        findings.report_at(situation, value.place, format!("{id} has the {words} `{text}`, which is no level of the scale")).help(
            near.map_or_else(
                || format!("the levels are {}", scale.names().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            ),
        );
    }
}
