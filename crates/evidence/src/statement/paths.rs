//! Paths as tools write them, made relative to the project where they lie in it.

use std::collections::HashMap;

/// What is known about the files of a project.
#[derive(Debug, Default)]
pub struct Paths {
    roots: Vec<String>,
    by_name: HashMap<String, Vec<String>>,
}

impl Paths {
    /// The names that the folder of the project has on this machine, and its files relative to that.
    pub fn new(roots: impl IntoIterator<Item = String>, files: impl IntoIterator<Item = String>) -> Self {
        let roots = roots.into_iter().map(|root| slashes(&root).trim_end_matches('/').to_owned()).filter(|root| !root.is_empty()).collect();
        let mut by_name: HashMap<String, Vec<String>> = HashMap::new();
        for file in files {
            by_name.entry(last(&file).to_owned()).or_default().push(file);
        }
        Self { roots, by_name }
    }

    /// The path relative to the project, where it lies in it; otherwise as it is written.
    ///
    /// A relative path that names no file of the project, but the end of exactly one, is that file: the tool ran in a folder below.
    #[must_use]
    pub fn normal(&self, written: &str) -> String {
        let decoded = written.strip_prefix("file://").map(|rest| {
            let path = rest.strip_prefix("localhost").filter(|rest| rest.starts_with('/')).unwrap_or(rest);
            let path = percent(path);
            // A drive follows the third slash.
            if is_drive(path.get(1..).unwrap_or("")) { path[1..].to_owned() } else { path }
        });
        let path = slashes(decoded.as_deref().unwrap_or(written));
        if path.starts_with('/') || is_drive(&path) {
            let inside = self.roots.iter().find_map(|root| path.strip_prefix(root.as_str())?.strip_prefix('/').and_then(lexical));
            return inside.unwrap_or_else(|| written.to_owned());
        }
        if path.contains("://") {
            return written.to_owned();
        }
        let Some(path) = lexical(&path) else { return written.to_owned() };
        let Some(like) = self.by_name.get(last(&path)) else { return path };
        if like.contains(&path) {
            return path;
        }
        let mut ends = like.iter().filter(|file| file.strip_suffix(path.as_str()).is_some_and(|before| before.ends_with('/')));
        match (ends.next(), ends.next()) {
            (Some(only), None) => only.clone(),
            _ => path,
        }
    }
}

/// `a/./b/../c` as `a/c`; nothing where it climbs out or names nothing.
fn lexical(path: &str) -> Option<String> {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop()?;
            }
            step => steps.push(step),
        }
    }
    (!steps.is_empty()).then(|| steps.join("/"))
}

/// Backslashes are separators where the path is one of Windows; elsewhere they may stand in a name.
fn slashes(path: &str) -> String {
    if is_drive(path) || path.contains('\\') && !path.contains('/') { path.replace('\\', "/") } else { path.to_owned() }
}

fn is_drive(path: &str) -> bool {
    matches!(path.as_bytes(), [letter, b':', b'/' | b'\\', ..] if letter.is_ascii_alphabetic())
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `%20` as a blank; what is no UTF-8 then stays as it is written.
fn percent(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| (*byte as char).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_the_project_become_relative_and_others_stay() {
        let files = ["src/a b.c", "src/dose.c", "alarm/main.c", "flow/main.c", "java/src/com/x/A.java"];
        let paths = Paths::new(["/home/me/pump/".to_owned(), "C:\\pump".to_owned()], files.map(str::to_owned));
        for (written, normal) in [
            ("/home/me/pump/src/dose.c", "src/dose.c"),
            ("/home/me/pump/build/../src/dose.c", "src/dose.c"),
            ("file:///home/me/pump/src/a%20b.c", "src/a b.c"),
            ("file://localhost/home/me/pump/src/dose.c", "src/dose.c"),
            ("file:///C:/pump/src/dose.c", "src/dose.c"),
            ("C:\\pump\\src\\dose.c", "src/dose.c"),
            ("src\\dose.c", "src/dose.c"),
            ("./src/dose.c", "src/dose.c"),
            ("dose.c", "src/dose.c"),
            ("com/x/A.java", "java/src/com/x/A.java"),
            ("build/../src/dose.c", "src/dose.c"),
            // In two places, in none, out of the project: as written.
            ("main.c", "main.c"),
            ("gen/new.c", "gen/new.c"),
            ("../dose.c", "../dose.c"),
            ("a/../../pump/src/dose.c", "a/../../pump/src/dose.c"),
            ("/home/me/pump2/src/dose.c", "/home/me/pump2/src/dose.c"),
            ("/home/me/pump/../x.c", "/home/me/pump/../x.c"),
            ("/usr/include/dose.c", "/usr/include/dose.c"),
            ("https://host/src/dose.c", "https://host/src/dose.c"),
            ("file:///etc/dose.c", "file:///etc/dose.c"),
            ("%", "%"),
            ("", ""),
        ] {
            assert_eq!(paths.normal(written), normal, "{written}");
        }
    }
}
