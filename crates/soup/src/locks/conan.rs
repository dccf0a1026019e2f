//! Conan: `conan.lock` of versions 1 and 2, and `conanfile.txt`.

use super::gathering::{Gathering, numbered, text_at};
use crate::component::{Component, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use std::collections::{BTreeMap, HashSet};

/// Reads `conan.lock`.
pub(super) fn read_lock(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = json::read(&text_at(path, files)?)?;
    if let Some(nodes) = root.at(&["graph_lock", "nodes"]).filter(|node| node.is_map()) {
        return graph(nodes);
    }
    let lists = [
        ("requires", Scope::Shipped),
        ("build_requires", Scope::Development),
        ("python_requires", Scope::Development),
        ("config_requires", Scope::Development),
    ];
    if !lists.iter().any(|(list, _)| root.get(list).is_some_and(Node::is_list)) {
        return Err(Refusal::whole("neither a graph nor `requires` is there: this is no conan.lock"));
    }
    let mut gathered = Gathering::default();
    for (list, scope) in lists {
        for element in root.get(list).map(Node::elements).unwrap_or_default() {
            // In version 2 a reference may come with what it was resolved under: `["zlib/1.3#…", {…}]`.
            let Some(text) = element.text().or_else(|| element.elements().first().and_then(Node::text)) else {
                return Err(Refusal::at(element.line, format!("an entry of `{list}` is no reference")));
            };
            let component = component(text, element.line, &mut gathered);
            let (key, name) = (whole_key(&component), component.name.clone());
            let position = gathered.add(key, Component { scope, ..component });
            gathered.also(name, position);
        }
    }
    asked_beside(path, files, &mut gathered);
    Ok(gathered.into_inventory(true))
}

fn whole_key(component: &Component) -> String {
    format!("{}\0{}\0{}", component.name, component.version, component.purl)
}

/// What the project asks for, where a `conanfile.txt` beside says so; a `conanfile.py` is a program.
fn asked_beside(path: &str, files: &Files, gathered: &mut Gathering) {
    let beside = Files::beside(path, "conanfile.txt").unwrap_or_default();
    let asked = files.bytes(&beside).map(|_| read_text(&beside, files));
    match asked {
        Some(Ok(asked)) => {
            for component in asked.components {
                if !gathered.direct(&component.name) {
                    gathered.note(1, format!("conanfile.txt asks for `{}`, which the lock file does not hold", shown(&component.name)));
                }
            }
            gathered.note(1, "this version of conan.lock does not tell which component needs which");
        }
        Some(Err(refusal)) => gathered.note(1, format!("`{beside}` is not read: {refusal}")),
        None if gathered.components.is_empty() => {}
        None => gathered.note(1, "conan.lock does not tell what the project asks for and what comes with it"),
    }
}

/// The graph of version 1: nodes by number, of which the root is the project.
fn graph(nodes: &Node) -> Result<Inventory, Refusal> {
    let mut gathered = Gathering::default();
    let mut needed = HashSet::new();
    let edges = |node: &Node, list: &str| -> Vec<String> {
        let Some(list) = node.get(list) else { return Vec::new() };
        // The oldest files map references to nodes.
        list.elements().iter().chain(list.members().iter().map(|(_, node)| node)).filter_map(Node::scalar).map(str::to_owned).collect()
    };
    for (_, node) in nodes.members() {
        needed.extend(edges(node, "requires"));
        needed.extend(edges(node, "build_requires"));
    }
    // What the project asks for; of what it asks for twice, to be built with and to be linked, the latter counts.
    let mut direct: BTreeMap<String, Scope> = BTreeMap::new();
    for (id, node) in nodes.members() {
        let reference = node.said("ref").or_else(|| node.said("pref"));
        // Several nodes may be built from one recipe, once for each machine.
        let of_build = node.said("context") == Some("build");
        let root = !needed.contains(id) && (node.get("path").is_some() || reference.is_none());
        if root {
            for need in edges(node, "requires") {
                direct.insert(need, Scope::Shipped);
            }
            for need in edges(node, "build_requires") {
                direct.entry(need).or_insert(Scope::Development);
            }
        }
        let Some(reference) = reference else { continue };
        let mut component = component(reference, node.line, &mut gathered);
        component.part = if root { Part::Own } else { Part::Foreign };
        // A lock file may be made of a package that nobody here wrote: then that package is what was asked for.
        if !root && !needed.contains(id) {
            component.relation = Relation::Direct;
        }
        component.scope = if of_build { Scope::Development } else { Scope::Shipped };
        let key = whole_key(&component);
        let position = gathered.add(format!("{key}\0{of_build}\0{root}"), component);
        gathered.also(format!("node\0\0{id}"), position);
        for need in edges(node, "requires") {
            gathered.needs(position, format!("node\0\0{need}"));
        }
    }
    for (need, scope) in direct {
        let key = format!("node\0\0{need}");
        let known = gathered.place(&key);
        gathered.direct(&key);
        if let Some(component) = known.and_then(|position| gathered.components.get_mut(position)) {
            component.scope = component.scope.max(scope);
        }
    }
    // What a component needs to be built comes in through it and is for development.
    for (id, node) in nodes.members() {
        let Some(who) = gathered.place(&format!("node\0\0{id}")) else { continue };
        for need in edges(node, "build_requires") {
            let key = format!("node\0\0{need}");
            let own = gathered.components.get(who).is_some_and(|component| component.part == Part::Own);
            if let Some(component) = gathered.place(&key).and_then(|position| gathered.components.get_mut(position))
                && !own
                && component.relation == Relation::Unknown
            {
                component.scope = Scope::Development;
            }
            if own {
                gathered.needs(who, key);
            }
        }
    }
    Ok(gathered.into_inventory(true))
}

/// The component of a reference: `name/version@user/channel#recipe:package#revision%time`.
fn component(reference: &str, line: u32, gathered: &mut Gathering) -> Component {
    let reference = reference.trim();
    let end = reference.find([':', '%']).unwrap_or(reference.len());
    let (named, recipe) = reference[..end].split_once('#').unwrap_or((&reference[..end], ""));
    let (named, place) = named.split_once('@').unwrap_or((named, ""));
    let mut component = Component { ecosystem: Some(Ecosystem::Conan), line, ..Component::default() };
    let Some((name, version)) = named.split_once('/') else {
        gathered.note(line, format!("the reference `{}` has no version", shown(reference)));
        named.clone_into(&mut component.name);
        return component;
    };
    name.trim().clone_into(&mut component.name);
    let version = version.trim();
    if version.starts_with('[') {
        version.trim_matches(['[', ']']).clone_into(&mut component.range);
    } else {
        version.clone_into(&mut component.version);
        let mut qualifiers = Vec::new();
        if !recipe.is_empty() {
            qualifiers.push(("rrev", recipe));
        }
        if let Some((user, channel)) = place.split_once('/') {
            qualifiers.extend([("user", user), ("channel", channel)]);
            place.clone_into(&mut component.origin);
        }
        if !qualifiers.is_empty() {
            component.purl = super::image::purl("conan", "", &component.name, version, qualifiers);
        }
    }
    component
}

/// Reads `conanfile.txt`.
pub(super) fn read_text(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let mut gathered = Gathering::default();
    let mut section = None;
    for (line, whole) in numbered(&text) {
        let entry = whole.split(" #").next().unwrap_or(whole).trim();
        if entry.is_empty() || entry.starts_with('#') {
            continue;
        }
        if let Some(name) = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = Some(name.trim().to_owned());
            continue;
        }
        let scope = match section.as_deref() {
            None => return Err(Refusal::at(line, "a line stands before any section: this is no conanfile.txt")),
            Some("requires") => Scope::Shipped,
            Some("build_requires" | "tool_requires") => Scope::Development,
            Some("test_requires") => Scope::Test,
            Some(_) => continue,
        };
        let component = component(entry, line, &mut gathered);
        let key = format!("{}\0{}\0{}", component.name, component.version, component.range);
        gathered.add(key, Component { scope, relation: Relation::Direct, ..component });
    }
    if section.is_none() {
        return Err(Refusal::whole("no section is there: this is no conanfile.txt"));
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "conanfile.txt tells only what the project asks for; what comes with it is known once there is a conan.lock");
    }
    Ok(gathered.into_inventory(false))
}

/// Does a lock file beside tell more?
pub(super) fn is_locked(path: &str, files: &Files) -> bool {
    super::file_name(path) == "conanfile.txt" && Files::beside(path, "conan.lock").is_some_and(|lock| files.bytes(&lock).is_some())
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused, told};

    #[test]
    fn version_2_lists_references_and_the_text_beside_tells_what_is_direct() {
        let lock =
            "{\"version\": \"0.5\", \"requires\": [\n\"zlib/1.3#aa%1.5\",\n\"b/2@u/c#bb\"],\n\"build_requires\": [\"cmake/3.20#cc\"]}";
        let inventory = read("conan.lock", &[("conan.lock", lock), ("conanfile.txt", "[requires]\nb/2@u/c\n")]).expect("read");
        assert_eq!(lines(&inventory), ["2 zlib 1.3 Unknown Shipped", "3 b 2 Direct Shipped", "4 cmake 3.20 Unknown Development"]);
        assert_eq!(inventory.components[1].purl, "pkg:conan/b@2?channel=c&rrev=bb&user=u");
        assert_eq!(inventory.components[1].origin, "u/c");
        refused("conan.lock", "{\"requires\": [\n1]}", 2, "no reference");
        refused("conan.lock", "null", 0, "no conan.lock");
    }

    #[test]
    fn version_1_is_a_graph_with_the_project_at_its_root() {
        let lock = r#"{"graph_lock": {"nodes": {
"0": {"ref": "own/1.0", "path": "conanfile.py", "requires": ["1"], "build_requires": ["3"]},
"1": {"ref": "a/1", "requires": ["2"], "build_requires": ["4"]},
"2": {"pref": "b/2#r:package#rev", "requires": ["1"]},
"3": {"ref": "ninja/1.11", "context": "build", "requires": ["4"]},
"4": {"ref": "tool/1", "context": "build"}}}}"#;
        assert_eq!(
            told("conan.lock", &[("conan.lock", lock)]),
            [
                "2 own 1.0 Unknown Shipped Own -> a, ninja",
                "3 a 1 Direct Shipped -> b",
                "4 b 2 Transitive Shipped -> a",
                "5 ninja 1.11 Direct Development -> tool",
                "6 tool 1 Transitive Development"
            ]
        );
    }

    #[test]
    fn the_root_may_be_of_others_and_what_is_linked_counts_before_what_builds() {
        let of_others = r#"{"graph_lock": {"nodes": {
"0": {"ref": "a/1", "requires": ["1"]}, "1": {"ref": "b/1"}}}}"#;
        assert_eq!(told("conan.lock", &[("conan.lock", of_others)]), ["2 a 1 Direct Shipped -> b", "2 b 1 Transitive Shipped"]);
        let both = r#"{"graph_lock": {"nodes": {
"0": {"ref": "own/1", "path": ".", "requires": ["1"], "build_requires": ["1"]}, "1": {"ref": "b/1"}}}}"#;
        assert_eq!(told("conan.lock", &[("conan.lock", both)])[1], "2 b 1 Direct Shipped");
    }

    #[test]
    fn conanfile_asks_by_section() {
        let text =
            "# c\n[requires]\na/1.0 # why\nb/[>1 <2]@u/c\n[tool_requires]\ncmake/3\n[test_requires]\ngtest/1\n[options]\na:shared=True\n";
        let inventory = read("conanfile.txt", &[("conanfile.txt", text)]).expect("read");
        assert_eq!(
            lines(&inventory),
            ["3 a 1.0 Direct Shipped", "4 b  (asks >1 <2) Direct Shipped", "6 cmake 3 Direct Development", "8 gtest 1 Direct Test"]
        );
        assert!(!inventory.locked && notes(&inventory, "conan.lock"));
        refused("conanfile.txt", "a/1\n", 1, "before any section");
    }
}
