//! What rules hold open about the subject of a document: each rule once, with where, what to do, and what a deviation accepts.

use super::cells::{first_links, in_order};
use super::page::{Page, inlines, row, state, table, words};
use super::wording::{coded, sentence};
use crate::facts::{counted, leading_clauses};
use primum_document::{Cell, Inline, Row, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::rule::{Basis, Finding, Level};
use primum_rules::{Analysis, FOLDERS, RULES};
use std::collections::BTreeSet;

/// How many findings of a rule are told in full.
const TOLD: usize = 3;

/// How many records are named.
const NAMED: usize = 12;

/// Writes what the rules in these folders, and these rules, hold open, and how much they looked at.
pub(in crate::documents) fn of_rules(page: &mut Page<'_>, folders: &[&str], rules: &[&str]) {
    debug_assert!(rules.iter().all(|name| RULES.iter().any(|rule| rule.name == *name)), "{rules:?}");
    debug_assert!(folders.iter().all(|folder| FOLDERS.contains(folder)), "{folders:?}");
    let among = RULES.iter().zip(FOLDERS).filter(|(rule, folder)| folders.contains(folder) || rules.contains(&rule.name));
    let wanted: BTreeSet<&str> = among.map(|(rule, _)| rule.name).collect();
    let analysis = page.material.analysis;
    let is_open = write(page, analysis.findings.iter().filter(|finding| wanted.contains(finding.rule.name)));
    let (mut examined, mut left_out) = (0, 0);
    for outcome in analysis.outcomes.iter().filter(|outcome| wanted.contains(outcome.rule.name)) {
        examined += outcome.examined;
        left_out += usize::from(outcome.examined == 0 && outcome.passed_over > 0);
    }
    let mut told = match examined {
        0 => "The rules on this subject found nothing to examine, so nothing is shown by them.".to_owned(),
        _ if is_open => String::new(),
        // What is missing and what is not approved stands at the front: no rule says that all is well.
        _ => "No rule on this subject has an open finding. Whether the content is right is for a person to judge.".to_owned(),
    };
    if left_out > 0 {
        let class = analysis.classes.project();
        told.push_str(&format!(" Class {class} does not ask for what {} looks at.", counted(left_out, "further rule", "further rules")));
    }
    if !told.is_empty() {
        page.text(told.trim());
    }
}

/// Writes what rules hold open about records of these kinds.
pub(in crate::documents) fn of_kinds(page: &mut Page<'_>, kinds: &[Kind]) {
    let analysis = page.material.analysis;
    let about = |finding: &&Finding| finding.record.is_some_and(|at| kinds.contains(&analysis.model.at(at).kind()));
    if !write(page, analysis.findings.iter().filter(about)) {
        page.text("The rules hold nothing open about these records.");
    }
}

/// The findings of one rule that stand alike: open, or accepted by the same deviation.
struct Group<'a> {
    by: Option<u32>,
    /// The gravest of them.
    level: Level,
    findings: Vec<&'a Finding>,
}

/// Writes the findings, the gravest first and what is accepted last. Is any of them open and more than a note?
fn write<'a>(page: &mut Page<'_>, findings: impl Iterator<Item = &'a Finding>) -> bool {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for finding in findings {
        let alike = |group: &&mut Group<'_>| group.by == finding.accepted_by && group.findings[0].rule.name == finding.rule.name;
        match groups.iter_mut().find(alike) {
            Some(group) => {
                group.level = group.level.max(finding.level);
                group.findings.push(finding);
            }
            None => groups.push(Group { by: finding.accepted_by, level: finding.level, findings: vec![finding] }),
        }
    }
    groups.sort_by_key(|group| (group.by.is_some(), std::cmp::Reverse(group.level)));
    let mut list = table(
        "Open points",
        &[
            ("Open point", Share::Normal),
            ("About", Share::Narrow),
            ("What was found", Share::Wide),
            ("Level", Share::Narrow),
            ("What to do", Share::Normal),
        ],
    );
    list.rows = groups.iter().map(|group| told(page.material.analysis, group)).collect();
    page.table(list);
    let open: Vec<&Group<'_>> = groups.iter().filter(|group| group.by.is_none() && group.level > Level::Note).collect();
    for group in &open {
        let kind = if group.findings[0].rule.basis == Basis::Practice { "good practice" } else { "open" };
        page.lacks(&format!("{kind}: {}", group.findings[0].rule.summary), &found(group), &sentence(&help(group.findings[0])));
    }
    !open.is_empty()
}

fn told(analysis: &Analysis, group: &Group<'_>) -> Row {
    let first = group.findings[0];
    let mut point = coded(first.rule.summary);
    let clauses: Vec<&str> = leading_clauses(first.rule).collect();
    point.push(Inline::Text(match (first.rule.basis, clauses.is_empty()) {
        (Basis::Practice, _) => " (good practice)".to_owned(),
        (_, true) => String::new(),
        (_, false) => format!(" ({})", clauses.join(", ")),
    }));
    let records: Vec<Record<'_>> = in_order(group.findings.iter().filter_map(|finding| finding.record).map(|at| analysis.model.at(at)));
    let about = if records.is_empty() { words("project") } else { first_links(records, NAMED) };
    let level = match group.by {
        Some(by) => accepted(analysis.model.at(by)),
        None => state(tone(group.level), group.level.name()),
    };
    row("", vec![inlines(point), inlines(about), inlines(coded(&found(group))), level, inlines(coded(&help(first)))])
}

fn accepted(by: Record<'_>) -> Cell {
    let mut cell = state(Tone::Quiet, "accepted by");
    cell.text.extend([Inline::Text(" ".to_owned()), super::page::link(by)]);
    cell
}

fn tone(level: Level) -> Tone {
    match level {
        Level::Error => Tone::Bad,
        Level::Warning => Tone::Caution,
        Level::Note => Tone::Quiet,
    }
}

/// What was found: the first of them in full, and how many more there are.
fn found(group: &Group<'_>) -> String {
    let mut messages: Vec<String> = group.findings.iter().take(TOLD).map(|finding| finding.message.clone()).collect();
    if group.findings.len() > TOLD {
        messages.push(format!("and {} more of the same sort", group.findings.len() - TOLD));
    }
    messages.join("; ")
}

/// What to do about a finding.
fn help(finding: &Finding) -> String {
    if finding.help.is_empty() { format!("see `primum explain {}`", finding.rule.name) } else { finding.help.to_string() }
}
