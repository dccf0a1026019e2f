//! Gap reports: one for each standard, every clause with whether it applies, where it stands, what proves it and what to do.

use super::standing::{applicable, asked, clause_table, evidence, meanings, not_judged, parts, preface, reason, status, verdicts};
use crate::documents::writing::page::{Page, cell, inlines, row, table};
use crate::documents::writing::wording::coded;
use crate::documents::{Declaration, Section, figures};
use crate::facts::{Counts, reference};
use crate::map::{SHOWN, behind};
use crate::roadmap::{self, Step};
use crate::standing::Why;
use primum_document::Share;
use primum_rules::standards::{Standard, by_id};
use primum_rules::verdict::{Bindings, Status};
use std::collections::HashMap;

/// What a gap report is about.
struct Subject {
    /// What references call the standard.
    id: &'static str,
    /// The name of the document.
    name: &'static str,
    /// Its title.
    title: &'static str,
    /// The clauses it answers: the standard as a whole.
    clauses: &'static [&'static str],
}

/// One for each standard, in the order in which standards are shown.
const SUBJECTS: [Subject; 8] = [
    Subject { id: "iec62304", name: "gap-iec62304", title: "Gap report: IEC 62304", clauses: &["IEC 62304"] },
    Subject { id: "iso14971", name: "gap-iso14971", title: "Gap report: ISO 14971", clauses: &["ISO 14971"] },
    Subject { id: "iso13485", name: "gap-iso13485", title: "Gap report: ISO 13485, for software", clauses: &["ISO 13485"] },
    Subject { id: "iec81001-5-1", name: "gap-iec81001-5-1", title: "Gap report: IEC 81001-5-1", clauses: &["IEC 81001-5-1"] },
    Subject { id: "mdr-gspr", name: "gap-mdr-gspr", title: "Gap report: MDR Annex I, for software", clauses: &["MDR Annex I"] },
    Subject { id: "part11", name: "gap-part11", title: "Gap report: 21 CFR part 11", clauses: &["21 CFR part 11"] },
    Subject { id: "fda-software", name: "gap-fda-software", title: "Gap report: FDA software documentation", clauses: &["FDA software"] },
    Subject { id: "fda-cyber", name: "gap-fda-cyber", title: "Gap report: FDA cybersecurity", clauses: &["FDA cybersecurity"] },
];

/// A gap report, by the position of its subject.
struct Report<const AT: usize>;

impl<const AT: usize> Report<AT> {
    const DOCUMENT: Declaration = Declaration {
        name: SUBJECTS[AT].name,
        title: SUBJECTS[AT].title,
        purpose: "Shows for every clause whether it applies, where it stands and why, which records are behind it, and what is to be done.",
        clauses: SUBJECTS[AT].clauses,
        sections: &[
            Section { title: "Summary", write: |page| summary(page, AT) },
            Section { title: "Clause by clause", write: |page| clauses(page, AT) },
        ],
    };
}

/// The gap reports, one for each standard.
pub(in crate::documents) const DOCUMENTS: [&Declaration; SUBJECTS.len()] = [
    &Report::<0>::DOCUMENT,
    &Report::<1>::DOCUMENT,
    &Report::<2>::DOCUMENT,
    &Report::<3>::DOCUMENT,
    &Report::<4>::DOCUMENT,
    &Report::<5>::DOCUMENT,
    &Report::<6>::DOCUMENT,
    &Report::<7>::DOCUMENT,
];

fn standard(at: usize) -> Option<&'static Standard> {
    SUBJECTS.get(at).and_then(|subject| by_id(subject.id))
}

fn summary(page: &mut Page<'_>, at: usize) {
    let Some(standard) = standard(at) else { return };
    let verdicts = verdicts(page, standard);
    if verdicts.is_empty() {
        not_judged(page, standard);
        return;
    }
    preface(page, standard, &verdicts);
    let counts = Counts::of_clauses(verdicts.iter().map(|(_, verdict)| *verdict));
    page.text(&format!("{} clauses: {}.", verdicts.len(), counts.clauses_in_words()));
    page.figure(&format!("Where the clauses of {} stand", standard.name), figures::clause_map(page.material.analysis, &standard.id));
    let number = Share::Narrow;
    let mut totals = table(
        "Clauses by part",
        &[("Part", Share::Wide), ("Clauses", number), ("Satisfied", number), ("Attested", number), ("Open", number), ("Not asked", number)],
    );
    for (caption, clauses) in parts(standard, verdicts, |(_, verdict)| verdict.clause) {
        let counts = Counts::of_clauses(clauses.iter().map(|(_, verdict)| *verdict));
        let numbers = [clauses.len(), counts.satisfied, counts.attested, counts.open, counts.not_applicable];
        totals.rows.push(row("", std::iter::once(cell(&caption)).chain(numbers.map(|number| cell(&number.to_string()))).collect()));
    }
    page.table(totals);
    meanings(page);
}

fn clauses(page: &mut Page<'_>, at: usize) {
    let Some(standard) = standard(at) else { return };
    let analysis = page.material.analysis;
    let verdicts = verdicts(page, standard);
    if verdicts.is_empty() {
        page.text("No clause was judged.");
        return;
    }
    page.text(&format!(
        "Summaries are in our own words; the standard decides. Of each kind of record the first {SHOWN} are named. Where a clause is judged \
         by the project as a whole, no single record stands behind it."
    ));
    let (behind, steps) = (behind(analysis), roadmap::steps(analysis));
    let next: HashMap<&str, &Step> = steps.iter().flat_map(|step| step.clauses.iter().map(move |clause| (clause.as_str(), step))).collect();
    let mut bindings = Bindings::new(&analysis.classes);
    for (caption, clauses) in parts(standard, verdicts, |(_, verdict)| verdict.clause) {
        let mut list = clause_table(
            &caption,
            &[
                ("Clause", Share::Narrow),
                ("What it asks", Share::Wide),
                ("Applicable", Share::Narrow),
                ("Status", Share::Narrow),
                ("Evidence", Share::Wide),
                ("Why it stands there", Share::Normal),
                ("Action", Share::Normal),
            ],
        );
        for (at, verdict) in clauses {
            let action = next.get(reference(standard, verdict.clause).as_str()).filter(|_| verdict.status == Status::Open);
            let action = action.map_or_else(String::new, |step| match Why::of(verdict) {
                Some(Why::Awaits) => format!("show it by other means: {}", step.next),
                _ => format!("{}: {}", step.action.name(), step.next),
            });
            list.rows.push(row(
                "",
                vec![
                    cell(&verdict.clause.id),
                    asked(verdict.clause),
                    applicable(page, verdict, &mut bindings),
                    status(verdict),
                    inlines(evidence(page, behind.get(at).map_or(&[], Vec::as_slice))),
                    inlines(reason(page, verdict)),
                    inlines(coded(&action)),
                ],
            ));
        }
        page.heading(2, &caption);
        page.filled(list);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_rules::standards::IDS;

    #[test]
    fn every_standard_has_a_gap_report() {
        assert_eq!(SUBJECTS.iter().map(|subject| subject.id).collect::<Vec<_>>(), IDS);
        for (declared, subject) in DOCUMENTS.iter().zip(&SUBJECTS) {
            assert_eq!(declared.name, format!("gap-{}", subject.id));
            let standard = by_id(subject.id).expect("a standard");
            assert_eq!(declared.clauses, [standard.name.as_str()]);
        }
    }
}
