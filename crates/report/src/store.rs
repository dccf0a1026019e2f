//! What the store of evidence holds, and whether it is whole, for people and for programs.

use crate::facts::counted;
use crate::json as form;
use crate::screen::{Screen, Tone};
use primum_evidence::statement::claim::{Claim, Summary};
use primum_evidence::{Ratio, Signature};
use serde_json::{Value, json as value};

/// What was found in a store.
#[derive(Debug, Default)]
pub struct Held {
    /// The store, as `primum.toml` names it.
    pub store: String,
    /// Its statements, in the order of time.
    pub rows: Vec<Row>,
    /// Pieces that cannot be relied on: path, and why.
    pub faults: Vec<(String, String)>,
    /// What does no harm: path, and what it is.
    pub asides: Vec<(String, String)>,
}

/// A statement.
#[derive(Debug)]
pub struct Row {
    /// Its path in the store.
    pub place: String,
    /// SHA-256 of its payload.
    pub digest: String,
    /// What it says.
    pub claim: Claim,
    /// Who signed it.
    pub signature: Signature,
}

/// The statements, for people.
#[must_use]
pub fn text(held: &Held, screen: Screen) -> String {
    let mut out = String::new();
    if held.rows.is_empty() {
        screen.flow(&mut out, "", "  ", &[(Tone::Plain, "no evidence in"), (Tone::Plain, &held.store)]);
    }
    for Row { claim, signature, .. } in &held.rows {
        let level = claim.level.map_or_else(|| claim.summary.subject().name().to_owned(), |level| format!("{} tests", level.name()));
        let bad = claim.verdict() == "FAILED";
        screen.flow(
            &mut out,
            "",
            "  ",
            &[
                (Tone::Strong, &claim.at),
                (Tone::Plain, &level),
                (if bad { Tone::Bad } else { Tone::Plain }, &counts(&claim.summary)),
                (Tone::Faint, &claim.name),
            ],
        );
        let tool = claim.tool.as_deref().unwrap_or(&claim.format);
        let commit = claim.state.commit.as_deref().map_or_else(|| "no commit".to_owned(), |commit| format!("commit {commit}"));
        let dirty = match claim.state.uncommitted.len() {
            0 => String::new(),
            paths => format!("+ {} not committed", counted(paths, "path", "paths")),
        };
        let environment = if claim.environment.is_empty() { String::new() } else { format!("on {}", claim.environment) };
        screen.flow(
            &mut out,
            "  ",
            "    ",
            &[(Tone::Plain, tool), (Tone::Plain, &environment), (Tone::Plain, &commit), (Tone::Bad, &dirty)],
        );
        let (tone, signed) = match signature {
            Signature::None => (Tone::Faint, "not signed".to_owned()),
            Signature::Valid(person) => (Tone::Plain, format!("signed by {person}")),
            Signature::Doubtful(why) => (Tone::Bad, format!("signature in doubt: {why}")),
        };
        screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, "recorded by"), (Tone::Plain, &claim.by), (tone, &format!("({signed})"))]);
    }
    faults(&mut out, &held.faults, screen);
    out
}

/// Whether the store is whole, for people.
#[must_use]
pub fn verified_text(held: &Held, screen: Screen) -> String {
    let mut out = String::new();
    faults(&mut out, &held.faults, screen);
    for (place, why) in &held.asides {
        screen.flow(&mut out, "", "  ", &[(Tone::Plain, place), (Tone::Faint, why)]);
    }
    let statements = counted(held.rows.len(), "statement", "statements");
    let signed = held.rows.iter().filter(|row| matches!(row.signature, Signature::Valid(_))).count();
    let verdict = match held.faults.len() {
        0 => (Tone::Plain, "the store is whole".to_owned()),
        faults => (Tone::Bad, format!("the store is not whole: {}", counted(faults, "fault", "faults"))),
    };
    let tail = format!("({statements} read, {signed} with a signature that holds)");
    screen.flow(&mut out, "", "  ", &[(verdict.0, &verdict.1), (Tone::Plain, &tail)]);
    out
}

fn faults(out: &mut String, faults: &[(String, String)], screen: Screen) {
    for (place, why) in faults {
        screen.flow(out, "", "  ", &[(Tone::Bad, place), (Tone::Plain, why)]);
    }
}

/// The statements, for programs.
#[must_use]
pub fn json(held: &Held) -> String {
    form::text(&whole(held))
}

/// Whether the store is whole, for programs.
#[must_use]
pub fn verified_json(held: &Held) -> String {
    let mut whole = whole(held);
    whole["asides"] = pairs(&held.asides);
    whole["whole"] = held.faults.is_empty().into();
    form::text(&whole)
}

fn whole(held: &Held) -> Value {
    let rows: Vec<Value> = held.rows.iter().map(row).collect();
    value!({ "version": form::VERSION, "store": held.store, "statements": rows, "faults": pairs(&held.faults) })
}

fn pairs(list: &[(String, String)]) -> Value {
    list.iter().map(|(place, why)| value!({ "path": place, "reason": why })).collect()
}

fn row(row: &Row) -> Value {
    let Claim { state, summary, .. } = &row.claim;
    let (signed, by, why) = match &row.signature {
        Signature::None => ("none", None, None),
        Signature::Valid(person) => ("valid", Some(person), None),
        Signature::Doubtful(why) => ("doubtful", None, Some(why)),
    };
    value!({
        "path": row.place,
        "digest": row.digest,
        "at": row.claim.at,
        "by": row.claim.by,
        "subject": summary.subject().name(),
        "level": row.claim.level.map(primum_evidence::TestLevel::name),
        "environment": row.claim.environment,
        "items": row.claim.items,
        "tool": row.claim.tool,
        "format": row.claim.format,
        "product_version": state.version,
        "commit": state.commit,
        "tree": state.tree,
        "uncommitted": state.uncommitted,
        "artefacts": state.artefacts.iter().map(|(name, sha256)| value!({ "name": name, "sha256": sha256 })).collect::<Vec<_>>(),
        "raw": { "name": row.claim.name, "sha256": row.claim.raw.sha256, "bytes": row.claim.raw.bytes },
        "results": { "sha256": row.claim.results.sha256, "bytes": row.claim.results.bytes },
        "counted": totals(summary),
        "notes": row.claim.notes.iter().map(|note| value!({ "text": note.text, "against": note.against })).collect::<Vec<_>>(),
        "signature": { "state": signed, "signer": by, "reason": why },
    })
}

fn totals(summary: &Summary) -> Value {
    match summary {
        Summary::Tests(of, _) => value!({
            "tests": of.total(), "passed": of.passed, "flaky": of.flaky, "skipped": of.skipped,
            "unclear": of.unclear, "error": of.error, "failed": of.failed,
        }),
        Summary::Coverage(files, measures) => {
            let mut whole = value!({ "files": files });
            for (name, ratio) in measures.named() {
                whole[name] = ratio.map(|Ratio { covered, total }| value!({ "covered": covered, "total": total })).into();
            }
            whole
        }
        Summary::Analysis(of, suppressed) => value!({
            "error": of.error, "warning": of.warning, "note": of.note, "none": of.none, "suppressed": suppressed,
        }),
    }
}

fn counts(summary: &Summary) -> String {
    let parts = |list: &[(u64, &str)]| {
        let told: Vec<String> = list.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        if told.is_empty() { "nothing".to_owned() } else { told.join(", ") }
    };
    match summary {
        Summary::Tests(of, _) => parts(&[
            (of.passed, "passed"),
            (of.failed, "failed"),
            (of.error, "broken"),
            (of.flaky, "flaky"),
            (of.unclear, "unclear"),
            (of.skipped, "skipped"),
        ]),
        Summary::Coverage(files, measures) => {
            let told =
                measures.named().into_iter().filter_map(|(name, ratio)| ratio.map(|of| format!(", {name} {}/{}", of.covered, of.total)));
            format!("{files} files{}", told.collect::<String>())
        }
        Summary::Analysis(of, suppressed) => parts(&[
            (of.error, "errors"),
            (of.warning, "warnings"),
            (of.note, "notes"),
            (of.none, "no faults"),
            (*suppressed, "suppressed"),
        ]),
    }
}
