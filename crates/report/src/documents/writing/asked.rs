//! What the safety class asks for, and how a document says that something is not there: missing, or not asked for.

use super::page::{Page, link, words};
use super::wording::{capital, cited};
use primum_document::{Block, Inline, Tone};
use primum_model::{Class, Kind, Record};
use primum_rules::Analysis;
use primum_rules::standards::{self, Classes};

/// The classes at which a clause of IEC 62304 applies.
pub(in crate::documents) fn classes(clause: &str) -> Classes {
    standards::find(clause).map_or_else(Classes::all, |(_, clause)| clause.classes)
}

/// Does the class of the project ask for this clause? A clause of a standard without classes is always asked for.
pub(in crate::documents) fn asks(analysis: &Analysis, clause: &str) -> bool {
    standards::find(clause).is_none_or(|(standard, found)| !standard.graded || found.classes.contains(analysis.classes.project()))
}

/// `class C`, `classes B, C`.
pub(in crate::documents) fn at(classes: Classes) -> String {
    let several = Class::ALL.into_iter().filter(|class| classes.contains(*class)).count() != 1;
    format!("{} {classes}", if several { "classes" } else { "class" })
}

/// A clause with its standard.
fn named(clause: &str) -> String {
    standards::find(clause).map_or_else(|| cited(clause), |(standard, found)| format!("{} {}", standard.name, found.id))
}

/// Says that there is none of something: as missing where the class asks for it, in a sentence where it does not.
pub(in crate::documents) fn absent(page: &mut Page<'_>, what: &str, clause: &str, remedy: &str) {
    let class = page.material.analysis.classes.project();
    absent_because(page, what, clause, &format!("{} asks for it at class {class}, and the project has none", named(clause)), remedy);
}

/// The same with a reason of its own.
pub(in crate::documents) fn absent_because(page: &mut Page<'_>, what: &str, clause: &str, why: &str, remedy: &str) {
    if asks(page.material.analysis, clause) {
        page.missing(what, why, remedy);
    } else {
        let class = page.material.analysis.classes.project();
        page.note(
            Tone::Quiet,
            "Not asked for",
            &format!(
                "{}: none. {} applies at {}, so class {class} does not ask for it.",
                capital(what),
                named(clause),
                at(classes(clause))
            ),
        );
    }
}

/// Says at the head of a document that the class does not ask for what it is about, where that is so.
pub(in crate::documents) fn beyond_the_class(page: &mut Page<'_>, what: &str, clause: &str) {
    let (class, applies) = (page.material.analysis.classes.project(), classes(clause));
    if !applies.contains(class) {
        page.note(
            Tone::Plain,
            "Not asked for",
            &format!(
                "IEC 62304 {clause} asks for {what} at {}; this project is of class {class}. What there is follows all the same.",
                at(applies)
            ),
        );
    }
}

/// The attestations that name one of these clauses and are neither retired nor drafts.
fn attested<'a>(page: &Page<'a>, clauses: &[&str]) -> Vec<Record<'a>> {
    let wanted: Vec<_> = clauses.iter().filter_map(|clause| standards::find(clause)).map(|(of, clause)| (&of.id, &clause.id)).collect();
    let names = |record: &Record<'_>| {
        record.values("clause").flat_map(|value| standards::find_all(value.text)).any(|(of, clause)| wanted.contains(&(&of.id, &clause.id)))
    };
    let current = |record: &Record<'_>| !record.says("status", "draft");
    page.material.analysis.model.of(Kind::Attestation).filter(current).filter(names).collect()
}

/// Says that there is nothing of what was looked for. There may honestly be none: then somebody attests it, and that is shown.
pub(in crate::documents) fn nothing(page: &mut Page<'_>, what: &str, clauses: &[&str], remedy: &str) {
    let statements = attested(page, clauses);
    if statements.is_empty() {
        let asked = clauses.iter().map(|clause| named(clause)).collect::<Vec<_>>().join(" and ");
        let why = format!("there is none, and nobody attests that there is nothing to record ({asked})");
        page.missing(what, &why, remedy);
        return;
    }
    page.text(&format!("There are no {what}. On the clauses that ask for them it is attested:"));
    for record in statements {
        let mut text = vec![link(record), Inline::Text(": ".to_owned())];
        text.extend(words(record.text("statement").unwrap_or("nothing is stated")));
        let by = record.text("attested-by").unwrap_or("nobody");
        text.push(Inline::Text(format!(" ({by}, {})", record.text("attested").unwrap_or("no day"))));
        page.block(Block::Paragraph(text));
    }
}
