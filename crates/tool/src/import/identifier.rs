//! IDs of other tools, brought into the grammar of this one: groups of ASCII letters and digits, joined by `-`.

/// The ID as the grammar writes it: `R_123` → `R-123`, `cES1005.1` → `cES-1005-1`. Nothing if no ID can be made of it,
/// or if that would lose a letter.
pub(super) fn in_grammar(foreign: &str) -> Option<String> {
    let foreign = foreign.trim_matches(['[', ']', '(', ')', '{', '}']);
    // Any other sign could carry a meaning: `R_1[status=open]` is a condition, not an ID.
    if !foreign.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
        || !foreign.starts_with(|c: char| c.is_ascii_alphanumeric())
        || !foreign.ends_with(|c: char| c.is_ascii_alphanumeric())
    {
        return None;
    }
    let mut groups: Vec<&str> = foreign.split(|c: char| !c.is_ascii_alphanumeric()).filter(|group| !group.is_empty()).collect();
    let first = *groups.first()?;
    if !first.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    // `cES1005.1`: the letters before the first digit are the prefix where no dash says so.
    let digits = first.find(|c: char| c.is_ascii_digit());
    if let Some(digits) = digits.filter(|_| !foreign.contains(['-', '_'])) {
        groups.splice(0..1, [&first[..digits], &first[digits..]]);
    }
    (groups.len() > 1).then(|| groups.join("-"))
}

/// The target of a link: an ID, perhaps with a part (`SRS-12.B`), which stays as it is.
pub(super) fn target(foreign: &str) -> Option<String> {
    if let Some((id, part)) = foreign.rsplit_once('.')
        && part.len() == 1
        && part.bytes().all(|byte| byte.is_ascii_uppercase())
        && is_shaped(id)
    {
        return Some(foreign.to_owned());
    }
    in_grammar(foreign)
}

/// Is it written as the grammar writes IDs?
pub(super) fn is_shaped(text: &str) -> bool {
    let mut groups = 0;
    for group in text.split('-') {
        if group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return false;
        }
        groups += 1;
    }
    groups >= 2
}

/// The prefix of an ID: the longest that the options know, else the groups before the first one with a digit.
pub(super) fn prefix<'i>(id: &'i str, known: &super::Options) -> &'i str {
    let mut end = id.len();
    while let Some(dash) = id[..end].rfind('-') {
        if known.knows_prefix(&id[..dash]) {
            return &id[..dash];
        }
        end = dash;
    }
    let mut at = id.find('-').unwrap_or(id.len());
    while let Some(next) = id[at..].strip_prefix('-').and_then(|rest| rest.find('-')) {
        if id[at + 1..=at + next].bytes().any(|byte| byte.is_ascii_digit()) {
            break;
        }
        at += next + 1;
    }
    &id[..at]
}

/// A foreign name as a key of a field: `Target Release` → `target-release`. Nothing where letters would be lost.
pub(super) fn key(foreign: &str) -> Option<String> {
    if foreign.chars().any(|c| c.is_alphanumeric() && !c.is_ascii()) {
        return None;
    }
    let words: Vec<String> =
        foreign.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_ascii_lowercase).collect();
    let key = words.join("-");
    // The grammar reads at most four words and forty characters as a key.
    (key.starts_with(|c: char| c.is_ascii_alphabetic()) && key.len() <= 40 && words.len() <= 4).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Options;

    #[test]
    fn foreign_ids_keep_their_letters_and_digits() {
        for (foreign, ours) in [
            ("R_123", "R-123"),
            ("cES1005.1", "cES-1005-1"),
            ("RW-SW-8", "RW-SW-8"),
            ("DELID123", "DELID-123"),
            ("CF1004.1", "CF-1004-1"),
            ("extend_test_004", "extend-test-004"),
            ("FEAT_SAFE", "FEAT-SAFE"),
            ("[REQ-1]", "REQ-1"),
        ] {
            assert_eq!(in_grammar(foreign).as_deref(), Some(ours), "{foreign}");
        }
        for no in ["", "123", "TBD", "R 12", "ANFÖ-1", "-", "R_1[status=open]", "A<5", "gw93/", "/A0a", "A/0"] {
            assert_eq!(in_grammar(no), None, "{no}");
        }
        assert_eq!(target("SRS-12.B").as_deref(), Some("SRS-12.B"));
        assert_eq!(target("SRS-12.2").as_deref(), Some("SRS-12-2"));
    }

    #[test]
    fn prefixes_end_before_the_first_number_unless_one_is_known() {
        let none = Options::default();
        for (id, expected) in [
            ("RW-SW-8", "RW-SW"),
            ("SR-1", "SR"),
            ("cES-1005-1", "cES"),
            ("REQ-DCM-01", "REQ-DCM"),
            ("FEAT-SAFE", "FEAT"),
            ("A1-B-C", "A1-B"),
        ] {
            assert_eq!(prefix(id, &none), expected, "{id}");
        }
        let known = Options { kinds: vec![("REQ".into(), "software requirement".into())], ..Options::default() };
        assert_eq!(prefix("REQ-DCM-01", &known), "REQ");
    }
}
