//! Lists and the numbers of headings: three patterns, and one list of its own for each that starts anew.

use super::package::DECLARATION;
use super::styles::{Names, Style, W};
use std::fmt::Write;

/// How many levels a list has (ECMA-376 part 1, 17.9.6); what is nested deeper stays on the last.
pub(super) const LEVELS: u8 = 9;
/// How far each level of a list is set in, in twentieths of a point.
pub(super) const STEP: i32 = 340;

/// The lists of a document.
#[derive(Debug)]
pub(super) struct Lists {
    /// The first numbers that no pattern and no list of the template has.
    pattern: usize,
    list: usize,
    /// Level and first number of each numbered list.
    numbered: Vec<(u8, u64)>,
}

impl Lists {
    /// Lists whose patterns and numbers begin here.
    pub(super) fn new(pattern: usize, list: usize) -> Self {
        Self { pattern, list, numbered: Vec::new() }
    }

    /// The list of headings.
    pub(super) fn headings(&self) -> usize {
        self.list
    }

    /// The list of all bullets.
    pub(super) fn bullets(&self) -> usize {
        self.list + 1
    }

    /// A numbered list that starts anew.
    pub(super) fn start(&mut self, level: u8, first: u64) -> usize {
        self.numbered.push((level, first));
        self.list + 1 + self.numbered.len()
    }

    /// The patterns, which stand before all lists in their part.
    pub(super) fn patterns(&self, names: &Names) -> String {
        let mut out = String::new();
        for (kind, offset) in [("multilevel", 0), ("hybridMultilevel", 1), ("multilevel", 2)] {
            let number = self.pattern + offset;
            let _ = write!(out, "<w:abstractNum xmlns:w=\"{W}\" w:abstractNumId=\"{number}\"><w:multiLevelType w:val=\"{kind}\"/>");
            for level in 0..LEVELS {
                match offset {
                    0 => heading(&mut out, level, names),
                    1 => bullet(&mut out, level),
                    _ => decimal(&mut out, level),
                }
            }
            out.push_str("</w:abstractNum>");
        }
        out
    }

    /// The lists.
    pub(super) fn lists(&self) -> String {
        let mut out = String::new();
        for offset in 0..2 {
            let (list, pattern) = (self.list + offset, self.pattern + offset);
            let _ = write!(out, "<w:num xmlns:w=\"{W}\" w:numId=\"{list}\"><w:abstractNumId w:val=\"{pattern}\"/></w:num>");
        }
        for (at, (level, first)) in self.numbered.iter().enumerate() {
            let (list, pattern) = (self.list + 2 + at, self.pattern + 2);
            // Word counts to 32767 in lists.
            let first = (*first).min(32_767);
            let _ = write!(out, "<w:num xmlns:w=\"{W}\" w:numId=\"{list}\"><w:abstractNumId w:val=\"{pattern}\"/>");
            let _ = write!(out, "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride></w:num>");
        }
        out
    }

    /// The part where there is no template.
    pub(super) fn part(&self, names: &Names) -> String {
        let own = format!("{}{}", self.patterns(names), self.lists()).replace(&format!(" xmlns:w=\"{W}\""), "");
        format!("{DECLARATION}<w:numbering xmlns:w=\"{W}\">{own}</w:numbering>")
    }
}

/// Where the text of an item begins, in twentieths of a point.
pub(super) fn indent(level: u8) -> i32 {
    STEP * (i32::from(level) + 1)
}

/// 1, 1.1, 1.1.1: six levels belong to the styles of headings.
fn heading(out: &mut String, level: u8, names: &Names) {
    let _ = write!(out, "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>");
    if level < 6 && names.headings_count() {
        out.push_str("<w:pStyle w:val=\"");
        super::xml::escape(out, names.id(Style::Heading(level + 1)));
        out.push_str("\"/>");
    }
    out.push_str("<w:lvlText w:val=\"");
    for number in 1..=level + 1 {
        let _ = write!(out, "{}%{number}", if number > 1 { "." } else { "" });
    }
    let hanging = 567 + 142 * i32::from(level);
    let _ = write!(out, "\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{hanging}\" w:hanging=\"{hanging}\"/></w:pPr></w:lvl>");
}

fn bullet(out: &mut String, level: u8) {
    let sign = ["•", "–", "▪"].get(usize::from(level % 3)).copied().unwrap_or("•");
    let _ = write!(
        out,
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"{sign}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"{STEP}\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\" w:hint=\"default\"/></w:rPr></w:lvl>",
        indent(level)
    );
}

/// Decimal numbers on every level: a list of a record has numbers, and its letters would not be the ones that were written.
fn decimal(out: &mut String, level: u8) {
    let _ = write!(
        out,
        "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%{}.\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{}\" w:hanging=\"{STEP}\"/></w:pPr></w:lvl>",
        level + 1,
        indent(level)
    );
}
