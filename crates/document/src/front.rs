//! What stands at the front of a document in every format: the facts of its stamp in words, and the numbers of its headings.

use crate::stamp::Approval;
use crate::tree::{Document, Heading};

/// What is known of a document, as names and values in the order in which they are shown. What is not known is said.
#[must_use]
pub fn facts(document: &Document) -> Vec<(&str, String)> {
    let stamp = &document.stamp;
    let or = |text: &str, missing: &str| if text.is_empty() { missing.to_owned() } else { text.to_owned() };
    let mut facts = vec![
        ("Product", or(&stamp.product, "not stated")),
        ("Version", or(&stamp.version, "not stated")),
        ("Manufacturer", or(&stamp.manufacturer, "not stated")),
    ];
    if !stamp.class.is_empty() {
        facts.push(("Software safety class", stamp.class.clone()));
    }
    facts.push(("Document", or(&document.number, "no number")));
    facts.push(("Date of the snapshot", or(&stamp.date, "not known")));
    // Without a commit, the stamp says why there is none.
    facts.push(("Commit", or(&stamp.commit, if stamp.dirty.is_empty() { "not known" } else { &stamp.dirty })));
    if !stamp.commit.is_empty() && !stamp.dirty.is_empty() {
        facts.push(("Differs from the commit", stamp.dirty.clone()));
    }
    if !document.clauses.is_empty() {
        facts.push(("Answers", document.clauses.join(", ")));
    }
    facts.push(("Made by", or(&stamp.tool, "not stated")));
    facts.push(("SHA-256 of the content", or(&stamp.hash, "not sealed")));
    facts
}

/// Whether a signature counts, in words.
#[must_use]
pub fn holds(approval: &Approval) -> &'static str {
    if approval.holds { "holds" } else { "no longer holds" }
}

/// The columns of the list of approvals.
pub const APPROVALS: [&str; 6] = ["Name", "Role", "Meaning", "Time (UTC)", "Under", "State"];

/// What the list of approvals is a list of.
pub const SIGNED: &str =
    "Signatures under the records that this document is made of, with the meaning of each. The document itself bears none.";

/// What the list of approvals says of one, column by column.
#[must_use]
pub fn approval(approval: &Approval) -> [&str; 6] {
    [&approval.name, &approval.role, &approval.meaning, &approval.time, &approval.what, holds(approval)]
}

/// What stands in the place of the list of approvals where there is none.
pub const NOBODY: &str = "No signature stands under the records that this document is made of.";

/// The columns of the list of what is missing.
pub const MISSING: [&str; 3] = ["What", "Why", "What to do"];

/// Counts the headings that have numbers.
#[derive(Debug, Default)]
pub(crate) struct Numbers([u32; 6]);

impl Numbers {
    /// The number of the next heading: `2.1`; nothing where it has none.
    pub(crate) fn next(&mut self, heading: &Heading) -> Option<String> {
        if !heading.numbered {
            return None;
        }
        let level = usize::from(heading.level.clamp(1, 6));
        self.0.iter_mut().skip(level).for_each(|deeper| *deeper = 0);
        if let Some(own) = self.0.get_mut(level - 1) {
            *own += 1;
        }
        let parts: Vec<String> = self.0.iter().take(level).map(u32::to_string).collect();
        Some(parts.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_count_by_level() {
        let mut numbers = Numbers::default();
        let mut next = |level, numbered| numbers.next(&Heading { level, numbered, anchor: String::new(), text: Vec::new() });
        let all =
            [(1, true), (2, true), (2, false), (2, true), (1, true), (3, true), (2, true)].map(|(level, numbered)| next(level, numbered));
        let all: Vec<&str> = all.iter().flatten().map(String::as_str).collect();
        assert_eq!(all, ["1", "1.1", "1.2", "2", "2.0.1", "2.1"]);
    }
}
