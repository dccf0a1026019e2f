//! Every finding, rule by rule, with the page that explains the rule.

use super::escape::escape;
use super::examined::ON_FINDINGS;
use super::layout::Site;
use super::overview::faulty;
use super::{counted, markdown};
use crate::examined::{Examined, Looked};
use crate::facts::{Places, Spot};
use primum_model::{Kind, Record};
use primum_rules::engine::Outcome;
use primum_rules::rule::{Basis, Check, Finding, Level, Rule};
use primum_rules::standards;
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
    let mut page = Page { site, examined: Examined::new(analysis), out };
    page.out.push_str("<p class=lead>First what somebody has accepted, then the rules with open findings, the gravest at the top, then the rules that found nothing. Each says which records it examined.</p>\n");
    page.accepted();
    let _ = writeln!(page.out, "<h2 id=open>Rules with open findings ({})</h2>", faulty.len());
    if faulty.is_empty() {
        page.out.push_str(
            "<p class=nothing>No rule has an open finding. A clause may still be open: the <a href=gap.html>gap list</a> says why.</p>\n",
        );
    }
    for (outcome, level) in &faulty {
        page.rule(outcome, Some(*level), by_rule.get(outcome.rule.name).map_or(&[], Vec::as_slice));
    }
    let mut rest: Vec<&Outcome> =
        analysis.outcomes.iter().filter(|outcome| !faulty.iter().any(|(other, _)| std::ptr::eq(*other, *outcome))).collect();
    rest.sort_by_key(|outcome| order(outcome.rule));
    let _ = writeln!(
        page.out,
        "<h2 class=rest id=rest>Rules without an open finding</h2>\n<details><summary>{}, by clause</summary>",
        counted(rest.len(), "rule", "rules")
    );
    for chapter in rest.chunk_by(|a, b| heading(a.rule) == heading(b.rule)) {
        page.out.push_str("<h3 class=chapter>");
        escape(&mut page.out, &heading(chapter[0].rule));
        page.out.push_str("</h3>\n");
        for outcome in chapter {
            page.rule(outcome, None, by_rule.get(outcome.rule.name).map_or(&[], Vec::as_slice));
        }
    }
    page.out.push_str("</details>\n");
    let mut out = page.out;
    site.close(&mut out);
    out
}

/// Where a rule stands in the order of the standards; rules without a clause come last.
fn order(rule: &Rule) -> (usize, usize) {
    let first = rule.clauses.iter().find_map(|reference| standards::find(reference));
    first.map_or((usize::MAX, 0), |(standard, clause)| {
        let standards = standards::all();
        let at = standards.iter().position(|other| other.id == standard.id).unwrap_or(standards.len());
        (at, standard.active().position(|other| other.id == clause.id).unwrap_or(usize::MAX))
    })
}

/// The heading of the standard under which a rule stands.
fn heading(rule: &Rule) -> String {
    let Some((standard, clause)) = rule.clauses.iter().find_map(|reference| standards::find(reference)) else {
        return "The records themselves, and what people decided".to_owned();
    };
    let named = standard.group(&clause.parent).map_or_else(|| clause.id.clone(), |group| format!("{} {}", group.id, group.title));
    if standard.id == "iec62304" { named } else { format!("{}: {named}", standard.designation) }
}

/// The page as it is written.
struct Page<'s> {
    site: &'s Site<'s>,
    examined: Examined<'s>,
    out: String,
}

impl Page<'_> {
    /// Every finding that a deviation accepts, by deviation.
    fn accepted(&mut self) {
        let (site, out) = (self.site, &mut self.out);
        let model = &site.analysis.model;
        let accepted: Vec<&Finding> = site.analysis.findings.iter().filter(|finding| finding.accepted_by.is_some()).collect();
        let _ = writeln!(out, "<h2 id=accepted>Accepted ({})</h2>", accepted.len());
        if accepted.is_empty() {
            out.push_str("<p class=nothing>No finding is accepted by a deviation.</p>\n");
            return;
        }
        for deviation in model.of(Kind::Deviation) {
            let mine = accepted.iter().filter(|finding| finding.accepted_by == Some(deviation.position()));
            let mut first = true;
            for found in mine {
                if first {
                    decision(site, out, deviation);
                    first = false;
                }
                out.push_str("<li>");
                finding(site, out, found, true);
                let _ = writeln!(out, " <a class=small href=\"#{0}\"><code>{0}</code></a></li>", found.rule.name);
            }
            out.push_str(if first { "" } else { "</ul>\n</section>\n" });
        }
    }

    /// A rule, with the records that it looked at.
    fn rule(&mut self, outcome: &Outcome, level: Option<Level>, findings: &[Placed<'_>]) {
        let looked = self.examined.by(outcome);
        rule(self.site, &mut self.out, outcome, level, findings, &looked);
    }
}

/// Opens the section of a deviation: what it says, who approved it and until when.
fn decision(site: &Site<'_>, out: &mut String, deviation: Record<'_>) {
    out.push_str("<section class=rule>\n<h3>");
    site.link(out, deviation);
    out.push(' ');
    escape(out, &deviation.title());
    out.push_str("</h3>\n<div class=text>");
    let section = || deviation.section("justification").map(|section| section.body.trim());
    markdown::write(out, site, deviation.text("justification").or_else(section).unwrap_or(""), Some(deviation), 1, 4);
    out.push_str("</div>\n<p class=small>Accepted by ");
    escape(out, deviation.text("approver").unwrap_or(""));
    if let Some(until) = deviation.date("expires") {
        let _ = write!(out, " until <span class=date>{until}</span>");
    }
    out.push_str(".</p>\n<ul class=findings>\n");
}

fn rule(site: &Site<'_>, out: &mut String, outcome: &Outcome, level: Option<Level>, findings: &[Placed<'_>], looked: &Looked) {
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
    let _ = write!(out, ". Open: {}.", outcome.findings);
    if outcome.accepted > 0 {
        let _ = write!(out, " Accepted: <a href=\"#accepted\">{}</a>.", outcome.accepted);
    }
    out.push_str("</span></p>\n<div class=small>");
    super::examined::write(site, out, looked, rule.name, ON_FINDINGS);
    out.push_str("</div>\n");
    // What is accepted stands at the top of the page.
    if findings.iter().any(|(found, _)| found.accepted_by.is_none()) {
        out.push_str("<ul class=findings>\n");
        for (found, spot) in findings.iter().filter(|(found, _)| found.accepted_by.is_none()) {
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
        out.push_str(", <span class=accepted>accepted by ");
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
