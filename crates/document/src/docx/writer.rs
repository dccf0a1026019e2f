//! The text of a document while it is written: paragraphs and runs, straight into one string.

use super::names;
use super::numbering::Lists;
use super::package::Relations;
use super::pictures::Pictures;
use super::scripts;
use super::styles::{Names, Style};
use super::xml::escape;
use crate::tree::{Inline, Picture, Target, Tone};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;

/// A part of Word's own markup while it is written.
pub(super) struct Writer<'d> {
    pub(super) out: String,
    pub(super) names: &'d Names,
    pub(super) relations: Relations,
    pub(super) pictures: Pictures,
    pub(super) lists: Lists,
    /// How much wider than ours the letters of a template may be, in percent.
    pub(super) letters: i32,
    /// What is written stands in a table.
    pub(super) cell: bool,
    /// The anchors that this document has.
    pub(super) anchors: HashSet<String>,
    /// Bookmarks that were written, in lower case.
    bookmarks: HashSet<String>,
    bookmark: usize,
    /// How many captions of each kind there are.
    counts: HashMap<String, usize>,
    /// Newlines of a text that are written once something follows them.
    breaks: usize,
}

/// How a paragraph is set.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'p> {
    pub(super) style: Style,
    /// Stays on the page of what follows.
    pub(super) keep: bool,
    /// Begins a page.
    pub(super) new_page: bool,
    /// List and level.
    pub(super) number: Option<(usize, u8)>,
    /// Distance from the left, and how far the first line stands out to the left, in twentieths of a point.
    pub(super) indent: Option<(i32, i32)>,
    /// Names that links lead to.
    pub(super) anchors: &'p [&'p str],
    /// What stands before the text, as markup.
    pub(super) before: &'p str,
    /// No dots lead to what is at the right.
    pub(super) plain_tab: bool,
}

impl Paragraph<'_> {
    pub(super) fn of(style: Style) -> Self {
        Self { style, keep: false, new_page: false, number: None, indent: None, anchors: &[], before: "", plain_tab: false }
    }
}

/// How a run looks.
#[derive(Clone, Copy, Default)]
struct Look {
    strong: bool,
    emphasis: bool,
    strike: bool,
    code: bool,
    link: bool,
    state: Option<Tone>,
}

/// What is left to be written of a line. A list of its own and no recursion: text may be nested as deep as it likes.
enum Left<'i> {
    Inline(&'i Inline, Look),
    EndLink,
    Text(String, Look),
}

impl<'d> Writer<'d> {
    pub(super) fn new(names: &'d Names, relations: Relations, lists: Lists, pictures: Pictures, anchors: HashSet<String>) -> Self {
        Self {
            out: String::with_capacity(1 << 20),
            names,
            relations,
            pictures,
            lists,
            letters: 100,
            cell: false,
            anchors,
            bookmarks: HashSet::new(),
            bookmark: 0,
            counts: HashMap::new(),
            breaks: 0,
        }
    }

    /// A paragraph. Pictures in it are no wider than `width`, in twentieths of a point.
    pub(super) fn paragraph(&mut self, paragraph: Paragraph<'_>, text: &[Inline], width: i32) {
        self.open(paragraph, scripts::begins_right(text));
        self.line(text, width);
        self.close();
    }

    /// Begins a paragraph.
    pub(super) fn open(&mut self, paragraph: Paragraph<'_>, leftward: bool) {
        self.out.push_str("<w:p><w:pPr><w:pStyle w:val=\"");
        escape(&mut self.out, self.names.id(paragraph.style));
        self.out.push_str("\"/>");
        if paragraph.keep {
            self.out.push_str("<w:keepNext/>");
        }
        if paragraph.new_page {
            self.out.push_str("<w:pageBreakBefore/>");
        }
        if let Some((list, level)) = paragraph.number {
            let _ = write!(self.out, "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");
        }
        if paragraph.plain_tab {
            self.out.push_str("<w:tabs><w:tab w:val=\"right\" w:leader=\"none\" w:pos=\"9638\"/></w:tabs>");
        }
        if leftward {
            self.out.push_str("<w:bidi/>");
        }
        if let Some((left, hanging)) = paragraph.indent {
            let _ = write!(self.out, "<w:ind w:left=\"{left}\"");
            if hanging > 0 {
                let _ = write!(self.out, " w:hanging=\"{hanging}\"");
            } else {
                self.out.push_str(" w:firstLine=\"0\"");
            }
            self.out.push_str("/>");
        }
        self.out.push_str("</w:pPr>");
        for anchor in paragraph.anchors {
            self.mark(&names::bookmark(anchor));
        }
        self.out.push_str(paragraph.before);
        self.breaks = 0;
    }

    /// Ends a paragraph.
    pub(super) fn close(&mut self) {
        self.out.push_str("</w:p>");
    }

    /// A bookmark here, unless its name was given away already: a link leads to the first.
    pub(super) fn mark(&mut self, name: &str) {
        if self.bookmarks.insert(name.to_lowercase()) {
            self.bookmark += 1;
            let _ = write!(self.out, "<w:bookmarkStart w:id=\"{}\" w:name=\"{name}\"/>", self.bookmark);
            let _ = write!(self.out, "<w:bookmarkEnd w:id=\"{}\"/>", self.bookmark);
        }
    }

    /// A line of text, in the paragraph that is open.
    pub(super) fn line(&mut self, text: &[Inline], width: i32) {
        let mut left: Vec<Left<'_>> = text.iter().rev().map(|inline| Left::Inline(inline, Look::default())).collect();
        while let Some(next) = left.pop() {
            let (inline, look) = match next {
                Left::Inline(inline, look) => (inline, look),
                Left::EndLink => {
                    self.out.push_str("</w:hyperlink>");
                    continue;
                }
                Left::Text(text, look) => {
                    self.run(&text, look);
                    continue;
                }
            };
            match inline {
                Inline::Text(text) => self.run(text, look),
                Inline::Code(text) => self.run(text, Look { code: true, ..look }),
                Inline::State(tone, text) => self.run(text, Look { state: Some(*tone), ..look }),
                Inline::Strong(inner) => nest(&mut left, inner, Look { strong: true, ..look }),
                Inline::Emphasis(inner) => nest(&mut left, inner, Look { emphasis: true, ..look }),
                Inline::Strike(inner) => nest(&mut left, inner, Look { strike: true, ..look }),
                Inline::Link { to, text: inner } => {
                    let (opened, told) = if look.link { (false, None) } else { self.open_link(to) };
                    let same = |told: &String| matches!(inner.as_slice(), [Inline::Text(text)] if text == told);
                    if let Some(told) = told.filter(|told| !same(told)) {
                        left.push(Left::Text(format!(" ({told})"), look));
                    }
                    if opened {
                        left.push(Left::EndLink);
                    }
                    nest(&mut left, inner, Look { link: look.link || opened, ..look });
                }
                Inline::Picture(picture) => self.picture(picture, width),
                Inline::Break => {
                    self.flush();
                    self.out.push_str("<w:r><w:br/></w:r>");
                }
            }
        }
    }

    /// Begins a link where it leads somewhere; otherwise an address that has to be told in words may come back.
    fn open_link(&mut self, to: &Target) -> (bool, Option<String>) {
        let (relation, bookmark) = match to {
            Target::Anchor(anchor) if self.anchors.contains(anchor) => (None, names::bookmark(anchor)),
            Target::Document { name, anchor } => {
                let bookmark = if anchor.is_empty() { String::new() } else { names::bookmark(anchor) };
                (Some(self.relations.outside(&names::file(name))), bookmark)
            }
            Target::Url(url) => match names::address(url.as_str()) {
                Some(address) => (Some(self.relations.outside(&address)), String::new()),
                None => return (false, Some(url.as_str().to_owned())),
            },
            // Nothing shows it, so nothing leads there.
            Target::Anchor(_) | Target::Record(_) => return (false, None),
        };
        self.flush();
        self.out.push_str("<w:hyperlink");
        if let Some(relation) = relation {
            let _ = write!(self.out, " r:id=\"{relation}\"");
        }
        if !bookmark.is_empty() {
            let _ = write!(self.out, " w:anchor=\"{bookmark}\"");
        }
        self.out.push_str(" w:history=\"1\">");
        (true, None)
    }

    /// A picture in a run of its own.
    pub(super) fn picture(&mut self, picture: &Picture, width: i32) {
        self.flush();
        self.pictures.write(&mut self.out, &mut self.relations, picture, width);
    }

    /// Plain text.
    pub(super) fn words(&mut self, text: &str) {
        self.run(text, Look::default());
    }

    /// Strong text.
    pub(super) fn strong(&mut self, text: &str) {
        self.run(text, Look { strong: true, ..Look::default() });
    }

    fn run(&mut self, text: &str, look: Look) {
        for piece in scripts::pieces(text).into_iter().filter(|piece| !piece.text.is_empty()) {
            let lines = piece.text.split('\n');
            for (at, line) in lines.enumerate() {
                self.breaks += usize::from(at > 0);
                if line.is_empty() {
                    continue;
                }
                self.flush();
                self.out.push_str("<w:r>");
                self.look(look, piece.leftward, scripts::eastern(line));
                for (at, part) in line.split('\t').enumerate() {
                    if at > 0 {
                        self.out.push_str("<w:tab/>");
                    }
                    if !part.is_empty() {
                        self.out.push_str("<w:t xml:space=\"preserve\">");
                        escape(&mut self.out, part);
                        self.out.push_str("</w:t>");
                    }
                }
                self.out.push_str("</w:r>");
            }
        }
    }

    /// Newlines at the end of a paragraph are no lines.
    fn flush(&mut self) {
        for _ in 0..std::mem::take(&mut self.breaks) {
            self.out.push_str("<w:r><w:br/></w:r>");
        }
    }

    /// The properties of a run, in the order of the schema (ECMA-376 part 1, 17.3.2.28).
    fn look(&mut self, look: Look, leftward: bool, eastern: Option<(&str, &str)>) {
        let style = match look {
            Look { state: Some(tone), .. } => Some(Style::State(tone)),
            Look { link: true, .. } => Some(Style::Hyperlink),
            Look { code: true, .. } => Some(Style::CodeText),
            _ => None,
        };
        let Look { strong, emphasis, strike, .. } = look;
        if style.is_none() && !strong && !emphasis && !strike && !leftward && eastern.is_none() {
            return;
        }
        self.out.push_str("<w:rPr>");
        if let Some(style) = style {
            self.out.push_str("<w:rStyle w:val=\"");
            escape(&mut self.out, self.names.id(style));
            self.out.push_str("\"/>");
        }
        // Only one style of characters counts: code in a link has its font by itself. In tables too, where LibreOffice puts the font of the
        // style of the table above that of the style of the characters.
        let code = look.code && (self.cell || style != Some(Style::CodeText));
        if code || eastern.is_some() {
            self.out.push_str("<w:rFonts");
            if eastern.is_some() {
                self.out.push_str(" w:hint=\"eastAsia\"");
            }
            if code {
                self.out.push_str(" w:ascii=\"Courier New\" w:hAnsi=\"Courier New\"");
            }
            if let Some((font, _)) = eastern {
                let _ = write!(self.out, " w:eastAsia=\"{font}\"");
            }
            self.out.push_str("/>");
        }
        for (on, tags) in [(strong, "<w:b/><w:bCs/>"), (emphasis, "<w:i/><w:iCs/>"), (strike, "<w:strike/>"), (leftward, "<w:rtl/>")] {
            if on {
                self.out.push_str(tags);
            }
        }
        if let Some((_, language)) = eastern {
            let _ = write!(self.out, "<w:lang w:eastAsia=\"{language}\"/>");
        }
        self.out.push_str("</w:rPr>");
    }

    /// The number of the next caption of a kind.
    pub(super) fn count(&mut self, kind: &str) -> usize {
        let count = self.counts.entry(kind.to_owned()).or_default();
        *count += 1;
        *count
    }

    /// A field with what it showed when it was last counted.
    pub(super) fn field(&mut self, instruction: &str, shown: &str) {
        field(&mut self.out, instruction, shown);
    }
}

fn nest<'i>(left: &mut Vec<Left<'i>>, inner: &'i [Inline], look: Look) {
    left.extend(inner.iter().rev().map(|inline| Left::Inline(inline, look)));
}

/// A field: what is counted, and what it showed when it was last counted.
pub(super) fn field(out: &mut String, instruction: &str, shown: &str) {
    let _ = write!(
        out,
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> {instruction} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
    );
    if !shown.is_empty() {
        out.push_str("<w:r><w:t>");
        escape(out, shown);
        out.push_str("</w:t></w:r>");
    }
    out.push_str("<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>");
}
