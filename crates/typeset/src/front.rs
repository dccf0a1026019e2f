//! What the template is told: the facts of the stamp, what is missing, and the text.

use crate::fonts;
use crate::ink::Ink;
use crate::pages;
use crate::setter::Setter;
use crate::tables::pairs;
use crate::text::{Trust, shown};
use primum_document::{Block, Cell, Column, Document, Heading, Inline, Note, Row, Share, Stamp, Table, Tone};
use typst::ecow::EcoString;
use typst::foundations::{Array, Content, Datetime, Dict, IntoValue, Value};
use typst::introspection::Location;

/// The values of the template for one document, and its anchors in their places.
pub(crate) fn values(document: &Document, trust: Trust) -> (Dict, Vec<(Location, EcoString)>) {
    let mut setter = Setter::new(document, trust);
    let stamp = &document.stamp;
    let plain = |text: &str| Value::Str(shown(text, trust).as_ref().into());
    let mut values = Dict::new();
    let mut put = |name: &str, value: Value| values.insert(name.into(), value);
    let write = |setter: &Setter, text: &str| Value::Content(setter.text(text, Ink::TEXT));

    put("title-plain", plain(&document.title));
    put("author", if stamp.manufacturer.is_empty() { Value::Array(Array::new()) } else { plain(&stamp.manufacturer) });
    put("description", plain(&document.purpose));
    let words = [stamp.product.as_str(), stamp.version.as_str(), document.number.as_str()]
        .into_iter()
        .chain(document.clauses.iter().map(String::as_str));
    put("keywords", Value::Array(words.filter(|word| !word.is_empty()).map(plain).collect()));
    put("date", date(&stamp.date).map_or(Value::None, Value::Datetime));
    put("fonts", fonts::text().into_value());
    put("mono", fonts::mono().into_value());

    put("title", write(&setter, &document.title));
    put("number", write(&setter, &document.number));
    put("purpose", write(&setter, &document.purpose));
    put("product", write(&setter, &of(&[&stamp.product, &stamp.version, &class(stamp)], " · ")));
    put("product-long", write(&setter, &of(&[&of(&[&stamp.product, &stamp.version], " "), &class(stamp)], " · ")));
    put("origin", Value::Content(origin(&setter, stamp)));
    put("draft-mark", Value::Bool(!stamp.draft.is_empty()));
    put("front", Value::Content(front(&mut setter, document)));
    put("lack", Value::Content(lack(&mut setter, document)));
    let sections = document.blocks.iter().filter(|block| matches!(block, Block::Heading(heading) if heading.numbered)).count();
    put("contents", Value::Bool(sections > 2));
    setter.tables = 0;
    put("text", Value::Content(pages::text(&mut setter, &document.blocks)));
    (values, setter.anchors.order().to_vec())
}

/// The parts that are there, joined.
fn of(parts: &[&str], by: &str) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(by)
}

fn class(stamp: &Stamp) -> String {
    if stamp.class.is_empty() { String::new() } else { format!("class {}", stamp.class) }
}

/// Where the document comes from, in one line for every page: date, commit, tool, and the start of its hash.
fn origin(setter: &Setter, stamp: &Stamp) -> Content {
    let start = |text: &str, length: usize| text.chars().take(length).collect::<String>();
    let commit = if stamp.commit.is_empty() {
        "no commit".to_owned()
    } else {
        let dirty = if stamp.dirty.is_empty() { "" } else { " (changed)" };
        format!("commit {}{dirty}", start(&stamp.commit, 12))
    };
    let hash = if stamp.hash.is_empty() { String::new() } else { format!("content {}", start(&stamp.hash, 16)) };
    setter.text(&of(&[&stamp.date, &commit, &stamp.tool, &hash], " · "), Ink::TEXT)
}

/// Everything the stamp says, for the first page.
fn front(setter: &mut Setter, document: &Document) -> Content {
    let stamp = &document.stamp;
    let mut rows: Vec<(&str, String, Tone)> = vec![("Product", of(&[&stamp.product, &stamp.version], " "), Tone::Plain)];
    let mut say = |name: &'static str, value: &str, tone: Tone| {
        if !value.is_empty() {
            rows.push((name, value.to_owned(), tone));
        }
    };
    say("Manufacturer", &stamp.manufacturer, Tone::Plain);
    say("Software safety class", &stamp.class, Tone::Plain);
    say("Document", &of(&[&document.number, &document.name], " · "), Tone::Plain);
    say("Answers", &document.clauses.join(", "), Tone::Plain);
    say("State of", &stamp.date, Tone::Plain);
    say("Commit", if stamp.commit.is_empty() { "not known" } else { &stamp.commit }, Tone::Plain);
    say("Differs from it", &stamp.dirty, Tone::Caution);
    say("Made by", &stamp.tool, Tone::Plain);
    let mut set: Vec<(Content, Content, bool)> = rows
        .iter()
        .map(|(name, value, tone)| {
            let bold = Ink { bold: true, ..Ink::CELL };
            (setter.text(name, bold), setter.text(value, Ink { tone: *tone, longest: 40, ..Ink::CELL }), true)
        })
        .collect();
    let bold = Ink { bold: true, ..Ink::CELL };
    for fact in &stamp.data {
        set.push((setter.text(&fact.name, bold), setter.text(&fact.value, Ink { longest: 40, ..Ink::CELL }), true));
    }
    let hash = if stamp.hash.is_empty() { "none" } else { &stamp.hash };
    set.push((setter.text("SHA-256 of the content", bold), setter.text(hash, Ink { code: true, longest: 70, ..Ink::CELL }), true));
    let facts = pairs(set.into_iter());

    let mut after = Vec::new();
    if !stamp.draft.is_empty() {
        let text = vec![Inline::Text(stamp.draft.clone())];
        after.push(setter.block(&Block::Note(Note { tone: Tone::Bad, title: "Draft".to_owned(), text }), 0));
    }
    if stamp.approvals.is_empty() {
        let text = vec![Inline::Text("Nobody has approved what this document contains.".to_owned())];
        after.push(setter.block(&Block::Note(Note { tone: Tone::Caution, title: "No approval".to_owned(), text }), 0));
    } else {
        after.push(approvals(setter, stamp));
    }
    facts + Content::sequence(after)
}

fn approvals(setter: &mut Setter, stamp: &Stamp) -> Content {
    let column = |title: &str, share| Column { title: title.to_owned(), share };
    let cell = |text: &str| Cell { text: vec![Inline::Text(text.to_owned())], tone: Tone::Plain };
    let rows = stamp.approvals.iter().map(|approval| {
        let (tone, word) = if approval.holds { (Tone::Good, "holds") } else { (Tone::Bad, "no longer holds") };
        let holds = Cell { text: vec![Inline::State(tone, word.to_owned())], tone };
        let cells = [&approval.name, &approval.role, &approval.meaning, &approval.time, &approval.what].map(|text| cell(text));
        Row { anchor: String::new(), cells: cells.into_iter().chain([holds]).collect() }
    });
    let table = Table {
        caption: "Approvals, with the meaning of each signature".to_owned(),
        columns: vec![
            column("Name", Share::Normal),
            column("Role", Share::Normal),
            column("Meaning", Share::Normal),
            column("Time (UTC)", Share::Normal),
            column("Of what", Share::Normal),
            column("Standing", Share::Narrow),
        ],
        rows: rows.collect(),
        wide: false,
    };
    setter.table(&table)
}

/// What the document lacks: a list before its text.
fn lack(setter: &mut Setter, document: &Document) -> Content {
    if document.missing.is_empty() {
        return Content::empty();
    }
    let column = |title: &str, share| Column { title: title.to_owned(), share };
    let cell = |text: &str, tone| Cell { text: vec![Inline::Text(text.to_owned())], tone };
    let rows = document.missing.iter().map(|missing| Row {
        anchor: String::new(),
        cells: vec![cell(&missing.what, Tone::Bad), cell(&missing.why, Tone::Plain), cell(&missing.remedy, Tone::Plain)],
    });
    let table = Table {
        caption: "What this document lacks".to_owned(),
        columns: vec![column("What", Share::Wide), column("Why", Share::Wide), column("What to do", Share::Wide)],
        rows: rows.collect(),
        wide: false,
    };
    let heading = Heading { level: 1, numbered: false, anchor: String::new(), text: vec![Inline::Text("What is missing".to_owned())] };
    setter.block(&Block::Heading(heading), 0) + setter.table(&table)
}

/// The day of a date as YYYY-MM-DD.
pub(crate) fn date(text: &str) -> Option<Datetime> {
    let mut parts = text.splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Datetime::from_ymd(year, month, day)
}
