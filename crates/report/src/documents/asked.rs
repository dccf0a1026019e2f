//! What the safety class asks for, and how a document says that something is not there: missing, or not asked for.

use super::page::Page;
use primum_model::Class;
use primum_rules::Analysis;
use primum_rules::standards::{self, Classes};

/// The classes at which a clause of IEC 62304 applies.
pub(super) fn classes(clause: &str) -> Classes {
    standards::find(clause).map_or_else(Classes::all, |(_, clause)| clause.classes)
}

/// Does the class of the project ask for this clause? A clause of a standard without classes is always asked for.
pub(super) fn asks(analysis: &Analysis, clause: &str) -> bool {
    standards::find(clause).is_none_or(|(standard, found)| !standard.graded || found.classes.contains(analysis.classes.project()))
}

/// `class C`, `classes B, C`.
pub(super) fn at(classes: Classes) -> String {
    let several = Class::ALL.into_iter().filter(|class| classes.contains(*class)).count() != 1;
    format!("{} {classes}", if several { "classes" } else { "class" })
}

/// Says that nothing is there: as missing where the class asks for it, in a sentence where it does not.
pub(super) fn absent(page: &mut Page<'_>, what: &str, clause: &str, remedy: &str) {
    let (class, applies) = (page.material.analysis.classes.project(), classes(clause));
    if applies.contains(class) {
        page.missing(what, &format!("IEC 62304 {clause} asks for it at class {class}, and the project has none"), remedy);
    } else {
        page.text(&format!(
            "There is no record: {what}. IEC 62304 {clause} applies at {}, so class {class} does not ask for it.",
            at(applies)
        ));
    }
}

/// Says at the head of a document that the class does not ask for what it is about, where that is so.
pub(super) fn beyond_the_class(page: &mut Page<'_>, what: &str, clause: &str) {
    let (class, applies) = (page.material.analysis.classes.project(), classes(clause));
    if !applies.contains(class) {
        page.note(
            primum_document::Tone::Plain,
            "Not asked for",
            &format!(
                "IEC 62304 {clause} asks for {what} at {}; this project is of class {class}. What there is follows all the same.",
                at(applies)
            ),
        );
    }
}
