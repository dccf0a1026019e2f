//! Elixir and Erlang: `mix.lock`, a map of terms.

use super::gathering::{Gathering, text_at};
use super::mix_term::{self, Term, What};
use crate::component::{Component, Hash, Inventory};
use crate::ecosystem::Ecosystem;
use crate::files::Files;
use crate::node::shown;
use crate::refusal::Refusal;

/// Reads `mix.lock`.
pub(super) fn read(path: &str, files: &Files) -> Result<Inventory, Refusal> {
    let root = mix_term::read(&text_at(path, files)?)?;
    let What::Map(entries) = &root.what else { return Err(Refusal::at(root.line, "this is no map, and so no mix.lock")) };
    let mut gathered = Gathering::default();
    for (key, term) in entries {
        let parts = term.elements();
        let kind = parts.first().and_then(Term::word).unwrap_or_default();
        match kind {
            "hex" => hex(key, term, &mut gathered)?,
            "git" => git(key, term, &mut gathered)?,
            other => {
                return Err(Refusal::at(term.line, format!("the source `{}` of `{}` is not known", shown(other), shown(key))));
            }
        }
    }
    if !gathered.components.is_empty() {
        gathered.note(1, "mix.lock does not tell what the project asks for, nor what is for development and tests only");
    }
    Ok(gathered.into_inventory(true))
}

/// `{:hex, :name, "version", "inner", [managers], [needs], "repository", "outer"}`; older files end earlier.
fn hex(key: &str, term: &Term, gathered: &mut Gathering) -> Result<(), Refusal> {
    let parts = term.elements();
    let word = |position: usize| parts.get(position).and_then(Term::word).filter(|word| !word.is_empty());
    let Some((name, version)) = word(1).zip(word(2)) else {
        return Err(Refusal::at(term.line, format!("`{}` has no name or no version", shown(key))));
    };
    let mut component = Component {
        ecosystem: Some(Ecosystem::Hex),
        name: name.to_owned(),
        version: version.to_owned(),
        line: term.line,
        ..Component::default()
    };
    // The outer checksum is that of the archive as it is fetched; the inner one, of an older way to count, leaves out parts of it.
    if let Some(sum) = word(7).or_else(|| word(3)).filter(|sum| sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit())) {
        component.hashes.push(Hash { algorithm: "SHA-256".to_owned(), value: sum.to_lowercase() });
    }
    if let Some(repository) = word(6).filter(|repository| *repository != "hexpm") {
        repository.clone_into(&mut component.origin);
    }
    let position = gathered.add(key, component);
    for need in parts.get(5).map(Term::elements).unwrap_or_default() {
        if let Some(name) = need.elements().first().and_then(Term::word) {
            gathered.needs(position, name);
        }
    }
    Ok(())
}

/// `{:git, "address", "commit", options}`.
fn git(key: &str, term: &Term, gathered: &mut Gathering) -> Result<(), Refusal> {
    let parts = term.elements();
    let word = |position: usize| parts.get(position).and_then(Term::word).filter(|word| !word.is_empty());
    let Some((address, commit)) = word(1).zip(word(2)) else {
        return Err(Refusal::at(term.line, format!("`{}` has no address or no commit", shown(key))));
    };
    gathered.note(term.line, format!("`{}` is pinned to a commit, which has no place in the order of versions", shown(key)));
    gathered.add(
        key,
        Component {
            ecosystem: Some(Ecosystem::Hex),
            name: key.to_owned(),
            version: commit.to_owned(),
            origin: format!("{address}#{commit}"),
            line: term.line,
            ..Component::default()
        },
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::locks::testing::{lines, notes, read, refused, told};

    #[test]
    fn terms_of_packages_and_of_git_are_read() {
        let sum = "AB".repeat(32);
        let text = format!(
            "%{{\n  \"a\": {{:hex, :a_pkg, \"1.0.0\", \"x\", [:mix], [{{:b, \"~> 1\", [hex: :b, repo: \"hexpm\", optional: false]}}], \"hexpm\", \"{sum}\"}},\n  # why\n  b: {{:git, \"https://h.test/b\", \"abc\", [branch: \"x\"]}},\n}}\n"
        );
        let inventory = read("mix.lock", &[("mix.lock", &text)]).expect("read");
        assert_eq!(lines(&inventory), ["2 a_pkg 1.0.0 Unknown Shipped -> b", "4 b abc Unknown Shipped"]);
        assert_eq!(
            (inventory.components[0].hashes[0].value.clone(), inventory.components[1].origin.as_str()),
            ("ab".repeat(32), "https://h.test/b#abc")
        );
        assert!(notes(&inventory, "pinned to a commit"));
        assert_eq!(told("mix.lock", &[("mix.lock", "%{\"a\" => {:hex, :a, \"1.0\"}}")]), ["1 a 1.0 Unknown Shipped"]);
    }

    #[test]
    fn what_is_no_lock_is_refused_with_its_line() {
        refused("mix.lock", "%{\n\"a\": {:hex, }}", 2, "no name or no version");
        refused("mix.lock", "%{\n\"a\": {:path, \"x\"}}", 2, "source `path`");
        refused("mix.lock", "%{\n\"a\n\"", 2, "does not end on its line");
        refused("mix.lock", "[]", 1, "no map");
        refused("mix.lock", "%{} x", 1, "behind the end");
        refused("mix.lock", &"{".repeat(100_000), 1, "nested deeper");
    }
}
