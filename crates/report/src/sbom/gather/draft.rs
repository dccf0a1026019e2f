//! Components while they are gathered: found again by package URL, else by name and version.

use super::claim::Claim;
use super::{Piece, Sort};
use crate::sbom::identity::{self, Package};
use primum_model::Record;
use primum_soup::{Component, Ecosystem, Hash, Scope};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What makes a component the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Key {
    /// A package URL without qualifiers.
    Package(Package),
    /// Name and version, where there is none.
    Named(String, String),
}

/// A component while it is gathered.
#[derive(Default)]
struct Draft {
    piece: Piece,
    ecosystem: Option<Ecosystem>,
    hashes: BTreeSet<Hash>,
    records: BTreeSet<String>,
    covered_by: BTreeSet<String>,
    found: BTreeSet<(String, u32)>,
}

/// The components by what makes them the same.
#[derive(Default)]
pub(super) struct Drafts {
    drafts: BTreeMap<Key, Draft>,
    /// What is locked, by the name and version with which a record may name it.
    names: HashMap<(String, String), BTreeSet<Key>>,
}

impl Drafts {
    /// Takes a component of a file, and what it is for.
    pub(super) fn lock(&mut self, component: &Component, scope: Scope, file: &str, told: bool) -> Key {
        let url = identity::with_version(&identity::url(component), &component.version);
        let name = identity::named(component.ecosystem, &component.name, &component.version);
        let key = Package::of(&url).map_or_else(|| Key::Named(name.0.clone(), name.1.clone()), Key::Package);
        self.names.entry(name).or_default().insert(key.clone());
        let draft = self.drafts.entry(key.clone()).or_insert_with(|| {
            let (group, name) = parted(component.ecosystem, component.name.trim());
            let piece = Piece { group, name, version: component.version.trim().to_owned(), scope, ..Piece::default() };
            Draft { piece, ecosystem: component.ecosystem, ..Draft::default() }
        });
        let piece = &mut draft.piece;
        piece.scope = piece.scope.min(scope);
        piece.told |= told;
        // What is no package URL names nothing, and is missed as an identifier.
        fill(&mut piece.purl, if matches!(key, Key::Package(_)) { &url } else { "" });
        fill(&mut piece.cpe, &component.cpe);
        fill(&mut piece.supplier, &component.supplier);
        fill(&mut piece.licence, &component.licence);
        draft.hashes.extend(component.hashes.iter().cloned());
        draft.found.insert((file.to_owned(), component.line));
        key
    }

    /// What a manifest asks for without a version is what another file has locked.
    pub(super) fn join_unversioned(&mut self, keys: &mut HashMap<(usize, usize), Key>) {
        let mut versions: HashMap<&str, &Key> = HashMap::new();
        for key in self.drafts.keys() {
            if let Key::Package(Package { base, version }) = key
                && !version.is_empty()
            {
                versions.entry(base).or_insert(key);
            }
        }
        let joined: HashMap<Key, Key> = self
            .drafts
            .keys()
            .filter_map(|key| match key {
                Key::Package(Package { base, version }) if version.is_empty() => {
                    versions.get(base.as_str()).map(|locked| (key.clone(), (*locked).clone()))
                }
                _ => None,
            })
            .collect();
        for (from, to) in &joined {
            if let Some(loose) = self.drafts.remove(from)
                && let Some(draft) = self.drafts.get_mut(to)
            {
                draft.found.extend(loose.found);
                draft.piece.scope = draft.piece.scope.min(loose.piece.scope);
            }
        }
        for key in keys.values_mut() {
            if let Some(to) = joined.get(key) {
                *key = to.clone();
            }
        }
        for found in self.names.values_mut() {
            *found = found.iter().map(|key| joined.get(key).unwrap_or(key).clone()).collect();
        }
    }

    /// The locked components that a claim is about.
    pub(super) fn matching(&self, claim: &Claim<'_>) -> BTreeSet<Key> {
        if let Some(package) = claim.package() {
            let key = Key::Package(package);
            return if self.drafts.contains_key(&key) { BTreeSet::from([key]) } else { BTreeSet::new() };
        }
        let mut found = BTreeSet::new();
        for name in claim.names() {
            for ecosystem in std::iter::once(None).chain(Ecosystem::ALL.iter().copied().map(Some)) {
                for key in self.names.get(&identity::named(ecosystem, &name, &claim.version)).into_iter().flatten() {
                    if self.drafts.get(key).is_some_and(|draft| draft.ecosystem == ecosystem) {
                        found.insert(key.clone());
                    }
                }
            }
        }
        found
    }

    /// The package of a claim in another version, if it is locked and no record is about that.
    pub(super) fn other_version(&self, claim: &Claim<'_>, taken: &BTreeSet<Key>) -> Option<Key> {
        let base = claim.package()?.base;
        let from = Key::Package(Package { base: base.clone(), version: String::new() });
        let same = self.drafts.range(from..).take_while(|(key, _)| matches!(key, Key::Package(package) if package.base == base));
        let mut free = same.filter(|(key, draft)| !draft.found.is_empty() && !taken.contains(*key));
        free.next().map(|(key, _)| key.clone())
    }

    /// Notes that a record is about another version of a component: who makes it holds for both. Gives the version that is locked.
    pub(super) fn drift(&mut self, key: &Key, record: Record<'_>) -> String {
        let Some(draft) = self.drafts.get_mut(key) else { return String::new() };
        draft.records.insert(record.id().to_owned());
        fill(&mut draft.piece.supplier, record.text("supplier").unwrap_or(""));
        draft.piece.version.clone()
    }

    /// A component that only a record names.
    pub(super) fn declare(&mut self, claim: &Claim<'_>) -> Key {
        let named = identity::named(None, &claim.name(), &claim.version);
        let key = claim.package().map_or_else(|| Key::Named(named.0, named.1), Key::Package);
        self.drafts.entry(key.clone()).or_insert_with(|| {
            let piece = Piece { name: claim.name(), version: claim.version.clone(), ..Piece::default() };
            Draft { piece, ..Draft::default() }
        });
        key
    }

    /// What a record says about a component. It was reviewed, so it goes before what a file states; the first of two records goes first.
    pub(super) fn describe(&mut self, key: &Key, claim: &Claim<'_>) {
        let record = claim.record;
        let Some(draft) = self.drafts.get_mut(key) else { return };
        let first = draft.records.is_empty();
        draft.records.insert(record.id().to_owned());
        fill(&mut draft.piece.purl, &claim.url());
        let piece = &mut draft.piece;
        let given = [
            (&mut piece.cpe, "cpe"),
            (&mut piece.supplier, "supplier"),
            (&mut piece.licence, "licence"),
            (&mut piece.support, "support"),
            (&mut piece.support_ends, "support-ends"),
        ];
        for (field, name) in given {
            let text = record.text(name).unwrap_or("").trim();
            if first && !text.is_empty() {
                field.clear();
            }
            fill(field, text);
        }
    }

    /// Notes that a record covers what its component brings; without a version, every version. What no file holds is taken only if `make`.
    pub(super) fn cover(&mut self, url: &str, record: Record<'_>, make: bool) -> bool {
        let Some(package) = Package::of(url) else { return false };
        let whole = package.version.is_empty();
        let from = Key::Package(package.clone());
        let mut covered = false;
        for (key, draft) in self.drafts.range_mut(from.clone()..) {
            let fits = matches!(key, Key::Package(other) if other.base == package.base && (whole || other.version == package.version));
            if !fits {
                break;
            }
            draft.covered_by.insert(record.id().to_owned());
            covered = true;
        }
        if !covered && make {
            let name = package.base.split_once('/').map_or(package.base.as_str(), |(_, name)| name);
            let (group, name) = parted(ecosystem(url), name);
            let piece = Piece { group, name, version: package.version.clone(), purl: url.trim().to_owned(), ..Piece::default() };
            let covered_by = BTreeSet::from([record.id().to_owned()]);
            self.drafts.insert(from, Draft { piece, covered_by, ..Draft::default() });
            return true;
        }
        covered
    }

    /// The components by name and version, and the key of each.
    pub(super) fn finish(self) -> (Vec<Piece>, Vec<Key>) {
        let mut all: Vec<(Key, Piece)> = self.drafts.into_iter().map(|(key, draft)| (key, draft.finish())).collect();
        let mut seen: HashMap<String, u32> = HashMap::new();
        for (_, piece) in &mut all {
            let copies = seen.entry(piece.reference.clone()).or_default();
            if *copies > 0 {
                // A line break stands in no name, so this is no reference of another.
                piece.reference = format!("{}\n{copies}", piece.reference);
            }
            *copies += 1;
        }
        let order = |piece: &Piece| (piece.whole_name().to_lowercase(), piece.version.clone(), piece.reference.clone());
        all.sort_by_cached_key(|(_, piece)| order(piece));
        all.into_iter().map(|(key, piece)| (piece, key)).unzip()
    }
}

impl Draft {
    fn finish(self) -> Piece {
        let mut piece = self.piece;
        piece.sort = Sort::Component;
        piece.hashes = self.hashes.into_iter().collect();
        piece.records = self.records.into_iter().collect();
        piece.covered_by = self.covered_by.into_iter().collect();
        piece.found = self.found.into_iter().collect();
        if piece.found.is_empty() {
            piece.scope = Scope::Shipped;
        }
        piece.reference =
            if piece.purl.is_empty() { format!("component:{}@{}", piece.whole_name(), piece.version) } else { piece.purl.clone() };
        piece
    }
}

/// The ecosystem of a package URL.
fn ecosystem(url: &str) -> Option<Ecosystem> {
    Ecosystem::of_purl_type(url.trim().strip_prefix("pkg:")?.split('/').next()?)
}

/// Group and name, where an ecosystem writes both as one.
fn parted(ecosystem: Option<Ecosystem>, name: &str) -> (String, String) {
    let parts = match ecosystem {
        Some(Ecosystem::Npm) if name.starts_with('@') => name.split_once('/'),
        Some(Ecosystem::Maven) => name.split_once([':', '/']),
        Some(Ecosystem::Packagist | Ecosystem::GitHub) => name.split_once('/'),
        _ => None,
    };
    let (group, name) = parts.filter(|(group, name)| !group.is_empty() && !name.is_empty()).unwrap_or(("", name));
    (group.to_owned(), name.to_owned())
}

fn fill(field: &mut String, text: &str) {
    if field.is_empty() {
        text.trim().clone_into(field);
    }
}
