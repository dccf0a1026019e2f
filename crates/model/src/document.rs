//! One file, parsed: its records, their fields and parts as spans, in the order of the text. Never fails.

use crate::kinds::Kind;
use crate::source::Span;

/// What one file says. Every span points into that file.
#[derive(Debug, Default)]
pub struct Document {
    /// Front matter, delimiters included; empty where there is none.
    pub front_matter: Span,
    /// The keys and values of the front matter.
    pub defaults: Vec<(Span, Span)>,
    /// The records in the order of the text.
    pub records: Vec<RawRecord>,
    /// Their fields, record after record.
    pub fields: Vec<RawField>,
    /// Their sections, record after record.
    pub sections: Vec<RawSection>,
    /// Their parts, record after record.
    pub parts: Vec<RawPart>,
    /// The record tables.
    pub tables: Vec<RawTable>,
    /// Rows of other tables that begin with an ID.
    pub strays: Vec<Stray>,
    /// What could not be understood.
    pub faults: Vec<Fault>,
}

/// A record as spans.
#[derive(Clone, Copy, Debug)]
pub struct RawRecord {
    /// Its kind.
    pub kind: Kind,
    /// The ID.
    pub id: Span,
    /// The title; empty where there is none.
    pub title: Span,
    /// The heading line, or the table row.
    pub heading: Span,
    /// Everything, heading or row included.
    pub span: Span,
    /// The text after the fields, sections included; for a row, the `Text` cell.
    pub body: Span,
    /// Level of the heading; 0 for a table row.
    pub level: u8,
    /// First of its fields, and how many.
    pub fields: (u32, u32),
    /// First of its sections, and how many.
    pub sections: (u32, u32),
    /// First of its parts, and how many.
    pub parts: (u32, u32),
}

/// One value of a field.
#[derive(Clone, Copy, Debug)]
pub struct RawField {
    /// Position of the field in its kind.
    pub spec: u16,
    /// Where the key stands: in the record, in the table's header or in the front matter.
    pub key: Span,
    /// The value, without surrounding white space.
    pub value: Span,
    /// Does the value come from the front matter?
    pub default: bool,
    /// Is it a further value of a field that holds one? Then the first counts, and this one counts nowhere.
    pub surplus: bool,
}

/// A section of a record.
#[derive(Clone, Copy, Debug)]
pub struct RawSection {
    /// The text of its heading.
    pub title: Span,
    /// What stands under the heading, up to the next heading.
    pub body: Span,
    /// Level of the heading.
    pub level: u8,
}

/// An addressable paragraph: `A. …`.
#[derive(Clone, Copy, Debug)]
pub struct RawPart {
    /// Its letter.
    pub letter: u8,
    /// The paragraph.
    pub span: Span,
}

/// A table of records.
#[derive(Clone, Debug)]
pub struct RawTable {
    /// The whole table.
    pub span: Span,
    /// The cells of the header.
    pub header: Vec<Span>,
    /// First of its records, and how many.
    pub records: (u32, u32),
}

/// A row of a table that defines no records, and begins with what reads as an ID.
#[derive(Clone, Debug)]
pub struct Stray {
    /// The first cell.
    pub span: Span,
    /// The ID that it reads as.
    pub id: String,
}

/// What is wrong with the text of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What sort of fault.
    pub what: FaultKind,
    /// Where.
    pub span: Span,
    /// Position of the record in the file, if it stands in one.
    pub record: Option<u32>,
    /// The fact, standing alone.
    pub message: String,
    /// The next action.
    pub help: String,
}

/// The sorts of fault that a text can have. Each is a rule of its own, with a page of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described by the page of its rule")]
pub enum FaultKind {
    UnreadableText,
    UnclosedBlock,
    UnknownKind,
    UnknownField,
    UnreadableField,
    MalformedValue,
    RepeatedField,
    MissingField,
    MissingTitle,
    DuplicateId,
    DanglingLink,
    LinkToWrongKind,
    LinkToMissingPart,
    LinkToRetired,
    CircularLink,
    ConflictMark,
    UnreadableFile,
    Configuration,
}
