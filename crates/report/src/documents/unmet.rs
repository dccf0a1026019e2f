//! What rules found about the subject of a document: each finding with what to do about it, those that are accepted as well.

use super::page::{Page, cell, inlines, link, row, state, table};
use super::wording::{coded, instruction};
use crate::facts::counted;
use primum_document::{Share, Tone};
use primum_rules::rule::{Finding, Level};
use primum_rules::{FOLDERS, RULES};
use std::collections::BTreeSet;

/// Writes the findings of the rules in these folders, and of these rules, each once.
pub(super) fn findings(page: &mut Page<'_>, folders: &[&str], rules: &[&str]) {
    let analysis = page.material.analysis;
    debug_assert!(rules.iter().all(|name| RULES.iter().any(|rule| rule.name == *name)), "{rules:?}");
    debug_assert!(folders.iter().all(|folder| FOLDERS.contains(folder)), "{folders:?}");
    let wanted: BTreeSet<&str> = RULES
        .iter()
        .zip(FOLDERS)
        .filter(|(rule, folder)| folders.contains(folder) || rules.contains(&rule.name))
        .map(|(rule, _)| rule.name)
        .collect();
    let mut found: Vec<&Finding> = analysis.findings.iter().filter(|finding| wanted.contains(finding.rule.name)).collect();
    found.sort_by_key(|finding| (finding.accepted_by.is_some(), std::cmp::Reverse(finding.level)));
    let examined: usize =
        analysis.outcomes.iter().filter(|outcome| wanted.contains(outcome.rule.name)).map(|outcome| outcome.examined).sum();
    if found.is_empty() {
        page.text(&if examined == 0 {
            "The rules on this subject found nothing to examine, so nothing is shown by them.".to_owned()
        } else {
            format!("The rules on this subject examined {} and found nothing to object to. Whether the content is right is for a person to judge.", counted(examined, "thing", "things"))
        });
        return;
    }
    let open = found.iter().filter(|finding| finding.accepted_by.is_none() && finding.level > Level::Note).count();
    let mut all = table(
        "Findings",
        &[
            ("About", Share::Narrow),
            ("Level", Share::Narrow),
            ("Finding", Share::Wide),
            ("What to do", Share::Wide),
            ("Clauses", Share::Narrow),
        ],
    );
    for finding in &found {
        let level = match (finding.accepted_by, finding.level) {
            (Some(by), _) => {
                let mut accepted = state(Tone::Quiet, "accepted by");
                accepted.text.extend([primum_document::Inline::Text(" ".to_owned()), link(analysis.model.at(by))]);
                accepted
            }
            (None, Level::Error) => state(Tone::Bad, Level::Error.name()),
            (None, Level::Warning) => state(Tone::Caution, Level::Warning.name()),
            (None, Level::Note) => state(Tone::Quiet, Level::Note.name()),
        };
        let about = finding.record.map_or_else(|| cell("project"), |at| inlines(vec![link(analysis.model.at(at))]));
        let clauses: Vec<&str> = crate::facts::leading_clauses(finding.rule).collect();
        all.rows
            .push(row("", vec![about, level, inlines(coded(&finding.message)), inlines(coded(&help(finding))), cell(&clauses.join(", "))]));
    }
    page.table(all);
    if let Some(first) = found.first().filter(|_| open > 0) {
        page.missing(
            &counted(open, "open finding", "open findings"),
            &format!("the first is: {}", first.message),
            &instruction(&help(first)),
        );
    }
}

/// What to do about a finding.
fn help(finding: &Finding) -> String {
    if finding.help.is_empty() { format!("see `primum explain {}`", finding.rule.name) } else { finding.help.to_string() }
}
