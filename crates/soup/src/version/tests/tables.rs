//! Rows of versions in rising order, and versions that are one, from what each ecosystem says of itself.

use super::*;

fn rising(order: Order, versions: &[&str]) {
    for (at, older) in versions.iter().enumerate() {
        for newer in &versions[at + 1..] {
            assert_eq!(order.compare(older, newer), Ordering::Less, "{order:?}: {older:?} {newer:?}");
        }
    }
}

fn same(order: Order, versions: &[&str]) {
    for one in versions {
        for other in versions {
            assert_eq!(order.compare(one, other), Ordering::Equal, "{order:?}: {one:?} {other:?}");
        }
    }
}

#[test]
fn semantic_versions() {
    // Semantic Versioning 2.0.0, clause 11.
    rising(
        Order::SemVer,
        &[
            "",
            "latest",
            "0.0.0-0",
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0",
            "1.0.1",
            "1.0.18446744073709551616",
            "1.0.18446744073709551617",
            "2.0.0",
            "10.0.0",
        ],
    );
    same(Order::SemVer, &["1.0.0", "1", "v1.0", "=1.0.0", "1.0.0+build.5", "1.0.0.0"]);
}

#[test]
fn modules_and_the_tool_chain_of_go() {
    // Go Modules Reference, "Pseudo-versions": a commit before v1.2.4 is v1.2.4-0.time-commit, one without a tag v0.0.0-time-commit.
    rising(
        Order::of(Ecosystem::Go),
        &[
            "v0.0.0-20180101000000-000000000000",
            "v0.0.0-20191109021931-daa7c04131f5",
            "v0.1.0",
            "v1.2.3-pre",
            "v1.2.3-pre.0.20191109021931-daa7c04131f5",
            "v1.2.3",
            "v1.2.4-0.20191109021931-daa7c04131f5",
            "v1.2.4",
            "v2.0.0+incompatible",
            "v2.0.1+incompatible",
        ],
    );
    rising(Order::of(Ecosystem::Go), &["go1.20", "1.21-0", "go1.21rc2", "go1.21.0", "1.21.3"]);
    same(Order::of(Ecosystem::Go), &["v2.0.0+incompatible", "2.0.0"]);
}

#[test]
fn python() {
    // PEP 440, "Summary of permitted suffixes and relative ordering", and the loose spellings.
    rising(
        Order::Pep440,
        &[
            "",
            "not a version",
            "1.0.dev456",
            "1.0a1",
            "1.0a2.dev456",
            "1.0a12.dev456",
            "1.0a12",
            "1.0b1.dev456",
            "1.0b2",
            "1.0b2.post345.dev456",
            "1.0b2.post345",
            "1.0rc1.dev456",
            "1.0rc1",
            "1.0",
            "1.0+abc.5",
            "1.0+abc.7",
            "1.0+5",
            "1.0.post456.dev34",
            "1.0.post456",
            "1.0.15",
            "1.1.dev1",
            "2013.10",
            "1!0.1",
        ],
    );
    same(Order::Pep440, &["1.0", "1", "v1.0.0", "1.0.0.0", " 1.0 "]);
    same(Order::Pep440, &["1.0a1", "1.0-ALPHA1", "1.0.alpha.1", "1.0_a_1"]);
    same(Order::Pep440, &["1.0rc1", "1.0c1", "1.0pre1", "1.0preview1"]);
    same(Order::Pep440, &["1.0.post1", "1.0-1", "1.0-r1", "1.0rev1"]);
    same(Order::Pep440, &["1.0a", "1.0a0"]);
    same(Order::Pep440, &["1.0a.dev0", "1.0adev", "1.0a0.dev0"]);
}

#[test]
fn maven() {
    // POM Reference, "Version Order Specification" and its examples.
    rising(
        Order::Maven,
        &[
            "1-alpha",
            "1-alpha2-SNAPSHOT",
            "1-alpha2",
            "1-alpha-123",
            "1-beta-2",
            "1-m3",
            "1-rc",
            "1-cr2",
            "1-SNAPSHOT",
            "1",
            "1-sp",
            "1-sp2",
            "1-abc",
            "1-xyz",
            "1-1-snapshot",
            "1-1",
            "1-2",
            "1.1",
            "2147483648",
        ],
    );
    same(Order::Maven, &["1", "1.0", "1.ga", "1-ga", "1.0.0", "1-0", "1.final", "1.0-FINAL", "1.0.RELEASE"]);
    same(Order::Maven, &["1.0-rc1", "1.0.RC1", "1-cr1", "1rc1"]);
    rising(Order::Maven, &["2.9.10", "2.9.10.1", "2.10.0", "2.10.0.pr1"]);
    rising(Order::Maven, &["1.0.alpha", "1", "1-1", "1.0.1"]);
}

#[test]
fn nuget() {
    rising(
        Order::NuGet,
        &["x", "1.0.0-Alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-BETA.10", "1.0.0", "1.0.0.1-pre", "1.0.0.1", "1.0.1"],
    );
    same(Order::NuGet, &["1.0", "1", "1.0.0.0", "01.0.0+meta"]);
}

#[test]
fn gems() {
    // The documentation of `Gem::Version`.
    rising(Order::Gem, &["1.0.a", "1.0.a.2", "1.0.b1", "1.0.rc1", "1.0", "1.0.1.pre", "1.0.1", "1.9.9", "1.10"]);
    same(Order::Gem, &["1.0", "1", "1.0.0", "v1.0"]);
    same(Order::Gem, &["1.0-rc1", "1.0.pre.rc1", "1-rc.1"]);
}

#[test]
fn composer() {
    rising(
        Order::Packagist,
        &[
            "dev-main",
            "1.0.0-dev",
            "1.0.0-alpha1",
            "1.0.0-alpha2",
            "1.0.0-beta1-dev",
            "1.0.0-beta1",
            "1.0.0-RC1",
            "1.0.0",
            "1.0.0-p1",
            "1.0.1",
            "1.x-dev",
            "2.0.0",
        ],
    );
    same(Order::Packagist, &["v1.0", "1.0.0", "1.0.0.0", "1.0.0-stable", "1.0.0+sha"]);
    same(Order::Packagist, &["1.0b2", "1.0.0-beta2", "1.0.0.beta.2"]);
}

#[test]
fn debian() {
    // Debian Policy, 5.6.12; deb-version(7).
    rising(
        Order::Debian,
        &[
            "0.9",
            "1.0~~",
            "1.0~~a",
            "1.0~",
            "1.0~rc1-1",
            "1.0",
            "1.0-1",
            "1.0-1+b1",
            "1.0-1.1",
            "1.0a",
            "1.0+dfsg-1",
            "1.0.1",
            "1.10",
            "1:0.1",
        ],
    );
    rising(Order::Debian, &["2.36-9+deb12u3", "2.36-9+deb12u10", "2.37-0ubuntu1~22.04", "2.37-0ubuntu1"]);
    same(Order::Debian, &["1.0", "0:1.0", "1.0-0", "1.00"]);
}

#[test]
fn rpm() {
    // The tests of rpmvercmp in the sources of RPM.
    rising(
        Order::Rpm,
        &["1.0~rc1~git1", "1.0~rc1", "1.0~rc2", "1.0", "1.0^", "1.0^git1~pre", "1.0^git1", "1.0a", "1.0.1", "1.0.10", "10", "1:0.5"],
    );
    rising(Order::Rpm, &["xyz.4", "8", "10"]);
    rising(Order::Rpm, &["5.5p1", "5.5p2", "5.5p10", "6.0"]);
    rising(Order::Rpm, &["1.0", "1.0-1.el8", "1.0-2.el8", "1.0-10.el8", "1.0-10.el8_5"]);
    same(Order::Rpm, &["2.0", "2_0", "2.0.", "02.0"]);
}

#[test]
fn alpine_and_gentoo() {
    // The tests of apk-tools, and the Package Manager Specification.
    rising(
        Order::Alpine,
        &[
            "nonsense",
            "1.0_alpha",
            "1.0_alpha1",
            "1.0_beta",
            "1.0_pre1",
            "1.0_rc1",
            "1.0",
            "1.0-r1",
            "1.0-r10",
            "1.0_git20200101",
            "1.0_p1",
            "1.0_p1-r1",
            "1.0a",
            "1.0.01",
            "1.0.1",
            "1.0.10",
            "1.1",
            "20230101",
        ],
    );
    rising(Order::Gentoo, &["1.0_pre", "1.0", "1.0-r1", "1.0_p", "1.0_p1", "1.0b", "1.0.0", "1.001", "1.01", "1.1", "1.10"]);
    same(Order::Gentoo, &["1.0-r0", "1.0", "1.0-r00"]);
    same(Order::Gentoo, &["1.010", "1.01"]);
}

#[test]
fn rows_of_numbers() {
    rising(Order::Numbers, &["x", "1", "1.0", "1.0.0", "1.2", "1.2.3", "1.10"]);
    same(Order::of(Ecosystem::Cran), &["1.2-3", "1.2.3"]);
}

#[test]
fn what_no_rule_orders() {
    rising(
        Order::Natural,
        &[
            "main",
            "1.0.2-alpha1",
            "1.0.2-beta",
            "1.0.2-rc1",
            "1.0.2",
            "1.0.2a",
            "1.0.2z",
            "1.0.2za",
            "1.0.2#1",
            "1.0.3",
            "2023-01-15",
            "2023-02-01",
        ],
    );
    same(Order::Natural, &["1.2", "v1.2.0", "1.2.0.0"]);
    rising(Order::Conan, &["1.0-", "1.0-alpha1", "1.0", "1.0+b1", "1.0a", "1.9", "1.10", "cci.20200203"]);
}

// In quadratic time this would not end.
#[test]
fn very_long_versions_are_compared() {
    for unit in ["1", "0", "1.", "0.", "a", "a.", "1a", "-", "~", "^", ".", "_p", "-a", "1-", "é", " ", "v", "+", "0-", ".x"] {
        let long = format!("1{}", unit.repeat(40_000 / unit.len()));
        let longer = format!("{long}1");
        for order in Order::ALL {
            assert_eq!(order.compare(&long, &longer), order.compare(&longer, &long).reverse(), "{order:?} {unit:?}");
        }
    }
}
