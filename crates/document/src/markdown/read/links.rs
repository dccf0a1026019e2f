//! Where links and pictures of a text lead.

use crate::tree::{Target, Url};

/// A link to a record by its ID, or to somewhere outside; nothing where a reader must not be sent.
pub(super) fn target(url: &str) -> Option<Target> {
    if let Some(url) = Url::new(url) {
        return Some(Target::Url(url));
    }
    let (path, fragment) = url.split_once('#')?;
    let safe = |text: &str| !text.contains(':') && !text.contains('\\') && !text.chars().any(char::is_control);
    (safe(path) && safe(fragment) && !fragment.is_empty()).then(|| Target::Record(fragment.to_owned()))
}

/// The path of a file named relative to another one; nothing where it leaves the project or leads elsewhere.
#[must_use]
pub fn beside(file: &str, path: &str) -> Option<String> {
    if path.starts_with('/') || path.contains(['\\', ':', '?', '#']) || path.chars().any(char::is_control) {
        return None;
    }
    let mut steps: Vec<&str> = file.split('/').collect();
    steps.pop();
    along(steps, path)
}

/// Goes from a folder along a path, step by step; nothing where it leads out of where the folder is in.
pub(crate) fn along<'p>(mut steps: Vec<&'p str>, path: &'p str) -> Option<String> {
    for step in path.split('/') {
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
