//! Clause 4.3 a: that people will notice a failure is a control outside the software, credited with proof like any other.

use crate::class::{self, WhatIf, declared};
use crate::rationales::sentences;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Class, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "user-detection-without-evidence",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a low class because people will notice, with no proof that they do",
    page: include_str!("user_detection_without_evidence.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem, Kind::SoftwareItem], is_low, check),
};

const PEOPLE: &[&str] = &[
    "user*", "operator*", "nurse*", "clinician*", "physician*", "doctor*", "staff", "caregiver*", "patient", "patients", "technician*",
    "radiologist*", "pharmacist*", "personnel", "somebody", "someone", "everybody",
];
const NOTICE: &[&str] =
    &["notice*", "detect*", "recognis*", "recogniz*", "realis*", "realiz*", "spot", "spots", "see", "sees", "would see", "check", "checks", "double check", "intervene*", "correct"];

fn is_low(record: Record<'_>) -> bool {
    declared(record).is_some_and(|class| class < Class::C)
}

fn check(record: Record<'_>, findings: &mut Findings<'_>) {
    let Some(sentence) = sentences(record, "rationale").into_iter().find(|sentence| sentence.joins(&[PEOPLE, NOTICE])) else { return };
    let model = record.model();
    let system = match record.kind() {
        Kind::SoftwareSystem => Some(record),
        _ => findings.risk().systems.of(record).map(|at| model.at(at)),
    };
    let is_procedure = |(control, _): &(u32, u32)| model.at(*control).says("place", "procedure");
    let credited = system.is_some_and(|system| {
        class::judged(findings.risk(), system, &WhatIf::default()).iter().any(|judged| judged.credit.counts && judged.credit.earned.iter().any(is_procedure))
    });
    if !credited {
        findings
            .report_at(record, sentence.place, format!("{} is of a low class because people will notice, and no situation credits a procedure with proof of that", record.id()))
            .help("write it as a control with `- place: procedure` and an `effectiveness-proof`, for instance a summative usability test, and name it in `credits` of the situation; or classify without it");
    }
}
