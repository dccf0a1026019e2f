//! What makes two components the same: the package URL without qualifiers, else name and version.

use primum_soup::version::comparable;
use primum_soup::{Component, Ecosystem, purl};
use std::fmt::Write;

/// A package URL apart: the package, and its version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Package {
    /// Type, namespace and name in the form in which equal packages are equal.
    pub(crate) base: String,
    /// The version; empty where none is given.
    pub(crate) version: String,
}

impl Package {
    /// Reads a package URL; `None` if it is none. One that breaks the rules of its type is compared as it stands, so that a record and a file
    /// that write it in the same wrong way still meet.
    pub(crate) fn of(url: &str) -> Option<Self> {
        let rest = url.trim().strip_prefix("pkg:")?.trim_start_matches('/');
        let rest = &rest[..rest.find(['?', '#']).unwrap_or(rest.len())];
        let (kind, path) = rest.split_once('/')?;
        let kind = kind.to_ascii_lowercase();
        let last = path.rfind('/').map_or(0, |at| at + 1);
        // An `@` at the very beginning is the scope of npm and no version.
        let version = path[last..].rfind('@').map(|at| last + at).filter(|at| *at > 0);
        let (name, version) = version.map_or((path, ""), |at| (&path[..at], &path[at + 1..]));
        let name = decoded(name);
        if kind.is_empty() || name.trim_matches('/').is_empty() {
            return None;
        }
        let name = Ecosystem::of_purl_type(&kind).map_or_else(|| name.clone(), |ecosystem| ecosystem.comparable(&name).into_owned());
        Some(Self { base: format!("{kind}/{name}"), version: comparable(&decoded(version)).to_owned() })
    }
}

/// The package URL of a component: what follows from its ecosystem, or what its file states.
pub(crate) fn url(component: &Component) -> String {
    let stated = component.purl.trim();
    purl::of(component).unwrap_or_else(|| stated.to_owned())
}

/// The package URL with this version, if it names none itself.
pub(crate) fn with_version(url: &str, version: &str) -> String {
    let url = url.trim();
    match Package::of(url) {
        Some(package) if package.version.is_empty() && !version.is_empty() => {
            let end = url.find(['?', '#']).unwrap_or(url.len());
            let mut encoded = String::new();
            for byte in version.bytes() {
                if byte.is_ascii_alphanumeric() || b".-_~:".contains(&byte) {
                    encoded.push(byte as char);
                } else {
                    let _ = write!(encoded, "%{byte:02X}");
                }
            }
            format!("{}@{encoded}{}", url[..end].trim_end_matches('@'), &url[end..])
        }
        _ => url.to_owned(),
    }
}

/// Name and version in the form in which a record without package URL is compared with a component.
pub(crate) fn named(ecosystem: Option<Ecosystem>, name: &str, version: &str) -> (String, String) {
    let name = name.trim();
    let name = ecosystem.map_or_else(|| name.to_owned(), |ecosystem| ecosystem.comparable(name).into_owned());
    (name.to_lowercase(), comparable(version).to_owned())
}

/// Is it a CPE in the form of 2.2 or 2.3?
///
/// Source: NISTIR 7695; the pattern of the XSD of CycloneDX, which other readers hold a bill against.
pub(crate) fn is_cpe(text: &str) -> bool {
    let part = |part: &str, others: &str| part.len() == 1 && part.chars().all(|one| "aho".contains(one) || others.contains(one));
    if let Some(rest) = text.strip_prefix("cpe:/") {
        let parts: Vec<&str> = rest.split(':').collect();
        let plain = |text: &&str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-~%".contains(&byte));
        return parts.len() <= 7 && part(parts[0], "") && parts[1..].iter().all(plain);
    }
    let Some(rest) = text.strip_prefix("cpe:2.3:") else { return false };
    let (mut parts, mut escaped) = (vec![String::new()], false);
    for one in rest.chars() {
        match one {
            ':' if !escaped => parts.push(String::new()),
            one => {
                let fits = if escaped { one.is_ascii_punctuation() } else { one.is_ascii_alphanumeric() || "-._*?\\".contains(one) };
                if !fits {
                    return false;
                }
                escaped = one == '\\' && !escaped;
                if let Some(part) = parts.last_mut() {
                    part.push(one);
                }
            }
        }
    }
    let language =
        |text: &str| matches!(text, "*" | "-") || text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    !escaped && parts.len() == 11 && part(&parts[0], "*-") && parts[1..].iter().all(|text| !text.is_empty()) && language(&parts[6])
}

/// Percent signs resolved; what is no such sign stays as it is.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let digit = |offset: usize| bytes.get(at + offset).and_then(|byte| (*byte as char).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (byte, digit(1), digit(2)) {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(*byte);
            at += 1;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(base: &str, version: &str) -> Option<Package> {
        Some(Package { base: base.to_owned(), version: version.to_owned() })
    }

    #[test]
    fn package_urls_are_compared_without_qualifiers_by_the_rules_of_their_type() {
        assert_eq!(Package::of("pkg:npm/%40scope/name@1.0.0?x=y#z"), package("npm/@scope/name", "1.0.0"));
        assert_eq!(Package::of("pkg:npm/@scope/name"), package("npm/@scope/name", ""));
        assert_eq!(Package::of("pkg:PyPI/Zope_Interface@5%2b1"), package("pypi/zope-interface", "5+1"));
        assert_eq!(Package::of("pkg:golang/github.com/a/b@v1.2.3"), package("golang/github.com/a/b", "1.2.3"));
        for none in ["", "npm/name", "pkg:npm", "pkg:npm/", "pkg:/name"] {
            assert_eq!(Package::of(none), None, "{none}");
        }
        assert_eq!(Package::of("pkg:a/%é@%4"), package("a/%é", "%4"));
    }

    #[test]
    fn a_cpe_is_known_by_its_form() {
        for cpe in ["cpe:2.3:a:openssl:openssl:3.0.1:*:*:*:*:*:*:*", "cpe:2.3:o:a\\:b:c\\/d:-:*:*:en-US:*:*:*:*", "cpe:/a:zlib:zlib:1.2.11"]
        {
            assert!(is_cpe(cpe), "{cpe}");
        }
        for none in [
            "",
            "cpe:2.3:a:b",
            "cpe:2.3:x:b:c:1:*:*:*:*:*:*:*",
            "cpe:2.3:a:b::1:*:*:*:*:*:*:*",
            "cpe:2.3:a:b c:c:1:*:*:*:*:*:*:*",
            "cpe:/x:b",
        ] {
            assert!(!is_cpe(none), "{none}");
        }
    }

    #[test]
    fn a_version_is_added_where_none_is_named() {
        assert_eq!(with_version("pkg:deb/debian/zlib?arch=arm64", "1:1.2+dfsg"), "pkg:deb/debian/zlib@1:1.2%2Bdfsg?arch=arm64");
        assert_eq!(with_version("pkg:npm/a@1", "2"), "pkg:npm/a@1");
        assert_eq!(with_version("no URL", "2"), "no URL");
    }
}
