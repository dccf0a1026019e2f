//! A change request that an impact pre-fills: what is a fact of the records stands in it, what is a judgement stays open.

use super::Impact;
use primum_model::skeleton::{next_id, skeleton};
use primum_model::{Kind, Record};

/// The ID and the text of a new change request.
///
/// The records that change go into `changes`, the tests to run again into `activities`. What the change means for safety, for the class
/// and for regulators is not said: the comments of the skeleton ask for it.
#[must_use]
pub fn request(impact: &Impact<'_>, title: &str) -> (String, String) {
    let model = &impact.analysis.model;
    let schema = &model.config.schema;
    let spec = schema.spec(Kind::ChangeRequest);
    let id = next_id(model, spec.prefix());
    let changed: Vec<Record<'_>> = impact.changed.records.iter().map(|at| model.at(*at)).collect();
    let title = if title.is_empty() { given_title(&changed, &impact.changed.files) } else { title.to_owned() };
    let mut fields = String::from("- status: open\n");
    let problems: Vec<&str> = changed.iter().filter(|record| record.kind() == Kind::ProblemReport).map(|record| record.id()).collect();
    for problem in problems {
        fields.push_str(&format!("- resolves: {problem}\n"));
    }
    let named = |record: &&Record<'_>| !matches!(record.kind(), Kind::ProblemReport | Kind::ChangeRequest);
    for record in changed.iter().filter(named) {
        fields.push_str(&format!("- changes: {}\n", record.id()));
    }
    let tests: Vec<&str> = impact.tests.iter().map(|at| model.at(*at).id()).collect();
    if !tests.is_empty() {
        fields.push_str(&format!("- activities: run again {}\n", tests.join(", ")));
    }
    let text = skeleton(spec, &id, &title, 1);
    // The fields stand directly under the heading, before the comments that ask for the rest.
    let text = match text.split_once("\n\n") {
        Some((heading, rest)) => format!("{heading}\n\n{fields}\n{rest}"),
        None => format!("{text}\n{fields}"),
    };
    (id, text)
}

fn given_title(changed: &[Record<'_>], files: &[String]) -> String {
    match (changed, files) {
        ([one], _) => format!("Change of {} {}", one.id(), one.title()).trim_end().to_owned(),
        ([first, rest @ ..], _) => format!("Change of {} and {} more", first.id(), rest.len()),
        ([], [one]) => format!("Change of {one}"),
        ([], [first, rest @ ..]) => format!("Change of {first} and {} more", rest.len()),
        ([], []) => "Change".to_owned(),
    }
}
