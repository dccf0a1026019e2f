//! Tables of records: the columns that somebody fills, and a home for each record that a row tells whole.

use super::cells::values;
use super::page::{Page, cell, inlines, label, link, row, table, value_inlines, words};
use crate::documents::anchor;
use primum_document::{Cell, Inline, Share};
use primum_model::Record;
use std::collections::BTreeSet;

/// A column of a table of records.
pub(in crate::documents) struct Column<'c, 'a> {
    title: &'c str,
    share: Share,
    /// Names of the fields, and of links read backwards, that the column shows.
    shows: &'c [&'static str],
    /// Is it worth a word where nobody fills it?
    expected: bool,
    cell: Box<dyn Fn(Record<'a>) -> Cell + 'c>,
}

impl Column<'_, '_> {
    /// Where nobody fills it, it is left out without a word: there may be nothing to say.
    pub(in crate::documents) fn optional(mut self) -> Self {
        self.expected = false;
        self
    }
}

/// Every value of a field: links where they name records.
pub(in crate::documents) fn field<'c, 'a>(title: &'c str, share: Share, name: &'c [&'static str; 1]) -> Column<'c, 'a> {
    let [own] = *name;
    Column { title, share, shows: name, expected: true, cell: Box::new(move |record| inlines(values(record, own))) }
}

/// The records that lead here by a field, under the name of the way back.
pub(in crate::documents) fn backward<'c, 'a>(
    title: &'c str,
    share: Share,
    name: &'static str,
    inverse: &'c [&'static str; 1],
) -> Column<'c, 'a> {
    Column {
        title,
        share,
        shows: inverse,
        expected: true,
        cell: Box::new(move |record| inlines(super::page::links(record.linked_by(name)))),
    }
}

/// Something computed, or several fields put together: their names, so that the row is known to tell them.
pub(in crate::documents) fn made<'c, 'a>(
    title: &'c str,
    share: Share,
    shows: &'c [&'static str],
    of: impl Fn(Record<'a>) -> Vec<Inline> + 'c,
) -> Column<'c, 'a> {
    Column { title, share, shows, expected: true, cell: Box::new(move |record| inlines(of(record))) }
}

/// The same with a cell that has a colour.
pub(in crate::documents) fn coloured<'c, 'a>(title: &'c str, share: Share, of: impl Fn(Record<'a>) -> Cell + 'c) -> Column<'c, 'a> {
    Column { title, share, shows: &[], expected: true, cell: Box::new(of) }
}

/// A table of records in which each is only named: its home is elsewhere, or further down. No is returned where there is none.
pub(in crate::documents) fn overview<'a>(page: &mut Page<'a>, caption: &str, records: &[Record<'a>], columns: &[Column<'_, 'a>]) -> bool {
    let cells = |record: Record<'a>| columns.iter().map(|column| (column.cell)(record)).collect();
    let rows = records.iter().map(|record| (String::new(), inlines(vec![link(*record)]), cells(*record))).map(with_title(records));
    write(page, caption, columns, &[], rows.collect())
}

/// A table that is the home of each record that has no text of its own. Whatever no column shows of such a record stands in a last column.
/// The records with a text are returned: they are shown whole elsewhere, and the table leads there.
pub(in crate::documents) fn homes<'a>(
    page: &mut Page<'a>,
    caption: &str,
    records: &[Record<'a>],
    columns: &[Column<'_, 'a>],
) -> Vec<Record<'a>> {
    let analysis = page.material.analysis;
    let shown: BTreeSet<&str> = columns.iter().flat_map(|column| column.shows).copied().collect();
    let mut rest = Vec::new();
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        let mut cells: Vec<Cell> = columns.iter().map(|column| (column.cell)(*record)).collect();
        let whole = record.raw_body().0.trim().is_empty() && !record.is_retired();
        let (name, id) = if whole { (anchor(analysis, *record), cell(record.id())) } else { (String::new(), inlines(vec![link(*record)])) };
        cells.push(if whole { inlines(further(*record, &shown)) } else { Cell::default() });
        if !whole {
            rest.push(*record);
        }
        rows.push((name, id, cell(&called(*record)), cells));
    }
    write(page, caption, columns, &[("Further", Share::Normal)], rows);
    rest
}

type Told = (String, Cell, Cell, Vec<Cell>);

fn with_title<'a>(records: &[Record<'a>]) -> impl FnMut((String, Cell, Vec<Cell>)) -> Told {
    let mut titles = records.iter().map(|record| called(*record)).collect::<Vec<_>>().into_iter();
    move |(name, id, cells)| (name, id, cell(&titles.next().unwrap_or_default()), cells)
}

/// What no column shows: fields, and the links that lead here.
fn further(record: Record<'_>, shown: &BTreeSet<&str>) -> Vec<Inline> {
    let mut all: Vec<(&str, Vec<Inline>)> = Vec::new();
    let own = record.fields().map(|value| (value.field.name.as_str(), value_inlines(value)));
    let back = record.incoming().map(|(by, field)| (field.inverse.as_str(), vec![link(by)]));
    for (name, text) in own.chain(back).filter(|(name, _)| !shown.contains(name)) {
        match all.iter_mut().find(|(other, _)| *other == name) {
            Some((_, before)) => {
                before.push(Inline::Text(", ".to_owned()));
                before.extend(text);
            }
            None => all.push((name, text)),
        }
    }
    let mut out = Vec::new();
    for (name, text) in all {
        if !out.is_empty() {
            out.push(Inline::Text("; ".to_owned()));
        }
        out.extend(words(&format!("{}: ", label(name))));
        out.extend(text);
    }
    out
}

/// How many characters of a text stand in for a title.
const BEGINNING: usize = 120;

/// The title of a record; where it has none, the beginning of its text, since a reader knows it by what it says.
fn called(record: Record<'_>) -> String {
    let title = record.title();
    if !title.trim().is_empty() {
        return title.into_owned();
    }
    let statement = record.statement().0;
    let line = statement.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or("");
    let beginning: String = line.chars().take(BEGINNING).collect();
    if beginning.len() < statement.trim().len() { format!("{beginning}…") } else { beginning }
}

/// Writes the columns in which anything stands, and names those in which nothing does.
fn write(page: &mut Page<'_>, caption: &str, columns: &[Column<'_, '_>], more: &[(&str, Share)], rows: Vec<Told>) -> bool {
    if rows.is_empty() {
        return false;
    }
    let titles: Vec<(&str, Share)> = columns.iter().map(|column| (column.title, column.share)).chain(more.iter().copied()).collect();
    let filled: Vec<bool> = (0..titles.len()).map(|at| rows.iter().any(|(.., cells)| !cells[at].text.is_empty())).collect();
    // Among many columns a narrow one would break an ID.
    let many = filled.iter().filter(|filled| **filled).count() > 5;
    let mut heads = vec![("ID", if many { Share::Normal } else { Share::Narrow }), ("Title", Share::Normal)];
    heads.extend(titles.iter().zip(&filled).filter(|(_, filled)| **filled).map(|(title, _)| *title));
    let mut written = table(caption, &heads);
    written.wide = many;
    for (name, id, title, cells) in rows {
        let kept = cells.into_iter().zip(&filled).filter(|(_, filled)| **filled).map(|(cell, _)| cell);
        written.rows.push(row(&name, [id, title].into_iter().chain(kept).collect()));
    }
    page.table(written);
    let unfilled = columns.iter().zip(&filled).filter(|(column, filled)| column.expected && !**filled);
    page.left_out(unfilled.map(|(column, _)| column.title));
    true
}
