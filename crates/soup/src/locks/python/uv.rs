//! `uv.lock`. Its project and workspace stand in it, so that it tells all by itself. Source: the documentation of uv, `crates/uv-resolver`.

use super::{Draft, USUAL, scope_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::files::Files;
use crate::locks::{checksum, graph, origin, text_of};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::toml;

/// Reads a `uv.lock`.
pub(in crate::locks) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = toml::read(&text_of(path, files)?)?;
    let mut draft = Draft::new();
    // Of the project's own packages: what they ask for, for what.
    let mut asked: Vec<(String, Option<String>, Scope)> = Vec::new();
    for package in super::packages(&root, "package")? {
        let name = package.said("name").ok_or_else(|| Refusal::at(package.line, "a package has no name"))?;
        let source = |kind: &str| package.get("source").and_then(|source| source.said(kind));
        let own = ["editable", "virtual", "directory"].into_iter().any(|kind| source(kind).is_some());
        let from = source("git").map(|git| format!("git+{git}")).or_else(|| source("url").or_else(|| source("path")).map(str::to_owned));
        let mut component = Component {
            name: name.to_owned(),
            version: package.said("version").unwrap_or_default().to_owned(),
            part: if own { Part::Own } else { Part::Foreign },
            origin: from
                .map(|from| origin::without_secret(&from))
                .or_else(|| source("registry").map(|registry| origin::unusual(registry, USUAL)))
                .unwrap_or_default(),
            line: package.line,
            ..Component::default()
        };
        let wheels = package.get("wheels").map_or(&[][..], Node::elements).iter();
        for file in package.get("sdist").into_iter().chain(wheels) {
            checksum::add(&mut component.hashes, file.said("hash").and_then(checksum::tagged));
        }
        let position = draft.add(component)?;
        let extras = package.get("optional-dependencies").map_or(&[][..], Node::members).iter().map(|(_, list)| (list, Scope::Shipped));
        let groups = ["dev-dependencies", "dependency-groups"].into_iter().flat_map(|key| package.get(key).map_or(&[][..], Node::members));
        let groups = groups.map(|(group, list)| (list, scope_of(group).max(Scope::Development)));
        let lists = package.get("dependencies").map(|list| (list, Scope::Shipped)).into_iter().chain(extras).chain(groups);
        for (list, scope) in lists {
            for need in list.elements() {
                let Some(needed) = need.said("name") else { return Err(Refusal::at(need.line, "a dependency has no name")) };
                draft.need(position, need.line, needed, need.said("version"));
                if own {
                    asked.push((super::normal(needed), need.said("version").map(str::to_owned), scope));
                }
            }
        }
    }
    draft.connect();
    for (name, version, scope) in asked {
        for position in draft.names.of(&name) {
            let component = &mut draft.inventory.components[*position];
            if version.as_ref().is_none_or(|version| *version == component.version) {
                graph::ask(component, scope);
            }
        }
    }
    graph::settle(&mut draft.inventory);
    Ok(draft.inventory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    #[test]
    fn groups_and_versions_are_followed() {
        let lock = "version = 1\n[[package]]\nname = \"a\"\nversion = \"1\"\nsource = { registry = \"https://pypi.org/simple\" }\nsdist = { url = \"u\", hash = \"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\" }\ndependencies = [{ name = \"b\", version = \"2\" }]\n\
            [[package]]\nname = \"b\"\nversion = \"1\"\nsource = { git = \"https://h/b?rev=1#12\" }\n[[package]]\nname = \"b\"\nversion = \"2\"\nsource = { registry = \"https://corp/simple\" }\n\
            [[package]]\nname = \"own\"\nversion = \"0\"\nsource = { editable = \".\" }\ndependencies = [{ name = \"a\" }]\n[package.dev-dependencies]\ntest = [{ name = \"b\", version = \"1\" }]\n";
        let inventory = read("uv.lock", &[("uv.lock".to_owned(), lock.as_bytes().to_vec())].into_iter().collect()).expect("a lock");
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.scope, one.relation, one.origin.as_str())).collect();
        assert_eq!(
            told,
            [
                ("a", Scope::Shipped, Relation::Direct, ""),
                ("b", Scope::Test, Relation::Direct, "git+https://h/b?rev=1#12"),
                ("b", Scope::Shipped, Relation::Transitive, "https://corp/simple"),
                ("own", Scope::Shipped, Relation::Unknown, ""),
            ]
        );
        assert_eq!((inventory.components[3].part, inventory.components[0].hashes.len()), (Part::Own, 1));
    }
}
