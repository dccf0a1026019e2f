//! A bill as CycloneDX 1.6 sees it, before it is JSON or XML.
//!
//! Source: CycloneDX 1.6 (ECMA-424), JSON schema and XSD; both forms hold the same members.

use super::licence::Licence;
use super::{Bill, Piece, Sort, TOOL, Whole, uuid};
use primum_soup::Scope;
use serde::Serialize;

/// The reference of the product itself.
pub(super) const PRODUCT: &str = "product";
/// What stands where a name must stand and nobody has given one.
pub(super) const UNNAMED: &str = "NOASSERTION";

/// A document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Document {
    #[serde(rename = "$schema")]
    pub(super) schema: &'static str,
    pub(super) bom_format: &'static str,
    pub(super) spec_version: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) serial_number: String,
    pub(super) version: u32,
    pub(super) metadata: Metadata,
    pub(super) components: Vec<Component>,
    pub(super) dependencies: Vec<Dependency>,
    pub(super) compositions: Vec<Composition>,
}

/// Who wrote the bill, when, with what, about what.
#[derive(Serialize)]
pub(crate) struct Metadata {
    pub(super) timestamp: String,
    pub(super) lifecycles: [Lifecycle; 1],
    pub(super) tools: Tools,
    pub(super) component: Component,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) manufacturer: Option<Organisation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supplier: Option<Organisation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) properties: Vec<Property>,
}

/// The phase from which a bill speaks.
#[derive(Serialize)]
pub(crate) struct Lifecycle {
    pub(super) phase: &'static str,
}

/// What wrote it.
#[derive(Serialize)]
pub(crate) struct Tools {
    pub(super) components: [Component; 1],
}

/// A component.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Component {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    #[serde(rename = "bom-ref", skip_serializing_if = "String::is_empty")]
    pub(super) reference: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) supplier: Option<Organisation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) manufacturer: Option<Organisation>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) group: String,
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) version: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) scope: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) hashes: Vec<Digest>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) licenses: Vec<Choice>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) cpe: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) purl: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) properties: Vec<Property>,
}

/// An organisation.
#[derive(Serialize)]
pub(crate) struct Organisation {
    pub(super) name: String,
}

/// A checksum.
#[derive(Serialize)]
pub(crate) struct Digest {
    pub(super) alg: &'static str,
    pub(super) content: String,
}

/// A licence, or an expression over licences.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Choice {
    License(Named),
    Expression(String),
}

/// A licence of the SPDX list, or of any other name.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Named {
    Id(&'static str),
    Name(String),
}

/// What CycloneDX has no member for.
#[derive(Serialize)]
pub(crate) struct Property {
    pub(crate) name: &'static str,
    pub(crate) value: String,
}

/// Who needs what.
#[derive(Serialize)]
pub(crate) struct Dependency {
    #[serde(rename = "ref")]
    pub(super) of: String,
    #[serde(rename = "dependsOn", skip_serializing_if = "Vec::is_empty")]
    pub(super) on: Vec<String>,
}

/// Of what the dependencies are all told.
#[derive(Serialize)]
pub(crate) struct Composition {
    pub(super) aggregate: &'static str,
    pub(super) dependencies: Vec<String>,
}

impl Document {
    /// The document with its number.
    pub(super) fn of(bill: &Bill) -> Self {
        let mut document = Self::unnumbered(bill);
        document.serial_number = format!("urn:uuid:{}", document.uuid());
        document
    }

    /// The document without its number, from which the number is made.
    pub(super) fn unnumbered(bill: &Bill) -> Self {
        let references = |of: &[usize]| of.iter().map(|at| bill.pieces[*at].reference.clone()).collect();
        let mut dependencies = vec![Dependency { of: PRODUCT.to_owned(), on: references(&bill.roots) }];
        dependencies.extend(bill.pieces.iter().map(|piece| Dependency { of: piece.reference.clone(), on: references(&piece.needs) }));
        Self {
            schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
            bom_format: "CycloneDX",
            spec_version: "1.6",
            serial_number: String::new(),
            version: 1,
            metadata: Metadata::of(bill),
            components: bill.pieces.iter().map(component).collect(),
            dependencies,
            compositions: compositions(bill),
        }
    }

    /// The number that follows from the content.
    pub(super) fn uuid(&self) -> String {
        uuid(crate::json::text(self).as_bytes())
    }
}

impl Metadata {
    fn of(bill: &Bill) -> Self {
        let mut properties = Vec::new();
        let mut say = |name, value: &str| {
            if !value.is_empty() {
                properties.push(Property { name, value: value.to_owned() });
            }
        };
        say("primum:commit", &bill.commit);
        for gap in bill.gaps().iter().filter(|gap| gap.piece.is_none()) {
            say("primum:missing", gap.missing.name());
        }
        for remark in &bill.remarks {
            say("primum:remark", remark);
        }
        Self {
            timestamp: bill.time(),
            lifecycles: [Lifecycle { phase: "pre-build" }],
            tools: tools(),
            component: product(bill),
            manufacturer: organisation(&bill.manufacturer),
            supplier: organisation(&bill.manufacturer),
            properties,
        }
    }
}

/// What writes these documents.
pub(crate) fn tools() -> Tools {
    Tools { components: [Component { version: TOOL.1.to_owned(), ..bare("application", TOOL.0) }] }
}

/// The product as a component.
pub(crate) fn product(bill: &Bill) -> Component {
    Component {
        reference: PRODUCT.to_owned(),
        supplier: organisation(&bill.manufacturer),
        manufacturer: organisation(&bill.manufacturer),
        version: bill.version.clone(),
        ..bare("application", if bill.product.is_empty() { UNNAMED } else { &bill.product })
    }
}

fn component(piece: &Piece) -> Component {
    let (hashes, odd) = digests(piece);
    let mut properties = Vec::new();
    let mut say = |name, value: String| properties.push(Property { name, value });
    for id in &piece.records {
        say("primum:record", id.clone());
    }
    for id in &piece.covered_by {
        say("primum:covered-by", id.clone());
    }
    if !piece.support.is_empty() {
        say("primum:support-level", piece.support.clone());
    }
    if !piece.support_ends.is_empty() {
        say("primum:end-of-support", piece.support_ends.clone());
    }
    for (path, line) in &piece.found {
        say("primum:found-in", if *line == 0 { path.clone() } else { format!("{path}:{line}") });
    }
    for hash in odd {
        say("primum:hash", hash);
    }
    for element in piece.missing() {
        say("primum:missing", element.name().to_owned());
    }
    Component {
        reference: piece.reference.clone(),
        supplier: organisation(&piece.supplier),
        group: piece.group.clone(),
        version: piece.version.clone(),
        scope: if piece.scope == Scope::Shipped { "required" } else { "excluded" },
        hashes,
        licenses: Licence::of(&piece.licence).map(choice).into_iter().collect(),
        cpe: piece.cpe.clone(),
        purl: piece.purl.clone(),
        properties,
        ..bare(if piece.sort == Sort::System { "application" } else { "library" }, &piece.name)
    }
}

fn bare(kind: &'static str, name: &str) -> Component {
    Component {
        kind,
        reference: String::new(),
        supplier: None,
        manufacturer: None,
        group: String::new(),
        name: name.to_owned(),
        version: String::new(),
        scope: "",
        hashes: Vec::new(),
        licenses: Vec::new(),
        cpe: String::new(),
        purl: String::new(),
        properties: Vec::new(),
    }
}

/// An organisation, if it has a name.
pub(crate) fn organisation(name: &str) -> Option<Organisation> {
    (!name.is_empty()).then(|| Organisation { name: name.to_owned() })
}

fn choice(licence: Licence) -> Choice {
    match licence {
        Licence::Id(id) => Choice::License(Named::Id(id)),
        Licence::Expression(expression) => Choice::Expression(expression),
        Licence::Name(name) => Choice::License(Named::Name(name)),
    }
}

/// The algorithms of CycloneDX with the length of their digests, in hexadecimal digits.
const ALGORITHMS: &[(&str, usize)] = &[
    ("MD5", 32),
    ("SHA-1", 40),
    ("SHA-256", 64),
    ("SHA-384", 96),
    ("SHA-512", 128),
    ("SHA3-256", 64),
    ("SHA3-384", 96),
    ("SHA3-512", 128),
    ("BLAKE2b-256", 64),
    ("BLAKE2b-384", 96),
    ("BLAKE2b-512", 128),
    ("BLAKE3", 64),
];

/// Checksums that are plain digests, and the others as text.
fn digests(piece: &Piece) -> (Vec<Digest>, Vec<String>) {
    let (mut plain, mut odd) = (Vec::new(), Vec::new());
    for hash in &piece.hashes {
        match algorithm(&hash.algorithm, &hash.value) {
            Some(alg) => plain.push(Digest { alg, content: hash.value.to_ascii_lowercase() }),
            None => odd.push(format!("{}:{}", hash.algorithm, hash.value)),
        }
    }
    (plain, odd)
}

/// The algorithm in the spelling of CycloneDX, if the value is a digest of it.
pub(super) fn algorithm(name: &str, value: &str) -> Option<&'static str> {
    let (alg, length) = ALGORITHMS.iter().find(|(alg, _)| alg.eq_ignore_ascii_case(name))?;
    (value.len() == *length && value.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(*alg)
}

/// What is all told, and what is not.
fn compositions(bill: &Bill) -> Vec<Composition> {
    let product = match bill.whole {
        Whole::Complete => "complete",
        Whole::Incomplete => "incomplete",
        Whole::Unknown => "unknown",
    };
    let mut compositions = vec![Composition { aggregate: product, dependencies: vec![PRODUCT.to_owned()] }];
    for (aggregate, told) in [("complete", true), ("unknown", false)] {
        let of = bill.pieces.iter().filter(|piece| piece.sort == Sort::Component && piece.told == told);
        let dependencies: Vec<String> = of.map(|piece| piece.reference.clone()).collect();
        if !dependencies.is_empty() {
            compositions.push(Composition { aggregate, dependencies });
        }
    }
    compositions
}
