//! Plans: where each is told whole, and where they answer what the class asks plans to say.

use crate::documents::writing::marks::{approval, status};
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table};
use crate::documents::writing::record_tables::{field, homes, made};
use crate::documents::writing::wording::{coded, instruction};
use primum_document::{Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::planning;

/// The document in which a plan is told whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::documents) enum Home {
    /// The software development plan.
    Development,
    /// The verification plan.
    Verification,
    /// The maintenance plan.
    Maintenance,
    /// A document of risk management or of security.
    Elsewhere,
}

/// The subjects of each home, in the order in which a plan of several subjects finds its own.
const SUBJECTS: [(Home, &[&str]); 4] = [
    (Home::Development, &["development"]),
    (Home::Verification, &["verification", "integration", "system test"]),
    (Home::Maintenance, &["maintenance", "problem resolution", "SOUP"]),
    (Home::Development, &["configuration", "documentation", "release"]),
];

/// Where a plan is told whole. One that covers several subjects is told once, where the first of them is.
pub(in crate::documents) fn home(plan: Record<'_>) -> Home {
    let covers = |subjects: &[&str]| plan.values("covers").any(|value| subjects.contains(&value.text));
    let found = SUBJECTS.iter().find(|(_, subjects)| covers(subjects));
    found.map_or_else(|| if plan.value("covers").is_some() { Home::Elsewhere } else { Home::Development }, |(home, _)| *home)
}

/// The plans of a document: those that have their home in it, and those that cover a subject of it and are told elsewhere.
pub(in crate::documents) fn table_of(page: &mut Page<'_>, own: Home, subjects: &[&str]) -> bool {
    let analysis = page.material.analysis;
    let covers = |plan: &Record<'_>| plan.values("covers").any(|value| subjects.contains(&value.text));
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Plan).filter(|plan| home(*plan) == own || covers(plan)).collect();
    let columns = [
        field("Covers", Share::Normal, &["covers"]),
        field("Version", Share::Narrow, &["version"]),
        field("Last held against the work", Share::Narrow, &["reviewed"]),
        made("Class", Share::Narrow, &["class"], |plan| plan.text("class").map(crate::documents::writing::page::words).unwrap_or_default())
            .optional(),
        field("For", Share::Normal, &["applies-to"]).optional(),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |plan| approval(analysis, plan)).optional(),
    ];
    crate::documents::writing::record_tables::overview(page, "Plans", &all, &columns)
}

/// What plans on these subjects have to say at this class, and which of them says it.
pub(in crate::documents) fn answers(page: &mut Page<'_>, subjects: &[&str]) {
    let analysis = page.material.analysis;
    let class = analysis.classes.project();
    let mut all = table(
        &format!("What plans have to say at class {class}"),
        &[("Subject", Share::Narrow), ("Section", Share::Normal), ("What belongs in it", Share::Wide), ("Said in", Share::Normal)],
    );
    let mut lacking: Vec<(String, String, String)> = Vec::new();
    let asked = planning::sections(class);
    for (subject, wanted) in asked.iter().filter(|(subject, _)| subjects.contains(subject)) {
        let plans: Vec<Record<'_>> = analysis.model.of(Kind::Plan).filter(|plan| plan.says("covers", subject)).collect();
        if plans.is_empty() {
            let what = format!("plan of {subject}");
            let why = format!("at class {class} a plan has to cover {subject}, and none does");
            lacking.push((what, why, format!("Write one with `primum new plan`, and `- covers: {subject}` in it.")));
        }
        for &(title, content) in wanted {
            let said: Vec<Record<'_>> = plans.iter().copied().filter(|plan| primum_rules::answered(*plan, title)).collect();
            let place = if said.is_empty() {
                if let Some(first) = plans.first() {
                    let why = format!("a plan of {subject} has to say it at class {class}: {content}");
                    lacking.push((format!("section “{title}”"), why, format!("Add the section to {}.", first.id())));
                }
                state(Tone::Bad, "missing")
            } else {
                inlines(crate::documents::writing::cells::joined(said.iter().map(|plan| draft_link(*plan))))
            };
            all.rows.push(row("", vec![cell(subject), cell(title), inlines(coded(&instruction(content))), place]));
        }
    }
    // Of these the class asks for no section by name.
    for subject in subjects.iter().filter(|subject| !asked.iter().any(|(other, _)| other == *subject)) {
        let plans: Vec<Record<'_>> = analysis.model.of(Kind::Plan).filter(|plan| plan.says("covers", subject)).collect();
        if !plans.is_empty() {
            let place = inlines(crate::documents::writing::cells::joined(plans.iter().map(|plan| draft_link(*plan))));
            all.rows.push(row("", vec![cell(subject), cell("–"), cell("No section is asked for by name."), place]));
        }
    }
    page.table(all);
    for (what, why, remedy) in lacking {
        page.missing(&what, &why, &remedy);
    }
}

/// A plan by its ID, and that it is a draft where it is.
fn draft_link(plan: Record<'_>) -> Vec<Inline> {
    let mut line = vec![link(plan)];
    if plan.says("status", "draft") {
        line.extend([Inline::Text(" ".to_owned()), Inline::State(Tone::Caution, "draft".to_owned())]);
    }
    line
}

/// The plans that have their home here, whole.
pub(in crate::documents) fn in_full(page: &mut Page<'_>, own: Home) {
    let analysis = page.material.analysis;
    for plan in analysis.model.of(Kind::Plan).filter(|plan| home(*plan) == own) {
        page.record_with(plan, 2, vec![("approval", approval(analysis, plan))]);
    }
}

/// What plans that are told elsewhere say about these subjects: the sections that belong to them.
pub(in crate::documents) fn from_elsewhere(page: &mut Page<'_>, own: Home, subjects: &[&'static str]) {
    let analysis = page.material.analysis;
    let wanted = planning::sections(analysis.classes.project());
    for plan in analysis.model.of(Kind::Plan).filter(|plan| home(*plan) != own) {
        let mut titles: Vec<&str> = Vec::new();
        for (_, sections) in wanted.iter().filter(|(subject, _)| subjects.contains(subject) && plan.says("covers", subject)) {
            titles.extend(sections.iter().map(|(title, _)| *title).filter(|title| primum_rules::answered(plan, title)));
        }
        // A section that is called like the subject is about it, whether the class asks for one or not.
        titles.extend(subjects.iter().filter(|subject| plan.says("covers", subject)));
        titles.sort_unstable();
        titles.dedup();
        for title in titles {
            let Some(section) = plan.section(title).filter(|section| !section.body.trim().is_empty()) else { continue };
            let text = page.excerpt(plan, section.body, (section.level + 1, 3));
            page.heading(2, &format!("{}, by {}", section.title, plan.id()));
            page.block(primum_document::Block::Paragraph(vec![
                Inline::Text("From ".to_owned()),
                link(plan),
                Inline::Text(format!(" {}.", plan.title())),
            ]));
            text.into_iter().for_each(|block| page.block(block));
        }
    }
}

/// Procedures: each told whole, in the table where it has no text of its own.
pub(in crate::documents) fn procedures(page: &mut Page<'_>) -> bool {
    let analysis = page.material.analysis;
    let all: Vec<Record<'_>> = analysis.model.of(Kind::Procedure).collect();
    let columns = [
        field("Covers", Share::Normal, &["covers"]),
        field("Version", Share::Narrow, &["version"]),
        field("Last held against practice", Share::Narrow, &["reviewed"]),
        made("Status", Share::Narrow, &["status"], status).optional(),
        made("Approval", Share::Narrow, &[], |record| approval(analysis, record)).optional(),
    ];
    for procedure in homes(page, "Procedures", &all, &columns) {
        page.record_with(procedure, 2, vec![("approval", approval(analysis, procedure))]);
    }
    !all.is_empty()
}
