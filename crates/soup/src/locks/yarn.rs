//! `yarn.lock`, of Yarn 1 and of Berry. Direct packages and what they are for come from the `package.json` files beside it.
//!
//! The `checksum` of Berry is that of an archive which Yarn packs itself, and of no published file, so it is no hash of the component.
//!
//! Source: `yarnpkg/yarn` (`src/lockfile/parse.js`) and `yarnpkg/berry` (`Project.ts`).

use super::graph::{self, Missing};
use super::package_json::{self, USUAL};
use super::{checksum, origin, text_of};
use crate::component::{Component, Inventory, Part, Scope};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::{Node, What, shown};
use crate::refusal::Refusal;
use crate::yaml;
use std::collections::HashMap;

/// Reads a `yarn.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_of(path, files)?;
    let berry = text.lines().any(|line| line.trim_end() == "__metadata:");
    if berry { berry_lock(&text, path, files) } else { classic_lock(&text, path, files) }
}

/// The name in `name@range`, and the range; the name may begin with `@`.
fn split(pattern: &str) -> (&str, &str) {
    let skip = usize::from(pattern.starts_with('@'));
    pattern[skip..].find('@').map_or((pattern, ""), |at| (&pattern[..skip + at], &pattern[skip + at + 1..]))
}

/// An entry while a file of Yarn 1 is read.
struct Entry {
    component: Component,
    needs: Vec<(u32, String)>,
}

fn classic_lock(text: &str, path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let mut inventory = Inventory { locked: true, format: "yarn.lock v1".to_owned(), ..Inventory::default() };
    let mut by_pattern: HashMap<String, usize> = HashMap::new();
    let mut entries: Vec<Entry> = Vec::new();
    let mut table = "";
    for (number, line) in (1_u32..).zip(text.lines()) {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let depth = line.len() - line.trim_start_matches(' ').len();
        if depth == 0 {
            let Some(head) = trimmed.strip_suffix(':') else {
                return Err(Refusal::at(number, format!("`{}` begins no package", shown(trimmed))));
            };
            let words = words(head, number)?;
            let Some(first) = words.first() else { return Err(Refusal::at(number, "a package has no name")) };
            let (mut name, range) = split(first);
            // `old@npm:name@^1.2`
            if let Some(alias) = range.strip_prefix("npm:") {
                name = split(alias).0;
            }
            let component = Component { ecosystem: Some(Ecosystem::Npm), name: name.to_owned(), line: number, ..Component::default() };
            for word in words.iter().filter(|word| *word != ",") {
                by_pattern.insert(word.trim_end_matches(',').to_owned(), entries.len());
            }
            table = "";
            let local = |word: &String| {
                let range = split(word).1;
                range.starts_with("link:") || range.starts_with("file:") && !origin::is_archive(range)
            };
            let part = if words.iter().any(local) { Part::Own } else { Part::Foreign };
            entries.push(Entry { component: Component { part, ..component }, needs: Vec::new() });
            continue;
        }
        let Some(entry) = entries.last_mut() else { return Err(Refusal::at(number, "a field stands before the first package")) };
        let words = words(trimmed, number)?;
        match (depth, words.as_slice()) {
            (1..=2, [field]) if field.ends_with(':') => {
                table = match field.trim_end_matches(':') {
                    "dependencies" => "dependencies",
                    "optionalDependencies" => "optional",
                    _ => "other",
                };
            }
            (1..=2, [field, value, ..]) => {
                table = "";
                classic_field(&mut entry.component, field, value);
            }
            (_, [name, range, ..]) if table == "dependencies" || table == "optional" => {
                // What is optional may be absent on purpose; the line 0 says so.
                entry.needs.push((if table == "optional" { 0 } else { number }, format!("{name}@{range}")));
            }
            _ if table == "other" => {}
            _ => return Err(Refusal::at(number, format!("`{}` is no field of a package", shown(trimmed)))),
        }
    }
    let mut missing = Missing::default();
    for entry in entries {
        let mut component = entry.component;
        if component.version.is_empty() && component.part == Part::Foreign {
            return Err(Refusal::at(component.line, format!("`{}` has no version", shown(&component.name))));
        }
        for (line, need) in entry.needs {
            match by_pattern.get(&need) {
                Some(found) => component.needs.push(*found),
                None if line == 0 => {}
                None => missing.add(line, &need),
            }
        }
        inventory.components.push(component);
    }
    missing.note(&mut inventory);
    classic_direct(path, files, &by_pattern, &mut inventory);
    graph::settle(&mut inventory);
    Ok(inventory)
}

fn classic_field(component: &mut Component, field: &str, value: &str) {
    match field {
        "version" => value.clone_into(&mut component.version),
        "integrity" => component.hashes.extend(checksum::integrity(value)),
        "resolved" => {
            // Behind `#` of an archive stands its SHA-1; of a repository, the commit.
            if let Some((address, digest)) = value.split_once('#')
                && origin::is_archive(address)
            {
                checksum::add(&mut component.hashes, checksum::hex("sha1", digest));
                component.origin = origin::unusual(address, USUAL);
            } else {
                component.origin = origin::unusual(value, USUAL);
            }
        }
        _ => {}
    }
}

/// The project's own packages, which a lock of Yarn 1 does not hold.
fn classic_direct(path: &str, files: &Files, by_pattern: &HashMap<String, usize>, inventory: &mut Inventory) {
    let root_path = Files::beside(path, "package.json").unwrap_or_default();
    let Some(root) = package_json::read(&root_path, files, &mut inventory.notes) else {
        graph::guess_direct(inventory, "package.json");
        return;
    };
    let members = package_json::workspace(&root, path, files);
    let members: Vec<Node> = members.iter().filter_map(|path| package_json::read(path, files, &mut inventory.notes)).collect();
    for manifest in std::iter::once(&root).chain(&members) {
        for (name, range, scope) in package_json::asked(manifest) {
            if let Some(found) = by_pattern.get(&format!("{name}@{}", range.text().unwrap_or_default())) {
                graph::ask(&mut inventory.components[*found], scope);
            }
        }
    }
}

/// The words of a line: quoted as in JSON, or up to a space. A comma or colon behind a word stays with it.
fn words(line: &str, number: u32) -> Result<Vec<String>, Refusal> {
    let mut words = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix('"') {
            let mut word = String::new();
            let mut characters = quoted.char_indices();
            let end = loop {
                match characters.next() {
                    None => return Err(Refusal::at(number, "a quoted text does not end")),
                    Some((at, '"')) => break at + 1,
                    Some((_, '\\')) => word.extend(characters.next().map(|(_, escaped)| escaped)),
                    Some((_, character)) => word.push(character),
                }
            };
            rest = &quoted[end..];
            if let Some(after) = rest.strip_prefix(',') {
                rest = after;
            } else if rest == ":" {
                word.push(':');
                rest = "";
            }
            words.push(word);
        } else {
            let end = rest.find(' ').unwrap_or(rest.len());
            words.push(rest[..end].trim_end_matches(',').to_owned());
            rest = &rest[end..];
        }
        rest = rest.trim_start();
    }
    Ok(words)
}

fn berry_lock(text: &str, path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = yaml::read_one(text)?;
    let version = root.at(&["__metadata", "version"]).and_then(Node::scalar).unwrap_or_default();
    let mut inventory = Inventory { locked: true, format: format!("yarn.lock v{}", shown(version)), ..Inventory::default() };
    let mut by_pattern: HashMap<&str, usize> = HashMap::new();
    let mut entries = Vec::new();
    for (patterns, entry) in root.members().iter().filter(|(key, _)| key != "__metadata") {
        let Some(resolution) = entry.said("resolution") else {
            return Err(Refusal::at(entry.line, format!("`{}` has no resolution", shown(patterns))));
        };
        for pattern in patterns.split(", ") {
            by_pattern.insert(pattern, inventory.components.len());
        }
        let (name, reference) = split(resolution);
        // What is copied from a folder of the project is its own as well.
        let local = ["file:", "link:", "portal:", "workspace:"].iter().any(|kind| reference.starts_with(kind));
        let own = entry.said("linkType") == Some("soft") || local && !origin::is_archive(reference);
        let version = entry.get("version").and_then(Node::scalar).unwrap_or_default();
        let registry = reference.starts_with("npm:") || reference.starts_with("patch:") && reference.contains("~builtin<");
        inventory.components.push(Component {
            ecosystem: Some(Ecosystem::Npm),
            name: name.to_owned(),
            version: if own && version == "0.0.0-use.local" { String::new() } else { version.to_owned() },
            part: if own { Part::Own } else { Part::Foreign },
            origin: if own || registry { String::new() } else { origin::without_secret(reference) },
            line: entry.line,
            ..Component::default()
        });
        entries.push((entry, reference));
    }
    let mut missing = Missing::default();
    for (position, (entry, reference)) in entries.iter().enumerate() {
        let own = inventory.components[position].part == Part::Own;
        let manifest = if own { berry_manifest(reference, path, files, &mut inventory) } else { None };
        let scope_of = |name: &str| {
            let tables =
                package_json::TABLES.iter().filter(|(table, _)| manifest.as_ref().is_some_and(|node| node.at(&[table, name]).is_some()));
            tables.map(|(_, scope)| *scope).min().unwrap_or(Scope::Shipped)
        };
        for (name, range) in entry.get("dependencies").map_or(&[][..], Node::members) {
            let range_text = range.scalar().unwrap_or_default();
            let Some(found) = found(&by_pattern, name, range_text) else {
                if !entry.at(&["dependenciesMeta", name]).is_some_and(|meta| meta.is_true("optional")) {
                    missing.add(range.line, &format!("{name}@{range_text}"));
                }
                continue;
            };
            inventory.components[position].needs.push(found);
            if own {
                graph::ask(&mut inventory.components[found], scope_of(name));
            }
        }
        // What is patched stands in the file by itself as well.
        if let Some(source) = reference.strip_prefix("patch:").and_then(|patch| patch.split('#').next()) {
            let source = source.replace("%3A", ":").replace("%40", "@").replace("%2F", "/").replace("%5E", "^");
            let name = split(&source).0;
            let patched = inventory.components[position].version.clone();
            let same = entry_of(&by_pattern, &source).or_else(|| {
                let named =
                    |other: &&usize| inventory.components.get(**other).is_some_and(|one| one.name == name && one.version == patched);
                found(&by_pattern, name, &format!("npm:{patched}")).filter(|other| named(&other))
            });
            inventory.components[position].needs.extend(same.filter(|other| *other != position));
        }
    }
    missing.note(&mut inventory);
    graph::settle(&mut inventory);
    Ok(inventory)
}

fn entry_of(by_pattern: &HashMap<&str, usize>, pattern: &str) -> Option<usize> {
    by_pattern.get(pattern).copied()
}

/// Ranges stand with `npm:` or without it, as the version of Yarn wrote them.
fn found(by_pattern: &HashMap<&str, usize>, name: &str, range: &str) -> Option<usize> {
    entry_of(by_pattern, &format!("{name}@{range}")).or_else(|| entry_of(by_pattern, &format!("{name}@npm:{range}")))
}

/// The manifest of a member of the workspace, since the lock does not tell development from the rest.
fn berry_manifest(reference: &str, path: &str, files: &Files, inventory: &mut Inventory) -> Option<Node> {
    let folder = reference.strip_prefix("workspace:")?;
    let manifest = Files::beside(path, &format!("{folder}/package.json"))?;
    let read = package_json::read(&manifest, files, &mut inventory.notes);
    if read.is_none() {
        let text = format!("no package.json of the workspace `{}` is there, so what it needs counts as shipped", shown(folder));
        inventory.notes.push((1, text));
    }
    read.filter(|node| matches!(node.what, What::Map(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::Relation;

    fn lock(text: &str, manifest: Option<&str>) -> Result<Inventory, Refusal> {
        let mut files = Files::default();
        files.insert("yarn.lock", text.as_bytes().to_vec());
        if let Some(manifest) = manifest {
            files.insert("package.json", manifest.as_bytes().to_vec());
        }
        read("yarn.lock", &files)
    }

    fn told(inventory: &Inventory) -> Vec<(&str, &str, Scope, Relation)> {
        inventory.components.iter().map(|one| (one.name.as_str(), one.version.as_str(), one.scope, one.relation)).collect()
    }

    #[test]
    fn yarn_1_is_read_with_patterns_aliases_and_sums() {
        let text = "# yarn lockfile v1\n\n\n\"@s/a@^1\", \"@s/a@1.x\":\n  version \"1.2.0\"\n  resolved \"https://registry.yarnpkg.com/@s/a/-/a-1.2.0.tgz#cb102df1c56f5123eab8b67cd7b98027a0279178\"\n  dependencies:\n    b \"^2\"\n  optionalDependencies:\n    none \"1\"\n\nb@^2:\n  version \"2.0.0\"\n  resolved \"https://corp/b.tgz\"\n\n\"old@npm:@s/c@^1\":\n  version \"1.0.0\"\n\nl@link:./l:\n  version \"0.0.0\"\n";
        let manifest = r#"{"dependencies": {"@s/a": "^1"}, "devDependencies": {"old": "npm:@s/c@^1"}}"#;
        let inventory = lock(text, Some(manifest)).expect("a lock");
        assert_eq!(
            told(&inventory)[..3],
            [
                ("@s/a", "1.2.0", Scope::Shipped, Relation::Direct),
                ("b", "2.0.0", Scope::Shipped, Relation::Transitive),
                ("@s/c", "1.0.0", Scope::Development, Relation::Direct),
            ]
        );
        assert_eq!((inventory.components[0].hashes.len(), inventory.components[1].origin.as_str()), (1, "https://corp/b.tgz"));
        assert_eq!((inventory.components[3].part, inventory.components[1].line), (Part::Own, 12));
        assert!(inventory.notes.is_empty(), "{:?}", inventory.notes);
        let guessed = lock(text, None).expect("a lock");
        assert_eq!(told(&guessed)[1].3, Relation::Transitive);
        assert_eq!(told(&guessed)[2].3, Relation::Direct);
    }

    #[test]
    fn berry_is_read_with_its_workspace() {
        let text = "__metadata:\n  version: 8\n\n\"a@npm:^1, a@npm:^1.1\":\n  version: 1.10\n  resolution: \"a@npm:1.10\"\n  dependencies:\n    b: ^2\n  linkType: hard\n\n\"b@npm:^2\":\n  version: 2.0.0\n  resolution: \"b@npm:2.0.0\"\n  linkType: hard\n\n\"old@npm:@s/c@^1\":\n  version: 1.0.0\n  resolution: \"@s/c@npm:1.0.0\"\n  linkType: hard\n\n\"own@workspace:.\":\n  version: 0.0.0-use.local\n  resolution: \"own@workspace:.\"\n  dependencies:\n    a: \"npm:^1\"\n    old: \"npm:@s/c@^1\"\n  linkType: soft\n";
        let inventory = lock(text, Some(r#"{"dependencies": {"a": "^1"}, "devDependencies": {"old": "npm:@s/c@^1"}}"#)).expect("a lock");
        assert_eq!(
            told(&inventory),
            [
                ("a", "1.10", Scope::Shipped, Relation::Direct),
                ("b", "2.0.0", Scope::Shipped, Relation::Transitive),
                ("@s/c", "1.0.0", Scope::Development, Relation::Direct),
                ("own", "", Scope::Shipped, Relation::Unknown),
            ]
        );
        assert_eq!(inventory.format, "yarn.lock v8");
        assert!(inventory.notes.is_empty(), "{:?}", inventory.notes);
    }

    #[test]
    fn what_is_no_lock_is_refused_with_its_line() {
        assert_eq!(lock("# x\nthis is no lock\n", None).expect_err("no lock").line, Some(2));
        assert_eq!(lock("a@1:\n  resolved \"x\"\n", None).expect_err("no version").line, Some(1));
        assert_eq!(lock("a@1:\n  version \"x\n", None).expect_err("no end").line, Some(2));
        assert!(lock("", None).expect("an empty lock").components.is_empty());
    }
}
