//! Legacy gap report: the route of 4.4 for each piece of legacy software, step by step, with the gaps and how they are closed.

use crate::documents::conformity::standing::{evidence, status};
use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, named, prose, said};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, links, row, state, table};
use crate::documents::writing::wording::coded;
use crate::documents::{Declaration, Section};
use crate::facts::reference;
use crate::legacy::{self, Path, Stage};
use crate::map::behind;
use crate::roadmap::{self, Step};
use primum_document::{Share, Tone};
use primum_model::Kind;
use std::collections::HashMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "legacy-gap",
    title: "Legacy software: gaps and rationale",
    purpose: "Follows the route by which software that is already on the market may stay in use: feedback and risks, gaps against the \
        deliverables, how they are closed, and why its use may go on.",
    clauses: &["IEC 62304 4.4.1", "IEC 62304 4.4.2", "IEC 62304 4.4.3", "IEC 62304 4.4.4", "IEC 62304 4.4.5"],
    sections: &[
        Section { title: "Legacy software", write: overview },
        Section { title: "Steps of the route", write: steps },
        Section { title: "Gaps against the deliverables", write: gaps },
        Section { title: "Assessments", write: |page| page.whole(&[Kind::LegacyAssessment]) },
        Section { title: "Open points", write: points },
    ],
};

fn paths<'a>(page: &Page<'a>) -> Vec<Path<'a>> {
    // Without the name of one there is no error: all of them are asked for.
    legacy::paths(page.material.analysis, None).unwrap_or_default()
}

fn overview(page: &mut Page<'_>) {
    if all(page, Kind::LegacyAssessment).is_empty() {
        page.text("No legacy software is declared. The route is open to software that is lawfully on the market and lacks evidence of its development; new features never are legacy.");
        let remedy = "Begin an assessment with `primum new LEG`, or attest 4.4.1: that no legacy software is in the product.";
        nothing(page, "legacy assessments", &["4.4.1"], remedy);
        return;
    }
    let mut list = table(
        "Legacy software",
        &[
            ("Assessment", Share::Wide),
            ("System", Share::Normal),
            ("Version", Share::Narrow),
            ("Approved by", Share::Normal),
            ("Approved", Share::Narrow),
            ("Route", Share::Narrow),
        ],
    );
    for path in paths(page) {
        let record = path.assessment;
        let route = if path.is_closed() { state(Tone::Good, "all steps made") } else { state(Tone::Caution, "steps are open") };
        list.rows.push(row(
            "",
            vec![
                named(record),
                inlines(links(record.links("of"))),
                cell(record.text("version").unwrap_or("")),
                inlines(said(page, record, "approved-by")),
                cell(record.text("approved").unwrap_or("")),
                route,
            ],
        ));
    }
    if !page.filled(list) {
        page.text("Every legacy assessment is retired.");
    }
}

fn steps(page: &mut Page<'_>) {
    let paths = paths(page);
    if paths.is_empty() {
        page.text("There is no route to follow.");
    }
    for path in paths {
        let mut list = table(
            &format!("Route of {}", path.assessment.id()),
            &[
                ("Clause", Share::Narrow),
                ("Step", Share::Wide),
                ("State", Share::Narrow),
                ("Why", Share::Normal),
                ("What to do", Share::Wide),
            ],
        );
        for step in &path.steps {
            let tone = match step.stage {
                Stage::Done => Tone::Good,
                Stage::Open => Tone::Bad,
                Stage::Judge => Tone::Caution,
            };
            let line = |text: &str| inlines(if text.is_empty() { Vec::new() } else { prose(page, path.assessment, text) });
            let cells = vec![cell(step.clause), cell(&step.title), state(tone, step.stage.name()), line(&step.reason), line(&step.remedy)];
            list.rows.push(row("", cells));
        }
        page.filled(list);
    }
}

fn gaps(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let paths = paths(page);
    let Some(path) = paths.first() else {
        page.text("There is nothing to hold the deliverables against.");
        return;
    };
    if path.gaps.is_empty() {
        let why = "the project was not judged against IEC 62304, or its class asks for none of 5.2, 5.3, 5.7 and 7";
        page.missing("verdicts on the deliverables", why, "Judge the project against IEC 62304.");
        return;
    }
    page.text(
        "What the class of the project asks for of requirements (5.2), architecture (5.3), system testing (5.7) and risk management (7), and \
         where it stands in these records. Which deliverable of the legacy version exists, is valid, or would lower a risk is said in each \
         assessment; the clauses stand for the project as a whole.",
    );
    let (behind, steps) = (behind(analysis), roadmap::steps(analysis));
    let next: HashMap<&str, &Step> = steps.iter().flat_map(|step| step.clauses.iter().map(move |clause| (clause.as_str(), step))).collect();
    let mut list = table(
        "Gaps by deliverable",
        &[
            ("Deliverable", Share::Narrow),
            ("Clause", Share::Narrow),
            ("Title", Share::Normal),
            ("Status", Share::Narrow),
            ("Available", Share::Normal),
            ("Why", Share::Normal),
            ("How it is closed", Share::Normal),
        ],
    );
    list.wide = true;
    for gap in &path.gaps {
        let at = analysis.clauses.iter().position(|verdict| std::ptr::eq(verdict, gap.verdict));
        let records = at.and_then(|at| behind.get(at)).map_or(&[][..], Vec::as_slice);
        let id = &gap.verdict.clause.id;
        let deliverable = if id.starts_with("5.2") {
            "requirements"
        } else if id.starts_with("5.3") {
            "architecture"
        } else if id.starts_with("5.7") {
            "system tests"
        } else {
            "risk management"
        };
        let close = next.get(reference(gap.verdict.standard, gap.verdict.clause).as_str()).map_or("", |step| step.next.as_str());
        list.rows.push(row(
            "",
            vec![
                cell(deliverable),
                cell(id),
                cell(&gap.verdict.clause.title),
                status(gap.verdict),
                inlines(evidence(page, records)),
                cell(&gap.reason),
                inlines(coded(close)),
            ],
        ));
    }
    page.filled(list);
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::LegacyAssessment]);
}
