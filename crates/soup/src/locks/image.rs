//! The root folder of an image of Linux: which distribution it is, and package URLs with what a package was built from.

use crate::ecosystem::Ecosystem;
use crate::files::Files;
use std::fmt::Write as _;

/// Does a path end so, at the root of an image?
pub(super) fn ends(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|root| root.is_empty() || root.ends_with('/'))
}

/// Is it the file that names the distribution, or the list of what was asked for by name?
pub(super) fn is_beside(path: &str) -> bool {
    ["etc/os-release", "usr/lib/os-release", "etc/apk/world"].iter().any(|end| ends(path, end))
}

/// The distribution of an image.
#[derive(Default)]
pub(super) struct Distribution {
    /// `debian`, `ubuntu`, `alpine`; empty where no file tells.
    pub(super) id: String,
    /// `12`, `3.18.4`.
    pub(super) version: String,
    like: String,
}

impl Distribution {
    /// Reads `os-release` of the image with this root, which is empty or ends in `/`.
    pub(super) fn of(root: &str, files: &Files) -> Self {
        let mut distribution = Self::default();
        let Some(text) = ["etc/os-release", "usr/lib/os-release"].iter().find_map(|end| files.text(&format!("{root}{end}"))) else {
            return distribution;
        };
        for line in text.lines() {
            let Some((key, value)) = line.split_once('=') else { continue };
            let value = value.trim().trim_matches(['"', '\'']);
            let field = match key.trim() {
                "ID" => &mut distribution.id,
                "VERSION_ID" => &mut distribution.version,
                "ID_LIKE" => &mut distribution.like,
                _ => continue,
            };
            value.clone_into(field);
        }
        distribution
    }

    /// `debian-12`.
    pub(super) fn name(&self) -> String {
        if self.version.is_empty() { self.id.clone() } else { format!("{}-{}", self.id, self.version) }
    }

    /// Ubuntu, if it is that or made from it.
    pub(super) fn is_ubuntu(&self) -> bool {
        self.id == "ubuntu" || self.like.split(' ').any(|like| like == "ubuntu")
    }

    /// The ecosystem of its packages in the format of Debian.
    pub(super) fn debian(&self) -> Ecosystem {
        if self.is_ubuntu() { Ecosystem::Ubuntu } else { Ecosystem::Debian }
    }
}

/// A package URL; qualifiers without value are left out. Source: the purl specification.
pub(super) fn purl<'a>(
    kind: &str,
    namespace: &str,
    name: &str,
    version: &str,
    qualifiers: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> String {
    let mut purl = format!("pkg:{kind}/");
    if !namespace.is_empty() {
        encode(namespace, &mut purl);
        purl.push('/');
    }
    encode(name, &mut purl);
    if !version.is_empty() {
        purl.push('@');
        encode(version, &mut purl);
    }
    let mut told: Vec<(&str, &str)> = qualifiers.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    told.sort_unstable();
    for (position, (key, value)) in told.into_iter().enumerate() {
        purl.push(if position == 0 { '?' } else { '&' });
        purl.push_str(key);
        purl.push('=');
        encode(value, &mut purl);
    }
    purl
}

fn encode(text: &str, into: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~' | b':') {
            into.push(char::from(byte));
        } else {
            let _ = write!(into, "%{byte:02X}");
        }
    }
}
