//! Matrices and neighbourhoods as one page that needs no other file.

use super::tree::{FindingsByRecord, Neighbourhood, finding_line};
use super::{LIMITS, Matrix};
use crate::site::STYLE;
use crate::site::escape::escape;
use crate::site::{layout, matrix};
use primum_model::Model;
use primum_rules::Analysis;
use std::fmt::Write;

pub(super) fn page(analysis: &Analysis, matrices: &[Matrix]) -> String {
    let rows: usize = matrices.iter().map(|matrix| matrix.rows.len()).sum();
    let mut out = String::with_capacity(32_768 + rows * 1200);
    open(&mut out, analysis, "Traceability matrix");
    let _ = writeln!(out, "<p class=lead>{LIMITS}</p>");
    for matrix in matrices {
        matrix::write(&mut out, &analysis.model, matrix, None);
    }
    close(&mut out);
    out
}

pub(super) fn neighbourhood(analysis: &Analysis, around: &Neighbourhood) -> String {
    let model = &analysis.model;
    let findings = FindingsByRecord::new(analysis);
    let mut out = String::with_capacity(32_768);
    let root = model.at(around.record);
    open(&mut out, analysis, &format!("{} {}", root.id(), root.title()));
    out.push_str("<p class=lead>A ");
    escape(&mut out, &root.spec().name);
    out.push_str(", with everything it comes from and everything that comes of it. Each record is expanded once; what a link merely touches is shown and not followed.</p>\n");
    found(&mut out, model, &findings, around.record);
    for (title, list) in [("Upstream: where it comes from", &around.upstream), ("Downstream: what comes of it", &around.downstream)] {
        let _ = writeln!(out, "<h2>{title}</h2>");
        if list.is_empty() {
            out.push_str("<p class=nothing>Nothing.</p>\n");
            continue;
        }
        // A table, because a list a thousand deep is no longer a list that anybody can read.
        out.push_str("<div class=scroll tabindex=0><table>\n<thead><tr><th scope=col>Step</th><th scope=col>From</th><th scope=col>Link</th><th scope=col>Record</th><th scope=col>Kind</th><th scope=col>Findings</th></tr></thead>\n<tbody>\n");
        for branch in list {
            let record = model.at(branch.record);
            let _ = write!(out, "<tr><td>{}{}</td><td>", "· ".repeat((branch.depth as usize - 1).min(12)), branch.depth);
            escape(&mut out, model.at(branch.of).id());
            out.push_str("</td><td>");
            escape(&mut out, branch.link_name(model));
            out.push_str("</td><th scope=row>");
            escape(&mut out, record.id());
            out.push_str("<span>");
            escape(&mut out, &record.title());
            out.push_str("</span></th><td>");
            escape(&mut out, &record.spec().name);
            out.push_str(if record.is_retired() { ", retired</td><td>" } else { "</td><td>" });
            if branch.again {
                out.push_str("<i>expanded above</i>");
            } else {
                found(&mut out, model, &findings, branch.record);
            }
            out.push_str("</td></tr>\n");
        }
        out.push_str("</tbody>\n</table></div>\n");
    }
    close(&mut out);
    out
}

fn found(out: &mut String, model: &Model, findings: &FindingsByRecord<'_>, record: u32) {
    let mut list = findings.of(record).peekable();
    if list.peek().is_none() {
        return;
    }
    out.push_str("<ul class=findings>");
    for finding in list {
        out.push_str("<li>");
        escape(out, &finding_line(model, finding));
        out.push_str("</li>");
    }
    out.push_str("</ul>\n");
}

pub(crate) fn open(out: &mut String, analysis: &Analysis, title: &str) {
    out.push_str("<!doctype html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n<meta name=color-scheme content=\"light dark\">\n<title>");
    escape(out, title);
    out.push_str("</title>\n<style>\n");
    out.push_str(STYLE);
    out.push_str("</style>\n</head>\n<body>\n<main>\n<h1>");
    escape(out, title);
    out.push_str("</h1>\n<p class=small>");
    let product = &analysis.model.config.product;
    escape(out, if product.name.is_empty() { "Unnamed product" } else { &product.name });
    out.push(' ');
    escape(out, if product.version.is_empty() { "no version stated" } else { &product.version });
    let _ = writeln!(out, " · snapshot of {} · made by Primum {}</p>", analysis.model.date, env!("CARGO_PKG_VERSION"));
}

pub(crate) fn close(out: &mut String) {
    out.push_str("</main>\n<footer><p><b>Not examined:</b> ");
    escape(out, &layout::not_examined().join("; "));
    out.push_str(".</p></footer>\n</body>\n</html>\n");
}
