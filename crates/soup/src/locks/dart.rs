//! Dart: `pubspec.lock`, with `pubspec.yaml` beside it for the project itself.

use super::gathering::{Gathering, text_at};
use crate::component::{Component, Hash, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::{Node, What, shown};
use crate::refusal::Refusal;
use crate::yaml;

/// Reads `pubspec.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = yaml::read_one(&text_at(path, files)?)?;
    let Some(packages) = root.get("packages") else { return Err(Refusal::whole("`packages` is missing: this is no pubspec.lock")) };
    if !packages.is_map() && packages.what != What::Null {
        return Err(Refusal::at(packages.line, "`packages` is no map"));
    }
    let mut gathered = Gathering::default();
    let beside = Files::beside(path, "pubspec.yaml").unwrap_or_default();
    let manifest = match files.text(&beside).map(|text| yaml::read_one(&text)) {
        Some(Err(refusal)) => {
            gathered.note(1, format!("`{beside}` is not read: {refusal}"));
            None
        }
        manifest => manifest.and_then(Result::ok),
    };
    for (name, package) in packages.members() {
        let component = component(name, package, manifest.as_ref(), &mut gathered)?;
        gathered.add(name.as_str(), component);
    }
    if let Some((manifest, name)) = manifest.as_ref().and_then(|manifest| manifest.said("name").map(|name| (manifest, name))) {
        let version = manifest.get("version").and_then(Node::scalar).unwrap_or_default().to_owned();
        let own =
            Component { ecosystem: Some(Ecosystem::Pub), name: name.to_owned(), version, part: Part::Own, line: 1, ..Component::default() };
        let position = gathered.add(format!("own\0{name}"), own);
        for (need, _) in manifest.get("dependencies").map(Node::members).unwrap_or_default() {
            gathered.needs(position, need.as_str());
        }
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "pubspec.lock does not tell which package needs which, so what comes with tools counts as shipped");
    }
    Ok(gathered.into_inventory(true))
}

fn component(name: &str, package: &Node, manifest: Option<&Node>, gathered: &mut Gathering) -> Result<Component, Refusal> {
    let Some(version) = package.get("version").and_then(Node::scalar) else {
        return Err(Refusal::at(package.line, format!("`{}` has no version", shown(name))));
    };
    let mut component = Component {
        ecosystem: Some(Ecosystem::Pub),
        name: name.to_owned(),
        version: version.to_owned(),
        line: package.line,
        ..Component::default()
    };
    let in_list = |list: &str| manifest.is_some_and(|manifest| manifest.at(&[list, name]).is_some());
    (component.relation, component.scope) = match package.said("dependency") {
        Some("direct main") => (Relation::Direct, Scope::Shipped),
        Some("direct dev") => (Relation::Direct, Scope::Development),
        Some("direct overridden") if in_list("dev_dependencies") && !in_list("dependencies") => (Relation::Direct, Scope::Development),
        Some("direct overridden") => (Relation::Direct, Scope::Shipped),
        Some("transitive") => (Relation::Transitive, Scope::Shipped),
        _ => (Relation::Unknown, Scope::Shipped),
    };
    let described = |key: &str| package.at(&["description", key]).and_then(Node::scalar).unwrap_or_default();
    match package.said("source") {
        Some("hosted") => {
            let url = described("url");
            if !matches!(url.trim_end_matches('/'), "" | "https://pub.dartlang.org" | "https://pub.dev") {
                url.clone_into(&mut component.origin);
            }
            if !described("sha256").is_empty() {
                component.hashes.push(Hash { algorithm: "SHA-256".to_owned(), value: described("sha256").to_lowercase() });
            }
        }
        Some("git") => component.origin = format!("{}#{}", described("url"), described("resolved-ref")),
        Some("path") => {
            described("path").clone_into(&mut component.origin);
            gathered.note(package.line, format!("`{}` is read from the folder `{}`", shown(name), shown(described("path"))));
        }
        Some("sdk") => {
            let sdk = package.get("description").and_then(Node::text).unwrap_or("?");
            component.origin = format!("sdk:{sdk}");
            gathered.note(package.line, format!("`{}` is part of {}, whose version counts and is not told here", shown(name), shown(sdk)));
        }
        other => gathered.note(package.line, format!("the source `{}` of `{}` is not known", shown(other.unwrap_or("?")), shown(name))),
    }
    Ok(component)
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn packages_have_sources_and_relations() {
        let text = "packages:\n  a:\n    dependency: \"direct main\"\n    description:\n      name: a\n      sha256: AB\n      url: \"https://pub.dev\"\n    source: hosted\n    version: \"1.0.0\"\n  b:\n    dependency: \"direct dev\"\n    description: flutter\n    source: sdk\n    version: \"0.0.0\"\n  c:\n    dependency: transitive\n    description:\n      path: \".\"\n      resolved-ref: abc\n      url: \"https://h.test/c\"\n    source: git\n    version: \"2.0.0\"\nsdks:\n  dart: \">=3.0.0\"\n";
        let inventory =
            read("pubspec.lock", &[("pubspec.lock", text), ("pubspec.yaml", "name: own\ndependencies:\n  a: ^1.0.0\n")]).expect("read");
        assert_eq!(
            lines(&inventory),
            [
                "2 a 1.0.0 Direct Shipped",
                "10 b 0.0.0 Direct Development",
                "15 c 2.0.0 Transitive Shipped",
                "1 own  Unknown Shipped Own -> a"
            ]
        );
        assert_eq!(
            (inventory.components[0].hashes[0].value.as_str(), inventory.components[2].origin.as_str()),
            ("ab", "https://h.test/c#abc")
        );
        assert!(notes(&inventory, "part of flutter"));
        refused("pubspec.lock", "packages:\n  a:\n    source: git\n", 2, "no version");
        refused("pubspec.lock", "", 0, "`packages` is missing");
    }
}
