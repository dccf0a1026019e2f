//! The gap list: every clause with its status, why, and what decides it.

use super::escape::escape;
use super::layout::{Site, clause_anchor};
use super::overview::{STATUSES, class_name, standards};
use crate::trace::symbol;
use primum_rules::engine::Outcome;
use primum_rules::standards::Standard;
use primum_rules::verdict::{ClauseVerdict, Status};
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(site.analysis.clauses.len() * 1500 + 8192);
    site.open(&mut out, "gap.html", "Gap list");
    out.push_str("<p class=lead>Every clause in force, judged by rules, by a person's attestation, or open. Summaries are in our own words; the standard decides.</p>\n<div class=filtered>\n<fieldset class=filter><legend>Show</legend>\n<span><input type=radio name=show id=showall checked> <label for=showall>all</label></span>\n");
    for status in STATUSES {
        let count = site.analysis.clauses.iter().filter(|clause| clause.status == status).count();
        let name = class_name(status);
        let _ = writeln!(
            out,
            "<span><input type=radio name=show id=show{name}> <label for=show{name} class={name}>{} {} ({count})</label></span>",
            symbol(status),
            status.name()
        );
    }
    out.push_str("</fieldset>\n");
    for standard in standards(site) {
        of_standard(site, &mut out, standard);
    }
    out.push_str("</div>\n");
    site.close(&mut out);
    out
}

fn of_standard(site: &Site<'_>, out: &mut String, standard: &Standard) {
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
        row(site, out, verdict);
    }
    out.push_str(if open { "</tbody>\n</table></div>\n" } else { "</table></div>\n" });
}

fn row(site: &Site<'_>, out: &mut String, verdict: &ClauseVerdict) {
    let (clause, status) = (verdict.clause, verdict.status);
    let _ = write!(out, "<tr class={} id=\"", class_name(status));
    clause_anchor(out, verdict.standard, &clause.id);
    out.push_str("\"><th scope=row>");
    escape(out, &clause.id);
    let _ = write!(out, "</th><td><span class=status>{} {}</span></td><td><b>", symbol(status), status.name());
    escape(out, &clause.title);
    out.push_str("</b><p>");
    escape(out, &clause.summary);
    out.push_str("</p>");
    if verdict.standard.graded && !clause.classes.is_empty() {
        let _ = write!(out, "<p class=small>Asked of class {}</p>", clause.classes);
    }
    list(out, "What an assessor accepts as proof", &clause.evidence);
    list(out, "What assessors find wrong", &clause.typical_findings);
    out.push_str("</td><td><p>");
    escape(out, &crate::facts::reason(verdict));
    out.push_str("</p>");
    if !verdict.rules.is_empty() {
        out.push_str("<ul class=rules>");
        for rule in &verdict.rules {
            let outcome = site.analysis.outcomes.iter().find(|outcome| std::ptr::eq(outcome.rule, *rule));
            let _ = write!(out, "<li><a href=\"findings.html#{0}\"><code>{0}</code></a> ", rule.name);
            out.push_str(&outcome.map_or_else(|| "did not run".to_owned(), |outcome| result(outcome, status)));
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

/// `12 examined, 3 findings`.
fn result(outcome: &Outcome, status: Status) -> String {
    if outcome.examined == 0 && outcome.findings == 0 {
        return if status == Status::NotApplicable { "not run".to_owned() } else { "nothing examined".to_owned() };
    }
    format!("{} examined, {}", outcome.examined, super::counted(outcome.findings, "finding", "findings"))
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
