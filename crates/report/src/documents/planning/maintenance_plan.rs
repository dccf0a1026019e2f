//! Maintenance plan: feedback, problems, SOUP and vulnerabilities after the release, with the periods that are held.

use super::plans::{self, Home};
use crate::documents::writing::asked::absent;
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, row, state, table};
use crate::documents::writing::record_tables::{field, made, overview};
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use primum_document::{Inline, Share, Tone};
use primum_model::{Date, Kind, Record};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "maintenance-plan",
    title: "Software maintenance and problem resolution plan",
    purpose: "Says how feedback, problems, software from elsewhere and vulnerabilities are dealt with after the release, by whom and how soon.",
    clauses: &[
        "FDA software SW-DEV",
        "IEC 62304 6.1",
        "IEC 62304 6.2.1",
        "IEC 62304 6.2.2",
        "IEC 62304 7.1.3",
        "IEC 62304 9.1",
        "IEC 62304 9.6",
    ],
    sections: &[
        Section { title: "Plans", write: plans },
        Section { title: "Plans in full", write: in_full },
        Section { title: "Periods", write: periods },
        Section { title: "Answer to vulnerabilities", write: response },
        Section { title: "Software from elsewhere", write: soup },
        Section { title: "End of life", write: end },
        Section { title: "What is under way", write: under_way },
        Section { title: "Open points", write: open },
    ],
};

const SUBJECTS: &[&str] = &["maintenance", "problem resolution", "SOUP"];

fn plans(page: &mut Page<'_>) {
    if !plans::table_of(page, Home::Maintenance, SUBJECTS) {
        absent(page, "maintenance plan", "6.1", "Write one with `primum new plan`, and `- covers: maintenance` in it.");
    }
    plans::answers(page, SUBJECTS);
}

fn in_full(page: &mut Page<'_>) {
    plans::in_full(page, Home::Maintenance);
    plans::from_elsewhere(page, Home::Maintenance, SUBJECTS);
}

fn periods(page: &mut Page<'_>) {
    let policy = &page.material.analysis.model.config.policy;
    let mut all = table(
        "Periods that the check holds",
        &[("What", Share::Wide), ("At the latest after", Share::Narrow), ("Setting below `[policy]`", Share::Normal)],
    );
    for (what, months, setting) in [
        ("Plans are held against the work", policy.plan_review_months, "plan-review-months"),
        ("Problem reports are looked at together", policy.trend_review_months, "trend-review-months"),
        ("Lists of anomalies of SOUP are read", policy.anomaly_review_months, "anomaly-review-months"),
        ("A problem report is decided on", policy.problem_decision_months, "problem-decision-months"),
        ("An internal audit is held", policy.audit_months, "audit-months"),
    ] {
        let setting = primum_document::Cell { text: vec![Inline::Code(setting.to_owned())], tone: Tone::Plain };
        all.rows.push(row("", vec![cell(what), cell(&counted(usize::try_from(months).unwrap_or(0), "month", "months")), setting]));
    }
    page.table(all);
    page.text("A period that primum.toml does not set is the one of the tool.");
}

fn response(page: &mut Page<'_>) {
    let config = &page.material.analysis.model.config;
    let mut all = table(
        "How soon a vulnerability is answered, from the day on which the team learned of it",
        &[
            ("Severity", Share::Narrow),
            ("Judged within", Share::Narrow),
            ("Corrected within", Share::Narrow),
            ("In the field within", Share::Narrow),
        ],
    );
    let days = |days: Option<u32>| cell(&days.map_or_else(|| "not stated".to_owned(), |days| counted(days as usize, "day", "days")));
    for one in &config.response {
        all.rows.push(row("", vec![cell(&one.severity), days(one.assess_days), days(one.patch_days), days(one.field_days)]));
    }
    if !page.table(all) {
        page.text("primum.toml sets no `[[response]]`, so no time in which a vulnerability is answered is held by the check. What the plans say stands in the plans.");
    }
}

/// The last day on which a list that was read on this day is fresh.
fn due(page: &Page<'_>, read: Date) -> Option<Date> {
    let months = page.material.analysis.model.config.policy.anomaly_review_months;
    let later = i32::from(read.month()) - 1 + months;
    let (years, month) = (later.div_euclid(12), later.rem_euclid(12) + 1);
    let year = i16::try_from(i32::from(read.year()) + years).ok()?;
    let month = i8::try_from(month).ok()?;
    // The last day of a shorter month.
    (0..4).find_map(|back| Date::new(year, month, read.day() - back).ok())
}

fn soup(page: &mut Page<'_>) {
    let today = page.material.analysis.model.date;
    let all: Vec<Record<'_>> = page.material.analysis.model.of(Kind::Soup).collect();
    let dues: std::collections::HashMap<u32, Date> =
        all.iter().filter_map(|soup| Some((soup.position(), due(page, soup.date("anomalies-read")?)?))).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]),
        field("List of anomalies", Share::Normal, &["anomaly-list"]),
        field("Read", Share::Narrow, &["anomalies-read"]),
        made("To be read by", Share::Narrow, &[], |soup| match dues.get(&soup.position()) {
            Some(day) if *day < today => vec![Inline::State(Tone::Bad, format!("{day}, overdue"))],
            Some(day) => vec![Inline::Text(day.to_string())],
            None => vec![Inline::State(Tone::Caution, "never read".to_owned())],
        }),
        field("Support", Share::Narrow, &["support"]),
        field("Support ends", Share::Normal, &["support-ends"]),
    ];
    if !overview(page, "SOUP: lists of anomalies and support", &all, &columns) {
        page.text("No record declares SOUP.");
    }
}

fn end(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    match analysis.model.config.product.lifetime_years {
        Some(years) => page.text(&format!(
            "After its last sale the device is in use for {}; the software is maintained for that time.",
            counted(years as usize, "year", "years")
        )),
        None => page.missing(
            "time in use",
            "for how long the software has to be maintained follows from how long the device is in use, and primum.toml does not say it",
            "Write `lifetime-years` below `[product]` in primum.toml.",
        ),
    }
    let ended: Vec<Record<'_>> =
        analysis.model.of(Kind::Soup).filter(|soup| matches!(soup.text("support"), Some("ended" | "none"))).collect();
    let columns = [
        field("Support", Share::Narrow, &["support"]).optional(),
        field("Support ends", Share::Normal, &["support-ends"]),
        field("Risk", Share::Wide, &["risk"]).optional(),
    ];
    if overview(page, "SOUP that nobody supports any more", &ended, &columns) {
        page.text("Of these the plan has to say who maintains them instead, or by when they are replaced.");
    }
}

/// How many reports and feedback entries wait.
fn under_way(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut all =
        table("Feedback, problems and changes", &[("What", Share::Normal), ("All", Share::Narrow), ("Not finished", Share::Narrow)]);
    let finished = |record: &Record<'_>| match record.kind() {
        Kind::Feedback => record.value("decision").is_some(),
        _ => matches!(record.text("status"), Some("closed" | "rejected" | "duplicate")),
    };
    for kind in [Kind::Feedback, Kind::ProblemReport, Kind::ChangeRequest, Kind::VulnerabilityAssessment] {
        let spec = model.config.schema.spec(kind);
        let count = model.of(kind).len();
        let waiting = match kind {
            Kind::VulnerabilityAssessment => {
                model.of(kind).filter(|one| matches!(one.text("verdict"), None | Some("under investigation"))).count()
            }
            _ => model.of(kind).filter(|record| !finished(record)).count(),
        };
        let waits = if waiting == 0 { cell("0") } else { state(Tone::Caution, &waiting.to_string()) };
        all.rows.push(row("", vec![cell(&spec.plural), cell(&count.to_string()), waits]));
    }
    page.table(all);
    page.refer("Changes are in the", "change-report", "change report");
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &["c6_maintenance"],
        &[
            "soup-anomalies-stale",
            "soup-anomalies-unread",
            "soup-out-of-support",
            "soup-without-support-end",
            "problems-without-trend-review",
            "problem-waiting",
            "response-late",
            "outdated-plan",
        ],
    );
}
