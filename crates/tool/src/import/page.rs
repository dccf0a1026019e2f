//! The document that an importer writes: records, fields, headings and blocks in the project's grammar.

use super::unmapped::{Strangers, Unmapped};
use super::{Imported, Note, Options, escape, identifier};
use std::collections::BTreeMap;

/// The document so far, and what is to be said about it.
pub(super) struct Page<'o> {
    pub(super) options: &'o Options,
    text: String,
    notes: Vec<Note>,
    first_line: BTreeMap<String, usize>,
    records: usize,
    links: usize,
    prefixes: BTreeMap<String, usize>,
    rewritten: Option<Rewritten>,
    strangers: Strangers,
    unmapped: Unmapped,
    /// Nothing but the head of a record has been written since the last heading.
    fresh: bool,
}

struct Rewritten {
    line: usize,
    example: String,
    count: usize,
}

/// The ID of a record: ours, and the foreign one where it had to be rewritten.
#[derive(Clone, Debug)]
pub(super) struct Identity {
    pub(super) id: String,
    pub(super) formerly: Option<String>,
}

/// One line of a field list.
pub(super) type Field = (String, String);

impl<'o> Page<'o> {
    pub(super) fn new(options: &'o Options) -> Self {
        Self {
            options,
            text: String::new(),
            notes: Vec::new(),
            first_line: BTreeMap::new(),
            records: 0,
            links: 0,
            prefixes: BTreeMap::new(),
            rewritten: None,
            strangers: Strangers::default(),
            unmapped: Unmapped::default(),
            fresh: false,
        }
    }

    pub(super) fn note(&mut self, line: usize, message: impl Into<String>) {
        self.notes.push(Note { line, message: message.into() });
    }

    /// The ID as the grammar writes it; a note and nothing if it cannot be written so.
    pub(super) fn identify(&mut self, line: usize, foreign: &str) -> Option<Identity> {
        let Some(id) = identifier::in_grammar(foreign) else {
            self.note(
                line,
                format!("`{foreign}` cannot be made an ID (a prefix of letters, then groups of letters and digits); it stays prose"),
            );
            return None;
        };
        let formerly = (id != foreign).then(|| foreign.to_owned());
        Some(Identity { id, formerly })
    }

    /// Counts a record and notes an ID that is not new.
    pub(super) fn count(&mut self, line: usize, identity: &Identity) {
        if let Some(foreign) = &identity.formerly {
            let example = || format!("`{foreign}` is now `{}`", identity.id);
            self.rewritten.get_or_insert_with(|| Rewritten { line, example: example(), count: 0 }).count += 1;
        }
        if let Some(first) = self.first_line.get(&identity.id) {
            let first = *first;
            self.note(line, format!("{} is on line {first} already; both are kept", identity.id));
        } else {
            self.first_line.insert(identity.id.clone(), line);
        }
        self.records += 1;
        let prefix = identifier::prefix(&identity.id, self.options).to_owned();
        *self.prefixes.entry(prefix).or_default() += 1;
    }

    /// An ID that begins a section or a row that is no record.
    pub(super) fn stranger(&mut self, line: usize, foreign: &str) {
        self.strangers.add(line, foreign, self.options);
    }

    /// A value whose name is mapped to no field, in a record with this ID.
    pub(super) fn unmapped(&mut self, line: usize, foreign: &str, value: &str, id: &str) {
        self.unmapped.add(line, foreign, value, identifier::prefix(id, self.options), self.options);
    }

    /// Has a record of this ID been written?
    pub(super) fn has(&self, id: &str) -> bool {
        self.first_line.contains_key(id)
    }

    /// The lines of one foreign field: links one a line, anything else as one value. Nothing if its name cannot be a key.
    pub(super) fn fields(&mut self, foreign: &str, value: &str) -> Option<Vec<Field>> {
        let name = match self.options.field(foreign) {
            Some(ours) => ours.to_owned(),
            None => identifier::key(foreign)?,
        };
        if let Some(targets) = self.targets(&name, value) {
            self.links += targets.len();
            return Some(targets.into_iter().map(|target| (name.clone(), target)).collect());
        }
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(if value.is_empty() { Vec::new() } else { vec![(name, value)] })
    }

    /// The targets in a value, if the field holds links and every word of the value is one.
    fn targets(&self, name: &str, value: &str) -> Option<Vec<String>> {
        let words: Vec<&str> = value.split([' ', '\t', '\n', ',', ';']).map(str::trim).filter(|word| !word.is_empty()).collect();
        let known = |id: &String| self.options.knows_prefix(identifier::prefix(id, self.options));
        let targets: Vec<String> = words.iter().map(|word| identifier::target(word)).collect::<Option<_>>()?;
        let linked = self.options.is_link(name) || targets.iter().all(known);
        (linked && !targets.is_empty()).then_some(targets)
    }

    /// The value of a link column of a table, its targets separated by commas; nothing if it holds anything else.
    pub(super) fn link_cell(&mut self, name: &str, value: &str) -> Option<String> {
        let targets = self.targets(name, value)?;
        self.links += targets.len();
        Some(targets.join(", "))
    }

    /// Writes the head of a record. `title` is Markdown already.
    pub(super) fn record(&mut self, level: usize, line: usize, identity: &Identity, title: &str, fields: &[Field]) {
        self.count(line, identity);
        let title = escape::closing_marks(title.split_whitespace().collect::<Vec<_>>().join(" "));
        let head = format!("{} {} {title}", "#".repeat(level.clamp(1, 6)), identity.id);
        self.block(head.trim_end());
        if !fields.is_empty() {
            let list: Vec<String> = fields.iter().map(|(key, value)| format!("- {key}: {value}")).collect();
            self.block(&list.join("\n"));
        }
        self.fresh = true;
        if let Some(foreign) = &identity.formerly {
            // Not the field `formerly`: its values are IDs of this grammar, which the foreign one is not.
            self.block(&format!("Formerly {}.", escape::code(foreign)));
        }
    }

    /// Writes a heading that is no record. `text` is Markdown already.
    pub(super) fn heading(&mut self, level: usize, text: &str) {
        let text = escape::heading(text, self.options);
        self.block(format!("{} {text}", "#".repeat(level.clamp(1, 6))).trim_end());
    }

    /// Writes a block, parted from what stands before by a blank line.
    pub(super) fn block(&mut self, block: &str) {
        if block.trim().is_empty() {
            return;
        }
        self.gap();
        for line in block.split('\n') {
            self.line(line);
        }
    }

    /// Writes a line as it is, save where its place would give it a meaning that it does not have.
    pub(super) fn line(&mut self, line: &str) {
        let blank = line.trim_matches([' ', '\t']).is_empty();
        if blank && (self.text.is_empty() || self.fresh && self.text.ends_with("\n\n")) {
            return;
        }
        if self.fresh && !blank {
            if !self.text.ends_with("\n\n") {
                self.text.push('\n');
            }
            // A list directly under the heading, or under its fields, is read as fields. A comment is body text, and what
            // follows it is body text too; it is not shown.
            if escape::is_bullet(line) {
                self.text.push_str("<!-- text -->\n\n");
            }
            self.fresh = false;
        }
        // The first line of a file opens front matter if it is `---`.
        let line = if self.text.is_empty() && line.trim() == "---" { "***" } else { line };
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Parts what comes from what stands before: two lines between which others were taken out must not come to mean
    /// something together.
    pub(super) fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes a line as it is.
    pub(super) fn verbatim(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn finish(mut self) -> Imported {
        if let Some(Rewritten { line, example, count }) = self.rewritten.take() {
            let message = if count == 1 {
                format!("{example}; the text keeps the old ID")
            } else {
                format!("{count} IDs were rewritten, the first here: {example}; the texts keep the old IDs")
            };
            self.note(line, message);
        }
        self.notes.extend(std::mem::take(&mut self.unmapped).notes().map(|(line, message)| Note { line, message }));
        self.notes.sort();
        let mut text = self.text.trim_end_matches('\n').to_owned();
        if !text.is_empty() {
            text.push('\n');
        }
        let strangers = self.strangers.counted();
        Imported { text, records: self.records, links: self.links, notes: self.notes, prefixes: self.prefixes, strangers }
    }
}
