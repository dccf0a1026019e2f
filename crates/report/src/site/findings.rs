//! Every finding, rule by rule, with the page that explains the rule.

use super::escape::escape;
use super::layout::Site;
use super::overview::faulty;
use super::{counted, markdown};
use crate::facts::{Places, Spot};
use primum_rules::engine::Outcome;
use primum_rules::rule::{Basis, Check, Finding, Level};
use std::collections::HashMap;
use std::fmt::Write;

/// A finding, and where it is.
type Placed<'a> = (&'a Finding, Option<Spot<'a>>);

pub(super) fn page(site: &Site<'_>) -> String {
    let analysis = site.analysis;
    let mut out = String::with_capacity(analysis.findings.len() * 500 + analysis.outcomes.len() * 4000 + 8192);
    site.open(&mut out, "findings.html", "Findings");
    // Findings stand in the order of the text, so that their lines and columns cost one walk.
    let mut places = Places::new(&analysis.model);
    let mut by_rule: HashMap<&str, Vec<Placed<'_>>> = HashMap::new();
    for finding in &analysis.findings {
        let spot = finding.place.map(|place| places.spot(Some(place)));
        by_rule.entry(finding.rule.name).or_default().push((finding, spot));
    }
    let faulty = faulty(site);
    out.push_str("<p class=lead>Rules with open findings come first, the gravest at the top. Below them stand the rules that found nothing, with what they examined.</p>\n");
    for (outcome, level) in &faulty {
        rule(site, &mut out, outcome, Some(*level), by_rule.get(outcome.rule.name).map_or(&[], Vec::as_slice));
    }
    out.push_str("<h2 class=rest>Rules without an open finding</h2>\n");
    for outcome in &analysis.outcomes {
        if !faulty.iter().any(|(other, _)| std::ptr::eq(*other, outcome)) {
            rule(site, &mut out, outcome, None, by_rule.get(outcome.rule.name).map_or(&[], Vec::as_slice));
        }
    }
    site.close(&mut out);
    out
}

fn rule(site: &Site<'_>, out: &mut String, outcome: &Outcome, level: Option<Level>, findings: &[Placed<'_>]) {
    let rule = outcome.rule;
    let _ = write!(out, "<section class=rule>\n<h3 id={0}>", rule.name);
    if let Some(level) = level {
        let _ = write!(out, "<span class=\"level {0}\">{0}</span> ", level.name());
    }
    let _ = write!(out, "<code>{}</code></h3>\n<p>", rule.name);
    escape(out, rule.summary);
    out.push_str(". <span class=small>");
    match rule.basis {
        Basis::Clause => out.push_str("Decides about "),
        Basis::Practice => out.push_str("Good practice beyond the clause"),
        Basis::Record if matches!(rule.check, Check::Verdict) => out.push_str("About what people decided"),
        Basis::Record => out.push_str("The records must be readable before anything can be said"),
    }
    if rule.basis == Basis::Practice && !rule.clauses.is_empty() {
        out.push_str(" of ");
    }
    for (at, clause) in rule.clauses.iter().enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        site.clause(out, clause);
    }
    // What the verdict itself finds out about judgements is not counted.
    let examined = match (outcome.examined, rule.check) {
        (_, Check::Verdict) => String::new(),
        (0, _) => " Examined: nothing.".to_owned(),
        (count, _) => format!(" Examined: {count}."),
    };
    let _ = writeln!(out, ".{examined} Open: {}. Accepted: {}.</span></p>", outcome.findings, outcome.accepted);
    if !findings.is_empty() {
        out.push_str("<ul class=findings>\n");
        for (found, spot) in findings {
            out.push_str("<li>");
            finding(site, out, found, true);
            if let Some(Spot { path, start, .. }) = spot {
                out.push_str("<br><span class=place>");
                escape(out, path);
                let _ = write!(out, ":{}:{}</span>", start.line, start.column);
            }
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    if !rule.page.trim().is_empty() {
        out.push_str("<details><summary>About this rule</summary><div class=text>\n");
        markdown::write(out, site, rule.page, None, 1, 3);
        out.push_str("</div></details>\n");
    }
    out.push_str("</section>\n");
}

/// Writes one finding; with the record that it concerns unless it stands at that record.
pub(super) fn finding(site: &Site<'_>, out: &mut String, finding: &Finding, with_record: bool) {
    let level = finding.level.name();
    let _ = write!(out, "<span class=\"level {level}\">{level}</span> ");
    let mut message = finding.message.as_str();
    if with_record && let Some(at) = finding.record {
        let record = site.analysis.model.at(at);
        site.link(out, record);
        out.push(' ');
        // Many messages begin with the ID, which stands there already.
        message = message.strip_prefix(record.id()).filter(|rest| rest.starts_with(' ')).map_or(message, str::trim_start);
    }
    worded(out, message);
    if !with_record {
        let _ = write!(out, " <a class=small href=\"findings.html#{0}\"><code>{0}</code></a>", finding.rule.name);
    }
    if let Some(by) = finding.accepted_by {
        out.push_str(" <span class=accepted>accepted by ");
        site.link(out, site.analysis.model.at(by));
        out.push_str("</span>");
    }
    if !finding.help.is_empty() {
        out.push_str("<br><span class=help>");
        worded(out, &finding.help);
        out.push_str("</span>");
    }
    for (place, label) in finding.related.iter().take(RELATED) {
        out.push_str("<br>");
        site.place(out, *place);
        out.push_str(": ");
        escape(out, label);
    }
    if finding.related.len() > RELATED {
        let _ = write!(out, "<br>and {}", counted(finding.related.len() - RELATED, "more place", "more places"));
    }
}

/// Text in which words between backticks are code, as rules write it.
pub(super) fn worded(out: &mut String, text: &str) {
    let pairs = text.matches('`').count() / 2;
    for (at, part) in text.splitn(2 * pairs + 1, '`').enumerate() {
        let code = at % 2 == 1;
        out.push_str(if code { "<code>" } else { "" });
        escape(out, part);
        out.push_str(if code { "</code>" } else { "" });
    }
}

/// How many other places of a finding are shown.
const RELATED: usize = 10;
