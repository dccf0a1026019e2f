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

/// The sizes of text in cells, in points: the largest in which no word of usual length breaks, or the last.
const SIZES: [f64; 4] = [8.5, 7.7, 7.0, 6.3];

impl Setter {
    /// A table with its caption above it.
    pub(crate) fn table(&mut self, table: &Table) -> Content {
        let columns = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
        let fit = Fit::of(table, columns);
        let cell = Ink { longest: fit.longest, ..Ink::CELL };
        let mut caption = Content::empty();
        if let Some(tables) = self.tables.as_mut().filter(|_| !table.caption.is_empty()) {
            *tables += 1;
            let number = eco_format!("Table {tables}. ");
            caption = self.text(&number, Ink { bold: true, ..Ink::TEXT });
        }
        let caption = caption + self.text(&table.caption, Ink::TEXT);
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
            .with_columns(TrackSizings(fit.widths(table).into_iter().map(|width| Sizing::Fr(Fr::new(width))).collect()))
            .pack()
            .set(TextElem::size, TextSize(Length::from(Abs::pt(fit.size))));
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

/// How the columns of a table fit beside one another.
struct Fit {
    /// The size of text, in points.
    size: f64,
    /// The width of the page, in characters of this size.
    page: f64,
    /// The longest word that does not break: an ID stays whole where there is space for it, since readers of PDF take a hyphen at the end of
    /// a line for one that was set there.
    longest: usize,
    /// What each column needs at least, and what it fills at most, in characters.
    needs: Vec<(f64, f64)>,
}

impl Fit {
    fn of(table: &Table, columns: usize) -> Self {
        let page = |size: f64| if table.wide { 150.0 } else { 98.0 } * SIZES[0] / size;
        let needs = |longest| (0..columns).map(|at| needs(table, at, longest)).collect::<Vec<_>>();
        let whole = needs(Ink::CELL.longest);
        let least: f64 = whole.iter().map(|(least, _)| least).sum();
        match SIZES.into_iter().find(|size| least <= page(*size)) {
            Some(size) => Self { size, page: page(size), longest: Ink::CELL.longest, needs: whole },
            None => {
                let size = SIZES[SIZES.len() - 1];
                let room = if table.wide { 150 } else { 98 } * 4 / 3;
                let longest = (room / columns.max(1)).saturating_sub(3).clamp(6, Ink::CELL.longest);
                Self { size, page: page(size), longest, needs: needs(longest) }
            }
        }
    }

    /// Each column gets its share, but no less than its longest piece needs, and no more than what is in it fills.
    fn widths(&self, table: &Table) -> Vec<f64> {
        let shares: Vec<f64> = (0..self.needs.len())
            .map(|at| match table.columns.get(at).map_or(Share::Normal, |column| column.share) {
                Share::Narrow => 1.0,
                Share::Normal => 2.2,
                Share::Wide => 4.5,
            })
            .collect();
        divide(self.page, &shares, &self.needs)
    }
}

/// What a column needs so that no word up to this length breaks, and what all of it fills without a break of a line.
fn needs(table: &Table, at: usize, longest: usize) -> (f64, f64) {
    let (mut piece, mut whole) = measure(table.columns.get(at).map_or("", |column| column.title.as_str()), longest);
    for cell in table.rows.iter().filter_map(|row| row.cells.get(at)) {
        let (word, all) = measure(&plain(&cell.text), longest);
        piece = piece.max(word);
        whole = whole.max(all);
    }
    // Two characters for the space around.
    (count(piece) * 1.12 + 2.0, count(whole) * 1.12 + 3.0)
}

/// Divides a width among columns.
fn divide(page: f64, shares: &[f64], needs: &[(f64, f64)]) -> Vec<f64> {
    let mut widths = vec![0.0; needs.len()];
    let mut open: Vec<usize> = (0..needs.len()).collect();
    let mut left: f64 = page;
    // Columns whose share is too much or too little get what they need; the others divide what is left, until all are content.
    loop {
        let sum: f64 = open.iter().filter_map(|at| shares.get(*at)).sum();
        if open.is_empty() || sum <= 0.0 {
            break;
        }
        let bound = open.iter().enumerate().find_map(|(place, at)| {
            let share = left.max(1.0) * shares.get(*at)? / sum;
            let (least, most) = *needs.get(*at)?;
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
        let table = table(&[("ID", Share::Narrow), ("Text", Share::Wide), ("Class", Share::Narrow)], &["SRS-0001", &text, "C"]);
        let found = Fit::of(&table, 3).widths(&table);
        assert!(found[0] > found[2], "an ID needs more than a letter: {found:?}");
        assert!(found[1] > 4.0 * found[0], "sentences get what is left: {found:?}");
        assert!(found[2] < 9.0, "a letter does not need a share: {found:?}");
    }

    #[test]
    fn any_number_of_columns_gets_widths() {
        for columns in 1..60 {
            let titles = vec![("A long title", Share::Wide); columns];
            let cells = vec!["x"; columns];
            let table = table(&titles, &cells);
            let found = Fit::of(&table, columns).widths(&table);
            assert_eq!(found.len(), columns);
            assert!(found.iter().all(|width| width.is_finite() && *width >= 1.0), "{found:?}");
        }
        let untitled = table(&[], &["more", "cells"]);
        assert_eq!(Fit::of(&untitled, 2).widths(&untitled).len(), 2);
    }

    #[test]
    fn a_table_of_many_columns_is_set_smaller_before_words_break() {
        let size = |columns: usize, word: &str| {
            let fit = Fit::of(&table(&vec![("Title", Share::Normal); columns], &vec![word; columns]), columns);
            (fit.size, fit.longest)
        };
        assert_eq!(size(5, "verification"), (8.5, 16));
        assert!(size(7, "verification").0 < 8.5 && size(7, "verification").1 == 16, "{:?}", size(7, "verification"));
        assert_eq!(size(30, "verification"), (6.3, 6), "there is a size below which nobody reads");
        // A word that is longer than any column does not make the whole table small.
        assert_eq!(size(4, &"x".repeat(400)), (8.5, 16));
    }
}
