//! Problem reports: every report with where it stands, numbers over all of them, and each report whole.

use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, named, said, separate};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table};
use crate::documents::writing::wording::sentence;
use crate::documents::{Declaration, Section, figures};
use crate::trends::{asides, headline};
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::trends::{Group, Trends};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "problem-reports",
    title: "Problem reports",
    purpose: "Shows every problem report from its discovery to its verified end: what it means for safety, what caused it, what was decided, \
        and what proves that it is resolved.",
    clauses: &[
        "IEC 62304 9.1",
        "IEC 62304 9.2",
        "IEC 62304 9.3",
        "IEC 62304 9.4",
        "IEC 62304 9.5",
        "IEC 62304 9.7",
        "IEC 62304 9.8",
        "IEC 62304 6.2.2",
    ],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "Numbers", write: numbers },
        Section { title: "Open points", write: points },
        Section { title: "The reports", write: |page| page.whole(&[Kind::ProblemReport]) },
    ],
};

const REMEDY: &str = "Write the first with `primum new PR`, or an attestation that no problem is known.";

fn overview(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let reports = all(page, Kind::ProblemReport);
    if reports.is_empty() {
        nothing(page, "problem reports", &["9.1", "9.5"], REMEDY);
        return;
    }
    let trends = Trends::new(&analysis.model, None, None);
    page.text(&sentence(&headline(&trends)));
    for line in asides(analysis, &trends) {
        page.text(&sentence(&line));
    }
    let mut list = table(
        "Problem reports",
        &[
            ("Report", Share::Wide),
            ("Reported", Share::Narrow),
            ("Status", Share::Narrow),
            ("Criticality", Share::Narrow),
            ("Type", Share::Narrow),
            ("Located in", Share::Normal),
            ("Affects", Share::Normal),
            ("Decision", Share::Narrow),
            ("Resolved by", Share::Normal),
            ("Verified by", Share::Normal),
            ("Closed", Share::Narrow),
        ],
    );
    list.wide = true;
    for record in reports {
        list.rows.push(row(
            "",
            vec![
                named(record),
                inlines(said(page, record, "reported")),
                status(record),
                criticality(record),
                cell(record.text("type").unwrap_or("")),
                inlines(links(record.links("located-in"))),
                inlines(links(record.links("affects"))),
                cell(record.text("decision").unwrap_or("")),
                inlines(links(record.linked_by("resolves"))),
                inlines(proofs(page, record)),
                inlines(said(page, record, "closed")),
            ],
        ));
    }
    page.filled(list);
    page.figure("Open problem reports by age", figures::problem_ages(analysis));
}

/// What proves that it is resolved: each test with its result, as far as results are known, and each review with its outcome.
fn proofs(page: &Page<'_>, report: Record<'_>) -> Vec<Inline> {
    let verification = &page.material.analysis.verification;
    let mut out = Vec::new();
    for proof in report.links("verified-by") {
        separate(&mut out, ", ");
        out.push(link(proof));
        let result = match verification.test(proof) {
            Some(standing) if verification.is_known() => Some(standing.state.name()),
            _ => proof.text("outcome"),
        };
        if let Some(result) = result {
            out.push(Inline::Text(format!(" ({result})")));
        }
    }
    out
}

/// Where a report stands; one that does not say is open.
pub(in crate::documents) fn status(record: Record<'_>) -> Cell {
    let word = record.text("status").unwrap_or("open");
    let tone = match word {
        "closed" | "resolved" => Tone::Good,
        "rejected" | "duplicate" | "retired" => Tone::Quiet,
        _ => Tone::Caution,
    };
    state(tone, word)
}

/// What a report endangers; one that does not say has not been judged.
pub(in crate::documents) fn criticality(record: Record<'_>) -> Cell {
    match record.text("criticality") {
        Some(word @ ("safety" | "security")) => state(Tone::Caution, word),
        Some(word) => cell(word),
        None => state(Tone::Bad, "not stated"),
    }
}

fn numbers(page: &mut Page<'_>) {
    let trends = Trends::new(&page.material.analysis.model, None, None);
    if trends.reports.is_empty() {
        page.text("There is no dated report to count.");
        return;
    }
    page.text("A report with several values counts under each of them. Duplicates and reports without a date are not counted.");
    for group in &trends.groups {
        counts(page, group);
    }
}

/// Reports counted by one property.
pub(in crate::documents) fn counts(page: &mut Page<'_>, group: &Group) {
    let number = Share::Narrow;
    let mut list = table(
        &format!("Problem reports by {}", group.by),
        &[
            (sentence(group.by).trim_end_matches('.'), Share::Wide),
            ("Reports", number),
            ("Open", number),
            ("Safety", number),
            ("Opened again", number),
        ],
    );
    let model = &page.material.analysis.model;
    for (value, count) in &group.rows {
        let value = model.find(value).map_or_else(|| cell(value), named);
        let numbers = [count.all, count.open, count.safety, count.reopened].map(|number| cell(&number.to_string()));
        list.rows.push(row("", std::iter::once(value).chain(numbers).collect()));
    }
    page.table(list);
}

fn points(page: &mut Page<'_>) {
    if all(page, Kind::ProblemReport).is_empty() {
        page.text("There is no report that could be examined.");
    } else {
        open_points::of_kinds(page, &[Kind::ProblemReport]);
    }
}
