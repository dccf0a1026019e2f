//! West: the projects of a manifest, as Zephyr and what is built on it are put together.

use super::gathering::{Gathering, text_at};
use super::revision;
use crate::component::{Component, Inventory, Relation};
use crate::files::Files;
use crate::node::{Node, shown};
use crate::refusal::Refusal;
use crate::yaml;
use std::collections::{HashMap, HashSet};

/// Reads `west.yml`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = yaml::read_one(&text_at(path, files)?)?;
    let Some(manifest) = root.get("manifest").filter(|node| node.is_map()) else {
        return Err(Refusal::whole("`manifest` is missing: this is no manifest of west"));
    };
    let scalar = |node: &Node, key: &str| node.get(key).and_then(Node::scalar).map(str::to_owned);
    let mut gathered = Gathering::default();
    let mut remotes: HashMap<&str, &str> = HashMap::new();
    for remote in manifest.get("remotes").map(Node::elements).unwrap_or_default() {
        let Some((name, base)) = remote.said("name").zip(remote.said("url-base")) else {
            return Err(Refusal::at(remote.line, "a remote has no name or no `url-base`"));
        };
        remotes.insert(name, base);
    }
    let default_remote = manifest.at(&["defaults", "remote"]).and_then(Node::text);
    let default_revision = manifest.get("defaults").and_then(|defaults| scalar(defaults, "revision"));
    let filter: HashSet<&str> =
        manifest.get("group-filter").map(Node::elements).unwrap_or_default().iter().filter_map(Node::text).collect();
    let mut pinned = true;
    for project in manifest.get("projects").map(Node::elements).unwrap_or_default() {
        let line = project.line;
        let Some(name) = project.said("name") else { return Err(Refusal::at(line, "a project has no name")) };
        let address = match (project.said("url"), project.said("remote").or(default_remote)) {
            (Some(address), _) => address.to_owned(),
            (None, Some(remote)) => {
                let Some(base) = remotes.get(remote) else {
                    return Err(Refusal::at(
                        line,
                        format!("`{}` comes from the remote `{}`, which is not told", shown(name), shown(remote)),
                    ));
                };
                format!("{}/{}", base.trim_end_matches('/'), project.said("repo-path").unwrap_or(name))
            }
            (None, None) => return Err(Refusal::at(line, format!("`{}` has neither `url` nor remote", shown(name)))),
        };
        let (ecosystem, full) = revision::place(&address);
        let mut component = Component {
            ecosystem: Some(ecosystem),
            name: full,
            relation: Relation::Direct,
            origin: address.clone(),
            line,
            ..Component::default()
        };
        // Without any word on it, west takes `master`.
        let asked = scalar(project, "revision").or_else(|| default_revision.clone()).unwrap_or_else(|| "master".to_owned());
        if let Some(version) = revision::exact(&asked) {
            version.clone_into(&mut component.version);
        } else {
            gathered.note(line, format!("`{}` follows the branch `{}` and has no version", shown(name), shown(&asked)));
            component.range.clone_from(&asked);
        }
        pinned &= revision::is_hash(&asked);
        if project
            .get("import")
            .is_some_and(|import| import.is_map() || import.is_list() || import.text().is_some() || project.is_true("import"))
        {
            gathered.note(
                line,
                format!("`{}` brings a manifest of its own, which is not here: `west manifest --freeze` tells all", shown(name)),
            );
        }
        let groups = project.get("groups").map(Node::elements).unwrap_or_default();
        if !groups.is_empty() && groups.iter().filter_map(Node::text).all(|group| filter.contains(format!("-{group}").as_str())) {
            gathered.note(line, format!("`{}` belongs only to groups that are filtered out, and counts nevertheless", shown(name)));
        }
        if let Some(submodules) = project.get("submodules").filter(|node| node.is_list() || project.is_true("submodules")) {
            gathered.note(submodules.line, format!("the submodules of `{}` are not told", shown(name)));
        }
        gathered.add(format!("{name}\0{asked}\0{address}"), component);
    }
    if let Some(import) = manifest.at(&["self", "import"]) {
        gathered
            .note(import.line, "the manifest imports further files of its own repository, which are read only if they are called west.yml");
    }
    Ok(gathered.into_inventory(pinned))
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn projects_have_places_and_revisions() {
        let text = "manifest:\n  defaults:\n    remote: up\n    revision: main\n  remotes:\n    - name: up\n      url-base: https://github.com/zephyrproject-rtos\n  group-filter: [-babble]\n  projects:\n    - name: zephyr\n      revision: v3.5.0\n      import: true\n    - name: hal\n      repo-path: hal_stm32\n      revision: 0123456789abcdef0123456789abcdef01234567\n    - name: tool\n      groups: [babble]\n    - name: other\n      url: https://h.test/x.git\n      revision: 1.10\n  self:\n    path: app\n";
        let inventory = read("west.yml", &[("west.yml", text)]).expect("read");
        assert_eq!(
            lines(&inventory),
            [
                "10 zephyrproject-rtos/zephyr v3.5.0 Direct Shipped",
                "13 zephyrproject-rtos/hal_stm32 0123456789abcdef0123456789abcdef01234567 Direct Shipped",
                "16 zephyrproject-rtos/tool  (asks main) Direct Shipped",
                "18 https://h.test/x.git 1.10 Direct Shipped"
            ]
        );
        assert!(notes(&inventory, "manifest of its own") && notes(&inventory, "filtered out") && notes(&inventory, "branch `main`"));
        assert!(!inventory.locked);
        refused("west.yml", "manifest:\n  projects:\n    - name: a\n", 3, "neither `url` nor remote");
        refused("west.yml", "manifest:\n  projects:\n    - name: a\n      remote: r\n", 3, "which is not told");
        refused("west.yml", "a: 1\n", 0, "`manifest` is missing");
    }
}
