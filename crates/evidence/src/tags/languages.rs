//! The languages of source files: how to know them by name, and how each writes comments and strings.

mod table;

pub use table::LANGUAGES;

use table::OBJECTIVE_C;

/// A language, as far as comments and strings go.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Its name, as reports show it.
    pub name: &'static str,
    /// Extensions of its files, in lower case.
    pub extensions: &'static [&'static str],
    /// Whole names of its files, where the extension does not tell.
    pub names: &'static [&'static str],
    /// Comments that begin with a mark and end with the line.
    pub(super) line: &'static [(&'static str, Where)],
    /// Comments between two marks; they are looked for before those of a line.
    pub(super) block: &'static [Block],
    /// Strings and what else hides marks of comments; the first that fits counts.
    pub(super) strings: &'static [Form],
    /// Does a backslash at the end of a line continue a comment of that line?
    pub(super) continued: bool,
    /// Is a string that stands where a statement begins documentation?
    pub(super) docstrings: bool,
}

/// Where the mark of a comment must stand to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Where {
    /// Anywhere.
    Anywhere,
    /// After white space, a separator, or at the beginning of a line.
    WordStart,
    /// With nothing but white space before it on its line.
    LineStart,
    /// In the first column.
    ColumnOne,
}

/// A comment between two marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// Does an opening mark within need a closing mark of its own?
    pub(super) nests: bool,
    /// Where both marks must stand.
    pub(super) at: Where,
}

/// How a mark of closing is written inside a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escape {
    /// It cannot be.
    None,
    /// After this byte, as everything else that is special.
    After(u8),
    /// Twice.
    Doubled,
}

/// Code inside a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hole {
    pub(super) open: &'static str,
    /// The bracket that nests in it, and the one that ends it.
    pub(super) brackets: (u8, u8),
}

/// Forms of strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Between two marks.
    Plain { open: &'static str, close: &'static str, escape: Escape, lines: bool, hole: Option<Hole>, at: Opens },
    /// One character between ticks; a tick that closes nothing is code, such as the lifetime of Rust and the attribute of Ada.
    Char { escape: Option<u8> },
    /// `r"…"`, `br##"…"##`.
    RustRaw,
    /// `#"…"#` and `#"""…"""#`, as Swift writes them.
    HashRaw,
    /// `R"name(…)name"`.
    CppRaw,
    /// `@"…"`, `$"…{code}…"`, `"""…"""` with any number of quotes.
    Csharp,
    /// `[[…]]`, `[==[…]==]`.
    Bracket,
    /// Lines after `<<WORD` up to a line that holds the word; the mark is what precedes the word.
    Heredoc(&'static str),
    /// `/…/` where a value may stand.
    Regex,
}

/// When the mark opens a string at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    Always,
    /// Not after a digit, where it separates thousands.
    NotInNumber,
    /// Not after a name, a number or a closing bracket, where it transposes.
    NotAfterValue,
    /// Only where a word may begin.
    AtWord,
    /// With nothing but white space before it on its line.
    AtLine,
}

/// Words of `#!` lines, and the language that each stands for.
const INTERPRETERS: &[(&str, &str)] = &[
    ("python", "Python"),
    ("bash", "shell"),
    ("dash", "shell"),
    ("ksh", "shell"),
    ("zsh", "shell"),
    ("sh", "shell"),
    ("ruby", "Ruby"),
    ("node", "JavaScript"),
    ("lua", "Lua"),
    ("pwsh", "PowerShell"),
];

impl Language {
    /// The language of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        LANGUAGES.iter().find(|language| language.name == name)
    }

    /// The language of a file, as far as its path tells.
    #[must_use]
    pub fn of_path(path: &str) -> Option<&'static Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if let Some(language) = LANGUAGES.iter().find(|language| language.names.contains(&name)) {
            return Some(language);
        }
        if let Some((first, _)) = name.split_once('.')
            && matches!(first, "Dockerfile" | "Makefile")
        {
            return Self::named(first);
        }
        let extension = extension(name)?.to_ascii_lowercase();
        LANGUAGES.iter().find(|language| language.extensions.contains(&extension.as_str()))
    }

    /// The language of a file. The content is looked at where the path leaves it open: `.m`, and scripts without an extension.
    #[must_use]
    pub fn of(path: &str, bytes: &[u8]) -> Option<&'static Self> {
        match Self::of_path(path) {
            Some(language) if *language == OBJECTIVE_C && extension(path) == Some("m") && !is_objective(bytes) => Self::named("MATLAB"),
            Some(language) => Some(language),
            None if Self::may_be_script(path) => of_interpreter(bytes),
            None => None,
        }
    }

    /// May a file without a telling name be a script, which its first line tells?
    #[must_use]
    pub fn may_be_script(path: &str) -> bool {
        extension(path.rsplit('/').next().unwrap_or(path)).is_none()
    }
}

/// What follows the last dot, where something precedes it.
fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').filter(|(stem, extension)| !stem.is_empty() && !extension.is_empty()).map(|(_, extension)| extension)
}

fn of_interpreter(bytes: &[u8]) -> Option<&'static Language> {
    let line = bytes.strip_prefix(b"#!")?;
    let line = &line[..line.iter().position(|byte| *byte == b'\n').unwrap_or(line.len()).min(200)];
    let words = line.split(|byte| !byte.is_ascii_alphabetic());
    let found = words.rev().find_map(|word| INTERPRETERS.iter().find(|(name, _)| name.as_bytes() == word))?;
    Language::named(found.1)
}

/// Does a `.m` file hold Objective-C? Its first lines import, include or declare; those of MATLAB do not.
fn is_objective(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(8 * 1024)];
    [b"#import".as_slice(), b"#include", b"@interface", b"@implementation", b"@import"]
        .iter()
        .any(|mark| memchr::memmem::find(head, mark).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_contents_tell_the_language() {
        for (path, bytes, name) in [
            ("src/a.rs", "", "Rust"),
            ("a/CMakeLists.txt", "", "CMake"),
            ("Dockerfile.test", "", "Dockerfile"),
            ("include/a.H", "", "C"),
            ("a.m", "% rate\nfunction y = f(x)\n", "MATLAB"),
            ("a.m", "#import <UIKit/UIKit.h>\n", "Objective-C"),
            ("tools/run", "#!/usr/bin/env python3\n", "Python"),
            ("tools/run", "#!/bin/sh -e\n", "shell"),
        ] {
            assert_eq!(Language::of(path, bytes.as_bytes()).map(|language| language.name), Some(name), "{path}");
        }
        for path in ["README", "notes.txt", "a.rs/b", ".rs", "image.png"] {
            assert_eq!(Language::of(path, b"text"), None, "{path}");
        }
    }

    #[test]
    fn no_two_languages_have_a_name_or_but_for_m_an_extension() {
        let mut names: Vec<&str> = LANGUAGES.iter().map(|it| it.name).collect();
        let mut files: Vec<&str> = LANGUAGES.iter().flat_map(|it| it.names).copied().collect();
        let mut extensions: Vec<&str> = LANGUAGES.iter().flat_map(|it| it.extensions).copied().collect();
        for list in [&mut names, &mut files, &mut extensions] {
            list.sort_unstable();
            let twice: Vec<&[&str]> = list.windows(2).filter(|pair| pair[0] == pair[1] && pair[0] != "m").collect();
            assert_eq!(twice, Vec::<&[&str]>::new());
        }
    }
}
