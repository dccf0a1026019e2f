//! What source files import: names out of their text, and the files of the tree that these lead to.
//!
//! [`scan`] takes one file and says what it wants and what it offers, so a tree of any size can stream through it; [`resolve`] joins
//! what was scanned. A name that leads out of the tree, or may lead to several places, leads nowhere: nothing is guessed.

mod csharp;
mod go;
mod include;
mod jvm;
mod masked;
mod python;
mod resolve;
mod rust;
mod script;

pub use resolve::resolve;

use crate::tags::languages::Language;
use crate::tree::Import;
use masked::Masked;
use primum_model::Span;

/// What a file wants of others and offers to them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned {
    /// Its path, relative to the project, with `/`.
    pub path: String,
    /// What it imports, in the order of the text, each name once.
    pub wants: Vec<Wanted>,
    /// What it can be found by, beside its path.
    offers: Offers,
}

/// One name that a file imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What is imported, as it is written; without line breaks.
    pub target: String,
    /// Where it stands in the text of the file.
    pub span: Span,
    how: How,
}

/// How a name is to be looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum How {
    /// A file beside this one, or below a folder of includes.
    Quoted,
    /// A file below a folder of includes.
    Angled,
    /// A path of Rust, seen from these modules within the file; one that is written in code counts only where it leads into the tree.
    Path { within: Vec<String>, loose: bool },
    /// A module of Python, with what is taken from it.
    Module(Vec<String>),
    /// A module of JavaScript.
    Relative,
    /// A package or type of Java or Kotlin.
    Package,
    /// A package of Go.
    Folder,
    /// A namespace of C#.
    Namespace,
}

/// What a file can be found by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Offers {
    /// The package or namespaces that it declares.
    packages: Vec<String>,
    /// The types that it declares.
    types: Vec<String>,
    /// The words that it uses, sorted; only where a namespace alone does not tell which file is meant.
    words: Vec<String>,
    /// The name of the crate or module that a manifest declares.
    manifest: Option<String>,
}

/// Reads what a file imports. A file of a language that is not known imports nothing.
#[must_use]
pub fn scan(path: &str, text: &str) -> Scanned {
    let mut scanned = Scanned { path: path.to_owned(), ..Scanned::default() };
    match path.rsplit('/').next().unwrap_or(path) {
        "Cargo.toml" => scanned.offers.manifest = rust::package(text),
        "go.mod" => scanned.offers.manifest = go::module(text),
        _ => {}
    }
    let Some(language) = Language::of(path, text.as_bytes()) else { return scanned };
    let read: fn(&Masked<'_>, &mut Scanned) = match language.name {
        "C" | "C++" | "Objective-C" => include::read,
        "Rust" => rust::read,
        "Python" => python::read,
        "JavaScript" | "TypeScript" => script::read,
        "Java" | "Kotlin" => jvm::read,
        "Go" => go::read,
        "C#" => csharp::read,
        _ => return scanned,
    };
    read(&Masked::new(text, language), &mut scanned);
    let mut seen = std::collections::HashSet::new();
    scanned.wants.retain(|wanted| seen.insert((wanted.target.clone(), format!("{:?}", wanted.how))));
    scanned
}

/// Reads and resolves whole files at once: the imports of each, with spans in its text. Names of Rust that are written in code and lead
/// nowhere are left out.
#[must_use]
pub fn read(files: &[(&str, &str)]) -> Vec<Vec<Import>> {
    let scanned: Vec<Scanned> = files.iter().map(|(path, text)| scan(path, text)).collect();
    resolve(&scanned, &[])
}

impl Scanned {
    /// A file of which nobody asked what it imports.
    pub(crate) fn nothing(path: &str) -> Self {
        Self { path: path.to_owned(), ..Self::default() }
    }

    fn want(&mut self, target: &str, start: usize, end: usize, how: How) {
        let target = target.split_whitespace().collect::<Vec<_>>().join(" ");
        if !target.is_empty() {
            self.wants.push(Wanted { target, span: Span::new(start, end), how });
        }
    }
}

#[cfg(test)]
mod tests;
