//! Each format of advisories, small.

use super::*;
use proptest::prelude::*;
use range::{At, Standing};

fn all(path: &str, text: &str) -> (Vec<Advisory>, Vec<Mark>, Vec<String>) {
    let (mut advisories, mut marks, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    read(path, text.as_bytes(), &mut |entry| match entry {
        Entry::Advisory(advisory) => advisories.push(*advisory),
        Entry::Mark(mark) => marks.push(mark),
        Entry::Note(_, note) => notes.push(note),
        Entry::Dated(_) => {}
    })
    .expect(path);
    (advisories, marks, notes)
}

#[test]
fn osv_is_the_same_in_json_and_yaml() {
    let json = r#"{"id": "X-1", "modified": "2024-01-02T00:00:00Z", "aliases": ["CVE-2024-1"], "summary": "s",
        "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "affected": [{"package": {"ecosystem": "PyPI", "name": "a"}, "versions": ["1.10"],
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.4"}]}]}]}"#;
    let yaml = "id: X-1\nmodified: 2024-01-02T00:00:00Z\naliases: [CVE-2024-1]\nsummary: s\nseverity:\n- type: CVSS_V3\n  score: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\naffected:\n- package: {ecosystem: PyPI, name: a}\n  ranges:\n  - type: ECOSYSTEM\n    events:\n    - introduced: 0\n    - fixed: 1.4\n  versions: [1.10]\n";
    let (one, _, notes) = all("a.json", json);
    assert_eq!(one, all("a.yaml", yaml).0);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!(one[0].affected[0].versions, ["1.10"]);
    assert_eq!(one[0].modified, "2024-01-02".parse().ok());
}

#[test]
fn what_is_missing_is_told_and_counts_to_the_safe_side() {
    let (one, _, notes) = all(
        "a.json",
        r#"{"id": "X-2", "modified": "2024-01-02T00:00:00Z", "withdrawn": "soon", "affected": [
        {"package": {"ecosystem": "npm", "name": "a"}},
        {"package": {"ecosystem": "npm", "name": "b"}, "ranges": [{"type": "SEMVER", "events": [{"fixed": "1.0.0"}, {"eaten": "2"}]}]},
        {"versions": ["1"]}]}"#,
    );
    assert_eq!(one[0].withdrawn, None);
    assert_eq!(one[0].affected.len(), 2);
    assert!(one[0].affected[1].ranges[0].events.iter().any(|event| event.at == At::Introduced && event.version == "0"));
    for told in ["withdrawn", "no version is stated", "`eaten`", "does not say where it begins", "no package"] {
        assert!(notes.iter().any(|note| note.contains(told)), "{told}: {notes:?}");
    }
    let refusal = read("a.json", b"{\"modified\": 1, \"affected\": []}", &mut |_| {}).expect_err("no id");
    assert!(refusal.reason.contains("no database"));
}

#[test]
fn rustsec_says_what_is_not_affected() {
    let text = "```toml\n[advisory]\nid = \"RUSTSEC-2022-0065\"\npackage = \"openssl-src\"\naliases = [\"CVE-2022-3786\"]\ndate = \"2022-11-01\"\ninformational = \"unmaintained\"\n[versions]\npatched = [\">= 300.0.11\"]\nunaffected = [\"< 300.0.0\"]\n```\n\n# A title\n\nText.\n";
    let (one, _, notes) = all("crates/openssl-src/RUSTSEC-2022-0065.md", text);
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!((one[0].summary.as_str(), one[0].unmaintained), ("A title", true));
    let range = &one[0].affected[0].ranges[0];
    for (version, inside) in [("300.0.5", true), ("300.0.11", false), ("111.25.0", false), ("300.0.0", true)] {
        assert_eq!(matches!(range.standing(crate::Ecosystem::Cargo, version), Standing::Inside(_)), inside, "{version}");
    }
    assert_eq!(
        all("rust/std/CVE-1.md", text).0[0].affected[0].subject,
        Subject::Package { ecosystem: "Rust".into(), name: "openssl-src".into() }
    );
    assert_eq!(read("a.md", b"```toml\n[advisory]\nid = 1\n```\n", &mut |_| {}).expect_err("no id").line, Some(2));
}

#[test]
fn nvd_keeps_platforms_as_conditions() {
    let text = r#"{"format": "NVD_CVE", "vulnerabilities": [{"cve": {"id": "CVE-1", "published": "2020-01-01T00:00:00", "cisaExploitAdd": "2021-01-01",
        "descriptions": [{"lang": "es", "value": "uno"}, {"lang": "en", "value": "one"}],
        "metrics": {"cvssMetricV2": [{"cvssData": {"vectorString": "AV:N/AC:L/Au:N/C:N/I:N/A:C"}}]},
        "configurations": [{"operator": "AND", "nodes": [
          {"operator": "OR", "cpeMatch": [{"vulnerable": true, "criteria": "cpe:2.3:a:zlib:zlib:*:*:*:*:*:*:*:*", "versionStartExcluding": "1.2.0", "versionEndIncluding": "1.2.11"}]},
          {"operator": "OR", "cpeMatch": [{"vulnerable": false, "criteria": "cpe:2.3:o:linux:linux_kernel:-:*:*:*:*:*:*:*"}]}]}]}}]}"#;
    let (one, marks, _) = all("nvd.json", text);
    assert_eq!((one[0].summary.as_str(), marks.len(), one[0].affected.len()), ("one", 1, 1));
    assert_eq!(one[0].affected[0].condition, "together with linux_kernel");
    let range = &one[0].affected[0].ranges[0];
    for (version, inside) in [("1.2.0", false), ("1.2.1", true), ("1.2.11", true), ("1.2.12", false)] {
        assert_eq!(matches!(range.standing(crate::Ecosystem::Generic, version), Standing::Inside(_)), inside, "{version}");
    }
}

#[test]
fn feeds_are_read_by_their_columns() {
    let (_, marks, _) = all("epss.csv", "#model_version:v2025.03.14,score_date:2026-11-27T00:00:00Z\ncve,epss,percentile\nCVE-1,0.5,0.9\n");
    assert_eq!(marks[0].epss, Some(0.5));
    let refusal = read("epss.csv", b"cve,epss,percentile\nCVE-1,7,0.9\n", &mut |_| {}).expect_err("no estimate");
    assert_eq!(refusal.line, Some(2));
    let kev = r#"{"catalogVersion": "1", "dateReleased": "2025-08-25T17:04:19Z", "vulnerabilities": [{"cveID": "CVE-1", "dateAdded": "2025-08-01"}]}"#;
    assert_eq!(all("kev.json", kev).1[0].exploited, "2025-08-01".parse().ok());
}

#[test]
fn contradictory_ranges_are_open() {
    let mut range = Range::of(vec![(At::Introduced, "2.0.0".into()), (At::Fixed, "1.0.0".into())]);
    assert!(range.sort(crate::Ecosystem::Npm).is_some_and(|told| told.contains("before it begins")));
    assert!(matches!(range.standing(crate::Ecosystem::Npm, "3.0.0"), Standing::Inside(_)));
    assert!(matches!(range.standing(crate::Ecosystem::Npm, "1.5.0"), Standing::Outside(_)));
    let mut range = Range::of(vec![
        (At::Fixed, "1.2.0".into()),
        (At::Introduced, "0".into()),
        (At::Introduced, "2.0.0".into()),
        (At::LastAffected, "2.1.0".into()),
    ]);
    assert_eq!(range.sort(crate::Ecosystem::Npm), None);
    let told = |version: &str| match range.standing(crate::Ecosystem::Npm, version) {
        Standing::Inside(text) | Standing::Outside(text) | Standing::Untold(text) => text,
    };
    assert_eq!(told("1.0.0"), "1.0.0 < 1.2.0");
    assert_eq!(told("2.1.0"), "2.0.0 <= 2.1.0 <= 2.1.0");
    assert_eq!(told("1.5.0"), "1.5.0 is between 1.2.0, where it ends, and 2.0.0, where it begins again");
    assert_eq!(told("2.1.1"), "2.1.1 is behind 2.1.0, the last one affected");
}

#[test]
fn a_limit_keeps_other_branches_out() {
    let mut range = Range::of(vec![(At::Introduced, "1.0.0".into()), (At::Limit, "2.0.0".into())]);
    range.sort(crate::Ecosystem::Npm);
    assert!(matches!(range.standing(crate::Ecosystem::Npm, "1.9.0"), Standing::Inside(_)));
    assert!(matches!(range.standing(crate::Ecosystem::Npm, "2.0.0"), Standing::Outside(_)));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = read("x", &bytes, &mut |_| {});
    }

    #[test]
    fn any_json_is_read_or_refused(text in r#"\{("(id|affected|modified|vulnerabilities|cve|document|csaf_version)": ?("x"|[0-9]|\[\]|\{"id": "x"\}|\[\{"cve": \{\}\}\]),? ?){0,4}\}"#) {
        let _ = read("x.json", text.as_bytes(), &mut |_| {});
    }

    /// A range of two events holds exactly what lies between them.
    #[test]
    fn a_range_holds_what_lies_between(from in 0_u8..20, to in 0_u8..20, version in 0_u8..25) {
        let name = |number: u8| format!("1.{number}.0");
        let mut range = Range::of(vec![(At::Fixed, name(to)), (At::Introduced, name(from))]);
        let told = range.sort(crate::Ecosystem::Npm);
        let inside = matches!(range.standing(crate::Ecosystem::Npm, &name(version)), Standing::Inside(_));
        if from < to {
            prop_assert_eq!(inside, from <= version && version < to);
        } else {
            prop_assert!(told.is_some());
            prop_assert_eq!(inside, version >= from);
        }
    }
}
