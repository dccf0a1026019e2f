//! Safety classification: the class of each system and item, the situations that decide it, credited controls, segregation, and what a
//! lower class would take.

use super::classified_parts;
use crate::classify::{self, Found, Lower};
use crate::documents::writing::cells::{ordered_links, sort_by_id};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::writing::ratings::judged;
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use crate::phrase::Phrase;
use crate::position::words as position_words;
use primum_document::{Block, Cell, Inline, Share, Tone};
use primum_model::Class;
use primum_rules::class::{Ground, Judged, Step, System};
use primum_rules::position::position;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "classification-rationale",
    title: "Software safety classification",
    purpose: "Explains the safety class of each software system and item: from which hazardous situations it follows, which controls outside \
        the software are credited, what keeps items of different classes apart, and what a lower class would take.",
    clauses: &["IEC 62304 4.3", "IEC 62304 5.3.5", "IEC 62304 7.2.2"],
    sections: &[
        Section { title: "Result", write: result },
        Section { title: "Software systems", write: systems },
        Section { title: "Items and units", write: classified_parts::items },
        Section { title: "Segregation", write: classified_parts::segregation },
        Section { title: "Other classifications of the product", write: others },
        Section { title: "Open points", write: open },
    ],
};

/// The class as a cell. None of them is good or bad.
pub(in crate::documents) fn class(class: Class) -> Cell {
    cell(class.letter())
}

/// Sentences, one under the other.
pub(in crate::documents) fn sentences(page: &Page<'_>, list: &[Phrase]) -> Vec<Inline> {
    let mut out = Vec::new();
    for phrase in list {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.extend(phrase.inlines(&page.material.analysis.model));
    }
    out
}

fn result(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let found = Found::of(analysis);
    let project = found.classes.project();
    let begin = words(&format!("The software is of class {project} "));
    page.block(Block::Paragraph([begin, classify::of_project(found).inlines(&analysis.model), words(".")].concat()));
    page.text(
        "The class follows from the risk file: software that cannot contribute to a hazardous situation, or only to one whose risk is \
         acceptable, is class A; B where injury that is not serious can follow, C where death or serious injury can. A failure of \
         software is taken as certain, and controls count for the class only where they are outside the software and proven. What is \
         not known counts as class C.",
    );
    let mut list = table(
        "Software systems and their classes",
        &[
            ("System", Share::Normal),
            ("Declared", Share::Narrow),
            ("The risk file asks for", Share::Narrow),
            ("Applies", Share::Narrow),
            ("Class confirmed in", Share::Normal),
            ("Hazard analysis confirmed in", Share::Normal),
            ("Why", Share::Wide),
        ],
    );
    for system in &found.classes.systems {
        let record = found.model.at(system.record);
        let mut name = vec![link(record)];
        name.extend(words(&format!(" {}", record.title())));
        list.rows.push(row(
            "",
            vec![
                inlines(name),
                system.declared.map_or_else(|| state(Tone::Bad, "none"), class),
                class(system.computed),
                class(system.class),
                reviewed(found, system.confirmed_in),
                reviewed(found, system.checked_in),
                inlines(classify::of_system(found, system).inlines(found.model)),
            ],
        ));
    }
    if !page.filled(list) {
        page.missing(
            "software systems",
            "until one is classified the software is class C (IEC 62304 4.3)",
            "Write the first with `primum new SW`, and state its class.",
        );
    }
    for system in found.classes.systems.iter().filter(|system| system.ground != Ground::Analysed) {
        let record = found.model.at(system.record);
        let wanted: Vec<String> = classify::ground(found, system).iter().map(|phrase| phrase.plain(found.model)).collect();
        let remedy = if wanted.is_empty() {
            format!("`primum classify {}` says what to do.", record.id())
        } else {
            format!("See to it that {}.", wanted.join("; "))
        };
        page.missing(
            &format!("a class of {} that rests on the analysis", record.id()),
            &format!("class C applies {}", classify::of_system(found, system).plain(found.model)),
            &remedy,
        );
    }
}

fn reviewed(found: Found<'_>, review: Option<u32>) -> Cell {
    match review.map(|at| found.model.at(at)) {
        Some(review) => {
            let mut text = vec![link(review)];
            text.extend(words(&format!(", {}", review.text("held").unwrap_or(""))));
            inlines(text)
        }
        None => state(Tone::Bad, "no review that counts"),
    }
}

fn systems(page: &mut Page<'_>) {
    let found = Found::of(page.material.analysis);
    if found.classes.systems.is_empty() {
        page.text("There is none.");
    }
    for one in &found.classes.systems {
        page.record(found.model.at(one.record), 2);
        system(page, found, one);
    }
}

fn system(page: &mut Page<'_>, found: Found<'_>, system: &System) {
    let id = found.model.at(system.record).id();
    let mut judged = classify::judged(found, system);
    sort_by_id(&mut judged, |one| found.model.at(one.situation));
    if judged.is_empty() {
        page.text(&format!("The hazard analysis names no hazardous situation, so nothing is judged for {id}."));
    }
    let mut steps = table(
        &format!("Hazardous situations, judged for {id}"),
        &[("Judgement", Share::Normal), ("Class", Share::Narrow), ("Number", Share::Narrow), ("Situations", Share::Wide)],
    );
    for (step, of, list) in classify::tally(&judged) {
        let situations = ordered_links(list.iter().map(|at| found.model.at(*at)));
        steps.rows.push(row("", vec![cell(classify::step_words(step)), class(of), cell(&list.len().to_string()), inlines(situations)]));
    }
    page.filled(steps);
    let deciding: Vec<&Judged> = judged.iter().filter(|one| classify::decides(system, one)).collect();
    situations(page, found, system, &format!("Situations that decide the class of {id}"), &deciding);
    credits(page, found, system, &judged);
    for lower in classify::lower(found, system, &judged) {
        conditions(page, found, &lower, id);
    }
}

fn situations(page: &mut Page<'_>, found: Found<'_>, system: &System, caption: &str, list: &[&Judged]) {
    let mut shown = table(
        caption,
        &[("Situation", Share::Narrow), ("Title", Share::Normal), ("Harm", Share::Normal), ("Class", Share::Narrow), ("Why", Share::Wide)],
    );
    for one in list {
        let situation = found.model.at(one.situation);
        shown.rows.push(row(
            "",
            vec![
                inlines(vec![link(situation)]),
                cell(&situation.title()),
                cell(situation.text("harm").unwrap_or("")),
                class(one.class),
                inlines(sentences(page, &classify::why(found, system.record, one))),
            ],
        ));
    }
    page.filled(shown);
}

/// Controls outside the software that situations credit, and what became of it.
fn credits(page: &mut Page<'_>, found: Found<'_>, system: &System, judged: &[Judged]) {
    let id = found.model.at(system.record).id();
    let mut list = table(
        &format!("External controls that situations credit, for {id}"),
        &[
            ("Control", Share::Normal),
            ("Situation", Share::Normal),
            ("Credit", Share::Wide),
            ("What remains of the risk", Share::Normal),
            ("Class", Share::Narrow),
        ],
    );
    for one in judged {
        let named = |at: u32| {
            let record = found.model.at(at);
            let mut text = vec![link(record)];
            text.extend(words(&format!(" {}", record.title())));
            inlines(text)
        };
        let remains = || {
            let counts = one.credit.counts;
            let told =
                if counts { classify::estimate_of(found, one) } else { "as before controls: not every credited control counts".to_owned() };
            crate::documents::writing::ratings::judged(counts, &told)
        };
        for (control, proof) in &one.credit.earned {
            let told = inlines(classify::earned(found, *control, *proof).inlines(found.model));
            list.rows.push(row("", vec![named(*control), named(one.situation), told, remains(), class(one.class)]));
        }
        for (control, why) in &one.credit.refused {
            let told = classify::refused(*control, *why).inlines(found.model);
            let told = Cell { text: told, tone: Tone::Bad };
            list.rows.push(row("", vec![named(*control), named(one.situation), told, remains(), class(one.class)]));
        }
    }
    let lowered = judged.iter().filter(|one| one.step == Step::AcceptableAfterExternal || one.credit.counts).count();
    if page.filled(list) {
        page.text(&format!("Credited controls lower the risk of {} for {id}.", counted(lowered, "situation", "situations")));
    } else if !judged.is_empty() {
        page.text(&format!("No control outside the software is credited for {id}."));
    }
}

fn conditions(page: &mut Page<'_>, found: Found<'_>, lower: &Lower, id: &str) {
    let mut list = table(
        &format!("{id} would be class {} if all of this were true", lower.class),
        &[("About", Share::Normal), ("Estimated at", Share::Normal), ("What would have to be true", Share::Wide), ("Today", Share::Wide)],
    );
    for condition in &lower.conditions {
        let about = ordered_links(condition.situations.iter().map(|at| found.model.at(*at)));
        list.rows.push(row(
            "",
            vec![
                if about.is_empty() { cell("the system") } else { inlines(about) },
                cell(&condition.estimate),
                inlines(condition.what.inlines(found.model)),
                inlines(sentences(page, &condition.today)),
            ],
        ));
    }
    page.filled(list);
}

/// What the product is to the authorities, as the decision tables come to it.
fn others(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let position = position(model);
    let mut list = table(
        "Classes and levels by other rules",
        &[
            ("Question", Share::Wide),
            ("By", Share::Normal),
            ("Comes to", Share::Normal),
            ("How sure", Share::Normal),
            ("Declared", Share::Wide),
            ("Answered in", Share::Normal),
        ],
    );
    for (table, standing) in position.asked() {
        let evaluation = &standing.evaluation;
        let outcome = evaluation.outcome();
        let declared: Vec<String> = standing.declared.iter().map(|one| position_words::declared(model, one)).collect();
        let decided = evaluation.certainty() == primum_rules::position::evaluate::Certainty::Decided;
        list.rows.push(row(
            "",
            vec![
                cell(&table.title),
                cell(&table.edition),
                cell(&format!("{}: {}", outcome.id, outcome.meaning)),
                judged(decided, &position_words::certainty(evaluation)),
                cell(&if declared.is_empty() { position_words::undeclared(table) } else { declared.join("; ") }),
                inlines(ordered_links(standing.by.iter().map(|at| model.at(*at)))),
            ],
        ));
    }
    if !page.filled(list) {
        page.missing(
            "the regulatory position",
            "the documentation level of the FDA, the class of the MDR and the category of IMDRF follow from answers that no record gives",
            "Write the answers with `primum new QUA`, one record per jurisdiction; `primum position` asks the questions.",
        );
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "class-below-computed",
            "class-above-need",
            "class-not-rechecked",
            "severity-unknown",
            "class-undecided",
            "credit-refused",
            "external-judgement-unfounded",
            "user-detection-without-evidence",
            "lower-class-without-segregation",
            "segregation-unproven",
            "part-above-its-system",
            "part-below-its-risk",
            "system-below-its-parts",
            "class-without-part-that-carries-it",
            "dependency-on-lower-class",
            "documentation-level-too-low",
            "declared-position-differs",
            "imdrf-category-against-class",
        ],
    );
}
