//! Lines as Markdown: everything is escaped, and marks are written only where they are read as meant.

use super::{marked, told};
use crate::html::{address, id};
use crate::images::Images;
use crate::markdown::{Reading, blocks, plain};
use crate::tree::{Block, Inline, Target};
use crate::visible::shown;

/// Where a text stands, for what is markup in one place is none in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning of a line.
    Line,
    /// Behind other words.
    Middle,
    /// In a heading, which has one line.
    Heading,
    /// In a cell of a table, which has one line as well.
    Cell,
}

/// A line. Where its marks would not be read as they are meant, as `**` inside a word is not, it is written without them: no letter is lost.
pub(super) fn line(inlines: &[Inline], place: Place) -> String {
    if marked(inlines) {
        let with = written(inlines, place, true);
        if reads_as(&with, inlines, place) {
            return with;
        }
    }
    written(inlines, place, false)
}

/// Whether a reader sees the same words.
fn reads_as(text: &str, inlines: &[Inline], place: Place) -> bool {
    let images = Images::default();
    let reading = Reading { path: "", images: &images, level: 1, top: 1 };
    // What stands around a mark decides whether it is one.
    let source = match place {
        Place::Line => format!("{text}\n"),
        Place::Middle => format!("x {text}\n"),
        Place::Heading => format!("# x {text}\n"),
        Place::Cell => format!("| x |\n|---|\n| {text} |\n"),
    };
    let found = match blocks(&source, reading).as_slice() {
        [] => String::new(),
        [Block::Paragraph(line)] => seen(line),
        [Block::Heading(heading)] => seen(&heading.text),
        [Block::Table(table)] => match table.rows.as_slice() {
            [row] => row.cells.iter().map(|cell| seen(&cell.text)).collect(),
            _ => return false,
        },
        _ => return false,
    };
    let before = if matches!(place, Place::Middle | Place::Heading) { "x " } else { "" };
    let meant = format!("{before}{}", seen(inlines));
    found.split_whitespace().eq(meant.split_whitespace())
}

fn seen(inlines: &[Inline]) -> String {
    plain(&inlines.iter().map(as_text).collect::<Vec<_>>()).chars().map(|character| shown(character, false)).collect()
}

fn as_text(inline: &Inline) -> Inline {
    match inline {
        Inline::Picture(picture) => Inline::Text(told(picture)),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => Inline::Strong(inner.iter().map(as_text).collect()),
        Inline::Link { to, text } => Inline::Link { to: to.clone(), text: text.iter().map(as_text).collect() },
        other => other.clone(),
    }
}

fn written(inlines: &[Inline], place: Place, marks: bool) -> String {
    let mut out = String::new();
    write(&mut out, inlines, place, marks);
    // Blanks and new lines at the ends say nothing, and would be an indentation or a sign of their own.
    let mut kept = out.as_str();
    loop {
        let trimmed = kept.trim_matches([' ', '\t']);
        let trimmed = trimmed.strip_prefix("\\\n").unwrap_or(trimmed);
        let trimmed = trimmed.strip_suffix("\\\n").unwrap_or(trimmed);
        if trimmed.len() == kept.len() {
            return kept.to_owned();
        }
        kept = trimmed;
    }
}

fn write(out: &mut String, inlines: &[Inline], place: Place, marks: bool) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::State(_, text) => escape(out, text, place),
            Inline::Strong(inner) => around(out, "**", inner, place, marks),
            Inline::Emphasis(inner) => around(out, "*", inner, place, marks),
            Inline::Strike(inner) => around(out, "~~", inner, place, marks),
            Inline::Code(text) if marks => code(out, text, place),
            Inline::Code(text) => escape(out, text, place),
            Inline::Link { to, text } => link(out, to, text, place, marks),
            Inline::Picture(picture) => escape(out, &told(picture), place),
            Inline::Break if place == Place::Line || place == Place::Middle => out.push_str("\\\n"),
            Inline::Break if place == Place::Cell => out.push_str("<br>"),
            Inline::Break => out.push(' '),
        }
    }
}

fn around(out: &mut String, mark: &str, inner: &[Inline], place: Place, marks: bool) {
    let mark = if marks { mark } else { "" };
    out.push_str(mark);
    write(out, inner, place, marks);
    out.push_str(mark);
}

fn link(out: &mut String, to: &Target, inner: &[Inline], place: Place, marks: bool) {
    let mut url = String::new();
    match to {
        Target::Record(_) => return write(out, inner, place, marks),
        Target::Anchor(anchor) => {
            url.push('#');
            address(&mut url, &id(anchor));
        }
        Target::Document { name, anchor } => {
            address(&mut url, name);
            url.push_str(".md");
            if !anchor.is_empty() {
                url.push('#');
                address(&mut url, &id(anchor));
            }
        }
        Target::Url(address) => {
            for character in address.as_str().chars() {
                // What could end the address, or be read as an entity or an end of a cell, is percent-encoded.
                match character {
                    '(' => url.push_str("%28"),
                    ')' => url.push_str("%29"),
                    '|' => url.push_str("%7C"),
                    '&' => url.push_str("\\&"),
                    '*' | '_' | '~' | '`' | '[' | ']' | '!' => {
                        url.push('\\');
                        url.push(character);
                    }
                    other => url.push(shown(other, false)),
                }
            }
        }
    }
    out.push('[');
    // A new line within the words of a link is a blank.
    write(out, inner, if place == Place::Cell { Place::Cell } else { Place::Heading }, marks);
    out.push_str("](");
    out.push_str(&url);
    out.push(')');
}

/// Code between more backticks than stand in it.
fn code(out: &mut String, text: &str, place: Place) {
    let text: String = text.chars().map(|character| shown(character, false)).collect();
    if text.trim().is_empty() {
        return out.push(' ');
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let padded = text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' '));
    let blank = if padded { " " } else { "" };
    let text = if place == Place::Cell { text.replace('|', "\\|") } else { text };
    for piece in [&fence, blank, &text, blank, &fence] {
        out.push_str(piece);
    }
}

/// A text that is no markup.
pub(super) fn escaped(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    escape(&mut out, text, place);
    out.trim_matches([' ', '\t']).to_owned()
}

/// Writes a text so that nothing in it is markup: marks get a backslash, also those that mean something to a forge alone, such as `$`.
fn escape(out: &mut String, text: &str, place: Place) {
    for character in text.chars().map(|character| shown(character, false)) {
        let first = out.ends_with('\n') || out.is_empty() && place != Place::Middle;
        let after_number = || {
            // A number of an item has nine digits at most.
            let digits = out.bytes().rev().take(10).take_while(u8::is_ascii_digit).count();
            let before = out.len() - digits;
            let alone = if before == 0 { place != Place::Middle } else { out.as_bytes().get(before - 1) == Some(&b'\n') };
            (1..10).contains(&digits) && alone
        };
        let markup = match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '!' | '$' => true,
            // An address that was not meant to lead anywhere; the end of a heading.
            ':' => out.ends_with("http") || out.ends_with("https") || out.ends_with("ftp") || out.ends_with("mailto"),
            '#' => true,
            '+' | '-' | '=' => first,
            '.' | ')' => after_number() || character == '.' && out.ends_with("www"),
            _ => false,
        };
        if markup {
            out.push('\\');
        }
        // Blanks at the beginning of a line would be an indentation.
        if !(first && character == ' ') {
            out.push(character);
        }
    }
}
