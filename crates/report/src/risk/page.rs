//! A view of the risk file as one page that needs no other file.

use super::chain::{Chain, Node, Remark};
use super::rows::{Row, ThreatRow};
use super::{LIMITS, View, matrices};
use crate::site::escape::escape;
use crate::site::risk::{grid, table, threats};
use crate::trace::{close_page, open_page};
use primum_model::Model;
use primum_rules::Analysis;
use std::fmt::Write;

pub(super) fn page(analysis: &Analysis, view: View) -> String {
    let mut out = String::with_capacity(32_768);
    match view {
        View::One(at) => {
            let record = analysis.model.at(at);
            open_page(&mut out, analysis, &format!("{} {}", record.id(), record.title()));
            let _ = writeln!(out, "<p class=lead>{LIMITS}</p>");
            chain(&mut out, analysis, at);
        }
        View::Matrix => {
            open_page(&mut out, analysis, "Risk matrices");
            let _ = writeln!(out, "<p class=lead>{LIMITS}</p>");
            matrices(analysis).iter().for_each(|matrix| grid(&mut out, &analysis.model, matrix, None));
        }
        View::Table | View::Trace => {
            open_page(&mut out, analysis, "Risk table");
            let _ = writeln!(out, "<p class=lead>{LIMITS}</p>");
            let rows: Vec<Row<'_>> = Row::all(analysis).collect();
            table(&mut out, &analysis.model, &rows, None);
            let rows: Vec<ThreatRow<'_>> = ThreatRow::all(&analysis.model).collect();
            threats(&mut out, &analysis.model, &rows, None);
        }
    }
    close_page(&mut out);
    out
}

fn chain(out: &mut String, analysis: &Analysis, at: u32) {
    let model = &analysis.model;
    let chain = Chain::new(analysis, at);
    remarks(out, model, &chain.remarks);
    for (title, list) in [("What it leads to", &chain.leads_to), ("From cause to proof", &chain.below)] {
        let _ = writeln!(out, "<h2>{title}</h2>");
        if list.is_empty() {
            out.push_str("<p class=nothing>Nothing.</p>\n");
            continue;
        }
        // A table, because a list a thousand deep is no longer a list that anybody can read.
        out.push_str("<div class=scroll tabindex=0><table>\n<thead><tr><th scope=col>Step</th><th scope=col>From</th><th scope=col>Link</th><th scope=col>Record</th><th scope=col>Kind</th><th scope=col>What there is to say</th></tr></thead>\n<tbody>\n");
        list.iter().for_each(|node| row(out, model, node));
        out.push_str("</tbody>\n</table></div>\n");
    }
}

fn row(out: &mut String, model: &Model, node: &Node) {
    let record = model.at(node.record);
    let _ = write!(out, "<tr><td>{}{}</td><td>", "· ".repeat((node.depth - 1).min(12)), node.depth);
    escape(out, model.at(node.of).id());
    let _ = write!(out, "</td><td>{}</td><th scope=row>", node.link);
    escape(out, record.id());
    out.push_str("<span>");
    escape(out, &record.title());
    out.push_str("</span></th><td>");
    escape(out, &record.spec().name);
    out.push_str("</td><td>");
    if node.again {
        out.push_str("<i>told above</i>");
    } else {
        remarks(out, model, &node.remarks);
    }
    out.push_str("</td></tr>\n");
}

fn remarks(out: &mut String, model: &Model, list: &[Remark]) {
    if list.is_empty() {
        return;
    }
    out.push_str("<ul class=findings>");
    for remark in list {
        out.push_str(if remark.hole { "<li><b class=count>✗ " } else { "<li>" });
        remark.words.write(out, model, None);
        out.push_str(if remark.hole { "</b></li>" } else { "</li>" });
    }
    out.push_str("</ul>\n");
}
