//! Software architecture: systems and items with their classes, what connects them, what comes from elsewhere, and what keeps them apart.

use crate::documents::writing::asked::{absent, beyond_the_class};
use crate::documents::writing::marks::{approval, status};
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, table};
use crate::documents::writing::record_tables::{field, homes, made, overview};
use crate::documents::writing::{classes, open_points, retired, review_tables};
use crate::documents::{Declaration, Section, figures};
use crate::facts::counted;
use primum_document::{Block, Inline, Share};
use primum_model::{Kind, Record};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "software-architecture",
    title: "Software architecture and interfaces",
    purpose: "Shows what the software is made of, at which class each part is and why, how parts meet each other and the outside, and what keeps them apart.",
    clauses: &[
        "IEC 62304 4.3",
        "IEC 62304 5.3.1",
        "IEC 62304 5.3.2",
        "IEC 62304 5.3.3",
        "IEC 62304 5.3.4",
        "IEC 62304 5.3.5",
        "IEC 62304 5.3.6",
        "FDA software SW-ARCH",
    ],
    sections: &[
        Section { title: "Overview", write: picture },
        Section { title: "Software systems", write: systems },
        Section { title: "Software items", write: items },
        Section { title: "Interfaces", write: interfaces },
        Section { title: "Software from elsewhere", write: soup },
        Section { title: "Segregation", write: segregation },
        Section { title: "Resources and their limits", write: resources },
        Section { title: "Verification of the architecture", write: reviewed },
        Section { title: "Open points", write: open },
    ],
};

fn picture(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    beyond_the_class(page, "an architecture", "5.3.1");
    match figures::architecture(analysis) {
        Some(drawing) => page.figure("Software systems and items with their classes, and what connects them", Some(drawing)),
        None if analysis.model.of(Kind::SoftwareItem).len() == 0 => {
            absent(
                page,
                "software items, and so a diagram of them",
                "5.3.1",
                "Write the items with `primum new SI`; the diagram follows from them.",
            );
        }
        None => page.missing(
            "diagram of the architecture",
            "nothing could be drawn from the items and interfaces that there are",
            "See the tables of this document; connect the items by `part-of`, `uses` and interfaces.",
        ),
    }
    let count = |kind| analysis.model.of(kind).len();
    page.text(&format!(
        "The records name {}, {}, {}, {} and {}.",
        counted(count(Kind::SoftwareSystem), "software system", "software systems"),
        counted(count(Kind::SoftwareItem), "software item", "software items"),
        counted(count(Kind::SoftwareUnit), "software unit", "software units"),
        counted(count(Kind::Interface), "interface", "interfaces"),
        counted(count(Kind::Soup), "SOUP item", "SOUP items"),
    ));
}

/// What was computed about a system or an item.
fn computed<'w>(page: &Page<'_>, record: Record<'_>) -> Vec<(&'w str, Vec<Inline>)> {
    let analysis = page.material.analysis;
    vec![("class that applies", classes::line(analysis, record)), ("approval", approval(analysis, record))]
}

fn systems(page: &mut Page<'_>) {
    let all: Vec<Record<'_>> = page.material.analysis.model.of(Kind::SoftwareSystem).collect();
    for record in &all {
        let computed = computed(page, *record);
        page.record_with(*record, 2, computed);
    }
    if all.is_empty() {
        page.missing("software system", "the class belongs to a software system (IEC 62304 4.3)", "Write one with `primum new SW`.");
    }
    retired::named(page, Kind::SoftwareSystem);
}

fn items(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::SoftwareItem).collect();
    let requirements = |record: Record<'_>| {
        let count =
            record.linked_by("allocated-to").chain(record.links("satisfies")).filter(|of| of.kind() == Kind::SoftwareRequirement).count();
        if count == 0 { Vec::new() } else { vec![Inline::Text(count.to_string())] }
    };
    let columns = [
        field("Part of", Share::Narrow, &["part-of"]).optional(),
        made("Class", Share::Narrow, &[], |record| crate::documents::writing::marks::class(analysis, record)).optional(),
        made("Why this class", Share::Wide, &[], |record| classes::why(analysis, record)),
        made("Made of", Share::Normal, &[], |record| links(record.linked_by("part-of"))),
        field("Uses", Share::Normal, &["uses"]).optional(),
        made("Requirements", Share::Narrow, &[], requirements),
        made("Interfaces", Share::Normal, &[], |record| links(record.linked_by("between"))),
        field("Files", Share::Normal, &["source"]).optional(),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |record| approval(analysis, record)).optional(),
    ];
    if !overview(page, "Software items", &all, &columns) {
        absent(page, "software items", "5.3.1", "Split the software system with `primum new SI`.");
    }
    for record in all {
        let computed = computed(page, record);
        page.record_with(record, 2, computed);
    }
    retired::named(page, Kind::SoftwareItem);
}

fn interfaces(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Interface).collect();
    let columns = [
        field("Between", Share::Normal, &["between"]),
        field("Partner outside", Share::Normal, &["external"]).optional(),
        field("Channel", Share::Narrow, &["channel"]),
        field("Protocol", Share::Normal, &["protocol"]),
        field("Format", Share::Normal, &["format"]),
        field("Carries", Share::Normal, &["carries"]),
        field("When a partner is late, silent or wrong", Share::Normal, &["errors"]),
        made("Verified by", Share::Normal, &["verified by"], |record| links(record.linked_by("verifies"))),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |record| approval(analysis, record)).optional(),
    ];
    for record in homes(page, "Interfaces", &all, &columns) {
        page.record_with(record, 2, crate::documents::writing::marks::computed(analysis, record));
    }
    if all.is_empty() {
        absent(page, "interfaces", "5.3.2", "Write them with `primum new IF`: between which parts, what crosses, what happens on error.");
    }
    retired::named(page, Kind::Interface);
}

fn soup(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Soup).collect();
    let columns = [
        field("Version", Share::Narrow, &["version"]),
        made("Used by", Share::Normal, &[], |record| links(record.links("used-by").chain(record.linked_by("uses")))),
        made("Class", Share::Narrow, &[], |record| crate::documents::writing::marks::class(analysis, record)).optional(),
        field("Has to do", Share::Wide, &["function"]),
        field("How well", Share::Normal, &["performance"]),
        field("Needs", Share::Normal, &["environment"]),
        made("Verified by", Share::Normal, &[], |record| links(record.linked_by("verifies"))),
    ];
    if overview(page, "SOUP, what uses it, what it has to do and what it needs", &all, &columns) {
        let asked: Vec<Record<'_>> = all.iter().copied().filter(|record| !primum_rules::answered(*record, "function")).collect();
        if let Some(first) = asked.first().filter(|_| crate::documents::writing::asked::asks(analysis, "5.3.3")) {
            let what = format!("what {} has to do", counted(asked.len(), "SOUP item", "SOUP items"));
            page.missing(
                &what,
                &format!("5.3.3 asks for functional and performance requirements, and {} states none", first.id()),
                "Write `function` and `performance` in each.",
            );
        }
    } else {
        page.text("No record declares SOUP. If there is none, the risk file and the lock files have to agree with that.");
    }
}

fn segregation(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Segregation).collect();
    let lowered: Vec<Record<'_>> =
        analysis.classes.parts.iter().filter(|part| part.lowered).map(|part| analysis.model.at(part.record)).collect();
    if !lowered.is_empty() {
        let mut line =
            vec![Inline::Text("Lower in class than what they are part of, because they are shown to be kept apart: ".to_owned())];
        line.extend(links(lowered));
        line.push(Inline::Text(".".to_owned()));
        page.block(Block::Paragraph(line));
    }
    for record in &all {
        let effective = crate::documents::writing::marks::test_links(
            analysis,
            record.links("effectiveness").filter(|proof| proof.kind() == Kind::Test),
        );
        page.record_with(*record, 2, vec![("tests of effectiveness", effective), ("approval", approval(analysis, *record))]);
    }
    if all.is_empty() {
        page.text(&format!(
            "No record keeps items apart from each other, so every item has the class of the whole. IEC 62304 5.3.5 asks for segregation where a risk control rests on it, at {}.",
            crate::documents::writing::asked::at(crate::documents::writing::asked::classes("5.3.5"))
        ));
    }
    retired::named(page, Kind::Segregation);
}

/// What is said about memory, time and other resources: by requirements, by units, by sections of that name.
fn resources(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    let mut all = table(
        "Limits of resources, and where they are stated",
        &[("Stated in", Share::Narrow), ("Title", Share::Normal), ("As", Share::Normal), ("What", Share::Wide)],
    );
    let mut add = |record: Record<'_>, form: &str, what: &str| {
        all.rows.push(row("", vec![inlines(vec![link(record)]), cell(&record.title()), cell(form), cell(what)]));
    };
    for requirement in model.of(Kind::SoftwareRequirement).filter(|record| record.says("category", "performance")) {
        add(requirement, "requirement of performance", requirement.text("acceptance").unwrap_or(""));
    }
    for unit in model.of(Kind::SoftwareUnit).filter(|unit| unit.says("criteria", "resources")) {
        add(unit, "criterion of a unit", unit.text("acceptance").unwrap_or(""));
    }
    for kind in [Kind::SoftwareSystem, Kind::SoftwareItem, Kind::DetailedDesign] {
        for record in model.of(kind) {
            for section in record.sections().filter(|section| section.title.to_lowercase().contains("resource") && !section.body.is_empty())
            {
                add(record, &format!("section “{}”", section.title), "");
            }
        }
    }
    if !page.table(all) {
        page.missing(
            "limits of memory, time and other resources",
            "whoever reads an architecture looks for what each part may use, and no requirement of performance, unit or section states it",
            "State them as requirements with `- category: performance`, or in a section “Resources” of the item.",
        );
    }
    page.refer("How each unit uses them is in the", "detailed-design", "detailed design");
}

fn reviewed(page: &mut Page<'_>) {
    if !review_tables::overview_of(page, "Reviews of the architecture", &["architecture"]) {
        absent(page, "review of the architecture", "5.3.6", "Hold one, and write it with `primum new review`.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(page, &["c5_3_architecture", "c4_3_classification"], &[]);
}
