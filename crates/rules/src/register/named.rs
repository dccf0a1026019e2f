//! How a component is named, so that a record and a lock file can mean the same: its type of package URL, and its name as that type compares it.

use primum_soup::{Component, Ecosystem};

/// A name without version. Two are equal if they mean the same package.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// The type of package URL: `npm`, `deb`; empty where nothing tells where the component comes from.
    pub kind: String,
    /// The name as it is compared.
    pub name: String,
}

impl Named {
    /// A name of an ecosystem, as the ecosystem writes it.
    #[must_use]
    pub fn new(ecosystem: Option<Ecosystem>, name: &str) -> Self {
        let name = name.trim();
        match ecosystem {
            Some(ecosystem) => Self { kind: ecosystem.purl_type().to_owned(), name: ecosystem.comparable(name).into_owned() },
            None => Self { kind: String::new(), name: name.to_lowercase() },
        }
    }

    /// What a component is. Where its file does not say where it comes from, the package URL that it states may.
    #[must_use]
    pub fn of(component: &Component) -> Self {
        if component.ecosystem.is_none()
            && let Some((named, _)) = of_purl(&component.purl)
        {
            return named;
        }
        Self::new(component.ecosystem, &component.name)
    }

    /// The name without the namespace before it.
    #[must_use]
    pub fn last(&self) -> &str {
        self.name.rsplit(['/', ':']).next().unwrap_or(&self.name)
    }
}

/// What a package URL names, and the version in it. Qualifiers and subpath say which file of the package is meant, and are left aside.
///
/// Source: the specification of package URLs (ECMA-427), and of its types.
#[must_use]
pub fn of_purl(text: &str) -> Option<(Named, Option<String>)> {
    let text = text.trim();
    let scheme = text.get(..4)?;
    if !scheme.eq_ignore_ascii_case("pkg:") {
        return None;
    }
    let rest = text[4..].trim_start_matches('/');
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before);
    let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
    let (kind, path) = rest.split_once('/')?;
    let kind = kind.to_ascii_lowercase();
    // The first stroke of a scope of npm is written `@` by many, so only an `@` behind a name begins a version.
    let (path, version) = match path.rfind('@') {
        Some(at) if at > 0 && !path[..at].ends_with('/') => (&path[..at], Some(decoded(&path[at + 1..]))),
        _ => (path, None),
    };
    let steps: Vec<String> = path.split('/').filter(|step| !step.is_empty()).map(decoded).collect();
    let (last, before) = steps.split_last()?;
    let name = match kind.as_str() {
        "maven" => format!("{}:{last}", before.join(".")),
        // The namespace is the distribution, or who packed it, and no part of the name.
        "deb" | "apk" | "rpm" | "alpm" | "conan" | "platformio" | "conda" | "generic" | "vcpkg" => last.clone(),
        _ => steps.join("/"),
    };
    let name = if kind == "maven" && before.is_empty() { last.clone() } else { name };
    let compared = Ecosystem::of_purl_type(&kind).map_or_else(|| name.to_lowercase(), |ecosystem| ecosystem.comparable(&name).into_owned());
    Some((Named { kind, name: compared }, version.filter(|version| !version.is_empty())))
}

/// A text in which `%40` stands for `@`. What is no such sign stays as it is.
fn decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let (mut plain, mut at) = (Vec::with_capacity(bytes.len()), 0);
    while let Some(byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(meant) => {
                plain.push(meant);
                at += 3;
            }
            None => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_url_names_what_the_lock_file_names() {
        for (purl, ecosystem, name, version) in [
            ("pkg:cargo/serde_json@1.0.1", Ecosystem::Cargo, "serde-json", Some("1.0.1")),
            ("pkg:npm/%40babel/core@7.0.0?x=y#lib", Ecosystem::Npm, "@babel/core", Some("7.0.0")),
            ("pkg:npm/@babel/core", Ecosystem::Npm, "@babel/core", None),
            ("pkg:maven/org.slf4j/slf4j-api@2.0", Ecosystem::Maven, "org.slf4j:slf4j-api", Some("2.0")),
            ("pkg:golang/github.com/pkg/errors@v0.9.1", Ecosystem::Go, "github.com/pkg/errors", Some("v0.9.1")),
            ("pkg:pypi/Zope.Interface@5", Ecosystem::PyPi, "zope_interface", Some("5")),
            ("pkg:deb/debian/curl@7.74.0-1%2Bdeb11u1?arch=arm64", Ecosystem::Debian, "curl", Some("7.74.0-1+deb11u1")),
            ("PKG:NuGet/Newtonsoft.Json@13.0.1", Ecosystem::NuGet, "newtonsoft.JSON", Some("13.0.1")),
        ] {
            let (named, found) = of_purl(purl).expect(purl);
            assert_eq!((&named, found.as_deref()), (&Named::new(Some(ecosystem), name), version), "{purl}");
        }
        for bad in ["", "pkg:", "pkg:npm", "pkg:npm/", "http://x/y", "pkg", "péé"] {
            assert_eq!(of_purl(bad), None, "{bad}");
        }
        assert_eq!(of_purl("pkg:npm/a%zz%4@1").expect("a name").0.name, "a%zz%4");
    }
}
