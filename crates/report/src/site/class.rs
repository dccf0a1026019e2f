//! The safety classes: systems with their reasons, items below their systems, and what would have to be true for a lower class.

use super::counted;
use super::escape::escape;
use super::figure::figure;
use super::layout::Site;
use crate::classify::{self, Found, Lower};
use crate::documents::figures;
use crate::phrase::Phrase;
use primum_model::{Class, Record};
use primum_rules::class::{Ground, Judged, Part, System};
use std::fmt::Write;

/// How many items a page holds before the next one begins.
const A_PAGE: usize = 1000;

/// How many situations and conditions are told in full.
const IN_FULL: usize = 100;

/// Beyond this depth an item is not moved in any further.
const DEEPEST: usize = 12;

/// The pages: the systems stand on the first, the items on as many as it takes.
pub(super) fn pages(site: &Site<'_>) -> Vec<(String, String)> {
    let found = Found::of(site.analysis);
    let tree = classify::tree(found);
    let parts: Vec<&[(&Part, usize)]> = if tree.is_empty() { vec![&[]] } else { tree.chunks(A_PAGE).collect() };
    let count = parts.len();
    let one = |(at, part): (usize, &&[(&Part, usize)])| (file(at), page(site, found, part, (at, count)));
    parts.iter().enumerate().map(one).collect()
}

/// `class.html`, `class-2.html`.
fn file(at: usize) -> String {
    if at == 0 { "class.html".to_owned() } else { format!("class-{}.html", at + 1) }
}

/// The class as a badge: a letter, so that the colour says nothing alone.
pub(super) fn badge(out: &mut String, class: Class) {
    let _ = write!(out, "<b class=\"badge class-{0}\">{0}</b>", class.letter());
}

fn page(site: &Site<'_>, found: Found<'_>, part: &[(&Part, usize)], (at, count): (usize, usize)) -> String {
    let mut out = String::with_capacity(16_384 + part.len() * 700);
    let title = if count > 1 { format!("Safety class, part {} of {count}", at + 1) } else { "Safety class".to_owned() };
    site.open(&mut out, &file(at), &title);
    if at == 0 {
        out.push_str("<p class=lead>Computed from the risk file by IEC 62304 4.3: the failure of software is taken as certain, and only controls outside the software are credited, with proof. What is unknown counts as class C.</p>\n<p>Project: ");
        badge(&mut out, found.classes.project());
        out.push(' ');
        phrase(site, &mut out, &classify::of_project(found));
        out.push_str("</p>\n");
        if found.classes.systems.is_empty() {
            out.push_str("<p class=nothing>There is no software system.</p>\n");
        }
        let caption = "What the software is made of, with the class at which each part is judged, and the interfaces between the parts.";
        figure(&mut out, caption, figures::architecture(site.analysis));
        for one in &found.classes.systems {
            system(site, &mut out, found, one);
        }
    }
    items(site, &mut out, found, part, (at, count));
    site.close(&mut out);
    out
}

fn phrase(site: &Site<'_>, out: &mut String, phrase: &Phrase) {
    phrase.write(out, &site.analysis.model, Some(site));
}

fn system(site: &Site<'_>, out: &mut String, found: Found<'_>, system: &System) {
    let record = found.model.at(system.record);
    out.push_str("<section>\n<h2 id=\"");
    site.anchor(out, record);
    out.push_str("\">");
    badge(out, system.class);
    out.push(' ');
    escape(out, record.id());
    out.push(' ');
    escape(out, &record.title());
    out.push_str("</h2>\n<p>Class ");
    out.push_str(system.class.letter());
    out.push(' ');
    phrase(site, out, &classify::of_system(found, system));
    out.push_str("</p>\n<dl class=facts>\n<div><dt>Declared</dt><dd>");
    out.push_str(system.declared.map_or("none", Class::letter));
    let far = if system.ground == Ground::Analysed { "" } else { ", as far as it goes" };
    let _ = write!(
        out,
        "</dd></div>\n<div><dt>The risk file asks for</dt><dd>class {}{far}</dd></div>\n<div><dt>Class confirmed</dt><dd>",
        system.computed
    );
    review(site, out, found, system.confirmed_in);
    out.push_str("</dd></div>\n<div><dt>Hazard analysis confirmed to be complete</dt><dd>");
    review(site, out, found, system.checked_in);
    out.push_str("</dd></div>\n");
    if let Some((part, need)) = system.raised_by {
        out.push_str("<div><dt>Raised by</dt><dd>");
        phrase(site, out, &Phrase::about(part).text(format!(", which needs class {need}")));
        out.push_str("</dd></div>\n");
    }
    out.push_str("</dl>\n");
    let judged = classify::judged(found, system);
    tally(site, out, &judged);
    let credits = |one: &&Judged| !one.credit.earned.is_empty() || !one.credit.refused.is_empty();
    let (deciding, others): (Vec<&Judged>, Vec<&Judged>) = judged.iter().partition(|one| classify::decides(system, one));
    situations(site, out, found, record, "Situations that decide", &deciding);
    let credited: Vec<&Judged> = others.into_iter().filter(credits).collect();
    situations(site, out, found, record, "Other situations that credit external controls", &credited);
    let mut told: Vec<Vec<u32>> = Vec::new();
    for lower in classify::lower(found, system, &judged) {
        conditions(site, out, &lower, &mut told);
    }
    out.push_str("</section>\n");
}

fn review(site: &Site<'_>, out: &mut String, found: Found<'_>, review: Option<u32>) {
    match review.map(|at| found.model.at(at)) {
        Some(review) => {
            out.push_str("in ");
            site.link(out, review);
            out.push_str(", ");
            escape(out, review.text("held").unwrap_or(""));
        }
        None => out.push_str("<b class=count>✗ in no review that counts</b>"),
    }
}

fn tally(site: &Site<'_>, out: &mut String, judged: &[Judged]) {
    if judged.is_empty() {
        out.push_str("<p>The hazard analysis names no hazardous situation.</p>\n");
        return;
    }
    let _ = writeln!(
        out,
        "<h3>{} for this system</h3>\n<ul class=tally>",
        counted(judged.len(), "hazardous situation, judged", "hazardous situations, judged")
    );
    for (step, class, list) in classify::tally(judged) {
        out.push_str("<li>");
        badge(out, class);
        let _ = write!(out, " <b>{}</b> {}: ", list.len(), classify::step_words(step));
        phrase(site, out, &Phrase::default().first_of(&list, 20));
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn situations(site: &Site<'_>, out: &mut String, found: Found<'_>, system: Record<'_>, title: &str, list: &[&Judged]) {
    if list.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "<h3>{title}</h3>\n<div class=scroll tabindex=0 role=region aria-label=\"{title}\"><table class=\"why stacked\">\n<thead><tr><th scope=col>Situation</th><th scope=col>Class</th><th scope=col>Why</th></tr></thead>\n<tbody>"
    );
    for judged in list.iter().take(IN_FULL) {
        let situation = found.model.at(judged.situation);
        out.push_str("<tr><th scope=row>");
        site.link(out, situation);
        out.push_str("<span>");
        escape(out, &situation.title());
        out.push_str("</span></th><td data-head=Class>");
        badge(out, judged.class);
        out.push_str("</td><td data-head=Why><ul>");
        for one in classify::why(found, system.position(), judged) {
            out.push_str("<li>");
            phrase(site, out, &one);
            out.push_str("</li>");
        }
        out.push_str("</ul></td></tr>\n");
    }
    out.push_str("</tbody>\n</table></div>\n");
    if list.len() > IN_FULL {
        let _ = writeln!(
            out,
            "<p>and {} more: the <a href=\"risk.html#situations\">risk table</a> has the class of each</p>",
            list.len() - IN_FULL
        );
    }
}

/// What stands in the way today is told once, for the nearest class.
fn conditions(site: &Site<'_>, out: &mut String, lower: &Lower, told: &mut Vec<Vec<u32>>) {
    let _ = writeln!(out, "<h3>Class {} if all of this were true</h3>\n<ul class=lower>", lower.class);
    for condition in lower.conditions.iter().take(IN_FULL) {
        out.push_str("<li>");
        if !condition.situations.is_empty() {
            phrase(site, out, &Phrase::default().first_of(&condition.situations, 20));
            if !condition.estimate.is_empty() {
                out.push_str(" <span class=small>(");
                escape(out, &condition.estimate);
                out.push_str(")</span>");
            }
            out.push_str(": ");
        }
        phrase(site, out, &condition.what);
        if !condition.today.is_empty() && !told.contains(&condition.situations) {
            told.push(condition.situations.clone());
            out.push_str("<ul class=small>");
            for one in &condition.today {
                out.push_str("<li>today: ");
                phrase(site, out, one);
                out.push_str("</li>");
            }
            out.push_str("</ul>");
        }
        out.push_str("</li>\n");
    }
    if lower.conditions.len() > IN_FULL {
        let _ = writeln!(out, "<li>and {} more</li>", lower.conditions.len() - IN_FULL);
    }
    out.push_str("</ul>\n");
}

fn items(site: &Site<'_>, out: &mut String, found: Found<'_>, list: &[(&Part, usize)], (here, count): (usize, usize)) {
    out.push_str("<section>\n<h2 id=items>Items and units</h2>\n");
    if list.is_empty() {
        out.push_str("<p class=nothing>There is no item and no unit.</p>\n</section>\n");
        return;
    }
    let all = &found.classes.parts;
    let standing = all.iter().filter(|part| classify::stands_out(found, part)).count();
    let _ = writeln!(
        out,
        "<p>{}; the class of {standing} is not simply inherited. A lower class takes a whole of a lower class, or that the item is shown to be kept apart.</p>",
        counted(all.len(), "item or unit", "items and units")
    );
    if count > 1 {
        out.push_str("<p class=parts>");
        for at in 0..count {
            let current = if at == here { " aria-current=page" } else { "" };
            let _ = write!(out, "<a href=\"{}\"{current}>Part {}</a> ", file(at), at + 1);
        }
        out.push_str("</p>\n");
    }
    out.push_str("<div class=scroll tabindex=0 role=region aria-labelledby=items><table class=\"tree stacked\">\n<thead><tr><th scope=col>Item</th><th scope=col>Class</th><th scope=col>Why</th><th scope=col>A lower class would take</th></tr></thead>\n<tbody>\n");
    for (part, depth) in list {
        item(site, out, found, part, *depth);
    }
    out.push_str("</tbody>\n</table></div>\n</section>\n");
}

fn item(site: &Site<'_>, out: &mut String, found: Found<'_>, part: &Part, depth: usize) {
    let record = found.model.at(part.record);
    let stands_out = classify::stands_out(found, part);
    let _ = write!(out, "<tr{}><th scope=row class=d{}>", if stands_out { " class=apart" } else { "" }, depth.min(DEEPEST));
    if depth > DEEPEST {
        let _ = write!(out, "({depth}) ");
    }
    site.link(out, record);
    out.push_str("<span>");
    escape(out, &record.title());
    out.push_str("</span></th><td data-head=Class>");
    badge(out, part.class);
    out.push_str("</td><td data-head=Why><p>");
    phrase(site, out, &classify::reason_of_part(found, part));
    out.push_str("</p>");
    // What merely inherits is told in one line.
    if stands_out || part.floor.is_some() {
        details(site, out, "in detail", &classify::why_of_part(found, part));
    }
    out.push_str("</td><td data-head=Lower>");
    let lower = if stands_out || part.declared.is_some() { classify::lower_of_part(found, part) } else { Vec::new() };
    match (lower.is_empty(), part.class) {
        (false, _) => details(site, out, &counted(lower.len(), "condition", "conditions"), &lower),
        (true, Class::A) => out.push_str("none is lower"),
        (true, _) => out.push('–'),
    }
    out.push_str("</td></tr>\n");
}

fn details(site: &Site<'_>, out: &mut String, title: &str, list: &[Phrase]) {
    let _ = write!(out, "<details><summary>{title}</summary><ul>");
    for one in list {
        out.push_str("<li>");
        phrase(site, out, one);
        out.push_str("</li>");
    }
    out.push_str("</ul></details>");
}
