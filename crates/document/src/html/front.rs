//! What stands around the text of a page: its style, the title with the stamp, approvals, what is missing, and the contents.

use super::escape::{address, css, text};
use super::{Entry, STYLE};
use crate::front::{APPROVALS, MISSING, NOBODY, SIGNED, approval, facts, holds};
use crate::tree::Document;
use std::fmt::Write;

/// The style of the page; the head and foot of its printed pages name the document.
pub(super) fn style(document: &Document) -> String {
    let stamp = &document.stamp;
    let draft = if stamp.draft.is_empty() { "" } else { "DRAFT" };
    let joined = |parts: &[&str]| parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    let mut out = STYLE.to_owned();
    out.push_str("@page {");
    for (place, content) in [
        ("top-left", joined(&[&document.number, &document.title])),
        ("top-right", joined(&[&stamp.product, &stamp.version, draft])),
        ("bottom-left", joined(&[&stamp.date, stamp.commit.get(..12).unwrap_or(&stamp.commit), &stamp.tool])),
    ] {
        let _ = write!(out, " @{place} {{ content: ");
        css(&mut out, &content);
        out.push_str("; }");
    }
    out.push_str(" }\n");
    out
}

/// Writes all that stands before the text.
pub(super) fn write(out: &mut String, document: &Document, contents: &[Entry]) {
    let stamp = &document.stamp;
    out.push_str("<a class=\"skip\" href=\"#~text\">Skip to the text</a>\n");
    if !stamp.draft.is_empty() {
        out.push_str("<div class=\"mark\" aria-hidden=\"true\">DRAFT</div>\n");
    }
    out.push_str("<header>\n<h1>");
    text(out, &document.title);
    out.push_str("</h1>\n");
    if !document.purpose.is_empty() {
        out.push_str("<p class=\"purpose\">");
        text(out, &document.purpose);
        out.push_str("</p>\n");
    }
    if !stamp.draft.is_empty() {
        out.push_str("<div class=\"note caution draft\" role=\"note\"><p><strong>DRAFT.</strong> ");
        text(out, &stamp.draft);
        out.push_str("</p></div>\n");
    }
    out.push_str("<dl class=\"facts\">\n");
    for (name, value) in facts(document) {
        let _ = write!(out, "<div><dt>{name}</dt><dd>");
        text(out, &value);
        out.push_str("</dd></div>\n");
    }
    out.push_str("</dl>\n</header>\n");
    navigation(out, document, contents);
    out.push_str("<main id=\"~text\" tabindex=\"-1\">\n");
    approvals(out, document);
    missing(out, document);
}

/// Writes all that stands behind the text.
pub(super) fn close(out: &mut String, document: &Document) {
    out.push_str("</main>\n<footer>\n");
    if !document.stamp.data.is_empty() {
        out.push_str("<h2>What the content rests on</h2>\n<dl class=\"facts\">\n");
        for fact in &document.stamp.data {
            out.push_str("<div><dt>");
            text(out, &fact.name);
            out.push_str("</dt><dd>");
            text(out, if fact.value.is_empty() { "not stated" } else { &fact.value });
            out.push_str("</dd></div>\n");
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</footer>\n</body>\n</html>\n");
}

fn navigation(out: &mut String, document: &Document, contents: &[Entry]) {
    out.push_str(
        "<nav aria-labelledby=\"~contents\">\n<h2 id=\"~contents\">Contents</h2>\n<ul>\n<li><a href=\"#~approvals\">Approvals</a></li>\n",
    );
    if !document.missing.is_empty() {
        let _ = writeln!(out, "<li><a href=\"#~missing\">What is missing ({})</a></li>", document.missing.len());
    }
    for entry in contents {
        let _ = write!(out, "<li class=\"depth{}\"><a href=\"#", entry.level.clamp(1, 6));
        address(out, &entry.id);
        let _ = write!(out, "\"><span class=\"number\">{}</span> ", entry.number);
        text(out, &entry.text);
        out.push_str("</a></li>\n");
    }
    out.push_str("</ul>\n</nav>\n");
}

fn approvals(out: &mut String, document: &Document) {
    out.push_str("<h2 id=\"~approvals\">Approvals</h2>\n");
    if document.stamp.approvals.is_empty() {
        let _ = writeln!(out, "<p>{NOBODY}</p>");
        return;
    }
    let _ = writeln!(out, "<p>{SIGNED}</p>");
    open(out, "Approvals", &APPROVALS);
    for one in &document.stamp.approvals {
        let cells = approval(one);
        out.push_str("<tr>");
        for (at, value) in cells.iter().enumerate() {
            out.push_str(if at == 0 { "<th scope=\"row\">" } else { "<td>" });
            if at + 1 == cells.len() {
                let _ = write!(out, "<span class=\"state {}\">{}</span>", if one.holds { "good" } else { "bad" }, holds(one));
            } else {
                text(out, value);
            }
            out.push_str(if at == 0 { "</th>" } else { "</td>" });
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn missing(out: &mut String, document: &Document) {
    if document.missing.is_empty() {
        return;
    }
    out.push_str("<h2 id=\"~missing\">What is missing</h2>\n");
    open(out, "What is missing", &MISSING);
    for one in &document.missing {
        out.push_str("<tr>");
        for value in [&one.what, &one.why, &one.remedy] {
            out.push_str("<td>");
            text(out, value);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn open(out: &mut String, name: &str, columns: &[&str]) {
    let _ = write!(out, "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{name}\">\n<table>\n<thead><tr>");
    for column in columns {
        let _ = write!(out, "<th scope=\"col\">{column}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}
