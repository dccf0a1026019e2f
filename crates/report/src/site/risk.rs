//! The risk file: matrices before and after controls, the table of situations, threats, and the way to the proofs.

use super::escape::escape;
use super::figure::figure;
use super::layout::Site;
use super::{counted, matrix};
use crate::documents::figures;
use crate::estimates::{region, sign};
use crate::phrase::link;
use crate::risk::{Cell, LIMITS, MOMENTS, RiskMatrix, Row, ThreatRow, matrices, places};
use crate::trace::Matrix;
use primum_model::{Acceptability, Kind, Model, Record};
use std::fmt::Write;

/// How many situations a page holds before the next one begins.
const A_PAGE: usize = 1000;

/// How many records a cell of a matrix names before it counts the rest.
const IN_CELL: usize = 12;

/// How many causes and controls a row names before it counts the rest.
const IN_ROW: usize = 30;

/// The pages: matrices, threats and the trace stand on the first.
pub(super) fn pages(site: &Site<'_>, traces: &[Matrix]) -> Vec<(String, String)> {
    let rows: Vec<Row<'_>> = Row::all(site.analysis).collect();
    let parts: Vec<&[Row<'_>]> = if rows.is_empty() { vec![&[]] } else { rows.chunks(A_PAGE).collect() };
    let count = parts.len();
    let one = |(at, part): (usize, &&[Row<'_>])| (file(at), page(site, &rows, part, (at, count), traces));
    parts.iter().enumerate().map(one).collect()
}

/// `risk.html`, `risk-2.html`.
fn file(at: usize) -> String {
    if at == 0 { "risk.html".to_owned() } else { format!("risk-{}.html", at + 1) }
}

fn page(site: &Site<'_>, all: &[Row<'_>], part: &[Row<'_>], (at, count): (usize, usize), traces: &[Matrix]) -> String {
    let model = &site.analysis.model;
    let mut out = String::with_capacity(16_384 + part.len() * 2500);
    let title = if count > 1 { format!("Risk file, part {} of {count}", at + 1) } else { "Risk file".to_owned() };
    site.open(&mut out, &file(at), &title);
    let _ = writeln!(out, "<p class=lead>{LIMITS}</p>");
    let threat_rows: Vec<ThreatRow<'_>> = ThreatRow::all(model).collect();
    let trace = traces.iter().find(|matrix| matrix.name == "risk");
    if at == 0 {
        contents(&mut out, all, &threat_rows, trace);
        matrices(site.analysis).iter().for_each(|matrix| grid(&mut out, model, matrix, Some(site)));
        hazards(&mut out, site);
        figure(&mut out, "Ways in from the outside, threats, and what they attack.", figures::threats(site.analysis));
    }
    parts(&mut out, model, all, (at, count));
    table(&mut out, model, part, Some(site));
    parts(&mut out, model, all, (at, count));
    if at == 0 {
        threats(&mut out, model, &threat_rows, Some(site));
        if let Some(trace) = trace {
            way(&mut out, site, trace);
        }
    }
    site.close(&mut out);
    out
}

/// How many hazards have a picture; the table has all of them.
const PICTURED: usize = 40;

/// The chain of each hazard as a picture, folded.
fn hazards(out: &mut String, site: &Site<'_>) {
    let hazards = site.analysis.model.of(Kind::Hazard).filter(|hazard| !hazard.is_retired());
    for hazard in hazards.take(PICTURED) {
        let Some(drawing) = figures::hazard_chain(site.analysis, hazard) else { continue };
        out.push_str("<details><summary>Chain of ");
        escape(out, hazard.id());
        out.push(' ');
        escape(out, &hazard.title());
        out.push_str("</summary>\n");
        figure(out, "From the hazard over its situations to harm, with causes, and the controls against them.", Some(drawing));
        out.push_str("</details>\n");
    }
}

fn contents(out: &mut String, rows: &[Row<'_>], threats: &[ThreatRow<'_>], trace: Option<&Matrix>) {
    let open = rows.iter().filter(|row| row.standing.open).count();
    let situations = counted(rows.len(), "hazardous situation", "hazardous situations");
    let _ = writeln!(
        out,
        "<ul class=contents>\n<li><a href=\"#situations\">Hazardous situations</a>: {situations}, of {open} the residual risk is open</li>"
    );
    if !threats.is_empty() {
        let open = threats.iter().filter(|row| row.standing.open).count();
        let _ = writeln!(
            out,
            "<li><a href=\"#threats\">Threats</a>: {}, of {open} the residual risk is open</li>",
            counted(threats.len(), "threat", "threats")
        );
    }
    if let Some(trace) = trace {
        let _ = writeln!(out, "<li><a href=\"#risk\">From hazard to proof</a>: {}</li>", counted(trace.holes(), "hole", "holes"));
    }
    out.push_str("</ul>\n");
}

/// Links to the other parts of the table.
fn parts(out: &mut String, model: &Model, all: &[Row<'_>], (here, count): (usize, usize)) {
    if count < 2 {
        return;
    }
    out.push_str("<p class=parts>");
    for (at, part) in all.chunks(A_PAGE).enumerate() {
        let current = if at == here { " aria-current=page" } else { "" };
        let _ = write!(out, "<a href=\"{}\"{current}>Part {}", file(at), at + 1);
        if let (Some(first), Some(last)) = (part.first(), part.last()) {
            out.push_str(": ");
            escape(out, model.at(first.situation.position()).id());
            out.push_str(" … ");
            escape(out, model.at(last.situation.position()).id());
        }
        out.push_str("</a> ");
    }
    out.push_str("</p>\n");
}

/// The matrix from hazard to proof: here where it is of a size that one reads, else where all matrices stand.
fn way(out: &mut String, site: &Site<'_>, trace: &Matrix) {
    if trace.rows.len() <= A_PAGE {
        matrix::write(out, &site.analysis.model, trace, Some(site));
        return;
    }
    let _ = writeln!(
        out,
        "<section>\n<h2 id=risk>{}</h2>\n<p>{}</p>\n<p><a href=\"matrix.html#risk\">{} with {}</a></p>\n</section>",
        trace.title,
        trace.about,
        counted(trace.rows.len(), "row", "rows"),
        counted(trace.holes(), "hole", "holes")
    );
}

/// The name of a region in the style sheet.
pub(crate) fn class(acceptability: Option<Acceptability>) -> &'static str {
    acceptability.map_or("unknown", Acceptability::name)
}

/// `✗ unacceptable`, coloured.
fn badge(out: &mut String, acceptability: Option<Acceptability>) {
    let _ = write!(out, "<span class=\"region {}\">{} {}</span>", class(acceptability), sign(acceptability), region(acceptability));
}

/// Writes a risk matrix before and after controls, side by side.
pub(crate) fn grid(out: &mut String, model: &Model, matrix: &RiskMatrix<'_>, site: Option<&Site<'_>>) {
    let _ = writeln!(out, "<section>\n<h2 id={}>{}</h2>", matrix.name, matrix.title);
    if !matrix.is_drawn() {
        let missing = if matrix.severities.is_empty() { "severity" } else { matrix.other };
        let _ = writeln!(out, "<p class=nothing><code>primum.toml</code> has no scale of {missing}, so there is no matrix to draw.</p>");
    }
    // Four levels fit beside each other sooner than five.
    out.push_str(if matrix.levels.len() > 4 { "<div class=\"grids wide\">\n" } else { "<div class=grids>\n" });
    for (moment, name) in MOMENTS.into_iter().enumerate() {
        let id = format!("{}{moment}", matrix.name);
        let _ = write!(out, "<div>\n<h3 id={id}>{}</h3>\n<p>", super::capital(name));
        escape(out, &matrix.totals(moment));
        out.push_str("</p>\n");
        if matrix.is_drawn() {
            let _ = writeln!(
                out,
                "<div class=scroll tabindex=0 role=region aria-labelledby={id}><table class=grid>\n<thead><tr><th scope=col>Severity</th>"
            );
            for level in &matrix.levels {
                out.push_str("<th scope=col>");
                escape(out, level);
                out.push_str("</th>");
            }
            out.push_str("</tr></thead>\n<tbody>\n");
            for (severity, cells) in matrix.severities.iter().zip(&matrix.cells) {
                out.push_str("<tr><th scope=row>");
                escape(out, severity);
                out.push_str("</th>");
                cells.iter().for_each(|cell| grid_cell(out, model, cell, moment, site));
                out.push_str("</tr>\n");
            }
            out.push_str("</tbody>\n</table></div>\n");
        }
        unknown(out, model, &matrix.unknown[moment], site);
        out.push_str("</div>\n");
    }
    out.push_str("</div>\n</section>\n");
}

fn grid_cell(out: &mut String, model: &Model, cell: &Cell, moment: usize, site: Option<&Site<'_>>) {
    let records = &cell.records[moment];
    let empty = if records.is_empty() { " empty" } else { "" };
    let _ = write!(out, "<td class=\"region {}{empty}\">", class(cell.region));
    if !records.is_empty() {
        let _ = write!(out, "<b>{}</b> ", records.len());
    }
    let _ = write!(out, "<span>{}\u{a0}{}</span>", sign(cell.region), region(cell.region));
    if !records.is_empty() {
        out.push_str("<p>");
        list(out, model, records, IN_CELL, site);
        out.push_str("</p>");
    }
    out.push_str("</td>");
}

/// `HS-1, HS-2, … and 4 more`.
fn list(out: &mut String, model: &Model, records: &[u32], named: usize, site: Option<&Site<'_>>) {
    for (at, record) in records.iter().take(named).enumerate() {
        out.push_str(if at > 0 { ", " } else { "" });
        link(out, model.at(*record), site);
    }
    if records.len() > named {
        let _ = write!(out, " and {} more", records.len() - named);
    }
}

fn unknown(out: &mut String, model: &Model, list: &[(u32, String)], site: Option<&Site<'_>>) {
    if list.is_empty() {
        return;
    }
    let _ = write!(out, "<details open><summary><b class=count>? {} not known</b></summary><ul>", list.len());
    for (record, why) in list.iter().take(IN_ROW) {
        out.push_str("<li>");
        link(out, model.at(*record), site);
        out.push_str(": ");
        escape(out, why);
        out.push_str("</li>");
    }
    if list.len() > IN_ROW {
        let _ = write!(out, "<li>and {} more: see the table</li>", list.len() - IN_ROW);
    }
    out.push_str("</ul></details>\n");
}

/// Writes the rows of the risk table.
pub(crate) fn table(out: &mut String, model: &Model, rows: &[Row<'_>], site: Option<&Site<'_>>) {
    out.push_str("<section>\n<h2 id=situations>Hazardous situations</h2>\n");
    if rows.is_empty() {
        out.push_str("<p class=nothing>There is no hazardous situation.</p>\n</section>\n");
        return;
    }
    let heads = ["Situation", "Sequence and harm", "Causes", "Before controls", "Controls", "After all controls", "Where it stands"];
    out.push_str("<div class=scroll tabindex=0 role=region aria-labelledby=situations><table class=\"risks stacked\">\n<thead><tr>");
    for head in heads {
        let _ = write!(out, "<th scope=col>{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        one(out, model, row, site);
    }
    out.push_str("</tbody>\n</table></div>\n</section>\n");
}

fn one(out: &mut String, model: &Model, row: &Row<'_>, site: Option<&Site<'_>>) {
    out.push_str(if row.standing.open { "<tr class=open><th scope=row>" } else { "<tr><th scope=row>" });
    link(out, row.situation, site);
    out.push_str("<span>");
    escape(out, &row.situation.title());
    out.push_str("</span>");
    if row.hazards.is_empty() {
        out.push_str("<b class=count>✗ no hazard</b>");
    }
    for hazard in &row.hazards {
        out.push_str("<span>");
        link(out, model.at(*hazard), site);
        out.push(' ');
        escape(out, &model.at(*hazard).title());
        out.push_str("</span>");
    }
    out.push_str("</th><td data-head=\"Sequence and harm\">");
    paragraph(out, "", row.sequence());
    paragraph(out, "→ ", row.harm());
    out.push_str("</td><td data-head=Causes>");
    if row.causes.records.is_empty() {
        out.push_str(if row.situation.says("software-contributes", "no") { "software does not contribute" } else { "<b>✗ no cause</b>" });
    }
    each(out, model, &row.causes.records, row.causes.more, site, |out, cause| {
        let places = places(cause);
        if !places.is_empty() {
            let _ = write!(out, " <span class=small>in ");
            escape(out, &places);
            out.push_str("</span>");
        }
    });
    out.push_str("</td><td data-head=Before>");
    escape(out, &row.before.words());
    out.push_str("<br>");
    badge(out, row.before.acceptability);
    out.push_str("</td><td data-head=Controls>");
    if row.controls.records.is_empty() {
        let none_needed = row.before.acceptability == Some(Acceptability::Acceptable);
        out.push_str(if none_needed { "none needed" } else { "<b>✗ no risk control</b>" });
    }
    each(out, model, &row.controls.records, row.controls.more, site, nature);
    out.push_str("</td><td data-head=After>");
    escape(out, &row.after.words());
    out.push_str("<br>");
    badge(out, row.after.acceptability);
    out.push_str("</td><td data-head=Stands>");
    stands(out, &row.standing);
    paragraph(out, "", row.weighing());
    for (system, class) in &row.classes {
        let _ = write!(out, "<span class=small>class {class} for ");
        link(out, model.at(*system), site);
        out.push_str("</span><br>");
    }
    out.push_str("</td></tr>\n");
}

fn stands(out: &mut String, standing: &crate::risk::Standing) {
    out.push_str(if standing.open { "<p><b>✗ " } else { "<p>✓ " });
    escape(out, &standing.words);
    out.push_str(if standing.open { "</b></p>" } else { "</p>" });
}

/// Option and place of a control.
fn nature(out: &mut String, control: Record<'_>) {
    let words = crate::risk::nature(control);
    if !words.is_empty() {
        out.push_str(" <span class=small>");
        escape(out, &words);
        out.push_str("</span>");
    }
}

fn paragraph(out: &mut String, before: &str, text: &str) {
    if !text.trim().is_empty() {
        let _ = write!(out, "<p>{before}");
        escape(out, text.trim());
        out.push_str("</p>");
    }
}

/// Records below each other, each with something about it.
fn each(out: &mut String, model: &Model, list: &[u32], more: bool, site: Option<&Site<'_>>, about: impl Fn(&mut String, Record<'_>)) {
    for (at, record) in list.iter().take(IN_ROW).enumerate() {
        out.push_str(if at > 0 { "<br>" } else { "" });
        link(out, model.at(*record), site);
        about(out, model.at(*record));
    }
    match (list.len().saturating_sub(IN_ROW), more) {
        (0, false) => {}
        (rest, false) => {
            let _ = write!(out, "<br><i>and {rest} more</i>");
        }
        (_, true) => out.push_str("<br><i>and more</i>"),
    }
}

/// Writes the table of threats.
pub(crate) fn threats(out: &mut String, model: &Model, rows: &[ThreatRow<'_>], site: Option<&Site<'_>>) {
    if rows.is_empty() {
        return;
    }
    out.push_str("<section>\n<h2 id=threats>Threats</h2>\n<div class=scroll tabindex=0 role=region aria-labelledby=threats><table class=\"risks stacked\">\n<thead><tr>");
    for head in ["Threat", "Asset and way in", "Leads to", "Before controls", "Controls", "After all controls", "Where it stands"] {
        let _ = write!(out, "<th scope=col>{head}</th>");
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        out.push_str(if row.standing.open { "<tr class=open><th scope=row>" } else { "<tr><th scope=row>" });
        link(out, row.threat, site);
        out.push_str("<span>");
        escape(out, &row.threat.title());
        out.push_str("</span></th><td data-head=Asset>");
        paragraph(out, "", row.threat.text("asset").unwrap_or(""));
        let entry = |field| row.threat.links(field).filter(|to| !to.is_retired()).map(Record::position).collect::<Vec<u32>>();
        list(out, model, &entry("entry-point"), IN_ROW, site);
        out.push_str("</td><td data-head=\"Leads to\">");
        let leads = entry("leads-to");
        match row.threat.text("no-safety-effect") {
            Some(why) if leads.is_empty() => paragraph(out, "nothing: ", why),
            None if leads.is_empty() => out.push_str("<b>✗ no hazardous situation</b>"),
            _ => list(out, model, &leads, IN_ROW, site),
        }
        for moment in 0..2 {
            if moment == 1 {
                out.push_str("</td><td data-head=Controls>");
                if row.controls.records.is_empty() {
                    out.push_str("<b>✗ no risk control</b>");
                }
                each(out, model, &row.controls.records, row.controls.more, site, nature);
            }
            let _ = write!(out, "</td><td data-head={}>", if moment == 0 { "Before" } else { "After" });
            escape(out, &row.words(moment));
            out.push_str("<br>");
            badge(out, row.acceptability[moment]);
        }
        out.push_str("</td><td data-head=Stands>");
        stands(out, &row.standing);
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n</section>\n");
}
