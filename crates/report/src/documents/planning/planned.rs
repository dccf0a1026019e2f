//! The plans of a topic: which of the subjects that the class asks for they answer, and where, and each plan whole.

use crate::documents::writing::cells::ordered_links;
use crate::documents::writing::page::{Page, cell, inlines, row, state, table};
use primum_document::{Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::{answered, planning};

/// The plans that cover a topic. Nobody answers for a draft yet: where there is another plan, drafts do not count.
pub(in crate::documents) fn covering<'a>(page: &Page<'a>, topic: &str) -> Vec<Record<'a>> {
    let all = page.material.analysis.model.of(Kind::Plan).filter(|plan| plan.says("covers", topic));
    let (drafts, settled): (Vec<Record<'a>>, Vec<Record<'a>>) = all.partition(|plan| plan.says("status", "draft"));
    if settled.is_empty() { drafts } else { settled }
}

/// What the plans of a topic have to say at the class of the project, and where they say it.
pub(in crate::documents) fn checklist(page: &mut Page<'_>, topic: &str, asked_by: &str) {
    let plans = covering(page, topic);
    let class = page.material.analysis.classes.project();
    let sections = planning::sections(class);
    let wanted = sections.iter().find(|(subject, _)| *subject == topic).map_or(&[][..], |(_, wanted)| wanted.as_slice());
    let Some(first) = plans.first() else {
        let topics: Vec<&str> = wanted.iter().map(|(title, _)| *title).collect();
        page.missing(
            &format!("a plan that covers {topic}"),
            &format!("{asked_by}; it has to answer: {}", topics.join(", ")),
            &format!("`primum new plan` writes one; say `- covers: {topic}` in it."),
        );
        return;
    };
    let mut list = table(
        &format!("What the plan of {topic} has to answer"),
        &[("Subject", Share::Normal), ("What belongs in it", Share::Wide), ("Answered in", Share::Normal)],
    );
    let mut open = Vec::new();
    for (title, content) in wanted {
        let by: Vec<Record<'_>> = plans.iter().copied().filter(|plan| answered(*plan, title)).collect();
        let place = if by.is_empty() { state(Tone::Bad, "missing") } else { inlines(ordered_links(by.iter().copied())) };
        if by.is_empty() {
            open.push((*title, *content));
        }
        list.rows.push(row("", vec![cell(title), cell(content), place]));
    }
    page.table(list);
    let marks = "#".repeat(usize::from(first.level()) + 1);
    for (title, content) in open {
        page.missing(
            &format!("`{title}` in the plan of {topic}"),
            &format!("it has to say {content}"),
            &format!("Write it in {} under `{marks} {title}`.", first.id()),
        );
    }
    if let Some(draft) = plans.iter().find(|plan| plan.says("status", "draft")) {
        page.note(Tone::Caution, "Draft", &format!("{} is a draft, and nobody answers for it yet.", draft.id()));
    }
}

/// Each plan of the topic whole, drafts included.
pub(in crate::documents) fn whole(page: &mut Page<'_>, topic: &str) {
    let plans: Vec<Record<'_>> = page.material.analysis.model.of(Kind::Plan).filter(|plan| plan.says("covers", topic)).collect();
    if plans.is_empty() {
        page.text(&format!("There is no plan that covers {topic}."));
    }
    for plan in plans {
        page.record(plan, 2);
    }
}
