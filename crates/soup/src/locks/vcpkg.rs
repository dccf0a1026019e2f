//! vcpkg: `vcpkg.json`, which asks for packages whose versions a baseline decides, unless an override names them.

use super::gathering::{Gathering, text_at};
use crate::component::{Component, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use std::collections::{HashMap, HashSet};

/// Of more features that ask for the same component, the first are named.
const MOST_FEATURES: usize = 8;

/// The names of packages are short; of a longer one only so many beginnings are looked up in patterns.
const MOST: usize = 128;

const VERSIONS: &[&str] = &["version", "version-semver", "version-string", "version-date"];

/// Reads `vcpkg.json`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read_with_comments(&text_at(path, files)?)?;
    if !root.is_map() {
        return Err(Refusal::whole("this is no map, and so no vcpkg.json"));
    }
    let mut gathered = Gathering::default();
    let own = own(&root, &mut gathered);
    let overrides = overrides(&root)?;
    let own_name = root.said("name").unwrap_or_default();
    let mut asked = Asked { gathered, overrides: &overrides, own, own_name, always: HashSet::new(), features: HashMap::new() };
    for dependency in root.get("dependencies").map(Node::elements).unwrap_or_default() {
        asked.take(dependency, None)?;
    }
    for (feature, described) in root.get("features").map(Node::members).unwrap_or_default() {
        for dependency in described.get("dependencies").map(Node::elements).unwrap_or_default() {
            asked.take(dependency, Some(feature))?;
        }
    }
    let Asked { mut gathered, always, features, .. } = asked;
    for (position, features) in features {
        if let Some(component) = gathered.components.get(position).filter(|_| !always.contains(&position)) {
            let told = features.iter().take(MOST_FEATURES).map(|feature| format!("`{}`", shown(feature))).collect::<Vec<_>>().join(" or ");
            let (line, name) = (component.line, shown(&component.name).to_owned());
            gathered.note(line, format!("`{name}` is there only with the feature {told}"));
        }
    }
    for (name, (version, line)) in sorted(&overrides) {
        if gathered.place(name).is_none() {
            gathered.note(line, format!("nothing here asks for `{}`: the override holds if something else brings it", shown(name)));
            gathered.add(
                name,
                Component {
                    ecosystem: Some(Ecosystem::Vcpkg),
                    name: name.to_owned(),
                    version: version.to_owned(),
                    line,
                    ..Component::default()
                },
            );
        }
    }
    registries(path, files, &root, &mut gathered);
    Ok(gathered.into_inventory(false))
}

fn sorted<'n>(overrides: &HashMap<&'n str, (String, u32)>) -> Vec<(&'n str, (String, u32))> {
    let mut all: Vec<_> = overrides.iter().map(|(name, told)| (*name, told.clone())).collect();
    all.sort_by_key(|(_, (_, line))| *line);
    all
}

/// The version that a map states, with the version of the port behind `#`.
fn version(node: &Node) -> Option<String> {
    let version = VERSIONS.iter().find_map(|key| node.said(key))?;
    Some(match node.get("port-version").and_then(Node::scalar) {
        Some(port) if port != "0" && !version.contains('#') => format!("{version}#{port}"),
        _ => version.to_owned(),
    })
}

fn own(root: &Node, gathered: &mut Gathering) -> Option<usize> {
    let name = root.said("name")?;
    let own = Component {
        ecosystem: Some(Ecosystem::Vcpkg),
        name: name.to_owned(),
        version: version(root).unwrap_or_default(),
        part: Part::Own,
        licence: root.said("license").unwrap_or_default().to_owned(),
        line: root.get("name").map_or(1, |node| node.line),
        ..Component::default()
    };
    Some(gathered.add(format!("own\0{name}"), own))
}

fn overrides(root: &Node) -> Result<HashMap<&str, (String, u32)>, Refusal> {
    let mut overrides = HashMap::new();
    for element in root.get("overrides").map(Node::elements).unwrap_or_default() {
        let Some((name, version)) = element.said("name").zip(version(element)) else {
            return Err(Refusal::at(element.line, "an override has no name or no version"));
        };
        if overrides.insert(name, (version, element.line)).is_some() {
            return Err(Refusal::at(element.line, format!("`{}` is overridden twice", shown(name))));
        }
    }
    Ok(overrides)
}

struct Asked<'n> {
    gathered: Gathering,
    overrides: &'n HashMap<&'n str, (String, u32)>,
    own: Option<usize>,
    own_name: &'n str,
    /// Who is there whatever the features, and the features that ask for a component.
    always: HashSet<usize>,
    features: HashMap<usize, Vec<String>>,
}

impl Asked<'_> {
    fn take(&mut self, dependency: &Node, feature: Option<&str>) -> Result<(), Refusal> {
        let Some(name) = dependency.text().or_else(|| dependency.said("name")).map(str::trim).filter(|name| !name.is_empty()) else {
            return Err(Refusal::at(dependency.line, "a dependency has no name"));
        };
        // A project asks for itself to say which of its features go together.
        if name == self.own_name {
            return Ok(());
        }
        let range = dependency.said("version>=").map(|least| format!(">={least}")).unwrap_or_default();
        let scope = if dependency.is_true("host") {
            Scope::Development
        } else if feature.is_some_and(|feature| matches!(feature, "test" | "tests" | "testing")) {
            Scope::Test
        } else {
            Scope::Shipped
        };
        let mut component = Component {
            ecosystem: Some(Ecosystem::Vcpkg),
            name: name.to_owned(),
            scope,
            relation: Relation::Direct,
            line: dependency.line,
            ..Component::default()
        };
        match self.overrides.get(name) {
            Some((version, _)) => version.clone_into(&mut component.version),
            None => range.clone_into(&mut component.range),
        }
        let position = self.gathered.add(name, component);
        if let Some(held) = self.gathered.components.get_mut(position)
            && held.version.is_empty()
            && held.range.is_empty()
        {
            held.range = range;
        } else if self.overrides.get(name).is_none()
            && let Some(held) = self.gathered.components.get(position)
            && !range.is_empty()
            && held.range != range
        {
            let held = held.range.clone();
            self.gathered.note(dependency.line, format!("`{}` is asked for as {} and as {}", shown(name), shown(&held), shown(&range)));
        }
        if let Some(feature) = feature {
            self.features.entry(position).or_default().push(feature.to_owned());
        } else {
            self.always.insert(position);
        }
        if dependency.get("platform").is_some() {
            self.gathered.note(dependency.line, format!("`{}` is there only on some platforms", shown(name)));
        }
        if let Some(own) = self.own {
            self.gathered.needs(own, name);
        }
        Ok(())
    }
}

/// Baselines and registries, of the manifest itself or of the configuration beside it.
fn registries(path: &str, files: &Files, root: &Node, gathered: &mut Gathering) {
    let beside = Files::beside(path, "vcpkg-configuration.json").unwrap_or_default();
    let configuration = match files.text(&beside).map(|text| json::read_with_comments(&text)) {
        Some(Ok(configuration)) => Some(configuration),
        Some(Err(refusal)) => {
            gathered.note(1, format!("`{beside}` is not read: {refusal}"));
            None
        }
        None => root.get("configuration").or_else(|| root.get("vcpkg-configuration")).cloned(),
    };
    let open = gathered.components.iter().any(|component| component.part == Part::Foreign && component.version.is_empty());
    let built_in = root.said("builtin-baseline");
    let default = configuration.as_ref().and_then(|node| node.at(&["default-registry", "baseline"])).and_then(Node::text);
    if open {
        let decided = match built_in.or(default) {
            Some(baseline) => format!("the baseline {} decides them; a baseline is not a version", shown(baseline)),
            None => "no baseline decides them either".to_owned(),
        };
        gathered.note(1, format!("versions that no override names are not told here: {decided}"));
    }
    let Some(configuration) = configuration else { return };
    // A pattern is a name, or the beginning of names with `*` behind it; the longest that fits counts.
    let mut patterns: HashMap<&str, &str> = HashMap::new();
    for registry in configuration.get("registries").map(Node::elements).unwrap_or_default() {
        let place = registry.said("repository").or_else(|| registry.said("path")).or_else(|| registry.said("kind")).unwrap_or_default();
        for pattern in registry.get("packages").map(Node::elements).unwrap_or_default() {
            if let Some(pattern) = pattern.text() {
                patterns.entry(pattern).or_insert(place);
            }
        }
    }
    let default = configuration.get("default-registry").filter(|registry| registry.said("kind") != Some("builtin"));
    let default = default.and_then(|registry| registry.said("repository").or_else(|| registry.said("path"))).unwrap_or_default();
    for component in gathered.components.iter_mut().filter(|component| component.part == Part::Foreign) {
        let exact = patterns.get(component.name.as_str()).copied();
        let longest = || {
            let ends = component.name.char_indices().map(|(end, _)| end).rev().take(MOST);
            ends.into_iter().find_map(|end| patterns.get(format!("{}*", &component.name[..end]).as_str()).copied())
        };
        exact.or_else(longest).unwrap_or(default).clone_into(&mut component.origin);
    }
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn overrides_name_versions_and_a_baseline_does_not() {
        let text = r#"{ "name": "own", "version-semver": "1.0", "port-version": 2, "license": "MIT", "builtin-baseline": "abc",
"dependencies": [ "fmt",
{ "name": "zlib", "version>=": "1.2.13#1" },
{ "name": "own", "features": ["x"] },
{ "name": "vcpkg-cmake", "host": true }, "my-lib" ],
"overrides": [ { "name": "fmt", "version": "10.0", "port-version": 1 },
{ "name": "asio", "version": "1.30" } ],
"features": { "tests": { "dependencies": [
"gtest", "fmt" ] } } }"#;
        let configuration = r#"{ "registries": [ { "kind": "git", "repository": "https://x.test/r", "packages": ["my-*"] } ] }"#;
        let inventory = read("vcpkg.json", &[("vcpkg.json", text), ("vcpkg-configuration.json", configuration)]).expect("read");
        assert_eq!(
            lines(&inventory),
            [
                "1 own 1.0#2 Unknown Shipped Own -> fmt, zlib, vcpkg-cmake, my-lib, gtest",
                "2 fmt 10.0#1 Direct Shipped",
                "3 zlib  (asks >=1.2.13#1) Direct Shipped",
                "5 vcpkg-cmake  Direct Development",
                "5 my-lib  Direct Shipped",
                "9 gtest  Direct Test",
                "7 asio 1.30 Unknown Shipped"
            ]
        );
        assert!(notes(&inventory, "a baseline is not a version") && notes(&inventory, "nothing here asks for `asio`"));
        assert_eq!((inventory.components[4].origin.as_str(), inventory.components[1].origin.as_str()), ("https://x.test/r", ""));
        refused("vcpkg.json", "{\"overrides\": [\n{\"name\": \"a\"}]}", 2, "no version");
        refused("vcpkg.json", "[]", 0, "no map");
    }
}
