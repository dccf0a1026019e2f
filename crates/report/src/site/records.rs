//! Every record whole: text, fields, links both ways, and what is found at it.

use super::escape::escape;
use super::layout::{RecordPage, Site};
use super::{approvals, capital, findings, markdown};
use crate::approval::symbol;
use crate::trace::FindingsByRecord;
use primum_model::{Record, Value};
use primum_rules::approval::Standing;
use std::fmt::Write;

pub(super) fn pages(site: &Site<'_>) -> Vec<(String, String)> {
    let found = FindingsByRecord::new(site.analysis);
    site.pages.iter().map(|page| (page.file.clone(), one(site, page, &found))).collect()
}

fn one(site: &Site<'_>, page: &RecordPage, found: &FindingsByRecord<'_>) -> String {
    let model = &site.analysis.model;
    let text: usize = page.records.iter().map(|at| model.at(*at).raw_body().0.len() + 1200).sum();
    let mut out = String::with_capacity(text + text / 4 + 8192);
    let kind = &model.config.schema.kinds()[page.kind];
    let (number, count) = page.number;
    let mut title = capital(&kind.plural);
    if count > 1 {
        let _ = write!(title, ", part {number} of {count}");
    }
    site.open(&mut out, &page.file, &title);
    out.push_str("<p class=lead>");
    escape(&mut out, &kind.summary);
    out.push_str("</p>\n");
    parts(site, &mut out, page);
    out.push_str("<details class=contents open><summary>Contents</summary><ol>\n");
    for at in &page.records {
        let record = model.at(*at);
        out.push_str("<li><a href=\"#");
        site.anchor(&mut out, record);
        out.push_str("\">");
        escape(&mut out, record.id());
        out.push_str("</a> ");
        escape(&mut out, &record.title());
        let open = found.of(*at).filter(|finding| finding.accepted_by.is_none()).count();
        if open > 0 {
            let _ = write!(out, " <b class=count>✗ {}</b>", super::counted(open, "finding", "findings"));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ol></details>\n");
    for at in &page.records {
        article(site, &mut out, model.at(*at), found);
    }
    parts(site, &mut out, page);
    site.close(&mut out);
    out
}

/// Links to the other pages of the same kind.
fn parts(site: &Site<'_>, out: &mut String, page: &RecordPage) {
    if page.number.1 < 2 {
        return;
    }
    out.push_str("<p class=parts>");
    for other in site.pages.iter().filter(|other| other.kind == page.kind) {
        let current = if other.file == page.file { " aria-current=page" } else { "" };
        let model = &site.analysis.model;
        let ends = (other.records.first(), other.records.last());
        let _ = write!(out, "<a href=\"{}\"{current}>Part {}", other.file, other.number.0);
        if let (Some(first), Some(last)) = ends {
            out.push_str(": ");
            escape(out, model.at(*first).id());
            out.push_str(" … ");
            escape(out, model.at(*last).id());
        }
        out.push_str("</a> ");
    }
    out.push_str("</p>\n");
}

fn article(site: &Site<'_>, out: &mut String, record: Record<'_>, found: &FindingsByRecord<'_>) {
    out.push_str(if record.is_retired() { "<article class=retired id=\"" } else { "<article id=\"" });
    site.anchor(out, record);
    out.push_str("\">\n<h2><a href=\"#");
    site.anchor(out, record);
    out.push_str("\">");
    escape(out, record.id());
    out.push_str("</a> ");
    escape(out, &record.title());
    out.push_str("</h2>\n<p class=small>");
    if record.is_retired() {
        out.push_str("<b>Retired.</b> ");
    }
    let _ = write!(out, "Judged at class {} · ", site.analysis.classes.of(record));
    site.place(out, record.place());
    out.push_str("</p>\n");
    let standing = *site.analysis.approvals.of(record);
    if standing != Standing::NotAsked {
        let _ = write!(out, "<p class=small><a href=approvals.html>{} {}</a>: ", symbol(standing), standing.name());
        approvals::write_lines(site, out, record);
        out.push_str("</p>\n");
    }
    let mut open = found.of(record.position()).peekable();
    if open.peek().is_some() {
        out.push_str("<ul class=findings>\n");
        for finding in open {
            out.push_str("<li>");
            findings::finding(site, out, finding, false);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
    fields(site, out, record);
    let body = record.body();
    if !body.trim().is_empty() {
        out.push_str("<div class=text>\n");
        // A section one level below the record is a heading of the third level here.
        markdown::write(out, site, &body, Some(record), record.level() + 1, 3);
        out.push_str("</div>\n");
    }
    out.push_str("</article>\n");
}

/// Fields and links, then the links that lead here, by their names read backwards.
fn fields(site: &Site<'_>, out: &mut String, record: Record<'_>) {
    let mut last = "";
    let mut any = false;
    for value in record.fields() {
        let name = value.field.name.as_str();
        if name == last {
            out.push_str("<br>");
        } else {
            start(out, name, &mut any);
            last = name;
        }
        write_value(site, out, value);
    }
    let mut backwards: Vec<(&str, Record<'_>)> = record.incoming().map(|(by, field)| (field.inverse.as_str(), by)).collect();
    backwards.sort_by(|a, b| a.0.cmp(b.0).then(a.1.position().cmp(&b.1.position())));
    backwards.dedup();
    let mut last = None;
    for (name, by) in backwards {
        if last == Some(name) {
            out.push_str(", ");
        } else {
            start(out, if name.is_empty() { "named by" } else { name }, &mut any);
            last = Some(name);
        }
        site.link(out, by);
    }
    out.push_str(if any { "</dd></dl>\n" } else { "" });
}

fn start(out: &mut String, name: &str, any: &mut bool) {
    out.push_str(if *any { "</dd><dt>" } else { "<dl class=fields><dt>" });
    escape(out, name);
    out.push_str("</dt><dd>");
    *any = true;
}

fn write_value(site: &Site<'_>, out: &mut String, value: Value<'_>) {
    match value.target() {
        Some(target) => {
            out.push_str("<a href=\"");
            site.address(out, target);
            out.push_str("\">");
            escape(out, value.text);
            out.push_str("</a> <span class=title>");
            escape(out, &target.title());
            out.push_str(if target.is_retired() { " (retired)</span>" } else { "</span>" });
        }
        None => {
            escape(out, value.text);
            if value.is_dangling() {
                out.push_str(" <b class=count>✗ no such record</b>");
            }
        }
    }
    if value.default {
        out.push_str(" <span class=small>(set for the whole file)</span>");
    }
}
