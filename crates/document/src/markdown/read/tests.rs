//! What a text becomes, and what hostile texts do not.

use super::*;
use crate::tree::Target;

fn read(text: &str) -> Vec<Block> {
    blocks(text, Reading { path: "records/a.md", images: &Images::default(), level: 3, top: 3 })
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(words(text))
}

#[test]
fn a_tight_list_with_a_list_inside() {
    let inner = Block::List { start: Some(1), items: vec![Item { done: Some(true), blocks: vec![paragraph("c")] }] };
    let item = Item { done: None, blocks: vec![paragraph("a b"), inner] };
    assert_eq!(read("- a\n  b\n  1. [x] c\n"), [Block::List { start: None, items: vec![item] }]);
}

#[test]
fn raw_html_is_text() {
    assert_eq!(read("<script>alert(1)</script>\n"), [paragraph("<script>alert(1)</script>")]);
    let lines = vec![Inline::Text("<div>".to_owned()), Inline::Break, Inline::Text("x</div>".to_owned())];
    assert_eq!(read("<div>\nx</div>\n"), [Block::Paragraph(lines)]);
    assert_eq!(read("a <b>c\n"), [paragraph("a <b>c")]);
}

#[test]
fn comments_are_left_out_and_nothing_else() {
    assert_eq!(read("<!-- Say why.\n\nIn two sentences. -->\n"), []);
    assert_eq!(read("<!-- a --> b <!-- c -->\n\nd\n"), [paragraph(" b "), paragraph("d")]);
    assert_eq!(read("a<!-- b -->c\n"), [paragraph("ac")]);
    assert_eq!(read("a <!--> b <!---> c\n"), [paragraph("a  b  c")]);
    // One that is not closed hides nothing.
    let lines = vec![Inline::Text("<!-- a".to_owned()), Inline::Break, Inline::Text("b".to_owned())];
    assert_eq!(read("<!-- a\n\nb\n"), [Block::Paragraph(lines)]);
    assert_eq!(read("`<!-- a -->`\n"), [Block::Paragraph(vec![Inline::Code("<!-- a -->".to_owned())])]);
}

#[test]
fn links_lead_only_where_a_reader_may_go() {
    assert_eq!(read("[x](javascript:alert)\n"), [paragraph("x (javascript:alert)")]);
    let record = Inline::Link { to: Target::Record("SRS-1".to_owned()), text: words("x") };
    assert_eq!(read("[x](other.md#SRS-1)\n"), [Block::Paragraph(vec![record])]);
}

#[test]
fn a_picture_that_is_not_there_is_told() {
    assert_eq!(read("![a](b.png)\n"), [paragraph("[picture: a (b.png): it was not read]")]);
    assert_eq!(read("![a][b]\n\n[b]: b.png\n"), [paragraph("[picture: a (b.png): it was not read]")]);
    assert_eq!(read("![a](http://x/b.png)\n"), [paragraph("[picture: a (http://x/b.png): it is no file of the project]")]);
    assert_eq!(pictures("![a](../img/b.png) ![c](https://x/y.png)\n", "records/a.md"), ["img/b.png"]);
}

#[test]
fn tables_keep_their_cells() {
    let [Block::Table(table)] = &read("| a | b |\n|---|---|\n| 1 | `x` |\n| 2 |\n")[..] else { panic!("a table") };
    assert_eq!(table.columns.iter().map(|column| column.title.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(table.rows.len(), 2);
    assert_eq!(table.rows[0].cells[1].text, [Inline::Code("x".to_owned())]);
}

#[test]
fn cells_beyond_the_last_column_stay() {
    let [Block::Table(table)] = &read("| a | b |\n|---|---|\n| 1 | 2 | 3 | 4 |\n| 5 | 6<br>7 |\n")[..] else { panic!("a table") };
    assert_eq!(plain(&table.rows[0].cells[1].text), "2 | 3 | 4");
    assert_eq!(table.rows[1].cells[1].text, [Inline::Text("6".to_owned()), Inline::Break, Inline::Text("7".to_owned())]);
}

#[test]
fn footnotes_come_through() {
    assert_eq!(read("a[^1] b[^2]\n\n[^1]: word\n\n[^3]: c d\n"), [paragraph("a[1] b[^2]"), paragraph("[1] word"), paragraph("[3] c d")]);
    let code = Block::Code { language: String::new(), text: "x".to_owned() };
    assert_eq!(read("[^1]:\n    ```\n    x\n    ```\n"), [paragraph("[1] "), code]);
}

/// The deepest block below these.
fn depth(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::Quote(inner) => 1 + depth(inner),
            Block::List { items, .. } => 1 + items.iter().map(|item| depth(&item.blocks)).max().unwrap_or(0),
            _ => 0,
        })
        .max()
        .unwrap_or(0)
}

#[test]
fn what_lies_too_deep_keeps_its_text() {
    let many = 20_000;
    let quotes = format!("{}deep\n\nafter\n", ">".repeat(many));
    let lists: String = (0..400).map(|level| format!("{}- item {level}\n", "  ".repeat(level))).collect();
    let one_line = format!("{}deep\n\nafter\n", "- ".repeat(many));
    let numbers = format!("{}deep\n\nafter\n", "1. ".repeat(many));
    let tasks = format!("{}[x] deep\n\nafter\n", "> ".repeat(many));
    let strong = format!("{}deep{}\n\nafter\n", "**a ".repeat(many), " b**".repeat(many));
    let pictures = format!("{}deep{}\n\nafter\n", "![a ".repeat(many), "](b)".repeat(many));
    let open = format!("{}deep\n\nafter\n", "[a](<![".repeat(many));
    for text in [quotes, lists, one_line, numbers, tasks, strong, pictures, open] {
        let read = read(&text);
        assert!(depth(&read) <= DEEPEST, "{}", depth(&read));
        let json = serde_json::to_string(&read).unwrap();
        assert!(json.contains("deep") && json.contains("after") || json.contains("item 399"), "{}", &text[..40]);
        assert_eq!(serde_json::from_str::<Vec<Block>>(&json).unwrap(), read, "a tree can be read back");
    }
}

#[test]
fn a_link_that_lies_too_deep_says_where_it_leads() {
    let text = format!("{}[x](https://example.org){}\n", "*a **b ".repeat(6), " c** d*".repeat(6));
    let [Block::Paragraph(line)] = &read(&text)[..] else { panic!("a paragraph") };
    assert!(plain(line).contains("x (https://example.org)"), "{}", plain(line));
}

proptest::proptest! {
    /// Every word of a text is in what it becomes, whatever marks stand around it.
    #[test]
    fn no_word_is_lost(parts in proptest::collection::vec((0..MARKS.len(), 0..MARKS.len()), 0..40)) {
        let mut text = String::new();
        for (at, (before, after)) in parts.iter().enumerate() {
            text.push_str(MARKS[*before]);
            text.push_str(&format!("w{at}w"));
            text.push_str(MARKS[*after]);
        }
        let json = serde_json::to_string(&read(&text)).unwrap();
        for at in 0..parts.len() {
            let word = format!("w{at}w");
            // The target of a definition of a link, and the title of a link, are no text.
            proptest::prop_assert!(json.contains(&word), "{word} of {text:?} is not in {json}");
        }
    }
}

const MARKS: [&str; 28] = [
    "",
    " ",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "  ",
    "    ",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "```\n",
    "| ",
    " |\n|---|---|\n",
    "# ",
    "[",
    "](",
    ")",
    "![",
    "<b>",
    "<div>\n",
    "\n[^1]: ",
    "[^1]",
    "- [x] ",
    "\\",
];
