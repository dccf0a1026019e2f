//! The index: what was added is found, and damage is refused.

use super::*;
use crate::advisory::{Entry, Mark, read};
use proptest::prelude::*;

const A: &str = r#"{"id": "GHSA-1", "modified": "2024-01-02T00:00:00Z", "aliases": ["CVE-1"], "affected": [{"package": {"ecosystem": "npm", "name": "a"},
    "versions": ["1.0.0", "9.0.0"], "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.4.0"}]}]}]}"#;

pub(crate) fn built(texts: &[&str], marks: &[Mark]) -> Vec<u8> {
    let mut builder = Builder::new("2026-01-01".parse().expect("a day"));
    builder.source("test", "00");
    for text in texts {
        let mut entries = Vec::new();
        let kind = read("x.json", text.as_bytes(), &mut |entry| entries.push(entry)).expect("an advisory");
        for entry in entries {
            match entry {
                Entry::Advisory(advisory) => builder.add(prepare(kind, *advisory)),
                Entry::Dated(day) => builder.dated(day),
                _ => {}
            }
        }
    }
    for mark in marks {
        builder.mark(mark);
    }
    builder.finish()
}

#[test]
fn what_was_added_is_found_again() {
    let mark = Mark { id: "CVE-1".into(), exploited: "2025-02-03".parse().ok(), epss: Some(0.25) };
    let bytes = built(&[A, &A.replace("GHSA-1", "GHSA-2").replace("CVE-1", "CVE-2").replace("\"a\"", "\"b\"")], &[mark]);
    let mut index = Index::open(&bytes[..]).expect("an index");
    index.verify().expect("whole");
    assert_eq!((index.info().advisories, index.info().sources[0].entries, index.info().hash.len()), (2, 3, 64));
    assert_eq!(index.info().sources[0].date, "2024-01-02".parse().ok());
    assert_eq!(index.ecosystems(), [("npm".to_owned(), 2)]);
    let postings = index.postings(&key_of_package("npm", "a")).expect("postings");
    assert_eq!(postings.len(), 1);
    assert_eq!(postings[0].versions, ["9.0.0"], "the range says it of the other one");
    let head = index.head(postings[0].advisory).expect("a head");
    assert_eq!((head.id.as_str(), &head.packages[..]), ("GHSA-1", &["npm a".to_owned()][..]));
    let group = index.group(head.group).expect("a group");
    assert_eq!(
        (group.exploited, group.epss, group.names),
        ("2025-02-03".parse().ok(), Some(0.25), vec!["CVE-1".to_owned(), "GHSA-1".to_owned()])
    );
    assert_eq!(index.named("cve-2").expect("names"), [1]);
    assert!(index.postings("npm\0c").expect("nothing").is_empty());
    assert_eq!(
        bytes,
        built(
            &[A, &A.replace("GHSA-1", "GHSA-2").replace("CVE-1", "CVE-2").replace("\"a\"", "\"b\"")],
            &[Mark { id: "CVE-1".into(), exploited: "2025-02-03".parse().ok(), epss: Some(0.25) }]
        )
    );
}

#[test]
fn of_two_with_one_identifier_the_newer_counts() {
    let newer = A.replace("2024-01-02", "2025-01-02").replace("1.4.0", "1.5.0");
    for texts in [[A, &newer], [&newer, A]] {
        let bytes = built(&texts, &[]);
        let mut index = Index::open(&bytes[..]).expect("an index");
        assert_eq!(index.info().advisories, 1);
        let postings = index.postings(&key_of_package("npm", "a")).expect("postings");
        assert_eq!(postings[0].ranges[0].events[1].version, "1.5.0");
    }
    let future = A.replace("2024-01-02", "2999-01-02");
    assert_eq!(Index::open(&built(&[&future], &[])[..]).expect("an index").info().sources[0].date, None);
}

#[test]
fn an_empty_index_is_one() {
    let bytes = built(&[], &[]);
    let mut index = Index::open(&bytes[..]).expect("an index");
    assert!(index.postings("npm\0a").expect("nothing").is_empty());
}

#[test]
fn what_is_no_index_is_refused() {
    let bytes = built(&[A], &[]);
    for (bytes, reason) in [
        (Vec::new(), "no index"),
        (vec![0; 500], "no index"),
        (bytes[..bytes.len() - 1].to_vec(), "length"),
        (
            {
                let mut other = bytes.clone();
                other[8] = 9;
                other
            },
            "version 9",
        ),
    ] {
        assert!(Index::open(&bytes[..]).expect_err(reason).reason.contains(reason));
    }
    let mut altered = bytes;
    let last = altered.len() - 1;
    altered[last] ^= 1;
    assert!(Index::open(&altered[..]).expect("its header is whole").verify().is_err());
}

proptest! {
    /// Whatever happens to the bytes, asking ends in an answer or a reason.
    #[test]
    fn damage_never_panics(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8)) {
        let mut bytes = built(&[A], &[]);
        for (place, byte) in changes {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(mut index) = Index::open(&bytes[..]) {
            let _ = index.verify();
            let _ = index.named("GHSA-1");
            if let Ok(postings) = index.postings("npm\0a") {
                for posting in postings {
                    if let Ok(head) = index.head(posting.advisory) {
                        let _ = index.group(head.group);
                    }
                }
            }
        }
    }
}
