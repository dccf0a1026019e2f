//! `pylock.toml` and `pylock.NAME.toml`, the lock file of PEP 751.

use super::{Draft, USUAL, scope_of};
use crate::component::{Component, Hash, Inventory, Part, Scope};
use crate::files::Files;
use crate::locks::{checksum, file_name, origin, text_of};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::toml;

/// Is this path such a file?
pub(in crate::locks) fn fits(path: &str) -> bool {
    let name = file_name(path);
    name == "pylock.toml"
        || name.strip_prefix("pylock.").and_then(|rest| rest.strip_suffix(".toml")).is_some_and(|name| !name.contains('.'))
}

/// Reads a `pylock.toml`.
pub(in crate::locks) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = toml::read(&text_of(path, files)?)?;
    let mut draft = Draft::new();
    let version = root.said("lock-version");
    if let Some(version) = version.filter(|version| *version != "1" && !version.starts_with("1.")) {
        return Err(Refusal::at(1, format!("version {} of the lock file is not known", crate::node::shown(version))));
    }
    let usual: Vec<&str> = root.get("default-groups").map_or(&[][..], Node::elements).iter().filter_map(Node::text).collect();
    let mut stated = false;
    for package in super::packages(&root, "packages")? {
        let name = package.said("name").ok_or_else(|| Refusal::at(package.line, "a package has no name"))?;
        let scope = package.said("marker").and_then(|marker| scope_of_marker(marker, &usual));
        stated |= scope.is_some();
        let at = |keys: &[&str]| package.at(keys).and_then(Node::text);
        let own = package.get("directory").is_some();
        let from = match (at(&["vcs", "url"]), at(&["archive", "url"]).or_else(|| at(&["archive", "path"]))) {
            (Some(url), _) => {
                let (kind, commit) = (at(&["vcs", "type"]).unwrap_or("git"), at(&["vcs", "commit-id"]).unwrap_or_default());
                format!("{kind}+{}#{commit}", origin::without_secret(url))
            }
            (None, Some(archive)) => origin::without_secret(archive),
            (None, None) => package.said("index").map_or_else(String::new, |index| origin::unusual(index, USUAL)),
        };
        let mut component = Component {
            name: name.to_owned(),
            version: package.said("version").unwrap_or_default().to_owned(),
            scope: scope.unwrap_or(Scope::Shipped),
            part: if own { Part::Own } else { Part::Foreign },
            origin: if own { String::new() } else { from },
            line: package.line,
            ..Component::default()
        };
        let wheels = package.get("wheels").map_or(&[][..], Node::elements).iter();
        for file in package.get("sdist").into_iter().chain(package.get("archive")).chain(wheels) {
            hashes(file, &mut component.hashes);
        }
        let position = draft.add(component)?;
        for need in package.get("dependencies").map_or(&[][..], Node::elements) {
            if let Some(needed) = need.said("name") {
                draft.need(position, need.line, needed, need.said("version"));
            }
        }
    }
    Ok(draft.finish(path, files, stated))
}

fn hashes(file: &Node, hashes: &mut Vec<Hash>) {
    for (name, value) in file.get("hashes").map_or(&[][..], Node::members) {
        checksum::add(hashes, value.text().and_then(|value| checksum::hex(name, value)));
    }
}

/// What a package is for, if its marker asks for groups: `"dev" in dependency_groups`.
fn scope_of_marker(marker: &str, usual: &[&str]) -> Option<Scope> {
    let mut groups = Vec::new();
    for (at, _) in marker.match_indices("in dependency_groups") {
        let before = marker[..at].trim_end();
        let quote = before.chars().next_back().filter(|last| matches!(last, '"' | '\''))?;
        let inner = &before[..before.len() - 1];
        groups.push(&inner[inner.rfind(quote)? + 1..]);
    }
    // An extra is for whoever uses the software.
    if groups.is_empty() || marker.contains("in extras") {
        return None;
    }
    groups.iter().map(|group| if usual.contains(group) { Scope::Shipped } else { scope_of(group).max(Scope::Development) }).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_specification() {
        assert!(fits("a/pylock.toml") && fits("pylock.dev.toml") && !fits("pylock.a.b.toml") && !fits("mypylock.toml"));
    }

    #[test]
    fn markers_name_groups_and_sources_are_told() {
        let lock = "lock-version = \"1.0\"\ncreated-by = \"x\"\ndefault-groups = [\"main\"]\n[[packages]]\nname = \"a\"\nversion = \"1\"\nmarker = \"'main' in dependency_groups\"\ndependencies = [{name = \"c\"}]\n\
            wheels = [{name = \"w\", hashes = {sha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"}}]\n\
            [[packages]]\nname = \"b\"\nversion = \"2\"\nmarker = \"os_name == 'nt' and \\\"test\\\" in dependency_groups\"\n[[packages]]\nname = \"c\"\nvcs = {type = \"git\", url = \"https://h/c\", commit-id = \"12\"}\n\
            [[packages]]\nname = \"own\"\ndirectory = {path = \".\"}\n";
        let inventory = read("pylock.toml", &[("pylock.toml".to_owned(), lock.as_bytes().to_vec())].into_iter().collect()).expect("a lock");
        let scopes: Vec<Scope> = inventory.components.iter().map(|component| component.scope).collect();
        assert_eq!(scopes, [Scope::Shipped, Scope::Test, Scope::Shipped, Scope::Shipped]);
        assert_eq!((inventory.components[2].origin.as_str(), inventory.components[3].part), ("git+https://h/c#12", Part::Own));
        assert_eq!((inventory.components[0].hashes.len(), inventory.components[0].needs.as_slice()), (1, &[2][..]));
    }
}
