//! Feedback and complaints: what the field reported, in its words, what was decided, and what came of it.

use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, named, said, told};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, links, row, state, table};
use crate::documents::{Declaration, Section};
use primum_document::{Cell, Share, Tone};
use primum_model::{Kind, Record};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "customer-feedback",
    title: "Feedback and complaints",
    purpose: "Lists what users and others reported about released software, whether it reveals a problem, and the problem report that was opened.",
    clauses: &["IEC 62304 6.2.1.1", "IEC 62304 6.2.1.2", "IEC 62304 6.2.1.3", "ISO 13485 8.2.1", "ISO 13485 8.2.2"],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "Open points", write: points },
        Section { title: "In the words of those who reported", write: |page| page.whole(&[Kind::Feedback]) },
    ],
};

fn overview(page: &mut Page<'_>) {
    let entries = all(page, Kind::Feedback);
    if entries.is_empty() {
        let remedy = "Write the first with `primum new FB`, or attest that no feedback was received.";
        nothing(page, "feedback entries", &["6.2.1.1", "6.2.1.3"], remedy);
        return;
    }
    let count = |word: &str| entries.iter().filter(|entry| entry.says("decision", word)).count();
    let (problems, none) = (count("problem"), count("no problem"));
    page.text(&format!(
        "{} entries: {problems} reveal a problem, {none} do not, {} are not decided.",
        entries.len(),
        entries.len() - (problems + none).min(entries.len())
    ));
    let mut list = table(
        "Feedback",
        &[
            ("Entry", Share::Normal),
            ("Received", Share::Narrow),
            ("Source", Share::Normal),
            ("Release", Share::Narrow),
            ("Decision", Share::Narrow),
            ("Problem report", Share::Narrow),
            ("Action", Share::Narrow),
            ("Why it is no problem", Share::Wide),
        ],
    );
    list.wide = true;
    for entry in entries {
        list.rows.push(row(
            "",
            vec![
                named(entry),
                told(page, entry, "received"),
                told(page, entry, "source"),
                inlines(links(entry.links("release"))),
                decision(entry),
                inlines(links(entry.links("raises"))),
                inlines(links(entry.linked_by("answers"))),
                inlines(said(page, entry, "rationale")),
            ],
        ));
    }
    page.filled(list);
}

fn decision(entry: Record<'_>) -> Cell {
    match entry.text("decision") {
        Some("problem") => state(Tone::Caution, "problem"),
        Some(word) => cell(word),
        None => state(Tone::Bad, "not decided"),
    }
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::Feedback]);
}
