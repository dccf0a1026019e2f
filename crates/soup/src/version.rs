//! Which of two versions is the older one, by the rules of the ecosystem they come from.
//!
//! Each order is total over all texts: any two compare, the opposite question has the opposite answer, and a chain never leads back. Where an
//! ecosystem's own comparison breaks this, the file of the order says where and what is done instead. Texts that an ecosystem would not accept
//! have their place, so that nothing is dropped. Two different texts may be equal: `1.0` and `1.0.0` of Python are one version.
//!
//! Numbers are compared as they are written, however long, and time grows with the length of the texts.

mod alpine;
mod alpm;
mod conan;
mod datetime;
mod debian;
mod gem;
mod gentoo;
mod maven;
mod natural;
mod nuget;
mod number;
mod numbers;
mod packagist;
mod pep440;
pub mod ranges;
mod rpm;
mod semver;

use crate::ecosystem::Ecosystem;
use std::cmp::Ordering;

/// A way of ordering versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// Semantic Versioning 2.0.0, as Cargo, npm, Go, Swift, Pub and Hex use it.
    SemVer,
    /// PEP 440, of Python.
    Pep440,
    /// The version order of Maven.
    Maven,
    /// NuGet: up to four numbers, and labels without regard to case.
    NuGet,
    /// RubyGems and CocoaPods.
    Gem,
    /// Composer.
    Packagist,
    /// Debian and Ubuntu.
    Debian,
    /// RPM.
    Rpm,
    /// Alpine: apk-tools.
    Alpine,
    /// A row of numbers in which a longer one is later: CRAN, Hackage.
    Numbers,
    /// Conan 2.
    Conan,
    /// What people expect where no rule is stated: vcpkg, CPE, tags of repositories, nginx, OpenSSL.
    Natural,
    /// Arch Linux: pacman.
    Alpm,
    /// Gentoo: the package manager specification.
    Gentoo,
    /// Instants, as RFC 3339 writes them.
    DateTime,
    /// Texts, byte by byte.
    Lexicographic,
}

impl Order {
    /// Every order.
    pub const ALL: &[Self] = &[
        Self::SemVer,
        Self::Pep440,
        Self::Maven,
        Self::NuGet,
        Self::Gem,
        Self::Packagist,
        Self::Debian,
        Self::Rpm,
        Self::Alpine,
        Self::Numbers,
        Self::Conan,
        Self::Natural,
        Self::Alpm,
        Self::Gentoo,
        Self::DateTime,
        Self::Lexicographic,
    ];

    /// The order of an ecosystem.
    #[must_use]
    pub fn of(ecosystem: Ecosystem) -> Self {
        match ecosystem {
            Ecosystem::Cargo
            | Ecosystem::Npm
            | Ecosystem::Go
            | Ecosystem::Swift
            | Ecosystem::Pub
            | Ecosystem::Hex
            | Ecosystem::PlatformIo => Self::SemVer,
            Ecosystem::PyPi => Self::Pep440,
            Ecosystem::Maven => Self::Maven,
            Ecosystem::NuGet => Self::NuGet,
            Ecosystem::Packagist => Self::Packagist,
            Ecosystem::RubyGems | Ecosystem::CocoaPods => Self::Gem,
            Ecosystem::Conan => Self::Conan,
            Ecosystem::Hackage | Ecosystem::Cran => Self::Numbers,
            Ecosystem::Debian | Ecosystem::Ubuntu => Self::Debian,
            Ecosystem::Alpine => Self::Alpine,
            Ecosystem::Rpm => Self::Rpm,
            Ecosystem::Vcpkg | Ecosystem::GitHub | Ecosystem::Git | Ecosystem::Conda | Ecosystem::Generic => Self::Natural,
        }
    }

    /// The order that a scheme of version ranges names: a type of package URL, or a way of its own such as `datetime`.
    #[must_use]
    pub fn of_scheme(scheme: &str) -> Option<Self> {
        Some(match scheme {
            "semver" => Self::SemVer,
            "alpm" => Self::Alpm,
            "gentoo" | "ebuild" => Self::Gentoo,
            "nginx" | "openssl" => Self::Natural,
            "datetime" => Self::DateTime,
            "lexicographic" => Self::Lexicographic,
            other => Self::of(Ecosystem::of_purl_type(other)?),
        })
    }

    /// Compares two versions.
    #[must_use]
    pub fn compare(self, a: &str, b: &str) -> Ordering {
        if a == b {
            return Ordering::Equal;
        }
        match self {
            Self::SemVer => semver::compare(a, b),
            Self::Pep440 => pep440::compare(a, b),
            Self::Maven => maven::compare(a, b),
            Self::NuGet => nuget::compare(a, b),
            Self::Gem => gem::compare(a, b),
            Self::Packagist => packagist::compare(a, b),
            Self::Debian => debian::compare(a, b),
            Self::Rpm => rpm::compare(a, b),
            Self::Alpine => alpine::compare(a, b),
            Self::Numbers => numbers::compare(a, b),
            Self::Conan => conan::compare(a, b),
            Self::Natural => natural::compare(a, b),
            Self::Alpm => alpm::compare(a, b),
            Self::Gentoo => gentoo::compare(a, b),
            Self::DateTime => datetime::compare(a, b),
            Self::Lexicographic => a.cmp(b),
        }
    }
}

/// Compares two versions of an ecosystem. It is a total order over all texts: what the ecosystem would not accept has its place too, so that
/// nothing is dropped.
#[must_use]
pub fn compare(ecosystem: Ecosystem, a: &str, b: &str) -> Ordering {
    Order::of(ecosystem).compare(a, b)
}

/// Compares what was read of two texts; a text of which nothing could be read is older than every one that is a version, and among their like
/// the texts decide.
fn read_first<T: Ord>(a: (&str, Option<T>), b: (&str, Option<T>)) -> Ordering {
    match (a.1, b.1) {
        (Some(one), Some(other)) => one.cmp(&other),
        (Some(_), None) => Ordering::Greater,
        (None, Some(_)) => Ordering::Less,
        (None, None) => a.0.cmp(b.0),
    }
}

/// Compares two sequences by their first difference; what stands behind the end is `None`.
fn sequences<T>(
    a: impl IntoIterator<Item = T>,
    b: impl IntoIterator<Item = T>,
    compare: impl Fn(Option<&T>, Option<&T>) -> Ordering,
) -> Ordering {
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    loop {
        let (one, other) = (a.next(), b.next());
        if one.is_none() && other.is_none() {
            return Ordering::Equal;
        }
        let ordering = compare(one.as_ref(), other.as_ref());
        if ordering.is_ne() {
            return ordering;
        }
    }
}

/// A version as records and files are compared: the `v` that many write before a number is no part of it. Nothing else is taken for equal: a
/// judgement about `1.0` is none about `1.0.0`.
#[must_use]
pub fn comparable(version: &str) -> &str {
    let version = version.trim();
    match version.strip_prefix(['v', 'V']) {
        Some(rest) if rest.starts_with(|first: char| first.is_ascii_digit()) => rest,
        _ => version,
    }
}

#[cfg(test)]
mod tests;
