//! What reads like an ID or a field, and is written so that it is none: found here so that it can be reported.

use super::normal_key;
use crate::schema::{FieldType, KindSpec, Schema, is_id_shaped};
use crate::suggest::nearest;

/// The ID that the first word stands for once the marks around it are taken off and dashes of every sort are one. It has a known
/// prefix and a digit. A backslash in the word says that no ID is meant.
pub(crate) fn meant_id(words: &str, schema: &Schema) -> Option<String> {
    let word = words.split_whitespace().next().filter(|word| word.len() <= 120 && !word.contains('\\'))?;
    // The address of a link is no part of its text.
    let word = word.split("](").next().unwrap_or(word);
    let bare = word.trim_matches(|mark: char| !mark.is_alphanumeric());
    if !bare.chars().any(char::is_numeric) {
        return None;
    }
    let id: String = bare
        .chars()
        .filter(|sign| !matches!(sign, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'))
        .map(|sign| match sign {
            '\u{ff01}'..='\u{ff5e}' if sign != '\u{ff0d}' => char::from_u32(sign as u32 - 0xfee0).unwrap_or(sign),
            '_' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
            _ => TWINS.iter().find(|(twin, _)| *twin == sign).map_or(sign, |(_, latin)| *latin),
        })
        .collect();
    if !id.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    [id.to_ascii_uppercase(), id].into_iter().rev().find(|id| schema.kind_of_id(id).is_some())
}

/// Greek and Cyrillic letters that nobody can tell from a Latin one. A hazard under such an ID would be lost without a word.
const TWINS: [(char, char); 27] = [
    ('\u{391}', 'A'),
    ('\u{392}', 'B'),
    ('\u{395}', 'E'),
    ('\u{396}', 'Z'),
    ('\u{397}', 'H'),
    ('\u{399}', 'I'),
    ('\u{39a}', 'K'),
    ('\u{39c}', 'M'),
    ('\u{39d}', 'N'),
    ('\u{39f}', 'O'),
    ('\u{3a1}', 'P'),
    ('\u{3a4}', 'T'),
    ('\u{3a5}', 'Y'),
    ('\u{3a7}', 'X'),
    ('\u{405}', 'S'),
    ('\u{406}', 'I'),
    ('\u{408}', 'J'),
    ('\u{410}', 'A'),
    ('\u{412}', 'B'),
    ('\u{415}', 'E'),
    ('\u{41a}', 'K'),
    ('\u{41c}', 'M'),
    ('\u{41d}', 'H'),
    ('\u{41e}', 'O'),
    ('\u{420}', 'P'),
    ('\u{421}', 'C'),
    ('\u{422}', 'T'),
];

/// How the first word is written so that no ID is meant.
pub(crate) fn escaped(word: &str) -> String {
    match word.find(['-', '_']) {
        Some(at) => format!("{}\\{}", &word[..at], &word[at..]),
        None => format!("\\{word}"),
    }
}

/// Does this key stand for a field, or is it so near to one that a slip is likelier than a word of the text?
pub(super) fn near_key(name: &str, spec: &KindSpec, shortest: usize) -> bool {
    let key = normal_key(name);
    spec.field(&key).is_some() || (key.len() >= shortest && nearest(&key, spec.fields.iter().map(|field| field.name.as_str())).is_some())
}

/// How a line begins that could be an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Bullet,
    Number,
    Nothing,
}

/// The mark at the beginning of a line, and what follows it.
pub(super) fn mark(line: &str) -> (Mark, &str) {
    let line = line.trim_start();
    // Most lines of a text begin with a letter.
    if line.as_bytes().first().is_none_or(u8::is_ascii_alphabetic) {
        return (Mark::Nothing, line);
    }
    if let Some(rest) = line.strip_prefix(['-', '*', '+']) {
        return (Mark::Bullet, rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(rest) if (1..=9).contains(&digits) && rest.starts_with([' ', '\t']) => (Mark::Number, rest.trim_start()),
        _ => (Mark::Nothing, line),
    }
}

/// The field of this kind that a line reads like, however its key is dressed: `-verify:test`, `- **verify**: test`, `1. verify: test`.
pub(super) fn meant_field<'s>(line: &str, spec: &'s KindSpec) -> Option<&'s str> {
    let (mark, item) = mark(line);
    // A number or nothing before the key is usual in prose; then only the key as it is written counts.
    if mark != Mark::Bullet && !item.starts_with(|first: char| first.is_ascii_lowercase() || matches!(first, '*' | '_' | '`' | '[')) {
        return None;
    }
    let item = ["[ ] ", "[x] ", "[X] "].iter().find_map(|boxed| item.strip_prefix(boxed)).unwrap_or(item).trim_start();
    let dress = |sign: char| sign.is_whitespace() || matches!(sign, '*' | '_' | '`');
    // Keys are short: nothing is looked for in the depth of a long line.
    let head = &item[..item.floor_char_boundary(64)];
    if let Some(end) = head.find([':', '=', '：']) {
        let name = head[..end].trim_matches(dress);
        let found = if mark == Mark::Bullet { spec.field(&normal_key(name)) } else { spec.field(name) };
        if let Some((_, field)) = found {
            return Some(&field.name);
        }
    }
    let mut words = head.split_whitespace();
    let (key, value) = (words.next()?, words.next()?);
    let (_, field) = spec.field(key.trim_matches(dress)).filter(|(_, field)| matches!(field.kind, FieldType::Link(_)))?;
    let names = is_id_shaped(value.trim_end_matches(',')) && value.bytes().any(|byte| byte.is_ascii_digit());
    (mark == Mark::Bullet && names).then_some(&field.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    #[test]
    fn an_id_is_seen_under_its_marks() {
        let schema = Schema::default();
        for word in [
            "[SRS-1]",
            "**SRS-1**",
            "`SRS-1`",
            "SRS-1,",
            "SRS-1.",
            "SRS_1",
            "SRS\u{2011}1",
            "[SRS-1](a.md)",
            "\u{a0}SRS-1",
            "(SRS-1)",
            "srs-1",
            "\u{200b}SRS-1",
            "SRS\u{2013}1",
            "\u{405}R\u{405}-1",
            "\u{ff33}\u{ff32}\u{ff33}\u{ff0d}\u{ff11}",
        ] {
            assert_eq!(meant_id(&format!("{word} Title"), &schema).as_deref(), Some("SRS-1"), "{word}");
        }
        for word in ["SRS\\-1", "SRS-1's", "SRS-1.B", "SRS-first", "UTF-8", "About", "", "1.2", "ISO-14971"] {
            assert_eq!(meant_id(&format!("{word} Title"), &schema), None, "{word}");
        }
    }

    #[test]
    fn a_field_is_seen_under_its_dress() {
        let schema = Schema::default();
        let spec = schema.spec(Kind::SoftwareRequirement);
        for line in [
            "- verify:test",
            "-verify: test",
            "- **verify**: test",
            "- **verify:** test",
            "1. verify: test",
            "- [x] verify: test",
            "* `verify`: test",
            "- Verify： test",
            "- verify = test",
            "verify: test",
        ] {
            assert_eq!(meant_field(line, spec), Some("verify"), "{line}");
        }
        assert_eq!(meant_field("- Derives from: SYS-1", spec), Some("derives-from"));
        assert_eq!(meant_field("- derives-from SYS-1, SYS-2", spec), Some("derives-from"));
        for line in [
            "- Standby",
            "- Infusion: the motor turns",
            "Verify: once",
            "1. Verify: once",
            "- verify it twice",
            "---",
            "- ",
            "\\- verify: x",
            "",
        ] {
            assert_eq!(meant_field(line, spec), None, "{line}");
        }
    }
}
