//! The first page: which product, which class, where every clause stands, and what is wrong now.

use super::escape::escape;
use super::figure::figure;
use super::layout::{Site, gap_file, not_examined};
use super::{counted, holes};
use crate::documents::figures;
use crate::facts::{Counts, class_reason, leading_clauses};
use crate::standing::{Why, open_in_words};
use crate::trace::{Matrix, symbol};
use primum_rules::engine::Outcome;
use primum_rules::rule::Level;
use primum_rules::standards::{Confidence, Standard};
use primum_rules::verdict::{ClauseVerdict, Status};
use std::fmt::Write;

/// How many rules the list of what is wrong now shows.
const TOP: usize = 12;

/// Where a clause stands, an open one with the reason: what nobody can mend now is not shown like what is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Satisfied,
    Attested,
    Open(Why),
    NotApplicable,
}

impl Standing {
    /// Open, because something was found: what the word alone stands for.
    pub(super) const FOUND: Self = Self::Open(Why::Findings);

    /// All of them, in the order in which they are shown.
    pub(super) const ALL: [Self; 8] = [
        Self::Satisfied,
        Self::Attested,
        Self::FOUND,
        Self::Open(Why::Unreliable),
        Self::Open(Why::Nothing),
        Self::Open(Why::Unattested),
        Self::Open(Why::Awaits),
        Self::NotApplicable,
    ];

    pub(super) fn of(verdict: &ClauseVerdict) -> Self {
        match (verdict.status, Why::of(verdict)) {
            (Status::Satisfied, _) => Self::Satisfied,
            (Status::Attested, _) => Self::Attested,
            (Status::NotApplicable, _) => Self::NotApplicable,
            (Status::Open, why) => Self::Open(why.unwrap_or(Why::Findings)),
        }
    }

    /// Is it shown even where no clause stands there? Of the open ones, whether anything was found.
    pub(super) fn is_status(self) -> bool {
        !matches!(self, Self::Open(why) if why != Why::Findings)
    }

    /// The name in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Attested => "attested",
            Self::Open(Why::Findings) => "open",
            Self::Open(Why::Unreliable) => "unreliable",
            Self::Open(Why::Nothing) => "nothing-there",
            Self::Open(Why::Unattested) => "unattested",
            Self::Open(Why::Awaits) => "awaits",
            Self::NotApplicable => "na",
        }
    }

    pub(super) fn symbol(self) -> &'static str {
        match self {
            Self::Satisfied => symbol(Status::Satisfied),
            Self::Attested => symbol(Status::Attested),
            Self::Open(Why::Awaits) => "○",
            Self::Open(_) => symbol(Status::Open),
            Self::NotApplicable => symbol(Status::NotApplicable),
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Satisfied => Status::Satisfied.name(),
            Self::Attested => Status::Attested.name(),
            Self::Open(why) => why.name(),
            Self::NotApplicable => Status::NotApplicable.name(),
        }
    }
}

pub(super) fn page(site: &Site<'_>, matrices: &[Matrix]) -> String {
    let mut out = String::with_capacity(16_384);
    site.open(&mut out, "index.html", "Overview");
    facts(site, &mut out, matrices);
    let judged = standards(site);
    if let Some((first, others)) = judged.split_first() {
        bar(site, &mut out, first);
        compact(site, &mut out, others);
    }
    wrong_now(site, &mut out);
    pictures(site, &mut out);
    kinds(site, &mut out);
    out.push_str("<h2>What this version does not examine</h2>\n<ul>\n");
    for what in not_examined() {
        out.push_str("<li>");
        escape(&mut out, what);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n<p>Clauses that depend on it stay open, whatever the records say.</p>\n");
    unread(site, &mut out);
    site.close(&mut out);
    out
}

/// The standards that were judged, in the order of the verdicts.
pub(super) fn standards(site: &Site<'_>) -> Vec<&'static Standard> {
    let mut list: Vec<&'static Standard> = Vec::new();
    for verdict in &site.analysis.clauses {
        if !list.iter().any(|standard| std::ptr::eq(*standard, verdict.standard)) {
            list.push(verdict.standard);
        }
    }
    list
}

fn facts(site: &Site<'_>, out: &mut String, matrices: &[Matrix]) {
    let analysis = site.analysis;
    let (_, version) = site.product();
    out.push_str("<dl class=facts>\n<div><dt>Safety class</dt><dd>");
    let _ = write!(out, "<b><a href=class.html>Class {}</a></b> ", analysis.classes.project());
    escape(out, &class_reason(analysis));
    out.push_str("</dd></div>\n<div><dt>Version</dt><dd>");
    escape(out, version);
    out.push_str("</dd></div>\n");
    if !analysis.model.config.product.manufacturer.is_empty() {
        out.push_str("<div><dt>Manufacturer</dt><dd>");
        escape(out, &analysis.model.config.product.manufacturer);
        out.push_str("</dd></div>\n");
    }
    let retired = analysis.model.records().filter(|record| record.is_retired()).count();
    let _ = writeln!(
        out,
        "<div><dt>Records</dt><dd>{}, {} retired, {}</dd></div>",
        analysis.model.records().len(),
        if retired == 0 { "none".to_owned() } else { retired.to_string() },
        counted(analysis.model.link_count(), "link", "links")
    );
    out.push_str("<div><dt>Findings</dt><dd><a href=findings.html>");
    for (at, level) in [Level::Error, Level::Warning, Level::Note].into_iter().enumerate() {
        let count = analysis.findings.iter().filter(|finding| finding.level == level && finding.accepted_by.is_none()).count();
        let name = level.name();
        let _ = write!(out, "{}{}", if at > 0 { ", " } else { "" }, counted(count, name, &format!("{name}s")));
    }
    let accepted = analysis.findings.iter().filter(|finding| finding.accepted_by.is_some()).count();
    let _ = writeln!(out, "</a>; {accepted} accepted by deviations</dd></div>");
    let traced = matrices.iter().any(|matrix| !matrix.rows.is_empty());
    let holes = if traced { counted(holes(matrices), "hole", "holes") } else { "nothing to trace".to_owned() };
    let _ = writeln!(out, "<div><dt>Matrix</dt><dd><a href=matrix.html>{holes}</a></dd></div>");
    let (situations, open) = crate::risk::open(analysis);
    let situations = counted(situations, "hazardous situation", "hazardous situations");
    let _ = writeln!(out, "<div><dt>Risk</dt><dd><a href=risk.html>{situations}, {open} with an open residual risk</a></dd></div>\n</dl>");
}

/// The clauses of the first standard as a bar, with words and numbers beside it.
fn bar(site: &Site<'_>, out: &mut String, standard: &Standard) {
    let clauses = || site.analysis.clauses.iter().filter(|one| one.standard.id == standard.id);
    let counts = Standing::ALL.map(|standing| (standing, clauses().filter(|one| Standing::of(one) == standing).count()));
    let total: usize = counts.iter().map(|(_, count)| count).sum();
    let open: usize = counts.iter().filter(|(standing, _)| matches!(standing, Standing::Open(_))).map(|(_, count)| count).sum();
    let shown = || counts.iter().filter(|(standing, count)| *count > 0 || standing.is_status());
    out.push_str("<h2>");
    escape(out, &standard.designation);
    out.push_str(
        ": where the clauses stand</h2>\n<svg class=bar viewBox=\"0 0 1000 24\" preserveAspectRatio=none role=img aria-labelledby=",
    );
    out.push_str("bar><title id=bar>");
    for (standing, count) in shown() {
        let _ = write!(out, "{count} {}. ", standing.name());
    }
    out.push_str("</title>");
    // Cumulated before rounding, so that the parts meet and fill the bar.
    let mut before = 0;
    for (standing, count) in counts {
        let after = before + count;
        let (from, to) = (before * 1000 / total.max(1), after * 1000 / total.max(1));
        if to > from {
            let _ = write!(out, "<rect class={} x={from} width={} height=24 />", standing.class(), to - from);
        }
        before = after;
    }
    out.push_str("</svg>\n<ul class=legend>\n");
    for (standing, count) in shown() {
        let _ = writeln!(out, "<li class={}><b>{} {count}</b> {}</li>", standing.class(), standing.symbol(), standing.name());
    }
    let file = gap_file(&standard.id);
    let _ = writeln!(out, "<li>of {total} clauses in force, {open} open; <a href=\"{file}\">clause by clause</a></li>\n</ul>");
}

/// The other standards, a row each.
fn compact(site: &Site<'_>, out: &mut String, standards: &[&'static Standard]) {
    if standards.is_empty() {
        return;
    }
    out.push_str("<h2>Other standards and regulations</h2>\n<p>The same records, judged clause by clause against each; the <a href=map.html>map</a> shows by topic which records serve which of them.</p>\n<div class=scroll><table>\n<thead><tr><th scope=col>Standard</th>");
    for head in ["Satisfied", "Attested", "Open", "Not applicable", "Rows unconfirmed"] {
        let _ = write!(out, "<th scope=col class=number>{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for standard in standards {
        let clauses = || site.analysis.clauses.iter().filter(|one| std::ptr::eq(one.standard, *standard));
        let counts = Counts::of_clauses(clauses());
        let unconfirmed = clauses().filter(|one| one.clause.confidence == Confidence::Low).count();
        let _ = write!(out, "<tr><th scope=row><a href=\"{}\">", gap_file(&standard.id));
        escape(out, &standard.name);
        out.push_str("</a><span>");
        escape(out, &standard.title);
        out.push_str("</span></th>");
        for count in [counts.satisfied, counts.attested, counts.open, counts.not_applicable, unconfirmed] {
            let _ = write!(out, "<td class=number>{count}</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n<p class=small>Whatever the status of an unconfirmed row is: compare the row itself with the standard first.</p>\n");
}

/// The name of a status in the style sheet.
pub(super) fn class_name(status: Status) -> &'static str {
    match status {
        Status::Satisfied => "satisfied",
        Status::Open => "open",
        Status::Attested => "attested",
        Status::NotApplicable => "na",
    }
}

/// Rules with open findings, worst first.
pub(super) fn faulty<'a>(site: &Site<'a>) -> Vec<(&'a Outcome, Level)> {
    let levels: std::collections::HashMap<&str, Level> =
        site.analysis.findings.iter().filter(|finding| finding.accepted_by.is_none()).fold(
            std::collections::HashMap::new(),
            |mut levels, finding| {
                let level = levels.entry(finding.rule.name).or_insert(finding.level);
                *level = (*level).max(finding.level);
                levels
            },
        );
    let mut list: Vec<(&Outcome, Level)> =
        site.analysis.outcomes.iter().filter_map(|outcome| levels.get(outcome.rule.name).map(|level| (outcome, *level))).collect();
    list.sort_by(|(a, a_level), (b, b_level)| b_level.cmp(a_level).then(b.findings.cmp(&a.findings)).then(a.rule.name.cmp(b.rule.name)));
    list
}

fn wrong_now(site: &Site<'_>, out: &mut String) {
    out.push_str("<h2>What is wrong now</h2>\n");
    let list = faulty(site);
    let first = site.analysis.clauses.chunk_by(|a, b| std::ptr::eq(a.standard, b.standard)).next().unwrap_or_default();
    let clauses = open_in_words(Counts::of_clauses(first).open_because);
    let name = first.first().map_or("", |verdict| verdict.standard.name.as_str());
    let _ = writeln!(
        out,
        "<p>Clauses of {name}: {clauses}. The <a href=gap.html>gap list</a> says why. {}</p>",
        if list.is_empty() { "No rule has an open finding." } else { "These rules have open findings, the gravest first:" }
    );
    if list.is_empty() {
        return;
    }
    out.push_str("<div class=scroll><table>\n<thead><tr><th scope=col>Level</th><th scope=col class=number>Findings</th><th scope=col>Rule</th><th scope=col>Clauses</th></tr></thead>\n<tbody>\n");
    for (outcome, level) in list.iter().take(TOP) {
        let (name, level) = (outcome.rule.name, level.name());
        let _ = write!(out, "<tr><td><span class=\"level {level}\">{level}</span></td><td class=number>{}</td><td>", outcome.findings);
        let _ = write!(out, "<a href=\"findings.html#{name}\">");
        escape(out, outcome.rule.summary);
        let _ = write!(out, "</a> <code>{name}</code></td><td>");
        for (at, clause) in leading_clauses(outcome.rule).enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            site.clause(out, clause);
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    if list.len() > TOP {
        let _ = writeln!(out, "<p><a href=findings.html>{} more rules with findings</a></p>", list.len() - TOP);
    }
}

/// How far the project has come, as pictures.
fn pictures(site: &Site<'_>, out: &mut String) {
    let analysis = site.analysis;
    let ladder = figures::ladder(analysis);
    let risk = figures::risk_matrix(analysis, true);
    let progress = figures::progress(analysis);
    if ladder.is_none() && risk.is_none() && progress.is_none() {
        return;
    }
    out.push_str("<h2>How far it has come</h2>\n<div class=drawings>\n");
    figure(out, "Software requirements: how many have reached each step, from draft to result.", ladder);
    figure(out, "Hazardous situations by severity and probability, after all controls.", risk);
    figure(out, "Threats by severity and exploitability, after all controls.", figures::security_matrix(analysis, true));
    figure(out, "Over the releases, as far as their manifests say, and now.", progress);
    figure(out, "How far it had come at each release, as its manifest counted it, and now.", figures::coverage(analysis));
    out.push_str("</div>\n");
}

fn kinds(site: &Site<'_>, out: &mut String) {
    out.push_str("<h2>Records</h2>\n");
    if site.pages.is_empty() {
        out.push_str("<p class=nothing>There is no record.</p>\n");
        return;
    }
    out.push_str("<ul class=kinds>\n");
    let kinds = site.analysis.model.config.schema.kinds();
    for page in site.pages.iter().filter(|page| page.number.0 == 1) {
        let count: usize = site.pages.iter().filter(|other| other.kind == page.kind).map(|other| other.records.len()).sum();
        let _ = write!(out, "<li><a href=\"{}\">", page.file);
        escape(out, &kinds[page.kind].plural);
        let _ = writeln!(out, "</a> {count}</li>");
    }
    out.push_str("</ul>\n");
}

fn unread(site: &Site<'_>, out: &mut String) {
    if site.analysis.model.unread.is_empty() {
        return;
    }
    out.push_str("<h2>Files that could not be read</h2>\n<ul>\n");
    for (path, reason) in &site.analysis.model.unread {
        out.push_str("<li><code>");
        escape(out, path);
        out.push_str("</code>: ");
        escape(out, reason);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}
