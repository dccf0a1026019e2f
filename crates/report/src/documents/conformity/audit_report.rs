//! Audit report: each audit with its scope and samples, its findings with grade and answer, and what became of them.

use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, named, said, told};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table};
use crate::documents::{Declaration, Section};
use primum_document::{Cell, Share, Tone};
use primum_model::{Kind, Record};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "audit-report",
    title: "Audits and their findings",
    purpose: "Shows what was audited, by whom and with which samples, what was found and how grave it is, how it was answered, and whether it is closed.",
    clauses: &["ISO 13485 8.2.4"],
    sections: &[
        Section { title: "Audits", write: overview },
        Section { title: "Findings", write: findings },
        Section { title: "Follow-up", write: follow_up },
        Section { title: "The audits, whole", write: |page| page.whole(&[Kind::Audit]) },
        Section { title: "The findings, whole", write: |page| page.whole(&[Kind::AuditFinding]) },
    ],
};

const GRADES: [&str; 3] = ["major", "minor", "observation"];

fn overview(page: &mut Page<'_>) {
    let audits = all(page, Kind::Audit);
    if audits.is_empty() {
        nothing(page, "audits", &["iso13485 8.2.4"], "Write the first with `primum new AUD`, each finding with `primum new AF`.");
        return;
    }
    let mut list = table(
        "Audits",
        &[
            ("Audit", Share::Normal),
            ("Type", Share::Narrow),
            ("Held", Share::Narrow),
            ("Auditor", Share::Normal),
            ("Scope", Share::Wide),
            ("Major", Share::Narrow),
            ("Minor", Share::Narrow),
            ("Observations", Share::Narrow),
            ("Not graded", Share::Narrow),
            ("Result", Share::Normal),
        ],
    );
    list.wide = true;
    for audit in audits {
        let of: Vec<Record<'_>> = audit.linked_by("audit").collect();
        let graded = GRADES.map(|grade| of.iter().filter(|finding| finding.says("grade", grade)).count());
        let rest = of.len() - graded.iter().sum::<usize>().min(of.len());
        let mut cells = vec![
            named(audit),
            cell(audit.text("type").unwrap_or("")),
            told(page, audit, "held"),
            told(page, audit, "auditor"),
            told(page, audit, "scope"),
        ];
        cells.extend(graded.map(|count| cell(&count.to_string())));
        cells.push(if rest > 0 { cell(&rest.to_string()) } else { cell("") });
        cells.push(inlines(said(page, audit, "result")));
        list.rows.push(row("", cells));
    }
    page.filled(list);
}

fn findings(page: &mut Page<'_>) {
    let found = all(page, Kind::AuditFinding);
    if found.is_empty() {
        page.text("No finding is on record.");
        return;
    }
    let mut list = table(
        "Audit findings",
        &[
            ("No.", Share::Normal),
            ("Audit", Share::Narrow),
            ("Requirement", Share::Narrow),
            ("Grade", Share::Narrow),
            ("Response", Share::Wide),
            ("Corrective action", Share::Normal),
            ("Due", Share::Narrow),
            ("Closed", Share::Narrow),
            ("Status", Share::Narrow),
        ],
    );
    list.wide = true;
    for finding in found {
        list.rows.push(row(
            "",
            vec![
                named(finding),
                inlines(links(finding.links("audit"))),
                inlines(said(page, finding, "clause")),
                grade(finding),
                told(page, finding, "response"),
                inlines(links(finding.linked_by("answers"))),
                cell(finding.text("due").unwrap_or("")),
                cell(finding.text("closed").unwrap_or("")),
                standing(finding),
            ],
        ));
    }
    page.filled(list);
}

fn grade(finding: Record<'_>) -> Cell {
    match finding.text("grade") {
        Some("major") => state(Tone::Bad, "major"),
        Some("minor") => state(Tone::Caution, "minor"),
        Some(word) => cell(word),
        None => state(Tone::Bad, "not stated"),
    }
}

/// Where a finding or an action stands, and whether it is late.
pub(in crate::documents) fn standing(record: Record<'_>) -> Cell {
    let word = record.text("status").unwrap_or("open");
    if matches!(word, "closed" | "retired") || record.value("closed").is_some() {
        return state(if word == "retired" { Tone::Quiet } else { Tone::Good }, word);
    }
    if record.date("due").is_some_and(|due| due < record.model().date) {
        return state(Tone::Bad, &format!("{word}, overdue"));
    }
    state(Tone::Caution, word)
}

fn follow_up(page: &mut Page<'_>) {
    let found: Vec<Record<'_>> = page.material.analysis.model.of(Kind::AuditFinding).collect();
    let open: Vec<Record<'_>> =
        found.iter().copied().filter(|finding| !finding.says("status", "closed") && finding.value("closed").is_none()).collect();
    if found.is_empty() {
        page.text("There is no finding to follow up.");
    } else if open.is_empty() {
        page.text(&format!("All {} findings are closed.", found.len()));
    } else {
        let mut list = table(
            "Findings that are not closed",
            &[
                ("Finding", Share::Normal),
                ("Grade", Share::Narrow),
                ("Due", Share::Narrow),
                ("Status", Share::Narrow),
                ("Actions", Share::Wide),
            ],
        );
        for finding in open {
            let due = finding.text("due").map_or_else(|| state(Tone::Bad, "no date"), cell);
            let actions = inlines(links(finding.linked_by("answers")));
            list.rows.push(row("", vec![inlines(vec![link(finding)]), grade(finding), due, standing(finding), actions]));
        }
        page.filled(list);
    }
    open_points::of_kinds(page, &[Kind::Audit, Kind::AuditFinding]);
}
