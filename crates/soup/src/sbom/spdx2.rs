//! SPDX 2.2 and 2.3 to an inventory; tags with values, YAML and RDF come here in the form of the JSON.

use super::format;
use super::gather::Gather;
use crate::component::{Component, Hash, Inventory, Scope};
use crate::node::{Node, shown};
use crate::refusal::Refusal;

/// Algorithms of checksums as SPDX writes them, and as CycloneDX does.
const ALGORITHMS: [(&str, &str); 19] = [
    ("SHA1", "SHA-1"),
    ("SHA224", "SHA-224"),
    ("SHA256", "SHA-256"),
    ("SHA384", "SHA-384"),
    ("SHA512", "SHA-512"),
    ("SHA3-224", "SHA3-224"),
    ("SHA3-256", "SHA3-256"),
    ("SHA3-384", "SHA3-384"),
    ("SHA3-512", "SHA3-512"),
    ("SHA3_256", "SHA3-256"),
    ("SHA3_384", "SHA3-384"),
    ("SHA3_512", "SHA3-512"),
    ("BLAKE2B-256", "BLAKE2b-256"),
    ("BLAKE2B-384", "BLAKE2b-384"),
    ("BLAKE2B-512", "BLAKE2b-512"),
    ("BLAKE3", "BLAKE3"),
    ("MD2", "MD2"),
    ("MD5", "MD5"),
    ("MD6", "MD6"),
];

/// Which end of a relationship needs which.
enum Edge {
    /// The first needs the second.
    Needs(Scope),
    /// The second needs the first.
    IsNeeded(Scope),
}

/// What a relationship means for the graph; most mean nothing.
fn edge(relationship: &str) -> Option<Edge> {
    Some(match relationship {
        "DEPENDS_ON" | "CONTAINS" | "STATIC_LINK" | "DYNAMIC_LINK" | "HAS_PREREQUISITE" => Edge::Needs(Scope::Shipped),
        "DEPENDENCY_OF"
        | "RUNTIME_DEPENDENCY_OF"
        | "OPTIONAL_DEPENDENCY_OF"
        | "PROVIDED_DEPENDENCY_OF"
        | "CONTAINED_BY"
        | "PREREQUISITE_FOR"
        | "OPTIONAL_COMPONENT_OF" => Edge::IsNeeded(Scope::Shipped),
        "DEV_DEPENDENCY_OF" | "BUILD_DEPENDENCY_OF" | "BUILD_TOOL_OF" | "DEV_TOOL_OF" => Edge::IsNeeded(Scope::Development),
        "TEST_DEPENDENCY_OF" | "TEST_TOOL_OF" | "TEST_OF" | "TEST_CASE_OF" => Edge::IsNeeded(Scope::Test),
        _ => return None,
    })
}

/// Reads a document.
pub(crate) fn read(root: &Node) -> Result<Inventory, Refusal> {
    let stated = root.get("spdxVersion").ok_or_else(|| Refusal::at(root.line, "SPDX without its version"))?;
    let version = match stated.scalar().map(str::trim) {
        Some("SPDX-2.2") => "2.2",
        Some("SPDX-2.3") => "2.3",
        other => return Err(Refusal::at(stated.line, format!("`{}` is no version of SPDX that is read", shown(other.unwrap_or(""))))),
    };
    let mut gather = Gather::new(format!("SPDX {version}"));
    let document = root.said("SPDXID").unwrap_or("SPDXRef-DOCUMENT");
    for package in list(root, "packages")? {
        let name = package.said("SPDXID").ok_or_else(|| Refusal::at(package.line, "a package is without `SPDXID`"))?;
        if gather.holds(name) {
            return Err(Refusal::at(package.line, format!("the `SPDXID` `{}` stands twice", shown(name))));
        }
        let component = component(package, &mut gather)?;
        gather.add(Some(name), component, None);
    }
    files(root, &mut gather)?;
    for described in list(root, "documentDescribes")? {
        gather.root(described.text().unwrap_or(""));
    }
    let relationships = list(root, "relationships")?;
    let parts = |node: &Node| -> Result<(String, String, String), Refusal> {
        let said = |name: &str| {
            node.said(name).map(str::to_owned).ok_or_else(|| Refusal::at(node.line, format!("a relationship is without `{name}`")))
        };
        Ok((said("spdxElementId")?, said("relationshipType")?.to_ascii_uppercase(), said("relatedSpdxElement")?))
    };
    // What stands in a package is known before an edge leads to or from it.
    for node in relationships {
        match parts(node)? {
            (from, kind, to) if kind == "CONTAINS" && !gather.holds(&to) => gather.also(&to, &from),
            (from, kind, to) if kind == "CONTAINED_BY" && !gather.holds(&from) => gather.also(&from, &to),
            (from, kind, to) if kind == "DESCRIBES" && from == document => gather.root(&to),
            (from, kind, to) if kind == "DESCRIBED_BY" && to == document => gather.root(&from),
            _ => {}
        }
    }
    for node in relationships {
        let (from, kind, to) = parts(node)?;
        if is_nothing(&from) || is_nothing(&to) || from == document || to == document {
            continue;
        }
        match edge(&kind) {
            Some(Edge::Needs(scope)) => gather.edge(&from, &to, scope, node.line),
            Some(Edge::IsNeeded(scope)) => gather.edge(&to, &from, scope, node.line),
            None => {}
        }
    }
    Ok(gather.finish())
}

/// Files are no components; each stands for the package that contains it.
fn files(root: &Node, gather: &mut Gather) -> Result<(), Refusal> {
    for package in list(root, "packages")? {
        let name = package.said("SPDXID").unwrap_or("");
        for file in list(package, "hasFiles")? {
            gather.also(file.text().unwrap_or(""), name);
        }
    }
    let files = list(root, "files")?;
    if let Some(first) = files.first() {
        gather.note(first.line, format!("{} files are no components and are left out", files.len()));
    }
    Ok(())
}

fn component(package: &Node, gather: &mut Gather) -> Result<Component, Refusal> {
    let name = package.said("name").ok_or_else(|| Refusal::at(package.line, "a package is without name"))?;
    let mut component = Component {
        name: name.to_owned(),
        version: package.get("versionInfo").and_then(Node::scalar).filter(|version| !is_nothing(version)).unwrap_or("").trim().to_owned(),
        licence: ["licenseConcluded", "licenseDeclared"]
            .iter()
            .find_map(|name| package.said(name).filter(|licence| !is_nothing(licence)))
            .unwrap_or("")
            .to_owned(),
        supplier: ["supplier", "originator"].iter().find_map(|name| package.said(name)).map_or_else(String::new, party),
        line: package.line,
        ..Component::default()
    };
    for reference in list(package, "externalRefs")? {
        let Some(locator) = reference.said("referenceLocator") else { continue };
        match reference.said("referenceType").map(|kind| kind.rsplit('/').next().unwrap_or(kind)) {
            Some("purl") if component.purl.is_empty() => locator.clone_into(&mut component.purl),
            Some("purl") => gather.note(reference.line, format!("`{}` has a second package URL, which is left out", shown(name))),
            Some("cpe23Type") => locator.clone_into(&mut component.cpe),
            Some("cpe22Type") if component.cpe.is_empty() => locator.clone_into(&mut component.cpe),
            _ => {}
        }
    }
    for checksum in list(package, "checksums")? {
        component.hashes.push(hash(checksum)?);
    }
    gather.name_by_purl(&mut component);
    Ok(component)
}

fn hash(checksum: &Node) -> Result<Hash, Refusal> {
    let stated = checksum.said("algorithm").unwrap_or("");
    let algorithm = ALGORITHMS.iter().find(|(spdx, _)| stated.eq_ignore_ascii_case(spdx)).map(|(_, usual)| *usual);
    let algorithm = match algorithm {
        Some(algorithm) => algorithm,
        None if stated.eq_ignore_ascii_case("ADLER32") => "Adler-32",
        None => return Err(Refusal::at(checksum.line, format!("`{}` is no algorithm of SPDX", shown(stated)))),
    };
    let value = checksum.said("checksumValue").unwrap_or("").to_ascii_lowercase();
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal::at(checksum.line, format!("`{}` is no digest in hexadecimal", shown(&value))));
    }
    if matches!(stated, "SHA1" | "SHA256" | "SHA512" | "MD5") && !format::is_digest(&value) {
        return Err(Refusal::at(checksum.line, format!("`{}` is not as long as {stated} is", shown(&value))));
    }
    Ok(Hash { algorithm: algorithm.to_owned(), value })
}

/// `Organization: Name (address)` without what comes before and behind.
fn party(text: &str) -> String {
    if is_nothing(text) {
        return String::new();
    }
    let name = text.strip_prefix("Organization:").or_else(|| text.strip_prefix("Person:")).unwrap_or(text).trim();
    let name = name.strip_suffix(')').and_then(|name| name.rsplit_once('(')).map_or(name, |(name, _)| name.trim());
    name.to_owned()
}

/// What SPDX writes where there is nothing or nothing is said.
fn is_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "NOASSERTION" | "NONE")
}

fn list<'n>(node: &'n Node, name: &str) -> Result<&'n [Node], Refusal> {
    match node.get(name) {
        None => Ok(&[]),
        Some(list) if list.is_list() || matches!(list.what, crate::node::What::Null) => Ok(list.elements()),
        Some(other) => Err(Refusal::at(other.line, format!("`{name}` is no list"))),
    }
}
