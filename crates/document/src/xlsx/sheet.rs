//! One table as a sheet: header, cells, links, widths, and how it prints.

use super::Homes;
use super::cell::{day, length, number, sole_link, text, tone, visible};
use super::plan::{LONG_TEXTS, Plan, Sheet, cut};
use super::style::{Formats, Look, header};
use crate::tree::{Cell, Document, Inline, Share, Table, Target, Tone};
use rust_xlsxwriter::{Url, Worksheet, XlsxError};

/// What a cell holds, in units of UTF-16 (Excel specifications and limits: 32,767); the rest is for the words that lead on.
const LONGEST_TEXT: usize = 32_600;

/// The paper that this prints on: A4 (ECMA-376 part 1, 18.3.1.63).
const A4: u8 = 9;

/// What is known while sheets are written.
#[derive(Debug)]
pub(super) struct Writer<'d> {
    document: &'d Document,
    homes: &'d Homes,
    plan: &'d Plan<'d>,
    formats: Formats,
    /// Sheet, cell and the pieces that did not fit.
    long: Vec<(String, String, String)>,
    /// How many cells of a sheet may be linked, and how many of the present one are.
    most_links: usize,
    linked: usize,
    /// How many links there was no room for.
    pub(super) unlinked: usize,
}

impl<'d> Writer<'d> {
    pub(super) fn new(document: &'d Document, homes: &'d Homes, plan: &'d Plan<'d>, most_links: usize) -> Self {
        Self { document, homes, plan, formats: Formats::default(), long: Vec::new(), most_links, linked: 0, unlinked: 0 }
    }

    pub(super) fn table(&mut self, planned: &Sheet<'d>) -> Result<Worksheet, XlsxError> {
        self.linked = 0;
        let mut sheet = Worksheet::new();
        sheet.set_name(&planned.name)?;
        let mut widths: Vec<usize> = vec![0; planned.width];
        let heads = header();
        for (at, width) in (0_u16..).zip(&mut widths) {
            let title = planned.table.columns.get(usize::from(at)).map_or("", |column| column.title.as_str());
            self.put(&mut sheet, (0, at), &visible(title), &heads)?;
            *width = shown_width(title);
        }
        let sorts = sorts(planned.table, planned.width);
        for (at, row) in (1_u32..).zip(planned.rows) {
            for ((column, cell), width) in (0_u16..).zip(&row.cells).zip(&mut widths) {
                let sort = sorts.get(usize::from(column)).copied().unwrap_or(Sort::Texts);
                self.cell(&mut sheet, (at, column), cell, sort, width)?;
            }
            for column in row.cells.len()..planned.width {
                let look = Look { tone: Tone::Plain, linked: false, quoted: false, day: false };
                sheet.write_blank(at, u16::try_from(column).unwrap_or(u16::MAX), self.formats.of(look))?;
            }
        }
        let share = |at: usize| planned.table.columns.get(at).map_or(Share::Normal, |column| column.share);
        let widths: Vec<u16> = widths.into_iter().enumerate().map(|(at, width)| column_width(share(at), width)).collect();
        for (at, width) in (0_u16..).zip(&widths) {
            sheet.set_column_width(at, f64::from(*width))?;
        }
        for (at, row) in (1_u32..).zip(planned.rows) {
            let lines = row.cells.iter().zip(&widths).map(|(cell, width)| lines(&text(&cell.text, true), *width)).max().unwrap_or(1);
            tall(&mut sheet, at, lines)?;
        }
        let last_row = u32::try_from(planned.rows.len()).unwrap_or(u32::MAX);
        let last_column = u16::try_from(planned.width.saturating_sub(1)).unwrap_or(u16::MAX);
        let named = matches!(planned.table.columns.first(), Some(first) if first.share == Share::Narrow) && planned.width > 2;
        sheet.set_freeze_panes(1, u16::from(named))?;
        sheet.autofilter(0, 0, last_row, last_column)?;
        self.print(&mut sheet, &planned.caption)?;
        sheet.set_repeat_rows(0, 0)?;
        Ok(sheet)
    }

    /// Landscape, as wide as a page, with the number of the document and of the page on every page.
    pub(super) fn print(&self, sheet: &mut Worksheet, caption: &str) -> Result<(), XlsxError> {
        let stamp = &self.document.stamp;
        // A head holds 255 characters; all of it stands on the first sheet as well.
        let short = |text: &str, most: usize| {
            let text = visible(text);
            let kept = cut(&text, most);
            format!("{}{}", kept.replace('&', "&&"), if kept.len() < text.len() { "…" } else { "" })
        };
        let draft = if stamp.draft.is_empty() { "" } else { " DRAFT" };
        let product = short(&format!("{} {}", stamp.product, stamp.version), 30);
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        sheet.set_header(format!("&L{} {}&R{product}{draft}", short(&self.document.number, 20), short(&self.document.title, 40)));
        sheet.set_footer(format!("&L{}&C{}&R&P / &N", short(&stamp.date, 12), short(caption, 50)));
        Ok(())
    }

    fn cell(&mut self, sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, sort: Sort, width: &mut usize) -> Result<(), XlsxError> {
        let mut look = Look { tone: tone(cell), linked: false, quoted: false, day: false };
        if let Some(day) = day(&cell.text).filter(|_| sort == Sort::Days) {
            look.day = true;
            *width = (*width).max(length(&cell.text));
            sheet.write_datetime_with_format(at.0, at.1, day, self.formats.of(look))?;
            return Ok(());
        }
        if let Some(number) = number(&cell.text).filter(|_| sort == Sort::Integers) {
            *width = (*width).max(length(&cell.text));
            sheet.write_number_with_format(at.0, at.1, number, self.formats.of(look))?;
            return Ok(());
        }
        let link = sole_link(&cell.text).and_then(|target| self.link(target, sheet, at)).filter(|_| length(&cell.text) > 0);
        let words = text(&cell.text, true);
        *width = (*width).max(shown_width(&words));
        if let Some(link) = link {
            if self.linked < self.most_links {
                look.linked = true;
                // The address is not written out where the cell itself leads there.
                let words = text(&cell.text, false);
                if words.encode_utf16().count() <= LONGEST_TEXT
                    && sheet.write_url_with_options(at.0, at.1, Url::new(link), words, "", Some(self.formats.of(look))).is_ok()
                {
                    self.linked += 1;
                    return Ok(());
                }
                look.linked = false;
            } else {
                self.unlinked += 1;
            }
        }
        look.quoted = words.starts_with(['=', '+', '-', '@']);
        let format = self.formats.of(look).clone();
        self.put(sheet, at, &words, &format)
    }

    /// Writes a text. It is always a string, never a formula. What does not fit goes on in a sheet of its own.
    pub(super) fn put(
        &mut self,
        sheet: &mut Worksheet,
        at: (u32, u16),
        words: &str,
        format: &rust_xlsxwriter::Format,
    ) -> Result<(), XlsxError> {
        let kept = cut(words, LONGEST_TEXT);
        if kept.len() == words.len() {
            if words.is_empty() {
                sheet.write_blank(at.0, at.1, format)?;
            } else {
                sheet.write_string_with_format(at.0, at.1, words, format)?;
            }
            return Ok(());
        }
        let led = format!("{kept}… [goes on in the sheet \"{LONG_TEXTS}\", row {}]", self.long.len() + 2);
        sheet.write_string_with_format(at.0, at.1, led, format)?;
        let place = rust_xlsxwriter::row_col_to_cell(at.0, at.1);
        let mut rest = words.get(kept.len()..).unwrap_or("");
        while !rest.is_empty() {
            let piece = cut(rest, LONGEST_TEXT);
            self.long.push((sheet.name(), place.clone(), piece.to_owned()));
            rest = rest.get(piece.len()..).unwrap_or("");
        }
        Ok(())
    }

    /// The sheet of the texts that are too long for a cell, piece by piece.
    pub(super) fn long_texts(&mut self) -> Result<Option<Worksheet>, XlsxError> {
        if self.long.is_empty() {
            return Ok(None);
        }
        let mut sheet = Worksheet::new();
        sheet.set_name(LONG_TEXTS)?;
        let (heads, format) = (header(), self.formats.of(Look { tone: Tone::Plain, linked: false, quoted: false, day: false }).clone());
        for (column, title) in (0_u16..).zip(["Sheet", "Cell", "Goes on"]) {
            sheet.write_string_with_format(0, column, title, &heads)?;
        }
        for (row, (name, place, piece)) in (1_u32..).zip(std::mem::take(&mut self.long)) {
            for (column, words) in (0_u16..).zip([name, place, piece]) {
                sheet.write_string_with_format(row, column, words, &format)?;
            }
        }
        sheet.set_column_width(0, 24)?;
        sheet.set_column_width(2, 100)?;
        sheet.set_freeze_panes(1, 0)?;
        self.print(&mut sheet, LONG_TEXTS)?;
        Ok(Some(sheet))
    }

    /// The address of a target as Excel knows it: a row of this workbook, of another one of the set, or an address outside.
    fn link(&self, target: &Target, sheet: &Worksheet, at: (u32, u16)) -> Option<String> {
        let (name, anchor) = match target {
            Target::Url(url) => return Some(url.as_str().to_owned()),
            Target::Record(_) => return None,
            Target::Anchor(anchor) => (&self.document.name, anchor),
            Target::Document { name, anchor } => (name, anchor),
        };
        if let Some((home, row)) = self.plan.homes.get(anchor) {
            // The row itself needs no link to itself.
            let here = *row == at.0 && *home == sheet.name();
            return (!here).then(|| format!("internal:{}", place(home, *row)));
        }
        let (home, row) = self.homes.0.get(&(name.clone(), anchor.clone()))?;
        let mut file = String::new();
        crate::html::address(&mut file, name);
        Some(format!("file:///{file}.xlsx#{}", place(home, *row)))
    }
}

/// The address of the first cell of a row.
pub(super) fn place(sheet: &str, row: u32) -> String {
    format!("'{}'!A{}", sheet.replace('\'', "''"), row + 1)
}

/// Of what the cells of a column are, all of them but those that are empty or hold a dash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Texts,
    Integers,
    Days,
}

/// The sort of each column.
fn sorts(table: &Table, width: usize) -> Vec<Sort> {
    let column = |at: usize| {
        let cells = || table.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| cell.text.as_slice()).filter(|text| !is_dash(text));
        match cells().next() {
            Some(_) if cells().all(|text| number(text).is_some()) => Sort::Integers,
            Some(_) if cells().all(|text| day(text).is_some()) => Sort::Days,
            _ => Sort::Texts,
        }
    };
    (0..width).map(column).collect()
}

/// Does the cell say that there is nothing?
fn is_dash(text: &[Inline]) -> bool {
    text.is_empty() || matches!(text, [Inline::Text(dash)] if matches!(dash.as_str(), "–" | "-" | "—"))
}

/// How wide the longest line is, in digits.
fn shown_width(text: &str) -> usize {
    text.lines().map(|line| tenths(line, 200).div_ceil(10)).max().unwrap_or(0)
}

/// About how wide a line is, in tenths of a digit, the unit of Excel's columns. Counted up to this many characters.
fn tenths(line: &str, most: usize) -> usize {
    let tenths = |character| match character {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' => 5,
        'a'..='z' if !matches!(character, 'm' | 'w') => 10,
        'A'..='Z' | 'm' | 'w' => 13,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' => {
            20
        }
        _ => 10,
    };
    line.chars().take(most).map(tenths).sum()
}

/// The width of a column in letters: what its content needs, within the bounds of its share. The mark of the filter needs three.
fn column_width(share: Share, content: usize) -> u16 {
    let (least, most) = match share {
        Share::Narrow => (8, 24),
        Share::Normal => (14, 36),
        Share::Wide => (30, 70),
    };
    u16::try_from((content + 3).clamp(least, most)).unwrap_or(70)
}

/// About how many lines a text takes in a column; rather one too many than one too few.
pub(super) fn lines(text: &str, width: u16) -> usize {
    let width = usize::from(width).max(4) * 10;
    text.split('\n')
        .map(|line| match tenths(line, 4_096) {
            short if short <= width => 1,
            // Lines end at blanks, so they are not filled to the last letter.
            long => (long * 11 / 10).div_ceil(width),
        })
        .sum()
}

/// Makes a row as tall as its lines: not every program does that for wrapped text. A row of Excel is at most 409 points tall.
pub(super) fn tall(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        sheet.set_row_height(row, (15 * u16::try_from(lines).unwrap_or(u16::MAX).min(27)).min(409))?;
    }
    Ok(())
}
