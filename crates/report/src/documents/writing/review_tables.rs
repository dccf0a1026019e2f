//! Reviews of a subject: when, by whom, with which outcome, and what came of them.

use super::cells::values;
use super::page::Page;
use super::record_tables::{field, made, overview};
use primum_document::{Inline, Share, Tone};
use primum_model::{Kind, Record};

/// The reviews of these subjects, in the order of the records.
fn of<'a>(page: &Page<'a>, subjects: &[&str]) -> Vec<Record<'a>> {
    let model = &page.material.analysis.model;
    model.of(Kind::Review).filter(|review| review.text("subject").is_some_and(|subject| subjects.contains(&subject))).collect()
}

/// Writes the reviews of these subjects, each only named. No is returned where there is none.
pub(in crate::documents) fn overview_of(page: &mut Page<'_>, caption: &str, subjects: &[&str]) -> bool {
    let found = of(page, subjects);
    let columns = [
        field("Subject", Share::Narrow, &["subject"]),
        field("Held", Share::Narrow, &["held"]),
        field("Participants", Share::Normal, &["participants"]),
        made("Looked at", Share::Normal, &["of"], |review| match review.links("of").count() {
            0 => Vec::new(),
            few if few <= 6 => values(review, "of"),
            many => vec![Inline::Text(format!("{many} records"))],
        }),
        made("Outcome", Share::Narrow, &["outcome"], outcome),
        field("Raised", Share::Normal, &["raises"]).optional(),
    ];
    overview(page, caption, &found, &columns)
}

/// The outcome with its colour.
fn outcome(review: Record<'_>) -> Vec<Inline> {
    let tone = match review.text("outcome") {
        Some("accepted") => Tone::Good,
        Some("rejected") => Tone::Bad,
        _ => Tone::Caution,
    };
    review.text("outcome").map(|word| vec![Inline::State(tone, word.to_owned())]).unwrap_or_default()
}
