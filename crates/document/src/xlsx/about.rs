//! The first sheet: what the workbook is of, who approved that, what is missing, and which sheets follow.

use super::cell::visible;
use super::plan::{ABOUT, Plan};
use super::sheet::{Writer, lines, place, tall};
use super::style::{Formats, Look, header, heading, label, title};
use crate::front::{APPROVALS, MISSING, NOBODY, SIGNED, approval, facts};
use crate::tree::{Document, Tone};
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

/// The widths of its columns, in letters.
const WIDTHS: [u16; 6] = [28, 70, 44, 24, 28, 18];

/// The first sheet while it is written.
struct About<'w, 'd> {
    sheet: Worksheet,
    writer: &'w mut Writer<'d>,
    row: u32,
    formats: Formats,
}

/// Writes the first sheet, once the others are written.
pub(super) fn write(document: &Document, plan: &Plan<'_>, writer: &mut Writer<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(ABOUT)?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    let mut about = About { sheet, writer, row: 0, formats: Formats::default() };
    let stamp = &document.stamp;
    about.line(&[&document.title], &title())?;
    if !document.purpose.is_empty() {
        about.fact("Purpose", &document.purpose, Tone::Plain)?;
    }
    if !stamp.draft.is_empty() {
        about.fact("Draft", &stamp.draft, Tone::Caution)?;
    }
    for (name, value) in facts(document) {
        about.fact(name, &value, Tone::Plain)?;
    }
    for fact in &stamp.data {
        about.fact(&fact.name, &fact.value, Tone::Plain)?;
    }
    about.heading("Approvals")?;
    if stamp.approvals.is_empty() {
        about.line(&[NOBODY], &Format::new())?;
    } else {
        about.line(&[SIGNED], &Format::new())?;
        about.line(&APPROVALS, &header())?;
        for one in &stamp.approvals {
            about.cells(&approval(one), if one.holds { Tone::Good } else { Tone::Bad })?;
        }
    }
    about.heading("What is missing")?;
    if document.missing.is_empty() {
        about.line(&["Nothing that this document looks for."], &Format::new())?;
    } else {
        about.line(&MISSING, &header())?;
        for one in &document.missing {
            about.cells(&[&one.what, &one.why, &one.remedy], Tone::Plain)?;
        }
    }
    about.heading("Sheets")?;
    about.sheets(plan)?;
    let unlinked = about.writer.unlinked;
    about.writer.print(&mut about.sheet, ABOUT)?;
    about.line(&["This workbook holds the tables of the document. Its text and its pictures are in the other formats."], &Format::new())?;
    if unlinked > 0 {
        about.line(&[&format!("{unlinked} cells lead nowhere, since a sheet of Excel holds 65,530 links.")], &Format::new())?;
    }
    Ok(about.sheet)
}

impl About<'_, '_> {
    fn line(&mut self, words: &[&str], format: &Format) -> Result<(), XlsxError> {
        for (column, words) in (0_u16..).zip(words) {
            self.writer.put(&mut self.sheet, (self.row, column), &visible(words), format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, words: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.line(&[words], &heading())
    }

    fn fact(&mut self, name: &str, value: &str, tone: Tone) -> Result<(), XlsxError> {
        self.writer.put(&mut self.sheet, (self.row, 0), &visible(name), &label())?;
        self.cell(1, value, tone)?;
        self.next(&[name, value])
    }

    /// A row of which the last cell has the colour.
    fn cells(&mut self, cells: &[&str], tone: Tone) -> Result<(), XlsxError> {
        for (column, words) in (0_u16..).zip(cells) {
            let last = usize::from(column) + 1 == cells.len();
            self.cell(column, words, if last { tone } else { Tone::Plain })?;
        }
        self.next(cells)
    }

    /// Goes on to the next row, once this one is as tall as its cells.
    fn next(&mut self, cells: &[&str]) -> Result<(), XlsxError> {
        let lines = cells.iter().zip(WIDTHS).map(|(words, width)| lines(words, width)).max().unwrap_or(1);
        tall(&mut self.sheet, self.row, lines)?;
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, words: &str, tone: Tone) -> Result<(), XlsxError> {
        let look = Look { tone, linked: false, quoted: words.starts_with(['=', '+', '-', '@']), day: false };
        let format = self.formats.of(look).clone();
        self.writer.put(&mut self.sheet, (self.row, column), &visible(words), &format)
    }

    fn sheets(&mut self, plan: &Plan<'_>) -> Result<(), XlsxError> {
        self.line(&["Sheet", "Table", "Rows"], &header())?;
        for planned in &plan.sheets {
            let format = self.formats.of(Look { tone: Tone::Plain, linked: true, quoted: false, day: false }).clone();
            let link = Url::new(format!("internal:{}", place(&planned.name, 0)));
            self.sheet.write_url_with_options(self.row, 0, link, &planned.name, "", Some(&format))?;
            let (part, parts) = planned.part;
            let caption = if parts > 1 { format!("{} (part {part} of {parts})", planned.caption) } else { planned.caption.clone() };
            self.cell(1, &caption, Tone::Plain)?;
            self.cell(2, &planned.rows.len().to_string(), Tone::Plain)?;
            self.next(&[&planned.name, &caption])?;
        }
        self.row += 1;
        Ok(())
    }
}
