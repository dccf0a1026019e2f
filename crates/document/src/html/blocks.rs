//! Blocks and inlines as HTML.

use super::escape::{address, id, text, verbatim};
use super::{Entry, Page};
use crate::drawing::{Drawing, svg};
use crate::images::{Image, Media};
use crate::markdown::plain;
use crate::tree::{Block, Figure, Heading, Inline, Item, Note, Picture, Target, Tone};
use crate::visible::right_to_left;
use base64ct::{Base64, Encoding};
use std::fmt::Write;

/// Lines of code beyond this many characters may have to be scrolled; in a narrow window they are wrapped.
const LONG_LINE: usize = 40;

impl Page {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            let turned = turned(rest);
            if turned > 1 {
                // What introduces a table on a turned page stands on that page, too.
                self.out.push_str("<div class=\"turned\">\n");
                rest.iter().take(turned).for_each(|block| self.block(block));
                self.out.push_str("</div>\n");
                rest = rest.get(turned..).unwrap_or(&[]);
            } else {
                self.block(block);
                rest = after;
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(words) => self.element("p", words),
            Block::List { start, items } => self.list(*start, items),
            Block::Fields(fields) => {
                self.out.push_str("<dl class=\"fields\">\n");
                for (term, words) in fields {
                    self.out.push_str("<div>");
                    self.element("dt", term);
                    self.element("dd", words);
                    self.out.push_str("</div>\n");
                }
                self.out.push_str("</dl>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Code { language, text: code } => self.code(language, code),
            Block::Quote(blocks) => {
                self.out.push_str("<blockquote>\n");
                self.blocks(blocks);
                self.out.push_str("</blockquote>\n");
            }
            Block::Figure(figure) => self.figure(figure),
            Block::Note(note) => self.note(note),
            Block::Rule => self.out.push_str("<hr>\n"),
        }
    }

    /// The levels follow each other without a gap (WCAG 2.2, 1.3.1), whatever levels the records use.
    fn heading(&mut self, heading: &Heading) {
        while self.outline.last().is_some_and(|level| *level >= heading.level) {
            self.outline.pop();
        }
        self.outline.push(heading.level);
        let level = (self.outline.len() + 1).min(6);
        let number = self.numbers.next(heading);
        let mut place = if heading.anchor.is_empty() { String::new() } else { id(&heading.anchor) };
        if place.is_empty() || self.taken.contains(&place) {
            place = number.as_ref().map(|number| format!("~{number}")).unwrap_or_default();
        }
        let _ = write!(self.out, "<h{level}");
        self.place(&place);
        self.direction(&heading.text);
        self.out.push('>');
        if let Some(number) = number {
            let _ = write!(self.out, "<span class=\"number\">{number}</span> ");
            self.contents.push(Entry { level: heading.level, number, text: plain(&heading.text), id: place });
        }
        self.inlines(&heading.text);
        let _ = writeln!(self.out, "</h{level}>");
    }

    /// The attribute that makes this the place of a name, unless the name is taken.
    pub(super) fn place(&mut self, place: &str) {
        if !place.is_empty() && self.taken.insert(place.to_owned()) {
            self.out.push_str(" id=\"");
            text(&mut self.out, place);
            self.out.push('"');
        }
    }

    pub(super) fn direction(&mut self, words: &[Inline]) {
        if has_right_to_left(words) {
            self.out.push_str(" dir=\"auto\"");
        }
    }

    fn element(&mut self, name: &str, words: &[Inline]) {
        let _ = write!(self.out, "<{name}");
        self.direction(words);
        self.out.push('>');
        self.inlines(words);
        let _ = writeln!(self.out, "</{name}>");
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        let name = if start.is_some() { "ol" } else { "ul" };
        let _ = write!(self.out, "<{name}");
        if let Some(start) = start.filter(|start| *start != 1) {
            // Beyond this, browsers take no number.
            let _ = write!(self.out, " start=\"{}\"", start.min(2_147_483_647));
        }
        self.out.push_str(">\n");
        for item in items {
            self.out.push_str("<li>");
            self.out.push_str(match item.done {
                Some(true) => "<span class=\"task\">☑ <span class=\"heard\">done:</span></span> ",
                Some(false) => "<span class=\"task\">☐ <span class=\"heard\">to do:</span></span> ",
                None => "",
            });
            match item.blocks.as_slice() {
                [Block::Paragraph(words)] if !has_right_to_left(words) => self.inlines(words),
                [Block::Paragraph(words), rest @ ..] if !has_right_to_left(words) => {
                    self.inlines(words);
                    self.out.push('\n');
                    self.blocks(rest);
                }
                blocks => self.blocks(blocks),
            }
            self.out.push_str("</li>\n");
        }
        let _ = writeln!(self.out, "</{name}>");
    }

    fn code(&mut self, language: &str, code: &str) {
        // What scrolls must be reached without a mouse, and have a name (WCAG 2.2, 2.1.1).
        if code.lines().any(|line| line.chars().count() > LONG_LINE) {
            self.codes += 1;
            let _ = write!(self.out, "<pre tabindex=\"0\" role=\"region\" aria-label=\"Text as it stands {}", self.codes);
            if !language.is_empty() {
                self.out.push_str(": ");
                text(&mut self.out, language);
            }
            self.out.push_str("\">");
        } else {
            self.out.push_str("<pre>");
        }
        // A line end right behind the tag would be passed over.
        self.out.push_str("<code>");
        verbatim(&mut self.out, code);
        self.out.push_str("</code></pre>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        self.figures += 1;
        self.out.push_str("<figure>\n");
        self.picture(&figure.picture, &figure.caption);
        let _ = write!(self.out, "\n<figcaption>Figure {}", self.figures);
        if !figure.caption.is_empty() {
            self.out.push_str(": ");
            text(&mut self.out, &figure.caption);
        }
        self.out.push_str("</figcaption>\n</figure>\n");
    }

    fn note(&mut self, note: &Note) {
        let _ = write!(self.out, "<div class=\"note {}\" role=\"note\"><p", class(note.tone));
        self.direction(&note.text);
        self.out.push('>');
        if !note.title.is_empty() {
            self.out.push_str("<strong>");
            text(&mut self.out, &note.title);
            self.out.push_str(".</strong> ");
        }
        self.inlines(&note.text);
        self.out.push_str("</p></div>\n");
    }

    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => text(&mut self.out, words),
                Inline::Strong(inner) => self.marked("strong", inner),
                Inline::Emphasis(inner) => self.marked("em", inner),
                Inline::Strike(inner) => self.marked("s", inner),
                Inline::Code(words) => {
                    self.out.push_str("<code>");
                    text(&mut self.out, words);
                    self.out.push_str("</code>");
                }
                Inline::Link { to, text: inner } => self.link(to, inner),
                Inline::State(tone, words) => {
                    let _ = write!(self.out, "<span class=\"state {}\">", class(*tone));
                    text(&mut self.out, words);
                    self.out.push_str("</span>");
                }
                Inline::Picture(picture) => self.picture(picture, ""),
                Inline::Break => self.out.push_str("<br>\n"),
            }
        }
    }

    fn marked(&mut self, name: &str, inner: &[Inline]) {
        let _ = write!(self.out, "<{name}>");
        self.inlines(inner);
        let _ = write!(self.out, "</{name}>");
    }

    fn link(&mut self, to: &Target, inner: &[Inline]) {
        match to {
            // Nothing of the set shows it.
            Target::Record(_) => return self.inlines(inner),
            Target::Anchor(anchor) => {
                self.out.push_str("<a href=\"#");
                address(&mut self.out, &id(anchor));
            }
            Target::Document { name, anchor } => {
                self.out.push_str("<a href=\"");
                address(&mut self.out, name);
                self.out.push_str(".html");
                if !anchor.is_empty() {
                    self.out.push('#');
                    address(&mut self.out, &id(anchor));
                }
            }
            Target::Url(url) => {
                self.out.push_str("<a rel=\"noreferrer\" href=\"");
                text(&mut self.out, url.as_str());
            }
        }
        self.out.push_str("\">");
        self.inlines(inner);
        if plain(inner).trim().is_empty() {
            // A link without words is one that nobody hears of.
            text(&mut self.out, &said(to));
        }
        self.out.push_str("</a>");
    }

    fn picture(&mut self, picture: &Picture, caption: &str) {
        match picture {
            Picture::Drawing(drawing) => self.drawing(drawing, caption),
            Picture::Image { alt, image } => self.image(if alt.is_empty() { caption } else { alt }, image),
        }
    }

    /// A drawing stands in the page itself, and needs a name as any picture does.
    fn drawing(&mut self, drawing: &Drawing, caption: &str) {
        if drawing.description.is_empty() {
            let description = if caption.is_empty() { "drawing without a description" } else { caption }.to_owned();
            self.out.push_str(&svg::text(&Drawing { description, ..drawing.clone() }));
        } else {
            self.out.push_str(&svg::text(drawing));
        }
    }

    /// A file goes into an image as data. A script in a file of SVG does not run there, and what it names is not loaded (SVG 2, 2.2.3).
    fn image(&mut self, alt: &str, image: &Image) {
        let media = match image.media {
            Media::Png => "image/png",
            Media::Jpeg => "image/jpeg",
            Media::Svg => "image/svg+xml",
        };
        let _ = write!(self.out, "<img width=\"{}\" height=\"{}\" alt=\"", image.width, image.height);
        text(&mut self.out, if alt.is_empty() { "picture without a description" } else { alt });
        let _ = write!(self.out, "\" src=\"data:{media};base64,");
        self.out.push_str(&Base64::encode_string(&image.bytes));
        self.out.push_str("\">");
    }
}

/// How many blocks from here on stand together on a turned page: a heading, what follows, and the wide table that it is about.
fn turned(blocks: &[Block]) -> usize {
    if !matches!(blocks.first(), Some(Block::Heading(_))) {
        return 0;
    }
    let before =
        blocks.iter().take(5).take_while(|block| matches!(block, Block::Heading(_) | Block::Paragraph(_) | Block::Note(_))).count();
    match blocks.get(before) {
        Some(Block::Table(table)) if table.wide => before + 1,
        _ => 0,
    }
}

fn said(to: &Target) -> String {
    match to {
        Target::Record(name) | Target::Anchor(name) => name.clone(),
        Target::Document { name, anchor } => format!("{name} {anchor}"),
        Target::Url(url) => url.as_str().to_owned(),
    }
}

/// Whether any of this is written from right to left.
fn has_right_to_left(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => right_to_left(text),
        Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
            has_right_to_left(inner)
        }
        Inline::Picture(_) | Inline::Break => false,
    })
}

/// The class of a tone.
pub(super) fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "plain",
        Tone::Quiet => "quiet",
        Tone::Good => "good",
        Tone::Caution => "caution",
        Tone::Bad => "bad",
    }
}
