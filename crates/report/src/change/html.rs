//! `diff --format html`: one page that needs no other file.

use super::summary::summary;
use super::told::{Detail, Told, told};
use super::{Comparison, class_word, subject};
use crate::site::escape::escape;
use crate::trace::{close_page as close, open_page as open};
use primum_model::words::Piece;
use std::fmt::Write;

/// The comparison as a page.
#[must_use]
pub fn html(comparison: &Comparison<'_>) -> String {
    let mut out = String::with_capacity(32_768);
    let (before, after) = &comparison.names;
    open(&mut out, comparison.after, &format!("What changed from {before} to {after}"));
    if comparison.is_empty() {
        out.push_str("<p class=nothing>Nothing.</p>\n");
    }
    list(&mut out, summary(comparison).iter().map(String::as_str));
    table(
        &mut out,
        "Classes",
        ["Part", "Before", "After"],
        comparison.classes.iter().map(|change| [change.id.clone(), class_word(change.before), class_word(change.after)]),
    );
    table(
        &mut out,
        "Approvals lost",
        ["Record", "Before", "Now"],
        comparison.approvals_lost.iter().map(|lost| [lost.id.clone(), "approved".to_owned(), lost.now.to_owned()]),
    );
    if !comparison.records.is_empty() {
        out.push_str("<h2>Records</h2>\n");
    }
    for record in &comparison.records {
        out.push_str("<section><h3>");
        escape(&mut out, &record.id);
        out.push(' ');
        let known = comparison.after.model.find(&record.id).or_else(|| comparison.before.model.find(&record.id));
        escape(&mut out, &known.map(|record| record.title().into_owned()).unwrap_or_default());
        out.push_str("</h3>\n<dl>\n");
        for change in &record.changes {
            write_told(&mut out, &told(change));
        }
        out.push_str("</dl></section>\n");
    }
    table(
        &mut out,
        "Clauses",
        ["Clause", "Before", "After"],
        comparison.clauses.iter().map(|change| {
            let name = format!("{} {}", change.reference, change.title);
            [name, change.before.unwrap_or("not judged").to_owned(), change.after.status.name().to_owned()]
        }),
    );
    for (title, analysis, findings) in
        [("New findings", comparison.after, &comparison.new), ("Findings that are gone", comparison.before, &comparison.gone)]
    {
        table(
            &mut out,
            title,
            ["Rule", "About", "Finding"],
            findings.iter().map(|finding| [finding.rule.name.to_owned(), subject(analysis, finding), finding.message.clone()]),
        );
    }
    close(&mut out);
    out
}

fn list<'l>(out: &mut String, lines: impl Iterator<Item = &'l str>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    out.push_str("<ul>\n");
    for line in lines {
        out.push_str("<li>");
        escape(out, line);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn table(out: &mut String, title: &str, head: [&str; 3], rows: impl Iterator<Item = [String; 3]>) {
    let mut rows = rows.peekable();
    if rows.peek().is_none() {
        return;
    }
    let _ = write!(out, "<h2>{title}</h2>\n<div class=scroll tabindex=0><table>\n<thead><tr>");
    for cell in head {
        let _ = write!(out, "<th scope=col>{cell}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for [first, second, third] in rows {
        out.push_str("<tr><th scope=row>");
        escape(out, &first);
        out.push_str("</th><td>");
        escape(out, &second);
        out.push_str("</td><td>");
        escape(out, &third);
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
}

fn write_told(out: &mut String, told: &Told) {
    out.push_str("<dt>");
    escape(out, &told.what);
    out.push_str("</dt>\n");
    for detail in &told.details {
        out.push_str("<dd>");
        match detail {
            Detail::Removed(text) => marked(out, "del", text),
            Detail::Added(text) => marked(out, "ins", text),
            Detail::Words(pieces) => {
                for (at, piece) in pieces.iter().enumerate() {
                    if at > 0 {
                        out.push(' ');
                    }
                    match piece {
                        Piece::Same(text) => escape(out, text),
                        Piece::Removed(text) => marked(out, "del", text),
                        Piece::Added(text) => marked(out, "ins", text),
                    }
                }
            }
        }
        out.push_str("</dd>\n");
    }
}

fn marked(out: &mut String, element: &str, text: &str) {
    let _ = write!(out, "<{element}>");
    escape(out, text);
    let _ = write!(out, "</{element}>");
}
