//! `pdm.lock`. Source: PDM, `pdm/models/repositories/lock.py`.

use super::requirement::Requirement;
use super::{Draft, scope_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::files::Files;
use crate::locks::{origin, text_of};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::toml;

/// Reads a `pdm.lock`.
pub(in crate::locks) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = toml::read(&text_of(path, files)?)?;
    let mut draft = Draft::new();
    let mut stated = false;
    for package in super::packages(&root, "package")? {
        let (name, version) = super::name_and_version(package)?;
        let scope = package.get("groups").map_or(&[][..], Node::elements).iter().filter_map(Node::text).map(scope_of).min();
        stated |= scope.is_some();
        let local = package.said("path");
        let own = local.is_some_and(|path| !origin::is_archive(path));
        let from = match (package.said("git"), package.said("url")) {
            (Some(git), _) => format!("git+{}#{}", origin::without_secret(git), package.said("revision").unwrap_or_default()),
            (None, Some(url)) => origin::unusual(url, super::USUAL),
            (None, None) => local.filter(|_| !own).unwrap_or_default().to_owned(),
        };
        let mut component = Component {
            name: name.to_owned(),
            version: version.to_owned(),
            scope: scope.unwrap_or(Scope::Shipped),
            part: if own { Part::Own } else { Part::Foreign },
            origin: from,
            line: package.line,
            ..Component::default()
        };
        super::file_hashes(package.get("files"), &mut component.hashes);
        let position = draft.add(component)?;
        for need in package.get("dependencies").map_or(&[][..], Node::elements) {
            let Some(requirement) = need.text().and_then(Requirement::read) else {
                return Err(Refusal::at(need.line, "a dependency is no requirement"));
            };
            draft.need(position, need.line, requirement.name, requirement.exact());
        }
    }
    Ok(draft.finish(path, files, stated))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    #[test]
    fn extras_of_one_package_are_one_component() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1\"\ngroups = [\"default\"]\ndependencies = [\"b>=1; x == \\\"y\\\"\"]\n[[package]]\nname = \"A\"\nversion = \"1\"\nextras = [\"x\"]\ngroups = [\"dev\"]\ndependencies = [\"a==1\", \"b\"]\n\
            [[package]]\nname = \"b\"\nversion = \"2\"\ngroups = [\"default\", \"dev\"]\ngit = \"https://h/b\"\nrevision = \"12\"\n[[package]]\nname = \"t\"\nversion = \"3\"\ngroups = [\"tests\"]\n";
        let inventory = read("pdm.lock", &[("pdm.lock".to_owned(), lock.as_bytes().to_vec())].into_iter().collect()).expect("a lock");
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.scope, one.relation, one.origin.as_str())).collect();
        assert_eq!(
            told,
            [
                ("a", Scope::Shipped, Relation::Direct, ""),
                ("b", Scope::Shipped, Relation::Transitive, "git+https://h/b#12"),
                ("t", Scope::Test, Relation::Direct, ""),
            ]
        );
    }
}
