//! The position as text for a terminal.

use super::words;
use crate::facts::class_reason;
use crate::screen::{Screen, Tone, column_of, columns};
use primum_model::Model;
use primum_rules::Analysis;
use primum_rules::position::evaluate::Certainty;
use primum_rules::position::implied::{What, implied};
use primum_rules::position::listing::Taken;
use primum_rules::position::{Compared, Position, Standing, Table, position};

/// The position as text: every table, or one of them with all that is known about it.
#[must_use]
pub fn text(analysis: &Analysis, only: Option<&Table>, screen: Screen) -> String {
    let model = &analysis.model;
    let position = position(model);
    let mut page = Page { out: String::new(), screen };
    page.flow("", "", &[(Tone::Plain, &format!("class {}, {}", analysis.classes.project(), class_reason(analysis)))]);
    page.out.push('\n');
    records(&mut page, model, &position);
    if only.is_none() {
        summary(&mut page, &position);
    }
    for answered in position.tables.iter().filter(|answered| only.is_none_or(|only| only.id == answered.table.id)) {
        let table = answered.table;
        if let Some(standing) = &answered.standing {
            asked(&mut page, model, table, standing, only.is_some());
        } else if only.is_some() {
            page.head(table);
            page.labelled("not asked", &words::not_asked(&position, table));
            about(&mut page, table);
        }
    }
    if only.is_none() {
        rest(&mut page, analysis, &position);
    }
    page.out
}

/// A text that is never wider than the terminal, whatever the records and the tables say.
struct Page {
    out: String,
    screen: Screen,
}

impl Page {
    /// Words, wrapped; a word that is longer than a line is broken.
    fn flow(&mut self, first: &str, rest: &str, pieces: &[(Tone, &str)]) {
        let room = self.screen.width.saturating_sub(columns(rest).max(columns(first)));
        let fitting: Vec<(Tone, String)> = pieces.iter().map(|(tone, text)| (*tone, broken(text, room))).collect();
        let pieces: Vec<(Tone, &str)> = fitting.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
        self.screen.flow(&mut self.out, first, rest, &pieces);
    }

    fn head(&mut self, table: &Table) {
        self.out.push('\n');
        self.flow("", "  ", &[(Tone::Strong, &table.id), (Tone::Strong, &table.title)]);
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.flow("  ", "    ", &[(Tone::Faint, &format!("{label}:")), (Tone::Plain, text)]);
    }
}

/// The text with blanks in words that are wider than the room.
fn broken(text: &str, room: usize) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let (mut out, mut wide) = (String::with_capacity(text.len() + 8), 0);
    for character in text.chars() {
        let column = column_of(character);
        if character == ' ' {
            wide = 0;
        } else if wide + column > room.max(1) {
            out.push(' ');
            wide = column;
        } else {
            wide += column;
        }
        out.push(character);
    }
    out
}

/// Who answers, and what no answer means.
fn records(page: &mut Page, model: &Model, position: &Position) {
    if position.records.is_empty() {
        page.flow("", "", &[(Tone::Doubt, "There is no qualification, so nothing is asked and nothing is known.")]);
        page.flow("begin here: ", "  ", &[(Tone::Accent, "primum new qualification")]);
        return;
    }
    for answering in &position.records {
        let record = model.at(answering.record);
        let place = format!("{}:{}", record.path(), words::line(model, record.place()));
        let scope = format!("answers {},", words::scope(answering));
        page.flow("", "  ", &[(Tone::Strong, record.id()), (Tone::Plain, &scope), (Tone::Faint, &place)]);
    }
    page.flow("", "", &[(Tone::Plain, words::WORST)]);
}

/// The outcomes, a line each.
fn summary(page: &mut Page, position: &Position) {
    page.out.push('\n');
    for (table, standing) in position.asked() {
        let certainty = standing.evaluation.certainty();
        let lower = standing.declared.iter().any(|declared| declared.compared == Compared::Lower);
        let lower = if lower { "and declared lower" } else { "" };
        let id = format!("{}:", table.id);
        let outcome = &standing.evaluation.outcome().id;
        page.flow("  ", "    ", &[(Tone::Strong, &id), (tone(certainty), outcome), (Tone::Faint, certainty.name()), (Tone::Bad, lower)]);
    }
}

fn asked(page: &mut Page, model: &Model, table: &'static Table, standing: &Standing, whole: bool) {
    let evaluation = &standing.evaluation;
    page.head(table);
    let outcome = evaluation.outcome();
    let tone = tone(evaluation.certainty());
    let certainty = format!("({}):", words::certainty(evaluation));
    page.flow("  ", "    ", &[(Tone::Faint, "outcome:"), (tone, &outcome.id), (tone, &certainty), (Tone::Plain, &outcome.meaning)]);
    if standing.declared.is_empty() {
        page.labelled("declared", &words::undeclared(table));
    }
    for declared in &standing.declared {
        let tone = if declared.compared == Compared::Lower { Tone::Bad } else { Tone::Plain };
        page.flow("  ", "    ", &[(Tone::Faint, "declared:"), (tone, &words::declared(model, declared))]);
    }
    if let Some(missing) = words::missing(standing) {
        let where_to = format!("{missing}; answer in {}", model.at(standing.home).id());
        page.flow("  ", "    ", &[(Tone::Faint, "missing:"), (Tone::Doubt, &where_to)]);
    }
    for taken in &evaluation.steps {
        step(page, model, table, taken);
    }
    if whole {
        about(page, table);
    } else {
        let data =
            format!("state of {}, confidence of these steps {}: {}", table.as_of, words::confidence(evaluation.confidence), table.edition);
        page.labelled("data", &data);
    }
    follows(page, table, standing, whole);
}

fn tone(certainty: Certainty) -> Tone {
    match certainty {
        Certainty::Decided => Tone::Good,
        Certainty::Contradicted => Tone::Bad,
        Certainty::WorstCase => Tone::Doubt,
    }
}

fn step(page: &mut Page, model: &Model, table: &Table, step: &Taken) {
    let indent = if step.criterion_of.is_some() { "    " } else { "  " };
    let rest = format!("{indent}  ");
    let mut pieces: Vec<(Tone, String)> = vec![(Tone::Accent, step.id.to_owned())];
    if let Some(only) = words::only_if(step) {
        pieces.push((Tone::Faint, format!("({only})")));
    }
    pieces.push((Tone::Plain, step.text.to_owned()));
    let answers = words::answers(model, step);
    let contradicted = step.said.iter().any(|said| said.answer != step.said[0].answer);
    for (answer, who) in &answers {
        let tone = if step.said.is_empty() || contradicted { Tone::Doubt } else { Tone::Strong };
        pieces.push((tone, answer.clone()));
        pieces.push((Tone::Faint, format!("({who})")));
    }
    pieces.push((Tone::Plain, format!("→ {}", words::comes_to(table, step))));
    let pieces: Vec<(Tone, &str)> = pieces.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
    page.flow(indent, &rest, &pieces);
    for note in &step.notes {
        page.flow(&rest, &rest, &[(Tone::Faint, note)]);
    }
}

/// What a table is made from.
fn about(page: &mut Page, table: &Table) {
    page.labelled("holds in", table.jurisdiction.map_or("every jurisdiction", |jurisdiction| jurisdiction.name()));
    page.labelled("edition", &table.edition);
    page.labelled("state of", &table.as_of);
    page.labelled("check it against", &table.source);
    page.labelled("confidence of the table", words::confidence(table.confidence));
    let outcomes: Vec<&str> = table.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    page.labelled("outcomes by rigour, the worst last", &outcomes.join(", "));
    for note in &table.notes {
        page.labelled("note", note);
    }
}

/// The submissions and documents of the outcome: the titles, or all that is known of each.
fn follows(page: &mut Page, table: &Table, standing: &Standing, whole: bool) {
    let list = implied(table, standing.evaluation.outcome());
    if list.is_empty() {
        page.labelled("follows", "nothing that is known here");
        return;
    }
    if !whole {
        for (what, label) in [(What::Submission, "submission"), (What::Document, "documents")] {
            let titles: Vec<String> = list.iter().filter(|one| one.what == what).map(|one| one.title.clone()).collect();
            if !titles.is_empty() {
                page.labelled(label, &titles.join("; "));
            }
        }
        return;
    }
    page.labelled("follows", &format!("from {}", standing.evaluation.outcome().id));
    for one in &list {
        let clauses = if one.clauses.is_empty() { String::new() } else { format!("[{}]", one.clauses.join(", ")) };
        let sure = format!("({}, confidence {})", one.what.name(), words::confidence(one.confidence));
        let text = if one.text.is_empty() { String::new() } else { format!(": {}", one.text) };
        page.flow(
            "  - ",
            "    ",
            &[(Tone::Accent, &one.id), (Tone::Plain, &format!("{}{text}", one.title)), (Tone::Faint, &clauses), (Tone::Faint, &sure)],
        );
    }
}

/// What was not asked, what was not read, and which rules have found something.
fn rest(page: &mut Page, analysis: &Analysis, position: &Position) {
    let unasked: Vec<_> = position.tables.iter().filter(|answered| answered.standing.is_none()).collect();
    if !unasked.is_empty() && !position.records.is_empty() {
        page.out.push('\n');
        for answered in unasked {
            let why = format!("not asked: {}", words::not_asked(position, answered.table));
            page.flow("", "  ", &[(Tone::Strong, &answered.table.id), (Tone::Faint, &why)]);
        }
    }
    if !position.unread.is_empty() {
        page.out.push('\n');
        for unread in &position.unread {
            let record = analysis.model.at(unread.record);
            let place = unread.table.jurisdiction.map_or("", |jurisdiction| jurisdiction.name());
            let why = format!("`{}` is not read: it belongs to {}, which asks in {place}", unread.field, unread.table.id);
            page.flow("", "  ", &[(Tone::Strong, record.id()), (Tone::Doubt, &why)]);
        }
    }
    let findings = words::findings(analysis);
    if !findings.is_empty() {
        page.out.push('\n');
        for (rule, count) in findings {
            page.flow("", "  ", &[(Tone::Bad, &count), (Tone::Plain, "by"), (Tone::Accent, &format!("primum check --rule {}", rule.name))]);
        }
    }
}
