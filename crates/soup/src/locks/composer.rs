//! Composer: `composer.lock`, with `composer.json` beside it for what the project itself asks for.

use super::gathering::{Gathering, text_at};
use crate::component::{Component, Hash, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::{Node, shown};
use crate::refusal::Refusal;

/// Reads `composer.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read(&text_at(path, files)?)?;
    let Some(packages) = root.get("packages").filter(|node| node.is_list()) else {
        return Err(Refusal::whole("`packages` is missing: this is no composer.lock"));
    };
    let mut gathered = Gathering::default();
    let development = root.get("packages-dev").map(Node::elements).unwrap_or_default();
    let all = || {
        let shipped = packages.elements().iter().map(|package| (package, Scope::Shipped));
        shipped.chain(development.iter().map(|package| (package, Scope::Development)))
    };
    for (package, scope) in all() {
        let component = component(package, scope)?;
        let name = component.name.to_lowercase();
        let position = gathered.add(format!("{name}\0{}", component.version), component);
        gathered.also(name, position);
    }
    // What a package replaces or provides is asked for under that name too; a package of the name itself comes first.
    for (package, _) in all() {
        let Some(position) = place(package, &gathered) else { continue };
        for list in ["replace", "provide"] {
            for (name, _) in package.get(list).map(Node::members).unwrap_or_default() {
                gathered.also(name.to_lowercase(), position);
            }
        }
        for (name, _) in package.get("require").map(Node::members).unwrap_or_default() {
            gathered.needs(position, name.to_lowercase());
        }
    }
    manifest(path, files, &mut gathered);
    Ok(gathered.into_inventory(true))
}

fn place(package: &Node, gathered: &Gathering) -> Option<usize> {
    gathered.place(&format!("{}\0{}", package.said("name")?.to_lowercase(), package.said("version")?))
}

fn component(package: &Node, scope: Scope) -> Result<Component, Refusal> {
    let Some(name) = package.said("name") else { return Err(Refusal::at(package.line, "a package has no name")) };
    let Some(version) = package.said("version") else {
        return Err(Refusal::at(package.line, format!("`{}` has no version", shown(name))));
    };
    let texts = |node: Option<&Node>| -> Vec<String> {
        let elements = node.map(Node::elements).unwrap_or_default();
        elements.iter().filter_map(Node::text).map(str::to_owned).collect()
    };
    let authors = package.get("authors").map(Node::elements).unwrap_or_default();
    let mut component = Component {
        ecosystem: Some(Ecosystem::Packagist),
        name: name.to_owned(),
        version: version.to_owned(),
        scope,
        // Several licences are a choice, by the schema of composer.json.
        licence: texts(package.get("license")).join(" OR "),
        supplier: authors.iter().filter_map(|author| author.said("name")).collect::<Vec<_>>().join(", "),
        line: package.line,
        ..Component::default()
    };
    if let Some(sum) = package.get("dist").and_then(|dist| dist.said("shasum")) {
        component.hashes.push(Hash { algorithm: "SHA-1".to_owned(), value: sum.to_lowercase() });
    }
    let place = |kind: &str| package.get(kind).and_then(|place| place.said("url").map(|url| (url, place.said("reference"))));
    let local = package.get("dist").and_then(|dist| dist.said("type")) == Some("path");
    // What comes from Packagist has an address for notifications; anything else was found where the project says.
    if (local || package.get("notification-url").is_none())
        && let Some((url, reference)) = (if local { None } else { place("source") }).or_else(|| place("dist"))
    {
        component.origin = reference.filter(|_| !local).map_or_else(|| url.to_owned(), |reference| format!("{url}#{reference}"));
    }
    Ok(component)
}

/// What the project asks for, from its manifest.
fn manifest(path: &str, files: &Files, gathered: &mut Gathering) {
    let beside = Files::beside(path, "composer.json").unwrap_or_default();
    let manifest = match files.text(&beside).map(|text| json::read(&text)) {
        Some(Ok(manifest)) => manifest,
        Some(Err(refusal)) => {
            gathered.note(1, format!("what the project asks for is not known: `{beside}` is not read: {refusal}"));
            return;
        }
        None => {
            if !gathered.components.is_empty() {
                gathered.note(1, "there is no composer.json, so it is not known what the project asks for and what comes with it");
            }
            return;
        }
    };
    for list in ["require", "require-dev"] {
        for (name, _) in manifest.get(list).map(Node::members).unwrap_or_default() {
            // A name without `/` is PHP itself, or an extension or library of the platform.
            if !gathered.direct(&name.to_lowercase()) && name.contains('/') {
                gathered.note(1, format!("composer.json asks for `{}`, which the lock file does not hold", shown(name)));
            }
        }
    }
    if let Some(name) = manifest.said("name") {
        let own = Component {
            ecosystem: Some(Ecosystem::Packagist),
            name: name.to_owned(),
            version: manifest.said("version").unwrap_or_default().to_owned(),
            part: Part::Own,
            relation: Relation::Unknown,
            line: 1,
            ..Component::default()
        };
        let position = gathered.add(format!("own\0{name}"), own);
        for (need, _) in manifest.get("require").map(Node::members).unwrap_or_default() {
            gathered.needs(position, need.to_lowercase());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    const LOCK: &str = r#"{ "packages": [
{ "name": "a/a", "version": "v1.0", "require": { "php": ">=8", "b/virtual": "*" }, "license": ["MIT", "GPL-3.0"], "notification-url": "x",
  "dist": { "shasum": "DA39A3EE" } },
{ "name": "b/b", "version": "2.0", "provide": { "b/virtual": "1" }, "source": { "url": "https://x.test/b.git", "reference": "abc" } } ],
"packages-dev": [
{ "name": "c/c", "version": "3.0", "notification-url": "x" } ] }"#;

    #[test]
    fn packages_have_edges_scopes_and_a_manifest_beside() {
        let manifest = r#"{ "name": "own/own", "require": { "php": "8", "a/a": "^1", "gone/gone": "1" }, "require-dev": { "c/c": "*" } }"#;
        let inventory = read("composer.lock", &[("composer.lock", LOCK), ("composer.json", manifest)]).expect("read");
        assert_eq!(
            lines(&inventory),
            [
                "2 a/a v1.0 Direct Shipped -> b/b",
                "4 b/b 2.0 Transitive Shipped",
                "6 c/c 3.0 Direct Development",
                "1 own/own  Unknown Shipped Own -> a/a"
            ]
        );
        assert!(notes(&inventory, "`gone/gone`") && !notes(&inventory, "`php`"));
        let [a, b, ..] = inventory.components.as_slice() else { panic!("components") };
        assert_eq!((a.licence.as_str(), a.hashes[0].value.as_str(), a.origin.as_str()), ("MIT OR GPL-3.0", "da39a3ee", ""));
        assert_eq!(b.origin, "https://x.test/b.git#abc");
        let alone = read("composer.lock", &[("composer.lock", LOCK)]).expect("read");
        assert!(notes(&alone, "no composer.json") && lines(&alone)[1].contains("Unknown"));
    }

    #[test]
    fn a_package_without_version_is_refused() {
        refused("composer.lock", "{\"packages\": [\n{\"name\": \"a\"}]}", 2, "no version");
        refused("composer.lock", "null", 0, "`packages` is missing");
    }
}
