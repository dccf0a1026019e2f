//! How a component is named, so that a record and a lock file can mean the same: its type of package URL, and its name as that type compares it.

use primum_soup::purl::{self, Purl, component_name, component_version};
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
            // `generic` says as little about the origin as nothing does.
            None | Some(Ecosystem::Generic) => Self { kind: String::new(), name: name.to_lowercase() },
            Some(ecosystem) => Self { kind: ecosystem.purl_type().to_owned(), name: ecosystem.comparable(name).into_owned() },
        }
    }

    /// What a component is. Where its file does not say where it comes from, the package URL that it states may.
    #[must_use]
    pub fn of(component: &Component) -> Self {
        // Where the name is an address, its package URL has the one form of it.
        let by_url = match component.ecosystem {
            None => of_purl(&component.purl),
            Some(Ecosystem::Swift | Ecosystem::Git) => purl::of(component).as_deref().and_then(of_purl),
            Some(_) => None,
        };
        if let Some((named, _)) = by_url {
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
#[must_use]
pub fn of_purl(text: &str) -> Option<(Named, Option<String>)> {
    let purl = Purl::parse(text.trim()).ok()?;
    let (ecosystem, name) = component_name(&purl);
    let named = match ecosystem {
        Some(_) => Named::new(ecosystem, &name),
        None => Named { kind: purl.kind.clone(), name: name.to_lowercase() },
    };
    Some((named, Some(component_version(&purl)).filter(|version| !version.is_empty())))
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
        let bare = Component { name: "ZLib".to_owned(), ..Component::default() };
        assert_eq!(of_purl("pkg:generic/zlib@1.3.1").expect("a name").0, Named::of(&bare));
        let swift = Component { ecosystem: Some(Ecosystem::Swift), name: "https://github.com/apple/swift-nio.git".to_owned(), ..bare };
        assert_eq!(of_purl("pkg:swift/github.com/apple/swift-nio").expect("a name").0, Named::of(&swift));
    }
}
