//! Risk management report: what remains of the risks, whether all of it together is acceptable, and what is still open.

use super::risk_analysis::rows;
use crate::documents::planning::planned;
use crate::documents::writing::cells::{in_order, ordered_links, said};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::ratings::{judged, region, stands, tone};
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use crate::risk::{MOMENTS, RiskMatrix, ThreatRow, matrices};
use primum_document::{Cell, Inline, Share, Target, Tone};
use primum_model::{Acceptability, Kind, Record};
use primum_rules::answered;
use primum_rules::confirmations::confirmation;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "risk-management-report",
    title: "Risk management report",
    purpose: "Reports what risk management came to: how many risks there are before and after controls, which are not acceptable by the \
        criteria and why, whether the overall residual risk is acceptable, and what is still open.",
    clauses: &["ISO 14971 7.4", "ISO 14971 7.6", "ISO 14971 8", "ISO 14971 9"],
    sections: &[
        Section { title: "Conclusion", write: conclusion },
        Section { title: "Risks before and after controls", write: counts },
        Section { title: "Risks that are not acceptable as they are", write: unacceptable },
        Section { title: "Security risks", write: security },
        Section { title: "Reviews of the risk file", write: reviews },
        Section { title: "Open points", write: open },
    ],
};

/// What the report has to conclude, and the word of `confirms` that says so.
const CONFIRMED: &[(&str, &str, &str)] = &[
    ("hazard analysis complete", "The hazard analysis is complete", "ISO 14971 5.4"),
    ("risk controls complete", "The risks from all situations are controlled", "ISO 14971 7.6"),
    ("overall residual risk acceptable", "The overall residual risk is acceptable", "ISO 14971 8"),
];

/// A link to the document that has the risk table.
fn risk_table() -> Inline {
    let to = Target::Document { name: "risk-analysis".to_owned(), anchor: String::new() };
    Inline::Link { to, text: words("Risk analysis") }
}

fn conclusion(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let mut list = table(
        "What the report concludes",
        &[("Statement", Share::Wide), ("Asked by", Share::Narrow), ("Standing", Share::Normal), ("Shown by", Share::Normal)],
    );
    let plans = planned::covering(page, "risk");
    let counts = |plan: &Record<'_>| !plan.says("status", "draft");
    let is_planned = plans.iter().any(counts);
    list.rows.push(row(
        "",
        vec![
            cell("There is a plan"),
            cell("ISO 14971 4.4"),
            judged(is_planned, if is_planned { "yes" } else { "no" }),
            inlines(ordered_links(plans.iter().copied())),
        ],
    ));
    let situations = rows(analysis);
    let open = situations.iter().filter(|row| row.standing.open).count();
    let good = open == 0 && !situations.is_empty();
    let of = |region: Acceptability| situations.iter().filter(|row| row.after.acceptability == Some(region)).count();
    let told = match (situations.len(), open) {
        (0, _) => "there is no hazardous situation".to_owned(),
        (_, 0) => format!(
            "yes: {} acceptable, {} judged to be reduced as far as possible, {} outweighed by the benefit",
            of(Acceptability::Acceptable),
            of(Acceptability::Investigate),
            of(Acceptability::Unacceptable)
        ),
        (all, open) => format!("{open} of {} open", counted(all, "situation", "situations")),
    };
    let one = |text: &str, clause: &str, standing: Cell, by: Vec<Inline>| row("", vec![cell(text), cell(clause), standing, inlines(by)]);
    list.rows.push(one(
        "Each residual risk is acceptable or outweighed by the benefit",
        "ISO 14971 7.3, 7.4",
        judged(good, &told),
        vec![risk_table()],
    ));
    let mut missing = Vec::new();
    let matters = primum_rules::threats::matter(model);
    let security = ("security risks complete", "The security risks are complete", "IEC 81001-5-1 7.1");
    for (what, statement, clause) in CONFIRMED.iter().chain(matters.then_some(&security)) {
        let confirmed = confirmation(model, what);
        let (standing, by) = match (confirmed.review, confirmed.short) {
            (Some(review), _) => (judged(true, &format!("confirmed {}", review.text("held").unwrap_or(""))), vec![link(review)]),
            (None, Some((review, why))) => (judged(false, &format!("not confirmed: the review {why}")), vec![link(review)]),
            (None, None) => (judged(false, "not confirmed"), Vec::new()),
        };
        if confirmed.review.is_none() {
            missing.push((*what, *statement));
        }
        list.rows.push(one(statement, clause, standing, by));
    }
    let after = |plan: &Record<'_>| counts(plan) && answered(*plan, "Production and post-production");
    let by: Vec<Record<'_>> = plans.iter().copied().filter(after).collect();
    let standing = judged(!by.is_empty(), if by.is_empty() { "not planned" } else { "planned" });
    list.rows.push(one("Information from production and afterwards is collected", "ISO 14971 10", standing, ordered_links(by)));
    page.filled(list);
    page.text(&format!(
        "Judged on {}, class {}. Estimates and controls are those that the records state, and where a risk stands follows from the \
         criteria in primum.toml; whether those are right for the product is for the risk management plan. A test counts as proof \
         where a review has evaluated its result.",
        model.date,
        analysis.classes.project()
    ));
    for (what, statement) in missing {
        page.missing(
            &format!("the statement \"{statement}\""),
            "no review that counts confirms it",
            &format!("Hold a review of the risk file and record it with `- confirms: {what}`."),
        );
    }
}

fn counts(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let count = |kind: Kind| analysis.model.of(kind).len();
    page.text(&format!(
        "{} against {} and {}; the risk control matrix has each with its proofs.",
        counted(count(Kind::RiskControl), "risk control acts", "risk controls act"),
        counted(count(Kind::HazardousSituation), "hazardous situation", "hazardous situations"),
        counted(count(Kind::Threat), "threat", "threats"),
    ));
    for matrix in matrices(analysis) {
        if matrix.total() == 0 {
            page.missing(
                "hazardous situations",
                "there is nothing of which the risk could be reported",
                "Write the first with `primum new HS`.",
            );
            continue;
        }
        page.heading(2, matrix.title);
        summary(page, &matrix);
        if !matrix.is_drawn() {
            page.missing(
                &format!("the matrix of severity by {}", matrix.other),
                "primum.toml has not both scales",
                &format!("Write `[[severity]]` and `[[{}]]` into primum.toml, a level each.", matrix.other),
            );
        }
        for (moment, name) in MOMENTS.iter().enumerate() {
            if matrix.name == "safety" {
                page.figure(&format!("{}, {name}", matrix.title), figures::risk_matrix(analysis, moment == 1));
            }
            if matrix.is_drawn() {
                grid(page, &matrix, moment);
            }
            unknown(page, &matrix, moment);
        }
    }
}

/// How many stand in which region, before and after.
fn summary(page: &mut Page<'_>, matrix: &RiskMatrix<'_>) {
    let mut list = table(
        &format!("{}: where they stand", matrix.title),
        &[
            ("When", Share::Normal),
            ("Acceptable", Share::Narrow),
            ("Investigate", Share::Narrow),
            ("Unacceptable", Share::Narrow),
            ("Not known", Share::Narrow),
            ("Together", Share::Narrow),
        ],
    );
    for (moment, name) in MOMENTS.iter().enumerate() {
        let regions = Acceptability::ALL.into_iter().map(Some).chain([None]);
        let mut cells = vec![cell(name)];
        cells.extend(regions.map(|region| cell(&matrix.count(moment, region).to_string())));
        cells.push(cell(&matrix.total().to_string()));
        list.rows.push(row("", cells));
    }
    page.filled(list);
}

/// How many stand in each cell.
pub(in crate::documents) fn grid(page: &mut Page<'_>, matrix: &RiskMatrix<'_>, moment: usize) {
    let mut columns = vec![("Severity", Share::Narrow)];
    columns.extend(matrix.levels.iter().map(|level| (*level, Share::Narrow)));
    let mut list = table(&format!("Number of {} by severity and {}, {}", matrix.of.1, matrix.other, MOMENTS[moment]), &columns);
    for (severity, cells) in matrix.severities.iter().zip(&matrix.cells) {
        let mut shown = vec![cell(severity)];
        shown.extend(cells.iter().map(|one| {
            let count = one.records[moment].len();
            let text = if count == 0 { "–".to_owned() } else { count.to_string() };
            // The region is told in words wherever something stands in it.
            let text = if count == 0 { text } else { format!("{text} {}", crate::estimates::region(one.region)) };
            Cell { text: words(&text), tone: tone(one.region) }
        }));
        list.rows.push(row("", shown));
    }
    page.filled(list);
}

/// Those that stand in no cell, and why.
pub(in crate::documents) fn unknown(page: &mut Page<'_>, matrix: &RiskMatrix<'_>, moment: usize) {
    if matrix.unknown[moment].is_empty() {
        return;
    }
    let model = &page.material.analysis.model;
    let mut list =
        table(&format!("In no cell, {}", MOMENTS[moment]), &[("Record", Share::Narrow), ("Title", Share::Wide), ("Why", Share::Wide)]);
    for (at, why) in &matrix.unknown[moment] {
        let record = model.at(*at);
        list.rows.push(row("", vec![inlines(vec![link(record)]), cell(&record.title()), state(Tone::Bad, why)]));
    }
    page.filled(list);
    let count = matrix.unknown[moment].len();
    page.missing(
        &format!("an estimate {}", MOMENTS[moment]),
        &format!("{} have none that is on the scales", counted(count, "record", "records")),
        "State severity and probability, or exploitability, in the records of the table, by levels of primum.toml.",
    );
}

/// A row for each residual risk that the criteria do not accept as it is.
fn unacceptable(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Residual risks that the criteria do not accept as they are",
        &[
            ("Situation", Share::Narrow),
            ("Title", Share::Normal),
            ("Harm", Share::Normal),
            ("Residual risk", Share::Normal),
            ("Region", Share::Narrow),
            ("Reduced as far as possible", Share::Wide),
            ("Weighed against the benefit", Share::Wide),
            ("Standing", Share::Normal),
        ],
    );
    list.wide = true;
    let mut all = 0;
    for one in rows(analysis) {
        all += 1;
        if one.after.acceptability == Some(Acceptability::Acceptable) && !one.standing.open {
            continue;
        }
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(one.situation)]),
                cell(&one.situation.title()),
                cell(one.harm()),
                cell(&one.after.words()),
                region(one.after.acceptability),
                inlines(said(page, one.situation, "reduction")),
                inlines(said(page, one.situation, "benefit-risk")),
                stands(&one.standing),
            ],
        ));
    }
    if !page.filled(list) {
        page.text(if all == 0 {
            "There is no hazardous situation of which this could be said."
        } else {
            "There is none: every residual risk is acceptable by the criteria."
        });
    }
}

fn security(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let (all, open) = ThreatRow::all(model).fold((0, 0), |(all, open), row| (all + 1, open + usize::from(row.standing.open)));
    page.text(&match all {
        0 => "No threat is recorded. The threat model says whether one is expected.".to_owned(),
        all => format!(
            "{}; of {open} the residual security risk is open. The security risk assessment has each of them, and those that lead to a \
             hazardous situation are judged there as well.",
            counted(all, "threat", "threats")
        ),
    });
}

/// Each review of the risk file whole: what was judged by whom stands there.
fn reviews(page: &mut Page<'_>) {
    let mut of_risk = in_order(page.material.analysis.model.of(Kind::Review).filter(|review| review.says("subject", "risk")));
    of_risk.sort_by_key(|review| review.date("held"));
    if of_risk.is_empty() {
        page.missing(
            "reviews of the risk file",
            "ISO 14971 9 asks for a review before each release, and its results are this report",
            "Record each with `primum new REV` and `- subject: risk`.",
        );
    }
    of_risk.into_iter().for_each(|review| page.record(review, 2));
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "residual-risk-missing",
            "residual-risk-worse",
            "residual-risk-lowered-by-nothing",
            "severity-lowered-by-no-control",
            "probability-lowered-by-no-control",
            "acceptability-contradicted",
            "investigated-risk-without-reduction",
            "unacceptable-risk-without-benefit",
            "overall-residual-risk-unjudged",
            "release-without-risk-review",
            "change-without-risk-work",
            "risk-work-undone",
            "change-without-safety-analysis",
            "change-without-control-analysis",
            "control-impact-denied",
            "safety-problem-outside-risk-file",
        ],
    );
}
