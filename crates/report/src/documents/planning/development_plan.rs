//! Software development plan: the class and what follows from it, plans, processes, deliverables, people, methods and tools.

use super::plans::{self, Home};
use crate::documents::writing::asked::{absent, at};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, document, inlines, link, row, table, words};
use crate::documents::{Declaration, Section};
use crate::facts::{class_reason, counted};
use primum_document::{Block, Inline, Share};
use primum_model::Kind;
use primum_rules::standards::{self, Clause};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "software-development-plan",
    title: "Software development plan",
    purpose: "Says how the software is developed: at which class, in which processes, with which deliverables, people, methods and tools.",
    clauses: &[
        "FDA software SW-DEV",
        "IEC 62304 5.1.1",
        "IEC 62304 5.1.2",
        "IEC 62304 5.1.3",
        "IEC 62304 5.1.4",
        "IEC 62304 5.1.8",
        "IEC 62304 5.1.9",
        "IEC 62304 5.1.10",
        "IEC 62304 5.1.11",
        "IEC 62304 5.1.12",
    ],
    sections: &[
        Section { title: "Product and safety class", write: product },
        Section { title: "Processes that the class asks for", write: processes },
        Section { title: "Plans", write: overview },
        Section { title: "Plans in full", write: in_full },
        Section { title: "Procedures", write: procedures },
        Section { title: "Deliverables", write: deliverables },
        Section { title: "People and roles", write: people },
        Section { title: "Methods and tools", write: tools },
        Section { title: "References", write: references },
        Section { title: "Open points", write: open },
    ],
};

const SUBJECTS: &[&str] = &["development", "configuration", "documentation", "release"];

fn product(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let product = &analysis.model.config.product;
    let mut fields: Vec<(Vec<Inline>, Vec<Inline>)> = Vec::new();
    for (name, value, remedy) in [
        ("Product", &product.name, "Write `name` below `[product]` in primum.toml."),
        ("Version under development", &product.version, "Write `version` below `[product]` in primum.toml."),
        ("Manufacturer", &product.manufacturer, "Write `manufacturer` below `[product]` in primum.toml."),
    ] {
        if value.is_empty() {
            page.missing(&name.to_lowercase(), "whoever reads a plan has to know what it is for", remedy);
        } else {
            fields.push((words(name), words(value)));
        }
    }
    if let Some(years) = product.lifetime_years {
        fields.push((words("In use after its last sale"), words(&counted(years as usize, "year", "years"))));
    }
    let class = analysis.classes.project();
    fields.push((words("Software safety class"), words(&format!("{class}, {}", class_reason(analysis)))));
    page.block(Block::Fields(fields));
    let mut all = table(
        "Software systems and their classes",
        &[("ID", Share::Narrow), ("Title", Share::Normal), ("Class", Share::Narrow), ("Why", Share::Wide)],
    );
    for (system, record, why) in crate::documents::writing::classes::systems(analysis) {
        all.rows.push(row("", vec![inlines(vec![link(record)]), cell(&record.title()), cell(system.class.letter()), inlines(why)]));
    }
    if !page.table(all) {
        page.missing(
            "software system",
            "the class belongs to a software system (4.3), and no record names one",
            "Write one with `primum new SW`.",
        );
    }
}

fn processes(page: &mut Page<'_>) {
    let class = page.material.analysis.classes.project();
    let standard = standards::iec62304();
    page.text(&format!("What {} asks for at class {class}, and what it asks for at higher classes only.", standard.designation));
    let mut all = table(
        &format!("Processes at class {class}"),
        &[
            ("Clause", Share::Narrow),
            ("Process or activity", Share::Normal),
            ("Asked for", Share::Narrow),
            ("Not asked for at this class", Share::Wide),
        ],
    );
    for group in &standard.groups {
        let clauses: Vec<&Clause> = standard.active().filter(|clause| clause.parent == group.id).collect();
        if clauses.is_empty() {
            continue;
        }
        let (asked, free): (Vec<&Clause>, Vec<&Clause>) = clauses.iter().partition(|clause| clause.classes.contains(class));
        let free: Vec<String> = free.iter().map(|clause| format!("{} {} ({})", clause.id, clause.title, at(clause.classes))).collect();
        let count = if asked.is_empty() { "none".to_owned() } else { format!("{} of {}", asked.len(), clauses.len()) };
        let free = if free.is_empty() { "–".to_owned() } else { free.join("; ") };
        all.rows.push(row("", vec![cell(&group.id), cell(&group.title), cell(&count), cell(&free)]));
    }
    page.table(all);
    if class < primum_model::Class::C {
        page.text("A change of the risk file can raise the class; then what is not asked for today has to be made up for.");
    }
}

fn overview(page: &mut Page<'_>) {
    if !plans::table_of(page, Home::Development, SUBJECTS) {
        absent(page, "development plan", "5.1.1", "Write one with `primum new plan`, and `- covers: development` in it.");
    }
    plans::answers(page, SUBJECTS);
    page.block(Block::Paragraph(vec![
        Inline::Text("Verification and integration are planned in the ".to_owned()),
        document("verification-plan", "verification plan"),
        Inline::Text(", maintenance, problem resolution and SOUP in the ".to_owned()),
        document("maintenance-plan", "maintenance plan"),
        Inline::Text(". Plans of risk management and of security stand with those subjects.".to_owned()),
    ]));
}

fn in_full(page: &mut Page<'_>) {
    plans::in_full(page, Home::Development);
    plans::from_elsewhere(page, Home::Development, SUBJECTS);
}

fn procedures(page: &mut Page<'_>) {
    if !plans::procedures(page) {
        page.missing(
            "procedures",
            "a plan names the processes that are followed (5.1.1 a), and how each is done has to be written somewhere",
            "Write them with `primum new procedure`, or name the procedures of the quality system in the plan.",
        );
    }
}

/// The kinds of record that clauses of IEC 62304 ask for, and how many there are.
fn deliverables(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let class = analysis.classes.project();
    let mut all = table(
        "Deliverables, by the kind of their records",
        &[
            ("Deliverable", Share::Normal),
            ("What it is", Share::Wide),
            ("Asked for by", Share::Normal),
            ("At this class", Share::Narrow),
            ("Records", Share::Narrow),
        ],
    );
    for spec in analysis.model.config.schema.kinds() {
        let software: Vec<&String> = spec.asked_by.iter().filter(|clause| !clause.contains(' ')).collect();
        if software.is_empty() {
            continue;
        }
        let asked = software.iter().flat_map(|clause| standards::find_all(clause)).any(|(_, clause)| clause.classes.contains(class));
        let clauses = software.iter().map(|clause| clause.as_str()).collect::<Vec<_>>().join(", ");
        let count = analysis.model.of(spec.kind).len();
        all.rows.push(row(
            "",
            vec![
                cell(&spec.plural),
                cell(&spec.summary),
                cell(&clauses),
                cell(if asked { "asked for" } else { "not asked for" }),
                cell(&count.to_string()),
            ],
        ));
    }
    page.table(all);
}

fn people(page: &mut Page<'_>) {
    let people = &page.material.analysis.model.config.people;
    let mut all = table(
        "People",
        &[
            ("Name", Share::Normal),
            ("Role", Share::Normal),
            ("From", Share::Narrow),
            ("Until", Share::Narrow),
            ("On the ground of", Share::Wide),
        ],
    );
    let day = |day: Option<primum_model::Date>| day.map_or_else(String::new, |day| day.to_string());
    for person in &people.people {
        let mut roles = people.roles.iter().filter(|role| role.person == person.address).peekable();
        if roles.peek().is_none() {
            all.rows.push(row(
                "",
                vec![cell(&person.name), cell("no role"), cell(&day(person.period.from)), cell(&day(person.period.until)), cell("")],
            ));
        }
        for role in roles {
            all.rows.push(row(
                "",
                vec![cell(&person.name), cell(&role.role), cell(&day(role.period.from)), cell(&day(role.period.until)), cell(&role.basis)],
            ));
        }
    }
    if !page.table(all) {
        page.missing(
            "people and their roles",
            "primum.toml names nobody, so who does and who approves what is written in the plans at best",
            "Name people and roles in `[[people]]` and `[[roles]]` of primum.toml.",
        );
    }
}

fn tools(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut all = table(
        "Tools",
        &[
            ("ID", Share::Narrow),
            ("Title", Share::Normal),
            ("Version", Share::Narrow),
            ("Purpose", Share::Wide),
            ("Used in", Share::Normal),
        ],
    );
    for tool in analysis.model.of(Kind::Tool) {
        let text = |name| cell(tool.text(name).unwrap_or(""));
        all.rows.push(row("", vec![inlines(vec![link(tool)]), cell(&tool.title()), text("version"), text("purpose"), text("used-in")]));
    }
    if !page.table(all) {
        absent(page, "tools", "5.1.4", "Write a record for each with `primum new tool`.");
    }
    page.block(Block::Paragraph(vec![
        Inline::Text("How each tool was found fit for its use is in the ".to_owned()),
        document("tool-management", "tool management"),
        Inline::Text(", the steps of the pipeline are in the ".to_owned()),
        document("verification-plan", "verification plan"),
        Inline::Text(". Methods and coding standards are named in the plans.".to_owned()),
    ]));
}

fn references(page: &mut Page<'_>) {
    let mut all = table(
        "Standards and regulations that the project is held against",
        &[("Name", Share::Normal), ("Edition", Share::Normal), ("Title", Share::Wide)],
    );
    for standard in standards::all() {
        all.rows.push(row("", vec![cell(&standard.name), cell(&standard.designation), cell(&standard.title)]));
    }
    page.table(all);
}

fn open(page: &mut Page<'_>) {
    open_points::of_rules(
        page,
        &["c5_1_planning", "record_format"],
        &["plan-below-highest-class", "system-unclassified", "class-unconfirmed"],
    );
}
