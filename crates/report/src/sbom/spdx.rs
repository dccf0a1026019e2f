//! The bill as SPDX 2.3 in JSON.
//!
//! Source: SPDX 2.3 (ISO/IEC 5962 in its later edition) and its JSON schema. What is not known is `NOASSERTION`.

use super::cyclonedx::{UNNAMED as NOASSERTION, algorithm};
use super::licence::Licence;
use super::{Bill, Piece, Sort, TOOL};
use primum_soup::Scope;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The identifier of the product.
const PRODUCT: &str = "SPDXRef-Product";
/// The identifier of the document.
const DOCUMENT: &str = "SPDXRef-DOCUMENT";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    #[serde(rename = "SPDXID")]
    id: &'static str,
    spdx_version: &'static str,
    data_license: &'static str,
    name: String,
    document_namespace: String,
    creation_info: Creation,
    document_describes: [&'static str; 1],
    packages: Vec<Package<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    has_extracted_licensing_infos: Vec<Extracted>,
    relationships: Vec<Relationship<'a>>,
}

#[derive(Serialize)]
struct Creation {
    created: String,
    creators: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    comment: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Package<'a> {
    #[serde(rename = "SPDXID")]
    id: &'a str,
    name: String,
    version_info: &'a str,
    supplier: String,
    download_location: &'static str,
    files_analyzed: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checksums: Vec<Checksum>,
    license_concluded: &'static str,
    license_declared: String,
    copyright_text: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    external_refs: Vec<External<'a>>,
    primary_package_purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    valid_until_date: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Annotation>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Checksum {
    algorithm: String,
    checksum_value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct External<'a> {
    reference_category: &'static str,
    reference_type: &'static str,
    reference_locator: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Annotation {
    annotation_date: String,
    annotation_type: &'static str,
    annotator: String,
    comment: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Extracted {
    license_id: String,
    extracted_text: String,
    name: String,
}

#[derive(Serialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "camelCase")]
struct Relationship<'a> {
    spdx_element_id: &'a str,
    relationship_type: &'static str,
    related_spdx_element: &'a str,
}

/// Writes the bill.
#[must_use]
pub fn spdx_json(bill: &Bill) -> String {
    let ids: Vec<String> = bill.pieces.iter().map(id).collect();
    let product = if bill.product.is_empty() { NOASSERTION } else { &bill.product };
    let mut extracted = BTreeMap::new();
    let mut packages = vec![the_product(bill)];
    packages.extend(bill.pieces.iter().zip(&ids).map(|(piece, id)| package(bill, piece, id, &mut extracted)));
    let mut creators = vec![format!("Tool: {}-{}", TOOL.0, TOOL.1)];
    if !bill.manufacturer.is_empty() {
        creators.push(format!("Organization: {}", line(&bill.manufacturer)));
    }
    let document = Document {
        id: DOCUMENT,
        spdx_version: "SPDX-2.3",
        data_license: "CC0-1.0",
        name: format!("{} {}", line(product), line(&bill.version)).trim_end().to_owned(),
        document_namespace: format!("https://spdx.org/spdxdocs/{}-{}", plain(product), bill.uuid()),
        creation_info: Creation { created: bill.time(), creators, comment: comment(bill) },
        document_describes: [PRODUCT],
        packages,
        has_extracted_licensing_infos: extracted
            .into_iter()
            .map(|(text, license_id)| Extracted { license_id, name: line(&text), extracted_text: text })
            .collect(),
        relationships: relationships(bill, &ids),
    };
    crate::json::text(&document)
}

/// What a reader has to know about the making.
fn comment(bill: &Bill) -> String {
    let mut lines = Vec::new();
    if !bill.commit.is_empty() {
        lines.push(format!("Made of the commit {}.", bill.commit));
    }
    lines.extend(
        bill.gaps().iter().filter(|gap| gap.piece.is_none()).map(|gap| format!("Not given: {} of the product.", gap.missing.name())),
    );
    lines.extend(bill.remarks.iter().cloned());
    lines.join("\n")
}

fn the_product(bill: &Bill) -> Package<'_> {
    let name = if bill.product.is_empty() { NOASSERTION } else { &bill.product };
    bare(PRODUCT, line(name), &bill.version, &bill.manufacturer)
}

/// A package of which nothing else is known.
fn bare<'a>(id: &'a str, name: String, version: &'a str, supplier: &str) -> Package<'a> {
    Package {
        id,
        name,
        version_info: known(version),
        supplier: organisation(supplier),
        download_location: NOASSERTION,
        files_analyzed: false,
        checksums: Vec::new(),
        license_concluded: NOASSERTION,
        license_declared: NOASSERTION.to_owned(),
        copyright_text: NOASSERTION,
        external_refs: Vec::new(),
        primary_package_purpose: "APPLICATION",
        valid_until_date: None,
        annotations: Vec::new(),
    }
}

fn package<'a>(bill: &Bill, piece: &'a Piece, id: &'a str, extracted: &mut BTreeMap<String, String>) -> Package<'a> {
    let declared = match Licence::of(&piece.licence) {
        None => NOASSERTION.to_owned(),
        Some(Licence::Id(id)) => id.to_owned(),
        Some(Licence::Expression(expression)) => expression,
        Some(Licence::Name(name)) => {
            let licence = format!("LicenseRef-{}", short(&name));
            extracted.entry(name).or_insert(licence).clone()
        }
    };
    Package {
        checksums: piece.hashes.iter().filter_map(checksum).collect(),
        license_declared: declared,
        external_refs: externals(piece),
        primary_package_purpose: if piece.sort == Sort::System { "APPLICATION" } else { "LIBRARY" },
        valid_until_date: primum_model::value::date(&piece.support_ends).map(|date| format!("{date}T00:00:00Z")),
        annotations: annotations(bill, piece),
        ..bare(id, line(&piece.whole_name()), &piece.version, &piece.supplier)
    }
}

fn checksum(hash: &primum_soup::Hash) -> Option<Checksum> {
    let name = algorithm(&hash.algorithm, &hash.value)?;
    // SPDX writes SHA1 and SHA256, and the later families with their hyphen.
    let algorithm = name.strip_prefix("SHA-").map_or_else(|| name.to_owned(), |bits| format!("SHA{bits}"));
    Some(Checksum { algorithm, checksum_value: hash.value.to_ascii_lowercase() })
}

fn externals(piece: &Piece) -> Vec<External<'_>> {
    let mut externals = Vec::new();
    if !piece.purl.is_empty() {
        externals.push(External { reference_category: "PACKAGE-MANAGER", reference_type: "purl", reference_locator: &piece.purl });
    }
    if !piece.cpe.is_empty() {
        let reference_type = if piece.cpe.starts_with("cpe:2.3:") { "cpe23Type" } else { "cpe22Type" };
        externals.push(External { reference_category: "SECURITY", reference_type, reference_locator: &piece.cpe });
    }
    externals
}

/// What SPDX 2.3 has no member for.
fn annotations(bill: &Bill, piece: &Piece) -> Vec<Annotation> {
    let mut comments = Vec::new();
    comments.extend(piece.records.iter().map(|id| format!("primum:record={id}")));
    comments.extend(piece.covered_by.iter().map(|id| format!("primum:covered-by={id}")));
    if !piece.support.is_empty() {
        comments.push(format!("primum:support-level={}", piece.support));
    }
    if !piece.support_ends.is_empty() {
        comments.push(format!("primum:end-of-support={}", piece.support_ends));
    }
    comments.extend(piece.found.iter().map(|(path, line)| format!("primum:found-in={path}:{line}")));
    let odd = piece.hashes.iter().filter(|hash| checksum(hash).is_none());
    comments.extend(odd.map(|hash| format!("primum:hash={}:{}", hash.algorithm, hash.value)));
    comments.extend(piece.missing().map(|element| format!("primum:missing={}", element.name())));
    let annotator = format!("Tool: {}-{}", TOOL.0, TOOL.1);
    let annotation = |comment| Annotation { annotation_date: bill.time(), annotation_type: "OTHER", annotator: annotator.clone(), comment };
    comments.into_iter().map(annotation).collect()
}

/// Every edge; `NONE` for what is known to need nothing, `NOASSERTION` where nobody knows.
fn relationships<'a>(bill: &Bill, ids: &'a [String]) -> Vec<Relationship<'a>> {
    let mut all = vec![Relationship { spdx_element_id: DOCUMENT, relationship_type: "DESCRIBES", related_spdx_element: PRODUCT }];
    let mut edge = |from: &'a str, to: usize, whole: bool| {
        let (piece, id) = (&bill.pieces[to], ids[to].as_str());
        all.push(match (piece.scope, piece.sort) {
            (Scope::Development, _) => related(id, "DEV_DEPENDENCY_OF", from),
            (Scope::Test, _) => related(id, "TEST_DEPENDENCY_OF", from),
            (_, Sort::System | Sort::Item) if whole => related(from, "CONTAINS", id),
            _ => related(from, "DEPENDS_ON", id),
        });
    };
    for to in &bill.roots {
        edge(PRODUCT, *to, true);
    }
    for (piece, from) in bill.pieces.iter().zip(ids) {
        for to in &piece.needs {
            edge(from, *to, piece.sort == Sort::System);
        }
    }
    for (piece, id) in bill.pieces.iter().zip(ids).filter(|(piece, _)| piece.sort == Sort::Component) {
        if !piece.told {
            all.push(related(id, "DEPENDS_ON", NOASSERTION));
        } else if piece.needs.is_empty() {
            all.push(related(id, "DEPENDS_ON", "NONE"));
        }
    }
    all
}

fn related<'a>(from: &'a str, relationship_type: &'static str, to: &'a str) -> Relationship<'a> {
    Relationship { spdx_element_id: from, relationship_type, related_spdx_element: to }
}

fn known(text: &str) -> &str {
    if text.is_empty() { NOASSERTION } else { text }
}

fn organisation(name: &str) -> String {
    if name.is_empty() { NOASSERTION.to_owned() } else { format!("Organization: {}", line(name)) }
}

/// The identifier of a piece: readable, and never that of another.
fn id(piece: &Piece) -> String {
    format!("SPDXRef-{}-{}", plain(&piece.title()), short(&piece.reference))
}

/// Letters, digits, points and hyphens only; the beginning of a long text.
fn plain(text: &str) -> String {
    text.chars().take(60).map(|one| if one.is_ascii_alphanumeric() || one == '.' { one } else { '-' }).collect()
}

/// The beginning of the SHA-256 of a text.
fn short(text: &str) -> String {
    let mut out = String::with_capacity(16);
    for byte in Sha256::digest(text.as_bytes()).iter().take(8) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
