//! The lock files, manifests and SBOMs of a project, gathered before anything is read, so that a reader can look at what stands beside.

use std::collections::BTreeMap;

/// Files by their path, relative to the project, with `/`.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// Takes a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: Vec<u8>) {
        self.0.insert(path.into(), bytes);
    }

    /// The bytes of a file.
    #[must_use]
    pub fn bytes(&self, path: &str) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// The text of a file.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<String> {
        self.bytes(path).map(primum_evidence::text_of)
    }

    /// Every path, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The files in the same folder as a path, itself included where it is one; what lies in folders below is left out.
    #[must_use]
    pub fn neighbours(&self, path: &str) -> Vec<&str> {
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let mut neighbours = Vec::new();
        let mut from = folder.to_owned();
        while let Some((next, _)) = self.0.range(from.clone()..).next() {
            let Some(rest) = next.strip_prefix(folder) else { break };
            if let Some(below) = rest.find('/') {
                // The next step after all of the folder below: `0` is the character after `/`.
                from = format!("{folder}{}0", &rest[..below]);
            } else {
                neighbours.push(next.as_str());
                from = format!("{next}\0");
            }
        }
        neighbours
    }

    /// The path of a file beside another, or reached from there: `beside("a/b/lock", "../c")` is `a/c`. `None` if it leads out of the project.
    #[must_use]
    pub fn beside(path: &str, relative: &str) -> Option<String> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
        for step in relative.split(['/', '\\']) {
            match step {
                "" | "." => {}
                ".." => {
                    steps.pop()?;
                }
                step => steps.push(step),
            }
        }
        Some(steps.join("/"))
    }
}

impl FromIterator<(String, Vec<u8>)> for Files {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self(files.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_those_of_the_folder_alone() {
        let files: Files =
            ["a", "b/c", "b/c/d", "b/c/e/f", "b/c0", "b/c1", "bb"].map(|path| (path.to_owned(), Vec::new())).into_iter().collect();
        assert_eq!(files.neighbours("b/x"), ["b/c", "b/c0", "b/c1"]);
        assert_eq!(files.neighbours("x"), ["a", "bb"]);
        assert_eq!(files.neighbours("b/c/d"), ["b/c/d"]);
    }

    #[test]
    fn a_neighbour_is_found_and_never_outside() {
        assert_eq!(Files::beside("a/b/lock", "pom.xml").as_deref(), Some("a/b/pom.xml"));
        assert_eq!(Files::beside("a/b/lock", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(Files::beside("lock", "pom.xml").as_deref(), Some("pom.xml"));
        assert_eq!(Files::beside("a/lock", "../../etc/passwd"), None);
    }
}
