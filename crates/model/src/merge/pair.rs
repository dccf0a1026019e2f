//! Which section and which table of one version is which of the other.
//!
//! A section is found again by its heading under the same section, then by what it holds: a renamed or moved section keeps
//! its records or its prose. A table is found by its rows, then by its place and columns.

use super::cut::{Content, Place, SIGN, Section, Version, sign, signed, stray};
use std::collections::{BTreeMap, BTreeSet};

/// Keys of one version, and the keys that they get.
type Keys = BTreeMap<usize, usize>;

/// Gives the sections and tables of three versions keys that mean the same in all.
pub(super) fn pair(base: Version, ours: Version, theirs: Version) -> [Version; 3] {
    let mut next = 1 + [&base, &ours, &theirs].iter().map(|side| side.sections.len().max(side.tables.len())).max().unwrap_or(0);
    let keys = found(&base, &ours, None);
    let ours = renamed(ours, keys, &mut next);
    let keys = found(&base, &theirs, Some(&ours));
    let theirs = renamed(theirs, keys, &mut next);
    [base, ours, theirs]
}

fn found(base: &Version, side: &Version, first: Option<&Version>) -> (Keys, Keys) {
    let mut sections = Keys::from([(0, 0)]);
    let ids = [held(base), held(side)];
    loop {
        let before = sections.len();
        by_heading(base, side, &mut sections, false);
        if sections.len() == before {
            by_content(base, side, &ids, &mut sections);
        }
        if sections.len() == before {
            by_heading(base, side, &mut sections, true);
        }
        if sections.len() == before {
            break;
        }
    }
    if let Some(first) = first {
        // What both sides added: the same heading in the same section is one section.
        loop {
            let before = sections.len();
            by_heading(first, side, &mut sections, true);
            if sections.len() == before {
                break;
            }
        }
    }
    let mut tables = Keys::new();
    tables_of(base, side, &sections, &mut tables);
    if let Some(first) = first {
        tables_of(first, side, &sections, &mut tables);
    }
    (sections, tables)
}

/// The IDs directly in each section, rows included.
fn held(version: &Version) -> BTreeMap<usize, BTreeSet<&str>> {
    let mut held: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for (id, record) in version.records.iter().filter(|(id, _)| !id.starts_with(SIGN)) {
        let section = match record.place {
            Place::Section(section) => Some(section),
            Place::Table(table) => version.tables.get(&table).and_then(|table| signed(&table.owner)),
        };
        if let Some(section) = section {
            held.entry(section).or_default().insert(id);
        }
    }
    held
}

/// Pairs headings of one text under one section: where there is one on each side, or in their order.
fn by_heading(other: &Version, side: &Version, keys: &mut Keys, in_order: bool) {
    let taken: BTreeSet<usize> = keys.values().copied().collect();
    let mut free: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for section in other.sections.values() {
        for child in section.sections.iter().filter(|child| !taken.contains(child)) {
            if let Some(it) = other.sections.get(child) {
                free.entry((it.parent, &it.title)).or_default().push(*child);
            }
        }
    }
    let mut wanted: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (key, section) in side.sections.iter().filter(|(key, _)| !keys.contains_key(key)) {
        if let Some(parent) = keys.get(&section.parent) {
            wanted.entry((*parent, &section.title)).or_default().push(*key);
        }
    }
    for (place, keys_here) in wanted {
        let Some(there) = free.get(&place) else { continue };
        if in_order || (keys_here.len() == 1 && there.len() == 1) {
            keys.extend(keys_here.into_iter().zip(there.iter().copied()));
        }
    }
}

/// Pairs the section that shares most records, or else the same prose.
fn by_content(base: &Version, side: &Version, ids: &[BTreeMap<usize, BTreeSet<&str>>; 2], keys: &mut Keys) {
    let none = BTreeSet::new();
    for (key, section) in &side.sections {
        if keys.contains_key(key) {
            continue;
        }
        let taken: BTreeSet<usize> = keys.values().copied().collect();
        let mine = ids[1].get(key).unwrap_or(&none);
        let score = |other: usize, it: &Section| {
            let shared = ids[0].get(&other).unwrap_or(&none).intersection(mine).count();
            let same = usize::from(!it.prose.is_empty() && it.prose == section.prose);
            (shared + same, it.title == section.title)
        };
        let best = base.sections.iter().filter(|(other, _)| !taken.contains(other)).map(|(other, it)| (score(*other, it), *other));
        // Of equals the first.
        if let Some((score, other)) = best.max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)))
            && score.0 > 0
        {
            keys.insert(*key, other);
        }
    }
}

fn tables_of(other: &Version, side: &Version, sections: &Keys, keys: &mut Keys) {
    let mut taken: BTreeSet<usize> = keys.values().copied().collect();
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (key, table) in side.tables.iter().filter(|(key, _)| !keys.contains_key(key)) {
        for row in table.rows.iter().filter(|row| !row.starts_with(SIGN)) {
            if let Some(Place::Table(there)) = other.records.get(row).map(|record| record.place) {
                *shared.entry((*key, there)).or_default() += 1;
            }
        }
    }
    let mut best: Vec<(usize, (usize, usize))> = shared.into_iter().map(|(pair, count)| (count, pair)).collect();
    best.sort_by_key(|(count, pair)| (std::cmp::Reverse(*count), *pair));
    for (_, (key, there)) in best {
        if !keys.contains_key(&key) && taken.insert(there) {
            keys.insert(key, there);
        }
    }
    for (key, table) in &side.tables {
        if keys.contains_key(key) {
            continue;
        }
        let owner = owner(&table.owner, sections);
        let free = other.tables.iter().find(|(there, it)| !taken.contains(there) && owner == it.owner && it.columns == table.columns);
        if let Some((there, _)) = free {
            taken.insert(*there);
            keys.insert(*key, *there);
        }
    }
}

fn owner(owner: &str, sections: &Keys) -> String {
    signed(owner).map_or_else(|| owner.to_owned(), |key| sections.get(&key).map_or_else(String::new, |key| sign(*key)))
}

/// The version under the keys found, and new ones for what was not found.
fn renamed(version: Version, (mut sections, mut tables): (Keys, Keys), next: &mut usize) -> Version {
    for (keys, all) in
        [(&mut sections, version.sections.keys().collect::<Vec<_>>()), (&mut tables, version.tables.keys().collect::<Vec<_>>())]
    {
        for key in all {
            keys.entry(*key).or_insert_with(|| {
                *next += 1;
                *next
            });
        }
    }
    let section = |key: usize| sections.get(&key).copied().unwrap_or(key);
    let table = |key: usize| tables.get(&key).copied().unwrap_or(key);
    let prose = |prose: &str| {
        prose.lines().map(|line| signed(line).map_or_else(|| line.to_owned(), |key| sign(table(key)))).collect::<Vec<_>>().join("\n")
    };
    let row = |id: &str| {
        let mut parts = id.splitn(4, SIGN).skip(1);
        match (parts.next().and_then(|key| key.parse().ok()), parts.next().and_then(|number| number.parse().ok()), parts.next()) {
            (Some(key), Some(number), Some(cells)) => stray(table(key), number, cells),
            _ => id.to_owned(),
        }
    };
    let mut out = Version { front: version.front, ..Version::default() };
    for (key, mut it) in version.sections {
        it.parent = section(it.parent);
        it.prose = prose(&it.prose);
        it.sections = it.sections.into_iter().map(section).collect();
        out.sections.insert(section(key), it);
    }
    for (key, mut it) in version.tables {
        it.owner = owner(&it.owner, &sections);
        it.rows = it.rows.iter().map(|id| row(id)).collect();
        out.tables.insert(table(key), it);
    }
    for (id, mut it) in version.records {
        it.place = match it.place {
            Place::Section(key) => Place::Section(section(key)),
            Place::Table(key) => Place::Table(table(key)),
        };
        if let Content::Heading(heading) = &mut it.content {
            heading.prose = prose(&heading.prose);
        }
        out.records.insert(row(&id), it);
    }
    out
}
