//! Trend report: numbers over problem reports, how old the open ones are, and what people concluded from them.

use super::problem_reports::{counts, criticality, status};
use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, named};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, row, table};
use crate::documents::writing::wording::sentence;
use crate::documents::{Declaration, Section, figures};
use crate::trends::{NOTE, asides, headline, oldest};
use primum_document::{Share, Tone};
use primum_model::Kind;
use primum_rules::trends::Trends;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "trend-report",
    title: "Trends of problem reports",
    purpose: "Counts problem reports by item, cause, criticality, release and month, and shows what was concluded from such numbers.",
    clauses: &["IEC 62304 9.6", "ISO 13485 8.4"],
    sections: &[
        Section { title: "Numbers", write: numbers },
        Section { title: "Age of open reports", write: ages },
        Section { title: "Trend reviews", write: reviews },
        Section { title: "Open points", write: points },
    ],
};

fn numbers(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let trends = Trends::new(&analysis.model, None, None);
    if trends.reports.is_empty() {
        nothing(page, "dated problem reports to count", &["9.1", "9.6"], "Write the first problem report with `primum new PR`.");
        return;
    }
    page.text(&sentence(&headline(&trends)));
    for line in asides(analysis, &trends) {
        page.text(&sentence(&line));
    }
    page.note(Tone::Plain, "How to read this", &NOTE.replace('`', ""));
    for group in &trends.groups {
        counts(page, group);
    }
    let mut months = table("Problem reports by month", &[("Month", Share::Normal), ("Reported", Share::Narrow), ("Closed", Share::Narrow)]);
    for month in &trends.months {
        months.rows.push(row("", vec![cell(&month.name), cell(&month.reported.to_string()), cell(&month.closed.to_string())]));
    }
    page.table(months);
}

fn ages(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let trends = Trends::new(&analysis.model, None, None);
    page.figure("Open problem reports by age", figures::problem_ages(analysis));
    let mut open = table(
        "Open problem reports, the oldest first",
        &[
            ("Report", Share::Wide),
            ("Status", Share::Narrow),
            ("Criticality", Share::Narrow),
            ("Reported", Share::Narrow),
            ("Days", Share::Narrow),
            ("Opened again", Share::Narrow),
        ],
    );
    for report in oldest(&trends) {
        let record = analysis.model.at(report.record);
        open.rows.push(row(
            "",
            vec![
                named(record),
                status(record),
                criticality(record),
                cell(&report.reported.to_string()),
                cell(&report.days.to_string()),
                if report.reopened > 0 { cell(&report.reopened.to_string()) } else { inlines(Vec::new()) },
            ],
        ));
    }
    if !page.filled(open) {
        page.text("No dated problem report is open.");
    }
}

fn reviews(page: &mut Page<'_>) {
    let reviews = all(page, Kind::TrendReview);
    if reviews.is_empty() {
        nothing(page, "trend reviews", &["9.6"], "Write one with `primum new TRD`: it says what the numbers mean and what follows.");
    }
    for record in reviews {
        page.record(record, 2);
    }
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::TrendReview]);
}
