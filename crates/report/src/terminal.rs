//! Findings as a compiler shows them, and where the project stands, for a terminal of any width.

mod excerpt;
mod summary;

use crate::facts::{counted, leading_clauses};
use crate::screen::{Screen, Tone};
use annotate_snippets::Level as Grade;
use primum_rules::Analysis;
use primum_rules::rule::{Basis, Finding, Level};
use std::collections::HashMap;

/// What of an analysis is shown.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    /// Every finding, not only the first few of each rule.
    pub all: bool,
    /// Findings of this rule only.
    pub rule: Option<&'a str>,
    /// How many findings of a rule are shown in full.
    pub each: usize,
}

impl Default for Choice<'_> {
    fn default() -> Self {
        Self { all: false, rule: None, each: 3 }
    }
}

/// The open findings, rule by rule, errors first, and the summary.
#[must_use]
pub fn check(analysis: &Analysis, screen: Screen, choice: Choice<'_>) -> String {
    let mut out = String::new();
    for group in groups(analysis, choice.rule) {
        let shown = if choice.all || choice.rule.is_some() { group.len() } else { choice.each };
        for finding in group.iter().take(shown) {
            one(&mut out, analysis, screen, finding);
        }
        if let (Some(first), true) = (group.first(), group.len() > shown) {
            let more = format!("and {} more of this rule: primum check --rule {}", group.len() - shown, first.rule.name);
            screen.flow(&mut out, "  ", "  ", &[(Tone::Faint, &more)]);
            out.push('\n');
        }
    }
    summary::write(&mut out, analysis, screen, choice.rule);
    out
}

/// The open findings by rule: graver rules first, then in the order of the table of rules.
fn groups<'a>(analysis: &'a Analysis, rule: Option<&str>) -> Vec<Vec<&'a Finding>> {
    let positions: HashMap<&str, usize> = analysis.outcomes.iter().enumerate().map(|(at, outcome)| (outcome.rule.name, at)).collect();
    let mut groups: Vec<Vec<&Finding>> = vec![Vec::new(); analysis.outcomes.len() + 1];
    for finding in analysis.findings.iter().filter(|finding| finding.accepted_by.is_none()) {
        if rule.is_none_or(|rule| rule == finding.rule.name) {
            let at = positions.get(finding.rule.name).copied().unwrap_or(analysis.outcomes.len());
            groups[at].push(finding);
        }
    }
    groups.retain(|group| !group.is_empty());
    // Within a rule the findings stay in the order of the text; the sort is stable.
    groups.sort_by_key(|group| std::cmp::Reverse(group.iter().map(|finding| finding.level).max()));
    groups
}

/// `requirement-without-source §5.2.1`.
fn name(finding: &Finding) -> String {
    let mut name = finding.rule.name.to_owned();
    if finding.rule.basis == Basis::Practice {
        name.push_str(" practice");
    }
    for (position, clause) in leading_clauses(finding.rule).enumerate() {
        name.push_str(if position == 0 { " §" } else { ", " });
        name.push_str(clause);
    }
    name
}

/// One finding in full.
fn one(out: &mut String, analysis: &Analysis, screen: Screen, finding: &Finding) {
    let (tone, grade) = match finding.level {
        Level::Error => (Tone::Bad, Grade::ERROR),
        Level::Warning => (Tone::Doubt, Grade::WARNING),
        Level::Note => (Tone::Accent, Grade::NOTE),
    };
    let head = format!("{}[{}]:", finding.level.name(), name(finding));
    screen.flow(out, "", "  ", &[(tone, &head), (Tone::Strong, &finding.message)]);
    let mut notes: Vec<String> = Vec::new();
    if let Some(place) = finding.place {
        let places = std::iter::once((place, "")).chain(finding.related.iter().map(|(place, label)| (*place, label.as_str())));
        let gutter = excerpt::gutter(&analysis.model, places.clone().map(|(place, _)| place));
        for (position, (place, label)) in places.enumerate() {
            let excerpt = excerpt::Excerpt::new(&analysis.model, place, screen.width.saturating_sub(gutter + 3));
            let room = excerpt.room_after(label);
            let grade = if position == 0 { Some(grade.clone()) } else { None };
            excerpt.write(out, screen, gutter, grade, if room { label } else { "" });
            if !room {
                notes.push(format!("{}: {label}", excerpt.line()));
            }
        }
    } else {
        screen.flow(out, "  --> ", "      ", &[(Tone::Plain, "the project as a whole")]);
    }
    for note in notes {
        screen.flow(out, "  = line ", "    ", &[(Tone::Plain, &note)]);
    }
    if !finding.help.is_empty() {
        screen.flow(out, "  = ", "    ", &[(Tone::Accent, "help:"), (Tone::Plain, &finding.help)]);
    }
    out.push('\n');
}

/// `3 errors, 1 warning`; `no finding`.
fn levels(errors: usize, warnings: usize, notes: usize) -> String {
    let parts: Vec<String> = [(errors, "error", "errors"), (warnings, "warning", "warnings"), (notes, "note", "notes")]
        .into_iter()
        .filter(|(count, _, _)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    if parts.is_empty() { "no finding".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests;
