//! The map: by topic, the clauses of every standard with their status, and the records behind them.

use super::escape::escape;
use super::layout::Site;
use super::overview::Standing;
use crate::confidence;
use crate::map::{Evidence, LEAD, Service, Topic, Way, topics};
use primum_rules::standards::Confidence;
use primum_rules::verdict::ClauseVerdict;
use std::fmt::Write;

/// How many records an entry names; the pages of their kind have the others.
const NAMED: usize = 25;

/// The same where nothing ties them to a clause but their kind.
const NAMED_BY_KIND: usize = 5;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(131_072);
    site.open(&mut out, "map.html", "Map");
    out.push_str("<p class=lead>By topic, the clauses of every standard that one body of evidence normally serves, each with its own verdict, and the records behind them. ");
    sentence(&mut out, LEAD);
    out.push_str(".</p>\n");
    for line in confidence::legend(&site.analysis.clauses) {
        out.push_str("<p class=sure>");
        escape(&mut out, &line);
        out.push_str("</p>\n");
    }
    let topics = topics(site.analysis);
    out.push_str("<nav class=contents aria-label=Topics><ol>\n");
    for topic in &topics {
        let _ = write!(out, "<li><a href=\"#{}\">", anchor(topic));
        escape(&mut out, topic.name());
        out.push_str("</a></li>\n");
    }
    out.push_str("</ol></nav>\n");
    for topic in &topics {
        one(site, &mut out, topic);
    }
    site.close(&mut out);
    out
}

fn anchor(topic: &Topic) -> &str {
    topic.row.map_or("in-no-topic", |row| row.id.as_str())
}

/// Writes words with a capital at their beginning.
fn sentence(out: &mut String, words: &str) {
    let mut rest = words.chars();
    out.extend(rest.next().into_iter().flat_map(char::to_uppercase));
    escape(out, rest.as_str());
}

fn one(site: &Site<'_>, out: &mut String, topic: &Topic) {
    let _ = write!(out, "<h2 id=\"{}\">", anchor(topic));
    escape(out, topic.name());
    out.push_str("</h2>\n");
    if let Some(note) = topic.row.and_then(|row| row.note.as_deref()) {
        out.push_str("<p class=small>");
        escape(out, note);
        out.push_str("</p>\n");
    }
    out.push_str("<dl class=\"fields map\">\n");
    let verdicts: Vec<&ClauseVerdict> = topic.clauses.iter().map(|at| &site.analysis.clauses[*at]).collect();
    for clauses in verdicts.chunk_by(|a, b| std::ptr::eq(a.standard, b.standard)) {
        out.push_str("<dt>");
        escape(out, &clauses[0].standard.name);
        out.push_str("</dt><dd>");
        for verdict in clauses {
            stands(site, out, verdict);
        }
        out.push_str("</dd>\n");
    }
    for (name, places) in &topic.not_judged {
        out.push_str("<dt>");
        escape(out, name);
        out.push_str("</dt><dd class=small>");
        escape(out, &places.join(", "));
        out.push_str(" (without a verdict here)</dd>\n");
    }
    out.push_str("</dl>\n");
    if topic.evidence.is_empty() {
        out.push_str("<p class=nothing>No record serves any of these clauses.</p>\n");
        return;
    }
    let (looked_at, there): (Vec<&Evidence>, Vec<&Evidence>) = topic.evidence.iter().partition(|evidence| evidence.is_looked_at());
    entries(site, out, &looked_at);
    if !there.is_empty() {
        let _ = writeln!(out, "<details><summary>{} of a kind that carries the proof, not examined one by one</summary>", counted(&there));
        entries(site, out, &there);
        out.push_str("</details>\n");
    }
}

fn counted(evidence: &[&Evidence]) -> String {
    super::counted(evidence.iter().map(|evidence| evidence.records.len()).sum(), "record", "records")
}

/// The number of a clause, linked, with its status.
fn stands(site: &Site<'_>, out: &mut String, verdict: &ClauseVerdict) {
    let standing = Standing::of(verdict);
    let _ = write!(out, "<span class=\"{} clause\">", standing.class());
    site.clause_number(out, verdict);
    let _ = write!(out, " <span class=status>{} {}</span>", standing.symbol(), verdict.status.name());
    match verdict.clause.confidence {
        Confidence::Low => out.push_str(" <span class=unconfirmed>(row unconfirmed)</span>"),
        Confidence::Medium => out.push('°'),
        Confidence::High => {}
    }
    out.push_str("</span> ");
}

fn entries(site: &Site<'_>, out: &mut String, evidence: &[&Evidence]) {
    if evidence.is_empty() {
        return;
    }
    out.push_str("<ul class=findings>\n");
    for entry in evidence {
        out.push_str("<li>");
        records(site, out, entry);
        out.push_str(": ");
        let (tied, by_kind): (Vec<Service>, Vec<Service>) = entry.serves.iter().partition(|(_, way)| *way != Way::OfKind);
        clauses(site, out, &tied);
        if !by_kind.is_empty() {
            out.push_str(if tied.is_empty() { "<span class=small>by kind only, " } else { "; <span class=small>by kind only, " });
            clauses(site, out, &by_kind);
            out.push_str("</span>");
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn records(site: &Site<'_>, out: &mut String, evidence: &Evidence) {
    let most = if evidence.is_looked_at() { NAMED } else { NAMED_BY_KIND };
    for (at, record) in evidence.records.iter().take(most).enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        site.link(out, site.analysis.model.at(*record));
    }
    let spec = site.analysis.model.config.schema.spec(evidence.kind);
    let more = evidence.records.len().saturating_sub(most);
    if more > 0 {
        let _ = write!(out, " and {more} more");
    }
    out.push_str(" <span class=small>(");
    if evidence.records.len() == 1 {
        escape(out, &spec.name);
    } else {
        let page = evidence.records.first().map(|first| site.page_of(site.analysis.model.at(*first)));
        let file = page.map_or("index.html", |page| site.pages[page].file.as_str());
        let _ = write!(out, "<a href=\"{file}\">{} ", evidence.records.len());
        escape(out, &spec.plural);
        out.push_str("</a>");
    }
    if evidence.drafts > 0 {
        let _ = write!(out, ", {} in draft", evidence.drafts);
    }
    out.push_str(")</span>");
}

/// The clauses by standard, each number linked.
fn clauses(site: &Site<'_>, out: &mut String, services: &[Service]) {
    let verdicts: Vec<&ClauseVerdict> = services.iter().map(|(at, _)| &site.analysis.clauses[*at]).collect();
    for (first, mine) in verdicts.chunk_by(|a, b| std::ptr::eq(a.standard, b.standard)).enumerate() {
        out.push_str(if first > 0 { "; " } else { "" });
        escape(out, &mine[0].standard.name);
        for (at, verdict) in mine.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { " " });
            site.clause_number(out, verdict);
        }
    }
}
