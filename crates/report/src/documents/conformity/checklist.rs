//! Checklist of IEC 62304 in the layout of the test report forms: clause, requirement, result and remark, verdict.

use super::standing::{asked, clause_table, examined, not_judged, parts, preface, reason, tone, verdicts};
use crate::checklist::answer;
use crate::documents::writing::page::{Page, cell, inlines, row, state, table, words};
use crate::documents::writing::wording::coded;
use crate::documents::{Declaration, Section, figures};
use crate::facts::{open_findings, unseen};
use crate::map::{Behind, behind};
use primum_document::{Block, Cell, Inline, Share, Tone};
use primum_rules::standards::{self, Clause, checklist};
use primum_rules::verdict::{ClauseVerdict, Status};
use std::collections::HashMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "checklist-iec62304",
    title: "Checklist: IEC 62304",
    purpose: "Holds the project against every clause of IEC 62304, in the layout in which test houses report: clause, requirement, result and \
        remark, verdict.",
    clauses: &["IEC 62304"],
    sections: &[
        Section { title: "What was judged", write: head },
        Section { title: "Clauses", write: clauses },
        Section { title: "Short checklist", write: short },
    ],
};

/// The verdict of a test report on a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// Rules have examined all that the clause lists, or somebody attests it.
    Pass,
    /// Something was found against it.
    Fail,
    /// The class does not ask for it, or the number is not in force.
    NotApplicable,
    /// It was not examined, or not to the end.
    None,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Pass, Self::Fail, Self::NotApplicable, Self::None];

    fn of(verdict: &ClauseVerdict) -> Self {
        match verdict.status {
            Status::NotApplicable => Self::NotApplicable,
            Status::Satisfied if verdict.examined > 0 && unseen(verdict).is_empty() => Self::Pass,
            Status::Attested if !verdict.attestations.is_empty() => Self::Pass,
            Status::Open if verdict.findings > 0 => Self::Fail,
            Status::Satisfied | Status::Attested | Status::Open => Self::None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Pass => "P",
            Self::Fail => "F",
            Self::NotApplicable => "N/A",
            Self::None => "—",
        }
    }

    fn tone(self) -> Tone {
        match self {
            Self::Pass => Tone::Good,
            Self::Fail => Tone::Bad,
            Self::NotApplicable => Tone::Quiet,
            Self::None => Tone::Caution,
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Pass => {
                "pass: rules have examined what the clause lists and found nothing against it, or a person attests it and is named"
            }
            Self::Fail => "fail: the rules have found something against it",
            Self::NotApplicable => "not applicable: the software safety class does not ask for it, or the number is not in force",
            Self::None => "no verdict: it was not examined, or not all that it lists; that is no pass",
        }
    }

    fn cell(self) -> Cell {
        state(self.tone(), self.name())
    }
}

fn head(page: &mut Page<'_>) {
    let standard = standards::iec62304();
    let clauses = verdicts(page, standard);
    let product = &page.material.analysis.model.config.product;
    let mut fields = Vec::new();
    for (name, value) in [("Test item", &product.name), ("Version", &product.version), ("Manufacturer", &product.manufacturer)] {
        if value.is_empty() {
            page.missing(&format!("{} of the product", name.to_lowercase()), "primum.toml does not name it", "Name it under `[product]`.");
        } else {
            fields.push((words(name), words(value)));
        }
    }
    if !fields.is_empty() {
        page.block(Block::Fields(fields));
    }
    if clauses.is_empty() {
        not_judged(page, standard);
        return;
    }
    preface(page, standard, &clauses);
    let mut counts = table("Verdicts", &[("Verdict", Share::Narrow), ("Clauses", Share::Narrow), ("What it means", Share::Wide)]);
    let reserved = standard.clauses.iter().filter(|clause| !clause.active).count();
    for mark in Mark::ALL {
        let count = clauses.iter().filter(|(_, verdict)| Mark::of(verdict) == mark).count();
        let count = if mark == Mark::NotApplicable { count + reserved } else { count };
        counts.rows.push(row("", vec![mark.cell(), cell(&count.to_string()), cell(mark.meaning())]));
    }
    page.table(counts);
    page.figure("Where the clauses of IEC 62304 stand", figures::clause_map(page.material.analysis, &standard.id));
}

fn clauses(page: &mut Page<'_>) {
    let standard = standards::iec62304();
    let found: HashMap<&str, (usize, &ClauseVerdict)> =
        verdicts(page, standard).into_iter().map(|(at, verdict)| (verdict.clause.id.as_str(), (at, verdict))).collect();
    if found.is_empty() {
        page.text("No clause was judged.");
        return;
    }
    let behind = behind(page.material.analysis);
    let all: Vec<&Clause> = standard.clauses.iter().collect();
    for (caption, clauses) in parts(standard, all, |clause| clause) {
        let mut list = clause_table(
            &caption,
            &[("Clause", Share::Narrow), ("Requirement", Share::Wide), ("Result and remark", Share::Wide), ("Verdict", Share::Narrow)],
        );
        for clause in clauses {
            let (remark, mark) = match found.get(clause.id.as_str()) {
                Some((at, verdict)) => (remark(page, verdict, behind.get(*at).map_or(&[], Vec::as_slice)), Mark::of(verdict)),
                None if !clause.active => (words("The number is not in force in this edition."), Mark::NotApplicable),
                None => (words("It was not judged."), Mark::None),
            };
            list.rows.push(row("", vec![cell(&clause.id), asked(clause), inlines(remark), mark.cell()]));
        }
        page.heading(2, &caption);
        page.table(list);
    }
}

/// How many findings are named in a remark.
const FINDINGS: usize = 5;

/// Why the clause stands where it does, what was found against it, and the records behind it.
fn remark(page: &Page<'_>, verdict: &ClauseVerdict, behind: &[Behind]) -> Vec<Inline> {
    let analysis = page.material.analysis;
    let mut text = reason(page, verdict);
    if verdict.status == Status::NotApplicable {
        return text;
    }
    for finding in open_findings(analysis, &verdict.rules).take(FINDINGS) {
        text.push(Inline::Break);
        text.push(Inline::Text("– ".to_owned()));
        text.extend(coded(&finding.message));
    }
    if verdict.findings > FINDINGS {
        text.push(Inline::Break);
        text.push(Inline::Text(format!("– and {} more", verdict.findings - FINDINGS)));
    }
    let records = examined(page, behind);
    if !records.is_empty() {
        text.push(Inline::Break);
        text.extend(records);
    }
    text
}

fn short(page: &mut Page<'_>) {
    page.text(
        "A short list that many teams work from. Each item stands where its clauses stand; where the list and the standard differ, the \
         standard decides.",
    );
    let mut list = clause_table(
        &format!("Checklist of {} items", checklist().len()),
        &[
            ("Item", Share::Narrow),
            ("Phase", Share::Narrow),
            ("What it asks", Share::Wide),
            ("Clauses", Share::Narrow),
            ("Status", Share::Narrow),
            ("Why", Share::Wide),
        ],
    );
    for one in answer(page.material.analysis) {
        let clauses: Vec<&str> = one.clauses.iter().map(|(named, _)| named.as_str()).collect();
        let colour = if one.status == Status::Open { Tone::Caution } else { tone(one.status) };
        list.rows.push(row(
            "",
            vec![
                cell(&one.item.id),
                cell(&one.item.phase.to_string()),
                cell(&one.item.text),
                cell(&clauses.join(", ")),
                state(colour, one.status.name()),
                cell(&one.reason),
            ],
        ));
    }
    page.filled(list);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn nothing_passes_that_was_not_examined_or_attested() {
        for analysis in [fixture::judged_by_all(fixture::PROJECT), fixture::scaled(fixture::RISK), fixture::judged(fixture::CONFIRMED)] {
            let passed: Vec<_> = analysis.clauses.iter().filter(|verdict| Mark::of(verdict) == Mark::Pass).collect();
            for verdict in &passed {
                assert!(verdict.examined > 0 || !verdict.attestations.is_empty(), "{}", verdict.clause.id);
                assert_eq!(verdict.findings, 0, "{}", verdict.clause.id);
            }
        }
        let mut analysis = fixture::judged(fixture::PROJECT);
        for verdict in &mut analysis.clauses {
            (verdict.status, verdict.examined) = (Status::Satisfied, 0);
        }
        assert!(analysis.clauses.iter().all(|verdict| Mark::of(verdict) == Mark::None), "satisfied in name is not examined");
    }
}
