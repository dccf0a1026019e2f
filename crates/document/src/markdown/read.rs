//! The text of records as blocks: Markdown comes through whole, and raw HTML becomes text.

use crate::images::Images;
use crate::tree::{Block, Cell, Column, Figure, Heading, Inline, Item, Picture, Row, Share, Table, Target, Url};
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

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
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder { reading, open: vec![Open::Blocks(Vec::new())] };
    for event in Parser::new_ext(text, options) {
        builder.event(event);
    }
    builder.finish()
}

/// What was begun and has not ended.
#[derive(Debug)]
enum Open {
    Blocks(Vec<Block>),
    List { start: Option<u64>, items: Vec<Item> },
    Item { done: Option<bool>, blocks: Vec<Block> },
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
    reading: Reading<'r>,
    open: Vec<Open>,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => self.text(&text),
            Event::Code(text) => self.inline(Inline::Code(text.into_string())),
            Event::SoftBreak => self.inline(Inline::Text(" ".to_owned())),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(set) => {
                if let Some(done) = self.open.iter_mut().rev().find_map(|open| match open {
                    Open::Item { done, .. } => Some(done),
                    _ => None,
                }) {
                    *done = Some(set);
                }
            }
            Event::FootnoteReference(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        self.close_tight(&tag);
        let open = match tag {
            Tag::Paragraph | Tag::HtmlBlock => Open::Line { block: Line::Paragraph, text: Vec::new() },
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

    fn end(&mut self, tag: TagEnd) {
        if matches!(tag, TagEnd::Item) {
            self.close_line();
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
            Open::Line { block, text } => self.line(block, text),
            Open::Inner { kind, text } => self.inner(kind, text),
            Open::Code { language, mut text } => {
                if text.ends_with('\n') {
                    text.pop();
                }
                self.block(Block::Code { language, text });
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
                    self.block(Block::Figure(Figure { caption, picture }));
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

    fn text(&mut self, text: &str) {
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
        let block = !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. });
        if block {
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
            Some(Open::Blocks(blocks) | Open::Item { blocks, .. }) => blocks.push(block),
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

/// A link to a record by its ID, or to somewhere outside; nothing where a reader must not be sent.
fn target(url: &str) -> Option<Target> {
    if let Some(url) = Url::new(url) {
        return Some(Target::Url(url));
    }
    let (path, fragment) = url.split_once('#')?;
    let safe = |text: &str| !text.contains(':') && !text.contains('\\') && !text.chars().any(char::is_control);
    (safe(path) && safe(fragment) && !fragment.is_empty()).then(|| Target::Record(fragment.to_owned()))
}

/// The text of these inlines, without its marks.
#[must_use]
pub fn plain(text: &[Inline]) -> String {
    let mut out = String::new();
    for inline in text {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
                out.push_str(&plain(inner));
            }
            Inline::Picture(Picture::Image { alt, .. }) => out.push_str(alt),
            Inline::Picture(Picture::Drawing(drawing)) => out.push_str(&drawing.description),
            Inline::Break => out.push(' '),
        }
    }
    out
}

/// The path of a file named relative to another one; nothing where it leaves the project or leads elsewhere.
#[must_use]
pub fn beside(file: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', ':', '?', '#']) || path.chars().any(char::is_control) {
        return None;
    }
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The pictures that a text names, as paths from the root of the project, in the order of the text.
#[must_use]
pub fn pictures(text: &str, path: &str) -> Vec<String> {
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Image { dest_url, .. }) => beside(path, &dest_url),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Block> {
        blocks(text, Reading { path: "records/a.md", images: &Images::default(), level: 3, top: 3 })
    }

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text(text.to_owned())]
    }

    #[test]
    fn a_tight_list_with_a_list_inside() {
        let inner = Block::List { start: Some(3), items: vec![Item { done: Some(true), blocks: vec![Block::Paragraph(words("c"))] }] };
        let item = Item { done: None, blocks: vec![Block::Paragraph(words("a b")), inner] };
        assert_eq!(read("- a\n  b\n  3. [x] c\n"), [Block::List { start: None, items: vec![item] }]);
    }

    #[test]
    fn raw_html_is_text() {
        assert_eq!(read("<script>alert(1)</script>\n"), [Block::Paragraph(words("<script>alert(1)</script>\n"))]);
        assert_eq!(read("a <b>c\n"), [Block::Paragraph(words("a <b>c"))]);
    }

    #[test]
    fn links_lead_only_where_a_reader_may_go() {
        assert_eq!(read("[x](javascript:alert)\n"), [Block::Paragraph(words("x (javascript:alert)"))]);
        let record = Inline::Link { to: Target::Record("SRS-1".to_owned()), text: words("x") };
        assert_eq!(read("[x](other.md#SRS-1)\n"), [Block::Paragraph(vec![record])]);
    }

    #[test]
    fn a_picture_that_is_not_there_is_told() {
        assert_eq!(read("![a](b.png)\n"), [Block::Paragraph(words("[picture: a (b.png): it was not read]"))]);
        assert_eq!(
            read("![a](http://x/b.png)\n"),
            [Block::Paragraph(words("[picture: a (http://x/b.png): it is no file of the project]"))]
        );
        assert_eq!(pictures("![a](../img/b.png) ![c](https://x/y.png)\n", "records/a.md"), ["img/b.png"]);
    }

    #[test]
    fn tables_keep_their_cells() {
        let [Block::Table(table)] = &read("| a | b |\n|---|---|\n| 1 | `x` |\n| 2 |\n")[..] else { panic!("a table") };
        assert_eq!(table.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(table.rows.len(), 2);
        assert_eq!(table.rows[0].cells[1].text, [Inline::Code("x".to_owned())]);
    }
}
