//! CycloneDX to an inventory, once it is known to be what it says.

use super::gather::Gather;
use crate::component::{Component, Hash, Inventory, Part, Scope};
use crate::node::Node;
use crate::purl::Purl;
use std::collections::BTreeMap;

/// The newest minor version that is known.
pub(crate) const NEWEST: u8 = 7;
/// Kinds of components that are no software.
const NO_SOFTWARE: [&str; 4] = ["file", "data", "device", "cryptographic-asset"];

/// Reads a file that was checked; what the check has to say is kept.
pub(crate) fn read(root: &Node, version: u8, note: Option<(u32, String)>) -> Inventory {
    let mut reader = Reader { gather: Gather::new(format!("CycloneDX 1.{version}")), passed_over: BTreeMap::new(), unnamed: 0 };
    if let Some((line, note)) = note {
        reader.gather.note(line, note);
    }
    if let Some(own) = root.at(&["metadata", "component"]) {
        reader.own(own);
    }
    for component in elements(root, "components") {
        reader.component(component, None);
    }
    for dependency in elements(root, "dependencies") {
        let Some(from) = dependency.said("ref") else { continue };
        for to in elements(dependency, "dependsOn") {
            if let Some(name) = to.text() {
                reader.gather.edge(from, name, Scope::Shipped, to.line);
            }
        }
    }
    if let Some(services) = root.get("services").filter(|services| !services.elements().is_empty()) {
        let count = services.elements().len();
        reader.gather.note(services.line, format!("{count} services are no components and are left out"));
    }
    for (kind, (line, count)) in std::mem::take(&mut reader.passed_over) {
        reader.gather.note(line, format!("{count} components of type `{kind}` are no software and are left out"));
    }
    reader.gather.finish()
}

struct Reader {
    gather: Gather,
    /// By kind, what was left out: the line of the first, and how many.
    passed_over: BTreeMap<String, (u32, usize)>,
    unnamed: usize,
}

impl Reader {
    /// The product; what stands in it and is the same package is a part of it, the rest comes from elsewhere.
    fn own(&mut self, node: &Node) {
        let name = node.said("bom-ref").map_or_else(|| self.unnamed(), str::to_owned);
        let component = Component { part: Part::Own, ..self.read(node) };
        let package = |purl: &str| Purl::parse(purl).ok().map(|purl| purl.without_qualifiers());
        let own = package(&component.purl);
        self.gather.add(Some(&name), component, None);
        for part in elements(node, "components") {
            let at = self.unnamed;
            self.component(part, Some(&name));
            let reference = part.said("bom-ref").map_or_else(|| made_up(at), str::to_owned);
            if own.is_some()
                && part.said("purl").and_then(package) == own
                && let Some(part) = self.gather.component(&reference)
            {
                part.part = Part::Own;
            }
        }
    }

    fn component(&mut self, node: &Node, parent: Option<&str>) {
        let reference = node.said("bom-ref").map_or_else(|| self.unnamed(), str::to_owned);
        let kind = node.said("type").unwrap_or("library");
        if NO_SOFTWARE.contains(&kind) {
            self.passed_over.entry(kind.to_owned()).or_insert((node.line, 0)).1 += 1;
            // What needs it, needs what it stands in.
            if let Some(parent) = parent {
                self.gather.also(&reference, parent);
            }
        } else {
            let scope = match node.said("scope") {
                Some("excluded") => Some(Scope::Development),
                Some("required" | "optional") => Some(Scope::Shipped),
                _ => None,
            };
            let component = self.read(node);
            self.gather.add(Some(&reference), component, scope);
            if let Some(parent) = parent {
                self.gather.edge(parent, &reference, Scope::Shipped, node.line);
            }
        }
        let below = if self.gather.holds(&reference) { Some(reference.as_str()) } else { None };
        for part in elements(node, "components") {
            self.component(part, below);
        }
    }

    fn read(&mut self, node: &Node) -> Component {
        let text = |name: &str| node.said(name).unwrap_or("").to_owned();
        let name = match node.said("group") {
            Some(group) => format!("{group}/{}", text("name")),
            None => text("name"),
        };
        let mut component = Component {
            name,
            version: text("version"),
            range: text("versionRange"),
            purl: text("purl"),
            cpe: text("cpe"),
            hashes: elements(node, "hashes").iter().filter_map(hash).collect(),
            licence: licence(elements(node, "licenses")),
            supplier: supplier(node).to_owned(),
            line: node.line,
            ..Component::default()
        };
        self.gather.name_by_purl(&mut component);
        component
    }

    /// A name for what has none, which no file can hold.
    fn unnamed(&mut self) -> String {
        self.unnamed += 1;
        made_up(self.unnamed - 1)
    }
}

fn made_up(number: usize) -> String {
    format!("\0{number}")
}

fn elements<'n>(node: &'n Node, name: &str) -> &'n [Node] {
    node.get(name).map_or(&[], Node::elements)
}

fn hash(node: &Node) -> Option<Hash> {
    Some(Hash { algorithm: node.said("alg")?.to_owned(), value: node.said("content")?.to_ascii_lowercase() })
}

fn supplier(node: &Node) -> &str {
    ["supplier", "manufacturer"]
        .iter()
        .find_map(|name| node.get(name).and_then(|organisation| organisation.said("name")))
        .or_else(|| node.said("publisher"))
        .or_else(|| node.said("author"))
        .or_else(|| elements(node, "authors").first().and_then(|author| author.said("name")))
        .unwrap_or("")
}

/// Several licences hold at once, as nothing else is said; where some are concluded, those that are only declared stand back.
fn licence(choices: &[Node]) -> String {
    let concluded = |choice: &Node| {
        choice.said("acknowledgement") == Some("concluded")
            || choice.get("license").and_then(|license| license.said("acknowledgement")) == Some("concluded")
    };
    let any = choices.iter().any(concluded);
    let held: Vec<&str> = choices
        .iter()
        .filter(|choice| !any || concluded(choice))
        .filter_map(|choice| {
            choice
                .said("expression")
                .or_else(|| choice.get("license").and_then(|license| license.said("id").or_else(|| license.said("name"))))
        })
        .collect();
    super::format::all_of(&held)
}
