//! What a reader makes of a few small files, in lines of text; and what every reader keeps, whatever the text.

use super::{FORMATS, read_as};
use crate::component::{Inventory, Part};
use crate::files::Files;
use crate::refusal::Refusal;
use proptest::prelude::*;

/// Reads the first of some files as a format.
pub(super) fn read(format: &str, files: &[(&str, &str)]) -> Result<Inventory, Refusal> {
    let all: Files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    read_as(format, files[0].0, &all)
}

/// Each component in a line: `3 name version (asks range) Direct Shipped -> needs`.
pub(super) fn lines(inventory: &Inventory) -> Vec<String> {
    let line = |one: &crate::Component| {
        let asks = if one.range.is_empty() { String::new() } else { format!(" (asks {})", one.range) };
        let own = if one.part == Part::Own { " Own" } else { "" };
        let needs: Vec<&str> = one.needs.iter().map(|need| inventory.components[*need].name.as_str()).collect();
        let needs = if needs.is_empty() { String::new() } else { format!(" -> {}", needs.join(", ")) };
        format!("{} {} {}{asks} {:?} {:?}{own}{needs}", one.line, one.name, one.version, one.relation, one.scope)
    };
    inventory.components.iter().map(line).collect()
}

/// The components of a file that is read.
pub(super) fn told(format: &str, files: &[(&str, &str)]) -> Vec<String> {
    lines(&read(format, files).expect("read"))
}

/// Is a file refused at this line, for a reason with these words?
pub(super) fn refused(format: &str, text: &str, line: u32, words: &str) {
    let refusal = read(format, &[("file", text)]).expect_err(text);
    assert!(refusal.line.unwrap_or_default() == line && refusal.reason.contains(words), "{text:?}: {refusal}");
}

/// Does a note of the inventory hold these words?
pub(super) fn notes(inventory: &Inventory, words: &str) -> bool {
    inventory.notes.iter().any(|(_, note)| note.contains(words))
}

/// Pieces of which the formats are made, so that random texts come beyond their first line.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("\n"),
        Just("\n  "),
        Just("\n    "),
        Just("\n      "),
        Just(" "),
        Just(": "),
        Just("="),
        Just("{"),
        Just("}"),
        Just("[requires]\n"),
        Just("[env:a]\nlib_deps = "),
        Just("${env.a}"),
        Just("${this.lib_deps}"),
        Just("GEM\n  specs:\n"),
        Just("DEPENDENCIES\n"),
        Just("a (1.0)"),
        Just("a/1.0@b/c#d"),
        Just("a:b:jar:1.0:compile"),
        Just("+- "),
        Just("|  "),
        Just("Package: a\nVersion: 1\n"),
        Just("P:a\nV:1\n"),
        Just("a:b:1=c\n"),
        Just("%{\"a\": {:hex, :a, \"1\"}}"),
        Just("{\"packages\": [], \"dependencies\": {\"a\": {\"b\": {\"type\": \"Direct\", \"resolved\": \"1\"}}}}"),
        Just("{\"graph_lock\": {\"nodes\": {\"0\": {\"ref\": \"a/1\", \"requires\": [\"0\"]}}}}"),
        Just("<project><dependencies><dependency><groupId>${a}</groupId></dependency></dependencies></project>"),
        Just("manifest:\n  projects:\n    - name: a\n      url: b\n"),
        Just("PODS:\n  - A (1.0):\n    - B\n"),
        Just("packages:\n  a:\n    version: 1\n"),
        Just("é"),
        Just("'"),
        Just("\""),
        Just("("),
        Just(")"),
        Just("#"),
        Just("@"),
        Just("\0"),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn keeps_its_word(text: &str) -> Result<(), TestCaseError> {
    for format in FORMATS {
        for path in ["file", "a/var/lib/dpkg/status", "dependency-locks/c.lockfile"] {
            if let Ok(inventory) = read(format.name, &[(path, text), ("Directory.Packages.props", text), ("pom.xml", text)]) {
                let count = inventory.components.len();
                for component in &inventory.components {
                    prop_assert!(component.needs.iter().all(|need| *need < count), "{}: an edge leads nowhere", format.name);
                    prop_assert!(component.line > 0, "{}: a component has no line", format.name);
                }
            }
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_by_every_reader(text in "(?s).{0,200}") {
        keeps_its_word(&text)?;
    }

    #[test]
    fn pieces_of_the_formats_are_read_or_refused_by_every_reader(text in pieces()) {
        keeps_its_word(&text)?;
    }
}
