//! YAML 1.2 to nodes with lines. Anchors are followed within a budget, so a file cannot grow without end.

use crate::node::{DEPTH, Node, VALUES, What, unique};
use crate::refusal::Refusal;
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;

/// How much aliases may add to what a file holds by itself.
const ALIASED: usize = 100_000;

enum Open {
    List(u32, usize, Vec<Node>),
    Map(u32, usize, Vec<(String, Node)>, Option<(u32, String)>),
}

/// Reads all documents of a YAML file.
pub(crate) fn read(text: &str) -> Result<Vec<Node>, Refusal> {
    let options = granit_parser::options! { emit_comments: false };
    let mut documents = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: HashMap<usize, (usize, Node)> = HashMap::new();
    let (mut values, mut aliased) = (0_usize, 0_usize);
    for next in Parser::new_from_str_with_options(text, options) {
        let (event, span) =
            next.map_err(|error| Refusal::at(number(error.marker().line()), format!("this is no YAML: {}", error.info())))?;
        let line = number(span.start.line());
        values += 1;
        if values > VALUES {
            return Err(Refusal::at(line, format!("the file holds more than {VALUES} values")));
        }
        let (anchor, done) = match event {
            Event::Scalar(text, style, anchor, _) => (anchor, Node { line, what: scalar(&text, style) }),
            Event::SequenceStart(_, anchor, _) => {
                begin(&mut open, Open::List(line, anchor, Vec::new()), line)?;
                continue;
            }
            Event::MappingStart(_, anchor, _) => {
                begin(&mut open, Open::Map(line, anchor, Vec::new(), None), line)?;
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(line, anchor, elements)) => (anchor, Node { line, what: What::List(elements) }),
                Some(Open::Map(line, anchor, members, _)) => {
                    unique(&members)?;
                    (anchor, Node { line, what: What::Map(members) })
                }
                None => continue,
            },
            Event::Alias(anchor) => {
                let Some((size, node)) = anchors.get(&anchor) else { return Err(Refusal::at(line, "an alias has no anchor before it")) };
                aliased += size;
                if aliased > ALIASED {
                    return Err(Refusal::at(line, format!("aliases add more than {ALIASED} values")));
                }
                (0, node.clone())
            }
            Event::DocumentStart(..) => {
                anchors.clear();
                continue;
            }
            _ => continue,
        };
        if anchor != 0 {
            anchors.insert(anchor, (size(&done), done.clone()));
        }
        hand_on(done, line, &mut open, &mut documents)?;
    }
    Ok(documents)
}

/// Reads a file that holds one document.
pub(crate) fn read_one(text: &str) -> Result<Node, Refusal> {
    let mut documents = read(text)?;
    match documents.len() {
        0 => Ok(Node { line: 1, what: What::Null }),
        1 => Ok(documents.remove(0)),
        count => Err(Refusal::at(documents[1].line, format!("the file holds {count} documents where one is expected"))),
    }
}

fn number(line: usize) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn begin(open: &mut Vec<Open>, what: Open, line: u32) -> Result<(), Refusal> {
    if open.len() >= DEPTH {
        return Err(Refusal::at(line, format!("the YAML is nested deeper than {DEPTH}")));
    }
    open.push(what);
    Ok(())
}

fn hand_on(node: Node, line: u32, open: &mut [Open], documents: &mut Vec<Node>) -> Result<(), Refusal> {
    match open.last_mut() {
        None => documents.push(node),
        Some(Open::List(_, _, elements)) => elements.push(node),
        Some(Open::Map(_, _, members, key)) => match key.take() {
            None => {
                let name = match node.what {
                    What::Text(text) | What::Number(text) => text,
                    What::Bool(truth) => truth.to_string(),
                    What::Null => String::new(),
                    What::List(_) | What::Map(_) => return Err(Refusal::at(line, "a key is a list or a map")),
                };
                *key = Some((line, name));
            }
            Some((line, name)) => members.push((name, Node { line, what: node.what })),
        },
    }
    Ok(())
}

/// How many values a node holds, itself included.
fn size(node: &Node) -> usize {
    let mut count = 0;
    let mut rest = vec![node];
    while let Some(node) = rest.pop() {
        count += 1;
        rest.extend(node.elements());
        rest.extend(node.members().iter().map(|(_, node)| node));
    }
    count
}

/// The core schema of YAML 1.2; numbers stay as they are written.
fn scalar(text: &str, style: ScalarStyle) -> What {
    if !matches!(style, ScalarStyle::Plain) {
        return What::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => What::Null,
        "true" | "True" | "TRUE" => What::Bool(true),
        "false" | "False" | "FALSE" => What::Bool(false),
        _ if text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')) && text.parse::<f64>().is_ok() => {
            What::Number(text.to_owned())
        }
        _ => What::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_are_those_of_keys_and_numbers_stay_as_written() {
        let root = read_one("a:\n  b: 1.10\nc:\n  - 'x'\n  - &d {e: no}\n  - *d\n").expect("YAML");
        assert_eq!(root.at(&["a", "b"]).map(|node| (node.line, node.scalar())), Some((2, Some("1.10"))));
        let list = root.get("c").expect("a list").elements();
        assert_eq!((list[0].line, list[2].said("e")), (4, Some("no")));
        assert_eq!(read("a: 1\n---\nb: 2\n").expect("YAML").len(), 2);
    }

    #[test]
    fn what_grows_is_twice_or_deep_is_refused() {
        let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..12 {
            bomb += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 10].join(", "));
        }
        assert!(read(&bomb).expect_err("a bomb").reason.contains("aliases"));
        assert_eq!(read("a: 1\nb: 2\na: 3\n").expect_err("twice").line, Some(3));
        assert!(read(&"[".repeat(100_000)).is_err());
        assert!(read("a: [\n").is_err());
        assert!(read("a: *b\n").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-:\\[\\]{}&*a-c ,\n'\"#|>!%?]{0,60}") {
            let _ = read(&text);
        }
    }
}
