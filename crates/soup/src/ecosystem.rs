//! Where a package comes from: its name in OSV, the type of its package URL, and how names are compared.

use std::borrow::Cow;
use std::fmt;

macro_rules! ecosystems {
    ($($variant:ident $osv:literal $purl:literal;)*) => {
        /// A place that gives packages their names and versions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Ecosystem {
            $(#[doc = $osv] $variant,)*
        }

        impl Ecosystem {
            /// Every ecosystem.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name that advisories of OSV use.
            #[must_use]
            pub fn osv(self) -> &'static str {
                match self { $(Self::$variant => $osv),* }
            }

            /// The type of package URLs.
            #[must_use]
            pub fn purl_type(self) -> &'static str {
                match self { $(Self::$variant => $purl),* }
            }
        }
    };
}

ecosystems! {
    Cargo "crates.io" "cargo";
    Npm "npm" "npm";
    PyPi "PyPI" "pypi";
    Go "Go" "golang";
    Maven "Maven" "maven";
    NuGet "NuGet" "nuget";
    Packagist "Packagist" "composer";
    RubyGems "RubyGems" "gem";
    Conan "ConanCenter" "conan";
    Vcpkg "vcpkg" "vcpkg";
    PlatformIo "PlatformIO" "platformio";
    Swift "SwiftURL" "swift";
    CocoaPods "CocoaPods" "cocoapods";
    Pub "Pub" "pub";
    Hex "Hex" "hex";
    Hackage "Hackage" "hackage";
    Cran "CRAN" "cran";
    GitHub "GitHub" "github";
    Git "GIT" "git";
    Debian "Debian" "deb";
    Ubuntu "Ubuntu" "deb";
    Alpine "Alpine" "apk";
    Rpm "RPM" "rpm";
    Conda "Conda" "conda";
    Generic "generic" "generic";
}

impl Ecosystem {
    /// The ecosystem that OSV names; a release behind a colon, as in `Debian:12`, is left aside.
    #[must_use]
    pub fn of_osv(name: &str) -> Option<Self> {
        let name = name.split(':').next().unwrap_or(name);
        match name {
            "Red Hat" | "Rocky Linux" | "AlmaLinux" | "openSUSE" | "SUSE" | "Mageia" | "openEuler" | "Azure Linux" => Some(Self::Rpm),
            "Wolfi" | "Chainguard" | "Alpaquita" => Some(Self::Alpine),
            "GitHub Actions" => Some(Self::GitHub),
            _ => Self::ALL.iter().copied().find(|ecosystem| ecosystem.osv() == name),
        }
    }

    /// The first ecosystem with this type of package URL.
    #[must_use]
    pub fn of_purl_type(kind: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|ecosystem| ecosystem.purl_type() == kind)
    }

    /// The name in the form in which two names are the same package if they are equal.
    ///
    /// Source: the specifications of the types of package URL; PEP 503 for Python.
    #[must_use]
    pub fn comparable(self, name: &str) -> Cow<'_, str> {
        match self {
            Self::PyPi => {
                let mut normal = String::with_capacity(name.len());
                for character in name.chars() {
                    match character {
                        '-' | '_' | '.' => {
                            if !normal.ends_with('-') {
                                normal.push('-');
                            }
                        }
                        other => normal.extend(other.to_lowercase()),
                    }
                }
                Cow::Owned(normal)
            }
            Self::NuGet | Self::Packagist | Self::GitHub | Self::Hex | Self::PlatformIo => Cow::Owned(name.to_lowercase()),
            Self::Cargo => Cow::Owned(name.replace('_', "-")),
            _ => Cow::Borrowed(name),
        }
    }
}

impl fmt::Display for Ecosystem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.osv())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_again_and_compared_by_the_rules_of_each() {
        for ecosystem in Ecosystem::ALL {
            assert_eq!(Ecosystem::of_osv(ecosystem.osv()), Some(*ecosystem));
            assert!(Ecosystem::of_purl_type(ecosystem.purl_type()).is_some());
        }
        assert_eq!(Ecosystem::of_osv("Debian:12"), Some(Ecosystem::Debian));
        assert_eq!(Ecosystem::of_osv("Unheard"), None);
        assert_eq!(Ecosystem::PyPi.comparable("Zope.Interface__x"), "zope-interface-x");
        assert_eq!(Ecosystem::NuGet.comparable("Newtonsoft.Json"), "newtonsoft.json");
        assert_eq!(Ecosystem::Npm.comparable("JSONStream"), "JSONStream");
    }
}
