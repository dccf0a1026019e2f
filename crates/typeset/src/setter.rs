//! Lines and blocks of a document as content of Typst: built as values, never as text that Typst would parse.

use crate::anchors::Anchors;
use crate::fonts;
use crate::ink::{Ink, ground, strong};
use crate::pictures;
use crate::text::{Trust, pieces, right_to_left, shown, verbatim};
use primum_document::{Block, Document, Figure, Heading, Inline, Item, Note, Picture, Target};
use std::num::NonZeroUsize;
use typst::ecow::{EcoString, eco_format};
use typst::foundations::Packed;
use typst::foundations::{Content, NativeElement, Smart};
use typst::layout::Corners;
use typst::layout::{Abs, AlignElem, Alignment, BlockBody, BlockElem, Dir, Em, HAlignment, HElem, Length, Rel, Sides, Spacing};
use typst::model::{Destination, Url};
use typst::model::{DividerElem, EnumElem, EnumItem, HeadingElem, ListElem, ListItem, ListMarker, ParElem, ParbreakElem};
use typst::text::{FontList, LinebreakElem, RawContent, RawElem, TextDir, TextElem, TextSize};
use typst::visualize::Stroke;

/// Lists and quotes below this depth are set without moving further in: Typst lays out only so many levels.
const DEEPEST: usize = 6;

/// What is known while a document is set.
pub(crate) struct Setter {
    pub(crate) anchors: Anchors,
    pub(crate) mono: FontList,
    pub(crate) trust: Trust,
    /// The space that a picture may take, in points.
    pub(crate) area: (f64, f64),
    /// The numbers of the sections that are open.
    numbers: Vec<u32>,
    /// The level of the last heading: the next may be one deeper (PDF/UA-1, 7.4.2).
    level: usize,
    /// How many tables there were; before the text begins they have no numbers.
    pub(crate) tables: Option<u32>,
    figures: u32,
}

impl Setter {
    pub(crate) fn new(document: &Document, trust: Trust) -> Self {
        Self {
            anchors: Anchors::new(document),
            mono: fonts::mono(),
            trust,
            area: crate::pages::UPRIGHT,
            numbers: Vec::new(),
            level: 0,
            tables: None,
            figures: 0,
        }
    }

    /// A text, in which long words may break.
    pub(crate) fn text(&self, text: &str, ink: Ink) -> Content {
        let shown = shown(text, self.trust);
        let pieces = pieces(&shown, ink.longest);
        let content = if let [one] = pieces.as_slice() {
            TextElem::packed(*one)
        } else {
            // A space too thin to be seen is where a line may end, and nothing that is found or copied. One of no width is passed over.
            let gap = HElem::new(Spacing::from(Abs::pt(0.001))).pack();
            Content::sequence(
                pieces
                    .iter()
                    .enumerate()
                    .flat_map(|(at, piece)| (at > 0).then(|| gap.clone()).into_iter().chain(Some(TextElem::packed(*piece)))),
            )
        };
        ink.write(content, &self.mono)
    }

    /// A line.
    pub(crate) fn line(&self, inlines: &[Inline], ink: Ink) -> Content {
        Content::sequence(inlines.iter().map(|inline| match inline {
            Inline::Text(text) => self.text(text, ink),
            Inline::Strong(inner) => self.line(inner, Ink { bold: true, ..ink }),
            Inline::Emphasis(inner) => self.line(inner, Ink { italic: true, ..ink }),
            Inline::Strike(inner) => self.line(inner, Ink { struck: true, ..ink }),
            Inline::Code(text) => self.text(text, Ink { code: true, ..ink }),
            Inline::State(tone, word) => self.text(word, Ink { tone: *tone, bold: true, ..ink }),
            Inline::Link { to, text } => self.link(to, text, ink),
            Inline::Picture(picture) => pictures::in_line(picture, self, ink),
            Inline::Break => LinebreakElem::shared().clone(),
        }))
    }

    /// A link; its text alone where it leads nowhere, or stands in another link.
    fn link(&self, to: &Target, text: &[Inline], ink: Ink) -> Content {
        let target = if ink.link { None } else { self.destination(to) };
        let Some((destination, said)) = target else { return self.line(text, ink) };
        let mut alt = plain(text);
        if alt.is_empty() {
            alt.push_str(&said);
        }
        let words = if text.is_empty() { self.text(&said, Ink { link: true, ..ink }) } else { self.line(text, Ink { link: true, ..ink }) };
        words.linked(destination, Some(alt.into()))
    }

    fn destination(&self, to: &Target) -> Option<(Destination, String)> {
        match to {
            Target::Record(_) => None,
            Target::Anchor(anchor) => self.anchors.target(anchor).map(|location| (Destination::Location(location), anchor.clone())),
            Target::Document { name, anchor } => {
                let mut address = format!("{}.pdf", encoded(name));
                if !anchor.is_empty() {
                    address.push('#');
                    address.push_str(&encoded(anchor));
                }
                Some((Destination::Url(Url::new(address).ok()?), format!("{name} {anchor}")))
            }
            Target::Url(url) => Some((Destination::Url(Url::new(url.as_str()).ok()?), url.as_str().to_owned())),
        }
    }

    /// A paragraph, in the direction of its first letter.
    pub(crate) fn paragraph(&self, inlines: &[Inline], ink: Ink) -> Content {
        turned(ParElem::new(self.line(inlines, ink)).pack(), inlines)
    }

    /// Blocks, one after another.
    pub(crate) fn blocks(&mut self, blocks: &[Block], depth: usize) -> Content {
        let set: Vec<Content> = blocks.iter().map(|block| self.block(block, depth)).collect();
        Content::sequence(set)
    }

    /// One block.
    pub(crate) fn block(&mut self, block: &Block, depth: usize) -> Content {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Paragraph(text) => self.paragraph(text, Ink::TEXT),
            Block::List { start, items } => self.list(*start, items, depth),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::Code { text, .. } => self.code(text),
            Block::Quote(blocks) => self.quote(blocks, depth),
            Block::Figure(figure) => self.figure(figure),
            Block::Note(note) => self.note(note),
            Block::Rule => DividerElem::new().pack(),
        }
    }

    fn heading(&mut self, heading: &Heading) -> Content {
        let level = usize::from(heading.level.clamp(1, 6)).min(self.level + 1);
        self.level = level;
        let mut text = self.line(&heading.text, Ink::TEXT);
        if heading.numbered {
            self.numbers.truncate(level);
            if self.numbers.len() == level
                && let Some(last) = self.numbers.last_mut()
            {
                *last += 1;
            }
            self.numbers.resize(level, 1);
            let number: Vec<String> = self.numbers.iter().map(u32::to_string).collect();
            text = TextElem::packed(eco_format!("{}\u{2002}", number.join("."))) + text;
        }
        let set = HeadingElem::new(text)
            .with_level(Smart::Custom(NonZeroUsize::new(level).unwrap_or(NonZeroUsize::MIN)))
            .with_outlined(heading.numbered)
            .pack();
        match self.anchors.place(&heading.anchor) {
            Some(location) => set.located(location),
            None => set,
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item], depth: usize) -> Content {
        if depth >= DEEPEST {
            let mut set = Vec::new();
            for (at, item) in items.iter().enumerate() {
                let number = |start: u64| eco_format!("{}.\u{2002}", start.saturating_add(at as u64));
                let mark = TextElem::packed(start.map_or_else(|| EcoString::from("•\u{2002}"), number));
                set.push(self.item(item, depth, mark));
                set.push(ParbreakElem::shared().clone());
            }
            return Content::sequence(set);
        }
        let set: Vec<Content> = items.iter().map(|item| self.item(item, depth, Content::empty())).collect();
        // Items of one line each stand close.
        let tight = items.iter().all(|item| item.blocks.len() <= 1);
        if let Some(start) = start {
            let items = set.into_iter().map(|body| Packed::new(EnumItem::new(body))).collect();
            return EnumElem::new(items).with_start(Smart::Custom(start.min(u64::MAX / 2))).with_tight(tight).pack();
        }
        let tasks = !items.is_empty() && items.iter().all(|item| item.done.is_some());
        let items = set.into_iter().map(|body| Packed::new(ListItem::new(body))).collect();
        let mut list = ListElem::new(items).with_tight(tight);
        if tasks {
            list = list.with_marker(ListMarker::Content(vec![Content::empty()])).with_body_indent(Length::zero());
        }
        list.pack()
    }

    /// An item: what marks it, its box and its text on one line.
    fn item(&mut self, item: &Item, depth: usize, mark: Content) -> Content {
        let done = item.done.map(|done| TextElem::packed(if done { "☑\u{2002}" } else { "☐\u{2002}" }));
        let mark = mark + done.unwrap_or_default();
        match item.blocks.as_slice() {
            [Block::Paragraph(text)] => {
                let line = self.line(text, Ink::TEXT);
                turned(mark + line, text)
            }
            [Block::Paragraph(text), rest @ ..] => {
                let line = self.line(text, Ink::TEXT);
                turned(ParElem::new(mark + line).pack(), text) + self.blocks(rest, depth + 1)
            }
            blocks => mark + self.blocks(blocks, depth + 1),
        }
    }

    fn code(&self, text: &str) -> Content {
        let raw = RawElem::new(RawContent::Text(verbatim(text, self.trust).into())).with_block(true).pack();
        BlockElem::new()
            .with_body(Some(BlockBody::Content(raw)))
            .with_width(Smart::Custom(Rel::one()))
            .with_fill(ground(primum_document::Tone::Quiet))
            .with_radius(Corners::splat(Some(Rel::from(Abs::pt(2.0)))))
            .with_inset(Sides::splat(Some(Rel::from(Abs::pt(6.0)))))
            .pack()
    }

    fn quote(&mut self, blocks: &[Block], depth: usize) -> Content {
        let body = self.blocks(blocks, depth + 1);
        if depth >= DEEPEST {
            return body;
        }
        boxed(body, strong(primum_document::Tone::Quiet), 1.5, None)
    }

    fn note(&self, note: &Note) -> Content {
        let mut line = self.line(&note.text, Ink::TEXT);
        if !note.title.is_empty() {
            let dot = if note.text.is_empty() { "" } else { ". " };
            let title = self.text(&format!("{}{dot}", note.title), Ink { bold: true, tone: note.tone, ..Ink::TEXT });
            line = title + line;
        }
        let fill = ground(note.tone).or_else(|| ground(primum_document::Tone::Quiet));
        boxed(turned(line, &note.text), strong(note.tone), 2.5, fill)
    }

    fn figure(&mut self, figure: &Figure) -> Content {
        self.figures += 1;
        let caption = eco_format!("Figure {}. {}", self.figures, shown(&figure.caption, self.trust));
        let picture = pictures::alone(&figure.picture, self);
        let body = picture.set(AlignElem::alignment, Alignment::CENTER)
            + ParElem::new(TextElem::packed(caption))
                .pack()
                .set(TextElem::size, TextSize(Length::from(Abs::pt(9.0))))
                .set(AlignElem::alignment, Alignment::H(HAlignment::Center));
        BlockElem::new()
            .with_body(Some(BlockBody::Content(body)))
            .with_width(Smart::Custom(Rel::one()))
            .with_breakable(false)
            .with_above(Smart::Custom(Spacing::from(Em::new(1.2))))
            .with_below(Smart::Custom(Spacing::from(Em::new(1.4))))
            .pack()
    }

    /// What a picture shows, in words.
    pub(crate) fn alt(&self, picture: &Picture) -> EcoString {
        let words = match picture {
            Picture::Drawing(drawing) => &drawing.description,
            Picture::Image { alt, .. } => alt,
        };
        // PDF/UA-1 wants some words.
        let words = if words.trim().is_empty() { "Picture without a description" } else { words };
        shown(words, self.trust).as_ref().into()
    }
}

/// A box with a bar at its left.
fn boxed(body: Content, bar: typst::visualize::Paint, width: f64, fill: Option<typst::visualize::Paint>) -> Content {
    let stroke = Stroke::from_pair(bar, Abs::pt(width).into());
    let inset = Abs::pt(if fill.is_some() { 6.0 } else { 2.0 });
    BlockElem::new()
        .with_body(Some(BlockBody::Content(body)))
        .with_width(Smart::Custom(Rel::one()))
        .with_fill(fill)
        .with_stroke(Sides { left: Some(Some(stroke)), top: None, right: None, bottom: None })
        .with_inset(Sides {
            left: Some(Rel::from(Abs::pt(8.0))),
            top: Some(Rel::from(inset)),
            right: Some(Rel::from(Abs::pt(6.0))),
            bottom: Some(Rel::from(inset)),
        })
        .pack()
}

/// Content in the direction in which its text is read.
pub(crate) fn turned(content: Content, inlines: &[Inline]) -> Content {
    match right_to_left(&plain(inlines)) {
        Some(true) => content.set(TextElem::dir, TextDir(Smart::Custom(Dir::RTL))),
        _ => content,
    }
}

/// The text of a line without what is done to it.
pub(crate) fn plain(inlines: &[Inline]) -> String {
    let mut out = String::new();
    gather(inlines, &mut out);
    out
}

fn gather(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => {
                gather(inner, out)
            }
            Inline::Break => out.push(' '),
            Inline::Picture(_) => {}
        }
    }
}

/// A part of an address: what is not a letter, a digit or one of `-._~` is written as bytes (RFC 3986, 2.1).
fn encoded(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::with_capacity(text.len()), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
