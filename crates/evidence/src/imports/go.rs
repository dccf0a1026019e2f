//! `import` of Go, and the module that `go.mod` declares.

use super::masked::{Masked, STRING};
use super::{How, Scanned};

/// The path of the module.
pub(super) fn module(text: &str) -> Option<String> {
    let line = text.lines().find_map(|line| line.trim().strip_prefix("module "))?;
    let path = line.split("//").next().unwrap_or("").trim().trim_matches('"');
    (!path.is_empty()).then(|| path.to_owned())
}

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    let mut found = Vec::new();
    for (_, start, end) in masked.words(&["import"]) {
        // It stands where a statement begins.
        let before = masked.code[..start].rfind(['\n', ';']).map_or(0, |at| at + 1);
        if !masked.code[before..start].trim().is_empty() {
            continue;
        }
        let next = masked.next(end);
        let until = if masked.byte(next) == b'(' { [')', ')'] } else { ['\n', ';'] };
        let stop = masked.code[next..].find(until).map_or(masked.code.len(), |length| next + length);
        found.extend(masked.code.as_bytes()[next..stop].iter().enumerate().filter(|(_, byte)| **byte == STRING).map(|(at, _)| next + at));
    }
    for at in found {
        if let Some((target, end)) = masked.string(at) {
            scanned.want(target, at, end, How::Folder);
        }
    }
}
