//! Input that is cut, nested, endless, or written in another encoding than it says.

use crate::taken::{refused, taken, try_bytes};
use primum_evidence::read;
use std::io::Read;

/// A whole file of every format, for tests that cut them.
const WHOLE: [&str; 14] = [
    "<testsuites><testsuite name='a' tests='1'><testcase name='x'><failure>f</failure></testcase></testsuite></testsuites>",
    "<TestRun><Results><UnitTestResult testName='a' outcome='Passed'/></Results></TestRun>",
    "<test-run total='1'><test-suite name='s'><test-case name='a' result='Passed'/></test-suite></test-run>",
    "<assemblies><assembly name='a'><collection><test name='t' result='Pass'/></collection></assembly></assemblies>",
    "<Site><Testing><Test Status='passed'><Name>a</Name></Test></Testing></Site>",
    "<robot><suite name='s'><test name='t'><status status='PASS'/></test></suite></robot>",
    "<coverage line-rate='1'><class filename='a'><lines><line number='1' hits='1'/></lines></class></coverage>",
    "<report name='r'><package name='p'><sourcefile name='a'><counter type='LINE' missed='0' covered='1'/></sourcefile></package></report>",
    "<results version='2'><errors><error id='a' severity='error' msg='m'/></errors></results>",
    "{\"gcovr/format_version\":\"0.15\",\"files\":[{\"file\":\"a\",\"lines\":[]}]}",
    "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\"}},\"results\":[{\"message\":{\"text\":\"m\"}}]}]}",
    "[{\"filePath\":\"a\",\"messages\":[]}]",
    "[{\"check_name\":\"a\",\"location\":{\"path\":\"b\"}}]",
    "SF:a.c\nDA:1,1\nend_of_record",
];

#[test]
fn no_cut_file_is_taken() {
    for text in WHOLE {
        taken(text);
        for end in 0..text.len() {
            let cut = try_bytes(&text.as_bytes()[..end]);
            assert!(cut.is_err(), "taken: {}", &text[..end]);
        }
    }
}

#[test]
fn a_bomb_of_entities_and_an_entity_from_outside_are_refused() {
    let bomb = "<!DOCTYPE t [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><testsuite><testcase name='&b;'/></testsuite>";
    assert!(refused(bomb).reason.contains("`&b;`"));
    let outside = "<!DOCTYPE t [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><testsuite><testcase name='x'><failure>&a;</failure></testcase></testsuite>";
    assert_eq!(refused(outside).format.map(primum_evidence::Format::id), Some("junit"));
    // A document type that is only named harms nobody.
    taken("<!DOCTYPE coverage SYSTEM 'http://example.invalid/coverage-04.dtd'><coverage line-rate='1'/>");
}

#[test]
fn nesting_without_end_is_refused() {
    assert!(refused(&"<testsuite>".repeat(100_000)).reason.contains("nested"));
    refused(&format!("{{\"runs\":[{}", "[".repeat(100_000)));
    refused(&format!("{{\"version\":{}", "{\"runs\":".repeat(100_000)));
    let deep = format!("{{\"version\":\"2.1.0\",\"runs\":[],\"x\":{}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    // What nobody asks for is passed over without recursion.
    taken(&deep);
}

#[test]
fn every_encoding_gives_the_same_name() {
    let text = "<testsuite><testcase name='Grüße 剂量'/></testsuite>";
    let utf16 = |little: bool| {
        let mut bytes = if little { vec![0xFF, 0xFE] } else { vec![0xFE, 0xFF] };
        bytes.extend(text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }));
        bytes
    };
    let declared = format!("<?xml version='1.0' encoding='UTF-16'?>{text}");
    let wrong = format!("<?xml version='1.0' encoding='ISO-8859-1'?>{text}");
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(true),
        utf16(false),
        declared.into_bytes(),
        wrong.into_bytes(),
    ] {
        let taken = try_bytes(&bytes).expect("a reading");
        assert_eq!(taken.cases()[0].name, "Grüße 剂量");
    }
    let latin = try_bytes(b"<?xml version='1.0' encoding='windows-1252'?><testsuite><testcase name='Gr\xFC\xDFe'/></testsuite>")
        .expect("a reading");
    assert_eq!(latin.cases()[0].name, "Grüße");
    let invalid = try_bytes(b"<testsuite><testcase name='a\xFFb'/></testsuite>").expect("a reading");
    assert_eq!(invalid.cases()[0].name, "a\u{fffd}b");
    assert_eq!(invalid.note("no valid text"), Some(false));
}

/// A stream that is made while it is read: a head, the same piece many times, a tail.
struct Made<'a> {
    head: &'a [u8],
    piece: &'a [u8],
    times: usize,
    tail: &'a [u8],
    at: usize,
}

impl Read for Made<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let current = if self.head.is_empty() && self.times > 0 {
                self.piece
            } else if self.head.is_empty() {
                self.tail
            } else {
                self.head
            };
            let rest = &current[self.at..];
            if !rest.is_empty() {
                let count = rest.len().min(into.len());
                into[..count].copy_from_slice(&rest[..count]);
                self.at += count;
                return Ok(count);
            }
            self.at = 0;
            if !self.head.is_empty() {
                self.head = &[];
            } else if self.times > 0 {
                self.times -= 1;
            } else {
                self.tail = &[];
                return Ok(0);
            }
            if self.head.is_empty() && self.times == 0 && self.tail.is_empty() {
                return Ok(0);
            }
        }
    }
}

#[test]
fn an_endless_output_takes_no_more_memory_than_is_kept_of_it() {
    let piece = "x".repeat(64 * 1024);
    let mut stream = Made {
        head: b"<testsuite><testcase name='a'><system-out><![CDATA[",
        piece: piece.as_bytes(),
        times: 500,
        tail: b"]]></system-out></testcase></testsuite>",
        at: 0,
    };
    let mut kept = 0;
    let reading = read(&mut stream, &mut |entry| {
        if let primum_evidence::Entry::Case(case) = entry {
            kept = case.output.map_or(0, |output| output.len());
        }
    });
    assert!(reading.is_ok());
    assert_eq!(kept, 2048);
}

#[test]
fn an_endless_tag_or_line_is_refused() {
    let piece = "y".repeat(64 * 1024);
    for head in ["<testsuite><testcase name='", "<testsuite><testcase "] {
        let mut stream = Made { head: head.as_bytes(), piece: piece.as_bytes(), times: 1000, tail: b"", at: 0 };
        let refusal = read(&mut stream, &mut |_| ()).expect_err("a refusal");
        assert!(refusal.reason.contains("longer than"), "{refusal}");
    }
    let mut stream = Made { head: b"SF:a\nDA:1,1\nFN:1,", piece: piece.as_bytes(), times: 1000, tail: b"", at: 0 };
    assert!(read(&mut stream, &mut |_| ()).expect_err("a refusal").reason.contains("longer than"));
}

#[test]
fn a_stream_that_breaks_is_refused() {
    struct Broken(bool);
    impl Read for Broken {
        fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(std::io::Error::other("the disk is gone"));
            }
            let text = b"<testsuite><testcase name='a'/>";
            into[..text.len()].copy_from_slice(text);
            Ok(text.len())
        }
    }
    assert!(read(&mut Broken(false), &mut |_| ()).expect_err("a refusal").reason.contains("the disk is gone"));
}

#[test]
fn few_bytes_do_not_become_much_memory() {
    // Each of these would be a hundred thousand branches if they were kept one by one.
    let line = "<line number='1' hits='1' condition-coverage='0% (7/100000)'/>".repeat(20_000);
    let branches = taken(&format!("<coverage line-rate='1'><class filename='a'><lines>{line}</lines></class></coverage>"));
    assert_eq!(branches.file("a").measures.branches, crate::taken::of(7, 100_000));
    let many = format!("{{\"version\":\"2.1.0\",\"runs\":[{{\"results\":[{}{{}}]}}]}}", "{},".repeat(1_000_000));
    assert!(refused(&many).reason.contains("more than 1000000 elements"));
    let odd = format!("{{\"source_files\":[{{\"name\":\"a\",\"coverage\":[{}0],\"branches\":[1,0,0]}}]}}", "[[1,2,3],{}],".repeat(1000));
    assert_eq!(taken(&odd).note("1001 hits"), Some(false));
}
