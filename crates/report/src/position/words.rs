//! The words of the position that terminal and page share.

use crate::facts::counted;
use primum_model::{Model, Place};
use primum_rules::Analysis;
use primum_rules::position::answers::{Said, Who};
use primum_rules::position::evaluate::{Certainty, Evaluation};
use primum_rules::position::listing::{By, Taken};
use primum_rules::position::outcomes::Outcomes;
use primum_rules::position::{Answering, Declared, Position, Scope, Standing, Table};
use primum_rules::rule::Rule;
use primum_rules::standards::Confidence;

/// What an answer that is missing or contradicted means, in one sentence.
pub(crate) const WORST: &str =
    "An answer that is missing or contradicted counts as the worst case: every branch is followed, and the strictest outcome is taken.";

/// The word for how far data can be trusted.
pub(crate) fn confidence(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

/// Where the answers of a qualification hold: `everywhere`, `for EU and US`.
pub(crate) fn scope(answering: &Answering) -> String {
    match &answering.scope {
        Scope::Everywhere => "everywhere".to_owned(),
        Scope::In(named) => format!("for {}", named.iter().map(|jurisdiction| jurisdiction.name()).collect::<Vec<_>>().join(" and ")),
        Scope::Elsewhere(text) => format!("for {text}, for which there is no table of its own"),
    }
}

/// `IIb`; `I, IIa or IIb`.
pub(crate) fn outcomes(table: &Table, outcomes: Outcomes) -> String {
    let names: Vec<&str> = outcomes.ranks().map(|rank| table.outcome(rank).id.as_str()).collect();
    either(&names)
}

/// `a`, `a or b`, `a, b or c`.
fn either(names: &[&str]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

/// How the outcome of a table stands: decided, contradicted, or the worst of several.
pub(crate) fn certainty(evaluation: &Evaluation) -> String {
    let name = evaluation.certainty().name();
    match evaluation.certainty() {
        Certainty::Decided => name.to_owned(),
        Certainty::Contradicted => format!("{name}, the answers lead to {}", outcomes(evaluation.table, evaluation.outcomes)),
        Certainty::WorstCase => format!("{name}, the answers leave open {}", outcomes(evaluation.table, evaluation.outcomes)),
    }
}

/// The answers to a step, one after the other: the word, and who gave it.
pub(crate) fn answers(model: &Model, step: &Taken) -> Vec<(String, String)> {
    let mut list: Vec<(String, String)> = Vec::new();
    if let By::Table(table) = step.by {
        let came_to: Vec<&str> = step.said.iter().map(|said| said.answer).collect();
        let word = if came_to.is_empty() { "unanswered".to_owned() } else { either(&came_to) };
        return vec![(word, format!("table {table}"))];
    }
    for said in &step.said {
        let who = who(model, said);
        match list.iter_mut().find(|(answer, _)| *answer == said.answer) {
            Some((_, before)) => *before = format!("{before}; {who}"),
            None => list.push((said.answer.to_owned(), who)),
        }
    }
    if list.is_empty()
        && let By::Field(field) = step.by
    {
        let by: Vec<&str> = step.not_known_to.iter().map(|at| model.at(*at).id()).collect();
        let word = if by.is_empty() { "unanswered" } else { "unknown" };
        let who = if by.is_empty() { format!("`{field}`") } else { format!("`{field}`, {}", by.join(", ")) };
        list.push((word.to_owned(), who));
    }
    list
}

/// How many records stand behind a fact in one line.
const NAMED: usize = 3;

fn who(model: &Model, said: &Said) -> String {
    match &said.by {
        Who::Record(at, place) => format!("{}, line {}", model.at(*at).id(), line(model, *place)),
        Who::Table(table) => format!("table {table}"),
        Who::Fact(fact, records) => {
            let mut ids: Vec<&str> = records.iter().take(NAMED).map(|at| model.at(*at).id()).collect();
            let more = format!("{} more", records.len().saturating_sub(NAMED));
            if records.len() > NAMED {
                ids.push(&more);
            }
            if ids.is_empty() { fact.name().to_owned() } else { format!("{}: {}", fact.name(), ids.join(", ")) }
        }
    }
}

/// The line of a place.
pub(crate) fn line(model: &Model, place: Place) -> u32 {
    model.file(place).position(place.span.start).line
}

/// Whether a criterion is met.
pub(crate) fn met(step: &Taken) -> &'static str {
    match step.met {
        Some(true) => "met",
        Some(false) => "not met",
        None => "open",
    }
}

/// What comes of a step: of a criterion whether it is met, of any other the outcomes.
pub(crate) fn comes_to(table: &Table, step: &Taken) -> String {
    if step.criterion_of.is_some() { met(step).to_owned() } else { outcomes(table, step.outcomes) }
}

/// When a step counts that does not count in any case. A criterion counts when its set does.
pub(crate) fn only_if(step: &Taken) -> Option<String> {
    let ways: Vec<String> = step.only_if.iter().map(|one| format!("{} is {}", one.step, either(&one.answers))).collect();
    (!ways.is_empty()).then(|| format!("only if {}", either(&ways.iter().map(String::as_str).collect::<Vec<_>>())))
}

/// `mdr-class: IIb in QUA-EU, the same`.
pub(crate) fn declared(model: &Model, declared: &Declared) -> String {
    format!("{}: {} in {}, {}", declared.field, declared.value, model.at(declared.record).id(), declared.compared.name())
}

/// What stands where nothing is declared.
pub(crate) fn undeclared(table: &Table) -> String {
    match &table.declared {
        Some(field) => format!("nothing; the field is `{field}`"),
        None => "no field declares it".to_owned(),
    }
}

/// Why a table was not asked.
pub(crate) fn not_asked(position: &Position, table: &Table) -> String {
    match table.jurisdiction {
        Some(jurisdiction) if !position.records.is_empty() => format!("no qualification names {jurisdiction}"),
        _ => "there is no qualification".to_owned(),
    }
}

/// What to do about missing answers; nothing where none is missing.
pub(crate) fn missing(standing: &Standing) -> Option<String> {
    let fields: Vec<String> = standing.evaluation.missing().iter().map(|field| format!("`{field}`")).collect();
    let tables = standing.evaluation.unanswered.iter().filter_map(|one| match one.by {
        By::Table(table) => Some(format!("the table {table}")),
        _ => None,
    });
    let list: Vec<String> = fields.into_iter().chain(tables).collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// The rules about the position that have open findings, with how many.
pub(crate) fn findings(analysis: &Analysis) -> Vec<(&'static Rule, String)> {
    let rules = primum_rules::RULES.iter().zip(primum_rules::FOLDERS).filter(|(_, folder)| **folder == "regulatory");
    rules
        .filter_map(|(rule, _)| {
            let mine = |finding: &&primum_rules::rule::Finding| finding.rule.name == rule.name && finding.accepted_by.is_none();
            let count = analysis.findings.iter().filter(mine).count();
            (count > 0).then(|| (*rule, counted(count, "finding", "findings")))
        })
        .collect()
}
