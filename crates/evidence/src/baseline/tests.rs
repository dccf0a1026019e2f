//! Manifests as they are written, spoilt in every way, and at random.

use super::*;
use proptest::prelude::*;

fn digit(c: char) -> String {
    c.to_string().repeat(64)
}

fn manifest() -> Manifest {
    let record = |id: &str| RecordState {
        id: id.into(),
        kind: "software requirement".into(),
        path: "records/a.md".into(),
        title: "Stops".into(),
        retired: false,
        fingerprint: digit('a'),
    };
    Manifest {
        format: FORMAT,
        product: "Pump".into(),
        version: "1.2.0".into(),
        release: "REL-1".into(),
        date: "2026-06-30".into(),
        commit: "c".repeat(40),
        tree: "d".repeat(40),
        class: "C".into(),
        primum: "0.1.0".into(),
        fingerprints: 1,
        records: vec![record("SRS-1"), record("SRS-2")],
        approvals: vec![FileState { path: "approvals/a.json".into(), sha256: digit('b') }],
        evidence: vec![EvidenceState { statement: digit('1'), raw: String::new() }],
        files: vec![FileState { path: "Cargo.lock".into(), sha256: digit('e') }, FileState { path: "src/a.c".into(), sha256: digit('f') }],
        locks: vec!["Cargo.lock".into()],
        bill: FileState { path: "baselines/1.2.0.cdx.json".into(), sha256: digit('0') },
        standards: vec![Named { name: "iec62304".into(), sha256: digit('2') }],
        tools: vec![Tool { id: "TOOL-1".into(), name: "gcc".into(), version: "14.2.0".into() }],
        recipe: vec![Step { name: "build".into(), run: "make\nmake sign".into() }],
        counts: vec![
            Count { name: "clauses-answered".into(), reached: 40, of: 44 },
            Count { name: "tests-passed".into(), reached: 7, of: 7 },
        ],
    }
}

#[test]
fn what_is_written_is_read_and_written_alike() {
    let text = manifest().write();
    let read = Manifest::read(text.as_bytes()).expect("a manifest");
    assert_eq!(read, manifest());
    assert_eq!(read.write(), text);
}

#[test]
fn whatever_is_not_as_it_is_written_is_refused() {
    let text = manifest().write();
    for (from, to, told) in [
        ("\"format\": 1", "\"format\": 2", "format 2"),
        ("\"format\": 1", "\"format\": 1, \"more\": 1", "unknown field"),
        ("\"format\": 1", "\"format\": 1, \"format\": 1", "duplicate field"),
        ("\"class\": \"C\",", "", "missing field"),
        ("\"class\": \"C\"", "\"class\": \"D\"", "no safety class"),
        ("1.2.0\"", "../../x\"", "no version"),
        ("2026-06-30", "2026-06-31", "no date"),
        ("SRS-2", "SRS-1", "twice"),
        ("SRS-1", "SRS-3", "not in order"),
        ("src/a.c", "src/../../a.c", "leads out"),
        ("src/a.c", "/etc/passwd", "not in order"),
        ("\"Cargo.lock\",\n      \"sha", "\"C:lock\",\n      \"sha", "leads out"),
        (&digit('e'), &digit('E'), "no SHA-256"),
        (&digit('a'), "abc", "fingerprint"),
        ("Stops", "St\\u001bops", "control"),
        ("clauses-answered", "tests-passed", "twice"),
        ("\"reached\": 7", "\"reached\": 8", "8 of 7 is no share"),
        ("\"reached\": 7,\n      \"of\": 7", "\"reached\": 0,\n      \"of\": 0", "0 of 0 is no share"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let refused = Manifest::read(changed.as_bytes()).expect_err(to);
        assert!(refused.contains(told), "{to}: {refused}");
    }
    let deep = "[".repeat(100_000);
    assert!(Manifest::read(deep.as_bytes()).is_err());
    assert!(Manifest::read(format!("{{\"format\": 1, \"files\": {deep}").as_bytes()).is_err());
}

#[test]
fn a_version_that_names_files_stays_in_its_folder() {
    for fine in ["1.2.0", "1.2.0-rc.1+5", "v7", "2026_01"] {
        assert!(names_files(fine), "{fine}");
    }
    for odd in ["", ".", "..", "../1", "a/b", "-1", "1 2", "1\0", "C:1", "1.", &"1".repeat(65)] {
        assert!(!names_files(odd), "{odd:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(Manifest::read(&bytes).is_err());
    }

    #[test]
    fn a_manifest_with_any_byte_changed_is_refused_or_written_as_it_stands(at in 0usize..1500, byte in any::<u8>()) {
        let mut bytes = manifest().write().into_bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(read) = Manifest::read(&bytes) {
            prop_assert!(Manifest::read(read.write().as_bytes()).is_ok());
        }
    }
}
