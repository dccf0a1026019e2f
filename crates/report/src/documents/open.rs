//! What a document lacks and what is open about its records: asked for or not at this class, attested, found by rules.

use super::asked::asks;
use super::page::{Page, inlines, link, row, state, table, words};
use super::said::filled;
use super::wording::{cited, coded};
use primum_document::{Block, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::rule::Level;
use primum_rules::standards;

/// Says that something is missing, where the class asks for it; that nobody asks for it, where it does not.
pub(super) fn missing_at(page: &mut Page<'_>, clause: &str, what: &str, why: &str, remedy: &str) {
    if asks(page.material.analysis, clause) {
        page.missing(what, why, remedy);
    } else {
        let class = page.material.analysis.classes.project();
        page.note(
            Tone::Quiet,
            "Not asked for",
            &format!("There are no {what}. Clause {} does not ask for them at class {class}.", cited(clause)),
        );
    }
}

/// The attestations that name one of these clauses and are neither retired nor drafts.
fn attested<'a>(page: &Page<'a>, clauses: &[&str]) -> Vec<Record<'a>> {
    let wanted: Vec<_> = clauses.iter().filter_map(|clause| standards::find(clause)).map(|(of, clause)| (&of.id, &clause.id)).collect();
    let names = |record: &Record<'_>| {
        record.values("clause").flat_map(|value| standards::find_all(value.text)).any(|(of, clause)| wanted.contains(&(&of.id, &clause.id)))
    };
    let current = |record: &Record<'_>| !record.says("status", "draft");
    page.material.analysis.model.of(Kind::Attestation).filter(current).filter(names).collect()
}

/// Says that there is nothing of what was looked for. There may honestly be none: then somebody attests it, and that is shown.
pub(super) fn nothing(page: &mut Page<'_>, what: &str, clauses: &[&str], remedy: &str) {
    let statements = attested(page, clauses);
    if statements.is_empty() {
        let asked = clauses.iter().map(|clause| cited(clause)).collect::<Vec<_>>().join(" and ");
        let why = format!("there is none, and nobody attests that there is nothing to record ({asked})");
        page.missing(what, &why, remedy);
        return;
    }
    page.text(&format!("There are no {what}. On the clauses that ask for them it is attested:"));
    for record in statements {
        let mut text = vec![link(record), Inline::Text(": ".to_owned())];
        text.extend(words(record.text("statement").unwrap_or("nothing is stated")));
        let by = record.text("attested-by").unwrap_or("nobody");
        text.push(Inline::Text(format!(" ({by}, {})", record.text("attested").unwrap_or("no day"))));
        page.block(Block::Paragraph(text));
    }
}

/// What rules have found about records of these kinds and nobody has accepted; or that they found nothing.
pub(super) fn open_points(page: &mut Page<'_>, kinds: &[Kind]) {
    let analysis = page.material.analysis;
    let mut open = table(
        "What is open about these records",
        &[("Record", Share::Narrow), ("What is found", Share::Wide), ("Level", Share::Narrow), ("What to do", Share::Wide)],
    );
    for finding in analysis.findings.iter().filter(|finding| finding.accepted_by.is_none() && finding.level > Level::Note) {
        let Some(record) = finding.record.map(|at| analysis.model.at(at)).filter(|record| kinds.contains(&record.kind())) else { continue };
        let level = if finding.level == Level::Error { Tone::Bad } else { Tone::Caution };
        open.rows.push(row(
            "",
            vec![
                inlines(vec![link(record)]),
                inlines(coded(&finding.message)),
                state(level, finding.level.name()),
                inlines(coded(&finding.help)),
            ],
        ));
    }
    if !page.table(filled(open)) {
        page.text("The rules have found nothing about these records that is open.");
    }
}
