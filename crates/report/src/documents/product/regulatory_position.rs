//! Regulatory position: what the product is to each authority, its class, and every step by which that follows from the records.

use super::steps;
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, link, links, row, state, table, words};
use crate::documents::writing::wording::sentence;
use crate::documents::{Declaration, Section};
use crate::position::words as in_words;
use primum_document::{Block, Inline, Share, Tone};
use primum_model::Kind;
use primum_rules::position::implied::implied;
use primum_rules::position::{Answered, Position, Standing, position};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "regulatory-position",
    title: "Regulatory position",
    purpose: "Derives what the product is to the authorities: whether it is a device, its class by rule 11 of the MDR, the documentation level \
        of the FDA, the IMDRF category, and what has to be submitted. Each step names the answer and who gave it.",
    clauses: &["MDR Annex VIII rule 11", "FDA software SW-DLE", "FDA cybersecurity 524B", "IMDRF SaMD N12"],
    sections: &[
        Section { title: "Outcomes", write: outcomes },
        Section { title: "Step by step", write: step_by_step },
        Section { title: "What follows", write: follows },
        Section { title: "Qualifications", write: |page| page.whole(&[Kind::Qualification]) },
        Section { title: "Open points", write: points },
    ],
};

fn of(page: &Page<'_>) -> Position {
    position(&page.material.analysis.model)
}

fn outcomes(page: &mut Page<'_>) {
    let position = of(page);
    if position.records.is_empty() {
        page.missing(
            "qualifications",
            "nobody has answered the questions that decide whether this is a device and of which class",
            "Write one for each jurisdiction with `primum new QUA`; `primum position` asks the questions in order.",
        );
        return;
    }
    for answering in &position.records {
        let record = page.material.analysis.model.at(answering.record);
        page.block(Block::Paragraph(vec![link(record), Inline::Text(format!(" answers {}.", in_words::scope(answering)))]));
    }
    page.text(in_words::WORST);
    let mut list = table(
        "Outcomes",
        &[
            ("What is decided", Share::Normal),
            ("Jurisdiction", Share::Narrow),
            ("Outcome", Share::Narrow),
            ("What it means", Share::Wide),
            ("Certainty", Share::Normal),
            ("Declared", Share::Normal),
        ],
    );
    for (decided, standing) in position.asked() {
        let outcome = standing.evaluation.outcome();
        list.rows.push(row(
            "",
            vec![
                cell(&decided.title),
                cell(decided.jurisdiction.map_or("everywhere", |jurisdiction| jurisdiction.name())),
                cell(&outcome.id),
                cell(&outcome.meaning),
                steps::certainty(&standing.evaluation),
                steps::declared(page, standing),
            ],
        ));
    }
    page.filled(list);
    for unread in &position.unread {
        let id = page.material.analysis.model.at(unread.record).id();
        let text = format!("{id} answers {}, which only “{}” reads; {id} does not hold there.", unread.field, unread.table.title);
        page.note(Tone::Caution, "Not read", &text);
    }
}

/// The tables that were asked, and those that were not.
fn tables(position: &Position) -> impl Iterator<Item = (&Answered, &Standing)> {
    position.tables.iter().filter_map(|answered| Some((answered, answered.standing.as_ref()?)))
}

fn step_by_step(page: &mut Page<'_>) {
    let position = of(page);
    for (answered, standing) in tables(&position) {
        page.heading(2, &answered.table.title);
        let outcome = standing.evaluation.outcome();
        page.block(Block::Paragraph(vec![
            Inline::Text("Outcome: ".to_owned()),
            Inline::Strong(words(&outcome.id)),
            Inline::Text(format!(" ({}). {}", in_words::certainty(&standing.evaluation), sentence(&outcome.meaning))),
        ]));
        steps::write(page, answered, standing);
    }
    let mut list = table("Tables that were not asked", &[("What it would decide", Share::Wide), ("Why it was not asked", Share::Wide)]);
    for answered in position.tables.iter().filter(|answered| answered.standing.is_none()) {
        list.rows.push(row("", vec![cell(&answered.table.title), cell(&in_words::not_asked(&position, answered.table))]));
    }
    if !list.rows.is_empty() {
        page.heading(2, "Not asked");
        page.table(list);
    }
}

fn follows(page: &mut Page<'_>) {
    let position = of(page);
    let mut list = table(
        "Submissions and documents that follow",
        &[
            ("From", Share::Normal),
            ("What", Share::Narrow),
            ("Item", Share::Narrow),
            ("Title", Share::Normal),
            ("What it asks", Share::Wide),
            ("Clauses of IEC 62304", Share::Narrow),
            ("Confidence", Share::Narrow),
        ],
    );
    list.wide = true;
    for (decided, standing) in position.asked() {
        let outcome = standing.evaluation.outcome();
        for one in implied(decided, outcome) {
            list.rows.push(row(
                "",
                vec![
                    cell(&format!("{}: {}", decided.title, outcome.id)),
                    cell(one.what.name()),
                    cell(&one.id),
                    cell(&one.title),
                    cell(&one.text),
                    cell(&one.clauses.join(", ")),
                    cell(in_words::confidence(one.confidence)),
                ],
            ));
        }
    }
    if !page.filled(list) {
        page.text("Nothing follows that is known here.");
    }
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::Qualification]);
    let mut list = table(
        "Rules about the position that have found something in the project",
        &[("Rule", Share::Normal), ("What it finds", Share::Wide), ("Open", Share::Narrow)],
    );
    for (rule, count) in in_words::findings(page.material.analysis) {
        list.rows.push(row("", vec![cell(rule.name), cell(rule.summary), state(Tone::Bad, &count)]));
    }
    page.table(list);
    let uses = page.material.analysis.model.of(Kind::IntendedUse);
    if uses.len() == 0 {
        page.missing("intended use", "a position without it rests on nothing", "Write it with `primum new IU`.");
    } else {
        let mut text = words("The position is about the product as its intended use has it: ");
        text.extend(links(uses));
        page.block(Block::Paragraph(text));
    }
}
