//! Names of bookmarks and addresses: what links lead to, the same in every document of a set.

use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The bookmark of an anchor: at most 40 characters, a letter first, letters, digits and underscores.
///
/// It depends on the anchor alone, so another document knows it as well. Word does not tell upper from lower case in these names: whatever
/// is more than capitals, digits and hyphens gets a part of its hash, so that two anchors do not share a name.
pub(super) fn bookmark(anchor: &str) -> String {
    let plain = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit();
    let simple = anchor.len() <= 40
        && anchor.starts_with(|first: char| first.is_ascii_uppercase())
        && anchor.chars().all(|character| plain(character) || character == '-');
    if simple {
        return anchor.replace('-', "_");
    }
    let kept = anchor.chars().take(26).map(|character| if character.is_ascii_alphanumeric() { character } else { '_' });
    let mut name: String =
        std::iter::once('a').filter(|_| !anchor.starts_with(|first: char| first.is_ascii_alphabetic())).chain(kept).collect();
    name.push('_');
    for byte in Sha256::digest(anchor.as_bytes()).iter().take(6) {
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// The file of another document of the set, as the target of a relationship.
pub(super) fn file(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 5);
    encode(&mut out, name, "");
    out.push_str(".docx");
    out
}

/// An address as the target of a relationship; nothing where Word would call the whole file damaged because of it.
pub(super) fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let mut out = format!("{}:", scheme.to_ascii_lowercase());
    if scheme.eq_ignore_ascii_case("mailto") {
        encode(&mut out, rest, "@?=&,;:/+!$'()*");
        return Some(out);
    }
    let rest = rest.strip_prefix("//")?;
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (user, host) = host.rsplit_once('@').map_or((None, host), |(user, host)| (Some(user), host));
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let letters = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.' | '_');
    if name.is_empty() || !name.chars().all(letters) || name.starts_with(['.', '-']) || name.ends_with('-') || name.contains("..") {
        return None;
    }
    // A name of digits and points is a number of four bytes, or nothing.
    let numbers = name.chars().all(|character| character.is_ascii_digit() || character == '.');
    if numbers && (name.split('.').count() != 4 || name.split('.').any(|number| number.parse::<u8>().is_err())) {
        return None;
    }
    out.push_str("//");
    if let Some(user) = user {
        encode(&mut out, user, ":!$&'()*+,;=");
        out.push('@');
    }
    out.push_str(name);
    if let Some(port) = port {
        out.push(':');
        let _ = write!(out, "{}", port.parse::<u16>().ok()?);
    }
    let (path, fragment) = path.split_once('#').map_or((path, None), |(path, fragment)| (path, Some(fragment)));
    encode(&mut out, path, "/?:@!$&'()*+,;=");
    if let Some(fragment) = fragment {
        out.push('#');
        encode(&mut out, fragment, "/?:@!$&'()*+,;=");
    }
    Some(out)
}

/// Writes text of an address; what is neither unreserved (RFC 3986, 2.3) nor among these is written as its bytes.
fn encode(out: &mut String, text: &str, kept: &str) {
    let bytes = text.as_bytes();
    for (at, character) in text.char_indices() {
        let encoded = character == '%' && bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        if character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '~') || kept.contains(character) || encoded {
            out.push(character);
        } else {
            let mut buffer = [0; 4];
            for byte in character.encode_utf8(&mut buffer).bytes() {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bookmarks_are_readable_and_apart() {
        assert_eq!(bookmark("SRS-12"), "SRS_12");
        let apart = ["SRS_12", "srs-12", "1-A", "Ä", "", &"X".repeat(41)].map(bookmark);
        assert!(apart[0].starts_with("SRS_12_") && apart[2].starts_with("a1_A_"), "{apart:?}");
        let mut lower: Vec<String> = apart.iter().map(|name| name.to_lowercase()).collect();
        lower.sort();
        lower.dedup();
        assert_eq!(lower.len(), 6);
    }

    #[test]
    fn addresses_that_word_reads() {
        assert_eq!(address("HTTPS://x.org/a b[1]?q=ä#f#g").as_deref(), Some("https://x.org/a%20b%5B1%5D?q=%C3%A4#f%23g"));
        assert_eq!(address("http://x:8080/%20%zz").as_deref(), Some("http://x:8080/%20%25zz"));
        assert_eq!(address("mailto:a@b.c").as_deref(), Some("mailto:a@b.c"));
        for bad in ["http:x", "http://", "http://[::1", "http://x:99999/", "http://a..b/", "http://1.2.3/"] {
            assert_eq!(address(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_anchor_has_a_name_that_word_takes(anchor in any::<String>()) {
            let name = bookmark(&anchor);
            prop_assert!(name.len() <= 40 && name.starts_with(|first: char| first.is_ascii_alphabetic()), "{}", name);
            prop_assert!(name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_'));
        }
    }
}
