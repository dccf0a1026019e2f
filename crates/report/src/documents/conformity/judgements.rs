//! Deviations and judgements: what people have accepted, attested or set, who answers for it, until when, and what it accepts.

use crate::documents::writing::cells::{all, named, separate, told};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, links, row, state, table, words};
use crate::documents::writing::wording::coded;
use crate::documents::{Declaration, Section};
use primum_document::{Cell, Inline, Share, Tone};
use primum_model::{Kind, Record};
use primum_rules::rule::Finding;
use primum_rules::standards;
use std::collections::{HashMap, HashSet};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "deviations-and-judgements",
    title: "Deviations and judgements",
    purpose: "Lists what no program decides: findings that a person accepts for a time, clauses that a person attests, and levels that the project \
        has set, each with who answers for it, until when, and what follows from it.",
    clauses: &["IEC 62304"],
    sections: &[
        Section { title: "Deviations", write: deviations },
        Section { title: "Findings that are accepted", write: accepted },
        Section { title: "Attestations", write: attestations },
        Section { title: "Levels", write: levels },
        Section { title: "Open points", write: points },
        Section { title: "The records, whole", write: |page| page.whole(&[Kind::Deviation, Kind::Attestation]) },
    ],
};

/// The findings that each deviation accepts, by its position.
fn by_deviation<'a>(page: &Page<'a>) -> HashMap<u32, Vec<&'a Finding>> {
    let mut map: HashMap<u32, Vec<&Finding>> = HashMap::new();
    for finding in &page.material.analysis.findings {
        if let Some(by) = finding.accepted_by {
            map.entry(by).or_default().push(finding);
        }
    }
    map
}

/// A day, and whether it has passed.
fn until(page: &Page<'_>, record: Record<'_>, field: &'static str, over: &str) -> Cell {
    match record.date(field) {
        Some(day) if day < page.material.analysis.model.date => state(Tone::Bad, &format!("{day}, {over}")),
        Some(day) => cell(&day.to_string()),
        None => state(Tone::Bad, "no date"),
    }
}

fn deviations(page: &mut Page<'_>) {
    let records = all(page, Kind::Deviation);
    if records.is_empty() {
        page.text("No finding is accepted by a deviation. None is asked for: where nothing deviates, this list is empty.");
        return;
    }
    let by = by_deviation(page);
    let mut list = table(
        "Deviations",
        &[
            ("Deviation", Share::Normal),
            ("Rule", Share::Normal),
            ("For", Share::Normal),
            ("Why", Share::Wide),
            ("Accepted by", Share::Normal),
            ("Until", Share::Narrow),
            ("Accepts", Share::Narrow),
        ],
    );
    list.wide = true;
    for record in records {
        let count = by.get(&record.position()).map_or(0, Vec::len);
        let accepts = match (count, record.is_retired()) {
            (0, true) => state(Tone::Quiet, "nothing"),
            (0, false) => state(Tone::Bad, "nothing"),
            (1, _) => cell("1 finding"),
            (count, _) => cell(&format!("{count} findings")),
        };
        list.rows.push(row(
            "",
            vec![
                named(record),
                rule(record),
                target(record),
                told(page, record, "justification"),
                told(page, record, "approver"),
                until(page, record, "expires", "expired"),
                accepts,
            ],
        ));
    }
    page.filled(list);
}

fn rule(record: Record<'_>) -> Cell {
    let name = record.text("rule").unwrap_or("");
    let mut text = vec![Inline::Code(name.to_owned())];
    match primum_rules::RULES.iter().find(|known| known.name == name) {
        Some(known) => text.push(Inline::Text(format!(": {}", known.summary))),
        None => text.push(Inline::State(Tone::Bad, " no such rule".to_owned())),
    }
    inlines(text)
}

/// What a deviation names: records, components, files; the project where it names nothing.
fn target(record: Record<'_>) -> Cell {
    let mut text = links(record.links("target"));
    for field in ["purl", "path"] {
        for value in record.values(field) {
            separate(&mut text, ", ");
            text.push(Inline::Code(value.text.to_owned()));
        }
    }
    if text.is_empty() { cell("the project") } else { inlines(text) }
}

fn accepted(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let mut list = table(
        "Findings that are accepted",
        &[("Deviation", Share::Narrow), ("Level", Share::Narrow), ("Record", Share::Narrow), ("What is found", Share::Wide)],
    );
    for finding in &analysis.findings {
        let Some(by) = finding.accepted_by else { continue };
        let about = finding.record.map_or_else(Vec::new, |at| vec![link(analysis.model.at(at))]);
        list.rows.push(row(
            "",
            vec![inlines(vec![link(analysis.model.at(by))]), cell(finding.level.name()), inlines(about), inlines(coded(&finding.message))],
        ));
    }
    if !page.filled(list) {
        page.text("No finding is accepted.");
    }
}

fn attestations(page: &mut Page<'_>) {
    let records = all(page, Kind::Attestation);
    if records.is_empty() {
        page.missing(
            "attestations",
            "some clauses can only be answered by a person, such as 4.1 and 4.2 of IEC 62304, and nobody answers them",
            "Write the first with `primum new ATT`; `primum roadmap` says for which clauses.",
        );
        return;
    }
    let counted: HashSet<u32> = page.material.analysis.clauses.iter().flat_map(|verdict| verdict.attestations.iter().copied()).collect();
    let mut list = table(
        "Attestations",
        &[
            ("Attestation", Share::Normal),
            ("Clauses", Share::Normal),
            ("What is stated", Share::Wide),
            ("On what it rests", Share::Wide),
            ("By", Share::Normal),
            ("On", Share::Narrow),
            ("Fresh until", Share::Narrow),
            ("Counts", Share::Narrow),
        ],
    );
    list.wide = true;
    for record in records {
        list.rows.push(row(
            "",
            vec![
                named(record),
                inlines(clauses(page, record)),
                told(page, record, "statement"),
                told(page, record, "basis"),
                told(page, record, "attested-by"),
                told(page, record, "attested"),
                until(page, record, "fresh-until", "stale"),
                counts(page, record, counted.contains(&record.position())),
            ],
        ));
    }
    page.filled(list);
}

/// Does an attestation answer one of its clauses? Where its standard was not judged nobody knows.
fn counts(page: &Page<'_>, record: Record<'_>, counted: bool) -> Cell {
    let judged = record
        .values("clause")
        .flat_map(|value| standards::find_all(value.text))
        .any(|(standard, _)| page.material.analysis.clauses.iter().any(|verdict| verdict.standard.id == standard.id));
    match (counted, judged) {
        (true, _) => state(Tone::Good, "yes"),
        (false, true) => state(Tone::Bad, "no"),
        (false, false) => state(Tone::Caution, "not judged"),
    }
}

/// The clauses that it names, each with where it stands.
fn clauses(page: &Page<'_>, record: Record<'_>) -> Vec<Inline> {
    let mut text = Vec::new();
    for value in record.values("clause") {
        if !text.is_empty() {
            text.push(Inline::Break);
        }
        let found = standards::find(value.text);
        let verdict = found.and_then(|(_, clause)| page.material.analysis.clauses.iter().find(|one| std::ptr::eq(one.clause, clause)));
        let word = match verdict {
            Some(verdict) => verdict.status.name(),
            None if found.is_none() && standards::find_all(value.text).is_empty() => "no such clause",
            None => "not judged clause by clause here",
        };
        text.extend(words(&format!("{}: {word}", value.text)));
    }
    text
}

fn levels(page: &mut Page<'_>) {
    let mut list = table(
        "Levels that the project has set",
        &[
            ("Rule", Share::Normal),
            ("Level of the product", Share::Narrow),
            ("Level here", Share::Narrow),
            ("What the rule finds", Share::Wide),
        ],
    );
    for (name, level, _) in &page.material.analysis.model.config.levels {
        let rule = primum_rules::RULES.iter().find(|rule| rule.name == name);
        list.rows.push(row(
            "",
            vec![
                inlines(vec![Inline::Code(name.clone())]),
                rule.map_or_else(|| state(Tone::Bad, "no such rule"), |rule| cell(rule.level.name())),
                cell(level),
                cell(rule.map_or("", |rule| rule.summary)),
            ],
        ));
    }
    if page.filled(list) {
        page.text("Levels are set in primum.toml, under `[levels]`; who set one, git says. A rule on which a clause depends cannot be made a note.");
    } else {
        page.text("Every rule has the level that the product gives it.");
    }
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::Deviation, Kind::Attestation]);
}
