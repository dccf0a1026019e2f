//! The text of records as blocks: Markdown comes through whole, raw HTML becomes text, and comments are left out.

mod html;
mod links;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use links::along;
pub use links::beside;
pub use words::plain;

use crate::images::Images;
use crate::mermaid;
use crate::tree::{Block, Cell, Column, Figure, Heading, Inline, Item, Picture, Row, Share, Table};
use html::{is_break, without_comments};
use links::target;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// How deep lists, quotes and footnotes may lie in each other. What lies deeper keeps its text and loses its indentation. So no printer needs
/// a deep stack, and the JSON of a tree stays within the 128 levels that its readers accept.
const DEEPEST: usize = 16;

/// The same for strong text, stressed text and links within a line.
const DEEPEST_INLINE: usize = 8;

/// Footnotes are on because without them `[^1]: word` would define a link, and its text would be gone. What is off stays as it was written.
const OPTIONS: Options =
    Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH).union(Options::ENABLE_TASKLISTS).union(Options::ENABLE_FOOTNOTES);

/// How a text is read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'r> {
    /// The path of the file that the text is from; links and pictures are relative to it.
    pub path: &'r str,
    /// What was read of pictures.
    pub images: &'r Images,
    /// The level of a heading that is written with as many marks as `top`.
    pub level: u8,
    /// The number of marks of the highest heading of the text.
    pub top: u8,
}

/// Reads a text. Nothing in it is lost: what has no form of its own stays as the text that was written.
#[must_use]
pub fn blocks(text: &str, reading: Reading<'_>) -> Vec<Block> {
    let mut builder =
        Builder { source: text, reading, open: vec![Open::Blocks(Vec::new())], depth: 0, inline_depth: 0, flat: Vec::new(), cells_end: 0 };
    for (event, range) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish()
}

/// What was begun and has not ended.
#[derive(Debug)]
enum Open {
    Blocks(Vec<Block>),
    List { start: Option<u64>, items: Vec<Item> },
    Item { done: Option<bool>, blocks: Vec<Block> },
    Footnote { label: String, blocks: Vec<Block> },
    Html(String),
    Line { block: Line, text: Vec<Inline> },
    Inner { kind: Inner, text: Vec<Inline> },
    Code { language: String, text: String },
    Table(Table),
    Cells(Vec<Cell>),
}

#[derive(Debug)]
enum Line {
    Paragraph,
    Heading(u8),
    Cell,
}

#[derive(Debug)]
enum Inner {
    Strong,
    Emphasis,
    Strike,
    Link(String),
    Image(String),
}

struct Builder<'r> {
    source: &'r str,
    reading: Reading<'r>,
    open: Vec<Open>,
    /// How many lists, items, quotes and footnotes are open, those included that lie too deep and stand nowhere in `open`.
    depth: usize,
    /// How many strong, stressed or struck texts, links and pictures are open, those that lie too deep included.
    inline_depth: usize,
    /// Where the links and pictures lead that lie too deep; nothing for the others.
    flat: Vec<Option<String>>,
    /// Where the last cell of the table ends in the text.
    cells_end: usize,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => self.text(&text),
            Event::Html(text) => match self.open.last_mut() {
                Some(Open::Html(html)) => html.push_str(&text),
                _ => self.text(&text),
            },
            Event::InlineHtml(text) if is_break(&text) => self.inline(Inline::Break),
            Event::InlineHtml(text) => self.text(&without_comments(&text)),
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::SoftBreak => self.text(" "),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(set) => {
                // The paragraph of a loose item has begun already.
                let item = self.open.iter_mut().rev().take(2).find_map(|open| match open {
                    Open::Item { done, .. } => Some(done),
                    _ => None,
                });
                match item.filter(|_| self.depth <= DEEPEST) {
                    Some(done) => *done = Some(set),
                    None => self.text(if set { "[x] " } else { "[ ] " }),
                }
            }
            Event::FootnoteReference(label) => self.text(&format!("[{label}]")),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        self.close_tight(&tag);
        if nests(&tag.to_end()) {
            self.depth += 1;
            if self.depth > DEEPEST {
                if let Tag::FootnoteDefinition(label) = tag {
                    self.text(&format!("[{label}] "));
                }
                return;
            }
        } else if matches!(tag, Tag::Item) && self.depth > DEEPEST {
            return;
        } else if is_inline(&tag.to_end()) {
            self.inline_depth += 1;
            if self.inline_depth > DEEPEST_INLINE {
                self.flat.push(match tag {
                    Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => Some(dest_url.into_string()),
                    _ => None,
                });
                return;
            }
        }
        if matches!(tag, Tag::TableHead | Tag::TableRow) {
            self.cells_end = range.start;
        }
        let open = match tag {
            Tag::HtmlBlock => Open::Html(String::new()),
            Tag::FootnoteDefinition(label) => Open::Footnote { label: label.into_string(), blocks: Vec::new() },
            Tag::Paragraph => Open::Line { block: Line::Paragraph, text: Vec::new() },
            Tag::Heading { level, .. } => {
                let shifted = i16::from(level as u8) + i16::from(self.reading.level) - i16::from(self.reading.top);
                let level = u8::try_from(shifted.clamp(1, 6)).unwrap_or(6);
                Open::Line { block: Line::Heading(level), text: Vec::new() }
            }
            Tag::BlockQuote(_) => Open::Blocks(Vec::new()),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '\t']).next().unwrap_or("").to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                Open::Code { language, text: String::new() }
            }
            Tag::List(start) => Open::List { start, items: Vec::new() },
            Tag::Item => Open::Item { done: None, blocks: Vec::new() },
            Tag::Table(columns) => Open::Table(Table {
                caption: String::new(),
                columns: columns.iter().map(|_| Column { title: String::new(), share: Share::Normal }).collect(),
                rows: Vec::new(),
                wide: false,
            }),
            Tag::TableHead | Tag::TableRow => Open::Cells(Vec::new()),
            Tag::TableCell => Open::Line { block: Line::Cell, text: Vec::new() },
            Tag::Emphasis => Open::Inner { kind: Inner::Emphasis, text: Vec::new() },
            Tag::Strong => Open::Inner { kind: Inner::Strong, text: Vec::new() },
            Tag::Strikethrough => Open::Inner { kind: Inner::Strike, text: Vec::new() },
            Tag::Link { dest_url, .. } => Open::Inner { kind: Inner::Link(dest_url.into_string()), text: Vec::new() },
            Tag::Image { dest_url, .. } => Open::Inner { kind: Inner::Image(dest_url.into_string()), text: Vec::new() },
            _ => Open::Blocks(Vec::new()),
        };
        self.open.push(open);
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        if nests(&tag) || matches!(tag, TagEnd::Item) {
            self.close_line();
        }
        if matches!(tag, TagEnd::Item) && self.depth > DEEPEST {
            return;
        }
        if nests(&tag) {
            self.depth = self.depth.saturating_sub(1);
            if self.depth >= DEEPEST {
                return;
            }
        } else if is_inline(&tag) {
            self.inline_depth = self.inline_depth.saturating_sub(1);
            if self.inline_depth >= DEEPEST_INLINE {
                if let Some(url) = self.flat.pop().flatten() {
                    self.text(&format!(" ({url})"));
                }
                return;
            }
        }
        match tag {
            TagEnd::TableCell => self.cells_end = range.end,
            TagEnd::TableHead | TagEnd::TableRow => self.surplus(range.end),
            _ => {}
        }
        let Some(open) = self.open.pop() else { return };
        match open {
            Open::Blocks(blocks) if matches!(tag, TagEnd::BlockQuote(_)) => self.block(Block::Quote(blocks)),
            Open::Blocks(blocks) => blocks.into_iter().for_each(|block| self.block(block)),
            Open::List { start, items } => self.block(Block::List { start, items }),
            Open::Item { done, blocks } => {
                if let Some(Open::List { items, .. }) = self.open.last_mut() {
                    items.push(Item { done, blocks });
                }
            }
            Open::Footnote { label, mut blocks } => {
                let mark = format!("[{label}] ");
                match blocks.first_mut() {
                    Some(Block::Paragraph(line)) => match line.first_mut() {
                        Some(Inline::Text(text)) => text.insert_str(0, &mark),
                        _ => line.insert(0, Inline::Text(mark)),
                    },
                    _ => blocks.insert(0, Block::Paragraph(vec![Inline::Text(mark)])),
                }
                blocks.into_iter().for_each(|block| self.block(block));
            }
            Open::Html(html) => {
                let mut text = Vec::new();
                for line in without_comments(&html).lines().filter(|line| !line.trim().is_empty()) {
                    if !text.is_empty() {
                        text.push(Inline::Break);
                    }
                    text.push(Inline::Text(line.to_owned()));
                }
                self.line(Line::Paragraph, text);
            }
            Open::Line { block, text } => self.line(block, text),
            Open::Inner { kind, text } => self.inner(kind, text),
            Open::Code { language, mut text } => {
                if text.ends_with('\n') {
                    text.pop();
                }
                let drawn = if language == mermaid::LANGUAGE { mermaid::drawn(&text).ok() } else { None };
                self.block(match drawn {
                    Some(drawn) => Block::Figure(Figure { caption: drawn.caption, picture: Picture::Drawing(drawn.drawing), source: text }),
                    None => Block::Code { language, text },
                });
            }
            Open::Cells(cells) => {
                if let Some(Open::Table(table)) = self.open.last_mut() {
                    if matches!(tag, TagEnd::TableHead) {
                        for (column, cell) in table.columns.iter_mut().zip(&cells) {
                            column.title = plain(&cell.text);
                        }
                    } else {
                        table.rows.push(Row { anchor: String::new(), cells });
                    }
                }
            }
            Open::Table(table) => self.block(Block::Table(table)),
        }
    }

    fn line(&mut self, block: Line, text: Vec<Inline>) {
        match block {
            Line::Cell => {
                if let Some(Open::Cells(cells)) = self.open.last_mut() {
                    cells.push(Cell { text, ..Cell::default() });
                }
            }
            Line::Heading(level) => self.block(Block::Heading(Heading { level, numbered: false, anchor: String::new(), text })),
            Line::Paragraph => match <[Inline; 1]>::try_from(text) {
                // A picture that stands alone is a figure.
                Ok([Inline::Picture(picture)]) => {
                    let caption = match &picture {
                        Picture::Image { alt, .. } => alt.clone(),
                        Picture::Drawing(drawing) => drawing.description.clone(),
                    };
                    self.block(Block::Figure(Figure { caption, picture, source: String::new() }));
                }
                Ok([only]) => self.block(Block::Paragraph(vec![only])),
                Err(text) if text.is_empty() => {}
                Err(text) => self.block(Block::Paragraph(text)),
            },
        }
    }

    fn inner(&mut self, kind: Inner, text: Vec<Inline>) {
        let inline = match kind {
            Inner::Strong => Inline::Strong(text),
            Inner::Emphasis => Inline::Emphasis(text),
            Inner::Strike => Inline::Strike(text),
            Inner::Link(url) => match target(&url) {
                Some(to) => Inline::Link { to, text },
                None => {
                    // Where nothing may be opened, the reader still sees what was written.
                    let shown = format!(" ({url})");
                    let same = plain(&text) == url;
                    text.into_iter().for_each(|inline| self.inline(inline));
                    if !same {
                        self.text(&shown);
                    }
                    return;
                }
            },
            Inner::Image(url) => {
                let alt = plain(&text);
                let read = beside(self.reading.path, &url).ok_or_else(|| "it is no file of the project".to_owned());
                match read.and_then(|path| self.reading.images.get(&path).cloned()) {
                    Ok(image) => Inline::Picture(Picture::Image { alt, image }),
                    Err(why) => Inline::Text(format!("[picture: {alt} ({url}): {why}]")),
                }
            }
        };
        self.inline(inline);
    }

    /// What stands in a row behind its last column. GFM leaves it out; here it is added to the last cell.
    fn surplus(&mut self, end: usize) {
        let rest = self.source.get(self.cells_end..end).unwrap_or("").trim().trim_matches('|').trim();
        if let (false, Some(Open::Cells(cells))) = (rest.is_empty(), self.open.last_mut())
            && let Some(cell) = cells.last_mut()
        {
            cell.text.push(Inline::Text(format!(" | {rest}")));
        }
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if let Some(Open::Code { text: code, .. }) = self.open.last_mut() {
            code.push_str(text);
        } else {
            self.inline(Inline::Text(text.to_owned()));
        }
    }

    fn inline(&mut self, inline: Inline) {
        match self.open.last_mut() {
            Some(Open::Line { text, .. } | Open::Inner { text, .. }) => match (text.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(more)) => before.push_str(&more),
                (_, inline) => text.push(inline),
            },
            // An item of a tight list has no paragraph of its own.
            Some(_) => self.open.push(Open::Line { block: Line::Paragraph, text: vec![inline] }),
            None => {}
        }
    }

    /// A block inside an item ends the line of the item.
    fn close_tight(&mut self, tag: &Tag<'_>) {
        if !is_inline(&tag.to_end()) {
            self.close_line();
        }
    }

    fn close_line(&mut self) {
        if let Some(Open::Line { block: Line::Paragraph, .. }) = self.open.last()
            && let Some(Open::Line { block, text }) = self.open.pop()
        {
            self.line(block, text);
        }
    }

    fn block(&mut self, block: Block) {
        self.close_line();
        match self.open.last_mut() {
            Some(Open::Blocks(blocks) | Open::Item { blocks, .. } | Open::Footnote { blocks, .. }) => blocks.push(block),
            Some(Open::List { items, .. }) => items.push(Item { done: None, blocks: vec![block] }),
            _ => {}
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.close_line();
        match self.open.into_iter().next() {
            Some(Open::Blocks(blocks)) => blocks,
            _ => Vec::new(),
        }
    }
}

/// Lies in others of its kind, and counts for [`DEEPEST`]. An item lies no deeper than its list.
fn nests(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition)
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The pictures that a text names, as paths from the root of the project, in the order of the text.
#[must_use]
pub fn pictures(text: &str, path: &str) -> Vec<String> {
    Parser::new_ext(text, OPTIONS)
        .filter_map(|event| match event {
            Event::Start(Tag::Image { dest_url, .. }) => beside(path, &dest_url),
            _ => None,
        })
        .collect()
}
