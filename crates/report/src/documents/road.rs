//! Roadmap: what to do next, phase by phase, in the order in which a team can do it.

use super::page::{Page, cell, row, state, table};
use super::said::filled;
use super::{Declaration, Section};
use crate::facts::{Counts, class_reason};
use crate::roadmap::{Action, Phase, Step, steps};
use primum_document::{Share, Tone};

pub(super) static DOCUMENT: Declaration = Declaration {
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
    let mut totals =
        table("Steps by phase", &[("Phase", Share::Normal), ("Steps", Share::Narrow), ("Findings behind them", Share::Narrow)]);
    let all = steps(analysis);
    for of in Phase::ALL {
        let mine: Vec<&Step> = all.iter().filter(|step| step.phase == of && step.action != Action::Await).collect();
        let findings: usize = mine.iter().map(|step| step.findings).sum();
        totals.rows.push(row("", vec![cell(of.name()), cell(&mine.len().to_string()), cell(&findings.to_string())]));
    }
    page.table(totals);
    match all.first().filter(|step| step.action != Action::Await) {
        Some(first) => page.note(Tone::Plain, "Begin here", &format!("{}: {}. `{}`", first.title, first.next, first.command)),
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

fn write(page: &mut Page<'_>, caption: &str, list: &[Step], none: &str) {
    let mut rows = table(
        caption,
        &[
            ("No.", Share::Narrow),
            ("Do", Share::Narrow),
            ("Clauses", Share::Narrow),
            ("What", Share::Normal),
            ("Next", Share::Wide),
            ("Findings", Share::Narrow),
            ("Command", Share::Normal),
        ],
    );
    rows.wide = true;
    for (at, step) in list.iter().enumerate() {
        let tone = match step.action {
            Action::Mend => Tone::Bad,
            Action::Write | Action::Attest => Tone::Caution,
            Action::Await => Tone::Quiet,
        };
        let mut command = cell("");
        command.text.push(primum_document::Inline::Code(step.command.clone()));
        rows.rows.push(row(
            "",
            vec![
                cell(&(at + 1).to_string()),
                state(tone, step.action.name()),
                cell(&step.clauses.join(", ")),
                cell(&step.title),
                cell(&step.next),
                if step.findings > 0 { cell(&step.findings.to_string()) } else { cell("") },
                command,
            ],
        ));
    }
    if !page.table(filled(rows)) {
        page.text(none);
    }
}
