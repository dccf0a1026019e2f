//! The 34-item checklist, each item with the statuses of the clauses that decide it.

use super::escape::escape;
use super::layout::Site;
use super::overview::{Standing, class_name};
use crate::checklist::{self, Answered};
use crate::trace::symbol;
use primum_rules::standards::{self, Verdict};
use std::fmt::Write;

pub(super) fn page(site: &Site<'_>) -> String {
    let items = checklist::answer(site.analysis);
    let mut out = String::with_capacity(items.len() * 1200 + 8192);
    site.open(&mut out, "checklist.html", "Checklist");
    let _ = writeln!(
        out,
        "<p class=lead>The {}-item checklist that many teams know, answered from the clauses. Where it and the standard disagree, the standard decides, and the item says so.</p>\n<div class=scroll tabindex=0 role=region aria-label=Checklist><table class=gap>\n<thead><tr><th scope=col>Item</th><th scope=col>Status</th><th scope=col>What it asks</th><th scope=col>Clauses</th></tr></thead>",
        items.len()
    );
    let mut phase = None;
    for answered in &items {
        let item = answered.item;
        if phase != Some(item.phase) {
            out.push_str(if phase.is_some() { "</tbody>\n<tbody>\n" } else { "<tbody>\n" });
            let _ = writeln!(out, "<tr class=group><th colspan=4 scope=rowgroup>{}</th></tr>", capital(&item.phase.to_string()));
            phase = Some(item.phase);
        }
        row(site, &mut out, answered);
    }
    out.push_str("</tbody>\n</table></div>\n");
    site.close(&mut out);
    out
}

fn row(site: &Site<'_>, out: &mut String, answered: &Answered) {
    let (item, status) = (answered.item, answered.status);
    let _ = write!(out, "<tr class={} id=\"", class_name(status));
    escape(out, &item.id);
    out.push_str("\"><th scope=row>");
    escape(out, &item.id);
    let _ = write!(out, "</th><td><span class=status>{} {}", symbol(status), status.name());
    out.push_str("</span></td><td><b>");
    escape(out, &item.text);
    let _ = write!(out, "</b><p class=small>Checklist and standard: {}.", comparison(item.verdict));
    if item.classes != item.classes_claimed && !item.clauses.is_empty() {
        let _ = write!(out, " The checklist asks it of class {}, the standard of class {}.", item.classes_claimed, item.classes);
    }
    out.push_str("</p>");
    if let Some(note) = &item.note {
        out.push_str("<p>");
        escape(out, note);
        out.push_str("</p>");
    }
    if !item.other_requirements.is_empty() {
        out.push_str("<p class=small>Also asked by: ");
        escape(out, &item.other_requirements.join("; "));
        out.push_str("</p>");
    }
    out.push_str("</td><td>");
    if answered.clauses.is_empty() {
        out.push_str("<p>");
        escape(out, &answered.reason);
        out.push_str("</p>");
    }
    out.push_str("<ul class=rules>");
    for (reference, status) in &answered.clauses {
        let found = standards::find(reference);
        let verdict = found.and_then(|(_, clause)| site.analysis.clauses.iter().find(|one| std::ptr::eq(one.clause, clause)));
        let standing = verdict.map(Standing::of);
        let _ = write!(out, "<li class={}>", standing.map_or("na", Standing::class));
        site.clause(out, reference);
        match (status, verdict) {
            (Some(status), Some(verdict)) => {
                let symbol = standing.map_or("", Standing::symbol);
                let _ = write!(out, " <span class=status>{symbol} {}</span>: ", status.name());
                escape(out, &checklist::why(site.analysis, reference, verdict));
            }
            _ => out.push_str(" not judged"),
        }
        out.push_str("</li>");
    }
    out.push_str("</ul>");
    if !item.related.is_empty() {
        out.push_str("<p class=small>See also ");
        for (at, reference) in item.related.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            site.clause(out, reference);
        }
        out.push_str("</p>");
    }
    out.push_str("</td></tr>\n");
}

fn comparison(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "they agree",
        Verdict::Understates => "the standard applies to a class that the checklist leaves out",
        Verdict::Overstates => "the checklist asks for more than the standard",
        Verdict::Mixed => "parts agree, parts differ",
        Verdict::Indirect => "good practice that helps to meet the clauses",
        Verdict::NoDirectRequirement => "good practice without a clause that asks for it",
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
