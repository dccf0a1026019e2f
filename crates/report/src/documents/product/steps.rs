//! The steps of a decision table in a document: question, answers with links to who gave them, and what each comes to.

use crate::documents::writing::cells::{first_links, separate};
use crate::documents::writing::page::row;
use crate::documents::writing::page::{Page, cell, inlines, link, state, table, words};
use crate::position::words as in_words;
use primum_document::{Cell, Inline, Share, Tone};
use primum_rules::position::answers::Who;
use primum_rules::position::evaluate::{Certainty, Evaluation};
use primum_rules::position::listing::{By, Taken};
use primum_rules::position::{Answered, Compared, Standing};

/// How sure an outcome is, with its colour.
pub(in crate::documents) fn certainty(evaluation: &Evaluation) -> Cell {
    let tone = match evaluation.certainty() {
        Certainty::Decided => Tone::Good,
        Certainty::Contradicted => Tone::Bad,
        Certainty::WorstCase => Tone::Caution,
    };
    state(tone, &in_words::certainty(evaluation))
}

/// What the qualifications declare, and how that compares.
pub(in crate::documents) fn declared(page: &Page<'_>, standing: &Standing) -> Cell {
    let mut text = Vec::new();
    for one in &standing.declared {
        if !text.is_empty() {
            text.push(Inline::Break);
        }
        text.push(Inline::Text(format!("{} in ", one.value)));
        text.push(link(page.material.analysis.model.at(one.record)));
        let tone = if one.compared == Compared::Lower { Tone::Bad } else { Tone::Plain };
        text.push(Inline::Text(", ".to_owned()));
        text.push(Inline::State(tone, one.compared.name().to_owned()));
    }
    inlines(text)
}

/// How many records are named that show a fact.
const SHOWN: usize = 8;

/// The answers to a step, each with who gave it.
fn answers(page: &Page<'_>, step: &Taken) -> Vec<Inline> {
    let model = &page.material.analysis.model;
    let mut text = Vec::new();
    if let By::Table(_) = step.by {
        for (word, who) in in_words::answers(model, step) {
            text.extend(words(&format!("{word} ({who})")));
        }
        return text;
    }
    for said in &step.said {
        if !text.is_empty() {
            text.push(Inline::Break);
        }
        text.push(Inline::Strong(words(said.answer)));
        text.push(Inline::Text(": ".to_owned()));
        match &said.by {
            Who::Record(at, _) => text.push(link(model.at(*at))),
            Who::Table(table) => text.push(Inline::Text(format!("table {table}"))),
            Who::Fact(fact, records) => {
                text.push(Inline::Text(format!("{} ", fact.name())));
                if !records.is_empty() {
                    text.push(Inline::Text("(".to_owned()));
                    text.extend(first_links(records.iter().map(|at| model.at(*at)), SHOWN));
                    text.push(Inline::Text(")".to_owned()));
                }
            }
        }
    }
    if text.is_empty()
        && let By::Field(field) = step.by
    {
        let unknown = !step.not_known_to.is_empty();
        text.push(Inline::State(Tone::Caution, if unknown { "unknown" } else { "unanswered" }.to_owned()));
        text.push(Inline::Text(format!(": {field}")));
        for at in &step.not_known_to {
            separate(&mut text, " ");
            text.push(link(model.at(*at)));
        }
    }
    text
}

/// Writes the steps of an answered table, what is missing, and what it was made from.
pub(in crate::documents) fn write(page: &mut Page<'_>, answered: &Answered, standing: &Standing) {
    let (of, evaluation) = (answered.table, &standing.evaluation);
    let mut list = table(
        &format!("Steps: {}", of.title),
        &[
            ("Step", Share::Narrow),
            ("Question", Share::Wide),
            ("Asked only if", Share::Narrow),
            ("Answer, and who gave it", Share::Wide),
            ("Comes to", Share::Narrow),
            ("To be known", Share::Normal),
        ],
    );
    list.wide = true;
    for step in &evaluation.steps {
        let only = in_words::only_if(step).map_or_else(String::new, |text| text.trim_start_matches("only if ").to_owned());
        list.rows.push(row(
            "",
            vec![
                cell(step.id),
                cell(step.text),
                cell(&only),
                inlines(answers(page, step)),
                cell(&in_words::comes_to(of, step)),
                cell(&step.notes.join(" ")),
            ],
        ));
    }
    page.filled(list);
    if let Some(missing) = in_words::missing(standing) {
        let home = page.material.analysis.model.at(standing.home);
        let missing = missing.replace('`', "");
        page.missing(
            &format!("answers that decide “{}”", of.title),
            &format!("{missing}; until then the strictest outcome that is left open counts"),
            &format!("Answer in {}.", home.id()),
        );
    }
    page.text(&format!(
        "Made from: {}. State of {}; check it against {}. Confidence of these steps: {}.",
        of.edition,
        of.as_of,
        of.source,
        in_words::confidence(evaluation.confidence)
    ));
}
