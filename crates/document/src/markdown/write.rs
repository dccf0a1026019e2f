//! A document as Markdown (GFM 0.29), for whoever reads it in a forge or compares two of them line by line.
//!
//! Links lead to `<a id>` and not to the names that forges make of headings: those differ from forge to forge, and change with the words of
//! a heading. GitHub, GitLab and Gitea keep an `id` on `a`, and follow links to it.

mod inline;
#[cfg(test)]
mod tests;

use crate::front::{APPROVALS, MISSING, NOBODY, Numbers, SIGNED, approval, facts};
use crate::html::{address, id};
use crate::tree::{Block, Document, Heading, Inline, Item, Picture, Table, Tone};
use crate::visible::shown;
use inline::{Place, escaped, line};
use std::fmt::Write;

/// The document as a text that every forge shows. Links to other documents lead to `name.md` beside it.
#[must_use]
pub fn text(document: &Document) -> String {
    let mut text = Text::default();
    text.front(document);
    let body = text.blocks(&document.blocks);
    let mut out = text.front;
    if !text.contents.is_empty() {
        out.push_str("## Contents\n\n");
        out.push_str(&text.contents);
        out.push('\n');
    }
    out.push_str(&body);
    out.push('\n');
    out
}

/// A text while it is written.
#[derive(Debug, Default)]
struct Text {
    front: String,
    contents: String,
    numbers: Numbers,
    tables: usize,
    figures: usize,
}

impl Text {
    fn front(&mut self, document: &Document) {
        let stamp = &document.stamp;
        let out = &mut self.front;
        let _ = writeln!(out, "# {}\n", escaped(&document.title, Place::Line));
        for paragraph in [&document.purpose].into_iter().filter(|text| !text.is_empty()) {
            let _ = writeln!(out, "{}\n", escaped(paragraph, Place::Line));
        }
        if !stamp.draft.is_empty() {
            let _ = writeln!(out, "> **DRAFT.** {}\n", escaped(&stamp.draft, Place::Middle));
        }
        for (name, value) in facts(document) {
            let _ = writeln!(out, "- {name}: {}", escaped(&value, Place::Middle));
        }
        for fact in &stamp.data {
            let _ = writeln!(out, "- {}: {}", escaped(&fact.name, Place::Line), escaped(&fact.value, Place::Middle));
        }
        out.push_str("\n## Approvals\n\n");
        if stamp.approvals.is_empty() {
            out.push_str(NOBODY);
            out.push_str("\n\n");
        } else {
            out.push_str(SIGNED);
            out.push_str("\n\n");
            rows(out, &APPROVALS, stamp.approvals.iter().map(approval));
        }
        if !document.missing.is_empty() {
            out.push_str("## What is missing\n\n");
            rows(out, &MISSING, document.missing.iter().map(|one| [one.what.as_str(), one.why.as_str(), one.remedy.as_str()]));
        }
    }

    /// Blocks with an empty line between them. Lists and quotes that follow each other are kept apart by an empty comment.
    fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut out = String::new();
        let mut last: Option<&Block> = None;
        for block in blocks {
            let written = self.block(block);
            if written.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            if let (Some(Block::List { .. }), Block::List { .. })
            | (Some(Block::Quote(_) | Block::Note(_)), Block::Quote(_) | Block::Note(_)) = (last, block)
            {
                out.push_str("<!-- -->\n\n");
            }
            out.push_str(&written);
            last = Some(block);
        }
        out
    }

    fn block(&mut self, block: &Block) -> String {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(words) => line(words, Place::Line),
            Block::List { start, items } => self.list(*start, items),
            Block::Fields(fields) => {
                let mut out = String::new();
                for (term, words) in fields {
                    // As one line, since what stands behind a mark decides whether it is one.
                    let whole: Vec<Inline> = term.iter().chain([&Inline::Text(": ".to_owned())]).chain(words).cloned().collect();
                    let _ = writeln!(out, "- {}", indented(&line(&whole, Place::Line), "  "));
                }
                out.trim_end().to_owned()
            }
            Block::Table(table) => self.table(table),
            Block::Code { language, text } => code(language, text),
            Block::Quote(blocks) => quoted(&self.blocks(blocks)),
            Block::Figure(figure) => {
                self.figures += 1;
                let caption = format!("Figure {}: {}", self.figures, figure.caption);
                let words = match &figure.picture {
                    Picture::Drawing(drawing) => &drawing.description,
                    Picture::Image { alt, .. } => alt,
                };
                if !figure.source.is_empty() {
                    return format!("{}\n\n{}", escaped(&caption, Place::Line), code(crate::mermaid::LANGUAGE, &figure.source));
                }
                // A text has no picture in it; a picture as data is shown by no forge.
                format!("{}\n\n\\[picture: {}\\]", escaped(&caption, Place::Line), escaped(words, Place::Middle))
            }
            Block::Note(note) => {
                let title = if note.title.is_empty() { "Note" } else { &note.title };
                let mark = match note.tone {
                    Tone::Bad | Tone::Caution => "**",
                    Tone::Plain | Tone::Quiet | Tone::Good => "",
                };
                // Marks hold only around letters.
                let mark = if title.chars().all(|c| c.is_alphanumeric() || c == ' ') && title.trim() == title { mark } else { "" };
                quoted(&format!("{mark}{}{mark}. {}", escaped(title, Place::Line), line(&note.text, Place::Middle)))
            }
            // Dashes behind the marks of items would be one long rule.
            Block::Rule => "***".to_owned(),
        }
    }

    fn heading(&mut self, heading: &Heading) -> String {
        let level = usize::from(heading.level.clamp(1, 5)) + 1;
        let number = self.numbers.next(heading);
        let words = line(&heading.text, Place::Heading);
        let place = if heading.anchor.is_empty() { number.as_ref().map(|number| format!("~{number}")) } else { Some(id(&heading.anchor)) };
        let mut out = format!("{} ", "#".repeat(level));
        if let Some(place) = &place {
            out.push_str(&anchor(place));
            out.push(' ');
        }
        if let Some(number) = &number {
            let mut to = String::new();
            address(&mut to, place.as_deref().unwrap_or_default());
            let indent = "  ".repeat(usize::from(heading.level.clamp(1, 6)) - 1);
            let title = escaped(&super::plain(&heading.text), Place::Middle);
            let _ = writeln!(self.contents, "{indent}- [{number} {title}](#{to})");
            let _ = write!(out, "{number} ");
        }
        out.push_str(&words);
        out.trim_end().to_owned()
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) -> String {
        let tight = items.iter().all(|item| match item.blocks.as_slice() {
            [] | [Block::Paragraph(_)] => true,
            // Only such a list can follow a paragraph without an empty line between them.
            [first @ Block::Paragraph(_), Block::List { start: None | Some(1), items }] => {
                !silent(first) && items.first().and_then(|item| item.blocks.first()).is_some_and(|block| !silent(block))
            }
            _ => false,
        });
        let mut out = String::new();
        // Markdown reads nine digits.
        let first = start.unwrap_or(0).min(999_999_999 - u64::try_from(items.len()).unwrap_or(0).min(999_999_999));
        for (number, item) in (first..).zip(items) {
            if !out.is_empty() {
                out.push_str(if tight { "\n" } else { "\n\n" });
            }
            let mark = match start {
                Some(_) => format!("{number}. "),
                None => "- ".to_owned(),
            };
            let content = self.blocks(&item.blocks);
            let content = if tight { content.replacen("\n\n", "\n", 1) } else { content };
            out.push_str(&mark);
            // A box belongs to a paragraph; before anything else it is a text.
            let first = item.blocks.iter().find(|block| !silent(block));
            let paragraph = matches!(first, Some(Block::Paragraph(_)));
            match (item.done, paragraph) {
                (Some(true), true) => out.push_str("[x] "),
                (Some(false), true) => out.push_str("[ ] "),
                (Some(done), false) => {
                    out.push_str(if done { "\\[x\\]\n\n" } else { "\\[ \\]\n\n" });
                    out.push_str(&" ".repeat(mark.len()));
                }
                (None, _) => {}
            }
            out.push_str(&indented(&content, &" ".repeat(mark.len())));
            let end = out.trim_end().len();
            out.truncate(end);
        }
        out
    }

    fn table(&mut self, table: &Table) -> String {
        let mut out = String::new();
        if !table.caption.is_empty() {
            self.tables += 1;
            let _ = write!(out, "{}\n\n", escaped(&format!("Table {}: {}", self.tables, table.caption), Place::Line));
        }
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(table.columns.len());
        let titles = (0..width).map(|at| table.columns.get(at).map_or(String::new(), |column| escaped(&column.title, Place::Cell)));
        row(&mut out, titles);
        row(&mut out, (0..width).map(|_| "---".to_owned()));
        for one in &table.rows {
            let mut place = if one.anchor.is_empty() { String::new() } else { anchor(&id(&one.anchor)) + " " };
            row(
                &mut out,
                (0..width).map(|at| {
                    let words = one.cells.get(at).map_or(String::new(), |cell| line(&cell.text, Place::Cell));
                    format!("{}{words}", std::mem::take(&mut place))
                }),
            );
        }
        out.trim_end().to_owned()
    }
}

/// A paragraph of which nothing is seen.
fn silent(block: &Block) -> bool {
    matches!(block, Block::Paragraph(words) if line(words, Place::Line).is_empty())
}

/// A place that links lead to.
fn anchor(place: &str) -> String {
    let mut name = String::new();
    // In an attribute every character but these is written as its number.
    for character in place.chars() {
        if character.is_alphanumeric() || matches!(character, '-' | '.' | '_' | '~' | '%') {
            name.push(character);
        } else {
            let _ = write!(name, "&#{};", u32::from(character));
        }
    }
    format!("<a id=\"{name}\"></a>")
}

fn row(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

fn rows<'t, const N: usize>(out: &mut String, columns: &[&str; N], lines: impl Iterator<Item = [&'t str; N]>) {
    row(out, columns.iter().map(|title| (*title).to_owned()));
    row(out, columns.iter().map(|_| "---".to_owned()));
    for cells in lines {
        row(out, cells.iter().map(|cell| escaped(cell, Place::Cell)));
    }
    out.push('\n');
}

/// Text between fences that are longer than any in it.
fn code(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let language: String = language.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_' | '.' | '#')).collect();
    let text: String = text.chars().map(|character| shown(character, true)).collect();
    format!("{fence}{language}\n{text}\n{fence}")
}

fn quoted(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect();
    lines.join("\n")
}

/// The text with blanks before every line but the first.
fn indented(text: &str, blanks: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(blanks);
            }
        }
        out.push_str(line);
    }
    out
}

/// The words of a picture in a line.
fn told(picture: &Picture) -> String {
    let words = match picture {
        Picture::Drawing(drawing) => &drawing.description,
        Picture::Image { alt, .. } => alt,
    };
    format!("[picture: {words}]")
}

/// Whether a line has marks that could be read otherwise than they were meant.
fn marked(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Strong(_) | Inline::Emphasis(_) | Inline::Strike(_) | Inline::Code(_) => true,
        Inline::Link { text, .. } => marked(text),
        Inline::Text(_) | Inline::State(..) | Inline::Picture(_) | Inline::Break => false,
    })
}
