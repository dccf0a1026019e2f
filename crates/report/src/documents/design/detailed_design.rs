//! Detailed design: the units of each item, how they and the interfaces are built, and what a unit has to show.

use crate::documents::writing::asked::{absent, beyond_the_class};
use crate::documents::writing::marks::{self, approval, computed, status};
use crate::documents::writing::page::{Page, document, link};
use crate::documents::writing::record_tables::{backward, field, homes, made};
use crate::documents::writing::{open_points, retired, review_tables};
use crate::documents::{Declaration, Section};
use primum_document::{Block, Inline, Share};
use primum_model::{Kind, Record};
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "detailed-design",
    title: "Software detailed design",
    purpose: "Shows into which units each item is refined, how units and interfaces are built, and what each unit has to show before it is integrated.",
    clauses: &[
        "IEC 62304 5.4.1",
        "IEC 62304 5.4.2",
        "IEC 62304 5.4.3",
        "IEC 62304 5.4.4",
        "IEC 62304 5.5.3",
        "IEC 62304 5.5.4",
        "FDA software SW-SDS",
    ],
    sections: &[
        Section { title: "What the class asks for", write: asked },
        Section { title: "Units and their design, by item", write: by_item },
        Section { title: "Design of interfaces", write: interfaces },
        Section { title: "Verification of the design", write: reviewed },
        Section { title: "Open points", write: open },
    ],
};

fn asked(page: &mut Page<'_>) {
    beyond_the_class(page, "refinement into units", "5.4.1");
    beyond_the_class(page, "detailed design of units and interfaces", "5.4.2");
    let analysis = page.material.analysis;
    page.text(&format!(
        "There are {} and {}; the project is of class {}.",
        crate::facts::counted(analysis.model.of(Kind::SoftwareUnit).len(), "unit", "units"),
        crate::facts::counted(analysis.model.of(Kind::DetailedDesign).len(), "design", "designs"),
        analysis.classes.project()
    ));
    if analysis.model.of(Kind::SoftwareUnit).len() == 0 {
        absent(page, "software units", "5.4.1", "Refine the items with `primum new SU`.");
    }
    if analysis.model.of(Kind::DetailedDesign).len() == 0 {
        absent(page, "detailed designs", "5.4.2", "Write one for each unit with `primum new DD`.");
    }
}

/// The item under which a design is told: that of the first unit or item that it designs.
fn item_of(design: Record<'_>) -> Option<Record<'_>> {
    let first = design.links("designs").find(|part| matches!(part.kind(), Kind::SoftwareUnit | Kind::SoftwareItem))?;
    if first.kind() == Kind::SoftwareItem { Some(first) } else { first.links("part-of").next() }
}

/// Does the design belong to interfaces alone?
fn is_of_interfaces(design: Record<'_>) -> bool {
    item_of(design).is_none() && design.links("designs").next().is_some_and(|part| part.kind() == Kind::Interface)
}

fn by_item(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let model = &analysis.model;
    // What belongs to no item comes last.
    let place = |item: Option<Record<'_>>| item.map_or(u32::MAX, Record::position);
    let mut groups: BTreeMap<u32, (Vec<Record<'_>>, Vec<Record<'_>>)> = BTreeMap::new();
    for unit in model.of(Kind::SoftwareUnit) {
        groups.entry(place(unit.links("part-of").next())).or_default().0.push(unit);
    }
    for design in model.of(Kind::DetailedDesign).filter(|design| !is_of_interfaces(*design)) {
        groups.entry(place(item_of(design))).or_default().1.push(design);
    }
    for item in model.of(Kind::SoftwareItem).filter(|item| item.linked_by("part-of").next().is_none()) {
        groups.entry(item.position()).or_default();
    }
    for (at, (units, designs)) in groups {
        if at == u32::MAX {
            page.heading(2, "Of no item");
        } else {
            let item = model.at(at);
            page.heading(2, &format!("{} {}", item.id(), item.title()));
            page.block(Block::Paragraph(vec![
                link(item),
                Inline::Text(format!(" is of class {}. Its place is in the ", analysis.classes.of(item))),
                document("software-architecture", "software architecture"),
                Inline::Text(".".to_owned()),
            ]));
        }
        self::units(page, &units, at == u32::MAX);
        for design in designs {
            page.record_with(
                design,
                3,
                vec![("judged at class", marks::class(analysis, design)), ("approval", approval(analysis, design))],
            );
        }
    }
    retired::named(page, Kind::SoftwareUnit);
    retired::named(page, Kind::DetailedDesign);
}

fn units<'a>(page: &mut Page<'a>, units: &[Record<'a>], astray: bool) {
    let analysis = page.material.analysis;
    if units.is_empty() {
        page.text("It is not refined into units.");
        return;
    }
    let mut columns = vec![
        // The heading names the item.
        made("Class", Share::Narrow, &["class", "part-of"], |unit| marks::class_with_declared(analysis, unit)).optional(),
        field("Files", Share::Normal, &["source"]),
        backward("Designed in", Share::Narrow, "designs", &["designed in"]),
        field("Requirements", Share::Normal, &["satisfies"]),
        field("Uses", Share::Normal, &["uses"]).optional(),
        field("Has to show", Share::Wide, &["acceptance"]),
        field("Criteria", Share::Normal, &["criteria"]),
        field("Criteria without an object", Share::Normal, &["criteria-not-present"]),
        made("Verified by", Share::Normal, &["verified by"], |unit| marks::test_links(analysis, unit.linked_by("verifies"))),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |unit| approval(analysis, unit)).optional(),
    ];
    if astray {
        columns.insert(0, field("Part of", Share::Narrow, &["part-of"]));
    }
    for unit in homes(page, "Units", units, &columns) {
        let mut told = computed(analysis, unit);
        told.insert(0, ("class that applies", crate::documents::writing::classes::line(analysis, unit)));
        told.retain(|(name, _)| *name != "judged at class");
        page.record_with(unit, 3, told);
    }
}

fn interfaces(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut any = false;
    for design in analysis.model.of(Kind::DetailedDesign).filter(|design| is_of_interfaces(*design)) {
        page.record_with(design, 2, vec![("approval", approval(analysis, design))]);
        any = true;
    }
    if !any {
        page.text("No design is of an interface alone. What other designs say about interfaces stands with them, by item.");
    }
    let bare: Vec<Record<'_>> = analysis.model.of(Kind::Interface).filter(|record| record.linked_by("designs").next().is_none()).collect();
    if let Some(first) = bare.first().filter(|_| crate::documents::writing::asked::asks(analysis, "5.4.3")) {
        page.missing(
            &format!("design of {}", crate::facts::counted(bare.len(), "interface", "interfaces")),
            &format!("5.4.3 asks for it, and no design names {}", first.id()),
            "Name the interfaces in `designs` of the design that tells how they are built.",
        );
    }
}

fn reviewed(page: &mut Page<'_>) {
    if !review_tables::overview_of(page, "Reviews of designs", &["design"]) {
        absent(page, "review of the design", "5.4.4", "Hold one, and write it with `primum new review`.");
    }
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &["c5_4_detailed_design"],
        &["unit-without-source", "unit-criteria-incomplete", "unit-without-acceptance-criteria"],
    );
}
