//! The fingerprint of a record: SHA-256 over what it says, not over how it is written down.
//!
//! Line wrapping, the order of fields, the file and the place in it do not count; neither do fields that the kind calls not
//! normative. Kind, ID, title, normative fields (defaults of the front matter included) and body do. The version of the
//! algorithm is stored beside every fingerprint, so that a later algorithm cannot make old approvals look broken.

use crate::lines::{Lines, What};
use crate::record::Record;
use sha2::{Digest, Sha256};
use std::fmt;

/// Version of the algorithm.
pub const FINGERPRINT_VERSION: u32 = 1;

/// The fingerprint of a record.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint that no record has, as far as SHA-256 can be relied on.
    pub const NONE: Self = Self([0; 32]);

    /// Of a record.
    #[must_use]
    pub fn of(record: Record<'_>) -> Self {
        let mut hash = Sha256::new();
        let mut piece = |text: &str| {
            // The length before each piece keeps two different records from running into the same bytes.
            hash.update((text.len() as u64).to_le_bytes());
            hash.update(text.as_bytes());
        };
        piece(&format!("primum fingerprint {FINGERPRINT_VERSION}"));
        piece(&record.spec().name);
        piece(record.id());
        piece(&folded(&record.title()));
        let mut fields: Vec<(&str, String)> =
            record.fields().filter(|value| value.field.normative).map(|value| (value.field.name.as_str(), folded(value.text))).collect();
        fields.sort();
        for (name, value) in &fields {
            piece(name);
            piece(value);
        }
        // An empty piece ends the fields: no field has an empty name.
        piece("");
        piece(&if record.is_row() { folded(&record.body()) } else { canonical_body(record) });
        Self(hash.finalize().into())
    }

    /// The fingerprint that a text of 64 hexadecimal digits names, as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; 32];
        if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for (byte, at) in bytes.iter_mut().zip((0..64).step_by(2)) {
            *byte = u8::from_str_radix(text.get(at..at + 2)?, 16).ok()?;
        }
        Some(Self(bytes))
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// White space folded to single blanks.
fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// The body with white space folded and headings counted from the record's own level, so that a record may move to another
/// depth. The rows of a record table in the body are records of their own and stay out.
fn canonical_body(record: Record<'_>) -> String {
    let (body, place) = record.raw_body();
    let tables = &record.model().documents()[place.file as usize].tables;
    let in_table = |start: u32| tables.iter().any(|table| table.span.start <= start && start < table.span.end);
    let mut out = String::with_capacity(body.len());
    for line in Lines::from(body, 0) {
        if !tables.is_empty() && in_table(place.span.start + line.span.start) {
            continue;
        }
        let text = match line.what {
            What::Heading(depth, title) => {
                out.push_str(&format!("\n{} ", depth.saturating_sub(record.level())));
                folded(title.of(body))
            }
            _ => folded(line.span.of(body)),
        };
        if !text.is_empty() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            out.push_str(&text);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Date, Model, Snapshot, Source};

    fn of(path: &str, text: &str) -> Fingerprint {
        let model = Model::build(Snapshot::of(vec![Source::new(path, text)], Date::constant(2026, 1, 1))).expect("no configuration");
        let record = model.find("SRS-1").expect("SRS-1");
        Fingerprint::of(record)
    }

    const PLAIN: &str =
        "## SRS-1 Stop in time\n\n- category: functional\n- verify: test\n\nThe pump shall stop\nwithin 1 s.\n\n### Rationale\n\nSafety.\n";

    #[test]
    fn layout_does_not_count() {
        let same = [
            "# Pumps\n\n### SRS-1   Stop in time\n- verify: test\n- category: functional\n\nThe pump shall stop within 1 s.\n\n#### Rationale\nSafety.\n",
            "---\nverify: test\nowner: somebody\n---\n# SRS-1: Stop in time\r\n\r\n- category: functional\r\n- status: draft\r\n\r\nThe pump\r\nshall stop within 1 s.\r\n\r\n## Rationale\r\n\r\nSafety.\r\n",
        ];
        for text in same {
            assert_eq!(of("records/other.md", text), of("records/a.md", PLAIN), "{text}");
        }
    }

    #[test]
    fn everything_that_is_said_counts() {
        for (from, to) in [
            ("Stop in time", "Stop at once"),
            ("functional", "alarm"),
            ("1 s", "2 s"),
            ("Safety", "Speed"),
            ("### Rationale", "#### Rationale"),
            ("- verify: test\n", ""),
        ] {
            assert_ne!(of("a.md", &PLAIN.replace(from, to)), of("a.md", PLAIN), "{from}");
        }
    }

    #[test]
    fn the_algorithm_has_not_changed_unnoticed() {
        let read = Fingerprint::parse(&of("a.md", PLAIN).to_string());
        assert_eq!(read, Some(of("a.md", PLAIN)));
        assert_eq!(Fingerprint::parse("0521"), None);
        assert_eq!(of("a.md", PLAIN).to_string(), "0521a76e9cfedc30ae3948204a337a35bfa355bcf3962b8c1d5b434f3b69a599");
    }
}
