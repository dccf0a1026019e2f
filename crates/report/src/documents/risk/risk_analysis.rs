//! Risk analysis: hazards, causes, sequences of events, hazardous situations and harms, with their estimates before and after controls.

use crate::documents::writing::cells::{in_a_cell, in_order, ordered_links, sort_by_id, titled, values, whole_in_a_row};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::ratings::{level, region, stands};
use crate::documents::writing::retired;
use crate::documents::{Declaration, Section, anchor, figures};
use crate::facts::counted;
use crate::risk::{MOMENTS, Rated, Row, matrices};
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Acceptability, Class, Kind, Record};
use primum_rules::Analysis;
use primum_rules::confirmations::confirmation;
use primum_rules::standards;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "risk-analysis",
    title: "Risk analysis",
    purpose: "Lists the hazards, how people come to be exposed to them and with what harm, what in or around the software can contribute, \
        and how each risk is estimated before and after its controls.",
    clauses: &["ISO 14971 5.4", "ISO 14971 5.5", "ISO 14971 6", "ISO 14971 7.3", "IEC 62304 7.1"],
    sections: &[
        Section { title: "Basis of the analysis", write: basis },
        Section { title: "Risk table", write: risk_table },
        Section { title: "Hazards", write: hazards },
        Section { title: "Causes", write: causes },
        Section { title: "Hazardous situations", write: situations },
        Section { title: "Open points", write: open },
    ],
};

fn basis(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let uses: Vec<Record<'_>> = model.of(Kind::IntendedUse).collect();
    if uses.is_empty() {
        page.missing(
            "the intended use",
            "ISO 14971 5.2 begins the analysis with it, and with misuse that can be foreseen",
            "Write it with `primum new IU`.",
        );
    } else {
        page.block(primum_document::Block::Paragraph([words("The analysis starts from the intended use: "), titled(uses)].concat()));
    }
    let count = |kind: Kind| model.of(kind).len();
    page.text(&format!(
        "{}, {}, {}, {}.",
        counted(count(Kind::Hazard), "hazard", "hazards"),
        counted(count(Kind::HazardousSituation), "hazardous situation", "hazardous situations"),
        counted(count(Kind::Cause), "cause", "causes"),
        counted(count(Kind::Threat), "threat", "threats"),
    ));
    if count(Kind::HazardousSituation) > 0 {
        for matrix in matrices(analysis).iter().filter(|matrix| matrix.name == "safety") {
            for (moment, name) in MOMENTS.iter().enumerate() {
                page.text(&format!("Situations {name}: {}.", matrix.totals(moment)));
            }
        }
    }
    for (after, name) in [(false, MOMENTS[0]), (true, MOMENTS[1])] {
        page.figure(&format!("Situations by severity and probability, {name}"), figures::risk_matrix(analysis, after));
    }
    complete(page);
}

/// Who has confirmed that nothing is left out.
fn complete(page: &mut Page<'_>) {
    let confirmed = confirmation(&page.material.analysis.model, "hazard analysis complete");
    match (confirmed.review, confirmed.short) {
        (Some(review), _) => {
            let on = review.text("held").unwrap_or("").to_owned();
            let text = [words("That the analysis is complete is confirmed in "), vec![link(review)], words(&format!(", held {on}."))];
            page.block(primum_document::Block::Paragraph(text.concat()));
        }
        (None, short) => page.missing(
            "the confirmation that the hazard analysis is complete",
            &short.map_or_else(
                || "no review says so, and until one does the software is class C (IEC 62304 4.3)".to_owned(),
                |(review, why)| format!("{} would say so, but it {why}", review.id()),
            ),
            "Hold a review of the risk file and record it with `- confirms: hazard analysis complete`.",
        ),
    }
}

/// Links to a few, and that there are more.
fn listed<'m>(page: &Page<'m>, list: &crate::risk::List) -> Vec<Inline> {
    let mut text = ordered_links(list.records.iter().map(|at| page.material.analysis.model.at(*at)));
    if list.more {
        text.extend(words(", and more"));
    }
    text
}

/// A probability, with the two steps by which it was estimated.
fn probability(rated: &Rated<'_>) -> Cell {
    let mut shown = level(&rated.probability);
    if let Some((p1, p2)) = &rated.parts {
        shown.text.extend(words(&format!(" (P1 {}, P2 {})", p1.known().unwrap_or("unknown"), p2.known().unwrap_or("unknown"))));
    }
    shown
}

/// The rows of the risk table in the order of the IDs of their situations.
pub(in crate::documents) fn rows(analysis: &Analysis) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Row::all(analysis).collect();
    sort_by_id(&mut rows, |row| row.situation);
    rows
}

const TABLE: &[(&str, Share)] = &[
    ("Situation", Share::Narrow),
    ("Hazard", Share::Narrow),
    ("Hazardous situation", Share::Normal),
    ("Sequence of events", Share::Wide),
    ("Harm", Share::Normal),
    ("Causes and threats", Share::Normal),
    ("Severity", Share::Narrow),
    ("Probability", Share::Narrow),
    ("Risk", Share::Narrow),
    ("Class", Share::Narrow),
    ("Controls", Share::Normal),
    ("Residual severity", Share::Narrow),
    ("Residual probability", Share::Narrow),
    ("Residual risk", Share::Narrow),
    ("Acceptable?", Share::Normal),
];

fn risk_table(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table("Risk table", TABLE);
    list.wide = true;
    for one in rows(analysis) {
        let record = one.situation;
        let hazards = ordered_links(one.hazards.iter().map(|at| analysis.model.at(*at)));
        let hazards = if hazards.is_empty() { state(Tone::Bad, "none") } else { inlines(hazards) };
        let sequence = in_a_cell(page, record, one.sequence());
        let causes = listed(page, &one.causes);
        let causes = match causes.is_empty() {
            true if record.says("software-contributes", "no") => cell("software does not contribute"),
            true => state(Tone::Bad, "none"),
            false => inlines(causes),
        };
        let controls = listed(page, &one.controls);
        let controls = match (controls.is_empty(), one.before.acceptability) {
            (true, Some(Acceptability::Acceptable)) => cell("none needed"),
            (true, _) => state(Tone::Bad, "none"),
            (false, _) => inlines(controls),
        };
        let class = one.classes.iter().map(|(_, class)| *class).max().map_or("", Class::letter);
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(record)]),
                hazards,
                cell(&record.title()),
                inlines(sequence),
                cell(one.harm()),
                causes,
                level(&one.before.severity),
                probability(&one.before),
                region(one.before.acceptability),
                cell(class),
                controls,
                level(&one.after.severity),
                probability(&one.after),
                region(one.after.acceptability),
                stands(&one.standing),
            ],
        ));
    }
    let any = page.filled(list);
    if any {
        page.text(
            "Class is the highest software safety class that the situation asks for of any software system; the classification \
             rationale says why. Where a risk stands follows from the estimates and the criteria of the risk management plan, not \
             from what the record says of itself.",
        );
    } else {
        page.missing(
            "hazardous situations",
            "ISO 14971 5.4 asks for them, and without them nothing says that the software can do no harm",
            "Write the first with `primum new HS`.",
        );
    }
}

const OF_HAZARDS: &[&str] = &["category", "source"];

fn hazards(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Hazards",
        &[
            ("ID", Share::Narrow),
            ("Hazard", Share::Normal),
            ("Category", Share::Normal),
            ("Found by", Share::Normal),
            ("Explanation", Share::Wide),
            ("Leads to harm in", Share::Wide),
        ],
    );
    let mut rest = Vec::new();
    for hazard in in_order(analysis.model.of(Kind::Hazard)) {
        let text = whole_in_a_row(page, hazard, OF_HAZARDS);
        let situations = ordered_links(hazard.linked_by("hazard").filter(|by| by.kind() == Kind::HazardousSituation));
        let cells = vec![
            inlines(vec![link(hazard)]),
            cell(&hazard.title()),
            inlines(values(hazard, "category")),
            inlines(values(hazard, "source")),
            inlines(text.clone().unwrap_or_default()),
            if situations.is_empty() { state(Tone::Bad, "no hazardous situation") } else { inlines(situations) },
        ];
        list.rows.push(row(&text.as_ref().map_or_else(String::new, |_| anchor(analysis, hazard)), cells));
        rest.extend(text.is_none().then_some(hazard));
    }
    if !page.filled(list) {
        page.missing("hazards", "ISO 14971 5.4 asks for the known and foreseeable ones", "Write the first with `primum new HAZ`.");
    }
    rest.into_iter().for_each(|hazard| page.record(hazard, 3));
    retired::named(page, Kind::Hazard);
}

const OF_CAUSES: &[&str] = &["contributes-to", "type", "located-in", "arises-from"];

fn causes(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Causes in the software and around it",
        &[
            ("ID", Share::Narrow),
            ("Cause", Share::Normal),
            ("Type", Share::Narrow),
            ("What happens", Share::Wide),
            ("Sits in", Share::Normal),
            ("Arises from", Share::Narrow),
            ("Contributes to", Share::Normal),
            ("Controlled by", Share::Normal),
        ],
    );
    list.wide = true;
    let mut rest = Vec::new();
    for cause in in_order(analysis.model.of(Kind::Cause)) {
        let text = whole_in_a_row(page, cause, OF_CAUSES);
        let or = |text: Vec<Inline>, without: &str| if text.is_empty() { state(Tone::Bad, without) } else { inlines(text) };
        let controls = ordered_links(cause.linked_by("controls").filter(|by| by.kind() == Kind::RiskControl));
        let cells = vec![
            inlines(vec![link(cause)]),
            cell(&cause.title()),
            or(values(cause, "type"), "not stated"),
            inlines(text.clone().unwrap_or_default()),
            inlines(ordered_links(cause.links("located-in"))),
            inlines(ordered_links(cause.links("arises-from"))),
            or(ordered_links(cause.links("contributes-to")), "nothing"),
            inlines(controls),
        ];
        list.rows.push(row(&text.as_ref().map_or_else(String::new, |_| anchor(analysis, cause)), cells));
        rest.extend(text.is_none().then_some(cause));
    }
    if !page.filled(list) {
        let class = analysis.classes.project();
        let asked = standards::iec62304().clause("7.1.2").is_some_and(|clause| clause.classes.contains(class));
        if asked {
            page.missing(
                "causes",
                &format!("IEC 62304 7.1.2 asks at class {class} what in or around the software could contribute to each situation"),
                "Write the first with `primum new CAU`, or say `- software-contributes: no` with the reason in the situations.",
            );
        } else {
            page.text(&format!("There are none. IEC 62304 7.1.2 does not ask for them at class {class}."));
        }
    }
    rest.into_iter().for_each(|cause| page.record(cause, 3));
    retired::named(page, Kind::Cause);
}

/// Each situation whole, below the first of its hazards.
fn situations(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut below: std::collections::BTreeMap<Option<u32>, Vec<Record<'_>>> = std::collections::BTreeMap::new();
    for situation in in_order(model.of(Kind::HazardousSituation)) {
        let hazard = situation.links("hazard").find(|hazard| !hazard.is_retired() && hazard.kind() == Kind::Hazard);
        below.entry(hazard.map(Record::position)).or_default().push(situation);
    }
    if below.is_empty() {
        page.text("There is none.");
    }
    let without = below.remove(&None);
    for (hazard, list) in below {
        let hazard = hazard.map(|at| model.at(at));
        page.heading(2, &hazard.map_or_else(String::new, |hazard| format!("{} {}", hazard.id(), hazard.title())));
        let chain = hazard.and_then(|hazard| figures::hazard_chain(page.material.analysis, hazard));
        page.figure("From the hazard over its causes to harm, and what acts against it", chain);
        list.into_iter().for_each(|situation| page.record(situation, 3));
    }
    if let Some(list) = without {
        page.heading(2, "Without a hazard");
        list.into_iter().for_each(|situation| page.record(situation, 3));
    }
    retired::named(page, Kind::HazardousSituation);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "intended-use-incomplete",
            "hazard-without-situation",
            "situation-incomplete",
            "situation-unestimated",
            "estimate-off-scale",
            "probability-contradicted",
            "software-failure-probability",
            "few-hazardous-situations",
            "situation-outside-confirmed-analysis",
            "situation-without-cause",
            "cause-kind-unconsidered",
            "cause-without-type",
            "cause-without-location",
            "specification-cause-without-origin",
            "part-outside-hazard-analysis",
            "soup-never-considered-as-cause",
            "contribution-unknown",
            "contribution-contradicted",
            "contribution-denied-despite-cause",
            "risk-analysis-not-revisited",
            "situation-not-reassessed",
        ],
    );
}
