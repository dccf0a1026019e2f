//! The records of a project, linked: every link in both directions, held by position.

use crate::config::{CONFIG_FILE, Config, Unreadable};
use crate::document::{Document, FaultKind, RawField, RawPart, RawRecord, RawSection};
use crate::kinds::Kind;
use crate::parse::parse;
use crate::record::Record;
use crate::snapshot::Snapshot;
use crate::source::{Place, Source, Span};
use crate::suggest::nearest;
use crate::value::split_part;
use hashbrown::{DefaultHashBuilder, HashTable};
use jiff::civil::Date;
use std::hash::BuildHasher;

/// The position that names `primum.toml` in a [`Place`].
pub const CONFIG_PLACE: u32 = u32::MAX;

/// A link field whose target exists nowhere.
pub(crate) const DANGLING: u32 = u32::MAX;
/// A field that is no link.
pub(crate) const NO_LINK: u32 = u32::MAX - 1;

/// The linked model of a project.
#[derive(Debug)]
pub struct Model {
    /// The configuration.
    pub config: Config,
    /// The day on which ages are judged.
    pub date: Date,
    /// Files and folders that could not be read, with the reason.
    pub unread: Vec<(String, String)>,
    /// What is wrong with texts and links, in the order of the files.
    pub problems: Vec<Problem>,
    pub(crate) config_source: Option<Source>,
    pub(crate) files: Vec<Source>,
    pub(crate) documents: Vec<FileRecords>,
    pub(crate) records: Vec<Node>,
    pub(crate) fields: Vec<RawField>,
    pub(crate) targets: Vec<u32>,
    pub(crate) sections: Vec<RawSection>,
    pub(crate) parts: Vec<RawPart>,
    pub(crate) incoming: Vec<(u32, u32)>,
    pub(crate) by_kind: Vec<Vec<u32>>,
    ids: HashTable<u32>,
    hasher: DefaultHashBuilder,
    former: Vec<(String, u32)>,
}

/// A record in the model.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) raw: RawRecord,
    pub(crate) file: u32,
    pub(crate) spec: u16,
    pub(crate) retired: bool,
    pub(crate) incoming: (u32, u32),
}

/// Which records, and which record tables, a file holds.
#[derive(Debug)]
pub struct FileRecords {
    /// First of its records, and how many.
    pub records: (u32, u32),
    /// Front matter; empty where there is none.
    pub front_matter: Span,
    /// Its record tables; positions of records count from the first record of the file.
    pub tables: Vec<crate::document::RawTable>,
}

/// What is wrong with a text or a link.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What sort of fault.
    pub what: FaultKind,
    /// Where.
    pub place: Place,
    /// Position of the record, if it concerns one.
    pub record: Option<u32>,
    /// The fact.
    pub message: String,
    /// The next action.
    pub help: String,
    /// The other end.
    pub related: Option<(Place, String)>,
}

impl Model {
    /// Builds the model of a snapshot.
    ///
    /// # Errors
    /// When `primum.toml` is no TOML: then nothing is known about the project.
    pub fn build(snapshot: Snapshot) -> Result<Self, Unreadable> {
        let config = snapshot.config.as_ref().map_or_else(|| Ok(Config::default()), |source| Config::read(&source.text))?;
        let mut files = snapshot.files;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let documents: Vec<Document> = files.iter().map(|file| parse(&file.text, &config.schema)).collect();
        let mut model = Self {
            by_kind: vec![Vec::new(); config.schema.kinds().len()],
            config,
            date: snapshot.date,
            unread: snapshot.unread,
            problems: Vec::new(),
            config_source: snapshot.config,
            files,
            documents: Vec::with_capacity(documents.len()),
            records: Vec::with_capacity(documents.iter().map(|document| document.records.len()).sum()),
            fields: Vec::with_capacity(documents.iter().map(|document| document.fields.len()).sum()),
            targets: Vec::new(),
            sections: Vec::new(),
            parts: Vec::new(),
            incoming: Vec::new(),
            ids: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            former: Vec::new(),
        };
        for fault in std::mem::take(&mut model.config.faults) {
            model.problems.push(Problem {
                what: fault.what,
                place: Place { file: CONFIG_PLACE, span: fault.span },
                record: None,
                message: fault.message,
                help: fault.help,
                related: None,
            });
        }
        for (file, document) in documents.into_iter().enumerate() {
            model.take_in(file as u32, document);
        }
        model.index();
        model.link();
        model.find_cycles();
        model.problems.sort_by(|a, b| {
            (a.place.file.wrapping_add(1), a.place.span.start, a.what).cmp(&(b.place.file.wrapping_add(1), b.place.span.start, b.what))
        });
        Ok(model)
    }

    /// Appends the records of one file, counting their fields, sections and parts on from what is there.
    fn take_in(&mut self, file: u32, document: Document) {
        let (first, fields, sections, parts) =
            (self.records.len() as u32, self.fields.len() as u32, self.sections.len() as u32, self.parts.len() as u32);
        if let Some(at) = self.files[file as usize].invalid_utf8 {
            let place = Place { file, span: Span::new(at, at + '\u{fffd}'.len_utf8()) };
            self.problems.push(Problem {
                what: FaultKind::UnreadableText,
                place,
                record: None,
                message: format!("the text is not UTF-8 from byte {at} on"),
                help: "save the file as UTF-8".into(),
                related: None,
            });
        }
        for fault in document.faults {
            self.problems.push(Problem {
                what: fault.what,
                place: Place { file, span: fault.span },
                record: fault.record.map(|at| at + first),
                message: fault.message,
                help: fault.help,
                related: None,
            });
        }
        self.documents.push(FileRecords {
            records: (first, document.records.len() as u32),
            front_matter: document.front_matter,
            tables: document.tables,
        });
        for mut raw in document.records {
            raw.fields.0 += fields;
            raw.sections.0 += sections;
            raw.parts.0 += parts;
            self.records.push(Node { spec: raw.kind.position() as u16, raw, file, retired: false, incoming: (0, 0) });
        }
        self.fields.extend(document.fields);
        self.sections.extend(document.sections);
        self.parts.extend(document.parts);
    }

    /// Indexes the IDs, present and former, and the kinds.
    fn index(&mut self) {
        let mut ids = HashTable::with_capacity(self.records.len());
        let mut twice = Vec::new();
        let mut former = Vec::new();
        for at in 0..self.records.len() {
            let node = &self.records[at];
            let (mut retired, spec) = (false, &self.config.schema.kinds()[node.spec as usize]);
            for field in &self.fields[range(node.raw.fields)] {
                match spec.fields[field.spec as usize].name.as_str() {
                    "status" => retired = self.file_text(node.file, field.value) == "retired",
                    "formerly" => former.push((self.file_text(node.file, field.value).to_owned(), at as u32)),
                    _ => {}
                }
            }
            let id = self.file_text(node.file, node.raw.id);
            let hash = self.hasher.hash_one(id);
            match ids.find(hash, |other: &u32| self.id_of(*other) == id) {
                Some(first) => twice.push((*first, at as u32)),
                None => {
                    ids.insert_unique(hash, at as u32, |other| self.hasher.hash_one(self.id_of(*other)));
                }
            }
            self.records[at].retired = retired;
            if !retired {
                self.by_kind[self.records[at].spec as usize].push(at as u32);
            }
        }
        self.ids = ids;
        for (first, second) in twice {
            for (here, there) in [(first, second), (second, first)] {
                let (here_place, there_place) = (self.id_place(here), self.id_place(there));
                let id = self.id_of(here).to_owned();
                let help = "an ID belongs to one record for ever: give one of them a new ID (`primum new` finds a free one)".into();
                self.problems.push(Problem {
                    what: FaultKind::DuplicateId,
                    place: here_place,
                    record: Some(here),
                    message: format!("{id} is defined twice"),
                    help,
                    related: Some((there_place, "and here".into())),
                });
            }
        }
        for (old, at) in &former {
            if let Some(other) = self.position(old) {
                let problem = Problem {
                    what: FaultKind::DuplicateId,
                    place: self.id_place(other),
                    record: Some(other),
                    message: format!("{old} is used again, and was once the ID of {}", self.id_of(*at)),
                    help: "an ID is never used again: give this record a new one".into(),
                    related: Some((self.id_place(*at), "renamed here".into())),
                };
                self.problems.push(problem);
            }
        }
        former.sort();
        self.former = former;
    }

    fn link(&mut self) {
        let mut targets = vec![NO_LINK; self.fields.len()];
        let mut counts = vec![0u32; self.records.len()];
        let mut problems = Vec::new();
        for (at, node) in self.records.iter().enumerate() {
            let spec = &self.config.schema.kinds()[node.spec as usize];
            for field_at in range(node.raw.fields) {
                let field = &self.fields[field_at];
                let declared = &spec.fields[field.spec as usize];
                let crate::schema::FieldType::Link(kinds) = &declared.kind else { continue };
                let value = self.file_text(node.file, field.value);
                let (id, part) = split_part(value);
                targets[field_at] = DANGLING;
                let problem = |what, message: String, help: String, related| Problem {
                    what,
                    place: Place { file: node.file, span: field.value },
                    record: Some(at as u32),
                    message,
                    help,
                    related,
                };
                let Some(target) = self.position(id).or_else(|| self.former_position(id)) else {
                    if crate::schema::is_id_shaped(id) {
                        problems.push(problem(
                            FaultKind::DanglingLink,
                            format!("{} names {id} in `{}`, and there is no {id}", self.id_of(at as u32), declared.name),
                            String::new(),
                            None,
                        ));
                    }
                    continue;
                };
                targets[field_at] = target;
                counts[target as usize] += 1;
                let to = &self.records[target as usize];
                if !kinds.is_empty() && !kinds.contains(&to.raw.kind) {
                    let allowed: Vec<&str> = kinds.iter().map(|kind| self.config.schema.spec(*kind).name.as_str()).collect();
                    let found = &self.config.schema.kinds()[to.spec as usize].name;
                    let message = format!("`{}` of {} leads to {id}, a {found}", declared.name, self.id_of(at as u32));
                    problems.push(problem(
                        FaultKind::LinkToWrongKind,
                        message,
                        format!("it leads to a {}", allowed.join(", a ")),
                        Some((self.id_place(target), "this record".into())),
                    ));
                }
                if let Some(letter) = part
                    && !self.parts[range(to.raw.parts)].iter().any(|part| letter.as_bytes() == [part.letter])
                {
                    problems.push(problem(
                        FaultKind::LinkToMissingPart,
                        format!("{id} has no part {letter}"),
                        format!("a part is a paragraph that begins `{letter}. `"),
                        Some((self.id_place(target), "this record".into())),
                    ));
                }
                if to.retired && !node.retired {
                    problems.push(problem(
                        FaultKind::LinkToRetired,
                        format!("{} names {id}, which is retired", self.id_of(at as u32)),
                        "link what replaces it, or take the line out".into(),
                        Some((self.id_place(target), "retired here".into())),
                    ));
                }
            }
        }
        for problem in &mut problems {
            if problem.what == FaultKind::DanglingLink {
                problem.help = self.help_for_dangling(problem.place);
            }
        }
        self.problems.append(&mut problems);
        self.targets = targets;
        self.fill_incoming(&counts);
    }

    fn help_for_dangling(&self, place: Place) -> String {
        let (id, _) = split_part(self.text(place));
        // The nearest ID of a large project costs time for every dangling link; a slip keeps its prefix, so look there first.
        let upper = id.to_ascii_uppercase();
        let stem = upper.trim_end_matches(|last: char| last.is_ascii_digit());
        let digits = upper[stem.len()..].trim_start_matches('0');
        let padded = (1..=5).map(|width| format!("{stem}{digits:0>width$}")).find(|candidate| self.position(candidate).is_some());
        let near = padded.or_else(|| {
            if self.records.len() <= 5000 {
                nearest(id, self.records.iter().map(|node| self.file_text(node.file, node.raw.id))).map(str::to_owned)
            } else {
                None
            }
        });
        match near {
            Some(near) => format!("did you mean {near}?"),
            None if self.config.schema.kind_of_id(id).is_none() => {
                "no kind has this prefix: declare it in primum.toml under [prefixes], and write the record".to_owned()
            }
            None => "write that record, or correct the ID".to_owned(),
        }
    }

    fn fill_incoming(&mut self, counts: &[u32]) {
        let mut start = 0;
        for (node, count) in self.records.iter_mut().zip(counts) {
            node.incoming = (start, 0);
            start += count;
        }
        self.incoming = vec![(0, 0); start as usize];
        for at in 0..self.records.len() {
            for field in range(self.records[at].raw.fields) {
                let target = self.targets[field];
                if target >= NO_LINK {
                    continue;
                }
                let slot = &mut self.records[target as usize].incoming;
                let position = (slot.0 + slot.1) as usize;
                slot.1 += 1;
                self.incoming[position] = (at as u32, field as u32);
            }
        }
    }

    /// `derives-from` and `part-of` form trees; a record that reaches itself has no origin.
    fn find_cycles(&mut self) {
        for name in ["derives-from", "part-of"] {
            let mut state = vec![0u8; self.records.len()];
            let mut on_cycle = Vec::new();
            for root in 0..self.records.len() as u32 {
                // Iterative depth-first walk: 0 not seen, 1 on the path, 2 done.
                let mut stack = vec![(root, 0usize)];
                while let Some((at, next)) = stack.pop() {
                    if next == 0 {
                        if state[at as usize] != 0 {
                            continue;
                        }
                        state[at as usize] = 1;
                    }
                    match self.nth_link(at, name, next) {
                        Some(target) => {
                            stack.push((at, next + 1));
                            match state[target as usize] {
                                0 => stack.push((target, 0)),
                                1 => on_cycle.push((at, target)),
                                _ => {}
                            }
                        }
                        None => state[at as usize] = 2,
                    }
                }
            }
            for (at, target) in on_cycle {
                let message = if at == target {
                    format!("{} names itself in `{name}`", self.id_of(at))
                } else {
                    format!("{} reaches itself by `{name}`, through {}", self.id_of(at), self.id_of(target))
                };
                let problem = Problem {
                    what: FaultKind::CircularLink,
                    place: self.id_place(at),
                    record: Some(at),
                    message,
                    help: format!("take one `{name}` out of the circle"),
                    related: Some((self.id_place(target), "the circle goes on here".into())),
                };
                self.problems.push(problem);
            }
        }
    }

    fn nth_link(&self, at: u32, name: &str, nth: usize) -> Option<u32> {
        let node = &self.records[at as usize];
        let (spec, _) = self.config.schema.kinds()[node.spec as usize].field(name)?;
        range(node.raw.fields)
            .filter(|field| self.fields[*field].spec == spec && self.targets[*field] < NO_LINK)
            .map(|field| self.targets[field])
            .nth(nth)
    }

    pub(crate) fn position(&self, id: &str) -> Option<u32> {
        self.ids.find(self.hasher.hash_one(id), |at| self.id_of(*at) == id).copied()
    }

    fn former_position(&self, id: &str) -> Option<u32> {
        self.former.binary_search_by(|(old, _)| old.as_str().cmp(id)).ok().map(|at| self.former[at].1)
    }

    pub(crate) fn id_of(&self, at: u32) -> &str {
        let node = &self.records[at as usize];
        self.file_text(node.file, node.raw.id)
    }

    fn id_place(&self, at: u32) -> Place {
        let node = &self.records[at as usize];
        Place { file: node.file, span: node.raw.id }
    }

    pub(crate) fn file_text(&self, file: u32, span: Span) -> &str {
        span.of(&self.files[file as usize].text)
    }

    /// The text at a place.
    #[must_use]
    pub fn text(&self, place: Place) -> &str {
        place.span.of(&self.file(place).text)
    }

    /// The file of a place.
    #[must_use]
    pub fn file(&self, place: Place) -> &Source {
        static NOWHERE: std::sync::LazyLock<Source> = std::sync::LazyLock::new(|| Source::new(CONFIG_FILE, ""));
        if place.file == CONFIG_PLACE { self.config_source.as_ref().unwrap_or(&NOWHERE) } else { &self.files[place.file as usize] }
    }

    /// The files, by path.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// What each file holds, in the order of [`Self::files`].
    #[must_use]
    pub fn documents(&self) -> &[FileRecords] {
        &self.documents
    }

    /// Every record, retired ones included, in the order of files and text.
    pub fn records(&self) -> impl ExactSizeIterator<Item = Record<'_>> + Clone {
        (0..self.records.len() as u32).map(|at| Record { model: self, at })
    }

    /// The record at a position.
    #[must_use]
    pub fn at(&self, at: u32) -> Record<'_> {
        Record { model: self, at }
    }

    /// The records of a kind that are not retired.
    pub fn of(&self, kind: Kind) -> impl ExactSizeIterator<Item = Record<'_>> + Clone {
        let list: &[u32] = self.by_kind.get(kind.position()).map_or(&[], Vec::as_slice);
        list.iter().map(|at| Record { model: self, at: *at })
    }

    /// The record with this ID, present or former.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<Record<'_>> {
        self.position(id).or_else(|| self.former_position(id)).map(|at| Record { model: self, at })
    }

    /// How many links there are, dangling ones included.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.targets.iter().filter(|target| **target != NO_LINK).count()
    }
}

pub(crate) fn range((start, count): (u32, u32)) -> std::ops::Range<usize> {
    start as usize..(start + count) as usize
}
