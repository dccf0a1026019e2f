//! Texts of a certain form in SBOMs: dates, digests, addresses, identifiers.

use crate::licence::{exception, licence};

/// A date with time by RFC 3339; XML also takes one without zone.
pub(crate) fn is_moment(text: &str, zone_may_lack: bool) -> bool {
    if !text.as_bytes().get(10).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'T')) {
        return false;
    }
    text.parse::<jiff::Timestamp>().is_ok() || zone_may_lack && text.parse::<jiff::civil::DateTime>().is_ok()
}

/// `urn:uuid:` and a UUID in lower case.
pub(crate) fn is_serial(text: &str) -> bool {
    text.strip_prefix("urn:uuid:").is_some_and(|uuid| {
        let groups: Vec<&str> = uuid.splitn(6, '-').collect();
        groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
            && groups.iter().all(|group| group.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')))
    })
}

/// Two halves of small letters, digits, `-`, `+` and `.`.
pub(crate) fn is_mime(text: &str) -> bool {
    let half = |half: &str| !half.is_empty() && half.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'+' | b'.'));
    text.split_once('/').is_some_and(|(first, second)| half(first) && half(second))
}

/// Hexadecimal, as long as some algorithm makes it.
pub(crate) fn is_digest(text: &str) -> bool {
    matches!(text.len(), 32 | 40 | 64 | 96 | 128) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// An address or a part of one: without spaces and what RFC 3987 leaves out everywhere.
pub(crate) fn is_iri(text: &str) -> bool {
    !text.chars().any(|one| one.is_whitespace() || one.is_control() || matches!(one, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`'))
}

/// An identifier of the list of licences or exceptions of SPDX, also one that is no longer to be used.
pub(crate) fn is_licence(text: &str) -> bool {
    licence(text).or_else(|| exception(text)) == Some(text)
}

/// Licences that hold at once, as one expression.
pub(crate) fn all_of(licences: &[&str]) -> String {
    if let [one] = licences {
        return (*one).to_owned();
    }
    let parts: Vec<String> = licences.iter().map(|one| if one.contains(" OR ") { format!("({one})") } else { (*one).to_owned() }).collect();
    parts.join(" AND ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart() {
        assert!(is_moment("2020-04-07T07:01:00Z", false) && is_moment("2020-04-07T07:01:00.5+02:00", false));
        assert!(!is_moment("2020-04-07T07:01:00", false) && is_moment("2020-04-07T07:01:00", true));
        assert!(!is_moment("2020-04-07", true) && !is_moment("2020-13-07T07:01:00Z", false));
        assert!(is_serial("urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79") && !is_serial("urn:uuid:3e671687-395b-41f5-a30f"));
        assert!(is_mime("image/jpeg") && !is_mime("image"));
        assert!(is_digest(&"a".repeat(40)) && !is_digest("foo") && !is_digest(&"g".repeat(40)));
        assert!(is_licence("Apache-2.0") && is_licence("GPL-2.0+") && !is_licence("Apache-2") && !is_licence("MIT+"));
        assert!(is_iri("uri/to/changes.diff") && !is_iri("no address"));
    }
}
