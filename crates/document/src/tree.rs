//! What a document is: headings, paragraphs, lists, tables, figures and notes, in the order in which they are read.

use crate::drawing::Drawing;
use crate::images::Image;
use crate::stamp::Stamp;
use serde::{Deserialize, Serialize};

/// A document that is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The name of its file without the extension: `05-software-requirements`. Unique in a set.
    pub name: String,
    /// Its number in the register of documents, as the header shows it.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What it is for, in one or two sentences.
    pub purpose: String,
    /// The clauses it answers, as people cite them: `IEC 62304 5.2.1`.
    pub clauses: Vec<String>,
    /// What it is made from, and who approved that.
    pub stamp: Stamp,
    /// What it says.
    pub blocks: Vec<Block>,
    /// What it lacks. Each is said where it is missing as well.
    pub missing: Vec<Missing>,
}

/// Something that a reader expects in a document and that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// What is missing.
    pub what: String,
    /// Why it is asked for, or why it is not there.
    pub why: String,
    /// What to do about it.
    pub remedy: String,
}

/// One piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A heading.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list: numbered from the given number, or with bullets.
    List {
        /// The number of the first item.
        start: Option<u64>,
        /// The items.
        items: Vec<Item>,
    },
    /// Terms and what belongs to them, such as the fields of a record: never empty.
    Fields(Vec<(Vec<Inline>, Vec<Inline>)>),
    /// A table.
    Table(Table),
    /// Text as it stands, such as code or the source of a diagram that is not drawn here.
    Code {
        /// The language, as it was named; empty where it was not.
        language: String,
        /// The text.
        text: String,
    },
    /// Words of others.
    Quote(Vec<Block>),
    /// A picture with its caption.
    Figure(Figure),
    /// Something that must not be overlooked.
    Note(Note),
    /// A line between two subjects.
    Rule,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 for the sections of the document, to 6.
    pub level: u8,
    /// Has a number and stands in the table of contents. Headings inside the text of a record have none.
    pub numbered: bool,
    /// The name that links lead to: the ID of the record that starts here. Empty where nothing leads here.
    pub anchor: String,
    /// Its text.
    pub text: Vec<Inline>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Done or not, where the item is a task.
    pub done: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A box that stands out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// [`Tone::Bad`] for what is missing, [`Tone::Caution`] for what is to be known, [`Tone::Plain`] for an explanation.
    pub tone: Tone,
    /// Its first words: `Missing`.
    pub title: String,
    /// What it says.
    pub text: Vec<Inline>,
}

/// What a colour means. No printer lets colour alone carry it: the words are there as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tone {
    /// Nothing is said by it.
    #[default]
    Plain,
    /// Less important.
    Quiet,
    /// Satisfied, passed, acceptable.
    Good,
    /// To be looked at.
    Caution,
    /// Missing, failed, unacceptable.
    Bad,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Inline {
    /// Text. Control characters in it are shown by the printers, never written.
    Text(String),
    /// Strong text.
    Strong(Vec<Inline>),
    /// Stressed text.
    Emphasis(Vec<Inline>),
    /// Text that no longer holds.
    Strike(Vec<Inline>),
    /// Text as it stands, such as a path.
    Code(String),
    /// Text that leads somewhere.
    Link {
        /// Where it leads.
        to: Target,
        /// Its text.
        text: Vec<Inline>,
    },
    /// A word that tells a state, with its colour: `satisfied`.
    State(Tone, String),
    /// A picture in a line.
    Picture(Picture),
    /// A new line in the same paragraph.
    Break,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    /// The record of this ID, wherever the set shows it. [`crate::Set`] makes it one of the next two, or takes the link away.
    Record(String),
    /// An anchor of the same document.
    Anchor(String),
    /// An anchor of another document of the set; the beginning where it is empty.
    Document {
        /// The [`Document::name`].
        name: String,
        /// The anchor.
        anchor: String,
    },
    /// Somewhere outside.
    Url(Url),
}

/// An address that a reader may be sent to: `http`, `https` or `mailto`, and nothing that a program would run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Url(String);

impl Url {
    /// The address, where it is one of the three kinds.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once(':')?;
        let known = ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
        let plain = !text.chars().any(|c| c.is_control() || c.is_whitespace() || matches!(c, '\\' | '"' | '<' | '>'));
        (known && plain && !rest.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The address as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Url {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::new(&text).ok_or_else(|| format!("{text:?} is no address that may be linked to"))
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows, in one line; also the name of its sheet in a workbook.
    pub caption: String,
    /// The columns, never none.
    pub columns: Vec<Column>,
    /// The rows. A row has as many cells as there are columns; printers fill up with empty ones and drop nothing.
    pub rows: Vec<Row>,
    /// Too wide for an upright page: printers turn the page.
    pub wide: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// How wide it is beside the others.
    pub share: Share,
}

/// How much of the width a column gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Share {
    /// A number, a date, an ID, one word.
    Narrow,
    /// A few words.
    Normal,
    /// Sentences.
    Wide,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The name that links lead to; empty where nothing leads here.
    pub anchor: String,
    /// The cells.
    pub cells: Vec<Cell>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it says.
    pub text: Vec<Inline>,
    /// What its colour means.
    pub tone: Tone,
}

/// A picture with its caption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The caption.
    pub caption: String,
    /// The picture.
    pub picture: Picture,
    /// The text of Mermaid that it was drawn from; empty where it was not. Forges draw that themselves, so a document as Markdown has it
    /// and not the drawing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// A picture, and what it shows in words, for who cannot see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Picture {
    /// Drawn here.
    Drawing(Drawing),
    /// A file of the project, whole.
    Image {
        /// What it shows.
        alt: String,
        /// The file.
        image: Image,
    },
}
