//! `pr-report`: the comment for a pull request. What somebody has to know comes first, the rest is folded.

use crate::change::json as told_in_json;
use crate::change::markdown::{classes_and_clauses, records, safe};
use crate::change::summary::is_risk;
use crate::change::{Comparison, subject, summary};
use crate::facts::counted;
use crate::impact::Impact;
use primum_model::Kind;
use primum_rules::Analysis;
use primum_rules::approval::Standing;
use primum_rules::rule::Finding;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The first line of the comment: by it a pipeline finds the comment that it wrote before, and replaces it.
pub const MARK: &str = "<!-- primum pr-report -->";

/// How many lines a folded list shows. A forge refuses a comment of more than 65,536 characters.
const LONGEST: usize = 100;

/// How large the comment may become before record by record is left to `primum diff`.
const LARGEST: usize = 50_000;

/// The comment as Markdown.
#[must_use]
pub fn markdown(comparison: &Comparison<'_>, impact: &Impact<'_>) -> String {
    let (before, after) = &comparison.names;
    let mut out = format!("{MARK}\n### Primum: {} to {}\n\n", safe(before), safe(after));
    let mut sentences = summary(comparison);
    let tests = impact.tests.len() + impact.source_tests.len();
    if tests > 0 {
        sentences.push(format!("{} to run again", counted(tests, "test is", "tests are")));
    }
    let needed = approvals_needed(comparison);
    if !needed.is_empty() {
        sentences.push(format!("{} to be approved", counted(needed.len(), "changed record is", "changed records are")));
    }
    if sentences.is_empty() {
        out.push_str("Changes no record, class, approval, clause or finding.\n");
        return out;
    }
    for sentence in sentences {
        let _ = writeln!(out, "- {}", safe(&sentence));
    }
    found(&mut out, "New findings", comparison.after, &comparison.new);
    found(&mut out, "Findings that are gone", comparison.before, &comparison.gone);
    let mut more = String::new();
    classes_and_clauses(&mut more, comparison, 4);
    fold(&mut out, "Classes, approvals and clauses", usize::MAX, &more);
    let risk: Vec<String> = comparison
        .records
        .iter()
        .filter(|record| is_risk(comparison, &record.id))
        .map(|record| {
            format!(
                "{}: {}",
                record.id,
                record.changes.iter().map(|change| crate::change::told::told(change).what).collect::<Vec<_>>().join(", ")
            )
        })
        .collect();
    fold_lines(&mut out, "Changes of the risk file", &risk);
    let model = &comparison.after.model;
    let titled = |at: &u32| format!("{} {}", model.at(*at).id(), model.at(*at).title());
    let mut tests: Vec<String> = impact.tests.iter().map(titled).collect();
    tests.extend(impact.source_tests.iter().map(|(path, name)| format!("{name} in {path}")));
    fold_lines(&mut out, "Tests to run again", &tests);
    fold_lines(&mut out, "Approvals needed", &needed.iter().map(|(id, standing)| format!("{id}: {standing}")).collect::<Vec<_>>());
    let risk = impact.of_kinds(&[Kind::HazardousSituation, Kind::Cause, Kind::RiskControl, Kind::Threat]);
    fold_lines(&mut out, "Risk file, to look at again", &risk.iter().map(titled).collect::<Vec<_>>());
    let mut all = String::new();
    records(&mut all, comparison, 4);
    if out.len() + all.len() > LARGEST {
        all = "\nToo many to be shown in a comment: `primum diff` shows them.\n".to_owned();
    }
    if !comparison.records.is_empty() {
        fold(&mut out, "Record by record", comparison.records.len(), &all);
    }
    out
}

/// Changed records that somebody has to sign, and where they stand.
fn approvals_needed(comparison: &Comparison<'_>) -> Vec<(String, &'static str)> {
    let lost: BTreeSet<&str> = comparison.approvals_lost.iter().filter(|lost| lost.now != "gone").map(|lost| lost.id.as_str()).collect();
    let changed = comparison.records.iter().map(|record| record.id.as_str());
    let all: BTreeSet<&str> = changed.chain(lost).collect();
    all.into_iter()
        .filter_map(|id| comparison.after.model.find(id))
        .filter(|record| !record.is_retired())
        .filter_map(|record| match comparison.after.approvals.of(record) {
            standing @ (Standing::Draft | Standing::Stale | Standing::Suspect) => {
                Some((record.id().to_owned(), crate::change::standing_word(Some(standing))))
            }
            _ => None,
        })
        .collect()
}

fn found(out: &mut String, title: &str, analysis: &Analysis, list: &[&Finding]) {
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in list {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    let mut text = String::new();
    let mut left = LONGEST;
    for (rule, findings) in by_rule {
        let first = findings.first().map_or("", |finding| finding.level.name());
        let _ = writeln!(text, "- `{rule}` ({first}): {}", findings.len());
        for finding in findings.iter().take(left) {
            let _ = writeln!(text, "  - {}: {}", safe(&subject(analysis, finding)), safe(&finding.message));
        }
        left = left.saturating_sub(findings.len());
    }
    if left == 0 && list.len() > LONGEST {
        let _ = writeln!(text, "\n{} of {} are shown; `primum check` shows all.", LONGEST, list.len());
    }
    if !list.is_empty() {
        fold(out, title, list.len(), &format!("\n{text}"));
    }
}

fn fold_lines(out: &mut String, title: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let mut text = String::from("\n");
    for line in lines.iter().take(LONGEST) {
        let _ = writeln!(text, "- {}", safe(line));
    }
    if lines.len() > LONGEST {
        let _ = writeln!(text, "- and {} more", lines.len() - LONGEST);
    }
    fold(out, title, lines.len(), &text);
}

/// Writes something folded. A count that says nothing is left out.
fn fold(out: &mut String, title: &str, count: usize, text: &str) {
    if text.trim().is_empty() {
        return;
    }
    let count = if count == usize::MAX { String::new() } else { format!(" ({count})") };
    let _ = write!(out, "\n<details><summary>{title}{count}</summary>\n{text}\n</details>\n");
}

/// The same for programs. The contract is `docs/json.md`.
#[must_use]
pub fn json(comparison: &Comparison<'_>, impact: &Impact<'_>) -> String {
    let model = &comparison.after.model;
    let needed: Vec<Value> =
        approvals_needed(comparison).into_iter().map(|(id, standing)| json!({ "id": id, "standing": standing })).collect();
    let clauses: Vec<Value> = comparison
        .clauses
        .iter()
        .map(|change| json!({ "clause": change.reference, "before": change.before, "after": change.after.status.name() }))
        .collect();
    let source_tests: Vec<Value> = impact.source_tests.iter().map(|(path, name)| json!({ "path": path, "name": name })).collect();
    crate::json::text(&json!({
        "version": crate::json::VERSION,
        "before": comparison.names.0,
        "after": comparison.names.1,
        "summary": summary(comparison),
        "findings_new": told_in_json::findings(comparison.after, &comparison.new),
        "findings_gone": told_in_json::findings(comparison.before, &comparison.gone),
        "clauses": clauses,
        "risk": comparison.records.iter().filter(|record| is_risk(comparison, &record.id)).map(told_in_json::record).collect::<Vec<_>>(),
        "tests": impact.tests.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>(),
        "source_tests": source_tests,
        "approvals_needed": needed,
    }))
}
