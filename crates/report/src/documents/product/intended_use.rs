//! Intended use, description of the device with its software, and the needs of its users.

use crate::documents::writing::marks::{self, approval, status};
use crate::documents::writing::page::{Page, cell, document, inlines, link, links, row, table, words};
use crate::documents::writing::record_tables::{backward, field, homes, made, overview};
use crate::documents::writing::wording;
use crate::documents::writing::{open_points, retired};
use crate::documents::{Declaration, Section};
use primum_document::{Block, Inline, Share};
use primum_model::{Kind, Record};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "intended-use-and-needs",
    title: "Intended use, device description and user needs",
    purpose: "Says what the device is for, for whom and by whom, what its software is and how it meets the outside, and what its users need.",
    clauses: &["ISO 14971 5.2", "IEC 62304 5.1.3", "IEC 62304 5.2.1", "MDR Annex II 1.1", "FDA software SW-DESC"],
    sections: &[
        Section { title: "Intended use", write: uses },
        Section { title: "The device and its software", write: device },
        Section { title: "Inputs, outputs and surroundings", write: surroundings },
        Section { title: "Variants and versions", write: versions },
        Section { title: "User needs", write: needs },
        Section { title: "Claims of the labelling", write: claims },
        Section { title: "Open points", write: open },
    ],
};

/// What an intended use has to answer, as field or as section, and in words.
const QUESTIONS: [(&str, &str); 6] = [
    ("medical-purpose", "what the device does for the patient"),
    ("patients", "for which patients it is"),
    ("users", "who operates it, with what training"),
    ("use-environment", "where it is used"),
    ("operating-principle", "how it achieves its purpose"),
    ("foreseeable-misuse", "what people will do with it that it is not meant for"),
];

fn uses(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::IntendedUse).collect();
    if all.is_empty() {
        page.missing("intended use", "ISO 14971 5.2 asks for it, and everything else rests on it", "Write it with `primum new IU`.");
    }
    for record in all {
        page.record_with(record, 2, vec![("approval", approval(analysis, record))]);
        for (question, words) in QUESTIONS {
            if !primum_rules::answered(record, question) {
                let section = question.replace('-', " ");
                let remedy = format!("Answer it in {} in a section “{}”.", record.id(), wording::capital(&section));
                page.missing(&format!("{section} of {}", record.id()), &format!("nothing says {words}"), &remedy);
            }
        }
    }
    let positions: Vec<Record<'_>> = analysis.model.of(Kind::Qualification).collect();
    let columns = [
        field("Jurisdiction", Share::Narrow, &["jurisdiction"]),
        field("Device", Share::Narrow, &["device"]),
        field("Software alone", Share::Narrow, &["samd"]).optional(),
        field("MDR class", Share::Narrow, &["mdr-class"]),
        field("FDA documentation level", Share::Narrow, &["fda-documentation-level"]),
        field("Cyber device", Share::Narrow, &["cyber-device"]).optional(),
        field("Rationale", Share::Wide, &["rationale"]),
    ];
    if !overview(page, "Regulatory position as it is declared", &positions, &columns) {
        page.missing(
            "regulatory position",
            "no record says of which class the device is, and where",
            "Write it with `primum new qualification`.",
        );
    }
}

fn device(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let product = &analysis.model.config.product;
    let facts: Vec<(Vec<Inline>, Vec<Inline>)> =
        [("Device", &product.name), ("Version under development", &product.version), ("Manufacturer", &product.manufacturer)]
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (words(name), words(value)))
            .collect();
    if !facts.is_empty() {
        page.block(Block::Fields(facts));
    }
    let systems: Vec<Record<'_>> = analysis.model.of(Kind::SoftwareSystem).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]),
        made("Class", Share::Narrow, &[], |record| marks::class(analysis, record)).optional(),
        made("Why this class", Share::Wide, &[], |record| crate::documents::writing::classes::why(analysis, record)),
        made("Made of", Share::Normal, &[], |record| links(record.linked_by("part-of"))),
    ];
    if !overview(page, "Software of the device", &systems, &columns) {
        page.missing("software system", "no record says what the software of the device is", "Write one with `primum new SW`.");
    }
    let soup: Vec<Record<'_>> = analysis.model.of(Kind::Soup).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]),
        field("Supplier", Share::Normal, &["supplier"]),
        field("Used for", Share::Wide, &["purpose"]),
        field("Runs on", Share::Normal, &["environment"]),
    ];
    if !overview(page, "Software from elsewhere: operating systems, libraries, off-the-shelf software", &soup, &columns) {
        page.text("No record declares software from elsewhere.");
    }
    page.block(Block::Paragraph(vec![
        Inline::Text("How the software is built is in the ".to_owned()),
        document("software-architecture", "software architecture"),
        Inline::Text(".".to_owned()),
    ]));
}

/// Interfaces to whatever is not software of the device.
fn surroundings(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let outside = |record: &Record<'_>| record.value("external").is_some();
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Interface).filter(outside).collect();
    let columns = [
        field("Partner outside", Share::Normal, &["external"]).optional(),
        field("Item", Share::Normal, &["between"]),
        field("Channel", Share::Narrow, &["channel"]),
        field("Carries", Share::Wide, &["carries"]),
        field("Format", Share::Normal, &["format"]),
    ];
    if !overview(page, "Interfaces to the outside", &all, &columns) {
        page.missing(
            "interfaces to the outside",
            "a reader has to know the inputs and outputs of the software, and with which hardware and people it works",
            "Write an interface for each with `primum new IF`, and its partner in `external`.",
        );
    }
}

fn versions(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all =
        table("Versions", &[("Version", Share::Narrow), ("Released", Share::Narrow), ("Release", Share::Narrow), ("Of", Share::Normal)]);
    for entry in crate::release::overview::entries(analysis) {
        let (id, of) = entry.record.map_or_else(Default::default, |record| (vec![link(record)], links(record.links("of"))));
        let date = entry.date();
        all.rows.push(row(
            "",
            vec![cell(&entry.version()), cell(if date.is_empty() { "not released" } else { &date }), inlines(id), inlines(of)],
        ));
    }
    if !page.table(all) {
        page.text("No version has been released.");
    }
    let described =
        |record: Record<'_>| record.sections().any(|section| section.title.to_lowercase().contains("variant") && !section.body.is_empty());
    let told: Vec<Record<'_>> =
        analysis.model.of(Kind::IntendedUse).chain(analysis.model.of(Kind::SoftwareSystem)).filter(|record| described(*record)).collect();
    if told.is_empty() {
        page.missing(
            "variants and accessories",
            "technical documentation lists the variants that are on offer (MDR Annex II 1.1), or says that there is one only",
            "Describe them in a section “Variants” of the intended use or of the software system.",
        );
    } else {
        let mut line = words("Variants are described in ");
        line.extend(links(told));
        page.block(Block::Paragraph(line));
    }
}

fn needs(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::UserNeed).collect();
    let columns = [
        field("User group", Share::Normal, &["user-group"]),
        field("Priority", Share::Narrow, &["priority"]).optional(),
        field("Derives from", Share::Narrow, &["derives-from"]),
        field("Learned from", Share::Normal, &["source"]),
        backward("Gives rise to", Share::Normal, "derives-from", &["gives rise to"]),
        made("Validated by", Share::Normal, &["verified by"], |need| marks::test_links(analysis, need.linked_by("verifies"))),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |need| approval(analysis, need)).optional(),
    ];
    for need in homes(page, "User needs", &all, &columns) {
        page.record_with(need, 2, vec![("approval", approval(analysis, need))]);
    }
    if all.is_empty() {
        page.missing(
            "user needs",
            "requirements are derived from needs, and validation is held against them",
            "Write the first with `primum new UN`.",
        );
    }
    retired::named(page, Kind::UserNeed);
}

fn claims(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Claim).collect();
    let columns = [
        field("Made in", Share::Normal, &["source"]),
        field("Made true by", Share::Normal, &["realised-by"]),
        made("Shown by", Share::Normal, &["verified by"], |claim| marks::test_links(analysis, claim.linked_by("verifies"))),
        made("Status", Share::Narrow, &["status"], status).optional(),
    ];
    for claim in homes(page, "Claims", &all, &columns) {
        page.record_with(claim, 2, vec![("approval", approval(analysis, claim))]);
    }
    if all.is_empty() {
        page.text("No record states a claim of instructions for use, labelling or marketing. Whatever these promise has to be a requirement and be tested.");
    }
    retired::named(page, Kind::Claim);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &[
            "no-intended-use",
            "intended-use-incomplete",
            "need-without-requirement",
            "claim-without-requirement",
            "position-without-intended-use",
        ],
    );
}
