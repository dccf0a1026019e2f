//! What the reader of XML takes and refuses, and that it sees what an established parser sees.

use super::{Event, Xml};
use crate::source::Source;
use proptest::prelude::*;

/// The events of a document in short: `<a x=1>`, `"text"`, `</a>`; a refusal ends them.
fn events(bytes: &[u8]) -> Result<Vec<String>, String> {
    let mut input = bytes;
    let mut xml = Xml::new(Source::new(&mut input));
    let mut told: Vec<String> = Vec::new();
    loop {
        match xml.next().map_err(|refusal| refusal.to_string())? {
            Event::Start => told.push(format!("<{}", xml.name)),
            Event::End => told.push(format!("</{}", xml.name)),
            Event::Text => match told.last_mut().filter(|last| last.starts_with('"')) {
                Some(last) => last.push_str(&xml.text),
                None => told.push(format!("\"{}", xml.text)),
            },
            Event::Done => return Ok(told),
        }
    }
}

/// The same by `quick-xml`, with which ours is compared; `None` where it finds a fault.
fn by_quick_xml(text: &str) -> Option<Vec<String>> {
    use quick_xml::events::Event as Theirs;
    let mut reader = quick_xml::Reader::from_str(text);
    let mut told: Vec<String> = Vec::new();
    let mut depth = 0_i64;
    let push = |told: &mut Vec<String>, piece: &str| match told.last_mut().filter(|last| last.starts_with('"')) {
        Some(last) => last.push_str(piece),
        None if !piece.is_empty() => told.push(format!("\"{piece}")),
        None => {}
    };
    loop {
        match reader.read_event().ok()? {
            Theirs::Start(start) => {
                depth += 1;
                told.push(format!("<{}", start.name().as_ref()));
            }
            Theirs::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                told.push(format!("<{name}"));
                told.push(format!("</{name}"));
            }
            Theirs::End(end) => {
                depth -= 1;
                told.push(format!("</{}", end.name().as_ref()));
            }
            Theirs::Text(text) if depth > 0 => push(&mut told, &text.into_inner()),
            Theirs::CData(text) => push(&mut told, &text.into_inner()),
            Theirs::GeneralRef(name) => {
                let c = match name.resolve_char_ref().ok()? {
                    Some(c) => c,
                    None => match name.into_inner().as_ref() {
                        "amp" => '&',
                        "lt" => '<',
                        "gt" => '>',
                        "quot" => '"',
                        "apos" => '\'',
                        _ => return None,
                    },
                };
                push(&mut told, &c.to_string());
            }
            Theirs::Eof => return (depth == 0).then_some(told),
            _ => {}
        }
    }
}

fn refused(text: &str) -> String {
    events(text.as_bytes()).expect_err("a refusal")
}

#[test]
fn a_document_comes_as_events() {
    let text = "<?xml version=\"1.0\"?><!-- a > b --><a x='1'>one &amp; <![CDATA[<two>]]]]><b/>&#65;&#x42;</a>\n";
    assert_eq!(events(text.as_bytes()).expect("events"), ["<a", "\"one & <two>]]", "<b", "</b", "\"AB", "</a"]);
}

#[test]
fn values_are_resolved_and_may_hold_an_angle() {
    let mut input = &b"<a time=\"<<computed>>\" m='&lt;x&gt;&#10;y\nz' e=\"\"/>"[..];
    let mut xml = Xml::new(Source::new(&mut input));
    assert_eq!(xml.next().expect("a start"), Event::Start);
    assert_eq!(xml.attribute("time"), Some("<<computed>>"));
    assert_eq!(xml.attribute("m"), Some("<x>\ny z"));
    assert_eq!((xml.attribute("e"), xml.attribute("none")), (Some(""), None));
}

#[test]
fn a_document_that_is_not_whole_is_refused_wherever_it_is_cut() {
    let text = "<!DOCTYPE a [<!ENTITY x \"y\">]><a b=\"c\"><d>text &amp; <![CDATA[more]]></d><!-- e --></a>";
    assert!(events(text.as_bytes()).is_ok());
    for end in 0..text.len() {
        assert!(events(&text.as_bytes()[..end]).is_err(), "{}", &text[..end]);
    }
}

#[test]
fn no_entity_is_expanded() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
    assert!(refused(bomb).contains("the entity `&c;`"));
    assert!(refused("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a y=\"&x;\"/>").contains("no other is expanded"));
}

#[test]
fn faults_are_named_with_their_place() {
    assert_eq!(refused("<a>\n  <b>\n</a>"), "line 3, column 1: </a> closes <b>");
    assert_eq!(refused("<a/><b/>"), "line 1, column 5: a second element stands beside the outermost one");
    assert!(refused("<a x=1/>").contains("no quoted value"));
    assert!(refused("<a x='1' x='2'/>").contains("twice"));
    assert!(refused("<a>& b</a>").contains("&amp;"));
    assert!(refused(&"<a>".repeat(1000)).contains("nested"));
    assert!(refused("").contains("before its first element"));
}

#[test]
fn utf_16_and_wrong_declarations_are_read() {
    let text = "<a>grün \u{1F600}</a>";
    for little in [true, false] {
        let mut bytes = if little { vec![0xFF, 0xFE] } else { vec![0xFE, 0xFF] };
        bytes.extend(text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }));
        assert_eq!(events(&bytes).expect("events"), ["<a", "\"grün \u{1F600}", "</a"]);
    }
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>gr\xFCn \x80</a>";
    assert_eq!(events(latin).expect("events")[1], "\"grün €");
    let wrong = "<?xml version='1.0' encoding='ISO-8859-1'?><a>grün</a>".as_bytes();
    assert_eq!(events(wrong).expect("events")[1], "\"grün");
    assert_eq!(events(b"<a>gr\xFCn</a>").expect("events")[1], "\"gr\u{FFFD}n");
}

#[test]
fn a_text_longer_than_any_buffer_comes_whole() {
    let long = "x]y]]z".repeat(100_000);
    let told = events(format!("<a><![CDATA[{long}]]>{long}</a>").as_bytes()).expect("events");
    assert_eq!(told[1].len(), 1 + 2 * long.len());
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = events(&bytes);
    }

    #[test]
    fn ours_and_theirs_agree(text in "(<a>|<b c='d'>|</a>|</b>|<e/>|&amp;|&#33;|text|<!-- x -->|<!\\[CDATA\\[<]\\]\\]>|\\?){0,12}") {
        let text = format!("<root>{text}</root>");
        prop_assert_eq!(events(text.as_bytes()).ok(), by_quick_xml(&text));
    }
}
