//! Basis of a declaration of conformity: which clauses are met, attested and open. It is no declaration.

use super::standing::{examined, meanings, not_judged, preface, reason, status, verdicts};
use crate::documents::writing::cells::separate;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table, words};
use crate::documents::{Declaration, Section};
use crate::facts::{Counts, accepting};
use crate::map::behind;
use primum_document::{Inline, Share, Tone};
use primum_model::Record;
use primum_rules::standards;
use primum_rules::verdict::{ClauseVerdict, Status};
use std::collections::BTreeMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "standards-conformity",
    title: "Basis for a declaration of conformity",
    purpose: "Says which clauses of the standards are met, which a person attests, and which are open, so that whoever declares conformity knows \
        what the declaration could rest on. It is not a declaration.",
    clauses: &["IEC 62304", "FDA software SW-DEV"],
    sections: &[
        Section { title: "Standards", write: overview },
        Section { title: "IEC 62304: met", write: |page| list(page, Status::Satisfied) },
        Section { title: "IEC 62304: attested", write: |page| list(page, Status::Attested) },
        Section { title: "IEC 62304: open", write: |page| list(page, Status::Open) },
        Section { title: "IEC 62304: not asked for", write: |page| list(page, Status::NotApplicable) },
        Section { title: "Deviations that the basis rests on", write: deviations },
    ],
};

fn overview(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    page.note(
        Tone::Caution,
        "Not a declaration",
        "This page is computed. Conformity is declared by a person who is entitled to, under their own signature, and for named clauses. A clause \
         that is open must not be declared.",
    );
    let number = Share::Narrow;
    let mut all = table(
        "Standards and where their clauses stand",
        &[("Standard", Share::Wide), ("Clauses", number), ("Met", number), ("Attested", number), ("Open", number), ("Not asked", number)],
    );
    let mut unjudged = Vec::new();
    for standard in standards::all() {
        let of: Vec<&ClauseVerdict> = verdicts(page, standard).into_iter().map(|(_, verdict)| verdict).collect();
        if of.is_empty() {
            unjudged.push(standard.designation.as_str());
            continue;
        }
        let counts = Counts::of_clauses(of.iter().copied());
        let numbers = [of.len(), counts.satisfied, counts.attested, counts.open, counts.not_applicable];
        all.rows
            .push(row("", std::iter::once(cell(&standard.designation)).chain(numbers.map(|number| cell(&number.to_string()))).collect()));
    }
    page.table(all);
    if !unjudged.is_empty() {
        page.note(Tone::Quiet, "Not judged", &format!("The project was not judged against {}.", unjudged.join("; ")));
    }
    let standard = standards::iec62304();
    let of = verdicts(page, standard);
    if of.is_empty() {
        not_judged(page, standard);
        return;
    }
    preface(page, standard, &of);
    meanings(page);
    if analysis.classes.systems.is_empty() {
        page.missing("software system with its class", "without one everything is judged at class C", "Write one with `primum new SW`.");
    }
}

fn list(page: &mut Page<'_>, of: Status) {
    let standard = standards::iec62304();
    let clauses: Vec<_> = verdicts(page, standard).into_iter().filter(|(_, verdict)| verdict.status == of).collect();
    if clauses.is_empty() {
        page.text("There is no such clause.");
        return;
    }
    let (basis, rests) = match of {
        Status::Satisfied => ("Clauses of IEC 62304 that are met", "What was examined"),
        Status::Attested => ("Clauses of IEC 62304 that a person attests", "By whom, and what is stated"),
        Status::Open => ("Clauses of IEC 62304 that are open", "Why"),
        Status::NotApplicable => ("Clauses of IEC 62304 that are not asked for", "Why"),
    };
    let behind = behind(page.material.analysis);
    let mut rows = table(
        basis,
        &[
            ("Clause", Share::Narrow),
            ("Title", Share::Normal),
            ("Status", Share::Narrow),
            (rests, Share::Wide),
            ("Records", Share::Wide),
            ("Until", Share::Narrow),
        ],
    );
    for (at, verdict) in clauses {
        let records = if of == Status::NotApplicable { &[][..] } else { behind.get(at).map_or(&[][..], Vec::as_slice) };
        rows.rows.push(row(
            "",
            vec![
                cell(&verdict.clause.id),
                cell(&verdict.clause.title),
                status(verdict),
                inlines(reason(page, verdict)),
                inlines(examined(page, records)),
                inlines(until(page, verdict)),
            ],
        ));
    }
    page.filled(rows);
}

/// The day on which the first of the attestations that answer a clause has to be looked at again.
fn until(page: &Page<'_>, verdict: &ClauseVerdict) -> Vec<Inline> {
    let model = &page.material.analysis.model;
    let first = verdict.attestations.iter().filter_map(|at| model.at(*at).date("fresh-until")).min();
    first.filter(|_| verdict.status == Status::Attested).map_or_else(Vec::new, |day| words(&day.to_string()))
}

fn deviations(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut accepted: BTreeMap<u32, Vec<&ClauseVerdict>> = BTreeMap::new();
    for verdict in analysis.clauses.iter().filter(|verdict| verdict.standard.id == "iec62304") {
        for (by, _) in accepting(analysis, verdict) {
            accepted.entry(by).or_default().push(verdict);
        }
    }
    let mut list = table(
        "Deviations that accept findings against clauses of IEC 62304",
        &[("Deviation", Share::Wide), ("Clauses", Share::Normal), ("Accepted by", Share::Normal), ("Until", Share::Narrow)],
    );
    for (at, clauses) in accepted {
        let record: Record<'_> = analysis.model.at(at);
        let mut named = vec![link(record)];
        separate(&mut named, " ");
        named.extend(words(&record.title()));
        let numbers: Vec<&str> = clauses.iter().map(|verdict| verdict.clause.id.as_str()).collect();
        list.rows.push(row(
            "",
            vec![
                inlines(named),
                cell(&numbers.join(", ")),
                cell(record.text("approver").unwrap_or("")),
                record.text("expires").map_or_else(|| state(Tone::Bad, "not stated"), cell),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("No finding against a clause of IEC 62304 is accepted by a deviation.");
    }
}
