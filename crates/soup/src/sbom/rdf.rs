//! SPDX 2 in RDF/XML, to the nodes that the same document in JSON would give.

use crate::node::{Node, What};
use crate::refusal::Refusal;
use crate::xml;
use roxmltree::{Document, Node as Element};

/// The namespace of SPDX.
const SPDX: &str = "http://spdx.org/rdf/terms#";
/// The namespace of RDF.
const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

type Members = Vec<(String, Node)>;

/// Turns packages, files and relationships into nodes, wherever in the tree they stand.
pub(crate) fn read(document: &Document<'_>) -> Result<Node, Refusal> {
    let lines: Vec<usize> = memchr::memchr_iter(b'\n', document.input_text().as_bytes()).collect();
    let line = |element: Element<'_, '_>| u32::try_from(lines.partition_point(|end| *end < element.range().start) + 1).unwrap_or(u32::MAX);
    let mut root: Members = Vec::new();
    let (mut packages, mut files, mut relationships, mut described) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for element in document.descendants().filter(|element| element.is_element() && element.tag_name().namespace() == Some(SPDX)) {
        let line = line(element);
        match element.tag_name().name() {
            "SpdxDocument" => {
                let Some(version) = xml::said(element, "specVersion") else {
                    return Err(Refusal::at(line, "the document is without `specVersion`"));
                };
                if !root.is_empty() {
                    return Err(Refusal::at(line, "the file holds a second document of SPDX"));
                }
                root.push(("spdxVersion".to_owned(), text(line, version)));
                root.push(("SPDXID".to_owned(), text(line, &about(element).unwrap_or_default())));
            }
            // A package that is only pointed at has no name; it is told in full elsewhere.
            "Package" if xml::child(element, "name").is_some() => packages.push(Node { line, what: What::Map(package(element, line)) }),
            "File" => files.push(Node { line, what: What::Map(Vec::new()) }),
            "describesPackage" => {
                if let Some(name) = target(element) {
                    described.push(text(line, &name));
                }
            }
            "Relationship" => {
                let from = element.parent_element().and_then(|link| link.parent_element()).and_then(about);
                let kind = xml::child(element, "relationshipType").and_then(resource).and_then(|kind| kind.rsplit_once('_').map(|_| kind));
                let to = xml::child(element, "relatedSpdxElement").and_then(target);
                if let (Some(from), Some(kind), Some(to)) = (from, kind, to) {
                    let kind = kind.rsplit("relationshipType_").next().unwrap_or(kind);
                    let members = [("spdxElementId", from), ("relationshipType", upper(kind)), ("relatedSpdxElement", to)];
                    let members = members.map(|(name, value)| (name.to_owned(), text(line, &value))).into();
                    relationships.push(Node { line, what: What::Map(members) });
                } else {
                    return Err(Refusal::at(line, "a relationship is without one of its ends or its kind"));
                }
            }
            _ => {}
        }
    }
    if root.is_empty() {
        return Err(Refusal::at(1, "the RDF holds no document of SPDX"));
    }
    for (name, list) in [("packages", packages), ("files", files), ("relationships", relationships), ("documentDescribes", described)] {
        root.push((name.to_owned(), Node { line: 1, what: What::List(list) }));
    }
    Ok(Node { line: 1, what: What::Map(root) })
}

fn package(element: Element<'_, '_>, line: u32) -> Members {
    let mut members: Members = Vec::new();
    if let Some(name) = about(element) {
        members.push(("SPDXID".to_owned(), text(line, &name)));
    }
    for name in ["name", "versionInfo", "supplier", "originator"] {
        if let Some(value) = xml::said(element, name) {
            members.push((name.to_owned(), text(line, value)));
        }
    }
    // Sets of licences are a tree of their own, which is not put together here.
    for name in ["licenseConcluded", "licenseDeclared"] {
        let named = xml::child(element, name).and_then(resource).map(local);
        if let Some(value) = named.filter(|value| !matches!(*value, "noassertion" | "none")) {
            members.push((name.to_owned(), text(line, value)));
        }
    }
    let list = |outer: &str, inner: &str, parts: &[(&str, &str)]| {
        let nodes: Vec<Node> = xml::children(element, outer)
            .filter_map(|child| xml::child(child, inner))
            .map(|held| {
                let members = parts.iter().filter_map(|(member, name)| {
                    let value = xml::said(held, name).or_else(|| xml::child(held, name).and_then(resource).map(local))?;
                    Some(((*member).to_owned(), text(line, value.rsplit("checksumAlgorithm_").next().unwrap_or(value))))
                });
                Node { line, what: What::Map(members.collect()) }
            })
            .collect();
        Node { line, what: What::List(nodes) }
    };
    let references = [("referenceType", "referenceType"), ("referenceLocator", "referenceLocator")];
    members.push(("externalRefs".to_owned(), list("externalRef", "ExternalRef", &references)));
    members.push(("checksums".to_owned(), list("checksum", "Checksum", &[("algorithm", "algorithm"), ("checksumValue", "checksumValue")])));
    let held: Vec<Node> = xml::children(element, "hasFile").filter_map(target).map(|name| text(line, &name)).collect();
    members.push(("hasFiles".to_owned(), Node { line, what: What::List(held) }));
    members
}

/// The name of an element within the document: what stands behind `#`.
fn about(element: Element<'_, '_>) -> Option<String> {
    let name =
        element.attribute((RDF, "about")).or_else(|| element.attribute((RDF, "ID"))).or_else(|| element.attribute((RDF, "nodeID")))?;
    Some(local(name).to_owned())
}

fn resource<'a>(element: Element<'a, '_>) -> Option<&'a str> {
    element.attribute((RDF, "resource"))
}

/// What a link leads to: named, or told within it.
fn target(element: Element<'_, '_>) -> Option<String> {
    resource(element).map(|name| local(name).to_owned()).or_else(|| element.first_element_child().and_then(about))
}

fn local(name: &str) -> &str {
    name.rsplit(['#', '/']).next().unwrap_or(name)
}

/// `dependsOn` as `DEPENDS_ON`.
fn upper(name: &str) -> String {
    let mut whole = String::with_capacity(name.len() + 4);
    for one in name.chars() {
        if one.is_ascii_uppercase() && whole.ends_with(|last: char| last.is_ascii_uppercase()) {
            whole.push('_');
        }
        whole.push(one.to_ascii_uppercase());
    }
    whole
}

fn text(line: u32, value: &str) -> Node {
    Node { line, what: What::Text(value.to_owned()) }
}
