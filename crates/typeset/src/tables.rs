//! Tables: a header that comes again on every page, rows that stay whole while they are short, and columns as wide as what is in them.

use crate::ink::{Ink, ground};
use crate::setter::{Setter, plain, turned};
use crate::text::measure;
use primum_document::{Inline, Row, Share, Table, Tone};
use std::num::NonZeroU32;
use typst::ecow::eco_format;
use typst::foundations::NativeElement;
use typst::foundations::{Content, Packed, Smart};
use typst::layout::{Abs, BlockBody, BlockElem, Em, Fr, Length, Rel, Sizing, Spacing, TrackSizings};
use typst::model::{TableCell, TableChild, TableElem, TableHeader, TableItem};
use typst::pdf::{TableCellKind, TableHeaderScope};
use typst::text::{TextElem, TextSize};

/// A row of more characters than this may go over the end of a page.
const SHORT: usize = 1200;

/// The size of text in cells, in points.
const SIZE: f64 = 8.5;

impl Setter {
    /// A table with its caption above it.
    pub(crate) fn table(&mut self, table: &Table) -> Content {
        let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
        let cell = Ink { longest: longest(table, columns), ..Ink::CELL };
        self.tables += 1;
        let caption = eco_format!("Table {}. ", self.tables);
        let caption = self.text(&caption, Ink { bold: true, ..Ink::TEXT }) + self.text(&table.caption, Ink::TEXT);
        let caption = BlockElem::new()
            .with_body(Some(BlockBody::Content(caption.set(TextElem::size, TextSize(Length::from(Abs::pt(9.0)))))))
            .with_sticky(true)
            .with_above(Smart::Custom(Spacing::from(Em::new(1.3))))
            .with_below(Smart::Custom(Spacing::from(Em::new(0.6))))
            .pack();
        if columns == 0 {
            return caption;
        }
        let titles = (0..columns).map(|at| {
            let title = table.columns.get(at).map_or("", |column| column.title.as_str());
            let ink = Ink { bold: true, ..cell };
            TableItem::Cell(Packed::new(
                TableCell::new(self.text(title, ink)).with_fill(Smart::Custom(Some(crate::ink::paint(0xe9_ee_f3)))),
            ))
        });
        let mut children = vec![TableChild::Header(Packed::new(TableHeader::new(titles.collect())))];
        for row in &table.rows {
            self.row(row, columns, cell, &mut children);
        }
        let set = TableElem::new(children)
            .with_columns(TrackSizings(widths(table, columns).into_iter().map(|width| Sizing::Fr(Fr::new(width))).collect()))
            .pack()
            .set(TextElem::size, TextSize(Length::from(Abs::pt(SIZE))));
        caption + set
    }

    fn row(&mut self, row: &Row, columns: usize, ink: Ink, children: &mut Vec<TableChild>) {
        let texts: Vec<String> = row.cells.iter().map(|cell| plain(&cell.text)).collect();
        let whole = texts.iter().map(String::len).max().unwrap_or(0) < SHORT;
        let mut mark = self.anchors.mark(&row.anchor);
        for at in 0..columns {
            let mut body = match row.cells.get(at) {
                Some(cell) => turned(self.line(&cell.text, ink), &cell.text),
                None => Content::empty(),
            };
            if let Some(mark) = mark.take() {
                body = mark + body;
            }
            let mut cell = TableCell::new(body);
            if whole {
                cell = cell.with_breakable(Smart::Custom(false));
            }
            let tone = row.cells.get(at).map_or(Tone::Plain, |cell| cell.tone);
            if let Some(fill) = ground(tone) {
                cell = cell.with_fill(Smart::Custom(Some(fill)));
            }
            children.push(TableChild::Item(TableItem::Cell(Packed::new(cell))));
        }
    }

    /// Terms and what belongs to them, side by side: each term is the header of its row.
    pub(crate) fn fields(&self, fields: &[(Vec<Inline>, Vec<Inline>)]) -> Content {
        let rows = fields.iter().map(|(term, text)| {
            let whole = plain(text).len() < SHORT;
            (self.line(term, Ink { bold: true, ..Ink::CELL }), turned(self.line(text, Ink { longest: 30, ..Ink::CELL }), text), whole)
        });
        pairs(rows)
    }
}

/// Two columns: what, and what of it.
pub(crate) fn pairs(rows: impl Iterator<Item = (Content, Content, bool)>) -> Content {
    let scope = TableCellKind::Header(NonZeroU32::MIN, TableHeaderScope::Row);
    let mut children = Vec::new();
    for (term, text, whole) in rows {
        let breakable = if whole { Smart::Custom(false) } else { Smart::Auto };
        children.push(TableChild::Item(TableItem::Cell(Packed::new(
            TableCell::new(term).with_kind(Smart::Custom(scope)).with_breakable(breakable),
        ))));
        children.push(TableChild::Item(TableItem::Cell(Packed::new(TableCell::new(text).with_breakable(breakable)))));
    }
    TableElem::new(children)
        .with_columns(TrackSizings([Sizing::Rel(Rel::from(Abs::mm(38.0))), Sizing::Fr(Fr::new(1.0))].into_iter().collect()))
        .pack()
        .set(TextElem::size, TextSize(Length::from(Abs::pt(9.0))))
}

/// The width of an upright and of a turned page, in characters of the text of cells.
fn page(table: &Table) -> f64 {
    if table.wide { 150.0 } else { 98.0 }
}

/// The longest word that does not break: an ID stays whole where there is space for it, since readers of PDF take a hyphen at the end of a
/// line for one that was set there.
fn longest(table: &Table, columns: usize) -> usize {
    let space = if table.wide { 150 } else { 98 };
    (space / columns.max(1)).saturating_sub(3).clamp(6, Ink::CELL.longest)
}

/// The widths of columns beside one another. Each gets its share, but no less than its longest piece needs, and no more than what is in
/// it fills.
fn widths(table: &Table, columns: usize) -> Vec<f64> {
    let page = page(table);
    let longest_word = longest(table, columns);
    let mut shares = Vec::with_capacity(columns);
    let mut least = Vec::with_capacity(columns);
    let mut most = Vec::with_capacity(columns);
    for at in 0..columns {
        let column = table.columns.get(at);
        shares.push(match column.map_or(Share::Normal, |column| column.share) {
            Share::Narrow => 1.0,
            Share::Normal => 2.2,
            Share::Wide => 4.5,
        });
        let (mut piece, mut whole) = measure(column.map_or("", |column| column.title.as_str()), longest_word);
        for cell in table.rows.iter().filter_map(|row| row.cells.get(at)) {
            let (longest, all) = measure(&plain(&cell.text), longest_word);
            piece = piece.max(longest);
            whole = whole.max(all);
        }
        // Two characters for the space around.
        least.push(count(piece) * 1.12 + 2.0);
        most.push(count(whole) * 1.12 + 3.0);
    }
    let mut widths = vec![0.0; columns];
    let mut open: Vec<usize> = (0..columns).collect();
    let mut left: f64 = page;
    // Columns whose share is too much or too little get what they need; the others divide what is left, until all are content.
    loop {
        let sum: f64 = open.iter().filter_map(|at| shares.get(*at)).sum();
        if open.is_empty() || sum <= 0.0 {
            break;
        }
        let bound = open.iter().enumerate().find_map(|(place, at)| {
            let share = left.max(1.0) * shares.get(*at)? / sum;
            let (least, most) = (*least.get(*at)?, *most.get(*at)?);
            if share < least {
                Some((place, *at, least))
            } else if share > most.max(least) && open.len() > 1 {
                Some((place, *at, most.max(least)))
            } else {
                None
            }
        });
        match bound {
            Some((place, at, width)) => {
                if let Some(slot) = widths.get_mut(at) {
                    *slot = width;
                }
                left -= width;
                open.remove(place);
            }
            None => {
                for at in &open {
                    if let (Some(slot), Some(share)) = (widths.get_mut(*at), shares.get(*at)) {
                        *slot = left.max(1.0) * share / sum;
                    }
                }
                break;
            }
        }
    }
    widths.into_iter().map(|width| width.max(1.0)).collect()
}

fn count(characters: usize) -> f64 {
    f64::from(u32::try_from(characters.min(10_000)).unwrap_or(10_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_document::{Cell, Column};

    fn table(columns: &[(&str, Share)], cells: &[&str]) -> Table {
        let cell = |text: &&str| Cell { text: vec![Inline::Text((*text).to_owned())], tone: Tone::Plain };
        Table {
            caption: String::new(),
            columns: columns.iter().map(|(title, share)| Column { title: (*title).to_owned(), share: *share }).collect(),
            rows: vec![Row { anchor: String::new(), cells: cells.iter().map(cell).collect() }],
            wide: false,
        }
    }

    #[test]
    fn columns_are_as_wide_as_they_need() {
        let text = "word ".repeat(60);
        let found = widths(&table(&[("ID", Share::Narrow), ("Text", Share::Wide), ("Class", Share::Narrow)], &["SRS-0001", &text, "C"]), 3);
        assert!(found[0] > found[2], "an ID needs more than a letter: {found:?}");
        assert!(found[1] > 4.0 * found[0], "sentences get what is left: {found:?}");
        assert!(found[2] < 9.0, "a letter does not need a share: {found:?}");
    }

    #[test]
    fn any_number_of_columns_gets_widths() {
        for columns in 1..60 {
            let titles = vec![("A long title", Share::Wide); columns];
            let cells = vec!["x"; columns];
            let found = widths(&table(&titles, &cells), columns);
            assert_eq!(found.len(), columns);
            assert!(found.iter().all(|width| width.is_finite() && *width >= 1.0), "{found:?}");
        }
        assert_eq!(widths(&table(&[], &["more", "cells"]), 2).len(), 2);
    }
}
