//! The first line of a written pipeline: that it was written, and whether anybody has changed it since.

use sha2::{Digest, Sha256};

/// How the first line begins.
const MARK: &str = "# Written by `primum ci`, sha256:";

/// How many digits of the hash are shown.
const DIGITS: usize = 16;

/// Where a file comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// This program has written it, and nobody has changed it.
    Written,
    /// This program has written it, and somebody has changed it.
    Changed,
    /// Somebody else has written it, or made it their own by taking out the mark.
    Foreign,
}

/// The text with its first line.
pub(super) fn marked(body: &str) -> String {
    format!("{MARK}{}\n{body}", hash(body))
}

/// Where a text comes from. Ends of lines do not matter: git may change them.
#[must_use]
pub fn origin(text: &str) -> Origin {
    let text = text.replace("\r\n", "\n");
    let Some((told, body)) = text.strip_prefix(MARK).and_then(|rest| rest.split_once('\n')) else { return Origin::Foreign };
    if told.trim() == hash(body) { Origin::Written } else { Origin::Changed }
}

fn hash(body: &str) -> String {
    let mut digits: String = Sha256::digest(body.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    digits.truncate(DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_by_hand_is_seen() {
        let text = marked("a: b\n");
        assert_eq!(origin(&text), Origin::Written);
        assert_eq!(origin(&text.replace('\n', "\r\n")), Origin::Written);
        assert_eq!(origin(&text.replace("a: b", "a: c")), Origin::Changed);
        assert_eq!(origin("a: b\n"), Origin::Foreign);
        assert_eq!(origin(""), Origin::Foreign);
        assert_eq!(origin(&text[..text.len() - 6]), Origin::Foreign, "a mark without an end of its line marks nothing");
    }
}
