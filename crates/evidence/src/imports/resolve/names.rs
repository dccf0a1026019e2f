//! Packages of Java, Kotlin and Go, and namespaces of C#: names that files declare.

use super::{Scanned, folder, name, only};
use std::collections::HashMap;

/// What files declare.
pub(super) struct Packages<'f> {
    files: &'f [Scanned],
    /// Files of Java, Kotlin and C#, by the package or namespace.
    by_package: HashMap<&'f str, Vec<u32>>,
    /// Files of Go that are no tests, by folder.
    by_folder: HashMap<&'f str, Vec<u32>>,
    /// The modules of Go, with their folders.
    modules: Vec<(&'f str, &'f str)>,
}

impl<'f> Packages<'f> {
    pub(super) fn new(files: &'f [Scanned], manifests: &'f [Scanned]) -> Self {
        let mut by_package: HashMap<&str, Vec<u32>> = HashMap::new();
        let mut by_folder: HashMap<&str, Vec<u32>> = HashMap::new();
        for (at, file) in (0..).zip(files) {
            for package in &file.offers.packages {
                by_package.entry(package).or_default().push(at);
            }
            if file.path.ends_with(".go") && !file.path.ends_with("_test.go") {
                by_folder.entry(folder(&file.path)).or_default().push(at);
            }
        }
        let declared = files.iter().chain(manifests).filter(|file| name(&file.path) == "go.mod");
        let mut modules: Vec<(&str, &str)> =
            declared.filter_map(|file| Some((file.offers.manifest.as_deref()?, folder(&file.path)))).collect();
        // The longest name that fits is the module.
        modules.sort_unstable_by_key(|(module, folder)| (std::cmp::Reverse(module.len()), *folder));
        Self { files, by_package, by_folder, modules }
    }

    /// The file of a type, of a type around what is named, or all files of a package that is taken as a whole.
    pub(super) fn of_type(&self, target: &str) -> Vec<u32> {
        if let Some(package) = target.strip_suffix(".*")
            && let Some(files) = self.by_package.get(package)
        {
            return files.clone();
        }
        let mut path = target.trim_end_matches(".*");
        while let Some((package, wanted)) = path.rsplit_once('.') {
            if let Some(files) = self.by_package.get(package) {
                let is_it = |at: &&u32| name(&self.files[**at as usize].path).split('.').next() == Some(wanted);
                let named = only(files.iter().filter(is_it).copied());
                // A function of Kotlin has no file of its name; where the package is one file, that is it.
                return named.or_else(|| only(files.iter().copied())).into_iter().collect();
            }
            path = package;
        }
        Vec::new()
    }

    /// The files of a package of Go.
    pub(super) fn of_folder(&self, target: &str) -> Vec<u32> {
        for (module, home) in &self.modules {
            let Some(rest) = target.strip_prefix(module).filter(|rest| rest.is_empty() || rest.starts_with('/')) else { continue };
            let path = super::join(home, rest).unwrap_or_default();
            return self.by_folder.get(path.as_str()).cloned().unwrap_or_default();
        }
        Vec::new()
    }

    /// The files of a namespace that declare a type which the file names. `using static` names the type itself.
    pub(super) fn of_namespace(&self, target: &str, file: &Scanned) -> Vec<u32> {
        let declares = |at: &&u32, is_meant: &dyn Fn(&String) -> bool| self.files[**at as usize].offers.types.iter().any(is_meant);
        if let Some(files) = self.by_package.get(target) {
            let used = |name: &String| file.offers.words.binary_search(name).is_ok();
            return files.iter().filter(|at| declares(at, &used)).copied().collect();
        }
        let Some((namespace, wanted)) = target.rsplit_once('.') else { return Vec::new() };
        let files = self.by_package.get(namespace).map_or(&[][..], Vec::as_slice);
        files.iter().filter(|at| declares(at, &|name: &String| name == wanted)).copied().collect()
    }
}
