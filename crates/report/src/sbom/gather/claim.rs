//! What a SOUP record claims: a component in a version, once for each version that it names.

use crate::sbom::identity::{self, Package};
use primum_model::{Kind, Model, Record};
use primum_soup::version::comparable;

/// A component that a record declares.
pub(super) struct Claim<'m> {
    /// The record.
    pub(super) record: Record<'m>,
    /// The version; empty where the record names none.
    pub(super) version: String,
}

impl<'m> Claim<'m> {
    /// What a record claims; at least one thing.
    pub(super) fn of(record: Record<'m>) -> Vec<Self> {
        let stated = record.text("purl").and_then(Package::of).map(|package| package.version);
        let mut claims: Vec<Self> = Vec::new();
        for version in record.values("version").map(|value| value.text.trim()).filter(|version| !version.is_empty()) {
            claims.push(Self { record, version: version.to_owned() });
        }
        if claims.is_empty() {
            claims.push(Self { record, version: stated.unwrap_or_default() });
        }
        claims
    }

    /// The package, in this version.
    pub(super) fn package(&self) -> Option<Package> {
        let base = Package::of(self.record.text("purl")?)?.base;
        Some(Package { base, version: comparable(&self.version).to_owned() })
    }

    /// The package URL, in this version; empty where the record states none, or that of another version.
    pub(super) fn url(&self) -> String {
        let url = identity::with_version(self.record.text("purl").unwrap_or(""), &self.version);
        let fits = Package::of(&url).is_some_and(|package| package.version == comparable(&self.version));
        if fits { url } else { String::new() }
    }

    /// The names under which a file may hold what has no package URL: the title, and its last word.
    pub(super) fn names(&self) -> Vec<String> {
        let title = self.record.title().trim().to_owned();
        let last = title.rsplit(char::is_whitespace).next().unwrap_or("").to_owned();
        let mut names = vec![title, last];
        names.dedup();
        names.retain(|name| !name.is_empty());
        names
    }

    /// What a component is called that only the record names.
    pub(super) fn name(&self) -> String {
        let title = self.record.title();
        if title.trim().is_empty() { self.record.id().to_owned() } else { title.trim().to_owned() }
    }
}

/// The records that declare something: neither retired ones, nor drafts of what may come.
pub(super) fn declaring(model: &Model) -> impl Iterator<Item = Record<'_>> {
    model.of(Kind::Soup).filter(|record| !record.is_retired() && !record.says("status", "draft"))
}
