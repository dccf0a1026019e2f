//! `manifest.toml` of Gleam, whose packages come from Hex. Source: `gleam-lang/gleam`, `compiler-core/src/manifest.rs`.

use super::{checksum, graph, origin, text_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::toml;
use std::collections::HashMap;

/// Reads a `manifest.toml`, if it is one of Gleam.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = toml::read(&text_of(path, files)?)?;
    let mut inventory = Inventory { locked: true, format: "manifest.toml of Gleam".to_owned(), ..Inventory::default() };
    let Some(packages) = root.get("packages").filter(|packages| packages.is_list()) else {
        return Err(Refusal::whole("this is no lock file of Gleam: a list of packages is missing"));
    };
    let mut by_name = HashMap::new();
    for package in packages.elements() {
        let said = |key: &str| package.said(key).ok_or_else(|| Refusal::at(package.line, format!("a package has no {key}")));
        let (name, version) = (said("name")?, said("version")?);
        let own = package.said("source") == Some("local");
        by_name.insert(name, inventory.components.len());
        let commit = package.said("commit").unwrap_or_default();
        inventory.components.push(Component {
            ecosystem: Some(Ecosystem::Hex),
            name: name.to_owned(),
            version: version.to_owned(),
            part: if own { Part::Own } else { Part::Foreign },
            hashes: package.said("outer_checksum").and_then(|sum| checksum::hex("sha256", sum)).into_iter().collect(),
            origin: package.said("repo").map_or_else(String::new, |repo| format!("{}#{commit}", origin::without_secret(repo))),
            line: package.line,
            ..Component::default()
        });
    }
    let mut missing = graph::Missing::default();
    for (position, package) in packages.elements().iter().enumerate() {
        for need in package.get("requirements").map_or(&[][..], Node::elements) {
            match need.text().and_then(|name| by_name.get(name)) {
                Some(found) => inventory.components[position].needs.push(*found),
                None => missing.add(need.line, need.text().unwrap_or("?")),
            }
        }
    }
    missing.note(&mut inventory);
    let manifest = Files::beside(path, "gleam.toml").and_then(|manifest| files.text(&manifest)).and_then(|text| toml::read(&text).ok());
    let development = |name: &str| {
        let asks = |table: &str| manifest.as_ref().and_then(|manifest| manifest.at(&[table, name])).is_some();
        !asks("dependencies") && (asks("dev-dependencies") || asks("dev_dependencies"))
    };
    for (name, _) in root.get("requirements").map_or(&[][..], Node::members) {
        if let Some(found) = by_name.get(name.as_str()) {
            graph::ask(&mut inventory.components[*found], if development(name) { Scope::Development } else { Scope::Shipped });
        }
    }
    if manifest.is_none() {
        inventory.notes.push((1, "without gleam.toml beside it, development cannot be told".to_owned()));
    }
    graph::settle(&mut inventory);
    Ok(inventory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    #[test]
    fn packages_of_hex_are_read() {
        let text = "packages = [\n  { name = \"a\", version = \"1.0.0\", build_tools = [\"gleam\"], requirements = [\"b\"], otp_app = \"a\", source = \"hex\", outer_checksum = \"E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855\" },\n  { name = \"b\", version = \"2.0.0\", requirements = [], source = \"hex\" },\n  { name = \"t\", version = \"2.0.0\", requirements = [], source = \"hex\" },\n]\n[requirements]\na = { version = \"~> 1\" }\nt = { version = \"~> 1\" }\n";
        let mut files = Files::default();
        files.insert("manifest.toml", text.as_bytes().to_vec());
        files.insert("gleam.toml", b"[dependencies]\na = \"1\"\n[dev-dependencies]\nt = \"1\"\n".to_vec());
        let inventory = read("manifest.toml", &files).expect("a lock");
        let told: Vec<_> = inventory.components.iter().map(|one| (one.name.as_str(), one.scope, one.relation)).collect();
        assert_eq!(
            told,
            [
                ("a", Scope::Shipped, Relation::Direct),
                ("b", Scope::Shipped, Relation::Transitive),
                ("t", Scope::Development, Relation::Direct)
            ]
        );
        assert_eq!((inventory.components[0].hashes.len(), inventory.components[1].line), (1, 3));
    }
}
