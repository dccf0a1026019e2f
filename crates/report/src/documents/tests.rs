//! Sets as they are written: register, numbers, drafts, and the manifest.

mod development;
mod quality;
mod risk;
mod soup;

use super::manifest::{Kept, Manifest};
use super::sets::SETS;
use super::{Material, Order, by_name, produce};
use crate::fixture;
use primum_document::{Block, Document, Format, Images, Inline, Set, Table, Target};
use primum_rules::Analysis;

fn material<'a>(analysis: &'a Analysis, images: &'a Images) -> Material<'a> {
    Material { analysis, images, tool: "9.9.9", commit: "c0ffee", dirty: "" }
}

fn made(analysis: &Analysis, set: &str, only: &[String]) -> Set {
    let images = Images::default();
    let order = Order { set: by_name(set).expect("a set"), only, formats: &[Format::Html, Format::Xlsx] };
    produce(material(analysis, &images), &order)
}

fn tables(document: &Document) -> Vec<&Table> {
    document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

fn said(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => text.clone(),
            Inline::Link { text, .. } | Inline::Strong(text) | Inline::Emphasis(text) | Inline::Strike(text) => said(text),
            Inline::Break => " ".to_owned(),
            Inline::Picture(_) => String::new(),
        })
        .collect()
}

#[test]
fn every_set_begins_with_a_register_of_all_that_is_in_it() {
    let analysis = fixture::judged_by_all(fixture::PROJECT);
    for declared in SETS {
        let set = made(&analysis, declared.name, &[]);
        let (index, others) = set.documents.split_first().expect("a register");
        assert_eq!((index.name.as_str(), others.len()), ("00-index", declared.placed().len()), "{}", declared.name);
        let register = tables(index)[0];
        assert_eq!(register.rows.len(), others.len());
        for (row, document) in register.rows.iter().zip(others) {
            assert_eq!(said(&row.cells[0].text), document.number);
            let leads =
                |inline: &Inline| matches!(inline, Inline::Link { to: Target::Document { name, .. }, .. } if *name == document.name);
            assert!(row.cells[1].text.iter().any(leads), "{}", document.name);
            assert!(document.stamp.hash.starts_with(&said(&row.cells[5].text)));
            assert!(said(&row.cells[4].text).starts_with(&document.name));
        }
        let all: usize = set.documents.iter().map(|document| document.missing.len()).sum();
        let missing = tables(index)
            .into_iter()
            .find(|table| table.caption == "What is missing, in the set and in its documents")
            .expect("something is missing");
        assert_eq!(missing.rows.len(), all, "{}: all that is missing is listed, and nothing else", declared.name);
        let again = made(&analysis, declared.name, &[]);
        assert_eq!(again.documents, set.documents, "{}", declared.name);
    }
}

#[test]
fn a_document_has_the_number_of_its_set() {
    let analysis = fixture::analysis(fixture::PROJECT);
    let find = |set: &str| {
        let made = made(&analysis, set, &["software-requirements".to_owned()]);
        assert_eq!(made.documents.len(), 2, "{set}: a register and what was asked for");
        (made.documents[1].number.clone(), made.documents[1].name.clone())
    };
    assert_eq!(find("fda-basic"), ("5".to_owned(), "05-software-requirements".to_owned()));
    assert_eq!(find("checklist"), ("3".to_owned(), "03-software-requirements".to_owned()));
    let (number, name) = find("dhf");
    assert!(number.starts_with("4.") && name.starts_with("04-"), "{number} {name}");
}

#[test]
fn a_document_is_a_draft_until_what_it_is_made_of_is_approved() {
    let analysis = fixture::signed();
    let set = made(&analysis, "fda-basic", &["software-requirements".to_owned()]);
    let stamp = &set.documents[1].stamp;
    assert!(
        stamp.draft.starts_with("4 of 5 records that have to be approved are not: SYS-1 (changed after it was signed)"),
        "{}",
        stamp.draft
    );
    assert!(stamp.approvals.iter().any(|approval| approval.name == "Cleo" && approval.meaning == "approved"), "{:?}", stamp.approvals);
    assert!(set.documents[0].stamp.draft.starts_with("1 of 1"), "{}", set.documents[0].stamp.draft);
    let unknown = fixture::analysis(fixture::PROJECT);
    let set = made(&unknown, "fda-basic", &["software-requirements".to_owned()]);
    assert_eq!(set.documents[1].stamp.draft, "primum.toml does not say who has to approve what");
}

#[test]
fn what_could_not_be_read_makes_drafts_and_is_listed() {
    let mut analysis = fixture::signed();
    analysis.model.unread.push(("records/b.md".to_owned(), "it is larger than the rest".to_owned()));
    let set = made(&analysis, "dhf", &[]);
    assert!(set.documents[1..].iter().all(|document| document.stamp.draft == "records/b.md could not be read"));
    assert_eq!(set.documents[0].missing[0].what, "what records/b.md says");
}

#[test]
fn a_manifest_is_read_as_it_was_written_and_nothing_else_is() {
    let analysis = fixture::analysis(fixture::PROJECT);
    let images = Images::default();
    let set = made(&analysis, "fda-basic", &[]);
    let kept = |path: &str| Kept { path: path.to_owned(), sha256: "0".repeat(64) };
    let manifest = Manifest::new(material(&analysis, &images), "fda-basic", &set.documents, vec![kept("b.html"), kept("a.html")]);
    assert_eq!(Manifest::read(manifest.write().as_bytes()), Ok(manifest.clone()));
    assert_eq!((manifest.documents.len(), manifest.commit.as_str()), (set.documents.len(), "c0ffee"));
    let text = manifest.write();
    for (from, to) in [
        ("a.html", "../a.html"),
        ("a.html", "/etc/passwd"),
        ("a.html", ".bashrc"),
        ("a.html", "x/a.html"),
        ("a.html", "C:a.html"),
        ("a.html", "b.html"),
        ("a.html", "manifest.json"),
        ("\"format\": 1", "\"format\": 2"),
        ("\"kind\"", "\"sort\""),
        ("primum documents", "other documents"),
        ("0000", "ZZZZ"),
        ("\"files\"", "\"files\": [], \"files\""),
    ] {
        assert!(text.contains(from), "{from}");
        assert!(Manifest::read(text.replacen(from, to, 1).as_bytes()).is_err(), "{from} → {to}");
    }
    for text in ["", "null", "[]", "{}", "\u{0}"] {
        assert!(Manifest::read(text.as_bytes()).is_err(), "{text:?}");
    }
}
