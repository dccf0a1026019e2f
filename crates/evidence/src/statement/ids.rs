//! IDs of records that a test names itself.

use crate::entry::Case;
use primum_model::Schema;

/// The IDs in the name, the properties, traits and tags of a case, each once, in the order of the text.
///
/// An ID is a whole group (`SRS-DOSE-012`, or `SRS-1.B` for a part); letters, digits, `_` and `-` around it make it another word.
#[must_use]
pub fn ids(schema: &Schema, case: &Case) -> Vec<String> {
    let mut found = Vec::new();
    let properties = case.properties.iter().flat_map(|(name, value)| [name, value]);
    for text in std::iter::once(&case.name).chain(properties) {
        // Most names hold no dash at all, and there may be a million of them.
        if text.contains('-') {
            named(schema, text, &mut found);
        }
    }
    found
}

fn named(schema: &Schema, text: &str, found: &mut Vec<String>) {
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let from = &rest[start..];
        let end = from.find(|c| !is_part(c)).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        if schema.kind_of_id(word).is_some() {
            let mut next = after.chars();
            let part = (next.next() == Some('.')).then(|| next.next()).flatten().filter(char::is_ascii_uppercase);
            let alone = next.next().is_none_or(|c| !is_part(c));
            let id = match part {
                Some(letter) if alone => format!("{word}.{letter}"),
                _ => word.to_owned(),
            };
            if !found.contains(&id) {
                found.push(id);
            }
        }
        rest = after;
    }
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_groups_with_a_known_prefix_are_ids() {
        let find = |text: &str| {
            let mut found = Vec::new();
            named(&Schema::default(), text, &mut found);
            found
        };
        assert_eq!(find("SRS-DOSE-012: gives the dose [TC-12] (SRS-DOSE-012)"), ["SRS-DOSE-012", "TC-12"]);
        assert_eq!(find("verifies SRS-1.B, SRS-2. And SRS-3.txt"), ["SRS-1.B", "SRS-2", "SRS-3"]);
        for none in ["utf-8", "xSRS-1", "SRS-1_x", "SRS_1", "srs-1", "SRS-", "-SRS-1-", "äSRS-1", "SRS--1"] {
            assert_eq!(find(none), [""; 0], "{none}");
        }
    }
}
