//! How the table of CycloneDX is written: an object is a list of members, each with what it holds, since when, and where XML keeps it.

use crate::node::Node;
use crate::refusal::Refusal;

/// Words, space between them, with the minor version of CycloneDX 1 that brought them.
pub(crate) type Vocabulary = &'static [(u8, &'static str)];

/// What a member holds.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// Whatever; it is not looked into.
    Anything,
    /// A text.
    Text,
    /// A text that is not empty.
    Filled,
    /// The name of the object within the file: not empty, and no other has it.
    Ref,
    /// The name of an object; whether it is there is not asked.
    Link,
    /// An address or part of one.
    Iri,
    /// A truth value.
    Bool,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// A date with time.
    Moment,
    /// The serial number of the file.
    Serial,
    /// A type of media.
    Mime,
    /// A digest in hexadecimal, of a length that some algorithm has.
    Digest,
    /// An identifier of the list of licences of SPDX.
    Spdx,
    /// One of these words.
    Word(Vocabulary),
    /// A list of texts.
    Texts,
    /// A list of names of objects.
    Links,
    /// A list of addresses.
    Iris,
    /// A list of whole numbers.
    Wholes,
    /// A list of words.
    Words(Vocabulary),
    /// An object.
    Object(&'static Shape),
    /// A list of objects.
    Objects(&'static Shape),
    /// A list of the first, or one of the second: versions differ.
    ListOr(&'static Shape, &'static Shape),
    /// An object or a list of such.
    OneOrMore(&'static Shape),
    /// A list of licences and expressions.
    Licences,
}

/// Where XML keeps a member.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// An element of the same name.
    Element,
    /// An attribute of this name.
    Attribute(&'static str),
    /// The text of the element itself.
    Body,
    /// An element of the same name, in it one element of this name for each.
    Items(&'static str),
    /// One element of this name for each.
    Repeated(&'static str),
    /// Nowhere.
    Json,
}

/// A member of an object.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) form: Form,
    since: u8,
    required: (u8, u8),
}

/// A member that may be absent.
pub(crate) const fn m(name: &'static str, kind: Kind) -> Member {
    Member { name, kind, form: Form::Element, since: 0, required: (u8::MAX, 0) }
}

impl Member {
    pub(crate) const fn attribute(self) -> Self {
        Self { form: Form::Attribute(self.name), ..self }
    }

    pub(crate) const fn attribute_named(self, name: &'static str) -> Self {
        Self { form: Form::Attribute(name), ..self }
    }

    pub(crate) const fn body(self) -> Self {
        Self { form: Form::Body, ..self }
    }

    pub(crate) const fn items(self, name: &'static str) -> Self {
        Self { form: Form::Items(name), ..self }
    }

    pub(crate) const fn repeated(self, name: &'static str) -> Self {
        Self { form: Form::Repeated(name), ..self }
    }

    pub(crate) const fn json_only(self) -> Self {
        Self { form: Form::Json, ..self }
    }

    pub(crate) const fn since(self, version: u8) -> Self {
        Self { since: version, ..self }
    }

    pub(crate) const fn required(self) -> Self {
        Self { required: (0, u8::MAX), ..self }
    }

    pub(crate) const fn required_since(self, version: u8) -> Self {
        Self { required: (version, u8::MAX), ..self }
    }

    pub(crate) const fn required_until(self, version: u8) -> Self {
        Self { required: (0, version), ..self }
    }

    /// Does this version know it?
    pub(crate) fn is_known(&self, version: u8) -> bool {
        self.since <= version
    }

    /// Must it be there in this version?
    pub(crate) fn is_required(&self, version: u8) -> bool {
        self.is_known(version) && self.required.0 <= version && version <= self.required.1
    }
}

/// What an object is asked beyond its members.
pub(crate) type Rule = fn(&Node, u8) -> Result<(), Refusal>;

/// An object.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    pub(crate) members: &'static [Member],
    pub(crate) rule: Option<Rule>,
    /// Is it looked into in XML?
    pub(crate) xml: bool,
    /// Up to this version other members are no fault.
    open_until: u8,
}

/// An object that holds these members and no others.
pub(crate) const fn shape(name: &'static str, members: &'static [Member]) -> Shape {
    Shape { name, members, rule: None, xml: false, open_until: 0 }
}

impl Shape {
    pub(crate) const fn in_xml(self) -> Self {
        Self { xml: true, ..self }
    }

    pub(crate) const fn open_until(self, version: u8) -> Self {
        Self { open_until: version, ..self }
    }

    pub(crate) const fn rule(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    pub(crate) fn is_open(&self, version: u8) -> bool {
        version <= self.open_until
    }
}
