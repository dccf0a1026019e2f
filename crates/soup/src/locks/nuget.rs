//! NuGet: `packages.lock.json`, where each target framework has its own resolution, and the older `packages.config`.

use super::gathering::{Gathering, Lines, text_at};
use super::nuget_project::{self, Project};
use crate::component::{Component, Hash, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::{json, xml};
use base64ct::{Base64, Encoding};
use std::fmt::Write as _;

/// Is it a lock file? NuGet also takes the name of the project into the middle where several share a folder.
pub(super) fn is_lock(path: &str) -> bool {
    let name = super::file_name(path);
    name == "packages.lock.json" || (name.starts_with("packages.") && name.ends_with(".lock.json"))
}

/// Reads `packages.lock.json`.
pub(super) fn read_lock(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read(&text_at(path, files)?)?;
    let targets = root
        .get("dependencies")
        .filter(|node| node.is_map())
        .ok_or_else(|| Refusal::whole("`dependencies` is missing: this is no lock file of NuGet"))?;
    let mut gathered = Gathering::default();
    match root.get("version").and_then(Node::scalar) {
        Some("1" | "2") => {}
        other => gathered.note(1, format!("version {} of this format is not known; it is read as version 2", shown(other.unwrap_or("?")))),
    }
    let project = project_beside(path, files, &mut gathered);
    for (target, packages) in targets.members() {
        for (name, package) in packages.members() {
            let component = component(name, package, project.as_ref(), &mut gathered)?;
            let key = if component.part == Part::Own { own_key(name) } else { key(name, &component.version) };
            let position = gathered.add(key, component);
            gathered.also(in_target(target, name), position);
        }
    }
    for (target, packages) in targets.members() {
        for (name, package) in packages.members() {
            let Some(who) = gathered.place(&in_target(target, name)) else { continue };
            for (need, _) in package.get("dependencies").map(Node::members).unwrap_or_default() {
                // A target with a runtime, `net8.0/linux-x64`, holds only what differs from `net8.0`.
                let general = target.split('/').next().unwrap_or(target);
                let near = in_target(target, need);
                let key = if gathered.place(&near).is_some() { near } else { in_target(general, need) };
                gathered.needs(who, key);
            }
        }
    }
    Ok(gathered.into_inventory(true))
}

fn key(name: &str, version: &str) -> String {
    format!("{}\0{version}", name.to_lowercase())
}

fn own_key(name: &str) -> String {
    format!("own\0\0{}", name.to_lowercase())
}

fn in_target(target: &str, name: &str) -> String {
    format!("{target}\0\0\0{}", name.to_lowercase())
}

fn component(name: &str, package: &Node, project: Option<&Project>, gathered: &mut Gathering) -> Result<Component, Refusal> {
    if !package.is_map() {
        return Err(Refusal::at(package.line, format!("what is said about `{}` is no map", shown(name))));
    }
    let mut component = Component { ecosystem: Some(Ecosystem::NuGet), name: name.to_owned(), line: package.line, ..Component::default() };
    match package.said("type") {
        Some("Project") => {
            component.part = Part::Own;
            return Ok(component);
        }
        Some("Direct") => {
            component.relation = Relation::Direct;
            component.scope = project.map(|project| project.scope_of(name)).unwrap_or_default();
        }
        Some("Transitive" | "CentralTransitive") => {
            component.relation = Relation::Transitive;
            component.scope = project.filter(|project| project.is_test).map(|_| Scope::Test).unwrap_or_default();
        }
        other => gathered.note(package.line, format!("the type `{}` of `{}` is not known", shown(other.unwrap_or_default()), shown(name))),
    }
    let Some(version) = package.said("resolved") else {
        return Err(Refusal::at(package.line, format!("`{}` has no resolved version", shown(name))));
    };
    version.clone_into(&mut component.version);
    if let Some(hash) = package.said("contentHash") {
        match sha512(hash) {
            Some(value) => component.hashes.push(Hash { algorithm: "SHA-512".to_owned(), value }),
            None => gathered.note(package.line, format!("the contentHash of `{}` is no SHA-512 in Base64", shown(name))),
        }
    }
    Ok(component)
}

fn sha512(text: &str) -> Option<String> {
    let bytes = Base64::decode_vec(text).ok().filter(|bytes| bytes.len() == 64)?;
    let mut hex = String::with_capacity(128);
    for byte in bytes {
        let _ = write!(hex, "{byte:02x}");
    }
    Some(hex)
}

/// The project file of the same folder: it alone says what is a tool or a test.
fn project_beside(path: &str, files: &Files, gathered: &mut Gathering) -> Option<Project> {
    let middle = super::file_name(path).strip_prefix("packages.").and_then(|rest| rest.strip_suffix(".lock.json"));
    let projects: Vec<&str> = files
        .neighbours(path)
        .into_iter()
        .filter(|neighbour| nuget_project::is_project(neighbour))
        .filter(|neighbour| middle.is_none_or(|stem| nuget_project::stem(neighbour).replace(' ', "_") == stem))
        .collect();
    let [project] = projects.as_slice() else {
        let many = if projects.is_empty() { "no project file stands" } else { "several project files stand" };
        gathered.note(1, format!("{many} beside this lock file, so nothing tells tools and tests from what is shipped"));
        return None;
    };
    match nuget_project::evaluate(project, files) {
        Ok(project) => Some(project),
        Err(refusal) => {
            gathered.note(1, format!("`{project}` cannot tell tools and tests from what is shipped: {refusal}"));
            None
        }
    }
}

/// Reads `packages.config`.
pub(super) fn read_config(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let document = xml::read(&text)?;
    let lines = Lines::new(&text);
    let root = document.root_element();
    if root.tag_name().name() != "packages" {
        return Err(Refusal::at(lines.of(root.range().start), "the root is not `packages`: this is no packages.config"));
    }
    let mut gathered = Gathering::default();
    for package in xml::children(root, "package") {
        let line = lines.of(package.range().start);
        let told = |name| package.attribute(name).map(str::trim).filter(|text| !text.is_empty());
        let Some(name) = told("id") else {
            gathered.note(line, "a package has no id");
            continue;
        };
        let version = told("version").unwrap_or_default();
        if version.is_empty() {
            gathered.note(line, format!("`{}` has no version", shown(name)));
        }
        let development = told("developmentDependency").is_some_and(|truth| truth.eq_ignore_ascii_case("true"));
        gathered.add(
            key(name, version),
            Component {
                ecosystem: Some(Ecosystem::NuGet),
                name: name.to_owned(),
                version: version.to_owned(),
                scope: if development { Scope::Development } else { Scope::Shipped },
                line,
                ..Component::default()
            },
        );
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "packages.config does not tell what the project asks for and what comes with it");
    }
    Ok(gathered.into_inventory(true))
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused, told};

    const LOCK: &str = r#"{ "version": 1, "dependencies": {
"net8.0": {
"A": { "type": "Direct", "requested": "[1.0, )", "resolved": "1.0.0",
  "contentHash": "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==", "dependencies": { "b": "2.0" } },
"B": { "type": "Transitive", "resolved": "2.0.0" },
"own": { "type": "Project", "dependencies": { "C": "[3.0, )" } },
"C": { "type": "CentralTransitive", "resolved": "3.0.0" },
"Tool": { "type": "Direct", "resolved": "4.0.0" } },
"net8.0/linux-x64": {
"A": { "type": "Direct", "resolved": "1.0.0", "dependencies": { "B": "2.0", "C": "3.0" } },
"B": { "type": "Transitive", "resolved": "2.1.0" } } } }"#;

    #[test]
    fn each_name_and_version_is_one_component_with_edges_of_its_target() {
        let inventory = read("packages.lock.json", &[("packages.lock.json", LOCK)]).expect("a lock file");
        assert_eq!(
            lines(&inventory),
            [
                "3 A 1.0.0 Direct Shipped -> B, B, C",
                "5 B 2.0.0 Transitive Shipped",
                "6 own  Unknown Shipped Own -> C",
                "7 C 3.0.0 Transitive Shipped",
                "8 Tool 4.0.0 Direct Shipped",
                "11 B 2.1.0 Transitive Shipped",
            ]
        );
        assert!(inventory.locked && notes(&inventory, "no project file"));
        let hash = &inventory.components[0].hashes[0];
        assert!(hash.algorithm == "SHA-512" && hash.value.starts_with("cf83e1357eefb8bd"), "{hash:?}");
    }

    #[test]
    fn the_project_beside_tells_tools_and_tests() {
        let project = r#"<Project><ItemGroup><PackageReference Include="A" Version="1.0" />
<PackageReference Include="Microsoft.NET.Test.Sdk" Version="17" />
<PackageReference Include="Tool"><PrivateAssets>all</PrivateAssets><IncludeAssets>runtime; build</IncludeAssets></PackageReference>
</ItemGroup></Project>"#;
        let lines = told("packages.lock.json", &[("a/packages.lock.json", LOCK), ("a/x.csproj", project)]);
        assert_eq!(lines[0], "3 A 1.0.0 Direct Test -> B, B, C");
        // What a project of the product brings is shipped, although tests stand around it.
        assert_eq!(lines[3], "7 C 3.0.0 Transitive Shipped");
        assert_eq!(lines[4], "8 Tool 4.0.0 Direct Development");
    }

    #[test]
    fn an_entry_without_version_makes_the_lock_another_file() {
        refused("packages.lock.json", "{\"dependencies\": {\"a\": {\n\"b\": {\"type\": \"Direct\"}}}}", 2, "no resolved version");
        refused("packages.lock.json", "{}", 0, "`dependencies` is missing");
    }

    #[test]
    fn packages_config_names_versions_and_tools() {
        let text = "<packages>\n<package id='A' version='1' />\n<package id='B' version='2' developmentDependency='true' />\n<package version='3' /></packages>";
        let inventory = read("packages.config", &[("packages.config", text)]).expect("read");
        assert_eq!(lines(&inventory), ["2 A 1 Unknown Shipped", "3 B 2 Unknown Development"]);
        assert!(notes(&inventory, "has no id"));
        refused("packages.config", "\n<a/>", 2, "not `packages`");
    }
}
