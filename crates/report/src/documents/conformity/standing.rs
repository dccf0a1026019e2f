//! Where a clause stands, in the cells of tables: its words, why, and the records behind it.

use crate::confidence::{legend, marked};
use crate::documents::writing::cells::separate;
use crate::documents::writing::page::{Page, cell, inlines, link, state, table, words};
use crate::facts::{accepting, binds_in_words, class_reason, unseen, unseen_in_words};
use crate::map::{Behind, SHOWN, Way};
use crate::standing::{Why, meaning};
use primum_document::{Block, Cell, Inline, Share, Table, Tone};
use primum_rules::standards::{Clause, Group, Standard};
use primum_rules::verdict::{Bindings, ClauseVerdict, Status};

/// The verdicts of a standard with their positions among all; nothing where the project was not judged against it.
pub(in crate::documents) fn verdicts<'a>(page: &Page<'a>, standard: &Standard) -> Vec<(usize, &'a ClauseVerdict)> {
    page.material.analysis.clauses.iter().enumerate().filter(|(_, verdict)| verdict.standard.id == standard.id).collect()
}

/// Says that the project was not judged against a standard.
pub(in crate::documents) fn not_judged(page: &mut Page<'_>, standard: &Standard) {
    let count = standard.active().count();
    page.missing(
        &format!("verdicts on the {count} clauses of {}", standard.designation),
        "the project was not judged against it",
        &format!("Judge it with `primum gap --standard {}`, or leave this document out of the set.", standard.id),
    );
}

/// What the data of the standard are, what class is judged at, and what the words for a status mean.
pub(in crate::documents) fn preface(page: &mut Page<'_>, standard: &'static Standard, clauses: &[(usize, &ClauseVerdict)]) {
    let analysis = page.material.analysis;
    let mut fields = vec![(words("Standard"), words(&format!("{}: {}", standard.designation, standard.title)))];
    if standard.graded {
        fields.push((words("Software safety class"), words(&format!("{}, {}", analysis.classes.project(), class_reason(analysis)))));
    }
    fields.push((words("Judged on"), words(&analysis.model.date.to_string())));
    page.block(Block::Fields(fields));
    for line in legend(clauses.iter().map(|(_, verdict)| *verdict)) {
        page.note(Tone::Caution, "How sure the rows are", &format!("{line}."));
    }
}

/// What each status means.
pub(in crate::documents) fn meanings(page: &mut Page<'_>) {
    let fields = [Status::Satisfied, Status::Attested, Status::Open, Status::NotApplicable]
        .map(|status| (vec![Inline::State(tone(status), status.name().to_owned())], words(meaning(status))));
    page.block(Block::Fields(fields.to_vec()));
}

/// The colour of a status, where nothing more is known.
pub(in crate::documents) fn tone(status: Status) -> Tone {
    match status {
        Status::Satisfied | Status::Attested => Tone::Good,
        Status::Open => Tone::Caution,
        Status::NotApplicable => Tone::Quiet,
    }
}

/// The status of a clause, and why it is open.
pub(in crate::documents) fn status(verdict: &ClauseVerdict) -> Cell {
    if verdict.status == Status::Satisfied && !unseen(verdict).is_empty() {
        return state(Tone::Caution, "satisfied, not all that it lists was examined");
    }
    match Why::of(verdict) {
        Some(Why::Findings) => state(Tone::Bad, Why::Findings.name()),
        Some(why) => state(Tone::Caution, why.name()),
        None => state(tone(verdict.status), verdict.status.name()),
    }
}

/// The title of a clause and what it asks, in our own words.
pub(in crate::documents) fn asked(clause: &Clause) -> Cell {
    let mut text = vec![Inline::Strong(words(&marked(&clause.title, clause.confidence)))];
    for line in std::iter::once(clause.summary.clone()).chain(clause.sub_items.iter().map(|item| format!("{}) {}", item.id, item.text))) {
        text.push(Inline::Break);
        text.push(Inline::Text(line));
    }
    inlines(text)
}

/// Whether a clause applies: to everything, to a part where classes are mixed, or not.
pub(in crate::documents) fn applicable(page: &Page<'_>, verdict: &ClauseVerdict, bindings: &mut Bindings<'_>) -> Cell {
    if verdict.status == Status::NotApplicable {
        return state(Tone::Quiet, "no");
    }
    match bindings.mixed(verdict) {
        Some(binding) => cell(&format!("in part: {}", binds_in_words(page.material.analysis, binding))),
        None => cell("yes"),
    }
}

/// Why a clause stands where it does, with the statements of those who attest it and the deviations that accept something of it.
pub(in crate::documents) fn reason(page: &Page<'_>, verdict: &ClauseVerdict) -> Vec<Inline> {
    let analysis = page.material.analysis;
    let mut text = words(&format!("{}{}", verdict.reason, unseen_in_words(verdict)));
    for (by, count) in accepting(analysis, verdict) {
        text.push(Inline::Text(format!("; {count} accepted by ")));
        text.push(link(analysis.model.at(by)));
    }
    for record in verdict.attestations.iter().map(|at| analysis.model.at(*at)) {
        text.push(Inline::Break);
        text.push(link(record));
        text.push(Inline::Text(format!(": {}", record.text("statement").unwrap_or("nothing is stated"))));
    }
    text
}

/// The records behind a clause, those apart that attest it: for a cell beside which these are named.
pub(in crate::documents) fn examined(page: &Page<'_>, behind: &[Behind]) -> Vec<Inline> {
    // Where somebody attests the clause or a rule looked at records, what is only of a kind that carries the proof is not told.
    let looked = behind.iter().any(|one| one.way != Way::OfKind);
    let told = |one: &&Behind| if looked { one.way == Way::Examined } else { one.way == Way::OfKind };
    let rest: Vec<Behind> = behind.iter().filter(told).cloned().collect();
    evidence(page, &rest)
}

/// The records behind a clause, kind by kind. What nobody looked at says so.
pub(in crate::documents) fn evidence(page: &Page<'_>, behind: &[Behind]) -> Vec<Inline> {
    let model = &page.material.analysis.model;
    let mut text = Vec::new();
    let looked = behind.iter().any(|one| one.way != Way::OfKind);
    for one in behind.iter().filter(|one| !looked || one.way != Way::OfKind) {
        if !text.is_empty() {
            text.push(Inline::Break);
        }
        let spec = model.config.schema.spec(one.kind);
        let name = if one.count == 1 { &spec.name } else { &spec.plural };
        let unseen = if one.way == Way::OfKind { " of a kind that carries the proof, not examined one by one" } else { "" };
        text.push(Inline::Text(format!("{} {name}{unseen}: ", one.count)));
        let mut list = Vec::new();
        for at in &one.first {
            separate(&mut list, ", ");
            list.push(link(model.at(*at)));
        }
        text.extend(list);
        if one.count > SHOWN {
            text.push(Inline::Text(format!(" and {} more", one.count - SHOWN)));
        }
    }
    text
}

/// Tables of clauses, one for each part of the standard that has a heading of its own at the top: the caption, and the clauses of it.
pub(in crate::documents) fn parts<'c, T>(
    standard: &'static Standard,
    clauses: Vec<T>,
    of: impl Fn(&T) -> &'c Clause,
) -> Vec<(String, Vec<T>)> {
    let top = |clause: &Clause| -> Option<&'static Group> { standard.above(&clause.parent).last() };
    let mut list: Vec<(String, Vec<T>)> = Vec::new();
    for one in clauses {
        let caption = top(of(&one)).map_or_else(|| standard.title.clone(), heading);
        match list.iter_mut().find(|(known, _)| *known == caption) {
            Some((_, rows)) => rows.push(one),
            None => list.push((caption, vec![one])),
        }
    }
    list
}

/// The heading of a part: its number says that it is one, beside the number of the heading in the document.
fn heading(group: &Group) -> String {
    let word = if group.id.starts_with(|first: char| first.is_ascii_digit()) { "Clause" } else { "Part" };
    format!("{word} {}: {}", group.id, group.title)
}

/// A wide table of clauses.
pub(in crate::documents) fn clause_table(caption: &str, columns: &[(&str, Share)]) -> Table {
    let mut list = table(caption, columns);
    list.wide = true;
    list
}
