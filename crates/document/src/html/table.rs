//! Tables as HTML: each in a box of its own, which scrolls where the window is narrow.

use super::Page;
use super::blocks::class;
use super::escape::{id, text};
use crate::markdown::plain;
use crate::tree::{Cell, Column, Inline, Row, Share, Table, Tone};
use std::fmt::Write;

/// From this many columns on, letters are smaller.
const MANY: usize = 9;

/// From this many columns on, words break anywhere, so that the table fits on paper.
const CROWD: usize = 25;

/// A row with more characters may be broken over pages: it would leave too much of a page empty.
const LONG_ROW: usize = 1_200;

/// A short word, such as an ID, that stays in one line, in characters; and the same where there are many columns.
const SHORT: usize = 16;
const SHORTER: usize = 8;

impl Page {
    pub(super) fn table(&mut self, table: &Table) {
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
        let named = !table.caption.is_empty();
        let count = if named { &mut self.tables } else { &mut self.unnamed };
        *count += 1;
        let number = *count;
        // What scrolls must be reached without a mouse, and have a name (WCAG 2.2, 2.1.1).
        self.out.push_str(if table.wide { "<div class=\"table turned\"" } else { "<div class=\"table\"" });
        let _ = write!(
            self.out,
            " tabindex=\"0\" role=\"region\" aria-label=\"{} {number}",
            if named { "Table" } else { "Table without a caption" }
        );
        if named {
            self.out.push_str(": ");
            text(&mut self.out, &table.caption);
        }
        self.out.push_str(match width {
            ..MANY => "\">\n<table>\n",
            MANY..CROWD => "\">\n<table class=\"many\">\n",
            CROWD.. => "\">\n<table class=\"many crowd\">\n",
        });
        if named {
            let _ = write!(self.out, "<caption>Table {number}: ");
            text(&mut self.out, &table.caption);
            self.out.push_str("</caption>\n");
        }
        self.out.push_str("<thead><tr>");
        for at in 0..width {
            match table.columns.get(at).filter(|column| !column.title.is_empty()) {
                Some(Column { title, share }) => {
                    let _ = write!(self.out, "<th scope=\"col\" class=\"{}\">", share_class(*share));
                    text(&mut self.out, title);
                    self.out.push_str("</th>");
                }
                None => self.out.push_str("<td></td>"),
            }
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        table.rows.iter().for_each(|row| self.row(row, &table.columns, width));
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }

    fn row(&mut self, row: &Row, columns: &[Column], width: usize) {
        let long: usize = row.cells.iter().map(|cell| length(&cell.text)).sum();
        self.out.push_str(if long > LONG_ROW { "<tr class=\"long\"" } else { "<tr" });
        if !row.anchor.is_empty() {
            self.place(&id(&row.anchor));
        }
        self.out.push('>');
        for (at, cell) in row.cells.iter().enumerate() {
            let share = columns.get(at).map_or(Share::Normal, |column| column.share);
            // A first column of IDs, dates or single words says which row it is.
            let name = if at == 0 && share == Share::Narrow && !plain(&cell.text).trim().is_empty() { "th" } else { "td" };
            self.cell(name, cell, share, width);
        }
        for _ in row.cells.len()..width {
            self.out.push_str("<td></td>");
        }
        self.out.push_str("</tr>\n");
    }

    fn cell(&mut self, name: &str, cell: &Cell, share: Share, width: usize) {
        let _ = write!(self.out, "<{name}{}", if name == "th" { " scope=\"row\"" } else { "" });
        let most = if width < MANY { SHORT } else { SHORTER };
        let short = share == Share::Narrow && (1..=most).contains(&length(&cell.text));
        match (cell.tone, short) {
            (Tone::Plain, false) => {}
            (Tone::Plain, true) => self.out.push_str(" class=\"short\""),
            (tone, short) => {
                let _ = write!(self.out, " class=\"{}{}\"", class(tone), if short { " short" } else { "" });
            }
        }
        self.direction(&cell.text);
        self.out.push('>');
        self.inlines(&cell.text);
        let _ = write!(self.out, "</{name}>");
    }
}

fn share_class(share: Share) -> &'static str {
    match share {
        Share::Narrow => "narrow",
        Share::Normal => "normal",
        Share::Wide => "broad",
    }
}

/// About how many characters these are.
fn length(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => text.chars().count(),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => length(inner),
            Inline::Picture(_) | Inline::Break => SHORT,
        })
        .sum()
}
