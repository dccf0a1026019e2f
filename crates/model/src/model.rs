//! The records of a project, linked: every link in both directions, held by position.

mod ids;
mod link;

use crate::config::{CONFIG_FILE, Config, Unreadable};
use crate::document::{Document, FaultKind, RawField, RawPart, RawRecord, RawSection, Stray};
use crate::kinds::Kind;
use crate::parse::parse;
use crate::record::Record;
use crate::snapshot::Snapshot;
use crate::source::{Place, Source, Span};
use hashbrown::{DefaultHashBuilder, HashTable};
use jiff::civil::Date;
use std::hash::BuildHasher;

/// The position that names `primum.toml` in a [`Place`].
pub const CONFIG_PLACE: u32 = u32::MAX;

/// The first position in a [`Place`] that names a file of the source tree.
pub const TREE_PLACE: u32 = 1 << 31;

/// The first position in a [`Place`] that names a lock file or an SBOM.
pub const LOCK_PLACE: u32 = 1 << 30;

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
    pub(crate) sources: Vec<Source>,
    locks: Vec<Source>,
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
    /// Fields that hold one value and were given more: record, position of the field, and the further value, in ascending order.
    pub(crate) repeated: Vec<(u32, u16, Span)>,
    strays: Vec<(u32, Stray)>,
}

/// A record in the model.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) raw: RawRecord,
    pub(crate) file: u32,
    pub(crate) spec: u16,
    pub(crate) retired: bool,
    /// Does another record have the same ID?
    pub(crate) shared_id: bool,
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
        let mut model = Self {
            by_kind: vec![Vec::new(); config.schema.kinds().len()],
            config,
            date: snapshot.date,
            unread: snapshot.unread,
            problems: Vec::new(),
            config_source: snapshot.config,
            files,
            sources: snapshot.sources,
            locks: Vec::new(),
            documents: Vec::new(),
            records: Vec::new(),
            fields: Vec::new(),
            targets: Vec::new(),
            sections: Vec::new(),
            parts: Vec::new(),
            incoming: Vec::new(),
            ids: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            former: Vec::new(),
            repeated: Vec::new(),
            strays: Vec::new(),
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
        // One file after the other: only one document is held beside the model.
        for file in 0..model.files.len() {
            let document = parse(&model.files[file].text, &model.config.schema);
            model.take_in(file as u32, document);
        }
        model.index();
        model.find_stray_rows();
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
        self.strays.extend(document.strays.into_iter().map(|stray| (file, stray)));
        // Of a field that holds one value the first counts, for every reader. How many values before each one go:
        let gone: Vec<u32> = if document.fields.iter().any(|field| field.surplus) {
            let mut gone = 0;
            std::iter::once(0)
                .chain(document.fields.iter().map(|field| {
                    gone += u32::from(field.surplus);
                    gone
                }))
                .collect()
        } else {
            Vec::new()
        };
        let gone_before = |at: u32| gone.get(at as usize).copied().unwrap_or(0);
        for mut raw in document.records {
            let at = self.records.len() as u32;
            let surplus = document.fields[range(raw.fields)].iter().filter(|field| field.surplus);
            let before = self.repeated.len();
            self.repeated.extend(surplus.map(|field| (at, field.spec, field.value)));
            self.repeated[before..].sort_unstable_by_key(|(_, spec, value)| (*spec, value.start));
            let (start, end) = (raw.fields.0, raw.fields.0 + raw.fields.1);
            raw.fields = (fields + start - gone_before(start), raw.fields.1 - (gone_before(end) - gone_before(start)));
            raw.sections.0 += sections;
            raw.parts.0 += parts;
            self.records.push(Node { spec: raw.kind.position() as u16, raw, file, retired: false, shared_id: false, incoming: (0, 0) });
        }
        self.fields.extend(document.fields.into_iter().filter(|field| !field.surplus));
        self.sections.extend(document.sections);
        self.parts.extend(document.parts);
    }

    pub(crate) fn position(&self, id: &str) -> Option<u32> {
        self.ids.find(self.hasher.hash_one(id), |at| self.id_of(*at) == id).copied()
    }

    fn former_position(&self, id: &str) -> Option<u32> {
        self.former.binary_search_by(|(old, _)| old.as_str().cmp(id)).ok().map(|at| self.former[at].1)
    }

    /// The further values of a field that holds one.
    pub(crate) fn repeated(&self, record: u32, field: u16) -> &[(u32, u16, Span)] {
        let start = self.repeated.partition_point(|(at, spec, _)| (*at, *spec) < (record, field));
        let count = self.repeated[start..].iter().take_while(|(at, spec, _)| (*at, *spec) == (record, field)).count();
        &self.repeated[start..start + count]
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
        match place.file {
            CONFIG_PLACE => self.config_source.as_ref().unwrap_or(&NOWHERE),
            TREE_PLACE.. => self.sources.get((place.file - TREE_PLACE) as usize).unwrap_or(&NOWHERE),
            LOCK_PLACE.. => self.locks.get((place.file - LOCK_PLACE) as usize).unwrap_or(&NOWHERE),
            _ => &self.files[place.file as usize],
        }
    }

    /// Takes lock files and SBOMs, so that findings can show them; no records are read from them. Their order is kept.
    pub fn show_locks(&mut self, locks: Vec<Source>) {
        self.locks = locks;
    }

    /// A line of a lock file or an SBOM, by the position of the file.
    #[must_use]
    pub fn lock_place(&self, file: usize, line: u32) -> Place {
        let span = self.locks.get(file).map_or_else(Span::default, |source| source.line_span(line));
        Place { file: LOCK_PLACE + file as u32, span }
    }

    /// The files, by path.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// What it was built from, so that it can be built again with other texts.
    #[must_use]
    pub fn into_snapshot(self) -> Snapshot {
        Snapshot { config: self.config_source, files: self.files, sources: self.sources, unread: self.unread, date: self.date }
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
