//! How long vulnerabilities took: until they were judged, until the corrected software was ready, until it was in the field.

use crate::documents::writing::cells::{in_order, values};
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table};
use primum_document::{Share, Tone};
use primum_model::{Date, Kind};

/// Days from the day on which the team learned of each vulnerability.
pub(in crate::documents) fn write(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut list = table(
        "Days from the day on which the team learned of it",
        &[
            ("Assessment", Share::Narrow),
            ("Vulnerability", Share::Normal),
            ("Noticed", Share::Narrow),
            ("Until judged", Share::Narrow),
            ("Until patched", Share::Narrow),
            ("Until in the field", Share::Narrow),
        ],
    );
    for record in in_order(model.of(Kind::VulnerabilityAssessment)) {
        let noticed = record.date("noticed");
        let days = |day: Option<Date>| {
            let days = noticed.zip(day).and_then(|(from, to)| to.since(from).ok()).map(|span| span.get_days());
            cell(&days.map_or_else(String::new, |days| days.to_string()))
        };
        let released = record.links("release").filter_map(|release| release.date("released")).min();
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(record)]),
                inlines(values(record, "advisory")),
                noticed.map_or_else(|| state(Tone::Caution, "not stated"), |day| cell(&day.to_string())),
                days(record.date("reviewed")),
                days(record.date("patched")),
                days(released),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("No vulnerability was assessed, so there is nothing to measure.");
    }
}
