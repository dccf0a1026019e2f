//! Roadmap: what to do next, phase by phase, in the order in which a team can do it.

use crate::documents::writing::page::{Page, cell, inlines, row, state, table};
use crate::documents::writing::wording::{cited, coded, sentence};
use crate::documents::{Declaration, Section};
use crate::facts::{Counts, class_reason};
use crate::roadmap::{Action, Phase, Step, steps};
use primum_document::{Inline, Share, Tone};
use std::collections::HashMap;

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "roadmap",
    title: "Roadmap",
    purpose: "Says what is to be done next, in order: the foundation, what a pipeline gives, the maturity of the process, and what an audit asks.",
    clauses: &["IEC 62304"],
    sections: &[
        Section { title: "Where the project stands", write: standing },
        Section { title: "Foundation", write: |page| phase(page, Phase::Foundation) },
        Section { title: "Pipeline", write: |page| phase(page, Phase::Pipeline) },
        Section { title: "Process maturity", write: |page| phase(page, Phase::Maturity) },
        Section { title: "Audit readiness", write: |page| phase(page, Phase::Readiness) },
        Section { title: "What this version cannot show", write: waiting },
    ],
};

fn standing(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    page.text(&format!("Class {} {}.", analysis.classes.project(), class_reason(analysis)));
    if analysis.clauses.is_empty() {
        page.missing("verdicts on clauses", "the project was judged against no standard", "Judge it against IEC 62304.");
        return;
    }
    let mut judged: Vec<&str> = analysis.clauses.iter().map(|verdict| verdict.standard.designation.as_str()).collect();
    judged.dedup();
    page.text(&format!("Judged against {}.", judged.join("; ")));
    page.text(&format!("Clauses: {}.", Counts::of(analysis).clauses_in_words()));
    let mut totals = table("Steps by phase", &[("Phase", Share::Normal), ("Steps", Share::Narrow), ("Clauses they answer", Share::Narrow)]);
    let all = steps(analysis);
    for of in Phase::ALL {
        let mine: Vec<&Step> = all.iter().filter(|step| step.phase == of && step.action != Action::Await).collect();
        let clauses: usize = mine.iter().map(|step| step.clauses.len()).sum();
        totals.rows.push(row("", vec![cell(of.name()), cell(&gathered(&mine).len().to_string()), cell(&clauses.to_string())]));
    }
    page.table(totals);
    match all.first().filter(|step| step.action != Action::Await) {
        Some(first) => page.note(Tone::Plain, "Begin here", &format!("{}: {}", first.title, sentence(&first.next.replace('`', "")))),
        None => page.text("No step is open."),
    }
}

fn phase(page: &mut Page<'_>, phase: Phase) {
    let list: Vec<Step> =
        steps(page.material.analysis).into_iter().filter(|step| step.phase == phase && step.action != Action::Await).collect();
    write(page, &format!("Steps: {}", phase.name()), &list, "Nothing is to be done in this phase.");
}

fn waiting(page: &mut Page<'_>) {
    let list: Vec<Step> = steps(page.material.analysis).into_iter().filter(|step| step.action == Action::Await).collect();
    if !list.is_empty() {
        page.text("The standards ask for this all the same. What this version does not examine is to be shown by other means.");
    }
    write(page, "Clauses that this version does not examine", &list, "There is no clause that this version does not examine.");
}

/// Steps that ask for the same, together: one remedy often answers many clauses.
fn gathered<'s>(list: &[&'s Step]) -> Vec<Vec<&'s Step>> {
    let mut groups: Vec<Vec<&Step>> = Vec::new();
    let mut known: HashMap<(&str, &str, &str), usize> = HashMap::new();
    for step in list.iter().copied() {
        let alike = (step.action.name(), step.next.as_str(), step.command.as_str());
        match known.get(&alike).and_then(|at| groups.get_mut(*at)) {
            Some(group) => group.push(step),
            None => {
                known.insert(alike, groups.len());
                groups.push(vec![step]);
            }
        }
    }
    groups
}

fn write(page: &mut Page<'_>, caption: &str, list: &[Step], none: &str) {
    let mut rows = table(
        caption,
        &[
            ("No.", Share::Narrow),
            ("Do", Share::Narrow),
            ("Next", Share::Wide),
            ("What it answers", Share::Wide),
            ("Command", Share::Normal),
        ],
    );
    rows.wide = true;
    for (at, group) in gathered(&list.iter().collect::<Vec<_>>()).into_iter().enumerate() {
        let Some(step) = group.first() else { continue };
        let tone = match step.action {
            Action::Mend => Tone::Bad,
            Action::Write | Action::Attest => Tone::Caution,
            Action::Await => Tone::Quiet,
        };
        let mut answers = Vec::new();
        for step in &group {
            if !answers.is_empty() {
                answers.push(Inline::Break);
            }
            let clauses: Vec<String> = step.clauses.iter().map(|clause| cited(clause)).collect();
            answers.push(Inline::Text(format!("{} {}", clauses.join(", "), step.title).trim_start().to_owned()));
        }
        rows.rows.push(row(
            "",
            vec![
                cell(&(at + 1).to_string()),
                state(tone, step.action.name()),
                inlines(coded(&step.next)),
                inlines(answers),
                inlines(vec![Inline::Code(step.command.clone())]),
            ],
        ));
    }
    if !page.filled(rows) {
        page.text(none);
    }
}
