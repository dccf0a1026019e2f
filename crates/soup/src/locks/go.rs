//! `go.mod`, with the hashes of `go.sum` beside it.
//!
//! From Go 1.17 on `go.mod` lists every module of the build; before, `go.sum` is the only sign of what others bring. The standard library is
//! a component, since advisories name it.
//!
//! Source: the Go Modules Reference.

use super::{graph, text_of};
use crate::component::{Component, Hash, Inventory, Part, Relation};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;
use std::collections::{HashMap, HashSet};

/// Reads a `go.mod`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_of(path, files)?;
    let module = Module::read(&text)?;
    let mut inventory = Inventory { locked: true, ..Inventory::default() };
    let foreign = |name: &str, version: &str, line: u32| Component {
        ecosystem: Some(Ecosystem::Go),
        name: name.to_owned(),
        version: version.to_owned(),
        line,
        ..Component::default()
    };
    if let Some((line, name)) = module.name {
        inventory.components.push(Component { part: Part::Own, ..foreign(name, "", line) });
    }
    if let Some(stdlib) = module.standard_library() {
        inventory.notes.push((stdlib.line, "whoever builds may have a newer version of Go than the file names".to_owned()));
        inventory.components.push(Component { relation: Relation::Direct, ..stdlib });
    }
    let replaced: HashMap<Named<'_>, Named<'_>> = module.replaces.iter().copied().collect();
    let mut listed: HashSet<&str> = HashSet::new();
    for (line, name, version, indirect) in &module.requires {
        listed.insert(name);
        let relation = if *indirect { Relation::Transitive } else { Relation::Direct };
        let instead = replaced.get(&(*name, Some(*version))).or_else(|| replaced.get(&(*name, None)));
        let component = match instead {
            None => foreign(name, version, *line),
            Some((folder, None)) => {
                inventory.notes.push((*line, format!("`{}` is replaced by the folder {}", shown(name), shown(folder))));
                Component { part: Part::Own, ..foreign(name, "", *line) }
            }
            Some((other, Some(version))) => {
                inventory.notes.push((*line, format!("`{}` is replaced by {} {}", shown(name), shown(other), shown(version))));
                listed.insert(other);
                foreign(other, version, *line)
            }
        };
        inventory.components.push(Component { relation, ..component });
    }
    let mut sums = Sums::default();
    if let Some(sum) = Files::beside(path, "go.sum").and_then(|sum| files.text(&sum)) {
        sums = Sums::read(&sum, &mut inventory.notes);
    }
    for component in &mut inventory.components {
        if let Some(sum) = sums.0.get(&(component.name.clone(), component.version.clone())) {
            component.hashes.push(Hash { algorithm: "h1".to_owned(), value: sum.clone() });
        }
    }
    if module.before_1_17() {
        let mut rest: Vec<_> = sums.0.into_iter().filter(|((name, _), _)| !listed.contains(name.as_str())).collect();
        rest.sort_unstable();
        if !rest.is_empty() {
            let text =
                "before Go 1.17 the file does not list what others bring; that is taken from go.sum, and some of it may not be built";
            inventory.notes.push((1, text.to_owned()));
        }
        for ((name, version), sum) in rest {
            let hashes = vec![Hash { algorithm: "h1".to_owned(), value: sum }];
            inventory.components.push(Component { hashes, relation: Relation::Transitive, ..foreign(&name, &version, 1) });
        }
    }
    if let Some(Part::Own) = inventory.components.first().map(|first| first.part) {
        let direct = |position: &usize| inventory.components[*position].relation == Relation::Direct;
        inventory.components[0].needs = (1..inventory.components.len()).filter(direct).collect();
    }
    graph::settle(&mut inventory);
    Ok(inventory)
}

/// A module, and its version if one is named.
type Named<'t> = (&'t str, Option<&'t str>);

/// What a `go.mod` states.
#[derive(Default)]
struct Module<'t> {
    name: Option<(u32, &'t str)>,
    go: Option<(u32, &'t str)>,
    toolchain: Option<(u32, &'t str)>,
    requires: Vec<(u32, &'t str, &'t str, bool)>,
    /// What is replaced, and by what; a folder has no version.
    replaces: Vec<(Named<'t>, Named<'t>)>,
}

impl<'t> Module<'t> {
    fn read(text: &'t str) -> Result<Self, Refusal> {
        let mut module = Self::default();
        let mut block: Option<&str> = None;
        for (number, line) in (1_u32..).zip(text.lines()) {
            let (said, comment) = line.split_once("//").map_or((line, ""), |(said, comment)| (said, comment.trim()));
            let mut words = said.split_ascii_whitespace().map(|word| word.trim_matches(['"', '`'])).peekable();
            let verb = match block {
                Some(_) if words.peek() == Some(&")") => {
                    block = None;
                    continue;
                }
                Some(verb) => verb,
                None => {
                    let Some(verb) = words.next() else { continue };
                    if words.peek() == Some(&"(") || said.trim_end().ends_with("(") && words.peek().is_none() {
                        block = Some(verb.trim_end_matches('('));
                        continue;
                    }
                    verb
                }
            };
            let words: Vec<&str> = words.collect();
            if words.is_empty() {
                continue;
            }
            module.statement(verb, &words, comment, number)?;
        }
        if block.is_some() { Err(Refusal::whole("a block in parentheses does not end")) } else { Ok(module) }
    }

    fn statement(&mut self, verb: &str, words: &[&'t str], comment: &str, number: u32) -> Result<(), Refusal> {
        match (verb, words) {
            ("module", [name]) => self.name = Some((number, name)),
            ("go", [version]) => self.go = Some((number, version)),
            ("toolchain", [version]) => self.toolchain = Some((number, version)),
            ("require", [name, version]) => {
                let indirect = comment == "indirect" || comment.starts_with("indirect;");
                self.requires.push((number, name, version, indirect));
            }
            ("replace", [old, "=>", new]) => self.replaces.push(((old, None), (new, None))),
            ("replace", [old, "=>", new, version]) => self.replaces.push(((old, None), (new, Some(version)))),
            ("replace", [old, version, "=>", new]) => self.replaces.push(((old, Some(version)), (new, None))),
            ("replace", [old, version, "=>", new, other]) => self.replaces.push(((old, Some(version)), (new, Some(other)))),
            ("exclude" | "retract" | "godebug" | "tool" | "ignore", _) => {}
            _ => {
                let said = format!("{verb} {}", words.join(" "));
                return Err(Refusal::at(number, format!("go.mod has no such statement: `{}`", shown(&said))));
            }
        }
        Ok(())
    }

    /// Exact where a toolchain is named; else the language version, which is a least one.
    fn standard_library(&self) -> Option<Component> {
        let component = Component { ecosystem: Some(Ecosystem::Go), name: "stdlib".to_owned(), ..Component::default() };
        let toolchain = self.toolchain.and_then(|(line, name)| Some((line, name.strip_prefix("go")?)));
        match (toolchain, self.go) {
            (Some((line, version)), _) => {
                let version = version.split('-').next().unwrap_or(version).to_owned();
                Some(Component { version, line, ..component })
            }
            (None, Some((line, version))) => Some(Component { range: format!(">={version}"), line, ..component }),
            (None, None) => None,
        }
    }

    fn before_1_17(&self) -> bool {
        let Some((_, version)) = self.go else { return true };
        let mut parts = version.split('.').map(|part| part.parse::<u32>().unwrap_or(u32::MAX));
        (parts.next().unwrap_or(1), parts.next().unwrap_or(0)) < (1, 17)
    }
}

/// The hashes of whole modules, by name and version.
#[derive(Default)]
struct Sums(HashMap<(String, String), String>);

impl Sums {
    fn read(text: &str, notes: &mut Vec<(u32, String)>) -> Self {
        let mut sums = HashMap::new();
        for (number, line) in (1_u32..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
            match line.split_ascii_whitespace().collect::<Vec<_>>().as_slice() {
                [_, version, _] if version.ends_with("/go.mod") => {}
                [name, version, sum] if sum.starts_with("h1:") => {
                    sums.insert(((*name).to_owned(), (*version).to_owned()), (*sum).to_owned());
                }
                [_, _, _] => {}
                _ => {
                    notes.push((1, format!("go.sum is not followed: its line {number} is not understood")));
                    return Self::default();
                }
            }
        }
        Self(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lock(text: &str, sum: Option<&str>) -> Result<Inventory, Refusal> {
        let mut files = Files::default();
        files.insert("go.mod", text.as_bytes().to_vec());
        if let Some(sum) = sum {
            files.insert("go.sum", sum.as_bytes().to_vec());
        }
        read("go.mod", &files)
    }

    #[test]
    fn what_is_required_replaced_and_summed_is_told() {
        let text = "module m // the module\n\ngo 1.23.5\ntoolchain go1.23.6-x\nrequire (\n\tex.com/a v1.0.0\n\tex.com/b v2.0.0 // indirect\n\tex.com/c v1.0.0\n)\nrequire ex.com/d v1.0.0 // indirect; why\nreplace (\n\tex.com/a v1.0.0 => fork.com/a v1.1.0\n\tex.com/c => ../c\n)\nexclude ex.com/b v1.0.0\nretract [v1.0.0, v1.2.0]\n";
        let inventory = lock(text, Some("fork.com/a v1.1.0 h1:abc=\nfork.com/a v1.1.0/go.mod h1:def=\n")).expect("a module");
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.version.as_str(), one.relation, one.part)).collect();
        assert_eq!(
            told,
            [
                ("m", "", Relation::Unknown, Part::Own),
                ("stdlib", "1.23.6", Relation::Direct, Part::Foreign),
                ("fork.com/a", "v1.1.0", Relation::Direct, Part::Foreign),
                ("ex.com/b", "v2.0.0", Relation::Transitive, Part::Foreign),
                ("ex.com/c", "", Relation::Direct, Part::Own),
                ("ex.com/d", "v1.0.0", Relation::Transitive, Part::Foreign),
            ]
        );
        assert_eq!(inventory.components[2].hashes[0].value, "h1:abc=");
        assert_eq!(inventory.components[2].line, 6);
    }

    #[test]
    fn before_1_17_the_sums_say_what_else_there_is() {
        let sum = "ex.com/a v1.0.0 h1:abc=\nex.com/a v0.9.0/go.mod h1:x=\nex.com/b v1.0.0 h1:def=\nex.com/c v1.0.0/go.mod h1:ghi=\n";
        let inventory = lock("module m\ngo 1.16\nrequire ex.com/a v1.0.0\n", Some(sum)).expect("a module");
        let names: Vec<&str> = inventory.components.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["m", "stdlib", "ex.com/a", "ex.com/b"]);
        assert_eq!((inventory.components[1].version.as_str(), inventory.components[1].range.as_str()), ("", ">=1.16"));
        let newer = lock("module m\ngo 1.17\nrequire ex.com/a v1.0.0\n", Some(sum)).expect("a module");
        assert_eq!(newer.components.len(), 3);
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert_eq!(lock("\nthis is no module\n", None).expect_err("prose").line, Some(2));
        assert!(lock("require (\n", None).is_err());
        assert!(lock("", None).expect("nothing").components.is_empty());
    }
}
