//! The format is known by the content, and what belongs to none is refused with the reason.

use crate::taken::{refused, taken, try_bytes};
use primum_evidence::Format;

#[test]
fn what_is_no_evidence_is_refused_with_a_reason() {
    for (text, reason) in [
        ("", "the file is empty"),
        (" \n", "the file is empty"),
        ("[]", "an empty list does not say"),
        ("[ ]\n", "an empty list does not say"),
        ("hello\nworld\n", "nothing in it"),
        ("<html><body/></html>", "<html>"),
        ("<coverage/>", "<coverage>"),
        ("{\"stats\":{},\"tests\":[]}", "(stats, tests)"),
        ("PK\u{3}\u{4}abc", "compressed"),
        ("a\0b", "not a text"),
    ] {
        let refusal = refused(text);
        assert!(refusal.reason.contains(reason), "{text:?}: {refusal}");
        assert_eq!(refusal.format, None);
    }
    assert!(try_bytes(&[0x1f, 0x8b, 8, 0, 0, 0]).is_err_and(|refusal| refusal.reason.contains("compressed")));
}

#[test]
fn a_reading_says_how_its_format_was_recognised() {
    for (text, format, reason) in [
        ("<testsuites/>", Format::JUnit, "<testsuites>"),
        ("\u{feff}<!-- x -->\n<testsuite/>", Format::JUnit, "<testsuite>"),
        ("{\"version\":\"2.1.0\",\"runs\":[]}", Format::Sarif, "`runs`"),
        ("log\n\n1..1\nok 1 - a\n", Format::Tap, "line 3"),
        ("TN:\nSF:a\nend_of_record\n", Format::Lcov, "line 2"),
    ] {
        let taken = taken(text);
        assert_eq!(taken.reading.format, format, "{text}");
        assert!(taken.reading.reason.contains(reason), "{}", taken.reading.reason);
    }
}

#[test]
fn names_of_formats_are_unique() {
    let mut ids: Vec<&str> = Format::ALL.iter().map(|format| format.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), Format::ALL.len());
}
