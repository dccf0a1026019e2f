//! Checksums as lock files write them: subresource integrity, `sha256:…`, plain hexadecimal.

use crate::component::Hash;
use base64ct::{Base64, Encoding};

/// The name that SBOMs use for an algorithm of this name, and how many bytes its digest has.
fn algorithm(name: &str) -> Option<(&'static str, usize)> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "md5" => ("MD5", 16),
        "sha1" => ("SHA-1", 20),
        "sha224" => ("SHA-224", 28),
        "sha256" => ("SHA-256", 32),
        "sha384" => ("SHA-384", 48),
        "sha512" => ("SHA-512", 64),
        _ => return None,
    })
}

/// Subresource integrity, `sha512-…`: one or several, with a space between. What is none is left out.
///
/// Source: W3C, Subresource Integrity, section 3.
pub(super) fn integrity(text: &str) -> Vec<Hash> {
    let hashes = text.split_ascii_whitespace().filter_map(|one| {
        let (name, encoded) = one.split_once('-')?;
        let (name, length) = algorithm(name)?;
        let bytes = Base64::decode_vec(encoded.split('?').next().unwrap_or(encoded)).ok()?;
        (bytes.len() == length).then(|| Hash { algorithm: name.to_owned(), value: hexadecimal(&bytes) })
    });
    hashes.collect()
}

/// `sha256:0a1b…`.
pub(super) fn tagged(text: &str) -> Option<Hash> {
    let (name, value) = text.split_once(':')?;
    hex(name, value)
}

/// A digest in hexadecimal, of the algorithm of this name; `None` if its length is another.
pub(super) fn hex(name: &str, value: &str) -> Option<Hash> {
    let (name, length) = algorithm(name)?;
    let value = value.trim();
    (value.len() == length * 2 && value.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then(|| Hash { algorithm: name.to_owned(), value: value.to_ascii_lowercase() })
}

/// Adds a checksum that is not there yet; wheels of one version have hundreds.
pub(super) fn add(hashes: &mut Vec<Hash>, hash: Option<Hash>) {
    hashes.extend(hash);
}

/// In order, each once.
pub(super) fn settle(hashes: &mut Vec<Hash>) {
    hashes.sort();
    hashes.dedup();
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_decoded_and_what_is_none_is_left_out() {
        let hashes = integrity("sha1-yxAt8cVvUSPquLZ817mAJ6AnkXg= sha512-AA== odd-thing");
        assert_eq!(hashes, [Hash { algorithm: "SHA-1".to_owned(), value: "cb102df1c56f5123eab8b67cd7b98027a0279178".to_owned() }]);
        let empty = integrity("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(empty[0].value, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    #[test]
    fn a_digest_has_the_length_of_its_algorithm() {
        assert_eq!(tagged("sha256:123"), None);
        assert_eq!(tagged("md5:D41D8CD98F00B204E9800998ECF8427E").expect("MD5").value, "d41d8cd98f00b204e9800998ecf8427e");
        assert_eq!(tagged("wrong"), None);
    }
}
