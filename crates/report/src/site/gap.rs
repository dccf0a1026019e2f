//! The gap list, a page for each standard: every clause with its status, why, and what decides it, down to the records that were examined.

use super::escape::escape;
use super::examined::{ON_GAP, write as write_looked};
use super::figure::figure;
use super::layout::{Site, clause_anchor, gap_file};
use super::overview::{Standing, standards as judged};
use crate::confidence;
use crate::documents::figures;
use crate::examined::Examined;
use crate::facts::{accepting, freed, unseen_in_words};
use crate::standing::{Why, meaning};
use primum_rules::engine::Outcome;
use primum_rules::rule::Basis;
use primum_rules::standards::{self, Confidence, Standard};
use primum_rules::verdict::{Binding, Bindings, ClauseVerdict, Status};
use std::collections::HashMap;
use std::fmt::Write;

/// What each rule looked at, written once however many clauses it decides about.
type Written<'a> = HashMap<&'static str, (&'a Outcome, String)>;

/// How many records of a list stand on the pages of the other standards: the first page and the findings show them all.
const ON_OTHERS: usize = 25;

/// A page for each standard that was judged; the first is there in any case.
pub(super) fn pages(site: &Site<'_>) -> Vec<(String, String)> {
    let first = standards::iec62304();
    let mut list = vec![(gap_file(&first.id), page(site, first, &written(site, ON_GAP)))];
    let others: Vec<_> = judged(site).into_iter().filter(|standard| !std::ptr::eq(*standard, first)).collect();
    if !others.is_empty() {
        let written = written(site, ON_OTHERS);
        list.extend(others.into_iter().map(|standard| (gap_file(&standard.id), page(site, standard, &written))));
    }
    list
}

fn page(site: &Site<'_>, standard: &'static Standard, written: &Written<'_>) -> String {
    let clauses = || site.analysis.clauses.iter().filter(|one| std::ptr::eq(one.standard, standard));
    let mut out = String::with_capacity(clauses().count() * 2500 + 8192);
    let file = gap_file(&standard.id);
    let title = if file == "gap.html" { "Gap list".to_owned() } else { format!("Gap list: {}", standard.name) };
    site.open(&mut out, &file, &title);
    out.push_str("<p class=lead>Every clause in force, where it stands, why, and the records behind it. Summaries are in our own words; the standard decides.</p>\n");
    ways(site, &mut out, &file);
    words(&mut out);
    for line in confidence::legend(clauses()) {
        out.push_str("<p class=sure>");
        escape(&mut out, &line);
        out.push_str("</p>\n");
    }
    let map = figures::clause_map(site.analysis, &standard.id);
    figure(&mut out, &format!("Every clause of {} in force, under its heading, with the sign of where it stands.", standard.name), map);
    out.push_str("<div class=filtered>\n<fieldset class=filter><legend>Show</legend>\n<span><input type=radio name=show id=showall checked> <label for=showall>all</label></span>\n");
    for standing in Standing::ALL {
        let count = clauses().filter(|clause| Standing::of(clause) == standing).count();
        if count > 0 || standing.is_status() {
            let (class, symbol, name) = (standing.class(), standing.symbol(), standing.name());
            let _ = writeln!(
                out,
                "<span><input type=radio name=show id=show{class}> <label for=show{class} class={class}>{symbol} {name} ({count})</label></span>"
            );
        }
    }
    out.push_str("</fieldset>\n");
    of_standard(site, &mut out, standard, written);
    out.push_str("</div>\n");
    site.close(&mut out);
    out
}

/// The way to the lists of the other standards.
fn ways(site: &Site<'_>, out: &mut String, file: &str) {
    let judged = judged(site);
    if judged.len() < 2 {
        return;
    }
    out.push_str("<p class=standards>");
    for standard in judged {
        let target = gap_file(&standard.id);
        let here = if target == file { " aria-current=page" } else { "" };
        let _ = write!(out, "<a href=\"{target}\"{here}>");
        escape(out, &standard.name);
        out.push_str("</a> ");
    }
    out.push_str("<a href=map.html>all by topic</a></p>\n");
}

/// What the four words mean.
fn words(out: &mut String) {
    out.push_str("<dl class=words>\n");
    for (status, standing) in [
        (Status::Satisfied, Standing::Satisfied),
        (Status::Attested, Standing::Attested),
        (Status::Open, Standing::FOUND),
        (Status::NotApplicable, Standing::NotApplicable),
    ] {
        let _ = write!(out, "<div><dt class={}>{} {}</dt><dd>", standing.class(), standing.symbol(), status.name());
        escape(out, meaning(status));
        if status == Status::Open {
            let _ = write!(out, " ({} where nothing was found and this version cannot show it)", Standing::Open(Why::Awaits).symbol());
        }
        out.push_str("</dd></div>\n");
    }
    out.push_str("</dl>\n");
}

fn written<'a>(site: &Site<'a>, most: usize) -> Written<'a> {
    let examined = Examined::new(site.analysis);
    let one = |outcome: &'a Outcome| {
        let mut text = String::new();
        write_looked(site, &mut text, &examined.by(outcome), outcome.rule.name, most);
        (outcome.rule.name, (outcome, text))
    };
    site.analysis.outcomes.iter().map(one).collect()
}

fn of_standard(site: &Site<'_>, out: &mut String, standard: &Standard, written: &Written<'_>) {
    out.push_str("<h2>");
    escape(out, &standard.designation);
    out.push_str("</h2>\n<div class=scroll tabindex=0 role=region aria-label=\"Clauses of ");
    escape(out, &standard.designation);
    out.push_str("\"><table class=gap>\n<thead><tr><th scope=col>Clause</th><th scope=col>Status</th><th scope=col>What it asks</th><th scope=col>Why it stands there</th></tr></thead>\n");
    let mut heading = "";
    let mut open = false;
    for verdict in site.analysis.clauses.iter().filter(|one| one.standard.id == standard.id) {
        let parent = verdict.clause.parent.as_str();
        if parent != heading || !open {
            out.push_str(if open { "</tbody>\n<tbody>\n" } else { "<tbody>\n" });
            open = true;
            heading = parent;
            if let Some(group) = standard.group(parent) {
                out.push_str("<tr class=group><th colspan=4 scope=rowgroup>");
                escape(out, &group.id);
                out.push(' ');
                escape(out, &group.title);
                out.push_str("</th></tr>\n");
            }
        }
        row(site, out, verdict, written);
    }
    out.push_str(if open { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
}

fn row(site: &Site<'_>, out: &mut String, verdict: &ClauseVerdict, written: &Written<'_>) {
    let (clause, standing) = (verdict.clause, Standing::of(verdict));
    let _ = write!(out, "<tr class={} id=\"", standing.class());
    clause_anchor(out, verdict.standard, &clause.id);
    out.push_str("\"><th scope=row>");
    escape(out, &clause.id);
    let _ = write!(out, "</th><td><span class=status>{} {}</span></td><td><b>", standing.symbol(), verdict.status.name());
    escape(out, &clause.title);
    out.push_str(if clause.confidence == Confidence::Medium { "°</b>" } else { "</b>" });
    if clause.confidence == Confidence::Low {
        out.push_str("<p class=unconfirmed>Row unconfirmed: compare it with the standard first</p>");
    }
    out.push_str("<p>");
    escape(out, &clause.summary);
    out.push_str("</p>");
    if verdict.standard.graded && !clause.classes.is_empty() {
        let _ = write!(out, "<p class=small>Asked of class {}", clause.classes);
        if let Some(binding) = Bindings::new(&site.analysis.classes).mixed(verdict) {
            binds(site, out, binding);
        }
        out.push_str("</p>");
    }
    let items: Vec<String> = clause.sub_items.iter().map(|item| format!("{}) {}", item.id, item.text)).collect();
    list(out, "What it lists", &items);
    list(out, "What an assessor accepts as proof", &clause.evidence);
    list(out, "What assessors find wrong", &clause.typical_findings);
    out.push_str("</td><td><p>");
    escape(out, &verdict.reason);
    for (by, count) in accepting(site.analysis, verdict) {
        let _ = write!(out, ", {count} accepted by ");
        site.link(out, site.analysis.model.at(by));
    }
    escape(out, &unseen_in_words(verdict));
    out.push_str("</p>");
    let run = verdict.status != Status::NotApplicable;
    if !verdict.rules.is_empty() {
        out.push_str("<ul class=rules>");
        for rule in &verdict.rules {
            let _ = write!(out, "<li><a href=\"findings.html#{0}\"><code>{0}</code></a>", rule.name);
            // A rule about the records themselves can open a clause; it does not show that the clause is met.
            out.push_str(if rule.basis == Basis::Record { " (about the records themselves) " } else { " " });
            match written.get(rule.name) {
                Some((outcome, _)) if !run && outcome.examined == 0 => out.push_str("not run"),
                Some((outcome, text)) => {
                    result(out, outcome);
                    out.push_str(text);
                }
                None => out.push_str("did not run"),
            }
            out.push_str("</li>");
        }
        out.push_str("</ul>");
    }
    if !verdict.attestations.is_empty() {
        out.push_str("<p>Attested in ");
        for (at, record) in verdict.attestations.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            site.link(out, site.analysis.model.at(*record));
        }
        out.push_str("</p>");
    }
    out.push_str("</td></tr>\n");
}

/// `: binds 12 of 14 items, not SI-LOG (A)`, where the classes of items differ.
fn binds(site: &Site<'_>, out: &mut String, binding: &Binding) {
    let (named, parts) = freed(site.analysis, binding);
    let total = binding.bound.len() + binding.free.len();
    let _ = write!(out, ": binds {} of {total} <a href=\"class.html#items\">items</a>, not ", binding.bound.len());
    for (at, (record, class)) in named.iter().take(NOT_BOUND).enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        site.link(out, site.analysis.model.at(*record));
        let _ = write!(out, " ({class})");
    }
    if named.len() > NOT_BOUND {
        let _ = write!(out, " and {} more", named.len() - NOT_BOUND);
    }
    if parts > 0 {
        let _ = write!(out, ", nor {} of them", super::counted(parts, "part", "parts"));
    }
}

/// How many items are named that a clause does not bind.
const NOT_BOUND: usize = 20;

/// `3 findings, 1 accepted; ` before what was examined.
fn result(out: &mut String, outcome: &Outcome) {
    if outcome.findings == 0 && outcome.accepted == 0 {
        return;
    }
    let _ = write!(out, "<a class=count href=\"findings.html#{}\">", outcome.rule.name);
    out.push_str(&super::counted(outcome.findings, "finding", "findings"));
    out.push_str("</a>");
    if outcome.accepted > 0 {
        let _ = write!(out, ", <a href=\"findings.html#accepted\">{} accepted</a>", outcome.accepted);
    }
    out.push_str("; ");
}

fn list(out: &mut String, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    let _ = write!(out, "<details><summary>{title}</summary><ul>");
    for item in items {
        out.push_str("<li>");
        escape(out, item);
        out.push_str("</li>");
    }
    out.push_str("</ul></details>");
}
