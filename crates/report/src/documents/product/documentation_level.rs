//! Documentation level evaluation: which level the FDA's guidance asks for, and the rationale, judged before any control.

use super::steps;
use crate::documents::writing::cells::{named, prose, said};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table, words};
use crate::documents::writing::wording::sentence;
use crate::documents::{Declaration, Section};
use crate::position::words as in_words;
use primum_document::markdown::{Reading, blocks};
use primum_document::{Block, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::position::facts::{serious_harm_possible, serious_situations};
use primum_rules::position::{Compared, Position, position};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "documentation-level-evaluation",
    title: "Documentation level evaluation",
    purpose: "States which documentation level applies to the device software functions of a premarket submission in the United States, and why.",
    clauses: &["FDA software SW-DLE"],
    sections: &[
        Section { title: "Statement", write: statement },
        Section { title: "Rationale", write: rationale },
        Section { title: "Harm before controls", write: harm },
        Section { title: "Steps", write: walk },
    ],
};

/// The decision table.
const TABLE: &str = "fda-documentation-level";

fn of(page: &Page<'_>) -> Position {
    position(&page.material.analysis.model)
}

fn statement(page: &mut Page<'_>) {
    let position = of(page);
    let Some(standing) = position.standing(TABLE) else {
        page.missing(
            "documentation level",
            "no qualification holds for the United States, so the questions were not asked",
            "Answer them in a qualification with `jurisdiction: US` (`primum new QUA`), or leave this document out of the set.",
        );
        return;
    };
    let outcome = standing.evaluation.outcome();
    page.block(Block::Paragraph(vec![
        Inline::Text("The documentation level is ".to_owned()),
        Inline::Strong(words(&outcome.id)),
        Inline::Text(format!(". {}", sentence(&outcome.meaning))),
    ]));
    let mut fields = vec![(words("How sure this is"), steps::certainty(&standing.evaluation).text)];
    if standing.declared.is_empty() {
        page.missing(
            "declared documentation level",
            "no qualification states the level that the submission claims",
            &format!("Write `fda-documentation-level` into {}.", page.material.analysis.model.at(standing.home).id()),
        );
    } else {
        fields.push((words("Declared"), steps::declared(page, standing).text));
    }
    page.block(Block::Fields(fields));
    if standing.declared.iter().any(|declared| declared.compared == Compared::Lower) {
        page.note(Tone::Bad, "Contradiction", "The declared level is lower than what the answers come to.");
    }
    page.text("A device falls under the higher level by its kind, or where a failure could lead to death or serious injury, judged before controls.");
}

/// The qualifications that answer the table.
fn answering<'a>(page: &Page<'a>, position: &Position) -> Vec<Record<'a>> {
    let by = position.standing(TABLE).map(|standing| standing.by.clone()).unwrap_or_default();
    by.into_iter().map(|at| page.material.analysis.model.at(at)).collect()
}

fn rationale(page: &mut Page<'_>) {
    let position = of(page);
    let records = answering(page, &position);
    if records.is_empty() {
        page.text("There is no qualification that could give one.");
        return;
    }
    let mut any = false;
    for record in records {
        let short: Vec<_> = record.values("rationale").map(|value| value.text).filter(|text| !text.trim().is_empty()).collect();
        let long = record.section("rationale").filter(|section| !section.body.trim().is_empty());
        if short.is_empty() && long.is_none() {
            continue;
        }
        any = true;
        page.block(Block::Paragraph(vec![Inline::Text("In the words of ".to_owned()), link(record), Inline::Text(":".to_owned())]));
        let mut quoted: Vec<Block> = Vec::new();
        for text in short {
            quoted.push(Block::Paragraph(prose(page, record, text)));
        }
        if let Some(section) = long {
            let reading = Reading { path: record.path(), images: page.material.images, level: 4, top: section.level };
            quoted.extend(blocks(section.body, reading));
        }
        page.block(Block::Quote(quoted));
    }
    if !any {
        page.missing(
            "rationale for the documentation level",
            "the qualifications give answers and no reason",
            "Write `rationale`, or a section of that name, into the qualification for the United States.",
        );
    }
}

fn harm(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut list = table(
        "Situations of death or serious injury to which the software could contribute, before controls",
        &[
            ("Situation", Share::Normal),
            ("Harm", Share::Normal),
            ("Severity", Share::Narrow),
            ("Probability", Share::Narrow),
            ("Software contributes", Share::Narrow),
        ],
    );
    for situation in serious_situations(model) {
        let contributes = situation.text("software-contributes").map_or_else(|| state(Tone::Caution, "not stated"), cell);
        list.rows.push(row(
            "",
            vec![
                named(situation),
                inlines(said(page, situation, "harm")),
                cell(situation.text("severity").unwrap_or("")),
                cell(situation.text("probability").unwrap_or("")),
                contributes,
            ],
        ));
    }
    if page.filled(list) {
        return;
    }
    if model.of(Kind::HazardousSituation).len() == 0 {
        page.missing("hazardous situations", "the level is judged by what a failure could lead to", "Write them with `primum new HS`.");
    } else if serious_harm_possible(model) == Some(false) {
        page.text(
            "The risk file is confirmed complete, and has no situation of death or serious injury to which the software contributes.",
        );
        let mut text = words("Situations that were looked at: ");
        text.extend(links(model.of(Kind::HazardousSituation)));
        page.block(Block::Paragraph(text));
    } else {
        page.missing(
            "judgement on what a failure of the software could lead to",
            "the severities are on no scale that says which injuries they stand for, or nobody has confirmed that the analysis is complete",
            "Say in `[[severity]]` of primum.toml which severity is a serious injury, and have a review confirm the hazard analysis.",
        );
    }
}

fn walk(page: &mut Page<'_>) {
    let position = of(page);
    let answered = position.tables.iter().find(|answered| answered.table.id == TABLE);
    match answered.and_then(|answered| Some((answered, answered.standing.as_ref()?))) {
        Some((answered, standing)) => {
            page.text(in_words::WORST);
            steps::write(page, answered, standing);
        }
        None => page.text("The steps were not walked."),
    }
}
