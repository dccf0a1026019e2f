//! What matches, and what is said where nothing can be.

use super::*;
use crate::advisory::{Entry, Mark, read};
use crate::component::Component;
use crate::ecosystem::Ecosystem;
use crate::index::{Builder, prepare};
use crate::scan::{named, why};

fn index(texts: &[&str]) -> Vec<u8> {
    let mut builder = Builder::new("2026-01-01".parse().expect("a day"));
    builder.source("test", "00");
    for text in texts {
        let mut entries = Vec::new();
        let kind = read("x.json", text.as_bytes(), &mut |entry| entries.push(entry)).expect("an advisory");
        for entry in entries {
            if let Entry::Advisory(advisory) = entry {
                builder.add(prepare(kind, *advisory));
            }
        }
    }
    builder.mark(&Mark { id: "CVE-1".into(), exploited: "2025-02-03".parse().ok(), epss: Some(0.25) });
    builder.finish()
}

fn advisory(id: &str, alias: &str, ecosystem: &str, name: &str, events: &str, more: &str) -> String {
    format!(
        r#"{{"id": "{id}", "modified": "2024-01-02T00:00:00Z", "aliases": ["{alias}"], "summary": "{id}"{more}, "affected":
        [{{"package": {{"ecosystem": "{ecosystem}", "name": "{name}"}}, "ranges": [{{"type": "ECOSYSTEM", "events": [{events}]}}]}}]}}"#
    )
}

fn component(ecosystem: Ecosystem, name: &str, version: &str) -> Component {
    Component { ecosystem: Some(ecosystem), name: name.into(), version: version.into(), ..Component::default() }
}

fn scan(texts: &[&str], components: Vec<Component>) -> Scan {
    let bytes = index(texts);
    let inventory = Inventory { components, ..Inventory::default() };
    run(&[inventory], &mut Index::open(&bytes[..]).expect("an index")).expect("a scan")
}

#[test]
fn what_several_databases_say_is_one_vulnerability() {
    let events = r#"{"introduced": "0"}, {"fixed": "1.4.0"}"#;
    let severity = r#", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"#;
    let scan = scan(
        &[
            &advisory("GO-1", "CVE-1", "Go", "example.com/a", events, ""),
            &advisory("GHSA-1", "CVE-1", "Go", "example.com/a", r#"{"introduced": "0"}, {"fixed": "1.5.0"}"#, ""),
            &advisory("OTHER-1", "CVE-1", "npm", "elsewhere", events, severity),
            &advisory("GO-2", "CVE-2", "Go", "example.com/a", events, r#", "withdrawn": "2024-02-02T00:00:00Z""#),
        ],
        vec![component(Ecosystem::Go, "example.com/a", "v1.3.0"), component(Ecosystem::Go, "example.com/a", "v1.5.0")],
    );
    assert_eq!(scan.vulnerabilities.len(), 1);
    let one = &scan.vulnerabilities[0];
    assert_eq!((one.id.as_str(), one.aliases.join(" ")), ("GO-1", "CVE-1 GHSA-1 OTHER-1".to_owned()));
    assert_eq!((one.score, one.severity, one.epss, one.exploited), (Some(9.8), Severity::Critical, Some(0.25), "2025-02-03".parse().ok()));
    assert_eq!(scan.matches.len(), 1);
    assert_eq!((scan.matches[0].fixed.join(" "), scan.matches[0].because.as_str()), ("1.4.0 1.5.0".to_owned(), "v1.3.0 < 1.4.0"));
}

#[test]
fn the_standard_library_of_rust_is_matched_and_no_crate_of_that_name() {
    let advisory = "```toml\n[advisory]\nid = \"CVE-2024-24576\"\npackage = \"std\"\ncollection = \"rust\"\ndate = \"2024-04-09\"\n\
        [versions]\npatched = [\">= 1.77.2\"]\n```\n\n# Arguments of batch files are not escaped\n";
    let built = |path: &str, text: &str| {
        let mut builder = Builder::new("2026-01-01".parse().expect("a day"));
        builder.source("test", "00");
        let mut entries = Vec::new();
        let kind = read(path, text.as_bytes(), &mut |entry| entries.push(entry)).expect("an advisory");
        for entry in entries {
            if let Entry::Advisory(advisory) = entry {
                builder.add(prepare(kind, *advisory));
            }
        }
        builder.finish()
    };
    let found = |bytes: &[u8], version: &str, range: &str| {
        let library = Component { range: range.into(), ..component(Ecosystem::Cargo, "std", version) };
        let inventory = Inventory { components: vec![library], ..Inventory::default() };
        let scan = run(&[inventory], &mut Index::open(bytes).expect("an index")).expect("a scan");
        (
            scan.vulnerabilities.into_iter().map(|one| one.id).collect::<Vec<_>>(),
            scan.unknown.into_iter().map(|one| one.2).collect::<Vec<_>>(),
        )
    };
    let rust = built("rust/std/CVE-2024-24576.md", advisory);
    let none = Vec::<String>::new;
    assert_eq!(found(&rust, "1.77.1", ""), (vec!["CVE-2024-24576".to_owned()], none()));
    assert_eq!(found(&rust, "1.77.2", ""), (none(), none()));
    assert_eq!(found(&rust, "", "stable"), (none(), vec!["no exact version is stated; `stable` is asked for".to_owned()]));
    let crates = built("crates/std/RUSTSEC-2024-0001.md", &advisory.replace("collection = \"rust\"\n", ""));
    assert_eq!(found(&crates, "1.77.1", ""), (none(), vec!["the index has nothing of Rust".to_owned()]));
}

#[test]
fn the_gravest_score_counts_however_many_names_a_vulnerability_has() {
    let events = r#"{"introduced": "0"}"#;
    let mut texts: Vec<String> =
        (100..300).map(|number| advisory(&format!("A-{number}"), "CVE-1", "Go", "elsewhere", events, "")).collect();
    let severity = r#", "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]"#;
    // In the order of names the only one with a score is the last.
    texts.push(advisory("ZZ-1", "CVE-1", "npm", "elsewhere", events, severity));
    texts.push(advisory("A-001", "CVE-1", "Go", "example.com/a", events, ""));
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let scan = scan(&texts, vec![component(Ecosystem::Go, "example.com/a", "v1.3.0")]);
    assert_eq!((scan.vulnerabilities[0].severity, scan.vulnerabilities[0].aliases.len()), (Severity::Critical, 202));
}

#[test]
fn distributions_are_compared_by_source_package_and_release() {
    let texts = [
        advisory("DEBIAN-1", "A", "Debian:12", "openssl", r#"{"introduced": "0"}, {"fixed": "3.0.9-1"}"#, ""),
        advisory("DEBIAN-2", "B", "Debian:11", "openssl", r#"{"introduced": "0"}"#, ""),
        advisory("ALPINE-1", "C", "Alpine:v3.18", "openssl", r#"{"introduced": "0"}, {"fixed": "3.1.0-r4"}"#, ""),
        advisory("RHSA-1", "D", "Red Hat", "libssl3", r#"{"introduced": "0"}, {"fixed": "1:3.0.7-28.el9"}"#, ""),
    ];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let with = |ecosystem, version: &str, purl: &str| Component { purl: purl.into(), ..component(ecosystem, "libssl3", version) };
    let scan = scan(
        &texts,
        vec![
            with(Ecosystem::Debian, "3.0.8-1", "pkg:deb/debian/libssl3@3.0.8-1?distro=debian-12&upstream=openssl"),
            with(Ecosystem::Debian, "3.0.8-1", "pkg:deb/debian/libssl3@3.0.8-1?distro=debian-12&upstream=openssl%403.0.9-1"),
            with(Ecosystem::Alpine, "3.1.0-r1", "pkg:apk/alpine/libssl3@3.1.0-r1?distro=alpine-3.18.4&upstream=openssl"),
            with(Ecosystem::Alpine, "3.1.0-r1", "pkg:apk/alpine/libssl3@3.1.0-r1?distro=alpine-3.19.1&upstream=openssl"),
            with(Ecosystem::Rpm, "1:3.0.7-27.el9", "pkg:rpm/redhat/libssl3@3.0.7-27.el9?epoch=1&upstream=openssl-3.0.7-27.el9.src.rpm"),
        ],
    );
    let told: Vec<(usize, &str)> =
        scan.matches.iter().map(|one| (one.component, scan.vulnerabilities[one.vulnerability].id.as_str())).collect();
    assert_eq!(told, [(0, "DEBIAN-1"), (2, "ALPINE-1"), (4, "RHSA-1")]);
}

#[test]
fn products_are_compared_by_cpe_or_by_name() {
    let nvd = r#"{"format": "NVD_CVE", "vulnerabilities": [{"cve": {"id": "CVE-9", "configurations": [{"nodes": [{"cpeMatch": [
        {"vulnerable": true, "criteria": "cpe:2.3:a:zlib:zlib:*:*:*:*:*:*:*:*", "versionEndExcluding": "1.2.12"},
        {"vulnerable": true, "criteria": "cpe:2.3:a:other:zlib:*:*:*:*:*:wordpress:*:*"}]}]}]}}]}"#;
    let cpe = |vendor: &str| Component {
        cpe: format!("cpe:2.3:a:{vendor}:zlib:1.2.11:*:*:*:*:*:*:*"),
        ..component(Ecosystem::Generic, "z", "1.2.11")
    };
    let scan = scan(
        &[nvd],
        vec![component(Ecosystem::Conan, "zlib", "1.2.11"), component(Ecosystem::Vcpkg, "zlib", "1.2.12#1"), cpe("zlib"), cpe("nobody")],
    );
    let told: Vec<usize> = scan.matches.iter().map(|one| one.component).collect();
    assert_eq!(told, [0, 2]);
    assert!(scan.matches[0].because.contains("vendor is not compared"), "{}", scan.matches[0].because);
    assert_eq!(scan.matches[1].fixed, ["1.2.12"]);
}

#[test]
fn near_misses_are_explained_and_what_is_not_known_is_told() {
    let text = advisory("GHSA-9", "CVE-9", "NuGet", "MongoDB.Driver", r#"{"introduced": "0"}, {"fixed": "2.19.0"}"#, "");
    let bytes = index(&[&text]);
    let mut index = Index::open(&bytes[..]).expect("an index");
    let ranged = Component { range: ">=1".into(), ..component(Ecosystem::NuGet, "c", "") };
    let inventory = Inventory {
        components: vec![component(Ecosystem::NuGet, "mongodb.driver", "2.19.1"), ranged, component(Ecosystem::Npm, "a", "1.0.0")],
        ..Inventory::default()
    };
    let near = why(&inventory, 0, &mut index).expect("an answer");
    assert_eq!((near[0].matches, near[0].reason.as_str()), (false, "2.19.1 is not before 2.19.0, which fixes it"));
    assert_eq!(named(&inventory, "cve-9", &mut index).expect("an answer"), near);
    let scan = run(&[inventory], &mut index).expect("a scan");
    assert!(scan.matches.is_empty());
    assert_eq!(scan.unknown.iter().map(|one| one.1).collect::<Vec<_>>(), [1, 2]);
    assert!(scan.unknown[1].2.contains("nothing of npm"), "{:?}", scan.unknown);
}

#[test]
fn a_range_of_versions_answers_for_the_range_of_commits_beside_it() {
    let commits =
        r#"{"type": "GIT", "repo": "https://h/a", "events": [{"introduced": "0"}, {"fixed": "93b22b846e0269ee9594ff71a72bec02d2bea8fd"}]}"#;
    let versions = r#"{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "6.2.2"}]}"#;
    let text = |ranges: &str, listed: &str| {
        format!(
            r#"{{"id": "X-1", "modified": "2024-01-02T00:00:00Z", "affected": [{{"package": {{"ecosystem": "PyPI", "name": "a"}}, "ranges": [{ranges}], "versions": [{listed}]}}]}}"#
        )
    };
    let both = format!("{commits}, {versions}");
    // Matched, not known: by version.
    for (ranges, listed, version, expected) in [
        (both.as_str(), r#""6.2.1""#, "8.0.0", (0, 0)),
        (&both, r#""6.2.1""#, "6.2.1", (1, 0)),
        (&both, "", "8.0.0", (0, 0)),
        (&both, "", "6.2.1", (1, 0)),
        (&both, "", "93b22b8", (1, 0)),
        (commits, "", "8.0.0", (0, 1)),
        (commits, r#""6.2.1""#, "8.0.0", (0, 0)),
        (commits, r#""6.2.1""#, "6.2.1", (1, 0)),
    ] {
        let scan = scan(&[&text(ranges, listed)], vec![component(Ecosystem::PyPi, "a", version)]);
        assert_eq!((scan.matches.len(), scan.unknown.len()), expected, "{ranges} {listed} {version}");
    }
    // A commit stands in no order of versions; whatever the range of versions says of its letters, it is not called unaffected.
    let bytes = index(&[&text(&both, "")]);
    let inventory = Inventory { components: vec![component(Ecosystem::PyPi, "a", "ffffff00ffffff")], ..Inventory::default() };
    let scan = run(&[inventory], &mut Index::open(&bytes[..]).expect("an index")).expect("a scan");
    assert_ne!((scan.matches.len(), scan.unknown.len()), (0, 0));
}
