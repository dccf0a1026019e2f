//! Matrices and neighbourhoods as JSON, version 1.

use super::tree::{Branch, FindingsByRecord, Neighbourhood};
use super::{Cell, LIMITS, Matrix};
use primum_model::Model;
use primum_rules::Analysis;
use std::fmt::Write;

pub(super) fn matrices(analysis: &Analysis, matrices: &[Matrix]) -> String {
    let model = &analysis.model;
    let mut out = String::with_capacity(4096 + matrices.iter().map(|matrix| matrix.rows.len() * 900).sum::<usize>());
    head(&mut out, analysis);
    out.push_str(",\"matrices\":[");
    for (at, matrix) in matrices.iter().enumerate() {
        comma(&mut out, at);
        out.push_str("{\"name\":");
        string(&mut out, matrix.name);
        out.push_str(",\"title\":");
        string(&mut out, matrix.title);
        let _ = write!(out, ",\"holes\":{},\"columns\":[", matrix.holes());
        for (at, (key, heading)) in matrix.columns.iter().enumerate() {
            comma(&mut out, at);
            out.push_str("{\"key\":");
            string(&mut out, key);
            out.push_str(",\"heading\":");
            string(&mut out, heading);
            out.push('}');
        }
        out.push_str("],\"rows\":[");
        for (at, row) in matrix.rows.iter().enumerate() {
            comma(&mut out, at);
            out.push('\n');
            out.push_str("{\"record\":");
            string(&mut out, model.at(row.record).id());
            out.push_str(",\"kind\":");
            string(&mut out, &model.at(row.record).spec().name);
            out.push_str(",\"title\":");
            string(&mut out, &model.at(row.record).title());
            let _ = write!(out, ",\"holes\":{},\"cells\":{{", row.holes());
            for (at, (cell, (key, _))) in row.cells.iter().zip(matrix.columns).enumerate() {
                comma(&mut out, at);
                string(&mut out, key);
                out.push(':');
                write_cell(&mut out, model, cell);
            }
            out.push_str("}}");
        }
        out.push_str("]}");
    }
    out.push_str("]}\n");
    out
}

fn write_cell(out: &mut String, model: &Model, cell: &Cell) {
    out.push_str("{\"ids\":[");
    for (at, record) in cell.records.iter().enumerate() {
        comma(out, at);
        string(out, model.at(*record).id());
    }
    let _ = write!(out, "],\"more\":{},\"hole\":", cell.more);
    optional(out, &cell.hole);
    out.push_str(",\"note\":");
    optional(out, &cell.note);
    out.push('}');
}

pub(super) fn neighbourhood(analysis: &Analysis, around: &Neighbourhood) -> String {
    let model = &analysis.model;
    let findings = FindingsByRecord::new(analysis);
    let mut out = String::new();
    head(&mut out, analysis);
    out.push_str(",\"record\":{");
    node(&mut out, analysis, &findings, around.record);
    out.push('}');
    for (name, list) in [("upstream", &around.upstream), ("downstream", &around.downstream)] {
        let _ = write!(out, ",\"{name}\":[");
        for (at, branch) in list.iter().enumerate() {
            comma(&mut out, at);
            out.push_str("\n{");
            write_branch(&mut out, model, branch);
            node(&mut out, analysis, &findings, branch.record);
            out.push('}');
        }
        out.push(']');
    }
    out.push_str("}\n");
    out
}

fn write_branch(out: &mut String, model: &Model, branch: &Branch) {
    let _ = write!(out, "\"depth\":{},\"of\":", branch.depth);
    string(out, model.at(branch.of).id());
    out.push_str(",\"link\":");
    string(out, branch.link_name(model));
    let _ = write!(out, ",\"expanded_before\":{},\"sideways\":{},", branch.again, branch.sideways);
}

fn node(out: &mut String, analysis: &Analysis, findings: &FindingsByRecord<'_>, at: u32) {
    let model = &analysis.model;
    let record = model.at(at);
    out.push_str("\"id\":");
    string(out, record.id());
    out.push_str(",\"kind\":");
    string(out, &record.spec().name);
    out.push_str(",\"title\":");
    string(out, &record.title());
    let _ = write!(out, ",\"retired\":{},\"findings\":[", record.is_retired());
    for (at, finding) in findings.of(at).enumerate() {
        comma(out, at);
        out.push_str("{\"rule\":");
        string(out, finding.rule.name);
        let _ = write!(out, ",\"level\":\"{}\",\"message\":", finding.level.name());
        string(out, &finding.message);
        out.push_str(",\"accepted_by\":");
        optional(out, finding.accepted_by.map_or("", |by| model.at(by).id()));
        out.push('}');
    }
    let _ = write!(out, "],\"approval\":{}", crate::approval::json(analysis, record));
}

fn head(out: &mut String, analysis: &Analysis) {
    out.push_str("{\"version\":1,\"product\":");
    string(out, &analysis.model.config.product.name);
    out.push_str(",\"product_version\":");
    string(out, &analysis.model.config.product.version);
    let _ = write!(out, ",\"date\":\"{}\",\"limits\":", analysis.model.date);
    string(out, LIMITS);
}

fn comma(out: &mut String, at: usize) {
    if at > 0 {
        out.push(',');
    }
}

fn optional(out: &mut String, text: &str) {
    if text.is_empty() { out.push_str("null") } else { string(out, text) }
}

/// A JSON string that may also stand in a script: no `<`, no line separators of JavaScript.
pub(crate) fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, c) in text.char_indices() {
        let known = match c {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            '<' => "\\u003c",
            '\u{2028}' => "\\u2028",
            '\u{2029}' => "\\u2029",
            c if c < ' ' || c == '\u{7f}' => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        plain = at + c.len_utf8();
        if known.is_empty() {
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push_str(known);
        }
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
