//! `package.json`, which says what a JavaScript project itself asks for, and what its workspace holds.

use crate::component::{Component, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::json;
use crate::node::Node;

/// The registries that are meant if nothing is said.
pub(super) const USUAL: &[&str] = &["https://registry.npmjs.org/", "https://registry.yarnpkg.com/", "http://registry.npmjs.org/"];

/// The tables of a manifest, with what their packages are for. What is optional is shipped where it can be installed.
pub(super) const TABLES: [(&str, Scope); 4] = [
    ("dependencies", Scope::Shipped),
    ("optionalDependencies", Scope::Shipped),
    ("peerDependencies", Scope::Shipped),
    ("devDependencies", Scope::Development),
];

/// What a package or a project asks for: name, range and purpose. Peers that need not be there are left out.
pub(super) fn asked(package: &Node) -> impl Iterator<Item = (&str, &Node, Scope)> {
    TABLES.into_iter().flat_map(move |(table, scope)| {
        let optional = if table == "peerDependencies" { package.get("peerDependenciesMeta") } else { None };
        let members = package.get(table).map_or(&[][..], Node::members).iter();
        let wanted =
            members.filter(move |(name, _)| !optional.and_then(|meta| meta.get(name)).is_some_and(|meta| meta.is_true("optional")));
        wanted.map(move |(name, range)| (name.as_str(), range, scope))
    })
}

/// The manifest at a path; a note is left if it is there and cannot be read.
pub(super) fn read(path: &str, files: &Files, notes: &mut Vec<(u32, String)>) -> Option<Node> {
    match json::read(&files.text(path)?) {
        Ok(root) => Some(root),
        Err(refusal) => {
            notes.push((1, format!("{path} is not read: {refusal}")));
            None
        }
    }
}

/// A component that is the project's own.
pub(super) fn own(manifest: Option<&Node>, else_named: &str, line: u32) -> Component {
    let said = |key: &str| manifest.and_then(|manifest| manifest.said(key)).unwrap_or_default().to_owned();
    let name = Some(said("name")).filter(|name| !name.is_empty()).unwrap_or_else(|| else_named.to_owned());
    Component { ecosystem: Some(Ecosystem::Npm), name, version: said("version"), part: Part::Own, line, ..Component::default() }
}

/// The paths of the manifests of a workspace, as its root names them: folders, with `*` for any and `**` for any number.
pub(super) fn workspace(root: &Node, path: &str, files: &Files) -> Vec<String> {
    let globs = root.get("workspaces").map_or(&[][..], |node| node.get("packages").unwrap_or(node).elements());
    let globs: Vec<Vec<&str>> = globs
        .iter()
        .take(100)
        .filter_map(Node::text)
        .map(|glob| glob.split('/').filter(|step| !matches!(*step, "" | ".")).take(20).collect())
        .collect();
    if globs.is_empty() {
        return Vec::new();
    }
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let members = files.paths().filter(|path| {
        path.strip_prefix(folder.as_str()).and_then(|rest| rest.strip_suffix("/package.json")).is_some_and(|rest| {
            let steps: Vec<&str> = rest.split('/').collect();
            !steps.contains(&"node_modules") && globs.iter().any(|glob| fits(glob, &steps))
        })
    });
    members.map(str::to_owned).collect()
}

/// Do the steps of a path fit those of a glob? By the table of what has been matched so far, so that many `**` cost no more than few.
fn fits(glob: &[&str], steps: &[&str]) -> bool {
    let mut row = vec![false; steps.len() + 1];
    row[0] = true;
    for part in glob {
        let mut next = vec![false; steps.len() + 1];
        if *part == "**" {
            let mut any = false;
            for (position, held) in row.iter().enumerate() {
                any |= held;
                next[position] = any;
            }
        } else {
            for (position, step) in steps.iter().enumerate() {
                next[position + 1] = row[position] && step_fits(part, step);
            }
        }
        row = next;
    }
    row.last().copied().unwrap_or(false)
}

fn step_fits(part: &str, step: &str) -> bool {
    match part.split_once('*') {
        None => part == step,
        Some((before, after)) => step.len() >= before.len() + after.len() && step.starts_with(before) && step.ends_with(after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workspace_is_found_by_its_globs() {
        let paths = ["package.json", "a/package.json", "p/x/package.json", "p/x/node_modules/y/package.json", "q/r/s/package.json"];
        let files: Files = paths.into_iter().map(|path| (path.to_owned(), Vec::new())).collect();
        let root = json::read(r#"{"workspaces": ["p/*", "./q/**"]}"#).expect("JSON");
        assert_eq!(workspace(&root, "package.json", &files), ["p/x/package.json", "q/r/s/package.json"]);
    }

    #[test]
    fn a_peer_that_need_not_be_there_is_not_asked_for() {
        let root =
            json::read(r#"{"peerDependencies": {"a": "1", "b": "1"}, "peerDependenciesMeta": {"a": {"optional": true}}}"#).expect("JSON");
        assert_eq!(asked(&root).map(|(name, _, _)| name).collect::<Vec<_>>(), ["b"]);
    }
}
