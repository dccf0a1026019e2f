//! `package` and `import` of Java and Kotlin.

use super::masked::Masked;
use super::{How, Scanned};

pub(super) fn read(masked: &Masked<'_>, scanned: &mut Scanned) {
    for (start, line) in masked.lines() {
        let mut at = start;
        for statement in line.split_inclusive(';') {
            let trimmed = statement.trim().trim_end_matches(';').trim_end();
            let (word, rest) = trimmed.split_once(char::is_whitespace).unwrap_or((trimmed, ""));
            let rest = rest.trim();
            let rest = rest.strip_prefix("static ").map_or(rest, str::trim_start);
            let name = rest.split_whitespace().next().unwrap_or("");
            if word == "package" && scanned.offers.packages.is_empty() && !name.is_empty() {
                scanned.offers.packages.push(name.to_owned());
            } else if word == "import" && !name.is_empty() {
                let from = at + statement.find(name).unwrap_or(0);
                scanned.want(name, from, from + name.len(), How::Package);
            }
            at += statement.len();
        }
    }
}
