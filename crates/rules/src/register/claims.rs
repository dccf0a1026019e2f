//! What SOUP and TOOL records say about components: which they declare, which they cover, in which versions.

use super::named::{Named, of_purl};
use super::packages::{Gathered, Package};
use super::{Drift, Standing, declaring};
use primum_model::config::Transitive;
use primum_model::{Kind, Model, Record};
use primum_soup::Scope;
use primum_soup::scan::Stock;
use primum_soup::version::comparable;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Records by what they name.
pub(super) struct Claims {
    declared: HashMap<Named, Vec<u32>>,
    /// Records without a package URL, by words of their title.
    titled: HashMap<String, Vec<u32>>,
    covered: HashMap<Named, Vec<u32>>,
    tools: HashMap<Named, Vec<u32>>,
    /// Patterns of tools: type, what the name begins with, record.
    patterns: Vec<(String, String, u32)>,
}

impl Claims {
    pub(super) fn new(model: &Model) -> Self {
        let mut claims =
            Self { declared: HashMap::new(), titled: HashMap::new(), covered: HashMap::new(), tools: HashMap::new(), patterns: Vec::new() };
        let each = model.config.soup.transitive == Transitive::Each;
        for soup in declaring(model) {
            let at = soup.position();
            match soup.text("purl").and_then(of_purl) {
                Some((named, _)) => push(&mut claims.declared, named, at),
                None => {
                    for word in words(&soup.title()) {
                        push(&mut claims.titled, word, at);
                    }
                }
            }
            for brought in soup.values("brings").filter(|_| !each) {
                if let Some((named, _)) = of_purl(brought.text) {
                    push(&mut claims.covered, named, at);
                }
            }
        }
        for tool in model.of(Kind::Tool) {
            for value in tool.values("purl") {
                match pattern(value.text) {
                    // A whole ecosystem is not waved through without a word.
                    Some((kind, start)) if tool.is_written() => claims.patterns.push((kind, start, tool.position())),
                    Some(_) => {}
                    None => {
                        if let Some((named, _)) = of_purl(value.text) {
                            push(&mut claims.tools, named, tool.position());
                        }
                    }
                }
            }
        }
        claims
    }

    /// Where a component stands: the first that holds, in this order.
    pub(super) fn standing(&self, package: &Package, model: &Model) -> Standing {
        if package.own {
            return Standing::Own;
        }
        let declared = self.declared.get(&package.named).cloned().unwrap_or_else(|| self.by_name(package, model));
        if !declared.is_empty() {
            return Standing::Declared(declared);
        }
        let covered = self.covered.get(&package.named).cloned().unwrap_or_default();
        // What only serves development needs no SOUP record; where one covers it all the same, it is said of the tool first.
        let tools = self.tools_of(package);
        match (covered.is_empty(), tools.is_empty()) {
            (_, false) if package.scope != Scope::Shipped => Standing::Tool(tools),
            (false, _) => Standing::Covered(covered),
            (true, false) => Standing::Tool(tools),
            (true, true) => Standing::Undeclared,
        }
    }

    /// Records that mean a component by name alone: those without a package URL, and those of a component that has no ecosystem.
    fn by_name(&self, package: &Package, model: &Model) -> Vec<u32> {
        let mut found: Vec<u32> = self.titled.get(&package.named.name.to_lowercase()).cloned().unwrap_or_default();
        if found.is_empty() && package.named.kind.is_empty() {
            let same = |soup: &Record<'_>| {
                let named = soup.text("purl").and_then(of_purl);
                named.is_some_and(|(named, _)| named.last().eq_ignore_ascii_case(&package.named.name))
            };
            // Only what no file tells the origin of comes here; that is rare, and the records are the project's own.
            found = declaring(model).filter(same).map(Record::position).collect();
        }
        found
    }

    fn tools_of(&self, package: &Package) -> Vec<u32> {
        let mut tools = self.tools.get(&package.named).cloned().unwrap_or_default();
        if package.scope != Scope::Shipped {
            let fits =
                |(kind, start, _): &&(String, String, u32)| *kind == package.named.kind && package.named.name.starts_with(start.as_str());
            tools.extend(self.patterns.iter().filter(fits).map(|(.., record)| *record));
            tools.sort_unstable();
            tools.dedup();
        }
        tools
    }
}

fn push<K: std::hash::Hash + Eq>(map: &mut HashMap<K, Vec<u32>>, key: K, record: u32) {
    let list = map.entry(key).or_default();
    if list.last() != Some(&record) {
        list.push(record);
    }
}

/// The names that a title may stand for: all of it, and its last word.
fn words(title: &str) -> BTreeSet<String> {
    let title = title.trim().to_lowercase();
    let last = title.rsplit(char::is_whitespace).next().unwrap_or("").to_owned();
    [title, last].into_iter().filter(|word| !word.is_empty()).collect()
}

/// `pkg:npm/*`, `pkg:npm/@types/*`: type, and what the name begins with.
fn pattern(text: &str) -> Option<(String, String)> {
    let start = text.trim().strip_suffix('*')?;
    let (kind, name) = start.strip_prefix("pkg:")?.split_once('/')?;
    // The name is compared like any other; a letter in place of the star keeps it a name.
    let start = if name.is_empty() { String::new() } else { of_purl(&format!("{start}x"))?.0.name };
    Some((kind.to_ascii_lowercase(), start.strip_suffix('x').map_or(start.clone(), str::to_owned)))
}

/// The versions that records declare, as they are compared.
pub(super) fn declared_versions(model: &Model, records: &[u32]) -> BTreeSet<String> {
    let mut versions = BTreeSet::new();
    for soup in records.iter().map(|record| model.at(*record)) {
        let mut given = soup.values("version").map(|value| comparable(value.text).to_owned()).peekable();
        if given.peek().is_some() {
            versions.extend(given);
        } else {
            let in_purl = soup.text("purl").and_then(of_purl).and_then(|(_, version)| version);
            versions.extend(in_purl.map(|version| comparable(&version).to_owned()));
        }
    }
    versions
}

/// Declared components of which the versions differ.
pub(super) fn drifts(model: &Model, packages: &[Package], standings: &[Standing]) -> Vec<Drift> {
    let mut drifts = Vec::new();
    for (at, (package, standing)) in packages.iter().zip(standings).enumerate() {
        let Standing::Declared(soup) = standing else { continue };
        let declared = declared_versions(model, soup);
        // Without a version there is nothing to compare; that it is missing is told elsewhere.
        if declared.is_empty() || package.exact().next().is_none() {
            continue;
        }
        let locked: BTreeSet<&str> = package.exact().map(comparable).collect();
        let undeclared: Vec<String> =
            package.exact().filter(|version| !declared.contains(comparable(version))).map(str::to_owned).collect();
        let unlocked: Vec<String> = declared.iter().filter(|version| !locked.contains(version.as_str())).cloned().collect();
        if !undeclared.is_empty() || !unlocked.is_empty() {
            drifts.push(Drift { package: at, soup: soup.clone(), undeclared, unlocked });
        }
    }
    drifts
}

/// Covered components that are locked in other versions than `brings` says. A line without a version covers any.
pub(super) fn moved(model: &Model, packages: &[Package], standings: &[Standing]) -> Vec<Drift> {
    let mut said: HashMap<(u32, Named), Option<BTreeSet<String>>> = HashMap::new();
    for soup in declaring(model) {
        for (named, version) in soup.values("brings").filter_map(|value| of_purl(value.text)) {
            let versions = said.entry((soup.position(), named)).or_insert_with(|| Some(BTreeSet::new()));
            match (versions.as_mut(), version) {
                (Some(versions), Some(version)) => {
                    versions.insert(comparable(&version).to_owned());
                }
                _ => *versions = None,
            }
        }
    }
    let mut moved = Vec::new();
    for (at, (package, standing)) in packages.iter().zip(standings).enumerate() {
        let Standing::Covered(soup) = standing else { continue };
        let lines: Option<Vec<&BTreeSet<String>>> =
            soup.iter().filter_map(|record| said.get(&(*record, package.named.clone()))).map(Option::as_ref).collect();
        let Some(lines) = lines else { continue };
        let covers = |version: &str| lines.iter().any(|versions| versions.contains(comparable(version)));
        let undeclared: Vec<String> = package.exact().filter(|version| !covers(version)).map(str::to_owned).collect();
        if !undeclared.is_empty() {
            moved.push(Drift { package: at, soup: soup.clone(), undeclared, unlocked: Vec::new() });
        }
    }
    moved
}

/// SOUP records whose package URL nothing here has, although files of its ecosystem are here.
pub(super) fn gone(model: &Model, stock: &Stock, gathered: &Gathered) -> Vec<u32> {
    let held: HashSet<&Named> = gathered.packages.iter().map(|package| &package.named).collect();
    // An SBOM of a supplier holds one component of many ecosystems; only a lock file says what there is of its own.
    let locked = stock.inventories.iter().filter(|inventory| inventory.locked);
    let kinds: HashSet<&str> =
        locked.flat_map(|inventory| &inventory.components).filter_map(|one| one.ecosystem).map(|one| one.purl_type()).collect();
    let is_gone = |soup: &Record<'_>| {
        let named = soup.text("purl").and_then(of_purl);
        named.is_some_and(|(named, _)| kinds.contains(named.kind.as_str()) && !held.contains(&named))
    };
    declaring(model).filter(is_gone).map(Record::position).collect()
}
