//! `mod`, `use` and paths of Rust, and the crate that `Cargo.toml` declares.

use super::masked::{Masked, in_name, words};
use super::{How, Scanned};

/// The name of the crate, as code writes it.
pub(super) fn package(text: &str) -> Option<String> {
    let mut table = "";
    let mut name = None;
    for line in text.lines().map(str::trim) {
        if let Some(title) = line.strip_prefix('[') {
            table = title.split(']').next().unwrap_or("").trim();
        } else if let Some((key, value)) = line.split_once('=')
            && key.trim() == "name"
            && (table == "lib" || table == "package" && name.is_none())
        {
            name = value.split('#').next().map(|value| value.trim().trim_matches(['"', '\'']).replace('-', "_"));
        }
    }
    name
}

/// How deep groups in a `use` are followed.
const DEEPEST: usize = 50;

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    let code = &masked.code;
    let bytes = code.as_bytes();
    // What each open brace belongs to: a module within the file, or something else; and is it compiled for tests only?
    let mut around: Vec<(Option<String>, bool)> = Vec::new();
    let mut upto = 0;
    let mut behind = 0;
    for (word, start, end) in words(code) {
        for (at, byte) in bytes[upto..start].iter().enumerate() {
            match byte {
                b'{' => {
                    let before = &code[behind..upto + at];
                    around.push((module_before(before), is_for_tests(before)));
                }
                b'}' => drop(around.pop()),
                b';' => {}
                _ => continue,
            }
            behind = upto + at + 1;
        }
        upto = start;
        // What tests use is no dependency of the item that they test.
        if around.iter().any(|(_, tests)| *tests) {
            continue;
        }
        let within = || around.iter().filter_map(|(module, _)| module.clone()).collect::<Vec<_>>();
        let first_of_path = code[end..].starts_with("::") && !code[..start].ends_with("::") && !code[..start].ends_with('$');
        match word {
            // Parts of a `use` are read with it.
            _ if start < scanned.wants.last().map_or(0, |last| last.span.end as usize) => {}
            "use" => {
                let stop = code[end..].find(';').map_or(code.len(), |length| end + length);
                let mut paths = Vec::new();
                group(&code[end..stop], "", 0, &mut paths);
                let from = masked.next(end).min(stop);
                for path in paths {
                    scanned.want(&path, from, stop, How::Path { within: within(), loose: false });
                }
            }
            "mod" => {
                let rest = code[end..].trim_start();
                let name: String = rest.chars().take_while(|sign| in_name(*sign)).collect();
                if !name.is_empty() && rest[name.len()..].trim_start().starts_with(';') {
                    let from = masked.next(end);
                    scanned.want(&format!("self::{name}"), from, from + name.len(), How::Path { within: within(), loose: false });
                }
            }
            _ if first_of_path && (word.starts_with(char::is_lowercase) || word.starts_with('_')) => {
                let length = code[start..].find(|sign| !in_name(sign) && sign != ':').unwrap_or(code.len() - start);
                let path = code[start..start + length].trim_end_matches(':');
                scanned.want(path, start, start + path.len(), How::Path { within: within(), loose: true });
            }
            _ => {}
        }
    }
}

/// The name of the module whose brace opens after this code.
fn module_before(code: &str) -> Option<String> {
    let mut last = code.split_whitespace().rev();
    let name = last.next()?;
    (last.next() == Some("mod")).then(|| name.to_owned())
}

/// Does an attribute before the brace keep it to tests?
fn is_for_tests(code: &str) -> bool {
    code.contains("cfg(test)") || code.contains("cfg(all(test")
}

/// The paths of a `use`, its groups taken apart.
fn group(text: &str, prefix: &str, depth: usize, paths: &mut Vec<String>) {
    if depth > DEEPEST {
        return;
    }
    let (mut open, mut start) = (0usize, 0);
    for (at, byte) in text.bytes().enumerate().chain([(text.len(), b',')]) {
        match byte {
            b'{' => open += 1,
            b'}' => open = open.saturating_sub(1),
            b',' if open == 0 || at == text.len() => {
                let part = text[start..at].trim();
                start = (at + 1).min(text.len());
                if let Some((head, inner)) = part.split_once('{') {
                    let inner = inner.trim_end().strip_suffix('}').unwrap_or(inner);
                    group(inner, &format!("{prefix}{}", head.trim()), depth + 1, paths);
                } else if !part.is_empty() {
                    let name = part.split_whitespace().next().unwrap_or(part);
                    let path = format!("{prefix}{name}");
                    paths.push(path.trim_end_matches("::self").trim_end_matches("::*").to_owned());
                }
            }
            _ => {}
        }
    }
}
