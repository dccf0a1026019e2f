//! Tables: how wide each column is, and the rows.

use super::blocks::Place;
use super::lines;
use super::styles::Style;
use super::writer::{Paragraph, Writer};
use crate::drawing::letters;
use crate::tree::{Cell, Inline, Row, Share, Table, Tone};
use std::fmt::Write;
use std::ops::Range;

/// The most columns that Word has in a table is 63.
const COLUMNS: usize = 60;
/// What a cell needs beside its text: both margins, and the line. In twentieths of a point, as all lengths here.
const BESIDE: i32 = 200;
/// The size of text in tables, in points.
const SIZE: u32 = 9;
/// How much smaller it is where words have no room at that size, in percent.
const DENSE: i32 = 78;
/// The width of a letter in text as it stands, in thousandths of the size.
const CODE: u32 = 600;
/// A row of so many lines or less stays on one page.
const SHORT: i32 = 14;

/// In a table of more columns no room is kept for the long texts.
const MANY: usize = 10;

/// So many fields or less stay on one page.
const FEW: usize = 15;

/// A table of a document, with its caption where it has one.
pub(super) fn table(writer: &mut Writer<'_>, table: &Table, place: Place) {
    let columns =
        table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len()).max(usize::from(!table.rows.is_empty()));
    if columns == 0 {
        if !table.caption.is_empty() {
            caption(writer, "Table", &table.caption, place, false);
        }
        return;
    }
    let mut from = 0;
    while from < columns {
        let range = from..columns.min(from + COLUMNS);
        let part =
            if columns > COLUMNS { format!("{} (columns {} to {})", table.caption, from + 1, range.end) } else { table.caption.clone() };
        if !part.is_empty() {
            caption(writer, "Table", &part, place, true);
        }
        piece(writer, table, range.clone(), place, from == 0);
        from = range.end;
    }
}

/// A caption with its number, which Word counts on when something is added.
pub(super) fn caption(writer: &mut Writer<'_>, kind: &str, text: &str, place: Place, keep: bool) {
    let number = writer.count(kind);
    writer.open(Paragraph { keep, indent: place.indent(), ..Paragraph::of(Style::Caption) }, false);
    writer.words(&format!("{kind} "));
    writer.field(&format!("SEQ {kind} \\* ARABIC"), &number.to_string());
    if !text.is_empty() {
        writer.words(&format!(": {text}"));
    }
    writer.close();
}

/// The columns of one range as a table of Word.
fn piece(writer: &mut Writer<'_>, table: &Table, range: Range<usize>, place: Place, first: bool) {
    let count = range.len();
    let mut needs = vec![Need::default(); count];
    for (need, column) in needs.iter_mut().zip(within(&table.columns, &range)) {
        need.share = Some(column.share);
        need.word = measure(&column.title, false).0;
    }
    for row in &table.rows {
        for (need, cell) in needs.iter_mut().zip(within(&row.cells, &range)) {
            need.cell(cell);
        }
    }
    let mut needs: Vec<Need> = needs.iter().map(|need| need.by(writer.letters)).collect();
    let dense = is_dense(&needs, place.width());
    if dense {
        needs.iter_mut().for_each(|need| *need = need.by(DENSE));
    }
    let (head, text) = if dense { (Style::DenseHead, Style::DenseText) } else { (Style::TableHead, Style::TableText) };
    let widths = widths(&needs, place.width());
    begin(
        writer,
        Style::Grid,
        &widths,
        place,
        &table.caption,
        "<w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>",
    );
    writer.out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (at, width) in range.clone().zip(&widths) {
        open_cell(writer, *width, Tone::Plain);
        writer.open(Paragraph::of(head), false);
        writer.words(table.columns.get(at).map_or("", |column| column.title.as_str()));
        writer.close();
        writer.out.push_str("</w:tc>");
    }
    writer.out.push_str("</w:tr>");
    for row in &table.rows {
        write_row(writer, row, range.clone(), &widths, (first, text));
    }
    end(writer);
}

/// What of a list lies in a range that may be longer than it.
fn within<'a, T>(all: &'a [T], range: &Range<usize>) -> &'a [T] {
    all.get(range.start.min(all.len())..range.end.min(all.len())).unwrap_or(&[])
}

fn write_row(writer: &mut Writer<'_>, row: &Row, range: Range<usize>, widths: &[i32], (first, style): (bool, Style)) {
    let cells = within(&row.cells, &range);
    writer.out.push_str("<w:tr>");
    if cells.iter().zip(widths).all(|(cell, width)| height(cell, *width) <= SHORT) {
        writer.out.push_str("<w:trPr><w:cantSplit/></w:trPr>");
    }
    let anchors = [row.anchor.as_str()];
    for (at, width) in widths.iter().enumerate() {
        let cell = cells.get(at);
        open_cell(writer, *width, cell.map_or(Tone::Plain, |cell| cell.tone));
        let anchors: &[&str] = if at == 0 && first && !row.anchor.is_empty() { &anchors } else { &[] };
        writer.paragraph(Paragraph { anchors, ..Paragraph::of(style) }, cell.map_or(&[], |cell| &cell.text), *width - BESIDE);
        writer.out.push_str("</w:tc>");
    }
    writer.out.push_str("</w:tr>");
}

/// Terms and what belongs to them.
pub(super) fn fields(writer: &mut Writer<'_>, fields: &[(Vec<Inline>, Vec<Inline>)], place: Place) {
    let mut needs = Need::default();
    for (term, _) in fields {
        needs.line(term);
    }
    // Terms have what they need, up to a third.
    let term = (needs.by(writer.letters).line + BESIDE).clamp(place.width() / 6, place.width() / 3);
    let widths = [term, place.width() - term];
    begin(
        writer,
        Style::Fields,
        &widths,
        place,
        "",
        "<w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:lastRow=\"0\" w:firstColumn=\"1\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>",
    );
    for (at, (term, text)) in fields.iter().enumerate() {
        // The fields of a record stay together, as long as they are few.
        let keep = fields.len() <= FEW && at + 1 < fields.len();
        writer.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (text, width) in [term, text].into_iter().zip(widths) {
            open_cell(writer, width, Tone::Plain);
            writer.paragraph(Paragraph { keep, ..Paragraph::of(Style::TableText) }, text, width - BESIDE);
            writer.out.push_str("</w:tc>");
        }
        writer.out.push_str("</w:tr>");
    }
    end(writer);
}

fn begin(writer: &mut Writer<'_>, style: Style, widths: &[i32], place: Place, caption: &str, look: &str) {
    writer.cell = true;
    writer.out.push_str("<w:tbl><w:tblPr><w:tblStyle w:val=\"");
    super::xml::escape(&mut writer.out, writer.names.id(style));
    let _ = write!(writer.out, "\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/>", widths.iter().sum::<i32>());
    if place.left > 0 {
        let _ = write!(writer.out, "<w:tblInd w:w=\"{}\" w:type=\"dxa\"/>", place.left);
    }
    let _ = write!(writer.out, "<w:tblLayout w:type=\"fixed\"/>{look}");
    if !caption.is_empty() {
        // What a screen reader says of the table.
        writer.out.push_str("<w:tblCaption w:val=\"");
        super::xml::escape(&mut writer.out, caption);
        writer.out.push_str("\"/>");
    }
    writer.out.push_str("</w:tblPr><w:tblGrid>");
    for width in widths {
        let _ = write!(writer.out, "<w:gridCol w:w=\"{width}\"/>");
    }
    writer.out.push_str("</w:tblGrid>");
}

/// Ends a table. A paragraph follows, so that two tables in a row do not become one and the text after it has its distance.
fn end(writer: &mut Writer<'_>) {
    writer.out.push_str("</w:tbl>");
    writer.cell = false;
    writer.open(Paragraph::of(Style::After), false);
    writer.close();
}

fn open_cell(writer: &mut Writer<'_>, width: i32, tone: Tone) {
    let _ = write!(writer.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    let ground = match tone {
        Tone::Plain => "",
        Tone::Quiet => "F3F4F6",
        Tone::Good => "E6F4EA",
        Tone::Caution => "FFF4DC",
        Tone::Bad => "FCE8E6",
    };
    if !ground.is_empty() {
        let _ = write!(writer.out, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{ground}\"/>");
    }
    writer.out.push_str("</w:tcPr>");
}

/// What a column asks for.
#[derive(Clone, Copy, Default)]
struct Need {
    share: Option<Share>,
    /// Its longest word.
    word: i32,
    /// Its longest line.
    line: i32,
}

impl Need {
    /// The same with letters that are wider, in percent.
    fn by(self, letters: i32) -> Self {
        let by = |length: i32| i32::try_from(i64::from(length) * i64::from(letters) / 100).unwrap_or(i32::MAX / 4).min(i32::MAX / 4);
        Self { word: by(self.word), line: by(self.line), ..self }
    }

    fn cell(&mut self, cell: &Cell) {
        self.line(&cell.text);
    }

    /// A line of several pieces. A word that goes on in the next piece is counted in two: it may be broken there.
    fn line(&mut self, text: &[Inline]) {
        let mut line = 0;
        lines::each(text, &mut |text, code| {
            let (word, length) = measure(text, code);
            self.word = self.word.max(word);
            line += length;
        });
        self.line = self.line.max(line);
    }
}

/// The longest word of a text and the whole of it. All is counted as bold, since what tells a state is.
fn measure(text: &str, code: bool) -> (i32, i32) {
    let (mut longest, mut word, mut line): (u32, u32, u32) = (0, 0, 0);
    for character in text.chars() {
        let width = letters::width(character, true).max(if code { CODE } else { 0 });
        line = line.saturating_add(width);
        // East Asian text breaks after every letter.
        word = if character.is_whitespace() || width >= 1000 { 0 } else { word.saturating_add(width) };
        longest = longest.max(word);
    }
    // Thousandths of the size, which is in points, as twentieths of a point.
    let length = |units: u32| i32::try_from(u64::from(units) * u64::from(SIZE) * 20 / 1000).unwrap_or(i32::MAX / 4).min(i32::MAX / 4);
    (length(longest), length(line))
}

/// How many lines a cell takes, about.
fn height(cell: &Cell, width: i32) -> i32 {
    let mut need = Need::default();
    need.line(&cell.text);
    let breaks = cell.text.iter().filter(|inline| matches!(inline, Inline::Break)).count();
    need.line / (width - BESIDE).max(200) + 1 + i32::try_from(breaks).unwrap_or(i32::MAX / 4)
}

/// Have the words no room beside one another? A word longer than a fifth of the width makes no table small: it is broken.
fn is_dense(needs: &[Need], total: i32) -> bool {
    let words: i64 = needs.iter().map(|need| i64::from(need.word.min(total / 5) + BESIDE)).sum();
    words > i64::from(total)
}

/// Divides a width among columns. Each gets its longest word, as far as there is room; the rest goes by their shares to those whose lines do
/// not fit yet, and then to all.
fn widths(needs: &[Need], total: i32) -> Vec<i32> {
    let count = i32::try_from(needs.len()).unwrap_or(1).max(1);
    let least = (total / count).min(300);
    // Where a column has more than fits, it is given some room before the longest words of the others are.
    // Among many columns words come first: a state that is broken is not read.
    let many = needs.len() > MANY;
    let room = if !many && needs.iter().any(|need| need.line > total) { total / 5 * 4 } else { total };
    let within = |cap: i32| -> Vec<i32> { needs.iter().map(|need| (need.word + BESIDE).min(cap).max(least)).collect() };
    // The longest words give way first: a link of a hundred letters is broken, an ID is not.
    let (mut low, mut high) = (least, total);
    while low < high {
        let middle = low + (high - low + 1) / 2;
        let sum: i64 = within(middle).iter().map(|width| i64::from(*width)).sum();
        if sum <= i64::from(room) { low = middle } else { high = middle - 1 }
    }
    let mut widths = within(low);
    let weight = |need: &Need| match need.share {
        Some(Share::Narrow) => 1,
        Some(Share::Normal) | None => 2,
        Some(Share::Wide) => 4,
    };
    // A few rounds: what a column does not need goes to the others.
    for round in 0..6 {
        let left = total - widths.iter().sum::<i32>();
        let wants = |need: &Need, width: i32| round == 5 || need.line + BESIDE > width;
        let weights: i32 = needs.iter().zip(&widths).filter(|(need, width)| wants(need, **width)).map(|(need, _)| weight(need)).sum();
        if left <= 0 || weights == 0 {
            continue;
        }
        for (need, width) in needs.iter().zip(&mut widths) {
            if wants(need, *width) {
                let part = left / weights * weight(need);
                *width += if round == 5 { part } else { part.min(need.line.saturating_add(BESIDE) - *width) };
            }
        }
    }
    let left = total - widths.iter().sum::<i32>();
    if let Some(last) = widths.last_mut() {
        *last += left.max(0);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn need(share: Share, text: &str) -> Need {
        let (word, line) = measure(text, false);
        Need { share: Some(share), word, line }
    }

    #[test]
    fn an_id_is_not_broken_and_sentences_get_the_rest() {
        let long = "The pump stops within a second and tells the nurse why it did so. ".repeat(4);
        let columns = [need(Share::Narrow, "SRS-INFUSION-0012"), need(Share::Wide, &long), need(Share::Narrow, "yes")];
        let widths = widths(&columns, 9638);
        assert_eq!(widths.iter().sum::<i32>(), 9638);
        assert!(widths[0] >= columns[0].word + BESIDE, "{widths:?}");
        assert!(widths[1] > 5 * widths[2], "{widths:?}");
    }

    proptest! {
        #[test]
        fn any_columns_fill_the_width(words in prop::collection::vec((0u8..3, "[a-z ]{0,80}"), 1..60), total in 2000i32..16000) {
            let needs: Vec<Need> = words.iter().map(|(share, text)| need([Share::Narrow, Share::Normal, Share::Wide][usize::from(*share)], text)).collect();
            let widths = widths(&needs, total);
            prop_assert_eq!(widths.iter().sum::<i32>(), total);
            prop_assert!(widths.iter().all(|width| *width > 0), "{:?}", widths);
        }
    }
}
