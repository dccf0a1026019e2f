//! Which sheets a workbook has, and in which row of which sheet a record is at home.

use super::cell::{length, sole_link, visible};
use crate::markdown::plain;
use crate::tree::{Block, Document, Inline, Row, Table, Target};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// How much a sheet holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Rows below its header.
    pub(super) rows: u32,
    /// Cells that lead somewhere.
    pub(super) links: usize,
}

/// What a sheet of Excel holds (Excel specifications and limits: 1,048,576 rows with the header; 65,530 hyperlinks).
pub(super) const EXCEL: Limits = Limits { rows: 1_048_575, links: 65_530 };

/// The columns of a sheet.
pub(super) const MOST_COLUMNS: usize = 16_384;

/// The length of the name of a sheet, in units of UTF-16.
const LONGEST_NAME: usize = 31;

/// The name of the first sheet.
pub(super) const ABOUT: &str = "About";

/// The name of the sheet for texts that are too long for a cell.
pub(super) const LONG_TEXTS: &str = "Long texts";

/// The sheets of a workbook.
#[derive(Debug)]
pub(super) struct Plan<'d> {
    /// One for each table; more where a table has more rows than a sheet.
    pub(super) sheets: Vec<Sheet<'d>>,
    /// Sheet and row, counted from 0, by the anchor that leads there.
    pub(super) homes: HashMap<String, (String, u32)>,
}

/// A table, or a part of one.
#[derive(Debug)]
pub(super) struct Sheet<'d> {
    /// The name of the sheet: legal, and the only one of its kind.
    pub(super) name: String,
    /// The caption of the table; where it has none, the heading above it.
    pub(super) caption: String,
    pub(super) table: &'d Table,
    pub(super) rows: &'d [Row],
    /// How many columns are needed to drop nothing.
    pub(super) width: usize,
    /// Which part of the table, counted from 1, and how many there are.
    pub(super) part: (usize, usize),
}

impl<'d> Plan<'d> {
    pub(super) fn new(document: &'d Document, most_rows: u32) -> Self {
        let mut tables = Vec::new();
        collect(&document.blocks, &mut None, &mut tables);
        // "History" is a name that Excel keeps for itself.
        let mut taken: HashMap<String, usize> = [ABOUT, LONG_TEXTS, "History"].iter().map(|name| (name.to_lowercase(), 1)).collect();
        let mut sheets = Vec::new();
        for (position, (table, above)) in tables.iter().enumerate() {
            let caption = match above {
                Some(above) if table.caption.is_empty() => plain(above),
                _ => table.caption.clone(),
            };
            let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
            let most = usize::try_from(most_rows).unwrap_or(usize::MAX).max(1);
            let parts = table.rows.len().div_ceil(most).max(1);
            for part in 1..=parts {
                let first = (part - 1) * most;
                let rows = table.rows.get(first..(first + most).min(table.rows.len())).unwrap_or(&[]);
                let name = name(&caption, position + 1, &mut taken);
                sheets.push(Sheet { name, caption: caption.clone(), table, rows, width, part: (part, parts) });
            }
        }
        let homes = homes(&sheets);
        Self { sheets, homes }
    }
}

/// Every table in the order of the document, those in lists and quotes as well, each with the heading above it.
fn collect<'d>(blocks: &'d [Block], above: &mut Option<&'d [Inline]>, tables: &mut Vec<(&'d Table, Option<&'d [Inline]>)>) {
    for block in blocks {
        match block {
            Block::Heading(heading) => *above = Some(&heading.text),
            Block::Table(table) => tables.push((table, *above)),
            Block::List { items, .. } => items.iter().for_each(|item| collect(&item.blocks, above, tables)),
            Block::Quote(blocks) => collect(blocks, above, tables),
            Block::Paragraph(_) | Block::Fields(_) | Block::Code { .. } | Block::Figure(_) | Block::Note(_) | Block::Rule => {}
        }
    }
}

/// A legal name that no other sheet has, upper and lower case being the same.
fn name(caption: &str, position: usize, taken: &mut HashMap<String, usize>) -> String {
    let legal: String =
        visible(caption).chars().map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { ' ' } else { c }).collect();
    let mut words = legal.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        words = format!("Table {position}");
    }
    // Names that begin alike are counted together, so that any number of tables takes no time. No name of a sheet has a line end.
    let alike = format!("{}\n", cut(&words, LONGEST_NAME - 6).to_lowercase());
    let counted = taken.get(&alike).copied().unwrap_or(1);
    for count in std::iter::once(1).chain(counted + 1..) {
        let suffix = if count == 1 { String::new() } else { format!(" ({count})") };
        let name = format!("{}{suffix}", whole_words(&words, LONGEST_NAME.saturating_sub(suffix.len())));
        if let Entry::Vacant(free) = taken.entry(name.to_lowercase()) {
            free.insert(1);
            taken.insert(alike, count.max(counted));
            return name;
        }
    }
    words
}

/// The beginning of a text that ends with a word, unless its last word is most of it.
fn whole_words(text: &str, most: usize) -> &str {
    let kept = cut(text, most);
    let ends = kept.len() == text.len() || text.get(kept.len()..).is_some_and(|rest| rest.starts_with(' '));
    match kept.rfind(' ').filter(|space| !ends && *space > kept.len() / 2) {
        Some(space) => kept.get(..space).unwrap_or(kept).trim_end(),
        None => kept.trim_end(),
    }
}

/// The beginning of a text, at most this many units of UTF-16.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > most {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

fn homes(sheets: &[Sheet<'_>]) -> HashMap<String, (String, u32)> {
    let mut homes: HashMap<String, (String, u32)> = HashMap::new();
    let rows = || sheets.iter().flat_map(|sheet| sheet.rows.iter().zip(1_u32..).map(|(row, at)| (row, (sheet.name.clone(), at))));
    for (row, place) in rows().filter(|(row, _)| !row.anchor.is_empty()) {
        homes.entry(row.anchor.clone()).or_insert(place);
    }
    // Where the record itself is told in prose, the first row about it is its home in the workbook.
    for (row, place) in rows() {
        let Some(first) = row.cells.first().filter(|first| length(&first.text) < 256) else { continue };
        if let Some(Target::Anchor(anchor) | Target::Document { anchor, .. }) = sole_link(&first.text) {
            homes.entry(anchor.clone()).or_insert(place);
        }
    }
    homes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_their_own() {
        let mut taken = HashMap::from([("about".to_owned(), 1)]);
        let mut next = |caption: &str| name(caption, 7, &mut taken);
        assert_eq!(next("About"), "About (2)");
        assert_eq!(next("a/b: [c]*?'"), "a b c");
        assert_eq!(next("A B C"), "A B C (2)");
        assert_eq!(next("a b c"), "a b c (3)");
        assert_eq!(next("'[]'"), "Table 7");
        assert_eq!(next("A caption that is much longer than a sheet can be named"), "A caption that is much longer");
        assert_eq!(next("A caption that is much longer than the other one"), "A caption that is much (2)");
        assert_eq!(next("A caption that is much longer than a third one"), "A caption that is much (3)");
        assert_eq!(next(&"👩".repeat(20)).encode_utf16().count(), 30);
    }
}
