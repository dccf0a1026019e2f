//! What the rules about the subject of a document hold open: each said once, with what to do, and what a deviation accepts.

use super::page::Page;
use super::wording::sentence;
use crate::facts::counted;
use primum_document::Tone;
use primum_model::Record;
use primum_rules::rule::{Basis, Finding, Level};
use std::collections::HashMap;

/// How many findings of a rule are told in full.
const TOLD: usize = 3;

/// How many more records are named.
const NAMED: usize = 12;

/// Writes what these rules hold open. Those that the class does not ask for are counted, and nothing is missing because of them.
pub(super) fn write(page: &mut Page<'_>, rules: &[&str]) {
    let analysis = page.material.analysis;
    let mut by_rule: HashMap<&str, Vec<&Finding>> = HashMap::new();
    for finding in analysis.findings.iter().filter(|finding| rules.contains(&finding.rule.name)) {
        by_rule.entry(finding.rule.name).or_default().push(finding);
    }
    let mut any = false;
    for rule in rules {
        let Some(all) = by_rule.get(rule) else { continue };
        let (accepted, open): (Vec<&Finding>, Vec<&Finding>) = all.iter().partition(|finding| finding.accepted_by.is_some());
        if let Some(first) = open.first() {
            any = true;
            tell(page, first, &open);
        }
        if let Some(first) = accepted.first() {
            any = true;
            let by = first.accepted_by.map_or("", |at| analysis.model.at(at).id());
            let count = counted(accepted.len(), "finding", "findings");
            page.note(Tone::Caution, "Accepted", &format!("{by} accepts {count} of `{rule}`, {}: {}", first.rule.summary, first.message));
        }
    }
    let (mut examined, mut looked, mut left_out) = (0, 0, 0);
    for outcome in analysis.outcomes.iter().filter(|outcome| rules.contains(&outcome.rule.name)) {
        examined += outcome.examined;
        looked += usize::from(outcome.examined > 0);
        left_out += usize::from(outcome.examined == 0 && outcome.passed_over > 0);
    }
    let class = analysis.classes.project();
    let more = match left_out {
        0 => String::new(),
        count => format!(" Class {class} does not ask for what {} looks at.", counted(count, "further rule", "further rules")),
    };
    let rules = counted(looked, "rule about this subject has", "rules about this subject have");
    let nothing = if any || looked == 0 { "" } else { " Nothing is open." };
    page.text(&format!("{rules} examined {}.{nothing}{more}", counted(examined, "thing", "things")));
}

/// One rule: what it is about, what it found, and what to do about the first.
fn tell(page: &mut Page<'_>, first: &Finding, open: &[&Finding]) {
    let model = &page.material.analysis.model;
    let mut why: Vec<String> = open.iter().take(TOLD).map(|finding| finding.message.clone()).collect();
    let id = |finding: &&Finding| finding.record.map(|at| Record::id(model.at(at)));
    let mut ids: Vec<&str> = open.iter().skip(TOLD).take(NAMED).filter_map(id).collect();
    ids.dedup();
    let rest = open.len().saturating_sub(TOLD);
    if rest > 0 {
        let which = if ids.is_empty() { String::new() } else { format!(": {}", ids.join(", ")) };
        let dots = if rest > ids.len() && !ids.is_empty() { " …" } else { "" };
        why.push(format!("and {rest} more of the same sort{which}{dots}"));
    }
    let kind = if first.rule.basis == Basis::Practice { "Good practice" } else { "Open" };
    let what = format!("{kind}: {}", first.rule.summary);
    let remedy =
        if first.help.is_empty() { format!("`primum explain {}` says what to do.", first.rule.name) } else { sentence(&first.help) };
    if first.level == Level::Note {
        page.note(Tone::Caution, &what, &format!("{}. {remedy}", why.join("; ")));
    } else {
        page.missing(&what, &why.join("; "), &remedy);
    }
}
