//! Markup of others: read, relieved of what runs or loads something, and changed in place, so that all the rest stays as it is.

use super::package::OFFICE;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::ops::Range;

/// The most nodes of a part that is read.
const NODES: u32 = 2_000_000;
/// The most attributes of an element, names of namespaces in a part, and elements in each other. What Word writes stays far below; above,
/// reading takes time that grows with the square of what is read.
const ATTRIBUTES: usize = 128;
const NAMESPACES: usize = 20_000;
const DEPTH: usize = 1000;
/// Elements that run or load something, or lead somewhere, whatever their prefix.
const ACTIVE: [&str; 14] = [
    "object",
    "control",
    "OLEObject",
    "altChunk",
    "subDoc",
    "attachedTemplate",
    "entryMacro",
    "exitMacro",
    "hlinkClick",
    "hlinkHover",
    "videoFile",
    "audioFile",
    "wavAudioFile",
    "webVideoPr",
];
/// Attributes that name an address by themselves.
const ADDRESSES: [&str; 3] = ["href", "althref", "src"];
/// Fields that only show what the document has (ECMA-376 part 1, 17.16.5).
const FIELDS: [&str; 26] = [
    "=",
    "AUTHOR",
    "COMMENTS",
    "COMPARE",
    "CREATEDATE",
    "DATE",
    "DOCPROPERTY",
    "FILENAME",
    "FORMTEXT",
    "IF",
    "INFO",
    "KEYWORDS",
    "LASTSAVEDBY",
    "NUMPAGES",
    "PAGE",
    "PAGEREF",
    "QUOTE",
    "REF",
    "SAVEDATE",
    "SECTION",
    "SECTIONPAGES",
    "SEQ",
    "STYLEREF",
    "SUBJECT",
    "SYMBOL",
    "TITLE",
];

/// A place in a text and what stands there instead.
pub(super) type Edit = (Range<usize>, String);

/// The text of a part.
///
/// # Errors
/// It is not in UTF-8.
pub(super) fn text(name: &str, bytes: &[u8]) -> Result<String, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    String::from_utf8(bytes.to_vec()).map_err(|_| format!("{name} is not in UTF-8"))
}

/// Reads a part. Definitions of types are refused: nothing of Word has one.
///
/// # Errors
/// It is no XML.
pub(super) fn parse<'t>(name: &str, text: &'t str) -> Result<Document<'t>, String> {
    bounded(text).map_err(|why| format!("{name} has {why}"))?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: NODES, ..ParsingOptions::default() };
    Document::parse_with_options(text, options).map_err(|why| format!("{name} is no XML that can be read: {why}"))
}

/// Looks over markup before it is read, in one pass; whether it is XML at all is seen later.
fn bounded(text: &str) -> Result<(), &'static str> {
    let (mut namespaces, mut depth) = (0, 0_usize);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or("");
        let end = match rest.as_bytes() {
            [b'!', b'-', b'-', ..] => "-->",
            [b'!', b'[', ..] => "]]>",
            [b'!' | b'?', ..] => ">",
            [b'/', ..] => {
                depth = depth.saturating_sub(1);
                ">"
            }
            _ => "",
        };
        if !end.is_empty() {
            rest = rest.find(end).and_then(|at| rest.get(at + end.len()..)).unwrap_or("");
            continue;
        }
        let (mut attributes, mut quote, mut last) = (0, None, 0);
        let mut length = rest.len();
        for (at, byte) in rest.bytes().enumerate() {
            match (quote, byte) {
                (Some(open), byte) if open == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'=') => attributes += 1,
                (None, b'>') => {
                    length = at;
                    break;
                }
                _ => {}
            }
            last = byte;
        }
        let tag = rest.get(..length).unwrap_or("");
        namespaces += tag.matches("xmlns").count();
        depth += usize::from(last != b'/');
        if attributes > ATTRIBUTES {
            return Err("an element with more attributes than Word knows");
        }
        if namespaces > NAMESPACES || depth > DEPTH {
            return Err("more nesting than a template can have");
        }
        rest = rest.get(length..).unwrap_or("");
    }
    Ok(())
}

/// The text with all edits in it. One that lies in another is left out.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by(|(a, _), (b, _)| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for (range, new) in edits {
        if range.start < at {
            continue;
        }
        out.push_str(text.get(at..range.start).unwrap_or(""));
        out.push_str(&new);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or(""));
    out
}

/// The markup without what runs or loads something. `kept` are the relationships that stay, by ID, with the IDs they get.
///
/// # Errors
/// It is no XML.
pub(super) fn clean(name: &str, text: &str, kept: &BTreeMap<String, String>, dropped: &mut Vec<String>) -> Result<String, String> {
    let document = parse(name, text)?;
    let mut edits: Vec<Edit> = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        let element = node.tag_name().name();
        if ACTIVE.contains(&element) {
            dropped.push(format!("{name}: {element}"));
            edits.push((node.range(), String::new()));
            continue;
        }
        for attribute in node.attributes() {
            let bare = ADDRESSES.contains(&attribute.name()) && !matches!(attribute.namespace(), Some(space) if space.starts_with(OFFICE));
            if bare {
                dropped.push(format!("{name}: an address in {element}"));
                edits.push((attribute.range(), String::new()));
            } else if attribute.namespace() == Some(OFFICE) {
                match kept.get(attribute.value()) {
                    Some(id) => edits.push((attribute.range_value(), id.clone())),
                    // A link keeps its text, a picture that was linked and is embedded as well keeps its file.
                    None if matches!(element, "hyperlink" | "blip") => edits.push((attribute.range(), String::new())),
                    None => edits.push((node.range(), String::new())),
                }
            }
        }
    }
    fields(name, &document, &mut edits, dropped);
    let cleaned = apply(text, edits);
    parse(name, &cleaned)?;
    Ok(cleaned)
}

/// A field that is open.
#[derive(Default)]
struct Field {
    instruction: String,
    marks: Vec<Range<usize>>,
    counted: bool,
}

/// Takes fields away that do more than show what is there; what they showed stays as text.
fn fields(name: &str, document: &Document<'_>, edits: &mut Vec<Edit>, dropped: &mut Vec<String>) {
    let mut open: Vec<Field> = Vec::new();
    for node in document.descendants().filter(Node::is_element) {
        match node.tag_name().name() {
            "fldSimple" if !harmless(value(node, "instr")) => {
                dropped.push(format!("{name}: the field {}", first(value(node, "instr"))));
                edits.push((node.range(), String::new()));
            }
            "fldChar" => match value(node, "fldCharType") {
                "begin" => open.push(Field { marks: vec![node.range()], ..Field::default() }),
                "separate" => {
                    if let Some(field) = open.last_mut() {
                        field.counted = true;
                        field.marks.push(node.range());
                    }
                }
                _ => {
                    if let Some(mut field) = open.pop() {
                        field.marks.push(node.range());
                        close(name, field, edits, dropped);
                    }
                }
            },
            "instrText" | "delInstrText" => {
                if let Some(field) = open.last_mut().filter(|field| !field.counted) {
                    field.instruction.push_str(node.text().unwrap_or(""));
                    field.marks.push(node.range());
                } else {
                    edits.push((node.range(), String::new()));
                }
            }
            _ => {}
        }
    }
    // What never ends is no field.
    open.into_iter().for_each(|field| edits.extend(field.marks.into_iter().map(|mark| (mark, String::new()))));
}

fn close(name: &str, field: Field, edits: &mut Vec<Edit>, dropped: &mut Vec<String>) {
    if !harmless(&field.instruction) {
        dropped.push(format!("{name}: the field {}", first(&field.instruction)));
        edits.extend(field.marks.into_iter().map(|mark| (mark, String::new())));
    }
}

fn first(instruction: &str) -> &str {
    let instruction = instruction.trim_start();
    if instruction.starts_with('=') { "=" } else { instruction.split(char::is_whitespace).next().unwrap_or("") }
}

fn harmless(instruction: &str) -> bool {
    FIELDS.iter().any(|known| known.eq_ignore_ascii_case(first(instruction)))
}

/// The value of an attribute of Word's own; empty where there is none.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> &'a str {
    node.attributes().find(|attribute| attribute.name() == name).map_or("", |attribute| attribute.value())
}

/// The first child of a name.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// Adds markup at the end of the root element.
pub(super) fn append(text: &str, root: Node<'_, '_>, more: &str) -> Edit {
    let range = root.range();
    let source = text.get(range.clone()).unwrap_or("");
    if source.ends_with("/>") {
        let name = source.trim_start_matches('<').split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
        (range.end - 2..range.end, format!(">{more}</{name}>"))
    } else {
        let end = source.rfind("</").map_or(range.end, |at| range.start + at);
        (end..end, more.to_owned())
    }
}
