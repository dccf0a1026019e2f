//! Whatever a document says, its page holds the elements, attributes and addresses that are written here, and no others.

use super::*;
use crate::images::{Image, Images, Media};
use crate::markdown::{Reading, blocks};
use crate::set::Set;
use crate::stamp::Stamp;
use crate::tree::{Block, Cell, Column, Figure, Heading, Inline, Picture, Row, Share, Table, Target, Tone};
use proptest::prelude::*;

const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "a",
    "div",
    "header",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "strong",
    "dl",
    "dt",
    "dd",
    "nav",
    "ul",
    "ol",
    "li",
    "span",
    "main",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "s",
    "code",
    "pre",
    "br",
    "hr",
    "blockquote",
    "figure",
    "figcaption",
    "img",
    "footer",
    "svg",
    "desc",
    "rect",
    "polyline",
    "polygon",
    "text",
];

const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "href",
    "id",
    "tabindex",
    "role",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "scope",
    "dir",
    "rel",
    "width",
    "height",
    "alt",
    "src",
    "start",
    "xmlns",
    "viewBox",
    "font-family",
    "font-size",
    "font-weight",
    "text-anchor",
    "x",
    "y",
    "rx",
    "fill",
    "stroke",
    "stroke-width",
    "stroke-linejoin",
    "stroke-dasharray",
    "points",
];

/// Cuts a page into its tags. A `<` or a quote that is not one of ours would show here as an element or an attribute of its own.
fn inspect(page: &str) {
    let body = page.strip_prefix("<!doctype html>\n").unwrap();
    let (_, after) = body.split_once("<style>").unwrap();
    let (style, _) = after.split_once("</style>").unwrap();
    assert!(!style.contains('<'), "the style ends where it ends");
    let body = body.replacen(style, "", 1);
    let mut open = Vec::new();
    let mut rest = body.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let (tag, after) = after.split_once('>').unwrap();
        assert!(!tag.contains('<'), "{tag}");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "elements end in the order in which they began");
            continue;
        }
        let (name, mut attributes) = tag.trim_end_matches('/').split_once(' ').unwrap_or((tag.trim_end_matches('/'), ""));
        assert!(ELEMENTS.contains(&name), "{name} in {tag}");
        if !tag.ends_with('/') && !["meta", "br", "hr", "img"].contains(&name) {
            open.push(name);
        }
        while !attributes.is_empty() {
            let (attribute, after) = attributes.split_once("=\"").unwrap();
            let (value, after) = after.split_once('"').unwrap();
            attributes = after.trim_start();
            assert!(ATTRIBUTES.contains(&attribute), "{attribute} in {tag}");
            if attribute == "href" {
                let safe = value.starts_with('#')
                    || ["http:", "https:", "mailto:"].iter().any(|scheme| value.to_lowercase().starts_with(scheme))
                    || value.split('#').next().unwrap().ends_with(".html");
                assert!(safe, "{value}");
            }
            if attribute == "src" {
                assert!(
                    value.starts_with("data:image/") && value.chars().all(|c| c.is_ascii_alphanumeric() || ":/;,+=".contains(c)),
                    "{value}"
                );
            }
        }
    }
    assert!(open.is_empty());
    assert!(!body.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "control characters are shown");
}

fn document(blocks: Vec<Block>, text: &str) -> Document {
    Document {
        name: text.to_owned(),
        number: text.to_owned(),
        title: text.to_owned(),
        purpose: text.to_owned(),
        clauses: vec![text.to_owned()],
        stamp: Stamp { product: text.to_owned(), draft: text.to_owned(), commit: text.to_owned(), ..Stamp::default() },
        blocks,
        missing: Vec::new(),
    }
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

/// Everything that can hold a text, holding this one.
fn all_over(text: &str) -> Document {
    let image = Image { media: Media::Svg, width: 1, height: 1, bytes: text.as_bytes().into() };
    let link = |to| Inline::Link { to, text: words(text) };
    let mut body = vec![
        Block::Heading(Heading { level: 2, numbered: true, anchor: text.to_owned(), text: words(text) }),
        Block::Paragraph(vec![
            Inline::Code(text.to_owned()),
            Inline::State(Tone::Bad, text.to_owned()),
            link(Target::Anchor(text.to_owned())),
            link(Target::Document { name: text.to_owned(), anchor: text.to_owned() }),
            Inline::Picture(Picture::Image { alt: text.to_owned(), image }),
        ]),
        Block::Code { language: text.to_owned(), text: format!("{}{text}", "long ".repeat(20)) },
        Block::Figure(Figure {
            caption: text.to_owned(),
            picture: Picture::Drawing(crate::drawing::Drawing { description: text.to_owned(), ..Default::default() }),
            source: String::new(),
        }),
        Block::Table(Table {
            caption: text.to_owned(),
            columns: vec![Column { title: text.to_owned(), share: Share::Narrow }],
            rows: vec![Row { anchor: text.to_owned(), cells: vec![Cell { text: words(text), tone: Tone::Good }, Cell::default()] }],
            wide: true,
        }),
    ];
    body.extend(blocks(text, Reading { path: "a.md", images: &Images::default(), level: 2, top: 2 }));
    document(body, text)
}

#[test]
fn what_would_break_a_page_is_text() {
    for text in [
        "<script>alert(1)</script>",
        "</style><script>",
        "\"><img src=x onerror=a>",
        "'",
        "]]>",
        "<!--",
        "--><b>",
        "&lt;",
        "[x](javascript:a)",
        "[x](JaVaScRiPt:a)",
        "[x](data:text/html,a)",
        "<javascript:a>",
        "![x](//a/b.png)",
        "[x](<https://a/\"onclick=b>)",
        "[x](https://a/'%22)",
        "\u{0}\u{1b}\u{202e}",
        "\\",
        "}",
        "~text",
        "> - > 1. <b>",
        "| a |\n|-|\n| </td><script> |",
        "[a]: javascript:b\n\n[a]",
        "```<b>\n</code>",
        "<svg/onload=a>",
        "# <h1>",
        "[^<b>]: x\n\nx[^<b>]",
    ] {
        inspect(&page(&Set::new(vec![all_over(text)]).documents[0]));
    }
}

#[test]
fn headings_follow_each_other_and_places_are_taken_once() {
    let heading = |level, anchor: &str| Block::Heading(Heading { level, numbered: false, anchor: anchor.to_owned(), text: words("x") });
    let page = page(&document(vec![heading(3, "A"), heading(6, "A"), heading(6, "B"), heading(1, "")], "t"));
    let (_, text) = page.split_once("<p>No signature stands").unwrap();
    let levels: Vec<&str> = text.match_indices("<h").map(|(at, _)| &text[at..at + 3]).collect();
    assert_eq!(levels, ["<h2", "<h3", "<h3", "<h2"]);
    assert_eq!(text.matches("id=\"A\"").count(), 1);
}

#[test]
fn the_policy_names_the_style() {
    let page = page(&document(Vec::new(), "t"));
    let (_, style) = page.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    let hash = Base64::encode_string(&Sha256::digest(style.as_bytes()));
    assert!(page.contains(&format!(
        "content=\"default-src 'none'; img-src data:; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\""
    )));
}

#[test]
fn a_table_loses_no_cell_and_says_what_it_is() {
    let cell = |text: &str| Cell { text: words(text), tone: Tone::Plain };
    let column = |title: &str| Column { title: title.to_owned(), share: Share::Narrow };
    let row = |cells| Row { anchor: String::new(), cells };
    let table = Table {
        caption: "C & D".to_owned(),
        columns: vec![column("a"), column("b")],
        rows: vec![row(vec![cell("1")]), row(vec![cell("2"), cell("3"), cell("4")])],
        wide: false,
    };
    let page = page(&document(vec![Block::Table(table)], "t"));
    assert!(page.contains("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table 1: C &amp; D\">\n<table>\n<caption>Table 1: C &amp; D</caption>"));
    assert!(
        page.contains(
            "<thead><tr><th scope=\"col\" class=\"narrow\">a</th><th scope=\"col\" class=\"narrow\">b</th><td></td></tr></thead>"
        )
    );
    assert!(page.contains("<tr><th scope=\"row\" class=\"short\">1</th><td></td><td></td></tr>"));
    assert!(page.contains("<tr><th scope=\"row\" class=\"short\">2</th><td class=\"short\">3</td><td>4</td></tr>"));
}

proptest! {
    #[test]
    fn no_text_is_markup(text in "\\PC{0,30}|[-<>\"'&#=/!~\\[\\](){}|`*a \n\t\\x00-\\x1f]{0,40}") {
        inspect(&page(&Set::new(vec![all_over(&text)]).documents[0]));
    }
}
