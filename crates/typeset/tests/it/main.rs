//! The program, run as `primum` runs it.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test starts the program and fails where it does not answer")]

use primum_document::{Block, Document, Heading, Inline, Set, Stamp};
use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_primum-typeset"))
        .args(arguments)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // It may end before it has read everything.
    let _ = child.stdin.take().expect("standard input").write_all(input);
    child.wait_with_output().expect("it ends")
}

fn sealed() -> Document {
    let heading =
        Block::Heading(Heading { level: 1, numbered: true, anchor: "SRS-1".to_owned(), text: vec![Inline::Text("One".to_owned())] });
    let document = Document {
        name: "01-plan".to_owned(),
        number: "DOC-01".to_owned(),
        title: "Plan".to_owned(),
        purpose: String::new(),
        clauses: Vec::new(),
        stamp: Stamp { date: "2026-11-28".to_owned(), ..Stamp::default() },
        blocks: vec![heading],
        missing: Vec::new(),
    };
    Set::new(vec![document]).documents.remove(0)
}

#[test]
fn a_document_goes_in_and_a_pdf_comes_out() {
    let json = serde_json::to_vec(&sealed()).expect("JSON");
    let first = run(&["pdf"], &json);
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    assert!(first.stdout.starts_with(b"%PDF-1.7") && first.stderr.is_empty());
    assert!(first.stdout == run(&["pdf"], &json).stdout, "another process writes the same bytes");
}

#[test]
fn it_says_its_version() {
    let said = run(&["--version"], b"");
    assert_eq!(String::from_utf8_lossy(&said.stdout), concat!("primum-typeset ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn what_is_no_document_is_refused() {
    for (arguments, input, wanted) in [
        (&["pdf"][..], &b"{}"[..], "no document"),
        (&["pdf"], b"\xff", "no document"),
        (&["pdf"], b"", "no document"),
        (&[], b"", "usage"),
        (&["pdf", "x"], b"", "usage"),
    ] {
        let found = run(arguments, input);
        assert_eq!(found.status.code(), Some(2), "{arguments:?}");
        assert!(found.stdout.is_empty() && String::from_utf8_lossy(&found.stderr).contains(wanted), "{found:?}");
    }
}

#[test]
fn a_document_that_is_not_the_sealed_one_is_refused() {
    let mut document = sealed();
    document.title.push('!');
    let found = run(&["pdf"], &serde_json::to_vec(&document).expect("JSON"));
    assert_eq!(found.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&found.stderr).contains("hash"), "{found:?}");
}
