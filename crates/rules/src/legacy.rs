//! The route for legacy software (4.4), step by step: what rules and views share.

use crate::answered::answered;
use primum_model::{Kind, Record};
use std::collections::HashSet;

/// A step: the clause, the field or section that holds it, and what a message calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The clause.
    pub clause: &'static str,
    /// The field or section.
    pub field: &'static str,
    /// The words for it.
    pub words: &'static str,
    /// What to write there.
    pub remedy: &'static str,
}

/// The steps in the order in which they are made.
pub const STEPS: &[Step] = &[
    Step {
        clause: "4.4.1",
        field: "market-history",
        words: "since when and where it is lawfully on the market",
        remedy: "name the markets and the dates, that it is still sold, and which evidence of development there is not",
    },
    Step {
        clause: "4.4.2",
        field: "feedback-review",
        words: "what the field reported",
        remedy: "go through complaints, service reports, incidents and near incidents of this version, and write what they say",
    },
    Step {
        clause: "4.4.2",
        field: "risk-review",
        words: "what the risk work found",
        remedy: "place it in the architecture, see whether the controls in it still hold, and name hazardous situations, causes and controls",
    },
    Step {
        clause: "4.4.3",
        field: "gap-analysis",
        words: "which deliverables exist, are valid, or would lower a risk",
        remedy: "hold what exists against 5.2, 5.3, 5.7 and 7 at its class, one row each; records of system tests are the least",
    },
    Step {
        clause: "4.4.4",
        field: "closure-plan",
        words: "what is created, by when, and that it was done",
        remedy: "one row for each deliverable: what, who, until when, done when",
    },
    Step {
        clause: "4.4.5",
        field: "rationale",
        words: "why this version may stay in use",
        remedy: "name the version, and rest on what the steps before found",
    },
    Step {
        clause: "4.4.5",
        field: "approved-by",
        words: "who agreed",
        remedy: "name and role; `approved` is the day, after the last gap was closed",
    },
];

/// Is the step made, in so many words?
#[must_use]
pub fn is_made(assessment: Record<'_>, step: Step) -> bool {
    answered(assessment, step.field)
}

/// The system tests that the gap analysis or the closure plan names, each once.
pub fn system_tests<'m>(assessment: Record<'m>) -> impl Iterator<Item = Record<'m>> {
    let texts = ["gap-analysis", "closure-plan"].into_iter().flat_map(move |name| {
        let fields = assessment.values(name).map(|value| value.text);
        fields.chain(assessment.section(name).map(|section| section.body)).collect::<Vec<_>>()
    });
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let words = texts.flat_map(move |text| text.split(move |c: char| !is_part(c)).map(|word| word.trim_matches('.')));
    let named = words.filter_map(move |word| assessment.model().find(word));
    let mut seen = HashSet::new();
    let tests = named.filter(|record| record.kind() == Kind::Test && record.says("level", "system") && !record.is_retired());
    tests.filter(move |test| seen.insert(test.position()))
}

/// The systems that it is about and that have another version than it names.
pub fn other_versions<'m>(assessment: Record<'m>) -> impl Iterator<Item = Record<'m>> {
    let version = assessment.text("version");
    assessment.links("of").filter(move |system| system.text("version").is_some_and(|now| Some(now) != version))
}
