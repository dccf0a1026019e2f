//! The regulatory position: a table of outcomes, then every question set step by step with what follows from it.

use super::escape::{escape, escaped};
use super::layout::Site;
use crate::position::words;
use primum_model::Place;
use primum_rules::position::answers::Who;
use primum_rules::position::evaluate::Certainty;
use primum_rules::position::implied::{What, implied};
use primum_rules::position::listing::{By, Taken};
use primum_rules::position::{Compared, Declared, Position, Standing, Table, position};
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let position = position(&site.analysis.model);
    let mut out = String::with_capacity(64 * 1024);
    site.open(&mut out, "position.html", "Regulatory position");
    let _ = writeln!(
        out,
        "<p class=lead>What the product is to the authorities, by the answers of the qualifications and by what other records show. {} No standard and no law is quoted; each table says what to check it against.</p>",
        words::WORST
    );
    if position.records.is_empty() {
        out.push_str("<p class=nothing>");
        coded(&mut out, "There is no qualification, so nothing is asked and nothing is known. `primum new qualification` writes one.");
        out.push_str(
            "</p>
",
        );
        site.close(&mut out);
        return out;
    }
    records(site, &mut out, &position);
    summary(site, &mut out, &position);
    findings(site, &mut out);
    for (table, standing) in position.asked() {
        section(site, &mut out, table, standing);
    }
    rest(site, &mut out, &position);
    site.close(&mut out);
    out
}

fn records(site: &Site<'_>, out: &mut String, position: &Position) {
    out.push_str("<ul>\n");
    for answering in &position.records {
        let record = site.analysis.model.at(answering.record);
        out.push_str("<li>");
        site.link(out, record);
        out.push_str(" answers ");
        escape(out, &words::scope(answering));
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

/// The class of a certainty, as the style sheet colours it, and its sign.
fn sign(certainty: Certainty) -> (&'static str, &'static str) {
    match certainty {
        Certainty::Decided => ("satisfied", "✓"),
        Certainty::Contradicted => ("open", "✗"),
        Certainty::WorstCase => ("nothing-there", "○"),
    }
}

fn head(out: &mut String, name: &str, columns: &[&str]) {
    let _ = write!(
        out,
        "<div class=scroll tabindex=0 role=region aria-label=\"{}\"><table class=\"stacked position\">\n<thead><tr>",
        escaped(name)
    );
    for column in columns {
        let _ = write!(out, "<th scope=col>{column}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

/// Opens a cell; where the table is too narrow for columns, the head stands in the cell.
fn cell(out: &mut String, head: &str) {
    let _ = write!(out, "<td data-head=\"{head}\">");
}

fn summary(site: &Site<'_>, out: &mut String, position: &Position) {
    out.push_str("<h2 id=outcomes>Outcomes</h2>\n");
    head(out, "Outcomes", &["Question", "Where", "Outcome", "Declared", "State of", "Confidence"]);
    for (table, standing) in position.asked() {
        let evaluation = &standing.evaluation;
        let (class, sign) = sign(evaluation.certainty());
        let _ = write!(out, "<tr class={class}><th scope=row><a href=\"#{}\">{}</a></th>", escaped(&table.id), escaped(&table.title));
        cell(out, "Where");
        out.push_str(table.jurisdiction.map_or("everywhere", |jurisdiction| jurisdiction.name()));
        out.push_str("</td>");
        cell(out, "Outcome");
        let _ = write!(out, "<span class=status>{sign} {}</span><br>", escaped(&evaluation.outcome().id));
        escape(out, &words::certainty(evaluation));
        out.push_str("</td>");
        cell(out, "Declared");
        declarations(site, out, table, standing);
        out.push_str("</td>");
        cell(out, "State of");
        let _ = write!(out, "<span class=date>{}</span></td>", escaped(&table.as_of));
        cell(out, "Confidence");
        let _ = writeln!(out, "{}</td></tr>", words::confidence(evaluation.confidence));
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn declarations(site: &Site<'_>, out: &mut String, table: &Table, standing: &Standing) {
    if standing.declared.is_empty() {
        coded(out, &words::undeclared(table));
    }
    for (at, declared) in standing.declared.iter().enumerate() {
        out.push_str(if at > 0 { "<br>" } else { "" });
        declaration(site, out, declared);
    }
}

fn declaration(site: &Site<'_>, out: &mut String, declared: &Declared) {
    let _ = write!(out, "<code>{}: {}</code> in ", escaped(declared.field), escaped(declared.value));
    site.link(out, site.analysis.model.at(declared.record));
    let compared = declared.compared.name();
    let _ = if declared.compared == Compared::Lower { write!(out, " <b>✗ {compared}</b>") } else { write!(out, ", {compared}") };
}

/// The rules about the position that have found something.
fn findings(site: &Site<'_>, out: &mut String) {
    let found = words::findings(site.analysis);
    if found.is_empty() {
        return;
    }
    out.push_str("<ul class=rules>\n");
    for (rule, count) in found {
        let _ = writeln!(out, "<li><a href=\"findings.html#{0}\"><code>{0}</code></a> <span class=count>{count}</span></li>", rule.name);
    }
    out.push_str("</ul>\n");
}

fn section(site: &Site<'_>, out: &mut String, table: &'static Table, standing: &Standing) {
    let evaluation = &standing.evaluation;
    let outcome = evaluation.outcome();
    let _ = write!(out, "<h2 id=\"{0}\">{1} <code>{0}</code></h2>\n<p>", escaped(&table.id), escaped(&table.title));
    let (class, sign) = sign(evaluation.certainty());
    let _ = write!(out, "<span class=\"{class}\"><span class=status>{sign} {}</span></span>, ", escaped(&outcome.id));
    escape(out, &words::certainty(evaluation));
    out.push_str(": ");
    escape(out, &outcome.meaning);
    out.push_str(".</p>\n<p>Declared: ");
    declarations(site, out, table, standing);
    out.push_str("</p>\n");
    if let Some(missing) = words::missing(standing) {
        out.push_str("<p>Missing: ");
        coded(out, &missing);
        out.push_str("; answer in ");
        site.link(out, site.analysis.model.at(standing.home));
        out.push_str("</p>\n");
    }
    head(out, &table.title, &["Step", "Question", "Answer", "Comes to", "Confidence"]);
    for step in &evaluation.steps {
        row(site, out, table, step);
    }
    out.push_str("</tbody>\n</table></div>\n");
    follows(site, out, table, standing);
    about(out, table);
}

/// Text in which backticks stand around names of fields.
fn coded(out: &mut String, text: &str) {
    for (at, piece) in text.split('`').enumerate() {
        let name = at % 2 == 1;
        out.push_str(if name { "<code>" } else { "" });
        escape(out, piece);
        out.push_str(if name { "</code>" } else { "" });
    }
}

fn row(site: &Site<'_>, out: &mut String, table: &Table, step: &Taken) {
    let _ = write!(out, "<tr><th scope=row>{}", escaped(step.id));
    if let Some(of) = step.criterion_of {
        let _ = write!(out, "<span>criterion of {}</span>", escaped(of));
    }
    if let Some(only) = words::only_if(step) {
        let _ = write!(out, "<span>{}</span>", escaped(&only));
    }
    out.push_str("</th>");
    cell(out, "Question");
    escape(out, step.text);
    for note in &step.notes {
        let _ = write!(out, "<p class=small>{}</p>", escaped(note));
    }
    out.push_str("</td>");
    cell(out, "Answer");
    answers(site, out, step);
    out.push_str("</td>");
    cell(out, "Comes to");
    let _ = write!(out, "{}</td>", escaped(&words::comes_to(table, step)));
    cell(out, "Confidence");
    let _ = writeln!(out, "{}</td></tr>", words::confidence(step.confidence));
}

fn answers(site: &Site<'_>, out: &mut String, step: &Taken) {
    let model = &site.analysis.model;
    if step.said.is_empty() {
        match step.by {
            By::Field(field) => {
                let word = if step.not_known_to.is_empty() { "unanswered" } else { "unknown" };
                let _ = write!(out, "<b>✗ {word}</b> <code>{}</code>", escaped(field));
                for at in &step.not_known_to {
                    out.push(' ');
                    site.link(out, model.at(*at));
                }
            }
            By::All => out.push_str("all of the criteria"),
            By::Any => out.push_str("one of the criteria"),
            By::Highest => out.push_str("the highest of the branches"),
            By::Rest => out.push_str("what is left"),
            By::Table(table) => {
                let _ = write!(out, "<b>✗ unanswered</b> <a href=\"#{0}\">{0}</a>", escaped(table));
            }
        }
        return;
    }
    for (at, said) in step.said.iter().enumerate() {
        out.push_str(if at > 0 { "<br>" } else { "" });
        escape(out, said.answer);
        out.push_str(": ");
        match &said.by {
            Who::Record(record, place) => {
                site.link(out, model.at(*record));
                out.push(' ');
                line(site, out, *place);
            }
            Who::Table(table) => {
                let _ = write!(out, "<a href=\"#{0}\">{0}</a>", escaped(table));
            }
            Who::Fact(fact, records) => {
                escape(out, fact.name());
                for (at, record) in records.iter().enumerate() {
                    out.push_str(if at > 0 { ", " } else { ": " });
                    site.link(out, model.at(*record));
                }
            }
        }
    }
}

fn line(site: &Site<'_>, out: &mut String, place: Place) {
    let _ = write!(out, "<span class=small>line {}</span>", words::line(&site.analysis.model, place));
}

/// The submissions and documents of the outcome.
fn follows(site: &Site<'_>, out: &mut String, table: &Table, standing: &Standing) {
    let list = implied(table, standing.evaluation.outcome());
    if list.is_empty() {
        out.push_str("<p>What follows: nothing that is known here.</p>\n");
        return;
    }
    let _ = write!(out, "<h3>What follows from {}</h3>\n<ul>\n", escaped(&standing.evaluation.outcome().id));
    for one in &list {
        out.push_str("<li>");
        if one.what == What::Submission {
            out.push_str("Submission: ");
        }
        escape(out, &one.title);
        if !one.text.is_empty() {
            out.push_str(": ");
            escape(out, &one.text);
        }
        let _ = write!(out, " <span class=small>{}, confidence {}", escaped(&one.id), words::confidence(one.confidence));
        for (at, clause) in one.clauses.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "; made from records of " });
            site.clause(out, clause);
        }
        out.push_str("</span></li>\n");
    }
    out.push_str("</ul>\n");
}

/// What the table is made from, and how to check it.
fn about(out: &mut String, table: &Table) {
    out.push_str("<details><summary>About this table</summary>\n<dl class=fields>\n");
    let outcomes: Vec<&str> = table.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    for (name, text) in [
        ("Edition", table.edition.as_str()),
        ("State of", &table.as_of),
        ("Check it against", &table.source),
        ("Confidence", words::confidence(table.confidence)),
        ("Outcomes by rigour, the worst last", &outcomes.join(", ")),
    ] {
        let _ = writeln!(out, "<dt>{name}</dt><dd>{}</dd>", escaped(text));
    }
    for note in &table.notes {
        let _ = writeln!(out, "<dt>Note</dt><dd>{}</dd>", escaped(note));
    }
    out.push_str("</dl></details>\n");
}

/// What was not asked and what was not read.
fn rest(site: &Site<'_>, out: &mut String, position: &Position) {
    let unasked: Vec<_> = position.tables.iter().filter(|answered| answered.standing.is_none()).collect();
    if !unasked.is_empty() {
        out.push_str("<h2 id=not-asked>Not asked</h2>\n<ul>\n");
        for answered in unasked {
            let (table, why) = (answered.table, words::not_asked(position, answered.table));
            let _ = writeln!(out, "<li>{} <code>{}</code>: {}</li>", escaped(&table.title), escaped(&table.id), escaped(&why));
        }
        out.push_str("</ul>\n");
    }
    if !position.unread.is_empty() {
        out.push_str("<h2 id=not-read>Not read</h2>\n<ul>\n");
        for unread in &position.unread {
            out.push_str("<li>");
            site.link(out, site.analysis.model.at(unread.record));
            let place = unread.table.jurisdiction.map_or("", |jurisdiction| jurisdiction.name());
            let _ = writeln!(
                out,
                " <code>{}</code> belongs to <code>{}</code>, which asks in {place}; the qualification does not hold there.</li>",
                escaped(&unread.field),
                escaped(&unread.table.id)
            );
        }
        out.push_str("</ul>\n");
    }
}
