//! The output of `mvn dependency:tree` as text: what Maven resolved, and through whom.

use super::gathering::{Gathering, numbered, text_at};
use crate::component::{Component, Inventory, Part, Relation, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;

/// Is it such an output? It has no name of its own; these are usual.
pub(super) fn is_tree(path: &str) -> bool {
    matches!(
        super::file_name(path),
        "dependency-tree.txt" | "dependency_tree.txt" | "mvn-dependency-tree.txt" | "maven-dependency-tree.txt" | "mvn-tree.txt"
    )
}

/// Reads the output, that of several modules as well, with or without `[INFO]`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let mut gathered = Gathering::default();
    // Who is open at which depth; the project itself is at 0.
    let mut open: Vec<usize> = Vec::new();
    for (line, whole) in numbered(&text) {
        let entry = whole.strip_prefix("[INFO] ").or_else(|| whole.strip_prefix("[INFO]")).unwrap_or(whole).trim_end();
        let (depth, coordinates) = depth_of(entry);
        if depth == 0 {
            // Beside the tree Maven tells much else; a project has exactly four or five parts and no space.
            if !coordinates.contains(' ') && matches!(coordinates.split(':').count(), 4 | 5) && !coordinates.contains("://") {
                let component = module(coordinates, line);
                let key = component.name.clone();
                open = vec![gathered.add(format!("{key}\0{}", component.version), component)];
            } else if !whole.starts_with("[INFO]") && !whole.starts_with("[WARNING]") && !coordinates.is_empty() {
                return Err(Refusal::at(line, format!("`{}` is no line of a dependency tree", shown(entry))));
            }
            continue;
        }
        if open.len() < depth {
            return Err(Refusal::at(line, "a line of the tree stands deeper than there is something to need it"));
        }
        let parsed = dependency(coordinates).ok_or_else(|| Refusal::at(line, format!("`{}` is no dependency", shown(coordinates))))?;
        open.truncate(depth);
        let direct = depth == 1;
        let key = format!("{}\0{}", parsed.name, parsed.version);
        if let Some(parent) = open.last() {
            gathered.needs(*parent, key.clone());
        }
        if parsed.omitted {
            // It stands elsewhere in the tree; only the edge is told here.
            if let Some(position) = gathered.place(&key) {
                open.push(position);
            } else {
                open.push(usize::MAX);
            }
            continue;
        }
        let component = Component {
            ecosystem: Some(Ecosystem::Maven),
            name: parsed.name,
            version: parsed.version,
            scope: if parsed.scope == "test" { Scope::Test } else { Scope::Shipped },
            relation: if direct { Relation::Direct } else { Relation::Transitive },
            line,
            ..Component::default()
        };
        if parsed.scope == "provided" {
            let name = component.name.clone();
            gathered
                .note(line, format!("`{}` is provided where the software runs: it is not packed and yet runs, so it counts", shown(&name)));
        }
        open.push(gathered.add(key, component));
    }
    if gathered.components.is_empty() {
        return Err(Refusal::whole("no tree is there: this is no output of `mvn dependency:tree`"));
    }
    Ok(gathered.into_inventory(true))
}

/// How deep a line stands, by its `|  `, `+- ` and `\- `, and what follows.
fn depth_of(entry: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, entry);
    loop {
        let Some(next) = ["|  ", "   ", "+- ", "\\- ", "├─ ", "└─ ", "│  "].iter().find_map(|mark| rest.strip_prefix(mark))
        else {
            return (depth, rest);
        };
        depth += 1;
        rest = next;
    }
}

fn module(coordinates: &str, line: u32) -> Component {
    let parts: Vec<&str> = coordinates.split(':').collect();
    Component {
        ecosystem: Some(Ecosystem::Maven),
        name: format!("{}:{}", parts[0], parts[1]),
        version: parts.last().copied().unwrap_or_default().to_owned(),
        part: Part::Own,
        line,
        ..Component::default()
    }
}

struct Parsed {
    name: String,
    version: String,
    scope: String,
    omitted: bool,
}

/// `group:artifact:type[:classifier]:version:scope`, in brackets where it is only named, with remarks behind.
fn dependency(text: &str) -> Option<Parsed> {
    let (inner, bracketed) = text.strip_prefix('(').map_or((text, false), |rest| (rest.strip_suffix(')').unwrap_or(rest), true));
    let (coordinates, remark) = inner.split_once(' ').unwrap_or((inner, ""));
    let parts: Vec<&str> = coordinates.split(':').collect();
    let (version, scope) = match parts.as_slice() {
        [_, _, _, version, scope] | [_, _, _, _, version, scope] => (*version, *scope),
        _ => return None,
    };
    if parts.iter().any(|part| part.is_empty()) {
        return None;
    }
    // Of two versions in conflict the other one is taken, and named in the remark.
    let taken = remark.split_once("omitted for conflict with ").map_or(version, |(_, taken)| taken.trim_end_matches([')', ';']).trim());
    Some(Parsed {
        name: format!("{}:{}", parts[0], parts[1]),
        version: taken.to_owned(),
        scope: scope.to_owned(),
        omitted: bracketed && remark.contains("omitted"),
    })
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{refused, told};

    #[test]
    fn a_tree_tells_through_whom_and_what_was_taken() {
        let text = "[INFO] Scanning for projects...\n[INFO] --- dependency:3.6:tree (default-cli) @ own ---\n[INFO] g:own:jar:1.0\n[INFO] +- a:a:jar:1.0:compile\n[INFO] |  +- b:b:jar:linux:2.0:compile (optional)\n[INFO] |  \\- (c:c:jar:3.0:compile - omitted for conflict with 3.1)\n[INFO] +- t:t:jar:4:test\n[INFO] |  \\- u:u:jar:5:test\n[INFO] \\- c:c:jar:3.1:compile\n[INFO] BUILD SUCCESS\n";
        assert_eq!(
            told("mvn dependency:tree", &[("dependency-tree.txt", text)]),
            [
                "3 g:own 1.0 Unknown Shipped Own -> a:a, t:t, c:c",
                "4 a:a 1.0 Direct Shipped -> b:b, c:c",
                "5 b:b 2.0 Transitive Shipped",
                "7 t:t 4 Direct Test -> u:u",
                "8 u:u 5 Transitive Test",
                "9 c:c 3.1 Direct Shipped"
            ]
        );
        let plain = told("mvn dependency:tree", &[("t", "g:own:pom:1.0\n\\- a:a:jar:1.0:runtime\n")]);
        assert_eq!(plain, ["1 g:own 1.0 Unknown Shipped Own -> a:a", "2 a:a 1.0 Direct Shipped"]);
    }

    #[test]
    fn what_is_no_tree_is_refused() {
        refused("mvn dependency:tree", "hello\n", 1, "no line of a dependency tree");
        refused("mvn dependency:tree", "+- a:a:jar:1:compile\n", 1, "deeper");
        refused("mvn dependency:tree", "g:own:jar:1\n+- a:a\n", 2, "no dependency");
        refused("mvn dependency:tree", "", 0, "no tree");
    }
}
