//! ISO 14971 5.2: the intended use answers all questions, foreseeable misuse included.

use crate::answered::{Question, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "intended-use-incomplete",
    clauses: &["iso14971 5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an intended use that leaves a question open, foreseeable misuse included",
    page: include_str!("intended_use_incomplete.md"),
    check: Check::Each(&[Kind::IntendedUse], check),
};

const QUESTIONS: &[Question] = &[
    ("medical-purpose", "what the device does for the patient"),
    ("indication", "for which conditions"),
    ("patients", "for which patients"),
    ("users", "who operates it"),
    ("use-environment", "where it is used"),
    ("operating-principle", "how it works"),
    ("foreseeable-misuse", "which misuse can be foreseen"),
];

fn check(intended: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(intended, QUESTIONS) {
        findings
            .report(intended, format!("{} does not say {open}", intended.id()))
            .help("answer each as a field or a section: Medical purpose, Indication, Patients, Users, Use environment, \
                Operating principle, Foreseeable misuse");
    }
}
