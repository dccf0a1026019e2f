//! What holds for every file of Word that is written: the parts are whole, name each other, and say what the document says.

use super::*;
use crate::fixture::{everything, long, words};
use crate::images::{Image, Media};
use crate::{Block, Cell, Column, Figure, Heading, Inline, Item, Missing, Note, Picture, Row, Share, Table, Target, Tone, Url};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashSet};

pub(super) fn parts(file: &[u8]) -> BTreeMap<String, Vec<u8>> {
    unpack::parts(file).unwrap()
}

pub(super) fn part(file: &[u8], name: &str) -> String {
    String::from_utf8(parts(file).remove(name).unwrap()).unwrap()
}

/// All that a text part shows, a line for each paragraph.
pub(super) fn shown(xml: &str) -> String {
    let document = roxmltree::Document::parse(xml).unwrap();
    let mut out = String::new();
    for node in document.descendants() {
        match node.tag_name().name() {
            "t" => out.push_str(node.text().unwrap_or("")),
            "tab" if node.parent_element().is_some_and(|parent| parent.has_tag_name((W, "r"))) => out.push('\t'),
            "br" | "p" => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Every part parses, every relationship leads to a part, every part has a type, bookmarks and pictures have names of their own, links within
/// lead to a bookmark, and styles and lists that are used are there.
pub(super) fn whole(file: &[u8]) {
    let parts = parts(file);
    let text = |name: &str| std::str::from_utf8(&parts[name]).unwrap();
    let types = roxmltree::Document::parse(text("[Content_Types].xml")).unwrap();
    for (name, bytes) in &parts {
        let ending = name.rsplit('.').next().unwrap();
        let typed = types
            .root_element()
            .children()
            .any(|node| node.attribute("PartName") == Some(format!("/{name}").as_str()) || node.attribute("Extension") == Some(ending));
        assert!(typed || name == "[Content_Types].xml", "{name} has no type");
        if !["xml", "rels"].contains(&ending) {
            continue;
        }
        let xml = std::str::from_utf8(bytes).unwrap();
        let document = roxmltree::Document::parse(xml).unwrap_or_else(|why| panic!("{name}: {why}"));
        let (folder, stem) = name.rsplit_once('/').unwrap_or(("", name));
        let relations = format!("{}_rels/{stem}.rels", if folder.is_empty() { String::new() } else { format!("{folder}/") });
        let mut known: HashSet<String> = HashSet::new();
        if let Some(bytes) = parts.get(&relations) {
            for node in roxmltree::Document::parse(std::str::from_utf8(bytes).unwrap()).unwrap().root_element().children() {
                assert!(known.insert(node.attribute("Id").unwrap().to_owned()), "{relations}: an ID twice");
                if node.attribute("TargetMode") != Some("External") {
                    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
                    for step in node.attribute("Target").unwrap().split('/') {
                        if step == ".." {
                            steps.pop();
                        } else {
                            steps.push(step);
                        }
                    }
                    assert!(parts.contains_key(&steps.join("/")), "{relations}: {steps:?} is not there");
                }
            }
        }
        for node in document.descendants() {
            for attribute in node.attributes().filter(|attribute| attribute.namespace() == Some(OFFICE)) {
                assert!(known.contains(attribute.value()), "{name}: {} names no relationship", attribute.value());
            }
        }
    }
    let main = roxmltree::Document::parse(text("word/document.xml")).unwrap();
    let styles = roxmltree::Document::parse(text("word/styles.xml")).unwrap();
    let lists = roxmltree::Document::parse(text("word/numbering.xml")).unwrap();
    let ids = |document: &roxmltree::Document<'_>, element: &str, attribute: &str| -> Vec<String> {
        let of = document.descendants().filter(|node| node.tag_name().name() == element);
        of.filter_map(|node| node.attributes().find(|known| known.name() == attribute).map(|known| known.value().to_owned())).collect()
    };
    for (document, element, attribute) in [
        (&main, "bookmarkStart", "name"),
        (&main, "bookmarkStart", "id"),
        (&main, "docPr", "id"),
        (&styles, "style", "styleId"),
        (&lists, "num", "numId"),
        (&lists, "abstractNum", "abstractNumId"),
    ] {
        let all = ids(document, element, attribute);
        let once: HashSet<String> = all.iter().map(|name| name.to_lowercase()).collect();
        assert_eq!(once.len(), all.len(), "{element} {attribute}: one twice");
    }
    let marks: HashSet<String> = ids(&main, "bookmarkStart", "name").into_iter().collect();
    for link in main.descendants().filter(|node| node.has_tag_name((W, "hyperlink")) && node.attribute((OFFICE, "id")).is_none()) {
        let anchor = link.attribute((W, "anchor")).unwrap();
        assert!(marks.contains(anchor), "nothing is at {anchor}");
    }
    let styled: HashSet<String> = ids(&styles, "style", "styleId").into_iter().collect();
    for element in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
        for used in ids(&main, element, "val").into_iter().chain(ids(&styles, element, "val")) {
            assert!(styled.contains(&used), "there is no style {used}");
        }
    }
    let numbered: HashSet<String> = ids(&lists, "num", "numId").into_iter().chain(["0".to_owned()]).collect();
    for used in ids(&main, "numId", "val").into_iter().chain(ids(&styles, "numId", "val")) {
        assert!(numbered.contains(&used), "there is no list {used}");
    }
}

#[test]
fn a_document_with_everything_is_whole_and_always_the_same() {
    let document = everything();
    let file = file(&document, None);
    whole(&file);
    assert_eq!(file, super::file(&document, None));
    let text = shown(&part(&file, "word/document.xml"));
    for said in [
        "Software requirements specification",
        "6 of 20 records to be approved are not",
        "3 files differ from the commit",
        &document.stamp.hash,
        "Ada Example",
        "the detailed design of the unit `pump/motor`",
        "1.2 Requirements against tests",
        "Table 2: Every requirement against every test",
        "☑\tdone",
        "경보는 2초 이내에",
        "<script>alert(1)</script>",
        "<b>&amp;</b> ␇ 12 > 11",
    ] {
        assert!(text.contains(said), "{said:?} is not in the document");
    }
    assert!(part(&file, "word/headerOwn.xml").contains("string=\"DRAFT\""));
    let mut approved = document;
    approved.stamp.draft.clear();
    assert!(!part(&super::file(&approved, None), "word/headerOwn.xml").contains("DRAFT"), "what is approved has no watermark");
}

#[test]
fn no_field_is_marked_as_outdated_and_nothing_asks_the_reader() {
    let file = file(&everything(), None);
    for (name, bytes) in parts(&file) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("updateFields") && !text.contains("w:dirty"), "{name}");
    }
}

#[test]
fn links_lead_into_other_documents_and_outside() {
    let relations = part(&file(&everything(), None), "word/_rels/document.xml.rels");
    assert!(relations.contains("Target=\"09-risk.docx\" TargetMode=\"External\""), "{relations}");
    assert!(relations.contains("https://example.org/a?b=c&amp;d=%5Be%5D#f"), "{relations}");
    let main = part(&file(&everything(), None), "word/document.xml");
    assert!(main.contains(&format!("w:anchor=\"{}\"", names::bookmark("RISK_1/ä"))));
}

#[test]
fn a_wide_table_turns_the_page_together_with_its_heading() {
    let main = part(&file(&everything(), None), "word/document.xml");
    let sections: Vec<&str> = main.split("<w:sectPr>").collect();
    assert_eq!(sections.len(), 5, "front, text, turned, text");
    assert!(sections[2].contains("Requirements against tests") && sections[3].contains("w:orient=\"landscape\""));
    assert!(!sections[2].contains("w:orient"));
}

#[test]
fn nesting_without_end_is_written_to_the_end() {
    let deep = 2000;
    let quote = (0..deep).fold(Block::Paragraph(words("innermost")), |inner, _| Block::Quote(vec![inner]));
    let list = (0..deep).fold(Block::Paragraph(words("lowest")), |inner, at| Block::List {
        start: (at % 2 == 0).then_some(u64::MAX),
        items: vec![Item { done: Some(true), blocks: vec![inner] }],
    });
    let line = (0..deep).fold(Inline::Text("within".to_owned()), |inner, _| {
        Inline::Strong(vec![Inline::Link { to: Target::Record(String::new()), text: vec![inner] }])
    });
    let mut document = everything();
    document.blocks = vec![quote, list, Block::Paragraph(vec![line])];
    let file = file(&document, None);
    whole(&file);
    let text = shown(&part(&file, "word/document.xml"));
    assert!(text.contains("innermost") && text.contains("lowest") && text.contains("within"));
}

#[test]
fn rows_that_are_too_long_and_columns_that_are_too_many_are_kept() {
    let cells: Vec<Cell> = (0..130).map(|at| Cell { text: words(&format!("cell-{at}")), tone: Tone::Plain }).collect();
    let columns = vec![Column { title: "one".to_owned(), share: Share::Narrow }];
    let rows = vec![Row { anchor: "SRS-1".to_owned(), cells }, Row::default()];
    let mut document = everything();
    document.blocks = vec![Block::Table(Table { caption: "Much".to_owned(), columns, rows, wide: true })];
    document.blocks.push(Block::Table(Table { caption: "None".to_owned(), columns: Vec::new(), rows: Vec::new(), wide: false }));
    let file = file(&document, None);
    whole(&file);
    let main = part(&file, "word/document.xml");
    let text = shown(&main);
    assert!((0..130).all(|at| text.contains(&format!("cell-{at}"))) && text.contains("Much (columns 121 to 130)") && text.contains("None"));
    assert!(main.split("<w:tr>").all(|row| row.matches("<w:tc>").count() <= 63));
}

#[test]
fn pictures_of_every_kind_with_their_words() {
    let svg =
        Image { media: Media::Svg, width: 40_000, height: 3, bytes: b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>".as_slice().into() };
    let figure = || {
        Block::Figure(Figure {
            caption: String::new(),
            picture: Picture::Image { alt: "a \"b\" <c>".to_owned(), image: svg.clone() },
            source: String::new(),
        })
    };
    let mut document = everything();
    document.blocks.extend([figure(), figure()]);
    let file = file(&document, None);
    whole(&file);
    let names: Vec<String> = parts(&file).into_keys().filter(|name| name.starts_with("word/media/")).collect();
    assert_eq!(names.len(), 6, "the same file is there once: {names:?}");
    let main = part(&file, "word/document.xml");
    assert!(main.contains("descr=\"a &quot;b&quot; &lt;c&gt;\"") && main.contains("asvg:svgBlip"));
}

#[test]
fn a_long_document_is_whole() {
    whole(&file(&long(20), None));
}

/// Text in every place where a document can have some.
fn everywhere(text: &str) -> crate::Document {
    let mut document = everything();
    let line = words(text);
    document.name = text.to_owned();
    document.title = text.to_owned();
    document.number = text.to_owned();
    document.purpose = text.to_owned();
    document.clauses = vec![text.to_owned()];
    let stamp = &mut document.stamp;
    for field in [
        &mut stamp.product,
        &mut stamp.version,
        &mut stamp.manufacturer,
        &mut stamp.class,
        &mut stamp.commit,
        &mut stamp.dirty,
        &mut stamp.date,
        &mut stamp.tool,
        &mut stamp.draft,
        &mut stamp.hash,
    ] {
        text.clone_into(field);
    }
    stamp.data = vec![crate::Fact { name: text.to_owned(), value: text.to_owned() }];
    text.clone_into(&mut stamp.approvals[0].name);
    text.clone_into(&mut stamp.approvals[0].role);
    document.missing = vec![Missing { what: text.to_owned(), why: text.to_owned(), remedy: text.to_owned() }];
    let anchor = Target::Anchor(text.to_owned());
    let elsewhere = Target::Document { name: text.to_owned(), anchor: text.to_owned() };
    let mut inlines = vec![
        Inline::Code(text.to_owned()),
        Inline::State(Tone::Bad, text.to_owned()),
        Inline::Link { to: anchor, text: vec![Inline::Strong(line.clone())] },
        Inline::Link { to: elsewhere, text: line.clone() },
    ];
    if let Some(url) = Url::new(&format!("https:{text}")) {
        inlines.push(Inline::Link { to: Target::Url(url), text: line.clone() });
    }
    let cell = Cell { text: inlines.clone(), tone: Tone::Caution };
    let heading = |numbered| Block::Heading(Heading { level: 2, numbered, anchor: text.to_owned(), text: line.clone() });
    document.blocks = vec![
        heading(true),
        heading(false),
        Block::Paragraph(inlines.clone()),
        Block::Fields(vec![(line.clone(), inlines)]),
        Block::Table(Table {
            caption: text.to_owned(),
            columns: vec![Column { title: text.to_owned(), share: Share::Normal }],
            rows: vec![Row { anchor: text.to_owned(), cells: vec![cell] }],
            wide: false,
        }),
        Block::Code { language: text.to_owned(), text: text.to_owned() },
        Block::Note(Note { tone: Tone::Good, title: text.to_owned(), text: line }),
    ];
    document
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn any_text_stays_text(text in prop_oneof![any::<String>(), "[a-zא-ת가-힣 \t\n\u{0}\u{7f}\u{202e}<>&\"'%/:#{}]{0,60}"]) {
        let file = file(&everywhere(&text), None);
        whole(&file);
        let main = part(&file, "word/document.xml");
        // Newlines become breaks, and those at the end of a paragraph are none.
        let expected = shown(&format!("<t>{}</t>", xml::escaped(&text))).trim_end_matches('\n').to_owned();
        let found = shown(&main);
        prop_assert!(found.matches(expected.as_str()).count() >= 20 || expected.is_empty(), "{:?} is in {:?}", expected, found);
        for name in ["word/headerOwn.xml", "docProps/core.xml", "docProps/custom.xml"] {
            let xml = part(&file, name);
            let read = roxmltree::Document::parse(&xml).unwrap();
            prop_assert!(text.trim().is_empty() || read.descendants().any(|node| node.text().is_some_and(|known| known.contains(expected.trim()))), "{}", name);
        }
    }
}
