//! Corrective and preventive actions: what each answers, its root cause, what was done, and whether it worked.

use crate::documents::conformity::audit_report::standing;
use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, named, told};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, links, row, table};
use crate::documents::{Declaration, Section};
use primum_document::Share;
use primum_model::{Kind, Record};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "capa-list",
    title: "Corrective and preventive actions",
    purpose: "Lists every corrective and preventive action from what it answers over its root cause to the check that it worked.",
    clauses: &["ISO 13485 8.5.2", "ISO 13485 8.5.3"],
    sections: &[
        Section { title: "Overview", write: overview },
        Section { title: "Open points", write: points },
        Section { title: "The actions", write: |page| page.whole(&[Kind::Capa]) },
    ],
};

fn overview(page: &mut Page<'_>) {
    let actions = all(page, Kind::Capa);
    if actions.is_empty() {
        let clauses = ["iso13485 8.5.2", "iso13485 8.5.3"];
        nothing(page, "corrective or preventive actions", &clauses, "Write the first with `primum new CAPA`.");
        return;
    }
    let mut list = table(
        "Corrective and preventive actions",
        &[
            ("Action", Share::Normal),
            ("Type", Share::Narrow),
            ("Input", Share::Narrow),
            ("Answers", Share::Normal),
            ("Root cause", Share::Wide),
            ("What is done", Share::Wide),
            ("Taken", Share::Narrow),
            ("Adverse effects", Share::Normal),
            ("Effectiveness", Share::Wide),
            ("Checked", Share::Narrow),
            ("Due", Share::Narrow),
            ("Closed", Share::Narrow),
            ("Status", Share::Narrow),
        ],
    );
    list.wide = true;
    for action in actions {
        list.rows.push(row(
            "",
            vec![
                named(action),
                told(page, action, "type"),
                cell(&inputs(action)),
                inlines(links(action.links("answers"))),
                told(page, action, "root-cause"),
                told(page, action, "action"),
                cell(action.text("taken").unwrap_or("")),
                told(page, action, "adverse-effects"),
                told(page, action, "effectiveness"),
                cell(action.text("checked").unwrap_or("")),
                cell(action.text("due").unwrap_or("")),
                cell(action.text("closed").unwrap_or("")),
                standing(action),
            ],
        ));
    }
    page.filled(list);
}

/// The kinds of what it answers: `problem report, audit finding`.
fn inputs(action: Record<'_>) -> String {
    let mut kinds: Vec<&str> = action.links("answers").map(|input| input.spec().name.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.join(", ")
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::Capa]);
}
