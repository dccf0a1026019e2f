//! The page of a clause, of a heading, and of a standard.

use crate::confidence;
use crate::facts::reference;
use primum_model::Schema;
use primum_rules::RULES;
use primum_rules::answers::{Answer, answer};
use primum_rules::rule::Basis;
use primum_rules::standards::{self, Amendment, Automation, Classes, Clause, Confidence, Group, Standard};
use primum_rules::verdict::decides;

/// The page of a clause.
pub(super) fn page(standard: &'static Standard, clause: &'static Clause, schema: &Schema) -> String {
    let mut out = format!("# {} {}\n\n{}\n\n", reference(standard, clause), clause.title, standard.designation);
    if !clause.active {
        out.push_str(&format!("This number is not in force.\n\n{}\n", clause.summary));
        if let Some(notes) = &clause.notes {
            out.push_str(&format!("\n{notes}\n"));
        }
        return out;
    }
    // What may be wrong itself is said before it is read.
    if clause.confidence == Confidence::Low {
        out.push_str("Row unconfirmed: compare it with the standard first.\n\n");
    }
    out.push_str(&format!("{}\n", clause.summary));
    if let Some(view) = &clause.software_view {
        out.push_str(&format!("\nFor software: {view}\n"));
    }
    if standard.graded {
        out.push_str(&format!("\nAsked of class {}.", clause.classes));
        if let Some(before) = clause.classes_2006 {
            let before = if before.is_empty() { "did not have it".to_owned() } else { format!("asked it of class {before}") };
            out.push_str(&format!(" The edition of 2006 {before}."));
        }
        match clause.amd1 {
            Some(Amendment::Changed) => out.push_str(" The amendment of 2015 reworked it."),
            Some(Amendment::New) => out.push_str(" It came with the amendment of 2015."),
            _ => {}
        }
        out.push('\n');
    }
    let items: Vec<String> = clause.sub_items.iter().map(|item| format!("{}) {}", item.id, item.text)).collect();
    section(&mut out, "What it lists", &items);
    section(&mut out, "What proves it", &clause.evidence);
    let kinds: Vec<String> =
        clause.kinds.iter().filter_map(|prefix| schema.named(prefix)).map(|spec| format!("`{}` {}", spec.prefix(), spec.name)).collect();
    section(&mut out, "Records that carry the proof", &kinds);
    let tools: Vec<String> = clause
        .evidence_kinds
        .iter()
        .filter_map(|id| standards::evidence_kinds().iter().find(|kind| kind.id == *id))
        .map(|kind| format!("`{}`: {}", kind.id, kind.text))
        .collect();
    section(&mut out, "Proof that tools give", &tools);
    section(&mut out, "What assessors find wrong", &clause.typical_findings);
    answered(&mut out, standard, clause);
    let rows: Vec<String> = cross(standard, clause);
    section(&mut out, "The same matter elsewhere", &rows);
    caution(&mut out, clause);
    out
}

fn section(out: &mut String, title: &str, items: &[String]) {
    if !items.is_empty() {
        out.push_str(&format!("\n## {title}\n\n"));
        for item in items {
            out.push_str(&format!("- {item}\n"));
        }
    }
}

/// Which rules decide, and what else answers it.
fn answered(out: &mut String, standard: &'static Standard, clause: &'static Clause) {
    let of = |basis: Basis| {
        let mine = RULES.iter().filter(move |rule| rule.basis == basis && decides(rule, standard, clause));
        mine.map(|rule| format!("`{}`: {}", rule.name, rule.summary)).collect::<Vec<_>>()
    };
    let rules = of(Basis::Clause);
    let answer = answer(&standard.id, &clause.id);
    out.push_str("\n## How it is answered\n\n");
    match answer {
        Some(Answer::Attested(what)) => {
            out.push_str(&format!("By a person: an attestation {what}.\n"));
            if !rules.is_empty() {
                out.push_str("What the rules below find holds it open until it is mended.\n");
            }
        }
        Some(Answer::Signed(what)) => {
            out.push_str("By the rules below, where `[[approvals]]` asks for signatures under its records.\n");
            out.push_str(&format!("Otherwise by a person: an attestation {what}.\n"));
        }
        Some(Answer::Awaits(what)) => out.push_str(&format!("It stays open: {what}.\n")),
        None if rules.is_empty() => out.push_str("No rule decides about it yet: it stays open until an attestation answers it.\n"),
        None => out.push_str("By the rules below: open while one of them finds something or has nothing to examine.\n"),
    }
    let limited = RULES.iter().any(|rule| decides(rule, standard, clause) && rule.classes() != Classes::all());
    if !standard.graded && answer.is_none() && limited {
        out.push_str("Where the class of IEC 62304 keeps one of them from looking, an attestation answers for what was left out.\n");
    }
    match clause.automation {
        Automation::Assisted => out.push_str("A program gathers what there is; whether it is good enough is for a person to judge.\n"),
        Automation::Manual => out.push_str("A program cannot judge it.\n"),
        Automation::Automatic | Automation::None => {}
    }
    section(out, if answer.is_none() { "Rules that decide" } else { "Rules that can hold it open" }, &rules);
    section(out, "Rules about the records that open it too", &of(Basis::Record));
    section(out, "Good practice beyond it", &of(Basis::Practice));
}

fn cross(standard: &Standard, clause: &Clause) -> Vec<String> {
    let own = format!("{} {}", standard.id, clause.id);
    let rows = standards::cross_map().iter().filter(|row| row.references().any(|reference| reference == own));
    let mut list: Vec<String> = rows
        .map(|row| {
            let known =
                row.by_standard().filter_map(|(id, clauses)| standards::by_id(id).map(|standard| (standard.name.as_str(), clauses)));
            let named = known.chain(row.elsewhere()).map(|(name, clauses)| format!("{name} {}", clauses.join(", ")));
            let note = row.note.as_ref().map_or_else(String::new, |note| format!(". {note}"));
            format!("{}: {}{note}", row.topic, named.collect::<Vec<_>>().join("; "))
        })
        .collect();
    for (name, clauses) in [("IEC 62304", &clause.iec62304), ("IEC 81001-5-1", &clause.iec81001_5_1)] {
        if !clauses.is_empty() {
            list.push(format!("{name} {}", clauses.join(", ")));
        }
    }
    list
}

fn caution(out: &mut String, clause: &Clause) {
    if let Some(notes) = &clause.notes {
        out.push_str(&format!("\n## Watch out\n\n{notes}\n"));
    }
    if let Some(words) = confidence::caution(clause.confidence) {
        out.push_str(&format!("\n## How sure this page is\n\n{words}\n"));
    }
}

/// The page of a heading: every clause below it.
pub(super) fn heading(standard: &'static Standard, group: &'static Group) -> String {
    let mut out = format!("# {} {}\n\n{}\n\n", group.id, group.title, standard.designation);
    for clause in standard.clauses_under(&group.id) {
        out.push_str(&row(standard, clause));
    }
    out
}

/// The page of a standard: headings and clauses in their order.
pub(super) fn contents(standard: &'static Standard) -> String {
    let mut out = format!("# {}\n\n{}.\n", standard.designation, standard.title);
    for (key, fact) in &standard.facts {
        out.push_str(&format!("\n- {}: {fact}", key.replace('_', " ")));
    }
    out.push('\n');
    let mut parent = None;
    for clause in standard.active() {
        if parent != Some(clause.parent.as_str()) {
            parent = Some(clause.parent.as_str());
            match standard.group(&clause.parent) {
                Some(group) => out.push_str(&format!("\n## {} {}\n\n", group.id, group.title)),
                None => out.push('\n'),
            }
        }
        out.push_str(&row(standard, clause));
    }
    out
}

fn row(standard: &Standard, clause: &Clause) -> String {
    let classes = if standard.graded { format!(" (class {})", clause.classes) } else { String::new() };
    format!("- `{}` {}{classes}\n", reference(standard, clause), confidence::marked(&clause.title, clause.confidence))
}
