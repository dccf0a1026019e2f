//! Traceability: from need to result and back, from hazard to test, from source to requirement, with every hole and its reason.

use crate::documents::writing::marks;
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, table};
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use crate::trace::{self, Matrix};
use primum_document::{Cell, Inline, Row, Share, Tone};
use primum_evidence::Verb;
use primum_model::{Kind, value};
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "traceability",
    title: "Traceability",
    purpose: "Shows for each need, requirement, item and hazard what comes of it and what proves it, for each test where it comes from, and where the chain is broken.",
    clauses: &["IEC 62304 5.1.1 c", "IEC 62304 5.2.6", "IEC 62304 5.7.4", "IEC 62304 7.3.3", "IEC 62304 8.2.4", "ISO 14971 4.5"],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "From need to proof", write: |page| matrix(page, &trace::forward(page.material.analysis)) },
        Section { title: "From hazard to proof", write: |page| matrix(page, &trace::risk(page.material.analysis)) },
        Section { title: "From proof to source", write: |page| matrix(page, &trace::backward(page.material.analysis)) },
        Section { title: "From source code to requirements", write: source },
        Section { title: "Open points", write: open },
    ],
};

fn overview(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all =
        table("Matrices", &[("Matrix", Share::Normal), ("Rows", Share::Narrow), ("Holes", Share::Narrow), ("How to read it", Share::Wide)]);
    let (mut rows, mut holes) = (0, 0);
    let matrices = trace::matrices(analysis);
    for matrix in &matrices {
        rows += matrix.rows.len();
        holes += matrix.holes();
        let cells = [matrix.title.to_owned(), matrix.rows.len().to_string(), matrix.holes().to_string(), matrix.about.to_owned()];
        all.rows.push(row("", cells.iter().map(|text| cell(text)).collect()));
    }
    if rows == 0 {
        page.missing(
            "records to be traced",
            "there is no need, requirement, item, hazard or test",
            "Begin with `primum new UN` and `primum new SRS`.",
        );
        return;
    }
    page.table(all);
    page.text(if holes == 0 {
        "No chain is broken. A cell without a record says why nothing belongs there."
    } else {
        "A hole is marked with ✗ and says what is missing. A cell without a record and without a hole says why nothing belongs there."
    });
    page.text(if analysis.verification.is_known() {
        "A test whose latest results are not all a pass, or rest on something that has changed since, has its state beside it; a test without a word has passed on what is there now."
    } else {
        "No result of a test is on record, so each test stands for what is planned, and for nothing that was shown."
    });
    page.figure("From need to result: how many records reach each rung", figures::ladder(analysis));
    page.figure("In how many rows each column of the matrices is filled", figures::trace_levels(&matrices));
}

fn matrix(page: &mut Page<'_>, matrix: &Matrix) {
    let analysis = page.material.analysis;
    page.text(matrix.about);
    let columns: Vec<(&str, Share)> = matrix.columns.iter().map(|(_, title)| (*title, Share::Normal)).collect();
    let mut all = table(matrix.title, &columns);
    all.wide = true;
    for row in &matrix.rows {
        all.rows.push(Row { anchor: String::new(), cells: row.cells.iter().map(|cell| shown(analysis, cell)).collect() });
    }
    if !page.table(all) {
        page.missing(
            &format!("matrix “{}”", matrix.title),
            "there is no record of these kinds",
            "Write the records; the matrix follows from their links.",
        );
        return;
    }
    for (at, (_, title)) in matrix.columns.iter().enumerate() {
        let mut holes = matrix.rows.iter().filter(|row| !row.cells[at].hole.is_empty());
        let Some(first) = holes.next() else { continue };
        let count = 1 + holes.count();
        let (id, hole) = (analysis.model.at(first.record).id(), &first.cells[at].hole);
        page.missing(
            &format!("{} under “{title}”", counted(count, "hole", "holes")),
            &format!("the first is in the row of {id}: {hole}"),
            &format!("Close it: `primum trace {id}` shows what is around it."),
        );
    }
}

/// A cell of a matrix: its records, then what is missing, then what else is to be known.
fn shown(analysis: &primum_rules::Analysis, of: &trace::Cell) -> Cell {
    let mut line: Vec<Inline> = Vec::new();
    let apart = |line: &mut Vec<Inline>, by: &str| {
        if !line.is_empty() {
            line.push(Inline::Text(by.to_owned()));
        }
    };
    for at in &of.records {
        apart(&mut line, ", ");
        let record = analysis.model.at(*at);
        if record.kind() == Kind::Test && analysis.verification.is_known() {
            line.extend(marks::test_link(analysis, record));
        } else {
            line.push(link(record));
        }
    }
    if of.more {
        apart(&mut line, " ");
        line.push(Inline::Text("and more".to_owned()));
    }
    if !of.hole.is_empty() {
        apart(&mut line, " ");
        line.push(Inline::State(Tone::Bad, format!("✗ {}", of.hole)));
    }
    let note = of.aside();
    if !note.is_empty() {
        apart(&mut line, " ");
        line.push(Inline::Text(note));
    }
    Cell { text: line, tone: if of.hole.is_empty() { Tone::Plain } else { Tone::Bad } }
}

/// What the source says itself: by record, the places that implement and that verify it.
fn source(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let Some(tree) = &analysis.facts.tree else {
        page.missing("trace tags of the source", "the source was not looked at", "Make the document where the source of the project is.");
        return;
    };
    let mut places: BTreeMap<(u32, Verb), Vec<String>> = BTreeMap::new();
    let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
    for file in &tree.files {
        for tag in &file.tags {
            let Some(record) = analysis.model.find(value::split_part(&tag.id).0) else {
                *unknown.entry(&tag.id).or_default() += 1;
                continue;
            };
            let place = match &tag.bound {
                Some(bound) => format!("{}:{} {}", file.path, bound.line, bound.name),
                None => file.path.clone(),
            };
            places.entry((record.position(), tag.verb)).or_default().push(place);
        }
    }
    let mut all = table(
        "Trace tags in the source",
        &[("Record", Share::Narrow), ("Title", Share::Normal), ("Said", Share::Narrow), ("Where", Share::Wide)],
    );
    for ((at, verb), places) in places {
        let record = analysis.model.at(at);
        let said = match verb {
            Verb::Implements => "implemented in",
            Verb::Verifies => "verified in",
        };
        let mut lines = Vec::new();
        for (at, place) in places.into_iter().enumerate() {
            if at > 0 {
                lines.push(Inline::Break);
            }
            lines.push(Inline::Code(place));
        }
        all.rows.push(row("", vec![inlines(vec![link(record)]), cell(&record.title()), cell(said), inlines(lines)]));
    }
    if !page.table(all) {
        page.text("No comment in the source names a record. The way from requirement to code is by the files that items and units own.");
    }
    if let Some((id, _)) = unknown.first_key_value() {
        let count: usize = unknown.values().sum();
        let id = if id.is_empty() { "a tag without an ID" } else { id };
        page.missing(
            &format!("record of {}", counted(count, "trace tag", "trace tags")),
            &format!("no record has the ID; the first is {id}"),
            "Mend the ID in the source, or write the record.",
        );
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "requirement-without-source",
            "system-requirement-without-software-requirement",
            "need-without-requirement",
            "requirement-without-item",
            "requirement-without-test",
            "risk-chain-broken",
            "stray-test",
            "test-without-target",
            "tag-without-record",
            "tag-to-wrong-kind",
            "tag-to-retired-record",
            "tag-near-miss",
        ],
    );
}
