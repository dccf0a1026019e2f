//! Problem reports: what is open and for how long, and the numbers that a trend review looks at.

use super::escape::escape;
use super::figure::figure;
use super::layout::Site;
use crate::documents::figures;
use crate::trends::{NOTE, asides, headline, oldest};
use primum_rules::trends::{Month, Trends};
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let analysis = site.analysis;
    let trends = Trends::new(&analysis.model, None, None);
    let mut out = String::with_capacity(16 * 1024);
    site.open(&mut out, "problems.html", "Problems");
    out.push_str("<p class=lead>");
    escape(&mut out, &headline(&trends));
    out.push_str(".</p>\n");
    for line in asides(analysis, &trends) {
        out.push_str("<p>");
        escape(&mut out, &line);
        out.push_str("</p>\n");
    }
    if trends.reports.is_empty() {
        site.close(&mut out);
        return out;
    }
    out.push_str("<h2>Open</h2>\n");
    let open = oldest(&trends);
    if open.is_empty() {
        out.push_str("<p>No problem report is open.</p>\n");
    } else {
        out.push_str("<div class=scroll tabindex=0 role=region aria-label=\"Open problem reports\"><table>\n<thead><tr><th scope=col>report<th scope=col>status<th scope=col>criticality<th scope=col>reported<th scope=col>days</thead>\n<tbody>\n");
        for report in open {
            let record = analysis.model.at(report.record);
            out.push_str("<tr><td>");
            site.link(&mut out, record);
            out.push(' ');
            escape(&mut out, &record.title());
            for cell in [record.text("status").unwrap_or("open"), record.text("criticality").unwrap_or(primum_rules::trends::NOT_STATED)] {
                out.push_str("<td>");
                escape(&mut out, cell);
            }
            let _ = writeln!(out, "<td>{}<td>{}", report.reported, report.days);
        }
        out.push_str("</tbody>\n</table></div>\n");
    }
    figure(&mut out, "Open problem reports by age and by what they endanger.", figures::problem_ages(analysis));
    out.push_str("<h2>Reported and closed, by month</h2>\n");
    chart(&mut out, &trends.months);
    for group in trends.groups.iter().filter(|group| !group.rows.is_empty()) {
        let _ = writeln!(
            out,
            "<h2>By {0}</h2>\n<div class=scroll tabindex=0 role=region aria-label=\"Problem reports by {0}\"><table>\n<thead><tr><th scope=col>{0}<th scope=col>reports<th scope=col>open<th scope=col>safety<th scope=col>opened again</thead>\n<tbody>",
            group.by
        );
        for (value, count) in &group.rows {
            out.push_str("<tr><td>");
            match analysis.model.find(value) {
                Some(record) => site.link(&mut out, record),
                None => escape(&mut out, value),
            }
            let _ = writeln!(out, "<td>{}<td>{}<td>{}<td>{}", count.all, count.open, count.safety, count.reopened);
        }
        out.push_str("</tbody>\n</table></div>\n");
    }
    out.push_str("<p>");
    escape(&mut out, &NOTE.replace('`', ""));
    out.push_str("</p>\n");
    site.close(&mut out);
    out
}

/// Columns of the chart; earlier months stand in `primum trends`.
const MONTHS: usize = 36;

/// Two columns for each month: reported, closed. The numbers are in the titles as well.
fn chart(out: &mut String, months: &[Month]) {
    let months = &months[months.len().saturating_sub(MONTHS)..];
    let highest = months.iter().map(|month| month.reported.max(month.closed)).max().unwrap_or(0).max(1);
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return };
    let _ = writeln!(
        out,
        "<svg class=months viewBox=\"0 0 {} 118\" preserveAspectRatio=\"xMinYMid meet\" role=img aria-labelledby=months><title id=months>Problem reports from {} to {}: reported and closed in each month, at most {highest}</title>",
        months.len() * 24,
        first.name,
        last.name
    );
    for (at, month) in months.iter().enumerate() {
        // The year stands where it begins.
        let number = month.name.rsplit('-').next().unwrap_or_default();
        let label = if at == 0 || number == "01" { month.name.as_str() } else { number };
        let _ = writeln!(out, "<text x={} y=115>{label}</text>", at * 24 + 2);
        for (count, class, shift, word) in [(month.reported, "open", 2, "reported"), (month.closed, "satisfied", 12, "closed")] {
            let height = count * 100 / highest;
            let _ = writeln!(
                out,
                "<rect class={class} x={} y={} width=9 height={height}><title>{}: {count} {word}</title></rect>",
                at * 24 + shift,
                105 - height,
                month.name
            );
        }
    }
    out.push_str("</svg>\n<ul class=legend>\n<li class=open><b>■</b> reported</li>\n<li class=satisfied><b>■</b> closed</li>\n</ul>\n");
}
