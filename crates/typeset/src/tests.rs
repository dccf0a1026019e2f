//! What comes to stand on the pages: read back from the pages that were laid out, and not from what was meant.

use super::*;
use primum_document::drawing::{Align, Colour, Drawing, Shape};
use primum_document::{
    Block, Cell, Column, Figure, Heading, Image, Inline, Item, Missing, Note, Picture, Row, Share, Stamp, Table, Target, Tone, Url,
};
use proptest::prelude::*;
use typst::layout::{Abs, Frame, FrameItem, Point};

/// What would be markup, in every language that comes near.
const HOSTILE: &str = "#import \"@preview/a:1.0.0\": * #panic() $x^2$ \\ <label> @ref // comment /* c */ *b* _e_ `r` [c] {d} = h - l + e / t: d ]] }} #set page(width: 1pt) -- --- ... ~ '' \"\"";

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(words(text))
}

fn heading(level: u8, text: &str, anchor: &str) -> Block {
    Block::Heading(Heading { level, numbered: true, anchor: anchor.to_owned(), text: words(text) })
}

fn table(columns: usize, rows: Vec<Row>, wide: bool) -> Block {
    let column = |at| Column { title: format!("Column {at}"), share: Share::Normal };
    Block::Table(Table { caption: "The table".to_owned(), columns: (0..columns).map(column).collect(), rows, wide })
}

fn row(cells: &[&str]) -> Row {
    Row { anchor: String::new(), cells: cells.iter().map(|text| Cell { text: words(text), tone: Tone::Plain }).collect() }
}

fn document(blocks: Vec<Block>) -> Document {
    Document {
        name: "05-requirements".to_owned(),
        number: "DOC-05".to_owned(),
        title: "Requirements".to_owned(),
        purpose: "What it is for.".to_owned(),
        clauses: vec!["IEC 62304 5.2".to_owned()],
        stamp: Stamp { product: "Pump".to_owned(), version: "1.2".to_owned(), date: "2026-11-28".to_owned(), ..Stamp::default() },
        blocks,
        missing: Vec::new(),
    }
}

/// The lines of a page: where each piece of text stands, from top to bottom.
fn pieces(frame: &Frame, at: Point, found: &mut Vec<(Abs, Abs, String)>) {
    for (offset, item) in frame.items() {
        let at = at + *offset;
        match item {
            FrameItem::Group(group) => pieces(&group.frame, at, found),
            FrameItem::Text(text) => found.push((at.y, at.x, text.text.to_string())),
            _ => {}
        }
    }
}

/// The text of each page.
fn pages(document: &Document) -> Vec<String> {
    let (pages, _) = lay_out(document, Trust::Marks).expect("pages");
    let text = |page: &typst_layout::Page| {
        let mut found = Vec::new();
        pieces(&page.frame, Point::zero(), &mut found);
        found.into_iter().map(|(_, _, text)| text).collect::<Vec<_>>().join("")
    };
    pages.pages().iter().map(text).collect()
}

/// A text without the spaces at which lines end.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn shows(document: &Document, wanted: &str) {
    let all = bare(&pages(document).concat());
    assert!(all.contains(&bare(wanted)), "{wanted:?} is not in {all:?}");
}

#[test]
fn text_is_text_wherever_it_stands() {
    let picture = Picture::Drawing(Drawing {
        width: 3000,
        height: 300,
        description: HOSTILE.to_owned(),
        shapes: vec![Shape::Text {
            at: (0, 200),
            align: Align::Start,
            size: 100,
            bold: false,
            colour: Colour(0, 0, 0),
            text: HOSTILE.to_owned(),
        }],
    });
    let cell = || Cell { text: vec![Inline::Code(HOSTILE.to_owned())], tone: Tone::Bad };
    let places: Vec<Block> = vec![
        Block::Heading(Heading { level: 1, numbered: true, anchor: HOSTILE.to_owned(), text: words(HOSTILE) }),
        paragraph(HOSTILE),
        Block::Paragraph(vec![Inline::Strong(words(HOSTILE))]),
        Block::Paragraph(vec![Inline::Emphasis(vec![Inline::Strike(words(HOSTILE))])]),
        Block::Paragraph(vec![Inline::Code(HOSTILE.to_owned())]),
        Block::Paragraph(vec![Inline::State(Tone::Good, HOSTILE.to_owned())]),
        Block::Paragraph(vec![Inline::Link { to: Target::Anchor(HOSTILE.to_owned()), text: words(HOSTILE) }]),
        Block::Paragraph(vec![Inline::Link {
            to: Target::Document { name: HOSTILE.to_owned(), anchor: HOSTILE.to_owned() },
            text: words(HOSTILE),
        }]),
        Block::List { start: None, items: vec![Item { done: Some(true), blocks: vec![paragraph(HOSTILE)] }] },
        Block::List { start: Some(7), items: vec![Item { done: None, blocks: vec![paragraph(HOSTILE), paragraph("more")] }] },
        Block::Fields(vec![(words(HOSTILE), words(HOSTILE))]),
        Block::Table(Table {
            caption: HOSTILE.to_owned(),
            columns: vec![Column { title: HOSTILE.to_owned(), share: Share::Wide }],
            rows: vec![Row { anchor: HOSTILE.to_owned(), cells: vec![cell()] }],
            wide: false,
        }),
        Block::Code { language: HOSTILE.to_owned(), text: HOSTILE.to_owned() },
        Block::Quote(vec![paragraph(HOSTILE)]),
        Block::Figure(Figure { caption: HOSTILE.to_owned(), picture, source: HOSTILE.to_owned() }),
        Block::Note(Note { tone: Tone::Caution, title: HOSTILE.to_owned(), text: words(HOSTILE) }),
    ];
    for place in places {
        let one = document(vec![place.clone()]);
        let count = |pages: Vec<String>| bare(&pages.concat()).matches(&bare(HOSTILE)).count();
        assert!(count(pages(&one)) >= 1 || matches!(place, Block::Figure(_)), "it is changed in {place:?}");
        pdf(&one).unwrap_or_else(|error| panic!("{error}: {place:?}"));
    }
    let mut whole = document(Vec::new());
    for field in [&mut whole.name, &mut whole.number, &mut whole.title, &mut whole.purpose] {
        HOSTILE.clone_into(field);
    }
    let stamp = &mut whole.stamp;
    for field in [&mut stamp.product, &mut stamp.version, &mut stamp.manufacturer, &mut stamp.class, &mut stamp.commit, &mut stamp.dirty] {
        HOSTILE.clone_into(field);
    }
    for field in [&mut stamp.tool, &mut stamp.draft, &mut stamp.hash] {
        HOSTILE.clone_into(field);
    }
    whole.clauses = vec![HOSTILE.to_owned()];
    whole.missing = vec![Missing { what: HOSTILE.to_owned(), why: HOSTILE.to_owned(), remedy: HOSTILE.to_owned() }];
    let all = bare(&pages(&whole).concat());
    assert!(all.matches(&bare(HOSTILE)).count() >= 12, "{all}");
    pdf(&whole).expect("a PDF");
    HOSTILE.clone_into(&mut whole.stamp.date);
    assert!(pdf(&whole).expect_err("no date").contains("is no date"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let blocks = (0..40).flat_map(|at| {
        [heading(1 + at % 3, "Part", &format!("P-{at}")), paragraph("Some words."), table(3, vec![row(&["a", "b", "c"]); 5], at % 9 == 0)]
    });
    let one = document(blocks.collect());
    let first = pdf(&one).expect("a PDF");
    assert!(first == pdf(&one).expect("a PDF"));
    let text = String::from_utf8_lossy(&first);
    assert!(text.contains("<pdfaid:part>2</pdfaid:part>") && text.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>") && text.contains("D:20261128"));
}

#[test]
fn every_page_says_what_it_is_of() {
    let mut one = document((0..200).map(|_| paragraph(&"words ".repeat(60))).collect());
    one.stamp.draft = "Two records are not approved.".to_owned();
    one.stamp.hash = "0123456789abcdef".repeat(4);
    let pages = pages(&one);
    assert!(pages.len() > 5);
    for (at, page) in pages.iter().enumerate() {
        let wanted = format!("Page {} of {}", at + 1, pages.len());
        assert!(bare(page).contains(&bare(&wanted)), "{wanted}: {page}");
        assert!(page.contains("DRAFT") && page.contains("0123456789abcdef"), "{page}");
    }
    assert!(pages[0].contains("Two records are not approved."));
}

#[test]
fn what_is_missing_is_said() {
    let mut one = document(vec![paragraph("text")]);
    one.missing = vec![Missing { what: "A plan".to_owned(), why: "5.1 asks for it".to_owned(), remedy: "write one".to_owned() }];
    for wanted in ["What is missing", "A plan", "5.1 asks for it", "write one", primum_document::front::NOBODY] {
        shows(&one, wanted);
    }
}

#[test]
fn the_header_of_a_table_comes_again() {
    let one = document(vec![heading(1, "One", ""), table(2, (0..150).map(|at| row(&[&format!("R-{at}"), "text"])).collect(), false)]);
    let pages = pages(&one);
    let with: Vec<&String> = pages.iter().filter(|page| page.contains("R-")).collect();
    assert!(with.len() > 2);
    assert!(with.iter().all(|page| bare(page).contains("Column0") && bare(page).contains("Column1")));
    let all = pages.concat();
    assert!((0..150).all(|at| all.contains(&format!("R-{at}"))));
}

#[test]
fn cells_that_have_no_column_are_shown() {
    shows(&document(vec![table(1, vec![row(&["first", "the second", "the third"])], false)]), "the third");
}

#[test]
fn a_wide_table_is_on_turned_pages_with_its_heading() {
    let one = document(vec![
        heading(1, "One", ""),
        paragraph(&"before ".repeat(300)),
        heading(2, "Wide part", ""),
        table(9, vec![row(&["x"; 9]); 4], true),
        paragraph(&"after ".repeat(300)),
    ]);
    let (laid, _) = lay_out(&one, Trust::Marks).expect("pages");
    let turned: Vec<bool> = laid.pages().iter().map(|page| page.frame.width() > page.frame.height()).collect();
    assert_eq!(turned, [false, false, true, false], "front, text, table, text");
    assert!(bare(&pages(&one)[2]).contains("Widepart"));
}

#[test]
fn no_heading_ends_a_page() {
    let blocks = (0..120).flat_map(|at| [heading(2, &format!("HEADING{at}"), ""), paragraph(&"words ".repeat(3 + at * 7 % 90))]).collect();
    let (laid, _) = lay_out(&document(blocks), Trust::Marks).expect("pages");
    for page in laid.pages() {
        let mut found = Vec::new();
        pieces(&page.frame, Point::zero(), &mut found);
        // The footer is below the margin of 24 mm.
        let body = found.into_iter().filter(|(y, _, _)| *y < page.frame.height() - Abs::mm(23.0));
        let last = body.max_by_key(|(y, x, _)| (*y, *x)).map(|(_, _, text)| text).unwrap_or_default();
        assert!(!last.contains("HEADING") || last.contains("...."), "{last}");
    }
}

#[test]
fn links_lead_to_anchors_and_addresses() {
    let link = |to| Block::Paragraph(vec![Inline::Link { to, text: words("here") }]);
    let mut target = row(&["SRS-9"]);
    target.anchor = "SRS-9".to_owned();
    let one = document(vec![
        heading(1, "One", "SRS-1"),
        link(Target::Anchor("SRS-1".to_owned())),
        link(Target::Anchor("SRS-9".to_owned())),
        link(Target::Anchor("nowhere".to_owned())),
        link(Target::Document { name: "06 design".to_owned(), anchor: "ARC-1".to_owned() }),
        link(Target::Url(Url::new("https://example.com/a").expect("an address"))),
        table(1, vec![target], false),
    ]);
    let (laid, anchors) = lay_out(&one, Trust::Marks).expect("pages");
    assert_eq!(anchors.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(), ["SRS-1", "SRS-9"]);
    for (location, name) in &anchors {
        assert!(laid.introspector().position(*location).is_some(), "{name} has a place on a page");
    }
    fn links(frame: &Frame) -> usize {
        frame
            .items()
            .map(|(_, item)| match item {
                FrameItem::Group(group) => links(&group.frame),
                FrameItem::Link(..) => 1,
                _ => 0,
            })
            .sum()
    }
    assert_eq!(laid.pages().iter().map(|page| links(&page.frame)).sum::<usize>(), 4, "one leads nowhere and is text");
    let bytes = pdf(&one).expect("a PDF");
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("06%20design.pdf#ARC-1") && text.contains("https://example.com/a"));
}

#[test]
fn deep_nesting_is_set_and_nothing_of_it_lost() {
    let mut list = paragraph("the deepest item");
    let mut quote = paragraph("the deepest quote");
    let mut line = Inline::Text("the deepest word".to_owned());
    for at in 0..60 {
        list = Block::List {
            start: (at % 2 == 0).then_some(u64::MAX),
            items: vec![Item { done: None, blocks: vec![paragraph("item"), list] }],
        };
        quote = Block::Quote(vec![quote]);
        line = if at % 2 == 0 { Inline::Strong(vec![line]) } else { Inline::Strike(vec![line]) };
    }
    let one = document(vec![list, quote, Block::Paragraph(vec![line])]);
    for wanted in ["the deepest item", "the deepest quote", "the deepest word"] {
        shows(&one, wanted);
    }
    pdf(&one).expect("a PDF");
}

#[test]
fn pictures_that_are_none_are_said_in_words() {
    let image = |bytes: &[u8]| Image { media: primum_document::images::Media::Png, width: 10, height: 10, bytes: bytes.into() };
    let figure = |image| {
        Block::Figure(Figure {
            caption: "It".to_owned(),
            picture: Picture::Image { alt: "What it shows".to_owned(), image },
            source: String::new(),
        })
    };
    let mut large = image(b"");
    (large.width, large.height) = (100_000, 100_000);
    for broken in [image(b"\x89PNG\r\n\x1a\nbroken"), image(b""), large] {
        let one = document(vec![figure(broken)]);
        shows(&one, "A picture cannot be shown");
        shows(&one, "What it shows");
        pdf(&one).expect("a PDF");
    }
}

#[test]
fn scripts_of_the_world_are_set() {
    let one = document(
        [
            "Ελληνικά, кириллица, Tiếng Việt, źdźbło, e\u{301}o\u{308}",
            "مرحبا بالعالم SRS-0001 مُتَطَلَّب",
            "שלום עולם SRS-0002",
            "日本語の要件。中文需求。한국어 요구사항",
            "ไทย ภาษาไทย हिन्दी आवश्यकता",
            "→ ← ≥ ≤ ≠ ∞ √ ✓ ✗ ☐ ☑ ● │├└─ █ ⚠\u{fe0f} µΩ",
        ]
        .map(paragraph)
        .to_vec(),
    );
    let all = pages(&one).concat();
    assert!(!all.contains("[U+"), "{all}");
    pdf(&one).expect("a PDF");
}

#[test]
fn marks_that_no_font_can_join_are_named_and_not_refused() {
    let one = document(vec![paragraph("א\u{64b} x\u{e49} ع\u{5b0} 日\u{94d} \u{301}")]);
    pdf(&one).expect("a PDF");
}

#[test]
fn fonts_are_those_of_the_readme() {
    use sha2::{Digest, Sha256};
    let readme = include_str!("../fonts/README.md");
    for (name, bytes) in fonts::FILES {
        let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(readme.lines().any(|line| line.contains(&format!("`{name}`")) && line.contains(&digest)), "{name} {digest}");
    }
    let most: usize = fonts::FILES.iter().map(|(_, bytes)| bytes.len()).sum();
    assert!(most < 10 << 20, "{most} bytes");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever is written, there is a PDF that holds to its standards.
    #[test]
    fn any_text_can_be_set(texts in proptest::collection::vec("\\PC{0,40}|(?s).{0,40}|[\u{0}-\u{10ffff}]{0,20}", 1..12)) {
        let mut blocks: Vec<Block> = texts.iter().map(|text| paragraph(text)).collect();
        blocks.push(table(texts.len(), vec![row(&texts.iter().map(String::as_str).collect::<Vec<_>>())], false));
        blocks.push(Block::Code { language: String::new(), text: texts.join("\n") });
        blocks.push(heading(1, &texts.concat(), &texts.concat()));
        prop_assert!(pdf(&document(blocks)).is_ok());
    }

    /// Each character of the languages that there are fonts for, and of those that there are not.
    #[test]
    fn any_character_can_be_set(start in 0_u32..0x11_0000, step in 1_u32..400) {
        let text: String = (0..40).filter_map(|at| char::from_u32(start + at * step)).collect();
        let found = pdf(&document(vec![paragraph(&text), Block::Code { language: String::new(), text }]));
        prop_assert!(found.is_ok(), "{found:?}");
    }
}
