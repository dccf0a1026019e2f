//! A thin view of one record in the model, made so that rules read like the sentences they check.

use crate::kinds::Kind;
use crate::model::{DANGLING, Model, NO_LINK, range};
use crate::schema::{FieldSpec, KindSpec};
use crate::source::{Place, Span};
use std::borrow::Cow;
use std::fmt;

/// One record of a model.
#[derive(Clone, Copy)]
pub struct Record<'m> {
    pub(crate) model: &'m Model,
    pub(crate) at: u32,
}

/// One value of a field.
#[derive(Clone, Copy)]
pub struct Value<'m> {
    /// The value as written.
    pub text: &'m str,
    /// Where it stands.
    pub place: Place,
    /// The field.
    pub field: &'m FieldSpec,
    /// Does it come from the front matter of the file?
    pub default: bool,
    target: u32,
    model: &'m Model,
}

/// A section of a record.
#[derive(Clone, Copy, Debug)]
pub struct SectionView<'m> {
    /// The text of its heading.
    pub title: &'m str,
    /// The text under it, up to the next heading.
    pub body: &'m str,
    /// Where its heading stands.
    pub place: Place,
    /// Level of the heading.
    pub level: u8,
}

impl<'m> Record<'m> {
    /// The model it belongs to.
    #[must_use]
    pub fn model(self) -> &'m Model {
        self.model
    }

    /// Its position in the model.
    #[must_use]
    pub fn position(self) -> u32 {
        self.at
    }

    fn node(self) -> &'m crate::model::Node {
        &self.model.records[self.at as usize]
    }

    fn here(self, span: Span) -> Place {
        Place { file: self.node().file, span }
    }

    fn string(self, span: Span) -> &'m str {
        self.model.file_text(self.node().file, span)
    }

    /// Its ID.
    #[must_use]
    pub fn id(self) -> &'m str {
        self.string(self.node().raw.id)
    }

    /// Its title; empty where it has none.
    #[must_use]
    pub fn title(self) -> Cow<'m, str> {
        self.cell(self.node().raw.title)
    }

    /// Its kind.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.node().raw.kind
    }

    /// The specification of its kind.
    #[must_use]
    pub fn spec(self) -> &'m KindSpec {
        &self.model.config.schema.kinds()[self.node().spec as usize]
    }

    /// Where its ID stands.
    #[must_use]
    pub fn place(self) -> Place {
        self.here(self.node().raw.id)
    }

    /// Where its title stands; where the ID stands if it has none.
    #[must_use]
    pub fn title_place(self) -> Place {
        let raw = &self.node().raw;
        self.here(if raw.title.is_empty() { raw.id } else { raw.title })
    }

    /// Everything it says, from the heading to the last line.
    #[must_use]
    pub fn extent(self) -> Place {
        self.here(self.node().raw.span)
    }

    /// Path of its file.
    #[must_use]
    pub fn path(self) -> &'m str {
        &self.model.files[self.node().file as usize].path
    }

    /// Is it a row of a table?
    #[must_use]
    pub fn is_row(self) -> bool {
        self.node().raw.level == 0
    }

    /// Level of its heading; 0 for a row.
    #[must_use]
    pub fn level(self) -> u8 {
        self.node().raw.level
    }

    /// Is it retired?
    #[must_use]
    pub fn is_retired(self) -> bool {
        self.node().retired
    }

    /// The text after the fields, with its sections. Bars that a table cell escapes are plain.
    #[must_use]
    pub fn body(self) -> Cow<'m, str> {
        self.cell(self.node().raw.body)
    }

    /// The body as it stands in the file, with its place.
    #[must_use]
    pub fn raw_body(self) -> (&'m str, Place) {
        let span = self.node().raw.body;
        (self.string(span), self.here(span))
    }

    /// Is there any text besides comments, in the body or its sections?
    #[must_use]
    pub fn is_written(self) -> bool {
        let (statement, _) = self.statement();
        !written(statement).is_empty() || self.sections().any(|section| !section.body.is_empty())
    }

    /// The text before the first section.
    #[must_use]
    pub fn statement(self) -> (&'m str, Place) {
        let mut span = self.node().raw.body;
        if let Some(first) = self.model.sections[range(self.node().raw.sections)].first() {
            // The heading's text starts after its marks; the line starts before them.
            let text = &self.model.files[self.node().file as usize].text;
            let line = text[..first.title.start as usize].rfind('\n').map_or(0, |at| at + 1);
            span.end = span.end.min(line as u32).max(span.start);
        }
        (self.string(span).trim_end(), self.here(span))
    }

    fn cell(self, span: Span) -> Cow<'m, str> {
        let text = self.string(span);
        if self.is_row() && text.contains("\\|") { Cow::Owned(text.replace("\\|", "|")) } else { Cow::Borrowed(text) }
    }

    /// Every value of every field, in the order of the text, defaults last.
    pub fn fields(self) -> impl Iterator<Item = Value<'m>> + Clone {
        let node = self.node();
        let spec = self.spec();
        range(node.raw.fields).map(move |at| {
            let raw = &self.model.fields[at];
            Value {
                text: self.string(raw.value),
                place: self.here(raw.value),
                field: &spec.fields[raw.spec as usize],
                default: raw.default,
                target: self.model.targets[at],
                model: self.model,
            }
        })
    }

    /// The values of one field.
    pub fn values(self, name: &'static str) -> impl Iterator<Item = Value<'m>> + Clone {
        self.fields().filter(move |value| value.field.name == name)
    }

    /// The first value of a field.
    #[must_use]
    pub fn value(self, name: &'static str) -> Option<Value<'m>> {
        self.values(name).next()
    }

    /// The text of the first value of a field.
    #[must_use]
    pub fn text(self, name: &'static str) -> Option<&'m str> {
        self.value(name).map(|value| value.text)
    }

    /// The text of a field where the record gives it once. Of two answers the first stands for readers; whoever decides about harm
    /// takes neither.
    #[must_use]
    pub fn only(self, name: &'static str) -> Option<&'m str> {
        if self.repeats(name) { None } else { self.text(name) }
    }

    /// The text of a field that the record itself gives, once. What the front matter gives to every record of a file was not
    /// thought of each.
    #[must_use]
    pub fn own(self, name: &'static str) -> Option<&'m str> {
        self.only(name).filter(|_| self.value(name).is_some_and(|value| !value.default))
    }

    /// Does the record give more than one value to a field that holds one?
    #[must_use]
    pub fn repeats(self, name: &str) -> bool {
        self.further(name).next().is_some()
    }

    /// What else the record gives to a field that holds one value: the text, and where it stands.
    pub fn further(self, name: &str) -> impl Iterator<Item = (&'m str, Place)> {
        let found = self.spec().field(name).map_or(&[][..], |(at, _)| self.model.repeated(self.at, at));
        found.iter().map(move |(.., span)| (self.string(*span), self.here(*span)))
    }

    /// Does another record have the same ID? Then nobody knows which of them a link means.
    #[must_use]
    pub fn shares_its_id(self) -> bool {
        self.node().shared_id
    }

    /// Is this one of the values of the field?
    #[must_use]
    pub fn says(self, name: &'static str, word: &str) -> bool {
        self.values(name).any(|value| value.text == word)
    }

    /// A date field, if it is given and is a date.
    #[must_use]
    pub fn date(self, name: &'static str) -> Option<jiff::civil::Date> {
        self.text(name).and_then(crate::value::date)
    }

    /// Is the question answered, by a field or by a section of the same name that is not empty? Long answers make better sections.
    #[must_use]
    pub fn answers(self, name: &'static str) -> bool {
        self.value(name).is_some() || self.section(name).is_some_and(|section| !section.body.is_empty())
    }

    /// Its sections in the order of the text.
    pub fn sections(self) -> impl Iterator<Item = SectionView<'m>> + Clone {
        self.model.sections[range(self.node().raw.sections)].iter().map(move |raw| SectionView {
            title: self.string(raw.title),
            body: written(self.string(raw.body)),
            place: self.here(raw.title),
            level: raw.level,
        })
    }

    /// The section of this name; capitals and `-` for blanks do not matter. Text under deeper headings counts as its text.
    #[must_use]
    pub fn section(self, name: &str) -> Option<SectionView<'m>> {
        let sections = &self.model.sections[range(self.node().raw.sections)];
        let at = sections.iter().position(|raw| same_name(self.string(raw.title), name))?;
        let own = &sections[at];
        let mut body = own.body;
        for deeper in sections[at + 1..].iter().take_while(|other| other.level > own.level) {
            body = if body.is_empty() { deeper.body } else { Span { start: body.start, end: deeper.body.end.max(deeper.title.end) } };
        }
        Some(SectionView { title: self.string(own.title), body: written(self.string(body)), place: self.here(own.title), level: own.level })
    }

    /// Its addressable parts: letter and paragraph.
    pub fn parts(self) -> impl Iterator<Item = (char, &'m str)> {
        self.model.parts[range(self.node().raw.parts)].iter().map(move |part| (part.letter as char, self.string(part.span)))
    }

    /// The records that one of its link fields leads to.
    pub fn links(self, name: &'static str) -> impl Iterator<Item = Record<'m>> + Clone {
        self.values(name).filter_map(Value::target)
    }

    /// Every link: the value and the record it leads to.
    pub fn outgoing(self) -> impl Iterator<Item = (Value<'m>, Record<'m>)> + Clone {
        self.fields().filter_map(|value| value.target().map(|target| (value, target)))
    }

    /// Every link that leads here, from records that are not retired: the record, and the field in it.
    pub fn incoming(self) -> impl Iterator<Item = (Record<'m>, &'m FieldSpec)> + Clone {
        self.model.incoming[range(self.node().incoming)].iter().filter_map(move |(from, field)| {
            let record = Record { model: self.model, at: *from };
            let spec = self.model.fields[*field as usize].spec;
            (!record.is_retired()).then(|| (record, &record.spec().fields[spec as usize]))
        })
    }

    /// The records that lead here by this field.
    pub fn linked_by(self, name: &'static str) -> impl Iterator<Item = Record<'m>> + Clone {
        self.incoming().filter(move |(_, field)| field.name == name).map(|(record, _)| record)
    }
}

impl<'m> Value<'m> {
    /// The record that a link leads to.
    #[must_use]
    pub fn target(self) -> Option<Record<'m>> {
        (self.target < NO_LINK).then_some(Record { model: self.model, at: self.target })
    }

    /// Is it a link whose target exists nowhere?
    #[must_use]
    pub fn is_dangling(self) -> bool {
        self.target == DANGLING
    }
}

impl PartialEq for Record<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && std::ptr::eq(self.model, other.model)
    }
}

impl Eq for Record<'_> {}

impl fmt::Debug for Record<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

/// The text, or nothing where it holds only comments: guidance that nobody has answered yet says nothing.
fn written(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(comment) = rest.strip_prefix("<!--") {
        let Some(end) = comment.find("-->") else { return "" };
        rest = comment[end + 3..].trim_start();
    }
    if rest.is_empty() { "" } else { text }
}

/// `Steps`, `steps` and `system-test` / `System test` are the same name.
fn same_name(title: &str, name: &str) -> bool {
    let fold = |byte: u8| if byte == b'-' || byte == b'_' { b' ' } else { byte.to_ascii_lowercase() };
    title.len() == name.len() && title.bytes().zip(name.bytes()).all(|(a, b)| fold(a) == fold(b))
}
