//! The blocks of a document as paragraphs and tables, in the order in which they are read.

use super::lines::plain;
use super::numbering::{LEVELS, STEP};
use super::sections::Page;
use super::styles::Style;
use super::tables;
use super::writer::{Paragraph, Writer};
use crate::sheets;
use crate::tree::{Block, Heading, Item};
use std::collections::HashSet;
use std::fmt::Write;

/// Where a block stands: how far in, and in what.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Distance from the left margin, in twentieths of a point.
    pub(super) left: i32,
    /// The width between the margins.
    pub(super) total: i32,
    /// The level of the list around it.
    level: Option<u8>,
    /// In words of others.
    quote: bool,
}

impl Place {
    /// Between the margins.
    pub(super) fn page(total: i32) -> Self {
        Self { left: 0, total, level: None, quote: false }
    }

    /// The width that is left.
    pub(super) fn width(self) -> i32 {
        self.total - self.left
    }

    /// The indent of a paragraph here; nothing where it is that of its style.
    pub(super) fn indent(self) -> Option<(i32, i32)> {
        (self.left > 0).then_some((self.left, 0))
    }

    /// Further in, but never so far that text has no room.
    fn within(self, by: i32) -> Self {
        Self { left: (self.left + by).min(self.total / 2), ..self }
    }
}

/// A line of the table of contents.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) level: u8,
    /// Its number as text: `2.1`.
    pub(super) number: String,
    pub(super) text: String,
    /// The bookmark at the heading.
    pub(super) bookmark: String,
}

/// What is left to be written. A list of its own and no recursion: blocks may be nested as deep as they like.
enum Left<'d> {
    Block(&'d Block, Place),
    Item { item: &'d Item, place: Place, level: u8, hanging: i32, list: Option<usize> },
}

/// Headings as they are counted.
#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) entries: Vec<Entry>,
    counts: [u32; 6],
}

impl Contents {
    /// The number of the next heading of a level. A level that was left out counts as begun, as Word counts.
    fn count(&mut self, level: u8) -> String {
        let at = usize::from(level.clamp(1, 6)) - 1;
        for (position, count) in self.counts.iter_mut().enumerate() {
            match position.cmp(&at) {
                std::cmp::Ordering::Less => *count = (*count).max(1),
                std::cmp::Ordering::Equal => *count += 1,
                std::cmp::Ordering::Greater => *count = 0,
            }
        }
        let mut number = String::new();
        for count in self.counts.iter().take(at + 1) {
            let _ = write!(number, "{}{count}", if number.is_empty() { "" } else { "." });
        }
        number
    }
}

/// Writes the body of a document on upright and turned pages. Says whether the last page is turned.
pub(super) fn body(writer: &mut Writer<'_>, blocks: &[Block], page: &Page, contents: &mut Contents) -> bool {
    let mut last: Option<bool> = None;
    for (block, turned) in blocks.iter().zip(sheets::turned(blocks)) {
        if let Some(before) = last.filter(|before| *before != turned) {
            page.end_section(writer, before, false);
        }
        last = Some(turned);
        write(writer, block, Place::page(page.width(turned)), contents);
    }
    last.unwrap_or(false)
}

/// Every anchor of these blocks.
pub(super) fn anchors(blocks: &[Block]) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut left: Vec<&Block> = blocks.iter().collect();
    while let Some(block) = left.pop() {
        match block {
            Block::Heading(heading) => found.extend(Some(heading.anchor.clone())),
            Block::Table(table) => found.extend(table.rows.iter().map(|row| row.anchor.clone())),
            Block::List { items, .. } => left.extend(items.iter().flat_map(|item| &item.blocks)),
            Block::Quote(blocks) => left.extend(blocks),
            Block::Paragraph(_) | Block::Fields(_) | Block::Code { .. } | Block::Figure(_) | Block::Note(_) | Block::Rule => {}
        }
    }
    found.remove("");
    found
}

/// Writes one block with all that is in it.
pub(super) fn write(writer: &mut Writer<'_>, block: &Block, place: Place, contents: &mut Contents) {
    let mut left = vec![Left::Block(block, place)];
    let mut code = false;
    while let Some(next) = left.pop() {
        let was_code = std::mem::replace(&mut code, matches!(next, Left::Block(Block::Code { .. }, _)));
        match next {
            Left::Block(block, place) => {
                if was_code && code {
                    gap(writer);
                }
                write_block(writer, block, place, contents, &mut left);
            }
            Left::Item { item, place, level, hanging, list } => write_item(writer, item, place, level, hanging, list, &mut left),
        }
    }
    if code {
        gap(writer);
    }
}

/// The small distance that keeps two boxes apart.
fn gap(writer: &mut Writer<'_>) {
    writer.open(Paragraph::of(Style::After), false);
    writer.close();
}

fn write_block<'d>(writer: &mut Writer<'_>, block: &'d Block, place: Place, contents: &mut Contents, left: &mut Vec<Left<'d>>) {
    let width = place.width();
    match block {
        Block::Heading(heading) => write_heading(writer, heading, place, contents),
        Block::Paragraph(text) => {
            let style = match (place.quote, place.level) {
                (true, _) => Style::Quote,
                (false, Some(_)) => Style::Continue,
                (false, None) => Style::Normal,
            };
            writer.paragraph(Paragraph { indent: place.indent(), ..Paragraph::of(style) }, text, width);
        }
        Block::List { start, items } => {
            let level = place.level.map_or(0, |level| (level + 1).min(LEVELS - 1));
            let list = start.map(|first| writer.lists.start(level, first));
            // The last number has to fit before the text.
            let digits = start.map_or(0, |first| first.min(32_767).saturating_add(items.len() as u64).checked_ilog10().unwrap_or(0));
            let hanging = STEP + 112 * i32::try_from(digits.saturating_sub(1)).unwrap_or(0);
            left.extend(items.iter().rev().map(|item| Left::Item { item, place, level, hanging, list }));
        }
        Block::Quote(blocks) => {
            let inner = Place { quote: true, ..place.within(340) };
            left.extend(blocks.iter().rev().map(|block| Left::Block(block, inner)));
        }
        Block::Fields(fields) => tables::fields(writer, fields, place),
        Block::Table(table) => tables::table(writer, table, place),
        Block::Code { language, text } => {
            let indent = Some((place.left + 113, 0));
            if !language.is_empty() {
                writer.open(Paragraph { indent, ..Paragraph::of(Style::CodeLanguage) }, false);
                writer.words(language);
                writer.close();
            }
            for line in text.split('\n') {
                writer.open(Paragraph { indent, ..Paragraph::of(Style::Code) }, false);
                writer.words(line);
                writer.close();
            }
        }
        Block::Figure(figure) => {
            writer.open(Paragraph { indent: place.indent(), ..Paragraph::of(Style::Figure) }, false);
            writer.picture(&figure.picture, width);
            writer.close();
            tables::caption(writer, "Figure", &figure.caption, place, false);
        }
        Block::Note(note) => {
            let indent = (place.left > 0).then_some((place.left + 227, 0));
            writer.open(Paragraph { indent, ..Paragraph::of(Style::Note(note.tone)) }, super::scripts::begins_right(&note.text));
            if !note.title.is_empty() {
                writer.strong(&note.title);
                writer.words(if note.text.is_empty() { "" } else { ": " });
            }
            writer.line(&note.text, width);
            writer.close();
        }
        Block::Rule => {
            writer.open(Paragraph { indent: place.indent(), ..Paragraph::of(Style::Rule) }, false);
            writer.close();
        }
    }
}

fn write_heading(writer: &mut Writer<'_>, heading: &Heading, place: Place, contents: &mut Contents) {
    let level = heading.level.clamp(1, 6);
    let anchor = [heading.anchor.as_str()];
    let anchors: &[&str] = if heading.anchor.is_empty() { &[] } else { &anchor };
    if !heading.numbered {
        let paragraph = Paragraph { anchors, indent: place.indent(), ..Paragraph::of(Style::Bare(level)) };
        return writer.paragraph(paragraph, &heading.text, place.width());
    }
    let number = contents.count(level);
    let bookmark = format!("_Toc{:09}", contents.entries.len() + 1);
    let list = (!writer.names.headings_count()).then(|| (writer.lists.headings(), level - 1));
    let paragraph = Paragraph { anchors, number: list, indent: None, ..Paragraph::of(Style::Heading(level)) };
    writer.open(paragraph, super::scripts::begins_right(&heading.text));
    writer.mark(&bookmark);
    writer.line(&heading.text, place.width());
    writer.close();
    contents.entries.push(Entry { level, number, text: plain(&heading.text), bookmark });
}

fn write_item<'d>(
    writer: &mut Writer<'_>,
    item: &'d Item,
    place: Place,
    level: u8,
    hanging: i32,
    list: Option<usize>,
    left: &mut Vec<Left<'d>>,
) {
    let inner = Place { level: Some(level), quote: false, ..place.within(hanging) };
    let (first, rest) = match item.blocks.split_first() {
        Some((Block::Paragraph(text), rest)) => (text.as_slice(), rest),
        _ => (&[][..], item.blocks.as_slice()),
    };
    let bullet = writer.lists.bullets();
    let (number, before) = match (item.done, list) {
        (None, list) => (Some((list.unwrap_or(bullet), level)), String::new()),
        (Some(done), Some(list)) => (Some((list, level)), task(done, "<w:t xml:space=\"preserve\"> </w:t>")),
        // The sign of the task stands where the bullet would, also where the style of a template has one.
        (Some(done), None) => (Some((0, 0)), task(done, "<w:tab/>")),
    };
    let style = if list.is_some() { Style::Number } else { Style::Bullet };
    let indent = Some((inner.left.max(hanging), hanging));
    let paragraph = Paragraph { number, before: &before, indent, ..Paragraph::of(style) };
    writer.paragraph(paragraph, first, inner.width());
    left.extend(rest.iter().rev().map(|block| Left::Block(block, inner)));
}

/// The sign of a task, done or not.
fn task(done: bool, after: &str) -> String {
    let sign = if done { '☑' } else { '☐' };
    let font = "Segoe UI Symbol";
    format!(
        "<w:r><w:rPr><w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:eastAsia=\"{font}\" w:cs=\"{font}\"/></w:rPr><w:t>{sign}</w:t></w:r><w:r>{after}</w:r>"
    )
}
