//! What people decided: deviations that accept findings, attestations that answer clauses.

use super::escape::{escape, escaped};
use super::layout::Site;
use super::markdown;
use super::overview::class_name;
use crate::trace::symbol;
use primum_model::{Kind, Record};
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let mut out = String::with_capacity(8192);
    site.open(&mut out, "judgements.html", "Judgements");
    out.push_str(
        "<p class=lead>What no program decides: findings that somebody accepts for a time, and clauses that somebody attests.</p>\n",
    );
    deviations(site, &mut out);
    attestations(site, &mut out);
    site.close(&mut out);
    out
}

fn deviations(site: &Site<'_>, out: &mut String) {
    out.push_str("<h2 id=deviations>Deviations</h2>\n");
    let model = &site.analysis.model;
    let mut accepted = vec![0usize; model.records().len()];
    for by in site.analysis.findings.iter().filter_map(|finding| finding.accepted_by) {
        accepted[by as usize] += 1;
    }
    if model.of(Kind::Deviation).len() == 0 {
        out.push_str("<p class=nothing>No finding is accepted by a deviation.</p>\n");
        return;
    }
    head(out, "Deviations", &["Deviation", "Rule", "For", "Why", "Accepted by", "Until", "Findings accepted"]);
    for record in model.of(Kind::Deviation) {
        out.push_str("<tr><th scope=row>");
        site.link(out, record);
        out.push_str("<span>");
        escape(out, &record.title());
        out.push_str("</span></th>");
        cell(out, "Rule");
        let rule = record.text("rule").unwrap_or("");
        if primum_rules::RULES.iter().any(|known| known.name == rule) {
            let _ = write!(out, "<a href=\"findings.html#{rule}\"><code>{rule}</code></a>");
        } else {
            let _ = write!(out, "<code>{}</code> (no such rule)", escaped(rule));
        }
        out.push_str("</td>");
        cell(out, "For");
        let mut any = false;
        for target in record.links("target") {
            out.push_str(if any { ", " } else { "" });
            site.link(out, target);
            any = true;
        }
        out.push_str(if any { "</td>" } else { "the project</td>" });
        said(site, out, record, "Why", "justification");
        said(site, out, record, "Accepted by", "approver");
        cell(out, "Until");
        match record.date("expires") {
            Some(date) => {
                let _ = write!(out, "<span class=date>{date}</span>{}", if date < model.date { " <b>✗ expired</b>" } else { "" });
            }
            None => out.push_str("<b>✗ no date</b>"),
        }
        let count = accepted[record.position() as usize];
        out.push_str("</td>");
        cell(out, "Findings accepted");
        let _ = writeln!(out, "{}</td></tr>", if count == 0 { "<b>✗ none</b>".to_owned() } else { count.to_string() });
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn attestations(site: &Site<'_>, out: &mut String) {
    out.push_str("<h2 id=attestations>Attestations</h2>\n");
    let model = &site.analysis.model;
    if model.of(Kind::Attestation).len() == 0 {
        out.push_str("<p class=nothing>No clause is attested.</p>\n");
        return;
    }
    head(out, "Attestations", &["Attestation", "Clauses", "What is stated", "On what it rests", "By", "Fresh until"]);
    for record in model.of(Kind::Attestation) {
        out.push_str("<tr><th scope=row>");
        site.link(out, record);
        out.push_str("<span>");
        escape(out, &record.title());
        out.push_str("</span></th>");
        cell(out, "Clauses");
        for (at, value) in record.values("clause").enumerate() {
            out.push_str(if at > 0 { "<br>" } else { "" });
            site.clause(out, value.text);
            let found = primum_rules::standards::find(value.text);
            let verdict = found.and_then(|(_, clause)| site.analysis.clauses.iter().find(|one| std::ptr::eq(one.clause, clause)));
            match verdict {
                Some(verdict) => {
                    let counts = verdict.attestations.contains(&record.position());
                    let (class, status) = (class_name(verdict.status), verdict.status);
                    let _ = write!(out, " <span class=\"{class} nowrap\">{} {}</span>", symbol(status), status.name());
                    out.push_str(if counts { "" } else { "; this attestation is not counted" });
                }
                None => out.push_str(" (not judged here)"),
            }
        }
        out.push_str("</td>");
        for (head, field) in [("What is stated", "statement"), ("On what it rests", "basis"), ("By", "attested-by")] {
            said(site, out, record, head, field);
        }
        cell(out, "Fresh until");
        match record.date("fresh-until") {
            Some(date) => {
                let _ = write!(out, "<span class=date>{date}</span>{}", if date < model.date { " <b>✗ stale</b>" } else { "" });
            }
            None => out.push_str("<b>✗ no date</b>"),
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn head(out: &mut String, name: &str, columns: &[&str]) {
    let _ = write!(out, "<div class=scroll tabindex=0 role=region aria-label={name}><table class=stacked>\n<thead><tr>");
    for column in columns {
        let _ = write!(out, "<th scope=col>{column}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

/// Opens a cell; where the table is too narrow for columns, the head stands in the cell.
fn cell(out: &mut String, head: &str) {
    let _ = write!(out, "<td data-head=\"{head}\">");
}

/// A cell with what a field, or the section of the same name, says.
fn said(site: &Site<'_>, out: &mut String, record: Record<'_>, head: &str, field: &'static str) {
    cell(out, head);
    let section = || record.section(field).map(|section| section.body.trim()).filter(|body| !body.is_empty());
    match record.text(field).or_else(section) {
        Some(text) => markdown::write(out, site, text, Some(record), 1, 3),
        None => out.push_str("<b>✗ not stated</b>"),
    }
    out.push_str("</td>");
}
