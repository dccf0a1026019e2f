//! `import` and `from … import` of Python.

use super::masked::Masked;
use super::{How, Scanned};

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    let code = masked.code.as_bytes();
    for (word, start, end) in masked.words(&["import", "from"]) {
        let before = masked.code[..start].rfind(['\n', ';', ':']).map_or(0, |at| at + 1);
        if !masked.code[before..start].trim().is_empty() {
            continue;
        }
        let stop = end_of_statement(code, end);
        let rest = masked.code[end..stop].replace(['\\', '(', ')'], " ");
        if word == "import" {
            let mut at = end;
            for part in rest.split(',') {
                let name = part.split_whitespace().next().unwrap_or("");
                let from = at + part.find(name).unwrap_or(0);
                scanned.want(name, from, from + name.len(), How::Module(Vec::new()));
                at += part.len() + 1;
            }
        } else if let Some((module, names)) = split_at_word(&rest, "import") {
            let target: String = module.split_whitespace().collect();
            let names = names.split(',').filter_map(|name| name.split_whitespace().next()).map(str::to_owned).collect();
            let from = end + module.len() - module.trim_start().len();
            scanned.want(&target, from, end + module.trim_end().len(), How::Module(names));
        }
    }
}

/// Where a statement ends: at a line break outside brackets that no stroke continues.
fn end_of_statement(code: &[u8], from: usize) -> usize {
    let mut open = false;
    for (at, byte) in code.iter().enumerate().skip(from) {
        match byte {
            b'(' => open = true,
            b')' => open = false,
            b';' => return at,
            b'\n' if !open && !code[from..at].trim_ascii_end().ends_with(b"\\") => return at,
            _ => {}
        }
    }
    code.len()
}

fn split_at_word<'t>(text: &'t str, word: &str) -> Option<(&'t str, &'t str)> {
    super::masked::words(text).find(|(found, ..)| *found == word).map(|(_, start, end)| (&text[..start], &text[end..]))
}
