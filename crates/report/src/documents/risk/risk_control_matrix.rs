//! Risk control matrix: each control with its requirement, the proof that it is there, the proof that it works, and what remains.

use crate::documents::writing::cells::{in_order, ordered_links, values};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::ratings::proven;
use crate::documents::writing::retired;
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use crate::risk::Row;
use primum_document::{Block, Cell, Inline, Share, Tone};
use primum_model::{Acceptability, Kind, Record};
use primum_rules::Analysis;
use primum_rules::confirmations::confirmation;
use std::collections::{BTreeSet, HashMap};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "risk-control-matrix",
    title: "Risk control matrix",
    purpose: "Shows for each risk control what it acts against, which requirement puts it into words, how it is shown that it is in place \
        and that it works, which risks it brings itself, and what remains.",
    clauses: &["ISO 14971 7.1", "ISO 14971 7.2", "ISO 14971 7.5", "IEC 62304 7.2", "IEC 62304 7.3"],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "Matrix", write: matrix },
        Section { title: "Controls", write: controls },
        Section { title: "Open points", write: open },
    ],
};

fn overview(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let all = model.of(Kind::RiskControl).len();
    let words_of = |field: &str| primum_rules::threats::words(model, Kind::RiskControl, field);
    let places = words_of("place");
    let mut columns = vec![("Option", Share::Normal)];
    columns.extend(places.iter().map(|place| (*place, Share::Narrow)));
    columns.push(("not stated", Share::Narrow));
    let mut counts = table("Controls by option and place", &columns);
    for option in words_of("option").into_iter().map(Some).chain([None]) {
        let of: Vec<Record<'_>> = in_order(model.of(Kind::RiskControl).filter(|control| control.text("option") == option));
        if of.is_empty() {
            continue;
        }
        let mut cells = vec![option.map_or_else(|| state(Tone::Bad, "not stated"), cell)];
        let count = |place: Option<&str>| of.iter().filter(|control| control.text("place") == place).count().to_string();
        cells.extend(places.iter().map(|place| cell(&count(Some(place)))));
        cells.push(cell(&count(None)));
        counts.rows.push(row("", cells));
    }
    page.text(&format!(
        "{}. Inherently safe design comes before protection, and protection before information.",
        counted(all, "risk control", "risk controls")
    ));
    page.table(counts);
    if all == 0 {
        return;
    }
    let confirmed = confirmation(model, "risk controls complete");
    match (confirmed.review, confirmed.short) {
        (Some(review), _) => {
            let held = format!(", held {}.", review.text("held").unwrap_or(""));
            let text = [words("That the risks from all situations are controlled is confirmed in "), vec![link(review)], words(&held)];
            page.block(Block::Paragraph(text.concat()));
        }
        (None, short) => page.missing(
            "the confirmation that the risk controls are complete",
            &short.map_or_else(
                || "no review says so (ISO 14971 7.6)".to_owned(),
                |(review, why)| format!("{} would say so, but it {why}", review.id()),
            ),
            "Hold a review of the risk file and record it with `- confirms: risk controls complete`.",
        ),
    }
}

/// Where the situations stand, looked up once for each thing that controls act against.
struct Residual {
    /// Situations whose residual risk is open, by position.
    open: BTreeSet<u32>,
    /// Situations whose residual risk the criteria do not accept as it is, and that people have judged.
    judged: BTreeSet<u32>,
    of_target: HashMap<u32, Behind>,
}

/// What is known about the situations behind one thing that controls act against.
#[derive(Default)]
struct Behind {
    any: bool,
    judged: bool,
    /// The first of those that are open.
    open: Vec<u32>,
}

/// How many situations whose risk is open a cell names.
const NAMED: usize = 8;

impl Residual {
    fn new(analysis: &Analysis) -> Self {
        let (mut open, mut judged) = (BTreeSet::new(), BTreeSet::new());
        for row in Row::all(analysis) {
            let at = row.situation.position();
            if row.standing.open {
                open.insert(at);
            } else if row.after.acceptability != Some(Acceptability::Acceptable) {
                judged.insert(at);
            }
        }
        Self { open, judged, of_target: HashMap::new() }
    }

    fn behind(&mut self, target: Record<'_>) -> &Behind {
        let (open, judged) = (&self.open, &self.judged);
        self.of_target.entry(target.position()).or_insert_with(|| {
            let mut all: Vec<Record<'_>> = match target.kind() {
                Kind::HazardousSituation => vec![target],
                Kind::Cause => target.links("contributes-to").collect(),
                Kind::Threat => target.links("leads-to").collect(),
                Kind::Hazard => target.linked_by("hazard").collect(),
                _ => Vec::new(),
            };
            all.retain(|to| to.kind() == Kind::HazardousSituation && !to.is_retired());
            let positions = || all.iter().map(|to| to.position());
            Behind {
                any: !all.is_empty(),
                judged: positions().any(|at| judged.contains(&at)),
                open: positions().filter(|at| open.contains(at)).take(NAMED + 1).collect(),
            }
        })
    }

    /// What remains of everything that a control acts against.
    fn of(&mut self, control: Record<'_>) -> Cell {
        let (mut any, mut judged, mut open) = (false, false, BTreeSet::new());
        for target in control.links("controls").filter(|target| !target.is_retired()) {
            let behind = self.behind(target);
            any |= behind.any;
            judged |= behind.judged;
            open.extend(behind.open.iter().copied());
        }
        let model = control.model();
        match (any, open.is_empty(), judged) {
            (false, ..) => cell("no hazardous situation"),
            (true, true, false) => state(Tone::Good, "acceptable"),
            (true, true, true) => {
                let text = [vec![Inline::State(Tone::Good, "accepted".to_owned())], words(", in part by judgement")].concat();
                Cell { text, tone: Tone::Good }
            }
            (true, false, _) => {
                let more = if open.len() > NAMED { ", and more" } else { "" };
                let mut text = vec![Inline::State(Tone::Bad, "open".to_owned())];
                text.extend(words(": "));
                text.extend(ordered_links(open.iter().take(NAMED).map(|at| model.at(*at))));
                text.extend(words(more).into_iter().filter(|_| !more.is_empty()));
                Cell { text, tone: Tone::Bad }
            }
        }
    }
}

const MATRIX: &[(&str, Share)] = &[
    ("Control", Share::Narrow),
    ("What it does", Share::Normal),
    ("Type", Share::Normal),
    ("Place", Share::Narrow),
    ("Lowers", Share::Narrow),
    ("Acts against", Share::Normal),
    ("Requirement", Share::Normal),
    ("Carried out by", Share::Normal),
    ("Shown to be in place by", Share::Normal),
    ("Shown to work by", Share::Normal),
    ("New risks", Share::Wide),
    ("Residual risk", Share::Narrow),
];

fn matrix(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut residual = Residual::new(analysis);
    let mut list = table("Risk controls, their requirements and their proofs", MATRIX);
    list.wide = true;
    for control in in_order(analysis.model.of(Kind::RiskControl)) {
        let stated = |field: &'static str| {
            let text = values(control, field);
            if text.is_empty() { state(Tone::Bad, "not stated") } else { inlines(text) }
        };
        let requirements = ordered_links(control.linked_by("implements"));
        let requirement = match (requirements.is_empty(), control.text("place")) {
            (true, None | Some("this software")) => state(Tone::Bad, "none"),
            (true, Some(place)) => cell(&format!("none, by {place}")),
            (false, _) => inlines(requirements),
        };
        let carried = analysis.risk.home(control).map_or(&[][..], |home| &home.items);
        let mut new_risks = values(control, "new-risks");
        for brought in control.links("brings") {
            new_risks.extend(if new_risks.is_empty() { Vec::new() } else { vec![Inline::Break] });
            new_risks.extend(words("brings "));
            new_risks.push(link(brought));
        }
        let acts = ordered_links(control.links("controls"));
        list.rows.push(row(
            "",
            vec![
                inlines(vec![link(control)]),
                cell(&control.title()),
                stated("option"),
                stated("place"),
                inlines(values(control, "lowers")),
                if acts.is_empty() { state(Tone::Bad, "nothing") } else { inlines(acts) },
                requirement,
                inlines(ordered_links(carried.iter().map(|at| analysis.model.at(*at)))),
                proven(analysis, control.links("implementation-proof"), "no proof"),
                proven(analysis, control.links("effectiveness-proof"), "no proof"),
                if new_risks.is_empty() { state(Tone::Bad, "not judged") } else { inlines(new_risks) },
                residual.of(control),
            ],
        ));
    }
    if !page.filled(list) {
        let uncontrolled = analysis
            .model
            .of(Kind::HazardousSituation)
            .any(|situation| !analysis.risk.situation(situation).is_some_and(|known| known.before.is_acceptable()));
        if uncontrolled || analysis.model.of(Kind::HazardousSituation).len() == 0 {
            page.missing(
                "risk controls",
                "ISO 14971 7.1 asks for them wherever a risk is not acceptable by itself",
                "Write the first with `primum new RC`.",
            );
        } else {
            page.text("There is none, and none is needed: every risk is acceptable before any control.");
        }
    }
}

/// Each control whole, those in this software first.
fn controls(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let places = primum_rules::threats::words(model, Kind::RiskControl, "place");
    let mut any = false;
    for place in places.iter().copied().map(Some).chain([None]) {
        let known = |word: &str| places.contains(&word);
        let here = |control: &Record<'_>| match place {
            Some(place) => control.text("place") == Some(place),
            None => !control.text("place").is_some_and(known),
        };
        let of: Vec<Record<'_>> = in_order(model.of(Kind::RiskControl).filter(here));
        if of.is_empty() {
            continue;
        }
        any = true;
        page.heading(2, &place.map_or_else(|| "Without a place".to_owned(), |place| format!("In {place}")));
        of.into_iter().for_each(|control| page.record(control, 3));
    }
    if !any {
        page.text("There is none.");
    }
    retired::named(page, Kind::RiskControl);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "risk-without-control",
            "control-acting-on-nothing",
            "control-incomplete",
            "information-as-only-control",
            "cause-without-control",
            "software-control-without-requirement",
            "control-implemented-by-its-cause",
            "control-without-proof",
            "one-proof-for-both",
            "control-with-worthless-proof",
            "control-proven-at-wrong-level",
            "control-verified-by-no-pass",
            "new-risks-unassessed",
            "risk-chain-broken",
            "risk-controls-unconfirmed",
        ],
    );
}
