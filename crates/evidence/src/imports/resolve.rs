//! Names to files: what one file wants is looked for in what all files offer.

mod names;
mod paths;

use super::{How, Scanned, Wanted};
use crate::tree::Import;
use names::Packages;
use paths::{Crates, join};
use std::collections::HashMap;

/// Leads the imports of files to files, by position in `files`. `manifests` are what was scanned of files that are no source, such as
/// `go.mod`; those that are source count as well. Names of Rust that are written in code and lead nowhere are left out.
#[must_use]
pub fn resolve(files: &[Scanned], manifests: &[Scanned]) -> Vec<Vec<Import>> {
    let index = Index::new(files, manifests);
    let import = |at: usize, wanted: &Wanted| {
        let mut to = index.find(at, wanted);
        to.sort_unstable();
        to.dedup();
        // What a file has of itself is no import.
        let itself = to.as_slice() == [at as u32];
        to.retain(|file| *file != at as u32);
        let dropped = itself || matches!(wanted.how, How::Path { loose: true, .. }) && to.is_empty();
        (!dropped).then(|| Import { target: wanted.target.clone(), span: wanted.span, to })
    };
    files.iter().enumerate().map(|(at, file)| file.wants.iter().filter_map(|wanted| import(at, wanted)).collect()).collect()
}

struct Index<'f> {
    files: &'f [Scanned],
    by_path: HashMap<&'f str, u32>,
    by_name: HashMap<&'f str, Vec<u32>>,
    crates: Crates<'f>,
    packages: Packages<'f>,
}

impl<'f> Index<'f> {
    fn new(files: &'f [Scanned], manifests: &'f [Scanned]) -> Self {
        let mut by_name: HashMap<&str, Vec<u32>> = HashMap::new();
        for (at, file) in (0..).zip(files) {
            by_name.entry(name(&file.path)).or_default().push(at);
        }
        Self {
            files,
            by_path: (0..).zip(files).map(|(at, file)| (file.path.as_str(), at)).collect(),
            by_name,
            crates: Crates::new(files, manifests),
            packages: Packages::new(files, manifests),
        }
    }

    fn find(&self, at: usize, wanted: &Wanted) -> Vec<u32> {
        let file = &self.files[at];
        let target = wanted.target.as_str();
        match &wanted.how {
            How::Quoted => self.include(folder(&file.path), target).into_iter().collect(),
            How::Angled if !target.contains('/') && is_of_the_standard(target) => Vec::new(),
            How::Angled => self.ending(target).into_iter().collect(),
            How::Path { within, .. } => self.crates.find(&file.path, within, target).into_iter().collect(),
            How::Module(names) => self.module(&file.path, target, names),
            How::Relative => self.script(folder(&file.path), target).into_iter().collect(),
            How::Package => self.packages.of_type(target),
            How::Folder => self.packages.of_folder(target),
            How::Namespace => self.packages.of_namespace(target, file),
        }
    }

    /// A file that stands where the path leads from here, or the only one whose path ends so.
    fn include(&self, folder: &str, target: &str) -> Option<u32> {
        let here = join(folder, target).and_then(|path| self.by_path.get(path.as_str()).copied());
        here.or_else(|| self.ending(target))
    }

    /// The only file whose path ends so.
    fn ending(&self, target: &str) -> Option<u32> {
        let target = join("", target.trim_start_matches("../"))?;
        let candidates = self.by_name.get(name(&target))?;
        let fits = |at: &&u32| {
            let head = self.files[**at as usize].path.strip_suffix(target.as_str());
            head.is_some_and(|head| head.is_empty() || head.ends_with('/'))
        };
        only(candidates.iter().filter(fits).copied())
    }

    /// A module of Python, or the modules in it that are taken.
    fn module(&self, path: &str, target: &str, names: &[String]) -> Vec<u32> {
        let dots = target.bytes().take_while(|byte| *byte == b'.').count();
        let steps = target[dots..].replace('.', "/");
        let bases: Vec<String> = if dots > 0 {
            let mut base = folder(path);
            for _ in 1..dots {
                if base.is_empty() {
                    return Vec::new();
                }
                base = folder(base);
            }
            vec![base.to_owned()]
        } else {
            self.bases(path, &steps)
        };
        for base in bases {
            let within = [base.as_str(), steps.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
            let taken: Vec<Option<u32>> = names.iter().map(|name| self.python(&format!("{within}/{name}"))).collect();
            let mut found: Vec<u32> = taken.iter().flatten().copied().collect();
            if found.len() < taken.len() || taken.is_empty() {
                found.extend(self.python(&within));
            }
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }

    /// Where an absolute module may begin: beside the file, at the root, in `src`, and in the only folder that holds all its steps and is
    /// no package itself.
    fn bases(&self, path: &str, steps: &str) -> Vec<String> {
        let mut bases = vec![folder(path).to_owned(), String::new(), "src".to_owned(), "lib".to_owned()];
        if steps.contains('/') {
            let first = steps.split('/').next().unwrap_or("");
            let holders =
                [format!("{steps}.py"), format!("{steps}/__init__.py")].into_iter().filter_map(|end| self.ending(&end).map(|at| (at, end)));
            for (at, end) in holders {
                let base = self.files[at as usize].path.strip_suffix(end.as_str()).unwrap_or("").trim_end_matches('/').to_owned();
                if !first.is_empty() && !self.by_path.contains_key(format!("{base}/__init__.py").as_str()) {
                    bases.push(base);
                }
            }
        }
        bases
    }

    fn python(&self, path: &str) -> Option<u32> {
        let found = ["py", "pyi", "pyx"].iter().find_map(|extension| self.by_path.get(format!("{path}.{extension}").as_str()));
        found.or_else(|| self.by_path.get(format!("{path}/__init__.py").trim_start_matches('/'))).copied()
    }

    /// A module of JavaScript, as a bundler finds it. Names without a leading dot are packages, which are not of the tree.
    fn script(&self, folder: &str, target: &str) -> Option<u32> {
        const ENDINGS: &[&str] = &["ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "d.ts", "vue", "svelte"];
        if !target.starts_with('.') {
            return None;
        }
        let path = join(folder, target.split(['?', '#']).next().unwrap_or(target))?;
        let of = |path: &str| self.by_path.get(path).copied();
        let written_in_typescript = || {
            let (stem, ending) = path.rsplit_once('.')?;
            let others: &[&str] = match ending {
                "js" | "jsx" => &["ts", "tsx"],
                "mjs" => &["mts"],
                "cjs" => &["cts"],
                _ => &[],
            };
            others.iter().find_map(|other| of(&format!("{stem}.{other}")))
        };
        of(&path)
            .or_else(written_in_typescript)
            .or_else(|| ENDINGS.iter().find_map(|ending| of(&format!("{path}.{ending}"))))
            .or_else(|| ENDINGS.iter().find_map(|ending| of(format!("{path}/index.{ending}").trim_start_matches('/'))))
    }
}

/// The one that there is; none where there are several.
fn only(mut found: impl Iterator<Item = u32>) -> Option<u32> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Is it a header of the C standard library? A file of the tree with such a name is not what angle brackets mean.
fn is_of_the_standard(target: &str) -> bool {
    const HEADERS: &[&str] = &[
        "assert.h",
        "complex.h",
        "ctype.h",
        "errno.h",
        "fenv.h",
        "float.h",
        "inttypes.h",
        "iso646.h",
        "limits.h",
        "locale.h",
        "math.h",
        "setjmp.h",
        "signal.h",
        "stdalign.h",
        "stdarg.h",
        "stdatomic.h",
        "stdbool.h",
        "stddef.h",
        "stdint.h",
        "stdio.h",
        "stdlib.h",
        "stdnoreturn.h",
        "string.h",
        "tgmath.h",
        "threads.h",
        "time.h",
        "uchar.h",
        "wchar.h",
        "wctype.h",
    ];
    HEADERS.contains(&target)
}
