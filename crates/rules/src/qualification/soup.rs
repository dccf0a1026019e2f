//! What lock files and databases of vulnerabilities hold, as the pages of the rules write it down: a block `soup` in TOML.

use primum_model::Date;
use primum_soup::scan::{IndexInfo, Match, Scan, Severity, SourceInfo, Stock, Vulnerability};
use primum_soup::{Component, Ecosystem, Inventory, Part, Refusal, Relation, Scope};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Page {
    #[serde(default)]
    component: Vec<Said>,
    /// What the scan found; an empty list is a scan that found nothing.
    vulnerability: Option<Vec<Known>>,
    /// Sources of the index, with their day.
    index: Option<BTreeMap<String, String>>,
    /// Why nothing is known about vulnerabilities.
    unknown: Option<String>,
    /// Components that the scan could not decide, and why.
    #[serde(default)]
    undecided: BTreeMap<String, String>,
    /// Files that were refused, and why.
    #[serde(default)]
    refused: BTreeMap<String, String>,
    /// Files that ask for versions and lock none.
    #[serde(default)]
    manifests: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Said {
    name: String,
    /// Type of package URL.
    ecosystem: Option<String>,
    #[serde(default)]
    version: String,
    #[serde(default)]
    range: String,
    #[serde(default = "cargo_lock")]
    file: String,
    /// `development` or `test`.
    scope: Option<String>,
    /// The component of the same file that brings it; without it the project asks for it itself.
    by: Option<String>,
    #[serde(default)]
    own: bool,
    #[serde(default)]
    origin: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Known {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    severity: Option<String>,
    exploited: Option<String>,
    #[serde(default)]
    unmaintained: bool,
    /// Names of the components that have it.
    #[serde(rename = "in")]
    of: Vec<String>,
    #[serde(default)]
    fixed: Vec<String>,
}

fn cargo_lock() -> String {
    "Cargo.lock".to_owned()
}

/// The stock of a block.
pub(crate) fn stock(text: &str) -> Result<Stock, String> {
    let page: Page = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut inventories: Vec<Inventory> = Vec::new();
    let mut brought: Vec<(usize, usize, String)> = Vec::new();
    for said in page.component {
        let number = inventories.iter().position(|inventory| inventory.file == said.file).unwrap_or_else(|| {
            let locked = !page.manifests.contains(&said.file);
            inventories.push(Inventory { file: said.file.clone(), format: said.file.clone(), locked, ..Inventory::default() });
            inventories.len() - 1
        });
        let components = &mut inventories[number].components;
        brought.extend(said.by.clone().map(|by| (number, components.len(), by)));
        let line = components.len() as u32 + 1;
        let component = component(said, line)?;
        let shown = format!("{} {}", component.name, if component.version.is_empty() { &component.range } else { &component.version });
        components.push(component);
        inventories[number].lines.insert(line, shown.trim().to_owned());
    }
    for (number, at, by) in brought {
        let components = &mut inventories[number].components;
        let parent = components.iter().position(|one| one.name == by).ok_or(format!("nothing is called `{by}`"))?;
        components[parent].needs.push(at);
    }
    let scan = match (page.unknown, page.vulnerability, page.index) {
        (Some(why), ..) => Some(Err(why)),
        (None, None, None) => None,
        (None, known, index) => {
            let mut scan = scan(&inventories, known.unwrap_or_default(), index)?;
            for (inventory, held) in inventories.iter().enumerate() {
                for (at, component) in held.components.iter().enumerate() {
                    scan.unknown.extend(page.undecided.get(&component.name).map(|why| (inventory, at, why.clone())));
                }
            }
            Some(Ok(scan))
        }
    };
    let refused = page.refused.into_iter().map(|(path, why)| (path, Refusal::at(3, why))).collect();
    Ok(Stock { inventories, refused, scan })
}

fn component(said: Said, line: u32) -> Result<Component, String> {
    let ecosystem = match said.ecosystem.as_deref() {
        Some("none") => None,
        Some(kind) => Some(Ecosystem::of_purl_type(kind).ok_or(format!("no ecosystem `{kind}`"))?),
        None => Some(Ecosystem::Cargo),
    };
    let scope = match said.scope.as_deref() {
        None => Scope::Shipped,
        Some("development") => Scope::Development,
        Some("test") => Scope::Test,
        Some(other) => return Err(format!("no scope `{other}`")),
    };
    Ok(Component {
        ecosystem,
        name: said.name,
        version: said.version,
        range: said.range,
        scope,
        relation: if said.by.is_some() { Relation::Transitive } else { Relation::Direct },
        part: if said.own { Part::Own } else { Part::Foreign },
        origin: said.origin,
        line,
        ..Component::default()
    })
}

fn scan(inventories: &[Inventory], known: Vec<Known>, index: Option<BTreeMap<String, String>>) -> Result<Scan, String> {
    let mut scan = Scan::default();
    let sources = index.unwrap_or_else(|| BTreeMap::from([("osv".to_owned(), "2026-06-29".to_owned())]));
    for (name, day) in sources {
        scan.index.sources.push(SourceInfo { name, date: date(&day)?, entries: 1, hash: "0".repeat(64) });
    }
    scan.index = IndexInfo { hash: "f".repeat(64), advisories: known.len() as u32, ..scan.index };
    for (number, one) in known.into_iter().enumerate() {
        for (inventory, held) in inventories.iter().enumerate() {
            for (component, has) in held.components.iter().enumerate() {
                if one.of.contains(&has.name) || one.of.contains(&format!("{}@{}", has.name, has.version)) {
                    let because = format!("{} is affected", has.version);
                    scan.matches.push(Match { inventory, component, vulnerability: number, fixed: one.fixed.clone(), because });
                }
            }
        }
        let named = [Severity::None, Severity::Low, Severity::Medium, Severity::Unknown, Severity::High, Severity::Critical];
        let severity = match one.severity {
            None => Severity::Unknown,
            Some(word) => named.into_iter().find(|severity| severity.name() == word).ok_or(format!("no severity `{word}`"))?,
        };
        scan.vulnerabilities.push(Vulnerability {
            id: one.id,
            aliases: one.aliases,
            severity,
            exploited: one.exploited.as_deref().map(date).transpose()?.flatten(),
            unmaintained: one.unmaintained,
            ..Vulnerability::default()
        });
    }
    scan.matches.sort_by_key(|one| (one.inventory, one.component, one.vulnerability));
    Ok(scan)
}

fn date(day: &str) -> Result<Option<Date>, String> {
    if day.is_empty() {
        return Ok(None);
    }
    primum_model::value::date(day).map(Some).ok_or(format!("`{day}` is no day"))
}
