//! Bundler: `Gemfile.lock`, whose sections tell the sources of gems, what they need, and what the project asks for.

use super::gathering::{Gathering, numbered, text_at};
use crate::component::{Component, Hash, Inventory, Part};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;
use std::collections::HashMap;

/// Sections in which gems stand, and those of which nothing becomes a component.
const SOURCES: &[&str] = &["GEM", "GIT", "PATH", "PLUGIN SOURCE"];
const OTHERS: &[&str] = &["PLATFORMS", "DEPENDENCIES", "RUBY VERSION", "BUNDLED WITH", "CHECKSUMS"];

/// Where the gems of a section come from.
#[derive(Default)]
struct Source {
    kind: String,
    remote: String,
    revision: String,
    in_specs: bool,
}

impl Source {
    fn origin(&self) -> String {
        match self.kind.as_str() {
            "GIT" if self.revision.is_empty() => self.remote.clone(),
            "GIT" => format!("{}#{}", self.remote, self.revision),
            "GEM" if matches!(self.remote.trim_end_matches('/'), "https://rubygems.org" | "http://rubygems.org") => String::new(),
            _ => self.remote.clone(),
        }
    }
}

/// Is it a lock file of Bundler?
pub(super) fn is_lock(path: &str) -> bool {
    matches!(super::file_name(path), "Gemfile.lock" | "gems.locked")
}

/// Reads a lock file.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let text = text_at(path, files)?;
    let mut gathered = Gathering::default();
    let mut section = String::new();
    let mut source = Source::default();
    let mut gem = None;
    let mut direct = Vec::new();
    let mut sums: HashMap<String, Vec<Hash>> = HashMap::new();
    for (line, whole) in numbered(&text) {
        let entry = whole.trim();
        if entry.is_empty() {
            continue;
        }
        if whole.starts_with(['<', '>', '=', '|']) {
            return Err(Refusal::at(line, "a merge has left its marks"));
        }
        let indent = whole.len() - whole.trim_start_matches(' ').len();
        if indent == 0 {
            entry.clone_into(&mut section);
            source = Source { kind: section.clone(), ..Source::default() };
            if !SOURCES.contains(&entry) && !OTHERS.contains(&entry) {
                gathered.note(line, format!("the section `{}` is not known", shown(entry)));
            }
            continue;
        }
        match (section.as_str(), indent) {
            ("", _) => return Err(Refusal::at(line, "a line stands before any section: this is no Gemfile.lock")),
            ("DEPENDENCIES", _) => direct.push((line, named(entry).0.trim_end_matches('!').to_owned())),
            ("CHECKSUMS", _) => {
                let (name, rest) = named(entry);
                let (version, listed) = rest.split_once(')').unwrap_or((rest, ""));
                let key = format!("{name}\0{}", version.split('-').next().unwrap_or(version));
                sums.entry(key).or_default().extend(listed.split(',').filter_map(checksum));
            }
            (kind, 2) if SOURCES.contains(&kind) => match entry.split_once(':').map(|(key, value)| (key, value.trim())) {
                Some(("specs", _)) => source.in_specs = true,
                Some(("remote", value)) if source.remote.is_empty() => value.clone_into(&mut source.remote),
                Some(("remote", value)) if kind == "GEM" => {
                    gathered.note(line, format!("gems of this section come from {} or {}", shown(&source.remote), shown(value)));
                }
                Some(("revision", value)) => value.clone_into(&mut source.revision),
                _ => {}
            },
            (kind, 4) if SOURCES.contains(&kind) && source.in_specs => {
                let (name, version) = named(entry);
                let Some(version) = version.strip_suffix(')').filter(|version| !version.is_empty()) else {
                    return Err(Refusal::at(line, format!("`{}` has no version", shown(name))));
                };
                // A version of a gem has no `-`; behind it the platform follows for which it is built.
                let version = version.split('-').next().unwrap_or(version);
                let component = Component {
                    ecosystem: Some(Ecosystem::RubyGems),
                    name: name.to_owned(),
                    version: version.to_owned(),
                    part: if kind == "PATH" && source.remote == "." { Part::Own } else { Part::Foreign },
                    origin: source.origin(),
                    line,
                    ..Component::default()
                };
                let position = gathered.add(format!("{name}\0{version}"), component);
                gathered.also(name, position);
                gem = Some(position);
            }
            (kind, 6) if SOURCES.contains(&kind) && source.in_specs => {
                let Some(position) = gem else { return Err(Refusal::at(line, "what a gem needs stands before any gem")) };
                gathered.needs(position, named(entry).0);
            }
            (kind, _) if SOURCES.contains(&kind) => {
                return Err(Refusal::at(line, format!("`{}` stands where neither a gem nor its needs do", shown(entry))));
            }
            _ => {}
        }
    }
    if section.is_empty() {
        return Err(Refusal::whole("no section is there: this is no Gemfile.lock"));
    }
    for (line, name) in direct {
        // Bundler itself is asked for at times and never locked.
        if !gathered.direct(&name) && name != "bundler" {
            gathered.note(line, format!("the project asks for `{}`, which the lock file does not hold", shown(&name)));
        }
    }
    for component in &mut gathered.components {
        if let Some(sums) = sums.remove(&format!("{}\0{}", component.name, component.version)) {
            component.hashes = sums;
        }
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "Gemfile.lock does not tell the groups of gems, so tools and tests count as shipped");
    }
    Ok(gathered.into_inventory(true))
}

/// `name (rest` of `name (rest)`; the bracket stays at the end.
fn named(entry: &str) -> (&str, &str) {
    entry.split_once(" (").unwrap_or((entry, ""))
}

fn checksum(text: &str) -> Option<Hash> {
    let (algorithm, value) = text.trim().split_once('=')?;
    let algorithm = match algorithm {
        "sha256" => "SHA-256",
        "sha512" => "SHA-512",
        other => other,
    };
    Some(Hash { algorithm: algorithm.to_owned(), value: value.to_lowercase() })
}

#[cfg(test)]
mod tests {
    use crate::component::Part;
    use crate::locks::testing::{lines, notes, read, refused};

    #[test]
    fn every_section_is_read() {
        let text = "PATH\n  remote: .\n  specs:\n    own (0.1)\n      a (~> 1)\n\nGIT\n  remote: https://x.test/g.git\n  revision: abc\n  specs:\n    g (2.0)\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    a (1.0-x86_64-linux)\n      b (>= 1)\n    a (1.0-java)\n    b (1.5)\n\nPLATFORMS\n  java\n\nDEPENDENCIES\n  g!\n  own!\n  a (~> 1)\n  gone\n\nCHECKSUMS\n  b (1.5) sha256=AB\n\nRUBY VERSION\n   ruby 3.0\n\nBUNDLED WITH\n   2.2\n\nNEW\n  x\n";
        let inventory = read("Gemfile.lock", &[("Gemfile.lock", text)]).expect("read");
        assert_eq!(
            lines(&inventory),
            ["4 own 0.1 Direct Shipped Own -> a", "11 g 2.0 Direct Shipped", "16 a 1.0 Direct Shipped -> b", "19 b 1.5 Transitive Shipped"]
        );
        assert_eq!(inventory.components[1].origin, "https://x.test/g.git#abc");
        assert_eq!((inventory.components[1].part, inventory.components[3].hashes[0].value.as_str()), (Part::Foreign, "ab"));
        assert!(notes(&inventory, "`NEW`") && notes(&inventory, "`gone`"));
    }

    #[test]
    fn a_gem_without_version_and_marks_of_a_merge_are_refused() {
        refused("Gemfile.lock", "GEM\n  specs:\n    a\n", 3, "no version");
        refused("Gemfile.lock", "GEM\n<<<<<<< HEAD\n", 2, "merge");
        refused("Gemfile.lock", "  a\n", 1, "before any section");
        refused("Gemfile.lock", "", 0, "no section");
    }
}
