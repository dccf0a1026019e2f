//! The classes of items and units, and what keeps them apart.

use super::classification_rationale::{class, sentences};
use crate::classify::{self, Found};
use crate::documents::writing::cells::{in_order, ordered_links, values};
use crate::documents::writing::page::{Page, cell, inlines, link, row, table, words};
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Class, Kind, Record};
use primum_rules::class::Part;

/// Every item and unit below what it is part of, with its class.
pub(in crate::documents) fn items(page: &mut Page<'_>) {
    let found = Found::of(page.material.analysis);
    let mut list = table(
        "Items and units, below what they are part of",
        &[
            ("Item", Share::Normal),
            ("Declared", Share::Narrow),
            ("Applies", Share::Narrow),
            ("Why", Share::Wide),
            ("Failure that decides", Share::Wide),
            ("A lower class would take", Share::Wide),
        ],
    );
    list.wide = true;
    for (part, depth) in classify::tree(found) {
        let record = found.model.at(part.record);
        let mut name = words(&"› ".repeat(depth.saturating_sub(1).min(12)));
        name.push(link(record));
        name.extend(words(&format!(" {}", record.title())));
        let stands_out = classify::stands_out(found, part);
        let why = if stands_out { classify::why_of_part(found, part) } else { vec![classify::reason_of_part(found, part)] };
        let lower = if stands_out || part.declared.is_some() { classify::lower_of_part(found, part) } else { Vec::new() };
        list.rows.push(row(
            "",
            vec![
                inlines(name),
                part.declared.map_or_else(|| cell(""), class),
                class(part.class),
                inlines(sentences(page, &why)),
                inlines(floor(found, part)),
                inlines(sentences(page, &lower)),
            ],
        ));
    }
    if !page.filled(list) {
        let class = found.classes.project();
        if class == Class::A {
            page.text("There is no item and no unit; at class A the software need not be split.");
        } else {
            page.missing(
                "software items",
                &format!("IEC 62304 5.3.1 asks at class {class} which items the software is made of"),
                "Write the first with `primum new SI`.",
            );
        }
    }
}

/// The cause or control in the part that asks for the most.
fn floor(found: Found<'_>, part: &Part) -> Vec<Inline> {
    let Some((class, by)) = part.floor else { return Vec::new() };
    let record = found.model.at(by);
    let mut text = vec![link(record)];
    text.extend(words(&format!(" {} (class {class})", record.title())));
    text
}

/// Segregations, and what shows that they work; each whole.
pub(in crate::documents) fn segregation(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let found = Found::of(analysis);
    let records: Vec<Record<'_>> = in_order(analysis.model.of(Kind::Segregation));
    let lowered: Vec<&Part> = found.classes.parts.iter().filter(|part| part.lowered).collect();
    if records.is_empty() {
        page.text(if lowered.is_empty() {
            "No item is lower than what it is part of, so nothing has to be kept apart for the sake of the class."
        } else {
            "No segregation is recorded."
        });
    }
    let mut list = table(
        "What keeps items apart",
        &[
            ("Segregation", Share::Narrow),
            ("Protects", Share::Normal),
            ("From", Share::Normal),
            ("Mechanism", Share::Wide),
            ("Shown to work", Share::Normal),
        ],
    );
    for record in &records {
        let (good, proof) = match analysis.risk.proofs.first(*record, "effectiveness") {
            Some(Ok(proof)) => (true, vec![link(proof)]),
            Some(Err((proof, why))) => (false, [vec![link(proof)], words(&format!(" {}", why.words()))].concat()),
            None => (false, words("no proof")),
        };
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(*record)]),
                inlines(ordered_links(record.links("separates"))),
                inlines(ordered_links(record.links("from"))),
                inlines(values(*record, "mechanism")),
                Cell { text: proof, tone: if good { Tone::Good } else { Tone::Bad } },
            ],
        ));
    }
    page.filled(list);
    records.into_iter().for_each(|record| page.record(record, 2));
}
