//! Software requirements specification: what the software has to do, where each requirement comes from and how it is verified.

use super::page::{Page, cell, inlines, link, links, row, table};
use super::{Declaration, Section, anchor};
use primum_document::Share;
use primum_model::{Kind, Record};

pub(super) static DOCUMENT: Declaration = Declaration {
    name: "software-requirements",
    title: "Software requirements specification",
    purpose: "States what the software has to do, for whom each requirement is, and how it is shown to be met.",
    clauses: &["IEC 62304 5.2.1", "IEC 62304 5.2.2", "IEC 62304 5.2.3", "IEC 62304 5.2.6"],
    sections: &[Section { title: "Overview", write: overview }, Section { title: "Requirements by category", write: by_category }],
};

fn requirements<'a>(page: &Page<'a>) -> Vec<Record<'a>> {
    page.material.analysis.model.of(Kind::SoftwareRequirement).collect()
}

fn overview(page: &mut Page<'_>) {
    let mut all = table(
        "Software requirements",
        &[
            ("ID", Share::Narrow),
            ("Title", Share::Wide),
            ("Category", Share::Narrow),
            ("Source", Share::Normal),
            ("Verified by", Share::Normal),
        ],
    );
    for record in requirements(page) {
        // The record itself is at home further down; here it is only named.
        all.rows.push(row(
            "",
            vec![
                inlines(vec![link(record)]),
                cell(&record.title()),
                cell(record.text("category").unwrap_or("")),
                inlines(links(record.links("derives-from"))),
                inlines(links(record.linked_by("verifies"))),
            ],
        ));
    }
    if !page.table(all) {
        page.missing("software requirements", "clause 5.2.1 asks for them at every class", "Write the first with `primum new SRS`.");
    }
}

fn by_category(page: &mut Page<'_>) {
    let all = requirements(page);
    let mut categories: Vec<&str> = all.iter().filter_map(|record| record.text("category")).collect();
    categories.sort_unstable();
    categories.dedup();
    for category in categories.into_iter().map(Some).chain([None]) {
        let of: Vec<Record<'_>> = all.iter().copied().filter(|record| record.text("category") == category).collect();
        if of.is_empty() {
            continue;
        }
        page.heading(2, category.unwrap_or("Without a category"));
        for record in of {
            let _ = anchor;
            page.record(record, 3);
        }
    }
}
