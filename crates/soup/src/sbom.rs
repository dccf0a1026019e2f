//! SBOMs as input: CycloneDX 1.0 to 1.7 in JSON and XML, SPDX 2.2 and 2.3 in JSON, YAML, RDF/XML and as tags with values, SPDX 3.0 in JSON-LD.
//!
//! What calls itself CycloneDX is held against its schema, because a bill that is none may be read by every tool in another way.

mod check;
mod cyclonedx;
mod element;
mod format;
mod gather;
mod rdf;
mod schema;
mod shape;
mod spdx2;
mod spdx3;
mod tag_value;

use crate::component::Inventory;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::{json, xml, yaml};

/// Endings by which SBOMs are usually named, in small letters.
const ENDINGS: [&str; 20] = [
    ".cdx.json",
    ".cdx.xml",
    ".bom.json",
    ".bom.xml",
    ".sbom.json",
    ".sbom.xml",
    ".cyclonedx.json",
    ".cyclonedx.xml",
    ".spdx",
    ".spdx.json",
    ".spdx.yaml",
    ".spdx.yml",
    ".spdx.rdf",
    ".spdx.rdf.xml",
    ".spdx.xml",
    ".spdx.tag",
    ".spdx.jsonld",
    ".spdx3.json",
    ".spdx3.jsonld",
    ".spdx.tv",
];
/// Whole names.
const NAMES: [&str; 8] =
    ["bom.json", "bom.xml", "sbom.json", "sbom.xml", "cyclonedx.json", "cyclonedx.xml", "manifest.spdx.json", "spdx.json"];

/// Does the file have a name that SBOMs usually have?
#[must_use]
pub fn is_of_interest(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name).to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || ENDINGS.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
}

/// Reads an SBOM; what it is, its content tells.
///
/// # Errors
/// The reason with the line, where it is no SBOM, one of a version or notation that is not read, or one that is not what it says it is.
pub fn read(path: &str, bytes: &[u8]) -> Result<Inventory, Refusal> {
    let text = primum_evidence::text_of(bytes);
    let mut inventory = match text.trim_start().as_bytes().first() {
        Some(b'<') => of_xml(&text)?,
        Some(b'{') => of_json(&json::read(&text)?)?,
        Some(b'[') => return Err(Refusal::at(1, "a list is neither CycloneDX nor SPDX")),
        Some(_) => of_lines(&text)?,
        None => return Err(Refusal::whole("the file is empty")),
    };
    path.clone_into(&mut inventory.file);
    inventory.keep_lines(&text);
    inventory.locked = true;
    Ok(inventory)
}

fn of_xml(text: &str) -> Result<Inventory, Refusal> {
    let document = xml::read(text)?;
    let root = document.root_element();
    if let Some(version) = element::version(&document) {
        let version = version?;
        let nodes = element::nodes(&document, version)?;
        let note = check::check(&nodes, version, true)?;
        return Ok(cyclonedx::read(&nodes, version, note));
    }
    if root.tag_name().name() == "RDF" {
        return spdx2::read(&rdf::read(&document)?);
    }
    Err(Refusal::at(
        xml::line(root),
        format!("the XML begins with `{}`, which is neither CycloneDX nor SPDX", shown(root.tag_name().name())),
    ))
}

fn of_json(root: &Node) -> Result<Inventory, Refusal> {
    if root.get("spdxVersion").is_some() {
        return spdx2::read(root);
    }
    if root.get("@context").is_some() || root.get("@graph").is_some() {
        return spdx3::read(root);
    }
    if root.get("bomFormat").is_none() {
        return Err(Refusal::at(root.line, "the JSON names neither `bomFormat` (CycloneDX) nor `spdxVersion` nor `@context` (SPDX)"));
    }
    let Some(stated) = root.get("specVersion") else { return Err(Refusal::at(root.line, "CycloneDX without `specVersion`")) };
    let version = stated.text().and_then(|text| text.strip_prefix("1.")).and_then(|minor| minor.parse().ok());
    let Some(version) = version.filter(|version| *version <= cyclonedx::NEWEST) else {
        return Err(Refusal::at(
            stated.line,
            format!("`specVersion` `{}` is no version of CycloneDX that is known", shown(stated.scalar().unwrap_or(""))),
        ));
    };
    let note = check::check(root, version, false)?;
    Ok(cyclonedx::read(root, version, note))
}

fn of_lines(text: &str) -> Result<Inventory, Refusal> {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let first = lines.next().unwrap_or("");
    if tag_value::is_one(text) {
        return spdx2::read(&tag_value::read(text)?);
    }
    if first.starts_with("spec_version:") || first.starts_with("bom_format:") {
        return Err(Refusal::at(1, "CycloneDX as text of Protocol Buffers is not read; export it as JSON or XML"));
    }
    if text.contains("spdxVersion") {
        let root = yaml::read_one(text)?;
        if root.get("spdxVersion").is_some() {
            return spdx2::read(&root);
        }
    }
    Err(Refusal::at(1, "this is neither CycloneDX nor SPDX"))
}

#[cfg(test)]
mod tests;
