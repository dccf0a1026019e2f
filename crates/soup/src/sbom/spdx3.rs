//! SPDX 3.0 in JSON-LD to an inventory: a graph of elements, of which packages and relationships between them are taken.

use super::gather::Gather;
use crate::component::{Component, Hash, Inventory, Scope};
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use std::collections::{BTreeMap, HashMap};

/// What a relationship means for the graph: the first end needs the others, for this.
fn scope(relationship: &str, stated: Option<&str>) -> Option<Scope> {
    let by_kind = match relationship {
        "dependsOn"
        | "contains"
        | "hasStaticLink"
        | "hasDynamicLink"
        | "hasPrerequisite"
        | "hasOptionalDependency"
        | "hasProvidedDependency"
        | "hasOptionalComponent" => Scope::Shipped,
        "usesTool" => Scope::Development,
        "hasTest" | "hasTestCase" => Scope::Test,
        _ => return None,
    };
    Some(match stated {
        Some("test") => Scope::Test,
        Some("build" | "development" | "design") if by_kind == Scope::Shipped && is_dependency(relationship) => Scope::Development,
        _ => by_kind,
    })
}

/// What is linked during the build is in what is shipped; a mere dependency of the build is not.
fn is_dependency(relationship: &str) -> bool {
    matches!(relationship, "dependsOn" | "hasPrerequisite" | "hasOptionalDependency" | "hasProvidedDependency")
}

/// Reads a document.
pub(crate) fn read(root: &Node) -> Result<Inventory, Refusal> {
    let alone = std::slice::from_ref(root);
    let elements = match root.get("@graph") {
        Some(graph) if graph.is_list() => graph.elements(),
        Some(graph) if graph.is_map() => std::slice::from_ref(graph),
        Some(graph) => return Err(Refusal::at(graph.line, "`@graph` is no list")),
        None => alone,
    };
    let version = version(root, elements)?;
    let mut gather = Gather::new(format!("SPDX {version}"));
    let mut names: HashMap<&str, &Node> = HashMap::with_capacity(elements.len());
    for element in elements {
        let Some(kind) = kind(element) else { return Err(Refusal::at(element.line, "an element is without `type`")) };
        let Some(name) = identity(element) else {
            if matches!(kind, "Package" | "AIPackage") {
                return Err(Refusal::at(element.line, "a package is without `spdxId`"));
            }
            continue;
        };
        if names.insert(name, element).is_some() {
            return Err(Refusal::at(element.line, format!("the `spdxId` `{}` stands twice", shown(name))));
        }
    }
    let mut left_out: BTreeMap<&str, (u32, usize)> = BTreeMap::new();
    for element in elements {
        match (kind(element), identity(element)) {
            (Some("Package" | "AIPackage"), Some(name)) => {
                let component = component(element, &names, &mut gather)?;
                gather.add(Some(name), component, None);
            }
            (Some(kind @ ("File" | "Snippet" | "DatasetPackage")), _) => {
                left_out.entry(kind).or_insert((element.line, 0)).1 += 1;
            }
            _ => {}
        }
    }
    for (kind, (line, count)) in left_out {
        gather.note(line, format!("{count} elements of type `{kind}` are no software components and are left out"));
    }
    relationships(elements, &names, &mut gather);
    Ok(gather.finish())
}

fn version(root: &Node, elements: &[Node]) -> Result<String, Refusal> {
    let stated = elements.iter().find_map(|element| {
        element.get("specVersion").or_else(|| element.get("creationInfo").and_then(|information| information.get("specVersion")))
    });
    let Some(stated) = stated else { return Err(Refusal::at(root.line, "the JSON-LD names no `specVersion` of SPDX")) };
    match stated.scalar() {
        Some(version) if version == "3.0" || version.starts_with("3.0.") => Ok(version.to_owned()),
        other => {
            Err(Refusal::at(stated.line, format!("`specVersion` `{}` is no version of SPDX that is read", shown(other.unwrap_or("")))))
        }
    }
}

fn relationships(elements: &[Node], names: &HashMap<&str, &Node>, gather: &mut Gather) {
    let related = |element| matches!(kind(element), Some("Relationship" | "LifecycleScopedRelationship"));
    for element in elements.iter().filter(|element| related(element)) {
        let Some(from) = element.get("from").and_then(reference) else { continue };
        for to in several(element, "to").iter().filter_map(reference) {
            match element.said("relationshipType") {
                // A file stands for the package that contains it.
                Some("contains" | "hasDistributionArtifact") if !gather.holds(to) => gather.also(to, from),
                Some("describes") if !gather.holds(from) => gather.root(to),
                Some(declared @ ("hasConcludedLicense" | "hasDeclaredLicense")) => {
                    let text = names
                        .get(to)
                        .and_then(|licence| licence.said("simplelicensing_licenseExpression").or_else(|| licence.said("name")));
                    if let (Some(text), Some(component)) = (text, gather.component(from))
                        && !matches!(text, "NOASSERTION" | "NONE")
                        && (component.licence.is_empty() || declared == "hasConcludedLicense")
                    {
                        text.clone_into(&mut component.licence);
                    }
                }
                _ => {}
            }
        }
    }
    for element in elements.iter().filter(|element| related(element)) {
        let Some(from) = element.get("from").and_then(reference) else { continue };
        let Some(scope) = element.said("relationshipType").and_then(|kind| scope(kind, element.said("scope"))) else { continue };
        for to in several(element, "to").iter().filter_map(reference) {
            gather.edge(from, to, scope, element.line);
        }
    }
    for element in elements.iter().filter(|element| matches!(kind(element), Some("SpdxDocument" | "Sbom" | "Bom"))) {
        for root in several(element, "rootElement").iter().filter_map(reference) {
            gather.root(root);
        }
    }
}

fn component(element: &Node, names: &HashMap<&str, &Node>, gather: &mut Gather) -> Result<Component, Refusal> {
    let text = |name: &str| element.said(name).unwrap_or("").to_owned();
    let supplier = ["suppliedBy", "originatedBy"]
        .iter()
        .find_map(|name| {
            several(element, name).iter().filter_map(reference).find_map(|party| names.get(party).and_then(|party| party.said("name")))
        })
        .unwrap_or("");
    let mut component = Component {
        name: text("name"),
        version: text("software_packageVersion"),
        purl: text("software_packageUrl"),
        supplier: supplier.to_owned(),
        line: element.line,
        ..Component::default()
    };
    if component.name.is_empty() {
        return Err(Refusal::at(element.line, "a package is without name"));
    }
    for identifier in several(element, "externalIdentifier") {
        let identifier = identifier_of(identifier, names);
        let Some(value) = identifier.said("identifier") else { continue };
        match identifier.said("externalIdentifierType") {
            Some("packageUrl" | "packageURL" | "purl") if component.purl.is_empty() => value.clone_into(&mut component.purl),
            Some("cpe23") => value.clone_into(&mut component.cpe),
            Some("cpe22") if component.cpe.is_empty() => value.clone_into(&mut component.cpe),
            _ => {}
        }
    }
    for check in several(element, "verifiedUsing") {
        let check = identifier_of(check, names);
        if let (Some(algorithm), Some(value)) = (check.said("algorithm"), check.said("hashValue")) {
            component.hashes.push(Hash { algorithm: usual(algorithm), value: value.to_ascii_lowercase() });
        }
    }
    gather.name_by_purl(&mut component);
    Ok(component)
}

/// An object itself, or the one that is named.
fn identifier_of<'n>(node: &'n Node, names: &HashMap<&str, &'n Node>) -> &'n Node {
    node.text().and_then(|name| names.get(name).copied()).unwrap_or(node)
}

/// `sha256` as `SHA-256`, `blake2b256` as `BLAKE2b-256`, `sha3_512` as `SHA3-512`.
fn usual(algorithm: &str) -> String {
    let lower = algorithm.to_ascii_lowercase();
    if let Some(size) = lower.strip_prefix("sha3_") {
        return format!("SHA3-{size}");
    }
    if let Some(size) = lower.strip_prefix("blake2b") {
        return format!("BLAKE2b-{size}");
    }
    match lower.strip_prefix("sha") {
        Some(size) => format!("SHA-{size}"),
        None => algorithm.to_ascii_uppercase(),
    }
}

/// The type without its profile: `software_Package` is `Package`.
fn kind(element: &Node) -> Option<&str> {
    let kind = element.said("type").or_else(|| element.said("@type"))?;
    Some(kind.rsplit(['_', '/', '#']).next().unwrap_or(kind))
}

fn identity(element: &Node) -> Option<&str> {
    element.said("spdxId").or_else(|| element.said("@id"))
}

/// An element that is named, or told in place.
fn reference(node: &Node) -> Option<&str> {
    node.text().or_else(|| identity(node))
}

fn several<'n>(node: &'n Node, name: &str) -> &'n [Node] {
    match node.get(name) {
        Some(list) if list.is_list() => list.elements(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}
