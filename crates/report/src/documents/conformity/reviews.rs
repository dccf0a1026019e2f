//! Reviews and approvals: what was reviewed by whom and with which outcome, where each record stands with its signers, and every signature.

use crate::documents::writing::asked::nothing;
use crate::documents::writing::cells::{all, first_links, named, said, told};
use crate::documents::writing::open_points;
use crate::documents::writing::page::{Page, cell, inlines, link, row, state, table};
use crate::documents::writing::statements::clock;
use crate::documents::{Declaration, Section};
use primum_document::{Cell, Inline, Share, Tone};
use primum_evidence::Signature;
use primum_model::{Kind, Record};
use primum_rules::approval::{Account, Standing, events, missing_in_words, refused_in_words, signed_in_words};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
    name: "reviews-and-approvals",
    title: "Reviews and approvals",
    purpose: "Shows every review with what was looked at and its outcome, where each record stands with those who have to sign it, and each \
        signature with printed name, time and meaning.",
    clauses: &[
        "IEC 62304 5.2.6",
        "IEC 62304 5.3.6",
        "IEC 62304 5.4.4",
        "IEC 62304 8.2.1",
        "21 CFR part 11 11.50(a)",
        "21 CFR part 11 11.50(b)",
        "ISO 13485 4.2.4",
    ],
    sections: &[
        Section { title: "Reviews", write: overview },
        Section { title: "Standings", write: standings },
        Section { title: "Signatures", write: signatures },
        Section { title: "Open points", write: points },
        Section { title: "The reviews, whole", write: |page| page.whole(&[Kind::Review]) },
    ],
};

/// How many reviewed records are named in the overview; each review names all of its own.
const SHOWN: usize = 8;

fn overview(page: &mut Page<'_>) {
    let reviews = all(page, Kind::Review);
    if reviews.is_empty() {
        nothing(page, "reviews", &["5.2.6"], "Write the first with `primum new REV`.");
        return;
    }
    let mut list = table(
        "Reviews",
        &[
            ("Review", Share::Normal),
            ("Subject", Share::Narrow),
            ("Held", Share::Narrow),
            ("Participants", Share::Normal),
            ("Of", Share::Normal),
            ("Commits", Share::Narrow),
            ("Confirms", Share::Normal),
            ("Outcome", Share::Narrow),
            ("Raises", Share::Narrow),
        ],
    );
    list.wide = true;
    for review in reviews {
        list.rows.push(row(
            "",
            vec![
                named(review),
                cell(review.text("subject").unwrap_or("")),
                told(page, review, "held"),
                told(page, review, "participants"),
                inlines(first_links(review.links("of"), SHOWN)),
                inlines(said(page, review, "commits")),
                inlines(said(page, review, "confirms")),
                outcome(review),
                inlines(said(page, review, "raises")),
            ],
        ));
    }
    page.filled(list);
}

fn outcome(review: Record<'_>) -> Cell {
    match review.text("outcome") {
        Some("accepted") => state(Tone::Good, "accepted"),
        Some("rejected") => state(Tone::Bad, "rejected"),
        Some(word) => state(Tone::Caution, word),
        None => state(Tone::Bad, "not stated"),
    }
}

fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Approved => Tone::Good,
        Standing::Suspect => Tone::Caution,
        Standing::Draft | Standing::Stale => Tone::Bad,
        Standing::NotAsked => Tone::Quiet,
    }
}

fn standings(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let (model, approvals) = (&analysis.model, &analysis.approvals);
    if model.config.approvals.is_empty() {
        page.missing(
            "policy of approvals",
            "primum.toml does not say who has to sign what, so nothing is approved",
            "Write `[[approvals]]` and `[[people]]` into primum.toml, or keep approvals elsewhere and attest the clauses.",
        );
        return;
    }
    if !approvals.looked() {
        page.missing("signatures", "nobody has looked who signed", "Make this document where the folder of approvals is.");
    }
    let mut asked: Vec<Record<'_>> = model.records().filter(|record| *approvals.of(*record) != Standing::NotAsked).collect();
    if asked.is_empty() {
        page.text("No record is one of those that have to be signed.");
        return;
    }
    let mut totals = table(
        "Standings by kind of record",
        &[
            ("Kind", Share::Wide),
            ("Approved", Share::Narrow),
            ("Suspect", Share::Narrow),
            ("Stale", Share::Narrow),
            ("Draft", Share::Narrow),
        ],
    );
    for spec in model.config.schema.kinds() {
        let of: Vec<Standing> =
            asked.iter().filter(|record| record.spec().name == spec.name).map(|record| *approvals.of(*record)).collect();
        if of.is_empty() {
            continue;
        }
        let numbers = [Standing::Approved, Standing::Suspect, Standing::Stale, Standing::Draft]
            .map(|standing| cell(&of.iter().filter(|one| **one == standing).count().to_string()));
        totals.rows.push(row("", std::iter::once(cell(&spec.plural)).chain(numbers).collect()));
    }
    page.table(totals);
    // What is to be done comes first.
    asked.sort_by_key(|record| (*approvals.of(*record), record.position()));
    let mut list = table(
        "Records that have to be signed",
        &[
            ("Record", Share::Normal),
            ("Standing", Share::Narrow),
            ("Signed by", Share::Wide),
            ("Since", Share::Narrow),
            ("What keeps it from being approved", Share::Wide),
        ],
    );
    list.wide = true;
    for record in asked {
        let account = approvals.account(record);
        list.rows.push(row(
            "",
            vec![
                named(record),
                state(tone(account.standing), account.standing.name()),
                inlines(lines(events(analysis.facts.ledger.as_ref(), &account.counted).map(signed_in_words))),
                cell(account.since.as_deref().unwrap_or("")),
                inlines(lines(obstacles(page, account).into_iter())),
            ],
        ));
    }
    page.filled(list);
}

/// Texts below each other.
fn lines(texts: impl Iterator<Item = String>) -> Vec<Inline> {
    let mut out = Vec::new();
    for text in texts {
        if !out.is_empty() {
            out.push(Inline::Break);
        }
        out.push(Inline::Text(text));
    }
    out
}

/// What keeps a record from being approved, a line each.
fn obstacles(page: &Page<'_>, account: &Account) -> Vec<String> {
    let analysis = page.material.analysis;
    let mut list: Vec<String> = Vec::new();
    if account.standing == Standing::Stale {
        list.push("it was changed since it was signed".to_owned());
    }
    if let Some(missing) = missing_in_words(&analysis.model, account) {
        list.push(format!("it lacks {missing}"));
    }
    list.extend(account.changed.iter().map(|changed| format!("{} {}", changed.id(), changed.what())));
    if let Some(through) = account.through {
        let through = analysis.model.at(through);
        list.push(format!("it rests on {}, which is {}", through.id(), analysis.approvals.of(through).name()));
    }
    list.extend(refused_in_words(analysis.facts.ledger.as_ref(), account));
    list
}

fn signatures(page: &mut Page<'_>) {
    let analysis = page.material.analysis;
    let Some(ledger) = &analysis.facts.ledger else {
        page.text("The ledger of approvals was not looked at.");
        return;
    };
    let mut list = table(
        "Signatures, the earliest first",
        &[
            ("Printed name", Share::Normal),
            ("Role", Share::Narrow),
            ("Date and time (UTC)", Share::Narrow),
            ("Meaning", Share::Narrow),
            ("Reason", Share::Normal),
            ("What was signed", Share::Wide),
            ("Signature", Share::Normal),
            ("Event", Share::Normal),
        ],
    );
    list.wide = true;
    for kept in &ledger.events {
        let event = &kept.event;
        let mut what: Vec<Inline> = Vec::new();
        for signed in &event.records {
            crate::documents::writing::cells::separate(&mut what, ", ");
            what.push(analysis.model.find(&signed.id).map_or_else(|| Inline::Text(signed.id.clone()), link));
        }
        for file in event.documents.iter().chain(&event.files) {
            crate::documents::writing::cells::separate(&mut what, ", ");
            what.push(Inline::Code(file.path.clone()));
        }
        let signature = match &kept.signature {
            Signature::None => state(Tone::Bad, "none"),
            Signature::Valid(by) => state(Tone::Good, &format!("holds, key of {by}")),
            Signature::Doubtful(why) => state(Tone::Bad, &format!("in doubt: {why}")),
        };
        list.rows.push(row(
            "",
            vec![
                cell(&format!("{} <{}>", event.name, event.signer)),
                cell(&event.role),
                cell(&clock(&event.time)),
                cell(&event.meaning),
                cell(&event.reason),
                inlines(what),
                signature,
                inlines(vec![Inline::Code(kept.place.clone())]),
            ],
        ));
    }
    if !page.filled(list) {
        page.text("Nobody has signed anything.");
    }
    let mut faults = table("Events that cannot be relied on", &[("File", Share::Normal), ("Why", Share::Wide)]);
    for (place, why) in &ledger.faults {
        faults.rows.push(row("", vec![inlines(vec![Inline::Code(place.clone())]), cell(why)]));
    }
    page.table(faults);
}

fn points(page: &mut Page<'_>) {
    open_points::of_kinds(page, &[Kind::Review]);
}
