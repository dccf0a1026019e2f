//! Security architecture views: the system as a whole, harm to many patients at once, updates, and the use cases of security.

use crate::documents::writing::cells::{in_order, ordered_links, titled, values};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::{Declaration, Section, figures};
use primum_document::{Block, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::{risk, threats};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "security-architecture-views",
    title: "Security architecture views",
    purpose: "Shows the architecture as somebody sees it who attacks or defends it: the whole system with everything that it is connected \
        to, how many patients could be harmed at once, how it is updated, and how it is used in the situations in which security matters.",
    clauses: &["FDA cybersecurity CY-VIEW", "IEC 81001-5-1 5.3.1"],
    sections: &[
        Section { title: "Global system view", write: global },
        Section { title: "Multi-patient harm view", write: many_patients },
        Section { title: "Updateability and patchability view", write: updates },
        Section { title: "Security use case views", write: use_cases },
        Section { title: "Open points", write: open },
    ],
};

/// The tags by which records say that they are a view, in the order of the sections.
const VIEWS: &[&str] = &["global system view", "multi-patient harm view", "updateability view", "security use case view"];

/// Does the record carry the tag?
fn is_tagged(record: Record<'_>, tag: &str) -> bool {
    record.values("tags").any(|value| value.text.split(',').any(|word| word.trim().eq_ignore_ascii_case(tag)))
}

/// The records that are such a view, by the tag that says so; each whole, where an earlier view has not shown it. What is missing is
/// said, unless a person attests the views.
fn view(page: &mut Page<'_>, tag: &'static str, what: &str) {
    let model = &page.material.analysis.model;
    let records: Vec<Record<'_>> = model.records().filter(|record| !record.is_retired() && is_tagged(*record, tag)).collect();
    if !records.is_empty() {
        for record in records {
            if VIEWS.iter().take_while(|before| **before != tag).any(|before| is_tagged(record, before)) {
                page.block(Block::Paragraph([words("Shown above: "), titled([record])].concat()));
            } else {
                page.record(record, 2);
            }
        }
        return;
    }
    let attested: Vec<Record<'_>> =
        model.of(Kind::Attestation).filter(|record| record.values("clause").any(|clause| clause.text.ends_with("CY-VIEW"))).collect();
    if !attested.is_empty() {
        let text = [words("No record carries this view here. Where the views are is attested in "), titled(attested)].concat();
        page.block(Block::Paragraph(text));
        return;
    }
    page.missing(
        &format!("the {what}"),
        "no record says that it is this view",
        &format!("Draw and explain it in a record of the architecture, and say `- tags: {tag}` in it."),
    );
}

fn global(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    page.figure("Systems, items and what connects them", figures::architecture(analysis));
    let mut list = table(
        "What the software is connected to",
        &[
            ("Interface", Share::Normal),
            ("Inside", Share::Normal),
            ("Outside", Share::Normal),
            ("Channel", Share::Narrow),
            ("Protocol", Share::Normal),
            ("What flows", Share::Wide),
            ("Threats", Share::Normal),
        ],
    );
    list.wide = true;
    for interface in in_order(model.of(Kind::Interface).filter(|interface| threats::is_exposed(*interface))) {
        let attacked = ordered_links(interface.linked_by("entry-point").filter(|by| by.kind() == Kind::Threat));
        list.rows.push(row(
            "",
            vec![
                inlines(titled([interface])),
                inlines(ordered_links(interface.links("between"))),
                inlines(values(interface, "external")),
                inlines(values(interface, "channel")),
                inlines(values(interface, "protocol")),
                inlines(values(interface, "carries")),
                inlines(attacked),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("No interface is recorded that leads out of the software.");
    }
    view(page, "global system view", "global system view");
}

fn many_patients(page: &mut Page<'_>) {
    view(page, "multi-patient harm view", "multi-patient harm view");
}

fn updates(page: &mut Page<'_>) {
    let model = &page.material.analysis.model;
    let mut list = table(
        "Threats to updates, and what stands against them",
        &[("Threat", Share::Normal), ("Comes in through", Share::Normal), ("Controls", Share::Wide)],
    );
    for threat in in_order(model.of(Kind::Threat).filter(|threat| threat.says("scenario", "update"))) {
        let controls = titled(risk::controls(threat));
        let controls = if controls.is_empty() { state(Tone::Bad, "none") } else { inlines(controls) };
        list.rows.push(row("", vec![inlines(titled([threat])), inlines(ordered_links(threat.links("entry-point"))), controls]));
    }
    page.filled(list);
    let mut list =
        table("Requirements about installation", &[("ID", Share::Narrow), ("Requirement", Share::Wide), ("Carried out by", Share::Normal)]);
    for requirement in model.of(Kind::SoftwareRequirement).filter(|requirement| requirement.says("category", "installation")) {
        list.rows.push(row(
            "",
            vec![inlines(vec![link(requirement)]), cell(&requirement.title()), inlines(ordered_links(requirement.links("allocated-to")))],
        ));
    }
    page.filled(list);
    view(page, "updateability view", "updateability and patchability view");
}

fn use_cases(page: &mut Page<'_>) {
    view(page, "security use case view", "views of the use cases in which security matters");
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &[],
        &["interface-without-channel", "interface-missing-from-threat-model", "attacked-interface-called-safe"],
    );
}
