//! Clause 4.3 a: the probability that software fails is taken as 1, whatever anybody thinks of the software.

use crate::rationales::{Sentence, sentences};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "software-failure-probability",
    clauses: &["4.3.a"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a class that rests on software failing rarely",
    page: include_str!("software_failure_probability.md"),
    check: Check::Each(&[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit, Kind::HazardousSituation, Kind::Cause], check),
};

const SOFTWARE: &[&str] = &["software*", "firmware", "code", "program", "algorithm*"];
const FAILURE: &[&str] = &["fail*", "fault*", "bug*", "defect*", "malfunction*", "error*", "crash*"];
const RARE: &[&str] = &["unlikely", "improbable", "seldom", "rarely", "incredible", "negligible probability", "hardly ever", "almost never", "practically never"];
const PROBABILITY: &[&str] = &["probability", "likelihood", "chance", "failure rate", "probabilities"];
const LOW: &[&str] = &["low", "lower", "lowest", "small", "negligible", "remote", "improbable", "reduced", "below", "less", "<", "insignificant"];
/// What those write who know the rule.
const CERTAIN: &[&str] = &["as 1", "is 1", "= 1", "of 1", "to 1", "certain", "100 %", "equals 1", "not credited", "no credit", "cannot be estimated"];

fn check(record: Record<'_>, findings: &mut Findings<'_>) {
    let id = record.id();
    // A field that a project adds for it is no way round the rule.
    for value in record.fields() {
        let name = value.field.name.as_str();
        let names = |word: &str| name.split('-').any(|part| part.starts_with(word));
        if names("software") && !names("contributes") && (names("prob") || names("fail") || names("likelihood")) {
            findings
                .report_at(record, value.place, format!("{id} states how probable a failure of software is, in `{name}`"))
                .help("take the field away: 4.3 a takes the failure as certain; only what follows it may have a probability");
        }
    }
    for name in ["rationale", "no-contribution"] {
        for sentence in sentences(record, name) {
            if argues(sentence) {
                findings
                    .report_at(record, sentence.place, format!("{id} argues that software fails rarely, and 4.3 a takes its failure as certain"))
                    .help("argue with what follows the failure: who is exposed, and which proven controls outside the software act");
            }
        }
    }
}

fn argues(sentence: Sentence<'_>) -> bool {
    let rare = sentence.joins(&[SOFTWARE, FAILURE, RARE]);
    let improbable = sentence.joins(&[SOFTWARE, FAILURE, PROBABILITY, LOW]);
    (rare || improbable) && !sentence.says(CERTAIN)
}
