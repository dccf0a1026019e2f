//! Clause 5.5.3: what static analysis tells is mended, or accepted with a reason.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::{AnalysisResult, Level as Told};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "analysis-result-open",
    clauses: &["5.5.3", "5.5.5", "iec81001-5-1 5.5.2"],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "result of static analysis that is neither mended nor accepted with a reason",
    page: include_str!("analysis_result_open.md"),
    check: Check::EachWhere(&[Kind::SoftwareItem, Kind::SoftwareUnit], |part| part.value("source").is_some(), check),
};

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let (class, id) = (findings.class(), part.id());
    let Some(gate) = part.model().config.gates.iter().find(|gate| gate.class == class) else { return };
    let Some(lowest) = [Told::Note, Told::Warning, Told::Error].into_iter().find(|level| level.name() == gate.analysis) else { return };
    let table = &findings.verification().code;
    if table.analysis == 0 {
        findings
            .report(part, format!("no static analysis of {id} is on record, and class {class} asks for it"))
            .help("run the analysis on a committed state and record what it wrote: `primum evidence add FILE`");
        return;
    }
    let results = table.by_part.get(&part.position()).map(|code| code.results.as_slice()).unwrap_or_default();
    let counted = || results.iter().filter(|result| result.level >= lowest);
    let open: Vec<&AnalysisResult> = counted().filter(|result| result.suppression.is_none()).collect();
    if let Some(told) = listed(&open) {
        let (count, s) = (open.len(), if open.len() == 1 { "" } else { "s" });
        findings
            .report(part, format!("{count} result{s} of static analysis in {id} stand{} open: {told}", if count == 1 { "s" } else { "" }))
            .help("mend what they tell and run the analysis again, or accept them by a deviation with the reason");
    }
    let unexplained = counted().filter(|result| result.suppression.as_ref().is_some_and(|it| it.justification.as_deref().is_none_or(|why| why.trim().is_empty())));
    let unexplained: Vec<&AnalysisResult> = unexplained.collect();
    if let Some(told) = listed(&unexplained) {
        let (count, s) = (unexplained.len(), if unexplained.len() == 1 { "" } else { "s" });
        findings
            .report(part, format!("{count} result{s} of static analysis in {id} {} suppressed without a reason: {told}", if count == 1 { "is" } else { "are" }))
            .help("say why beside the suppression, in the form that the tool reads, or accept them by a deviation with the reason");
    }
}

/// The first few, and how many more.
fn listed(results: &[&AnalysisResult]) -> Option<String> {
    const SHOWN: usize = 3;
    let first = results.iter().take(SHOWN).map(|result| {
        let rule = result.rule.as_deref().unwrap_or(&result.severity);
        match (&result.file, result.line) {
            (Some(file), Some(line)) => format!("{rule} at {file}:{line}"),
            (Some(file), None) => format!("{rule} in {file}"),
            _ => rule.to_owned(),
        }
    });
    let told = first.collect::<Vec<_>>().join(", ");
    match results.len() {
        0 => None,
        count if count > SHOWN => Some(format!("{told}, and {} more", count - SHOWN)),
        _ => Some(told),
    }
}
