//! What is written is read again as it was meant.

use super::*;
use crate::images::Images;
use crate::markdown::{Reading, blocks, plain};
use crate::stamp::Stamp;
use crate::tree::{Cell, Column, Note, Row, Share, Target, Url};
use proptest::prelude::*;

fn document(blocks: Vec<Block>) -> Document {
    Document {
        name: "a".to_owned(),
        number: "1".to_owned(),
        title: "T".to_owned(),
        purpose: String::new(),
        clauses: Vec::new(),
        stamp: Stamp::default(),
        blocks,
        missing: Vec::new(),
    }
}

/// The body, without what stands at the front.
fn body(blocks: &[Block]) -> String {
    let mut text = Text::default();
    text.blocks(blocks)
}

fn read(text: &str) -> Vec<Block> {
    blocks(text, Reading { path: "", images: &Images::default(), level: 2, top: 2 })
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// The words that are seen, block by block, with blanks made one.
fn seen(blocks: &[Block], tell: &mut dyn FnMut(&[Inline])) {
    for block in blocks {
        match block {
            Block::Heading(heading) => tell(&heading.text),
            Block::Paragraph(text) => tell(text),
            Block::Note(note) => tell(&[words(&format!("{}. ", note.title)), note.text.clone()].concat()),
            Block::Fields(fields) => {
                fields.iter().for_each(|(term, text)| tell(&words(&format!("{}: {}", plain(term), plain(text)))));
            }
            Block::Code { text, .. } => tell(&words(text)),
            Block::Table(table) => {
                table.columns.iter().for_each(|column| tell(&words(&column.title)));
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| tell(&cell.text));
            }
            Block::List { items, .. } => items.iter().for_each(|item| {
                let blank = |block: &&Block| matches!(block, Block::Paragraph(text) if plain(text).trim().is_empty());
                let boxed = matches!(item.blocks.iter().find(|block| !blank(block)), Some(Block::Paragraph(_)));
                match item.done.filter(|_| !boxed) {
                    Some(true) => tell(&words("[x]")),
                    Some(false) => tell(&words("[ ]")),
                    None => {}
                }
                seen(&item.blocks, tell);
            }),
            Block::Quote(blocks) => seen(blocks, tell),
            Block::Figure(_) | Block::Rule => {}
        }
    }
}

fn seen_of(blocks: &[Block]) -> Vec<String> {
    let mut out = Vec::new();
    seen(blocks, &mut |text| {
        let text: String = plain(text).chars().map(|c| shown(c, false)).collect();
        // A term may end in blanks.
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" :", ":");
        if !text.is_empty() {
            out.push(text);
        }
    });
    out
}

#[test]
fn a_document_as_a_whole() {
    let mut document = document(vec![
        Block::Heading(Heading { level: 1, numbered: true, anchor: String::new(), text: words("One") }),
        Block::Heading(Heading { level: 2, numbered: false, anchor: "S 1".to_owned(), text: words("S 1 #") }),
        Block::Paragraph(vec![
            Inline::Link { to: Target::Anchor("S 1".to_owned()), text: words("S 1") },
            Inline::Text(", ".to_owned()),
            Inline::Link { to: Target::Document { name: "b".to_owned(), anchor: "R-1".to_owned() }, text: words("R-1") },
            Inline::Break,
            Inline::Strong(words("strong")),
        ]),
        Block::Table(Table {
            caption: "C".to_owned(),
            columns: vec![Column { title: "a|b".to_owned(), share: Share::Narrow }],
            rows: vec![Row {
                anchor: "R-2".to_owned(),
                cells: vec![Cell {
                    text: vec![Inline::Text("x\ny".to_owned()), Inline::Break, Inline::Code("|".to_owned())],
                    tone: Tone::Plain,
                }],
            }],
            wide: false,
        }),
    ]);
    document.stamp.draft = "not approved".to_owned();
    let text = text(&document);
    let (_, told) = text.split_once("## Contents").unwrap();
    assert_eq!(
        told,
        "\n\n- [1 One](#~1)\n\n## <a id=\"~1\"></a> 1 One\n\n### <a id=\"S%201\"></a> S 1 \\#\n\n[S 1](#S%25201), [R-1](b.md#R-1)\\\n**strong**\n\nTable 1: C\n\n| a\\|b |\n| --- |\n| <a id=\"R-2\"></a> x y<br>`\\|` |\n"
    );
    assert!(text.starts_with("# T\n\n> **DRAFT.** not approved\n\n- Product: not stated\n"), "{text}");
}

#[test]
fn marks_that_would_not_hold_are_left_out() {
    let strong = |text: &str| Inline::Strong(words(text));
    for (line, expected) in [
        (vec![strong("a")], "**a**"),
        (vec![strong("a "), Inline::Text("b".to_owned())], "a b"),
        (vec![Inline::Text("a".to_owned()), strong("(b)"), Inline::Text("c".to_owned())], "a(b)c"),
        (vec![strong("a"), strong("b")], "ab"),
        (vec![Inline::Emphasis(vec![strong("a"), Inline::Text(" b".to_owned())])], "***a** b*"),
        (vec![Inline::Code("a`b".to_owned())], "``a`b``"),
        (vec![Inline::Code(" ` ".to_owned())], "``  `  ``"),
    ] {
        assert_eq!(body(&[Block::Paragraph(line)]), expected);
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let hostile = [
        "<script>alert(1)</script>",
        "# no heading",
        "- no item",
        "1. no item",
        "> no quote",
        "```",
        "~~~",
        "---",
        "===",
        "| a | b |",
        "|---|",
        "    code",
        "[a](javascript:x)",
        "[a]: b",
        "[^1]: x",
        "![a](b)",
        "&lt;",
        "<!-- -->",
        "**a**",
        "__a__",
        "https://x.org",
        "www.x.org",
        "\\",
        "a\\",
        "a  ",
        "$x$",
        "+ x",
        "10) x",
        "\t- x",
        "`a",
        "[x] done",
        "#",
        "* * *",
        "_ _ _",
        "a\u{1}b",
    ];
    for text in hostile {
        let expected = text.replace('\u{1}', "␁").split_whitespace().collect::<Vec<_>>().join(" ");
        for block in [
            Block::Paragraph(words(text)),
            Block::Quote(vec![Block::Paragraph(words(text))]),
            Block::List { start: None, items: vec![Item { done: None, blocks: vec![Block::Paragraph(words(text))] }] },
            Block::Heading(Heading { level: 1, numbered: false, anchor: String::new(), text: words(text) }),
        ] {
            let written = body(std::slice::from_ref(&block));
            let found = read(&written);
            assert_eq!(seen_of(&found), std::slice::from_ref(&expected), "{written:?}");
            assert_eq!(std::mem::discriminant(&found[0]), std::mem::discriminant(&block), "{written:?}");
        }
    }
}

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{1,6}", "[ -~]{1,12}", "\\PC{1,6}", "[*_~`|<>&!#\\\\()\\[\\]$:. 1a-]{1,10}", Just("\n".to_owned()),]
}

fn some_inline() -> impl Strategy<Value = Inline> {
    let leaf = prop_oneof![
        4 => some_text().prop_map(Inline::Text),
        1 => some_text().prop_map(Inline::Code),
        1 => some_text().prop_map(|text| Inline::State(Tone::Good, text)),
        1 => Just(Inline::Break),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| {
        let some = proptest::collection::vec(inner, 1..3);
        prop_oneof![
            some.clone().prop_map(Inline::Strong),
            some.clone().prop_map(Inline::Emphasis),
            some.prop_map(Inline::Strike),
            some_text().prop_map(|text| Inline::Link {
                to: Target::Url(Url::new("https://x.org/a_(b)?c=1&d=*|").unwrap()),
                text: vec![Inline::Text("x".to_owned()), Inline::Text(text)]
            }),
            some_text().prop_map(|text| Inline::Link { to: Target::Record("R-1".to_owned()), text: words(&text) }),
        ]
    })
}

fn some_line() -> impl Strategy<Value = Vec<Inline>> {
    proptest::collection::vec(some_inline(), 1..5)
}

fn some_block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        4 => some_line().prop_map(Block::Paragraph),
        1 => (1..6_u8, some_line()).prop_map(|(level, text)| Block::Heading(Heading { level, numbered: false, anchor: String::new(), text })),
        1 => proptest::collection::vec((some_line(), some_line()), 1..3).prop_map(Block::Fields),
        1 => (some_text(), some_text()).prop_map(|(language, text)| Block::Code { language, text }),
        1 => some_line().prop_map(|text| Block::Note(Note { tone: Tone::Bad, title: "Missing".to_owned(), text })),
        1 => Just(Block::Rule),
        2 => (1..4_usize, proptest::collection::vec(proptest::collection::vec(some_line(), 1..4), 0..3)).prop_map(|(width, rows)| Block::Table(Table {
            caption: String::new(),
            columns: (0..width).map(|at| Column { title: format!("|c{at}"), share: Share::Normal }).collect(),
            rows: rows.into_iter().map(|cells| Row { anchor: String::new(), cells: cells.into_iter().map(|text| Cell { text, tone: Tone::Plain }).collect() }).collect(),
            wide: false,
        })),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        let some = proptest::collection::vec(inner, 1..4);
        prop_oneof![
            some.clone().prop_map(Block::Quote),
            (proptest::option::of(0..20_u64), proptest::collection::vec((proptest::option::of(any::<bool>()), some), 1..3)).prop_map(
                |(start, items)| Block::List { start, items: items.into_iter().map(|(done, blocks)| Item { done, blocks }).collect() }
            ),
        ]
    })
}

proptest! {
    #[test]
    fn the_same_words_are_read_again(blocks in proptest::collection::vec(some_block(), 1..5)) {
        let written = body(&blocks);
        prop_assert_eq!(seen_of(&read(&written)), seen_of(&blocks), "{}", written);
    }
}
