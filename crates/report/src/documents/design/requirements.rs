//! Software requirements specification: what the software has to do, where each requirement comes from and how it is verified.

use crate::documents::writing::asked::absent;
use crate::documents::writing::cells::joined;
use crate::documents::writing::marks::{self, approval, computed, status};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table, value_inlines};
use crate::documents::writing::record_tables::{field, homes, made, overview as table_of};
use crate::documents::writing::wording;
use crate::documents::writing::{open_points, retired, review_tables};
use crate::documents::{Declaration, Section};
use primum_document::{Inline, Share, Tone};
use primum_model::{FieldType, Kind, Record};
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "software-requirements",
    title: "Software requirements specification",
    purpose: "States what the software has to do, for whom each requirement is, and how it is shown to be met.",
    clauses: &[
        "IEC 62304 5.2.1",
        "IEC 62304 5.2.2",
        "IEC 62304 5.2.3",
        "IEC 62304 5.2.4",
        "IEC 62304 5.2.5",
        "IEC 62304 5.2.6",
        "FDA software SW-SRS",
    ],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "What the requirements are about", write: categories },
        Section { title: "System requirements", write: system },
        Section { title: "Software requirements by category", write: by_category },
        Section { title: "Requirements that put risk controls into words", write: controls },
        Section { title: "Verification of the requirements", write: reviewed },
        Section { title: "Open points", write: open },
    ],
};

fn requirements<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    page.material.analysis.model.of(Kind::SoftwareRequirement).collect()
}

/// Where it comes from: records, or words where there is no record.
fn source(record: Record<'_>) -> Vec<Inline> {
    joined(record.values("derives-from").chain(record.values("source")).map(value_inlines))
}

fn overview(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all = requirements(page);
    let columns = [
        field("Category", Share::Narrow, &["category"]),
        made("Source", Share::Normal, &["derives-from", "source"], source),
        field("Risk control", Share::Narrow, &["implements"]),
        made("Carried out by", Share::Normal, &["allocated-to", "carried out by"], |record| {
            links(record.links("allocated-to").chain(record.linked_by("satisfies")))
        }),
        made("Class", Share::Narrow, &[], |record| marks::class(analysis, record)).optional(),
        field("Method", Share::Narrow, &["verify"]),
        made("Verified by", Share::Normal, &["verified by"], |record| links(record.linked_by("verifies"))),
        crate::documents::writing::record_tables::coloured("Result", Share::Normal, |record| marks::verified_cell(analysis, record)),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |record| approval(analysis, record)).optional(),
    ];
    // The requirement itself is at home further down; here it is only named.
    if !table_of(page, "Software requirements", &all, &columns) {
        page.missing("software requirements", "clause 5.2.1 asks for them at every class", "Write the first with `primum new SRS`.");
    }
    retired::named(page, Kind::SoftwareRequirement);
}

/// The words of the schema for what requirements are about, and what is said about each.
fn categories(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let spec = analysis.model.config.schema.spec(Kind::SoftwareRequirement);
    let Some(FieldType::Choice(words)) = spec.field("category").map(|(_, field)| &field.kind) else { return };
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for record in requirements(page) {
        for value in record.values("category") {
            let count = counts.entry(value.text).or_default();
            count[0] += 1;
            count[1] += usize::from(record.links("implements").next().is_some());
            count[2] += usize::from(marks::verified(analysis, record).0 == Tone::Good);
        }
    }
    let mut all = table(
        "Requirements by category",
        &[
            ("Category", Share::Normal),
            ("Requirements", Share::Narrow),
            ("Of these risk controls", Share::Narrow),
            ("Verified", Share::Narrow),
            ("Where there is none", Share::Wide),
        ],
    );
    for word in words {
        let [count, controls, verified] = counts.get(word.as_str()).copied().unwrap_or_default();
        let none = if count > 0 { cell("–") } else { excluded(page, word) };
        all.rows.push(row("", vec![cell(word), cell(&count.to_string()), cell(&controls.to_string()), cell(&verified.to_string()), none]));
    }
    page.table(all);
    page.text("IEC 62304 5.2.2 lists what requirements are about. A category without any needs a reason, which stands in `excludes` of the software system.");
}

/// Why there is no requirement of a category, by the systems that exclude it.
fn excluded(page: &Page<'_>, category: &str) -> primum_document::Cell {
    let mut line = Vec::new();
    for system in page.material.analysis.model.of(Kind::SoftwareSystem) {
        for value in system.values("excludes") {
            let Some((word, reason)) = value.text.split_once(':').filter(|(word, _)| word.trim() == category) else { continue };
            if !line.is_empty() {
                line.push(Inline::Text("; ".to_owned()));
            }
            line.extend([link(system), Inline::Text(format!(" excludes {word}: {}", reason.trim()))]);
        }
    }
    if line.is_empty() { state(Tone::Caution, "no reason given") } else { inlines(line) }
}

fn system(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::SystemRequirement).collect();
    let columns = [
        made("Source", Share::Normal, &["derives-from", "source"], source),
        field("Risk control", Share::Narrow, &["implements"]),
        field("Answered by", Share::Narrow, &["allocated"]),
        made("Software requirements", Share::Normal, &["gives rise to"], |record| links(record.linked_by("derives-from"))),
        field("Acceptance", Share::Wide, &["acceptance"]),
        field("Method", Share::Narrow, &["verify"]),
        made("Verified by", Share::Normal, &["verified by"], |record| links(record.linked_by("verifies"))),
        crate::documents::writing::record_tables::coloured("Result", Share::Normal, |record| marks::verified_cell(analysis, record)),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |record| approval(analysis, record)).optional(),
    ];
    for record in homes(page, "System requirements", &all, &columns) {
        page.record_with(record, 2, computed(analysis, record));
    }
    if all.is_empty() {
        absent(
            page,
            "system requirements",
            "5.2.1",
            "Write the first with `primum new SYS`, or name another source in each software requirement.",
        );
    }
    retired::named(page, Kind::SystemRequirement);
}

fn by_category(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut of: BTreeMap<(bool, &str), Vec<Record<'_>>> = BTreeMap::new();
    for record in requirements(page) {
        let category = record.text("category");
        of.entry((category.is_none(), category.unwrap_or("Without a category"))).or_default().push(record);
    }
    for ((_, category), records) in of {
        page.heading(2, &wording::capital(category));
        for record in records {
            page.record_with(record, 3, computed(analysis, record));
        }
    }
}

/// IEC 62304 5.2.3: risk controls are among the requirements.
fn controls(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Risk controls in this software, and the requirements that put them into words",
        &[("Control", Share::Narrow), ("Title", Share::Wide), ("Controls", Share::Normal), ("Requirements", Share::Normal)],
    );
    let here = |control: &Record<'_>| control.text("place").is_none_or(|place| place == "this software");
    for control in analysis.model.of(Kind::RiskControl).filter(here) {
        let requirements: Vec<Record<'_>> = control.linked_by("implements").collect();
        let by = if requirements.is_empty() { state(Tone::Bad, "no requirement") } else { inlines(links(requirements)) };
        all.rows.push(row("", vec![inlines(vec![link(control)]), cell(&control.title()), inlines(links(control.links("controls"))), by]));
    }
    if !page.table(all) {
        page.text("No record names a risk control that lives in this software.");
    }
}

fn reviewed(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for record in requirements(page) {
        *counts.entry(marks::verified(analysis, record).1).or_default() += 1;
    }
    if !counts.is_empty() {
        let told: Vec<String> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
        page.text(&format!("Software requirements and what tests and reviews say of them: {}.", told.join(", ")));
    }
    if !review_tables::overview_of(page, "Reviews of requirements", &["requirements"]) {
        absent(page, "review of the requirements", "5.2.6", "Hold one, and write it with `primum new review`.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(page, &["c5_2_requirements"], &[]);
}
