//! What a program that reads workbooks finds in them.

use super::*;
use crate::stamp::{Approval, Fact, Stamp};
use crate::tree::{Block, Cell, Column, Inline, Missing, Row, Share, Table, Target, Tone, Url};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

fn cell(text: &str) -> Cell {
    Cell { text: words(text), tone: Tone::Plain }
}

fn table(caption: &str, columns: &[&str], rows: Vec<Vec<Cell>>) -> Table {
    Table {
        caption: caption.to_owned(),
        columns: columns.iter().map(|title| Column { title: (*title).to_owned(), share: Share::Normal }).collect(),
        rows: rows.into_iter().map(|cells| Row { anchor: String::new(), cells }).collect(),
        wide: false,
    }
}

fn document(tables: Vec<Table>) -> Document {
    let stamp = Stamp { product: "P & Co".to_owned(), version: "1.2".to_owned(), date: "2026-11-28".to_owned(), ..Stamp::default() };
    Document {
        name: "a".to_owned(),
        number: "DOC-1".to_owned(),
        title: "Title".to_owned(),
        purpose: String::new(),
        clauses: Vec::new(),
        stamp,
        blocks: tables.into_iter().map(Block::Table).collect(),
        missing: Vec::new(),
    }
}

fn open(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

fn read(document: &Document) -> Xlsx<Cursor<Vec<u8>>> {
    open(file(document).unwrap().unwrap())
}

fn rows(book: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(sheet).unwrap().rows().map(<[Data]>::to_vec).collect()
}

fn string(text: &str) -> Data {
    Data::String(text.to_owned())
}

/// A part of the file, as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn without_a_table_there_is_no_workbook() {
    assert_eq!(file(&document(Vec::new())), Ok(None));
}

#[test]
fn nothing_is_ever_a_formula() {
    let texts = [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "=HYPERLINK(\"http://x\")",
        "\t=1",
        "{=1}",
        "http://x.org/",
        "_x0041_",
        "<b>&\"'",
        " a ",
        "a\u{1}b",
    ];
    let document = document(vec![table("T", &["=A1"], texts.iter().map(|text| vec![cell(text)]).collect())]);
    let bytes = file(&document).unwrap().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    let mut book = open(bytes);
    let found = rows(&mut book, "T");
    assert_eq!(found[0], [string("=A1")]);
    for (text, row) in texts.iter().zip(&found[1..]) {
        assert_eq!(row, &[string(&text.replace('\t', " ").replace('\u{1}', "␁"))]);
    }
    assert!(book.worksheet_formula("T").unwrap().is_empty());
}

#[test]
fn a_column_is_of_numbers_or_of_texts() {
    let lines = [["1", "1", "007"], ["-20", "1.0", "8"], ["", "3", "9"]];
    let document = document(vec![table(
        "T",
        &["a", "b", "c"],
        lines.iter().map(|line| line.iter().map(|text| if text.is_empty() { Cell::default() } else { cell(text) }).collect()).collect(),
    )]);
    let found = rows(&mut read(&document), "T");
    assert_eq!(found[1], [Data::Float(1.0), string("1"), string("007")]);
    assert_eq!(found[2], [Data::Float(-20.0), string("1.0"), string("8")]);
    assert_eq!(found[3], [Data::Empty, string("3"), string("9")]);
}

#[test]
fn long_texts_go_on_in_a_sheet_of_their_own() {
    let long = "한é👩a".repeat(20_000);
    let document = document(vec![table("T", &["a"], vec![vec![cell(&long)], vec![cell("b")]])]);
    let mut book = read(&document);
    let found = rows(&mut book, "T");
    let Data::String(first) = &found[1][0] else { panic!("text") };
    let (first, led) = first.split_once("… [goes on").unwrap();
    assert_eq!(led, " in the sheet \"Long texts\", row 2]");
    let more = rows(&mut book, "Long texts");
    let rest: String = more[1..].iter().map(|row| row[2].to_string()).collect();
    assert_eq!(format!("{first}{rest}"), long);
    assert!(more[1..].iter().all(|row| row[..2] == [string("T"), string("A2")]));
}

#[test]
fn a_table_with_too_many_rows_has_further_sheets() {
    let lines = (0..25).map(|at| vec![cell(&format!("r{at}"))]).collect();
    let document = document(vec![table("T", &["a"], lines)]);
    let mut book = open(write(&document, &Homes::default(), Limits { rows: 10, ..EXCEL }).unwrap().unwrap());
    assert_eq!(book.sheet_names(), ["About", "T", "T (2)", "T (3)"]);
    let all: Vec<String> =
        ["T", "T (2)", "T (3)"].iter().flat_map(|sheet| rows(&mut book, sheet).split_off(1)).map(|row| row[0].to_string()).collect();
    assert_eq!(all, (0..25).map(|at| format!("r{at}")).collect::<Vec<_>>());
}

#[test]
fn rows_that_are_too_long_keep_all_cells_and_too_many_columns_are_refused() {
    let found = rows(&mut read(&document(vec![table("T", &["a"], vec![vec![cell("1"), cell("2")], vec![cell("3")]])])), "T");
    assert_eq!(found[1], [Data::Float(1.0), Data::Float(2.0)]);
    let wide = document(vec![table("T", &["a"], vec![(0..16_385).map(|_| cell("x")).collect()])]);
    assert!(file(&wide).unwrap_err().contains("16385 columns"));
}

fn link(to: Target, text: &str) -> Vec<Inline> {
    vec![Inline::Link { to, text: words(text) }]
}

#[test]
fn links_lead_to_rows_of_the_set_and_outside() {
    let to = |anchor: &str| Target::Anchor(anchor.to_owned());
    let url = |text: &str| Target::Url(Url::new(text).unwrap());
    let linked = |text| Cell { text, tone: Tone::Plain };
    let mut two = link(url("https://x.org/a"), "x");
    two.extend(link(to("R-1"), " R-1"));
    let mut list = table(
        "List",
        &["ID", "See"],
        vec![
            vec![linked(link(to("R-1"), "R-1")), linked(link(to("R-2"), "R-2"))],
            vec![linked(link(to("R-2"), "R-2")), linked(link(Target::Document { name: "b".to_owned(), anchor: "H-1".to_owned() }, "H-1"))],
            vec![cell("R-3"), linked(link(url("https://x.org/?a=1#b"), "=web"))],
            vec![cell("R-4"), linked(two)],
            vec![cell("R-5"), linked(link(url("http:odd"), "odd"))],
        ],
    );
    list.rows[2].anchor = "R-3".to_owned();
    let first = document(vec![list]);
    let mut second = document(vec![table("It's", &["ID"], vec![vec![cell("H-1")]])]);
    second.name = "b".to_owned();
    if let Block::Table(table) = &mut second.blocks[0] {
        table.rows[0].anchor = "H-1".to_owned();
    }
    let homes = Homes::of(&Set { documents: vec![first.clone(), second] });
    let bytes = file_among(&first, &homes).unwrap().unwrap();
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    assert!(sheet.contains("<hyperlink ref=\"B2\" location=\"'List'!A3\""), "{sheet}");
    assert!(!sheet.contains("ref=\"A2\" location"), "a row needs no link to itself");
    assert!(sheet.contains("<hyperlink ref=\"B3\" r:id=\"rId1\" location=\"'It s'!A2\""), "{sheet}");
    let relations = part(&bytes, "xl/worksheets/_rels/sheet2.xml.rels");
    assert!(relations.contains("Target=\"b.xlsx\"") && relations.contains("Target=\"https://x.org/?a=1\""), "{relations}");
    let found = rows(&mut open(bytes), "List");
    assert_eq!(found[3][1], string("=web"));
    assert_eq!(found[4][1], string("x (https://x.org/a) R-1"));
    assert_eq!(found[5][1], string("odd (http:odd)"));
}

#[test]
fn links_that_find_no_room_are_counted_and_their_addresses_written() {
    let url = |at: usize| Target::Url(Url::new(&format!("https://x.org/{at}")).unwrap());
    let lines = (0..5).map(|at| vec![Cell { text: link(url(at), "web"), tone: Tone::Plain }]).collect();
    let mut book =
        open(write(&document(vec![table("T", &["a"], lines)]), &Homes::default(), Limits { links: 3, ..EXCEL }).unwrap().unwrap());
    let found: Vec<String> = rows(&mut book, "T").iter().map(|row| row[0].to_string()).collect();
    assert_eq!(found, ["a", "web", "web", "web", "web (https://x.org/3)", "web (https://x.org/4)"]);
    assert!(rows(&mut book, "About").iter().any(|row| row[0].to_string().starts_with("2 cells lead nowhere")));
}

#[test]
fn the_first_sheet_says_what_the_workbook_is() {
    let mut document = document(vec![table("T", &["a"], vec![vec![cell("1")]])]);
    document.stamp.draft = "2 of 3 records are not approved".to_owned();
    document.stamp.data = vec![Fact { name: "IEC 62304".to_owned(), value: "2015".to_owned() }];
    let signed = |name: &str, holds| Approval {
        name: name.to_owned(),
        role: "QA".to_owned(),
        meaning: "approved".to_owned(),
        time: "2026-11-01T00:00:00Z".to_owned(),
        what: "1 of 3 records".to_owned(),
        holds,
    };
    document.stamp.approvals = vec![signed("N. One", true), signed("N. Two", false)];
    document.missing = vec![Missing { what: "tests".to_owned(), why: "why".to_owned(), remedy: "=write".to_owned() }];
    let all: Vec<String> =
        rows(&mut read(&document), "About").iter().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect();
    let told = all.join("\n");
    for line in [
        "Draft|2 of 3 records are not approved",
        "Product|P & Co",
        "IEC 62304|2015",
        "N. One|QA|approved|2026-11-01T00:00:00Z|1 of 3 records|holds",
        "N. Two|QA|approved|2026-11-01T00:00:00Z|1 of 3 records|no longer holds",
        "tests|why|=write",
        "T|T|1",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = document(vec![table(
        "T",
        &["a", "b"],
        (0..50).map(|at| vec![cell(&at.to_string()), Cell { text: words("x"), tone: Tone::Bad }]).collect(),
    )]);
    assert!(file(&document) == file(&document));
    let core = part(&file(&document).unwrap().unwrap(), "docProps/core.xml");
    assert!(core.contains("2026-11-28T00:00:00Z"), "{core}");
}

proptest::proptest! {
    #[test]
    fn every_text_is_read_back(texts in proptest::collection::vec("\\PC{0,40}|[=+@-]\\PC{0,9}|[\\x00-\\x7f]{0,20}|(_x[0-9a-fA-F]{4}_){1,3}", 1..20)) {
        let mut lines: Vec<Vec<Cell>> = texts.iter().map(|text| vec![cell(text)]).collect();
        lines.push(vec![cell("text")]);
        let mut book = read(&document(vec![table("T", &["a"], lines)]));
        let range = book.worksheet_range("T").unwrap();
        for (at, text) in (1_u32..).zip(&texts) {
            let seen: String = super::cell::visible(text).into_owned();
            let found = range.get_value((at, 0)).map(ToString::to_string).unwrap_or_default();
            proptest::prop_assert_eq!(&found, &seen);
        }
    }
}
