//! What the template is told: the facts of the stamp, what is missing, and the text.

use crate::fonts;
use crate::ink::Ink;
use crate::pages;
use crate::setter::Setter;
use crate::tables::pairs;
use crate::text::{Trust, shown};
use primum_document::front as stamped;
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
    setter.tables = Some(0);
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
    let bold = Ink { bold: true, ..Ink::CELL };
    let mut set = Vec::new();
    for (name, value) in stamped::facts(document) {
        let tone = if name == "Differs from the commit" { Tone::Caution } else { Tone::Plain };
        let code = name == "SHA-256 of the content";
        set.push((
            setter.text(name, bold),
            setter.text(&value, Ink { tone, code, longest: if code { 70 } else { 40 }, ..Ink::CELL }),
            true,
        ));
    }
    for fact in &stamp.data {
        set.push((setter.text(&fact.name, bold), setter.text(&fact.value, Ink { longest: 40, ..Ink::CELL }), true));
    }
    let facts = pairs(set.into_iter());

    let mut after = Vec::new();
    if !stamp.draft.is_empty() {
        let text = vec![Inline::Text(stamp.draft.clone())];
        after.push(setter.block(&Block::Note(Note { tone: Tone::Bad, title: "Draft".to_owned(), text }), 0));
    }
    if stamp.approvals.is_empty() {
        let text = vec![Inline::Text(stamped::NOBODY.to_owned())];
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
        let tone = if approval.holds { Tone::Good } else { Tone::Bad };
        let mut cells = stamped::approval(approval).map(cell);
        if let Some(last) = cells.last_mut() {
            *last = Cell { text: vec![Inline::State(tone, stamped::holds(approval).to_owned())], tone };
        }
        Row { anchor: String::new(), cells: cells.into() }
    });
    let table = Table {
        caption: stamped::SIGNED.to_owned(),
        columns: stamped::APPROVALS
            .into_iter()
            .zip([Share::Normal, Share::Normal, Share::Normal, Share::Normal, Share::Normal, Share::Narrow])
            .map(|(title, share)| column(title, share))
            .collect(),
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
        columns: stamped::MISSING.map(|title| column(title, Share::Wide)).into(),
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
