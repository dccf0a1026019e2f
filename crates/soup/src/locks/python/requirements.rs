//! `requirements.txt` and its like, with `-r` and `-c`, hashes, and the `# via` that pip-compile and uv write.
//!
//! An included file that is read by itself is not repeated. Source: the documentation of pip, "Requirements File Format".

use super::requirement::Requirement;
use super::{Draft, USUAL, normal};
use crate::component::{Component, Hash, Inventory, Part, Relation, Scope};
use crate::files::Files;
use crate::locks::{checksum, file_name, graph, origin, text_of};
use crate::node::shown;
use crate::refusal::Refusal;
use std::collections::{HashMap, HashSet};

/// The deepest chain of included files.
const DEPTH: usize = 20;

/// Is this path such a file?
pub(in crate::locks) fn fits(path: &str) -> bool {
    let name = file_name(path).to_ascii_lowercase();
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| file_name(folder));
    name.strip_suffix(".txt").is_some_and(|stem| stem.contains("requirements") || folder == "requirements")
}

/// May a file at this path be included by such a file?
pub(in crate::locks) fn is_included(path: &str) -> bool {
    let name = file_name(path).to_ascii_lowercase();
    name.starts_with("constraints") && name.ends_with(".txt") || name.ends_with("requirements.in") || name == "base.in"
}

/// Reads a requirements file.
pub(in crate::locks) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let mut reader = Reader {
        draft: Draft::new(),
        files,
        scope: scope_of_name(path),
        pins: HashMap::new(),
        seen: HashSet::from([path.to_owned()]),
        unread: Vec::new(),
        asked: HashSet::new(),
        annotated: false,
        index: String::new(),
    };
    reader.file(path, &text_of(path, files)?, None, false, 0)?;
    reader.finish(path)
}

/// What a file is for, by the words of its name.
fn scope_of_name(path: &str) -> Scope {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.strip_suffix(".txt").unwrap_or(name).to_ascii_lowercase();
    let words = stem.split(['-', '_', '.']).chain(folder.rsplit('/').next().filter(|_| !stem.contains("requirements")));
    let words: Vec<&str> = words.collect();
    if words.iter().any(|word| matches!(*word, "test" | "tests" | "testing")) {
        Scope::Test
    } else if words
        .iter()
        .any(|word| matches!(*word, "dev" | "develop" | "development" | "lint" | "docs" | "doc" | "ci" | "build" | "tools"))
    {
        Scope::Development
    } else {
        Scope::Shipped
    }
}

struct Reader<'f> {
    draft: Draft,
    files: &'f Files,
    scope: Scope,
    /// Versions that constraints pin.
    pins: HashMap<String, String>,
    seen: HashSet<String>,
    /// Lines that were not understood.
    unread: Vec<(u32, String)>,
    /// Names that the annotations say the project asks for.
    asked: HashSet<usize>,
    annotated: bool,
    index: String,
}

/// The file where nothing else is said of a line: its lines are those of the file that includes it.
type Included = Option<u32>;

impl Reader<'_> {
    fn file(&mut self, path: &str, text: &str, included: Included, pins: bool, depth: usize) -> Result<(), Refusal> {
        let mut lines = (1_u32..).zip(text.lines());
        let mut last = None;
        let mut via = false;
        while let Some((number, first)) = lines.next() {
            let mut line = first.trim_end().to_owned();
            while line.ends_with('\\') && !line.trim_start().starts_with('#') {
                line.pop();
                let Some((_, more)) = lines.next() else { break };
                // A comment ends what is continued.
                line.push_str(if more.trim_start().starts_with('#') { " " } else { "" });
                line.push_str(more.trim_end());
            }
            let (said, comment) = without_comment(&line);
            let number = included.unwrap_or(number);
            if !said.is_empty() {
                via = false;
                last = self.line(path, said, number, included, pins, depth)?;
            } else if comment.is_empty() {
                last = None;
            }
            if let Some(position) = last {
                via = self.annotation(position, number, comment, via);
            }
        }
        Ok(())
    }

    /// `# via name`, or below it one name a line. Says whether names may follow.
    fn annotation(&mut self, position: usize, number: u32, comment: &str, via: bool) -> bool {
        let comment = comment.trim_start_matches('#').trim();
        let (names, follows) = match comment.strip_prefix("via") {
            Some(names) if names.is_empty() || names.starts_with([' ', ':']) => (names.trim_start_matches(':').trim(), true),
            _ if via => (comment, true),
            _ => return false,
        };
        self.annotated = true;
        for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if name.starts_with("-r") || name.contains('(') {
                self.asked.insert(position);
            } else if let Some(parent) = Requirement::read(name).filter(|parent| parent.clauses.is_empty()) {
                // Written the wrong way round, and turned once all are known.
                self.draft.need(position, number, parent.name, None);
            }
        }
        follows
    }

    fn line(
        &mut self,
        path: &str,
        said: &str,
        number: u32,
        included: Included,
        pins: bool,
        depth: usize,
    ) -> Result<Option<usize>, Refusal> {
        if let Some((option, value)) = option(said) {
            match option {
                "-r" | "--requirement" => self.include(path, value, number, pins, depth)?,
                "-c" | "--constraint" => self.include(path, value, number, true, depth)?,
                "-e" | "--editable" if !pins => return self.address(value.trim(), number, &[]),
                "-i" | "--index-url" | "--pypi-url" => self.index = origin::unusual(value, USUAL),
                "--extra-index-url" | "-f" | "--find-links" => {
                    let text =
                        format!("packages may come from {} as well; from where each comes cannot be told", origin::without_secret(value));
                    self.draft.inventory.notes.push((number, shown(&text).to_owned()));
                }
                option if option.starts_with("--") || option == "-e" => {}
                _ => self.unread.push((number, said.to_owned())),
            }
            return Ok(None);
        }
        let end = [" --", "\t--", " -C"].iter().filter_map(|start| said.find(start)).min().unwrap_or(said.len());
        let (head, options) = (said[..end].trim(), &said[end..]);
        let hashes = hashes(options);
        let begin = head.split([' ', ';']).next().unwrap_or(head);
        if begin.starts_with(['.', '/']) || begin.contains("://") || begin.starts_with("file:") || origin::is_archive(begin) {
            return if pins { Ok(None) } else { self.address(begin, number, &hashes) };
        }
        let Some(requirement) = Requirement::read(head) else {
            self.unread.push((number, said.to_owned()));
            return Ok(None);
        };
        if pins {
            if let Some(version) = requirement.exact() {
                self.pins.insert(normal(requirement.name), version.to_owned());
            }
            return Ok(None);
        }
        let exact = requirement.exact().unwrap_or_default().to_owned();
        let address = requirement.address;
        let wheel = of_wheel(address).map(|(_, version)| version.to_owned());
        let range = if !exact.is_empty() || !address.is_empty() {
            String::new()
        } else if requirement.clauses.is_empty() {
            "*".to_owned()
        } else {
            requirement.clauses.to_owned()
        };
        let component = Component {
            name: requirement.name.to_owned(),
            version: if exact.is_empty() { wheel.unwrap_or_default() } else { exact },
            range,
            scope: self.scope,
            hashes,
            origin: if address.is_empty() { self.index.clone() } else { origin::without_secret(address) },
            line: included.unwrap_or(number),
            ..Component::default()
        };
        self.draft.add(component).map(Some)
    }

    fn include(&mut self, path: &str, value: &str, number: u32, pins: bool, depth: usize) -> Result<(), Refusal> {
        let note = |reader: &mut Self, text: String| reader.draft.inventory.notes.push((number, text));
        let value = value.trim();
        if depth >= DEPTH {
            return Err(Refusal::at(number, format!("files include one another more than {DEPTH} deep")));
        }
        let Some(other) = Files::beside(path, value).filter(|_| !value.contains("://") && !value.starts_with('/')) else {
            note(self, format!("`{}` lies outside and is not followed", shown(value)));
            return Ok(());
        };
        let Some(text) = self.files.text(&other) else {
            note(self, format!("`{}` is not among the files", shown(value)));
            return Ok(());
        };
        if !pins && fits(&other) && depth == 0 {
            note(self, format!("`{}` is read by itself", shown(value)));
            return Ok(());
        }
        if self.seen.insert(other.clone()) {
            self.file(&other, &text, Some(number), pins, depth + 1)?;
        }
        Ok(())
    }

    /// A package by its address or path.
    fn address(&mut self, address: &str, number: u32, hashes: &[Hash]) -> Result<Option<usize>, Refusal> {
        let bare = address.split(['#', '[']).next().unwrap_or(address);
        let folder = !address.contains("://") && !origin::is_archive(bare);
        let egg = address.split_once("#egg=").map(|(_, egg)| egg.split(['&', '[', '=']).next().unwrap_or(egg));
        let (name, version) = of_wheel(bare).unwrap_or((egg.unwrap_or_default(), ""));
        if name.is_empty() && !folder {
            let text = format!("`{}` names no package", origin::without_secret(address));
            self.draft.inventory.notes.push((number, text));
        }
        let name = if name.is_empty() { origin::without_secret(bare) } else { name.to_owned() };
        let component = Component {
            name,
            version: version.to_owned(),
            scope: self.scope,
            part: if folder { Part::Own } else { Part::Foreign },
            origin: if folder { String::new() } else { origin::without_secret(address) },
            hashes: hashes.to_vec(),
            line: number,
            ..Component::default()
        };
        self.draft.add(component).map(Some)
    }

    fn finish(mut self, path: &str) -> Result<Inventory, Refusal> {
        if self.draft.inventory.components.is_empty()
            && let Some((line, text)) = self.unread.first()
        {
            return Err(Refusal::at(*line, format!("this is no requirement: `{}`", shown(text))));
        }
        for (line, text) in std::mem::take(&mut self.unread) {
            self.draft.inventory.notes.push((line, format!("not understood: `{}`", shown(&text))));
        }
        for component in &mut self.draft.inventory.components {
            if let Some(pin) =
                self.pins.get(&normal(&component.name)).filter(|_| component.version.is_empty() && component.origin.is_empty())
            {
                pin.clone_into(&mut component.version);
                component.range.clear();
            }
        }
        self.draft.connect();
        let mut inventory = self.draft.inventory;
        let mut turned: Vec<Vec<usize>> = vec![Vec::new(); inventory.components.len()];
        for (position, component) in inventory.components.iter_mut().enumerate() {
            for parent in std::mem::take(&mut component.needs) {
                turned[parent].push(position);
            }
        }
        for (component, needs) in inventory.components.iter_mut().zip(turned) {
            component.needs = needs;
        }
        let foreign = || inventory.components.iter().filter(|component| component.part == Part::Foreign);
        inventory.locked = foreign().count() > 0 && foreign().all(|component| !component.version.is_empty());
        let source = asked_in(path, self.files);
        let (locked, scope) = (inventory.locked, self.scope);
        for (position, component) in inventory.components.iter_mut().enumerate() {
            let direct = match &source {
                _ if self.annotated => self.asked.contains(&position),
                Some(source) => source.contains(&normal(&component.name)),
                // What pins all may be the outcome of `pip freeze`.
                None => !locked,
            };
            if direct {
                graph::ask(component, scope);
            } else if source.is_some() {
                component.relation = Relation::Transitive;
            }
        }
        if locked && !self.annotated && source.is_none() {
            inventory.notes.push((1, "all versions are pinned, so direct and transitive cannot be told apart".to_owned()));
        }
        graph::settle(&mut inventory);
        for component in &mut inventory.components {
            component.scope = scope;
        }
        Ok(inventory)
    }
}

/// The names in the file that pip-compile made this one from: the same name with `.in`.
fn asked_in(path: &str, files: &Files) -> Option<HashSet<String>> {
    let text = files.text(&format!("{}.in", path.strip_suffix(".txt")?))?;
    Some(text.lines().filter_map(|line| Requirement::read(without_comment(line).0)).map(|requirement| normal(requirement.name)).collect())
}

/// A line without its comment, and the comment. `#` inside a word begins none.
fn without_comment(line: &str) -> (&str, &str) {
    let begins = |at: usize| at == 0 || line[..at].ends_with([' ', '\t']);
    let found = line.match_indices('#').map(|(at, _)| at).find(|at| begins(*at));
    found.map_or((line.trim(), ""), |at| (line[..at].trim(), line[at..].trim()))
}

/// An option at the beginning of a line, and its value.
fn option(said: &str) -> Option<(&str, &str)> {
    if !said.starts_with('-') {
        return None;
    }
    if let Some((option, value)) = said.split_once([' ', '\t', '=']).filter(|_| said.starts_with("--")) {
        return Some((option, value.trim_start_matches('=').trim()));
    }
    for short in ["-r", "-c", "-e", "-i", "-f"] {
        if let Some(value) = said.strip_prefix(short)
            && (value.starts_with([' ', '\t']) || short == "-r" || short == "-c")
        {
            return Some((short, value.trim()));
        }
    }
    Some((said, ""))
}

fn hashes(options: &str) -> Vec<Hash> {
    let mut hashes = Vec::new();
    let mut words = options.split_ascii_whitespace().peekable();
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--hash") {
            Some("") => words.peek().copied(),
            Some(value) => value.strip_prefix('='),
            None => None,
        };
        checksum::add(&mut hashes, value.and_then(checksum::tagged));
    }
    hashes
}

/// The name and the version in the name of a wheel. Source: the binary distribution format of PyPA.
fn of_wheel(address: &str) -> Option<(&str, &str)> {
    let file = address.split(['#', '?']).next()?.rsplit('/').next()?.strip_suffix(".whl")?;
    let mut parts = file.split('-');
    Some((parts.next().filter(|name| !name.is_empty())?, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(files: &[(&str, &str)]) -> Inventory {
        let all: Files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        read(files[0].0, &all).expect("requirements")
    }

    #[test]
    fn names_say_what_a_file_is_for() {
        for (path, fit, scope) in [
            ("requirements.txt", true, Scope::Shipped),
            ("a/dev-requirements.txt", true, Scope::Development),
            ("requirements/test.txt", true, Scope::Test),
            ("requirements_3.txt", true, Scope::Shipped),
            ("notes.txt", false, Scope::Shipped),
        ] {
            assert_eq!((fits(path), scope_of_name(path)), (fit, scope), "{path}");
        }
    }

    #[test]
    fn what_is_compiled_says_who_brings_what() {
        let sum = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let text = format!(
            "# compiled\na==1.0 \\\n    --hash=sha256:{sum} \\\n    --hash=sha256:123\n    # via -r requirements.in\nb[x]==2.0 ; os_name == 'nt'\n    # via\n    #   a\n    #   c\nc==3 # via a\n"
        );
        let inventory = told(&[("requirements.txt", &text)]);
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.version.as_str(), one.relation, one.line)).collect();
        assert_eq!(told, [("a", "1.0", Relation::Direct, 2), ("b", "2.0", Relation::Transitive, 6), ("c", "3", Relation::Transitive, 10)]);
        assert_eq!(
            (inventory.components[0].hashes.len(), inventory.components[0].needs.as_slice(), inventory.locked),
            (1, &[1, 2][..], true)
        );
        assert!(inventory.notes.is_empty(), "{:?}", inventory.notes);
    }

    #[test]
    fn what_is_written_by_hand_has_ranges_includes_and_constraints() {
        let inventory = told(&[
            (
                "w/requirements-dev.txt",
                "-r ../more.in\n-r requirements.txt\n-c constraints.txt\nx>=1,<2 # why\ny\nz\n-e .\n-e git+https://t@h/g#egg=g\n./w.whl\nhttps://h/n-1.0-py3-none-any.whl\nno good line\n",
            ),
            ("w/requirements.txt", "self==1\n"),
            ("w/constraints.txt", "Y==4\n"),
            ("more.in", "m==1\n-r w/requirements-dev.txt\n"),
        ]);
        let told: Vec<_> =
            inventory.components.iter().map(|one| (one.name.as_str(), one.version.as_str(), one.range.as_str(), one.line)).collect();
        assert_eq!(
            told,
            [
                ("m", "1", "", 1),
                ("x", "", ">=1,<2", 4),
                ("y", "4", "", 5),
                ("z", "", "*", 6),
                (".", "", "", 7),
                ("g", "", "", 8),
                ("./w.whl", "", "", 9),
                ("n", "1.0", "", 10),
            ]
        );
        assert_eq!((inventory.components[4].part, inventory.components[5].origin.as_str()), (Part::Own, "git+https://h/g#egg=g"));
        assert!(inventory.components[..4].iter().all(|one| one.relation == Relation::Direct && one.scope == Scope::Development));
        assert!(!inventory.locked);
        assert!(inventory.notes.iter().any(|(line, note)| *line == 11 && note.contains("no good line")), "{:?}", inventory.notes);
    }

    #[test]
    fn what_holds_no_requirement_is_refused() {
        let files: Files = [("requirements.txt".to_owned(), b"# title\n\nsome prose here\n".to_vec())].into_iter().collect();
        assert_eq!(read("requirements.txt", &files).expect_err("prose").line, Some(3));
    }
}
