//! Paths of Rust: crates by their manifests, modules by their files.

use super::{Scanned, folder, name};
use std::collections::HashMap;

/// A path below a folder, its dots worked off; none where it leads out of the tree.
pub(super) fn join(folder: &str, target: &str) -> Option<String> {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

/// The crates of a tree.
pub(super) struct Crates<'f> {
    /// Folders of manifests, with the name of the crate.
    by_folder: HashMap<&'f str, &'f str>,
    /// The folders of the crates of a name.
    by_name: HashMap<&'f str, Vec<&'f str>>,
    /// Files of Rust, by path.
    files: HashMap<&'f str, u32>,
}

/// A module: the folder below which its crate's modules lie, the file of the crate's root, and the steps to it.
struct Module<'f> {
    base: String,
    root: Option<u32>,
    steps: Vec<&'f str>,
}

impl<'f> Crates<'f> {
    pub(super) fn new(files: &'f [Scanned], manifests: &'f [Scanned]) -> Self {
        let declared = files.iter().chain(manifests).filter(|file| name(&file.path) == "Cargo.toml");
        let declared = declared.filter_map(|file| Some((folder(&file.path), file.offers.manifest.as_deref()?)));
        let by_folder: HashMap<&str, &str> = declared.collect();
        let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
        for (folder, name) in &by_folder {
            by_name.entry(name).or_default().push(folder);
        }
        let rust = (0..).zip(files).filter(|(_, file)| file.path.ends_with(".rs"));
        Self { by_folder, by_name, files: rust.map(|(at, file)| (file.path.as_str(), at)).collect() }
    }

    /// The file of the module that a path leads to, or of the module that holds what it names.
    pub(super) fn find(&self, path: &'f str, within: &'f [String], target: &str) -> Option<u32> {
        let here = self.module(path);
        let target = target.trim_start_matches("r#");
        let outside = target.starts_with("::");
        let mut steps: Vec<&str> = target.split("::").map(str::trim).filter(|step| !step.is_empty()).collect();
        let first = *steps.first()?;
        let mut at: Vec<&str> = here.steps.iter().copied().chain(within.iter().map(String::as_str)).collect();
        match first {
            "crate" => at.clear(),
            "self" | "super" => {
                if first == "super" {
                    at.pop()?;
                }
                while steps.get(1) == Some(&"super") {
                    at.pop()?;
                    steps.remove(0);
                }
            }
            name => {
                // A module below this one goes before a crate of the same name, unless the path says that it means a crate.
                at.push(name);
                if outside || self.file(&here, &at).is_none() {
                    return self.in_crate(name, &steps[1..]);
                }
            }
        }
        at.extend(&steps[1..]);
        self.nearest(&here, at)
    }

    /// What a path names in another crate; none where several crates have its name.
    fn in_crate(&self, name: &str, steps: &[&str]) -> Option<u32> {
        let [folder] = self.by_name.get(name)?.as_slice() else { return None };
        let base = join(folder, "src")?;
        let root = self.files.get(format!("{base}/lib.rs").as_str()).copied()?;
        self.nearest(&Module { base, root: Some(root), steps: Vec::new() }, steps.to_vec())
    }

    /// The file of the longest part of a path that is a module.
    fn nearest(&self, of: &Module<'_>, mut steps: Vec<&str>) -> Option<u32> {
        while !steps.is_empty() {
            if let Some(file) = self.file(of, &steps) {
                return Some(file);
            }
            steps.pop();
        }
        of.root
    }

    fn file(&self, of: &Module<'_>, steps: &[&str]) -> Option<u32> {
        let path = join(&of.base, &steps.join("/"))?;
        let found = self.files.get(format!("{path}.rs").as_str());
        found.or_else(|| self.files.get(format!("{path}/mod.rs").as_str())).copied()
    }

    /// Which module a file is.
    fn module(&self, path: &'f str) -> Module<'f> {
        let mut home = folder(path);
        while !home.is_empty() && !self.by_folder.contains_key(home) {
            home = folder(home);
        }
        let inner = path.strip_prefix(home).unwrap_or(path).trim_start_matches('/');
        let stem = inner.strip_suffix(".rs").unwrap_or(inner);
        let all: Vec<&str> = stem.split('/').collect();
        // A program, a test, an example and a benchmark are crates of their own: a file, or a folder with `main.rs`.
        let own = match all.as_slice() {
            ["src", "bin", ..] => 2,
            ["tests" | "examples" | "benches", ..] => 1,
            _ => 0,
        };
        let (depth, roots): (usize, &[&str]) = match (own, all.as_slice()) {
            (0, ["src", ..]) => (1, &["lib.rs", "main.rs"]),
            (own @ 1.., steps) if steps.len() > own + 1 => (own + 1, &["main.rs"]),
            (own @ 1.., _) => (own, &[]),
            _ => (0, &[]),
        };
        let base = join(home, &all[..depth].join("/")).unwrap_or_default();
        let root = roots.iter().find_map(|root| self.files.get(join(&base, root)?.as_str())).or_else(|| self.files.get(path)).copied();
        let mut steps = all[depth..].to_vec();
        if steps.last() == Some(&"mod") || steps.len() == 1 && (own > 0 && depth == own || matches!(steps[0], "lib" | "main")) {
            steps.pop();
        }
        Module { base, root, steps }
    }
}
