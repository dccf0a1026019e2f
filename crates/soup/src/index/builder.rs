//! Builds an index: advisories one by one, kept as they will be written.

use super::codec::Out;
use super::head::Group;
use super::key::{bucket_of, hash_of, key_of_name};
use super::prepared::Prepared;
use super::{HASHED, HEADER, MAGIC, SECTIONS, VERSION};
use crate::advisory::{Mark, SourceKind};
use crate::scan::SourceInfo;
use jiff::civil::Date;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};

/// A part of a long store of bytes.
#[derive(Clone, Copy)]
struct Place {
    from: usize,
    length: usize,
}

struct Held {
    kind: SourceKind,
    modified: Option<Date>,
    head: Place,
    names: Vec<u32>,
    upstream: Vec<u32>,
    /// Keys and statements.
    affected: Vec<(u32, Place)>,
    ecosystems: Vec<u32>,
    /// Replaced by a newer one.
    gone: bool,
}

/// An index that is being built. The same advisories in the same order give the same bytes.
pub struct Builder {
    /// Days behind this one are not believed of a source.
    today: Date,
    sources: Vec<SourceInfo>,
    store: Vec<u8>,
    held: Vec<Held>,
    keys: Numbered,
    names: Numbered,
    ecosystems: Numbered,
    by_id: HashMap<u32, Vec<usize>>,
    marks: HashMap<u32, (Option<Date>, Option<f64>)>,
    notes: Vec<String>,
}

/// Texts, each with a number.
#[derive(Default)]
struct Numbered {
    of: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Numbered {
    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.of.get(text) {
            return *number;
        }
        let number = self.texts.len() as u32;
        self.of.insert(text.into(), number);
        self.texts.push(text.into());
        number
    }
}

impl Builder {
    /// Begins an index. `today` is the latest day that a source may state for itself.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self {
            today,
            sources: Vec::new(),
            store: Vec::new(),
            held: Vec::new(),
            keys: Numbered::default(),
            names: Numbered::default(),
            ecosystems: Numbered::default(),
            by_id: HashMap::new(),
            marks: HashMap::new(),
            notes: Vec::new(),
        }
    }

    /// Begins a source; what follows comes from it. The hash is of what is read.
    pub fn source(&mut self, name: &str, hash: &str) {
        self.sources.push(SourceInfo { name: name.to_owned(), date: None, entries: 0, hash: hash.to_owned() });
    }

    /// The day that the source states for itself.
    pub fn dated(&mut self, day: Date) {
        let today = self.today;
        if let Some(source) = self.sources.last_mut()
            && day <= today
        {
            source.date = source.date.max(Some(day));
        }
    }

    /// Takes what is known of a CVE.
    pub fn mark(&mut self, mark: &Mark) {
        self.counted();
        let number = self.names.number(&mark.id);
        let held = self.marks.entry(number).or_default();
        held.0 = match (held.0, mark.exploited) {
            (Some(held), Some(day)) => Some(held.min(day)),
            (held, day) => held.or(day),
        };
        if mark.epss.is_some() {
            held.1 = mark.epss;
        }
    }

    fn counted(&mut self) {
        if let Some(source) = self.sources.last_mut() {
            source.entries = source.entries.saturating_add(1);
        }
    }

    fn keep(&mut self, bytes: &[u8]) -> Place {
        let place = Place { from: self.store.len(), length: bytes.len() };
        self.store.extend_from_slice(bytes);
        place
    }

    /// Takes an advisory. Of two with the same identifier and of the same format the one that was changed last counts.
    pub fn add(&mut self, prepared: Prepared) {
        self.counted();
        if let Some(day) = prepared.modified {
            self.dated(day);
        }
        self.notes.extend(prepared.notes);
        let id = self.names.number(&prepared.id);
        let same = self.by_id.get(&id).and_then(|held| held.iter().rev().find(|held| self.held[**held].kind == prepared.kind)).copied();
        if let Some(earlier) = same {
            let held = &self.held[earlier];
            let equal = self.store[held.head.from..held.head.from + held.head.length] == prepared.head
                && held.affected.len() == prepared.affected.len()
                && held
                    .affected
                    .iter()
                    .zip(&prepared.affected)
                    .all(|((_, place), (_, new))| self.store[place.from..place.from + place.length] == **new);
            if equal {
                return;
            }
            let newer = prepared.modified > held.modified;
            self.notes.push(format!(
                "{} is there twice, and differs; {}",
                prepared.id,
                if newer { "the newer one counts" } else { "the first counts" }
            ));
            if !newer {
                return;
            }
            self.held[earlier].gone = true;
        }
        let head = self.keep(&prepared.head);
        let names = prepared.names.iter().map(|name| self.names.number(name)).collect();
        let upstream = prepared.upstream.iter().map(|name| self.names.number(name)).collect();
        let affected = prepared.affected.iter().map(|(key, bytes)| (self.keys.number(key), self.keep(bytes))).collect();
        let ecosystems = prepared.ecosystems.iter().map(|name| self.ecosystems.number(name.split(':').next().unwrap_or(name))).collect();
        self.by_id.entry(id).or_default().push(self.held.len());
        self.held.push(Held { kind: prepared.kind, modified: prepared.modified, head, names, upstream, affected, ecosystems, gone: false });
    }

    /// What had to be said about the advisories.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// How many advisories there are.
    #[must_use]
    pub fn advisories(&self) -> usize {
        self.held.iter().filter(|held| !held.gone).count()
    }

    /// The bytes of the index.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.held.retain(|held| !held.gone);
        let (group_of, groups) = self.groups();
        let mut written = Written::default();
        let mut statements: HashMap<u32, Vec<(u32, Place)>> = HashMap::new();
        let mut named: HashMap<u32, Vec<u32>> = HashMap::new();
        for (position, held) in self.held.iter().enumerate() {
            written.advisories.extend((written.heads.len() as u64).to_le_bytes());
            written.advisories.extend((held.head.length as u32).to_le_bytes());
            written.advisories.extend(group_of[&held.names[0]].to_le_bytes());
            written.heads.extend_from_slice(&self.store[held.head.from..held.head.from + held.head.length]);
            for (key, place) in &held.affected {
                statements.entry(*key).or_default().push((position as u32, *place));
            }
            for name in &held.names {
                named.entry(*name).or_default().push(position as u32);
            }
        }
        // Everything that can be asked for, by hash.
        let mut entries: Vec<(u64, Box<str>, Vec<u8>)> = Vec::with_capacity(statements.len() + named.len());
        for (key, list) in statements {
            let text = &self.keys.texts[key as usize];
            let mut out = Out::default();
            out.text(text);
            for (advisory, place) in list {
                out.number(u64::from(advisory));
                out.number(place.length as u64);
                out.0.extend_from_slice(&self.store[place.from..place.from + place.length]);
            }
            entries.push((hash_of(text), text.clone(), out.0));
        }
        let mut by_name: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (name, list) in named {
            by_name.entry(key_of_name(&self.names.texts[name as usize])).or_default().extend(list);
        }
        for (key, mut list) in by_name {
            list.sort_unstable();
            list.dedup();
            let mut out = Out::default();
            out.text(&key);
            for advisory in list {
                out.number(u64::from(advisory));
            }
            entries.push((hash_of(&key), key.into(), out.0));
        }
        entries.sort_unstable_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
        written.postings(&entries);
        for group in groups {
            written.group_places.extend((written.groups.len() as u64).to_le_bytes());
            written.group_places.extend((group.len() as u32).to_le_bytes());
            written.groups.extend_from_slice(&group);
        }
        let info = self.info();
        written.whole(&info)
    }

    fn info(&self) -> Vec<u8> {
        let mut out = Out::default();
        out.number(self.held.len() as u64);
        out.number(self.sources.len() as u64);
        for source in &self.sources {
            out.text(&source.name);
            out.day(source.date);
            out.number(u64::from(source.entries));
            out.text(&source.hash);
        }
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for ecosystem in self.held.iter().flat_map(|held| &held.ecosystems) {
            *counts.entry(&self.ecosystems.texts[*ecosystem as usize]).or_default() += 1;
        }
        out.number(counts.len() as u64);
        for (name, count) in counts {
            out.text(name);
            out.number(count);
        }
        out.0
    }

    /// The number of the group of each name, and the groups as they are written: names that advisories join are one.
    fn groups(&self) -> (HashMap<u32, u32>, Vec<Vec<u8>>) {
        let mut parents: Vec<u32> = (0..self.names.texts.len() as u32).collect();
        for held in &self.held {
            for name in &held.names[1..] {
                let (a, b) = (root(&mut parents, held.names[0]), root(&mut parents, *name));
                parents[a.max(b) as usize] = a.min(b);
            }
        }
        let mut numbers: HashMap<u32, u32> = HashMap::new();
        let mut group_of: HashMap<u32, u32> = HashMap::new();
        let mut members: Vec<Vec<u32>> = Vec::new();
        let mut beside: Vec<Vec<u32>> = Vec::new();
        for held in &self.held {
            for name in &held.names {
                if group_of.contains_key(name) {
                    continue;
                }
                let number = *numbers.entry(root(&mut parents, *name)).or_insert_with(|| {
                    members.push(Vec::new());
                    beside.push(Vec::new());
                    members.len() as u32 - 1
                });
                group_of.insert(*name, number);
                members[number as usize].push(*name);
            }
            beside[group_of[&held.names[0]] as usize].extend(&held.upstream);
        }
        let written = members.iter().zip(&beside).map(|(members, beside)| {
            let marks = || members.iter().chain(beside).filter_map(|name| self.marks.get(name));
            let exploited = marks().filter_map(|mark| mark.0).min();
            let epss = marks().filter_map(|mark| mark.1).fold(None, |best: Option<f64>, one| Some(best.map_or(one, |best| best.max(one))));
            let mut names: Vec<String> = members.iter().map(|name| self.names.texts[*name as usize].to_string()).collect();
            names.sort_unstable();
            Group { exploited, epss, names }.written()
        });
        let written = written.collect();
        (group_of, written)
    }
}

fn root(parents: &mut [u32], mut name: u32) -> u32 {
    while parents[name as usize] != name {
        // Halving the way keeps it short.
        parents[name as usize] = parents[parents[name as usize] as usize];
        name = parents[name as usize];
    }
    name
}

/// The sections.
#[derive(Default)]
struct Written {
    directory: Vec<u8>,
    entries: Vec<u8>,
    postings: Vec<u8>,
    advisories: Vec<u8>,
    heads: Vec<u8>,
    group_places: Vec<u8>,
    groups: Vec<u8>,
}

impl Written {
    fn postings(&mut self, entries: &[(u64, Box<str>, Vec<u8>)]) {
        let buckets = (entries.len() as u64).next_power_of_two();
        let mut next = 0;
        for bucket in 0..=buckets {
            while next < entries.len() && bucket_of(entries[next].0, buckets) < bucket {
                next += 1;
            }
            self.directory.extend((next as u32).to_le_bytes());
        }
        for (hash, _, posting) in entries {
            self.entries.extend(hash.to_le_bytes());
            self.entries.extend((self.postings.len() as u64).to_le_bytes());
            self.entries.extend((posting.len() as u32).to_le_bytes());
            self.postings.extend_from_slice(posting);
        }
    }

    fn whole(&self, info: &[u8]) -> Vec<u8> {
        let sections: [&[u8]; SECTIONS] =
            [info, &self.directory, &self.entries, &self.postings, &self.advisories, &self.heads, &self.group_places, &self.groups];
        let length = HEADER + sections.iter().map(|section| section.len()).sum::<usize>();
        let mut whole = Vec::with_capacity(length);
        whole.extend_from_slice(MAGIC);
        whole.extend(VERSION.to_le_bytes());
        whole.extend([0; 32]);
        whole.extend((length as u64).to_le_bytes());
        let mut offset = HEADER as u64;
        for section in sections {
            whole.extend(offset.to_le_bytes());
            whole.extend((section.len() as u64).to_le_bytes());
            offset += section.len() as u64;
        }
        for section in sections {
            whole.extend_from_slice(section);
        }
        let hash = Sha256::digest(&whole[HASHED..]);
        whole[12..HASHED].copy_from_slice(hash.as_slice());
        whole
    }
}
