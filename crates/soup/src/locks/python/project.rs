//! `pyproject.toml` beside a lock file: what the project itself asks for, and what for. Source: PEP 621, PEP 735; Poetry; PDM; uv.

use super::requirement::Requirement;
use super::{normal, scope_of};
use crate::component::Scope;
use crate::files::Files;
use crate::node::Node;
use crate::toml;
use std::collections::HashMap;

/// What is asked for, by the normal name. `None` if there is no project beside the file.
pub(super) fn asked(path: &str, files: &Files, notes: &mut Vec<(u32, String)>) -> Option<HashMap<String, Scope>> {
    let manifest = Files::beside(path, "pyproject.toml")?;
    let root = match toml::read(&files.text(&manifest)?) {
        Ok(root) => root,
        Err(refusal) => {
            notes.push((1, format!("{manifest} is not read: {refusal}")));
            return None;
        }
    };
    let mut asked = HashMap::new();
    let mut put = |name: &str, scope: Scope| {
        let held = asked.entry(normal(name)).or_insert(scope);
        *held = scope.min(*held);
    };
    let list = |node: Option<&Node>, scope: Scope, put: &mut dyn FnMut(&str, Scope)| {
        for text in node.map_or(&[][..], Node::elements).iter().filter_map(Node::text) {
            if let Some(requirement) = Requirement::read(text.trim_start_matches("-e ")) {
                put(requirement.name, scope);
            }
        }
    };
    list(root.at(&["project", "dependencies"]), Scope::Shipped, &mut put);
    // Extras are for whoever uses the software.
    for (_, extra) in root.at(&["project", "optional-dependencies"]).map_or(&[][..], Node::members) {
        list(Some(extra), Scope::Shipped, &mut put);
    }
    for keys in [&["dependency-groups"][..], &["tool", "pdm", "dev-dependencies"]] {
        for (group, requirements) in root.at(keys).map_or(&[][..], Node::members) {
            list(Some(requirements), scope_of_development(group), &mut put);
        }
    }
    list(root.at(&["tool", "uv", "dev-dependencies"]), Scope::Development, &mut put);
    let mut table = |node: Option<&Node>, scope: Scope| {
        for (name, _) in node.map_or(&[][..], Node::members).iter().filter(|(name, _)| name != "python") {
            put(name, scope);
        }
    };
    table(root.at(&["tool", "poetry", "dependencies"]), Scope::Shipped);
    table(root.at(&["tool", "poetry", "dev-dependencies"]), Scope::Development);
    for (group, node) in root.at(&["tool", "poetry", "group"]).map_or(&[][..], Node::members) {
        table(node.get("dependencies"), scope_of(group));
    }
    Some(asked)
}

/// Groups of PEP 735 are never part of what is published.
fn scope_of_development(group: &str) -> Scope {
    scope_of(group).max(Scope::Development)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_asking_is_found() {
        let text = "[project]\ndependencies = [\"A_a>=1\", \"t\"]\n[project.optional-dependencies]\nx = [\"b\"]\n[dependency-groups]\ntest = [\"t\", \"u\", {include-group = \"dev\"}]\n\
            dev = [\"d\"]\n[tool.poetry.dependencies]\npython = \"3\"\np = \"1\"\n[tool.poetry.group.docs.dependencies]\nq = \"*\"\n";
        let files: Files = [("a/pyproject.toml".to_owned(), text.as_bytes().to_vec())].into_iter().collect();
        let asked = asked("a/uv.lock", &files, &mut Vec::new()).expect("a project");
        let mut told: Vec<(&str, Scope)> = asked.iter().map(|(name, scope)| (name.as_str(), *scope)).collect();
        told.sort_unstable();
        let (shipped, development, test) = (Scope::Shipped, Scope::Development, Scope::Test);
        assert_eq!(
            told,
            [("a-a", shipped), ("b", shipped), ("d", development), ("p", shipped), ("q", development), ("t", shipped), ("u", test)]
        );
    }
}
