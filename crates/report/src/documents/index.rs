//! The register of a set: which documents it holds, made from what, how each stands, and everything that is missing in it.

use super::sets::{Entry, Placed};
use super::{Material, Order, stamp};
use crate::documents::writing::page::{Page, cell, inlines, row, state, table, words};
use crate::release::manifest::sha256;
use primum_document::{Block, Cell, Document, Format, Inline, Missing, Set, Share, Target, Tone};
use primum_model::Fingerprint;
use primum_model::fingerprint::FINGERPRINT_VERSION;
use primum_rules::{Analysis, standards};
use std::collections::BTreeSet;

/// The name of its file.
const NAME: &str = "00-index";
/// How many characters of a digest stand in the register; the whole one stands further down.
const SHORT: usize = 16;

/// Writes it for documents that are sealed.
pub(super) fn write(material: Material<'_>, order: &Order<'_>, set: &Set) -> Document {
    let mut page = Page::new(material);
    let lacks = lacks(material, order);
    register(&mut page, order, set);
    expected(&mut page, order, set);
    absent(&mut page, set, &lacks);
    baseline(&mut page);
    made_by(&mut page);
    hashes(&mut page, set);
    let (blocks, _) = page.finish();
    let mut stamp = stamp(material);
    let drafts = set.documents.iter().filter(|document| !document.stamp.draft.is_empty()).count();
    if drafts > 0 {
        stamp.draft = format!("{drafts} of {} documents are drafts", set.documents.len());
    }
    Document {
        name: NAME.to_owned(),
        number: "0".to_owned(),
        title: format!("Register of documents: {}", order.set.title),
        purpose: order.set.purpose.to_owned(),
        clauses: Vec::new(),
        stamp,
        blocks,
        missing: lacks.into_iter().map(|(_, missing)| missing).collect(),
    }
}

/// What is missing in the set and in none of its documents, each with the number it belongs under.
fn lacks(material: Material<'_>, order: &Order<'_>) -> Vec<(String, Missing)> {
    let mut list: Vec<(String, Missing)> = Vec::new();
    for (path, why) in unread(material.analysis) {
        let missing = Missing {
            what: format!("what {path} says"),
            why: format!("it could not be read: {why}"),
            remedy: "Mend it; until then every document is made from a part of the project.".to_owned(),
        };
        list.push(("0".to_owned(), missing));
    }
    for entry in order.set.entries {
        for lack in entry.lacks {
            let missing = Missing { what: lack.what.to_owned(), why: lack.why.to_owned(), remedy: lack.remedy.to_owned() };
            list.push((entry.number.to_string(), missing));
        }
    }
    list
}

/// What could not be read, of the records and of the source.
pub(super) fn unread(analysis: &Analysis) -> impl Iterator<Item = &(String, String)> {
    analysis.model.unread.iter().chain(analysis.facts.tree.iter().flat_map(|tree| &tree.unread))
}

fn register(page: &mut Page<'_>, order: &Order<'_>, set: &Set) {
    page.section("Documents");
    let all = order.set.placed().len();
    if set.documents.len() < all {
        page.note(Tone::Caution, "Selection", &format!("{} of the {all} documents of this set were asked for.", set.documents.len()));
    }
    let drafts = set.documents.iter().filter(|document| !document.stamp.draft.is_empty()).count();
    let lacking = set.documents.iter().filter(|document| !document.missing.is_empty()).count();
    page.text(&format!(
        "{}: {drafts} {}, and {lacking} {} something. Order and numbers: {}",
        count(set.documents.len(), "document", "documents"),
        if drafts == 1 { "is a draft" } else { "are drafts" },
        if lacking == 1 { "lacks" } else { "lack" },
        order.set.basis,
    ));
    let mut list = table(
        "Register",
        &[
            ("No.", Share::Narrow),
            ("Document", Share::Wide),
            ("State", Share::Normal),
            ("Missing", Share::Narrow),
            ("Files", Share::Normal),
            ("Tree", Share::Normal),
        ],
    );
    for document in &set.documents {
        list.rows.push(row(
            "",
            vec![
                cell(&document.number),
                inlines(vec![leads_to(document)]),
                standing(document),
                missing_count(document),
                files(document, order.formats),
                inlines(vec![Inline::Code(document.stamp.hash.chars().take(SHORT).collect())]),
            ],
        ));
    }
    list.wide = true;
    if !page.table(list) {
        page.missing("documents", "none of the set was asked for by its name", "Name documents that `primum dhf --list` shows.");
    }
    for document in set.documents.iter().filter(|document| !document.stamp.draft.is_empty()).take(1) {
        page.note(
            Tone::Caution,
            "Drafts",
            &format!("A document is a draft until all that it contains is approved. {}: {}.", document.number, document.stamp.draft),
        );
    }
}

/// What the reader of the set expects under each number, and where it is.
fn expected(page: &mut Page<'_>, order: &Order<'_>, set: &Set) {
    page.section("What is expected");
    let mut list = table(
        "What is expected under each number",
        &[("No.", Share::Narrow), ("Expected", Share::Normal), ("Answered by", Share::Wide), ("Not written by Primum", Share::Wide)],
    );
    for entry in order.set.entries {
        let lacks: Vec<&str> = entry.lacks.iter().map(|lack| lack.what).collect();
        let not_written = if lacks.is_empty() { entry.note.to_owned() } else { lacks.join("; ") };
        let tone = if lacks.is_empty() { Tone::Plain } else { Tone::Caution };
        list.rows.push(row(
            "",
            vec![
                cell(&entry.number.to_string()),
                cell(entry.title),
                inlines(answered(entry, order, set)),
                Cell { text: words(&not_written), tone },
            ],
        ));
    }
    page.table(list);
}

/// The documents of an entry, then those under other numbers.
fn answered(entry: &Entry, order: &Order<'_>, set: &Set) -> Vec<Inline> {
    let elsewhere = order.set.placed();
    let elsewhere = entry.see.iter().filter_map(|name| elsewhere.iter().find(|placed| placed.declared.name == *name).cloned());
    let mut out = Vec::new();
    let mut tell = |placed: Placed, before: &str| {
        if !out.is_empty() {
            out.push(Inline::Text("; ".to_owned()));
        }
        out.push(Inline::Text(format!("{before}{} ", placed.number)));
        match set.documents.iter().find(|document| document.name == placed.name) {
            Some(document) => out.push(leads_to(document)),
            None => out.push(Inline::Text(format!("{} (not asked for)", placed.declared.title))),
        }
    };
    entry.placed().into_iter().for_each(|placed| tell(placed, ""));
    elsewhere.for_each(|placed| tell(placed, "see "));
    for name in entry.documents.iter().filter(|name| super::sets::declared(name).is_none()) {
        out.push(Inline::State(Tone::Bad, format!("{name}: this version writes no such document")));
    }
    out
}

/// Everything that is missing, in the set and in its documents.
fn absent(page: &mut Page<'_>, set: &Set, lacks: &[(String, Missing)]) {
    page.section("Everything that is missing");
    let mut list = table(
        "What is missing, in the set and in its documents",
        &[("No.", Share::Narrow), ("Where", Share::Normal), ("What", Share::Normal), ("Why", Share::Wide), ("What to do", Share::Wide)],
    );
    list.wide = true;
    let mut tell = |number: &str, place: Cell, missing: &Missing| {
        let cells = vec![cell(number), place, cell(&missing.what), cell(&missing.why), cell(&missing.remedy)];
        list.rows.push(row("", cells));
    };
    for (number, missing) in lacks {
        tell(number, cell(if number == "0" { "the project" } else { "beside the set" }), missing);
    }
    for document in &set.documents {
        for missing in &document.missing {
            tell(&document.number, inlines(vec![leads_to(document)]), missing);
        }
    }
    if !page.table(list) {
        page.text("Nothing that was looked for is missing.");
    }
}

/// The last release that was cut, and how far what is described here is from it.
fn baseline(page: &mut Page<'_>) {
    page.section("Baseline");
    let analysis = page.material.analysis;
    let Some(baselines) = &analysis.facts.baselines else {
        page.missing("baseline", "nobody has looked for manifests of releases", "Use a command that reads them.");
        return;
    };
    for (path, why) in &baselines.faults {
        page.note(Tone::Bad, "No manifest", &format!("{path}: {why}."));
    }
    let Some(kept) = baselines.manifests.last() else {
        page.text("No release has been cut: these documents describe what is being worked on.");
        return;
    };
    let manifest = &kept.manifest;
    let mut fields: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
    let mut tell = |term: &str, text: Inline| fields.push((words(term), vec![text]));
    tell("version", Inline::Text(manifest.version.clone()));
    tell("released", Inline::Text(manifest.date.clone()));
    tell("release", Inline::Link { to: Target::Record(manifest.release.clone()), text: words(&manifest.release) });
    tell("commit", Inline::Code(manifest.commit.clone()));
    tell("manifest", Inline::Code(kept.path.clone()));
    tell("SHA-256 of the manifest", Inline::Code(kept.sha256.clone()));
    tell("records in it", Inline::Text(manifest.records.len().to_string()));
    page.block(Block::Fields(fields));
    let model = &analysis.model;
    if manifest.fingerprints != FINGERPRINT_VERSION {
        page.note(Tone::Caution, "Not compared", "The manifest was written with another algorithm of fingerprints.");
        return;
    }
    let then: BTreeSet<&str> = manifest.records.iter().map(|record| record.id.as_str()).chain([manifest.release.as_str()]).collect();
    let added = model.records().filter(|record| !then.contains(record.id())).count();
    let gone = manifest.records.iter().filter(|then| model.find(&then.id).is_none()).count();
    let changed = manifest
        .records
        .iter()
        .filter_map(|then| Some((then, model.find(&then.id)?)))
        .filter(|(then, now)| then.fingerprint != Fingerprint::of(*now).to_string())
        .count();
    if added + gone + changed == 0 {
        page.text("The records say what they said in that release.");
    } else {
        page.text(&format!("Since that release {added} records were added, {changed} changed and {gone} removed."));
    }
}

/// Tool and data.
fn made_by(page: &mut Page<'_>) {
    page.section("Made by");
    let mut list =
        table("Tool and data", &[("What", Share::Normal), ("Edition or version", Share::Wide), ("SHA-256 of the data", Share::Wide)]);
    list.rows.push(row("", vec![cell("Primum"), cell(page.material.tool), cell("")]));
    for standard in standards::all() {
        let digest = Inline::Code(sha256(standard.data.as_bytes()));
        list.rows.push(row("", vec![cell(&standard.name), cell(&standard.designation), inlines(vec![digest])]));
    }
    page.table(list);
}

/// The whole digest of every document.
fn hashes(page: &mut Page<'_>, set: &Set) {
    page.section("Hashes");
    page.text(
        "The hash of a document is of what it says, and is the same in every format. The file manifest.json beside this one holds the digest of every file; `primum dhf --verify` compares them.",
    );
    let mut list =
        table("Hashes of what the documents say", &[("No.", Share::Narrow), ("Document", Share::Normal), ("SHA-256", Share::Wide)]);
    for document in &set.documents {
        let digest = Inline::Code(document.stamp.hash.clone());
        list.rows.push(row("", vec![cell(&document.number), cell(&document.title), inlines(vec![digest])]));
    }
    page.table(list);
}

fn leads_to(document: &Document) -> Inline {
    let to = Target::Document { name: document.name.clone(), anchor: String::new() };
    Inline::Link { to, text: words(&document.title) }
}

fn standing(document: &Document) -> Cell {
    if !document.stamp.draft.is_empty() {
        state(Tone::Caution, "draft")
    } else if document.stamp.approvals.is_empty() {
        state(Tone::Quiet, "no signature asked")
    } else {
        state(Tone::Good, "approved")
    }
}

fn missing_count(document: &Document) -> Cell {
    match document.missing.len() {
        0 => state(Tone::Good, "none"),
        more => state(Tone::Bad, &more.to_string()),
    }
}

/// The files of a document: their name once, then the extensions. A workbook is written of tables alone.
fn files(document: &Document, formats: &[Format]) -> Cell {
    let printed = formats.iter().filter(|format| **format != Format::Xlsx || has_table(&document.blocks));
    let extensions: Vec<&str> = printed.map(|format| format.extension()).collect();
    inlines(vec![Inline::Code(document.name.clone()), Inline::Break, Inline::Text(extensions.join(", "))])
}

/// Is there a table anywhere in it?
fn has_table(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Table(_) => true,
        Block::List { items, .. } => items.iter().any(|item| has_table(&item.blocks)),
        Block::Quote(blocks) => has_table(blocks),
        _ => false,
    })
}

fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
