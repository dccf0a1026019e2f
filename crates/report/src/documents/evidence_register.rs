//! Register of evidence: every statement in the store, about which state it is, who recorded and who signed it, and its digests.

use super::page::{Page, cell, inlines, links, row, state, table};
use super::said::filled;
use super::{Declaration, Section};
use primum_document::{Cell, Inline, Share, Tone};
use primum_evidence::{Content, Signature, Statement, Status, Stored};

pub(super) static DOCUMENT: Declaration = Declaration {
    name: "evidence-register",
    title: "Register of evidence",
    purpose: "Lists every statement of evidence in the store: what was found, on which state of the software, with which tool, by whom and when, \
        who signed it, and the digests by which each piece is found again.",
    clauses: &["IEC 62304 5.7.5", "IEC 62304 8.1.2", "IEC 62304 9.8", "21 CFR part 11 11.10(e)", "ISO 13485 4.2.5"],
    sections: &[
        Section { title: "Statements", write: statements },
        Section { title: "Digests", write: digests },
        Section { title: "What cannot be relied on", write: doubts },
    ],
};

/// The statements by time, each with its number in this register.
fn numbered(stored: &Stored) -> Vec<(usize, &Statement)> {
    let mut list: Vec<&Statement> = stored.statements.iter().collect();
    list.sort_by(|a, b| (&a.at, &a.digest).cmp(&(&b.at, &b.digest)));
    list.into_iter().enumerate().map(|(at, statement)| (at + 1, statement)).collect()
}

fn statements(page: &mut Page<'_>) {
    let Some(stored) = &page.material.analysis.facts.store else {
        page.missing(
            "store of evidence",
            "it was not looked at",
            "Make this document where the store is; `[evidence]` in primum.toml names it.",
        );
        return;
    };
    let mut list = table(
        "Statements, the earliest first",
        &[
            ("No.", Share::Narrow),
            ("Recorded (UTC)", Share::Narrow),
            ("What was found", Share::Wide),
            ("Items", Share::Narrow),
            ("Tool", Share::Normal),
            ("Environment", Share::Normal),
            ("Version", Share::Narrow),
            ("Commit", Share::Narrow),
            ("Not committed", Share::Narrow),
            ("Recorded by", Share::Normal),
            ("Signed by", Share::Normal),
        ],
    );
    list.wide = true;
    for (number, statement) in numbered(stored) {
        let model = &page.material.analysis.model;
        let mut items = links(statement.items.iter().filter_map(|id| model.find(id)));
        for unknown in statement.items.iter().filter(|id| model.find(id).is_none()) {
            super::said::separate(&mut items, ", ");
            items.push(Inline::Text(unknown.clone()));
        }
        let uncommitted = statement.state.uncommitted.len();
        list.rows.push(row(
            "",
            vec![
                cell(&number.to_string()),
                cell(&statement.at),
                found(statement),
                inlines(items),
                cell(statement.tool.as_deref().unwrap_or(&statement.format)),
                cell(&statement.environment),
                cell(&statement.state.version),
                statement
                    .state
                    .commit
                    .as_deref()
                    .map_or_else(|| state(Tone::Bad, "none"), |commit| code(commit.get(..12).unwrap_or(commit))),
                if uncommitted > 0 { state(Tone::Bad, &format!("{uncommitted} paths")) } else { cell("") },
                cell(&statement.by),
                signature(&statement.signature),
            ],
        ));
    }
    if !page.table(filled(list)) {
        page.missing(
            "statements of evidence",
            "the store holds none",
            "Record what test runners, coverage tools and analysers wrote with `primum evidence add`.",
        );
    }
}

fn code(text: &str) -> Cell {
    inlines(vec![Inline::Code(text.to_owned())])
}

fn signature(signature: &Signature) -> Cell {
    match signature {
        Signature::None => state(Tone::Quiet, "not signed"),
        Signature::Valid(name) => state(Tone::Good, name),
        Signature::Doubtful(why) => state(Tone::Bad, &format!("in doubt: {why}")),
    }
}

/// What a statement says, with its colour: anything that failed is bad.
fn found(statement: &Statement) -> Cell {
    match &statement.content {
        Content::Tests(runs) => {
            let passed = runs.iter().filter(|run| run.status == Status::Passed).count();
            let failed = runs.iter().filter(|run| matches!(run.status, Status::Failed | Status::Error)).count();
            let level = statement.level.map_or("", |level| level.name());
            let text = format!("{level} tests: {} runs, {passed} passed, {failed} failed", runs.len());
            let tone = if failed > 0 { Tone::Bad } else { Tone::Plain };
            let text = text.trim_start().to_owned();
            if tone == Tone::Plain { cell(&text) } else { state(tone, &text) }
        }
        Content::Coverage(files) => cell(&format!("coverage of {} files", files.len())),
        Content::Analysis(results) => {
            let open = results.iter().filter(|result| result.suppression.is_none()).count();
            cell(&format!("static analysis: {open} open, {} suppressed", results.len() - open))
        }
    }
}

fn digests(page: &mut Page<'_>) {
    let Some(stored) = &page.material.analysis.facts.store else {
        page.text("The store was not looked at.");
        return;
    };
    let mut list = table(
        "SHA-256 of statements, of the raw files behind them, and of what was tested",
        &[
            ("No.", Share::Narrow),
            ("Statement", Share::Wide),
            ("Raw file", Share::Wide),
            ("Place in the store", Share::Normal),
            ("What was tested", Share::Wide),
        ],
    );
    list.wide = true;
    for (number, statement) in numbered(stored) {
        let mut tested = Vec::new();
        for (name, sha256) in &statement.state.artefacts {
            if !tested.is_empty() {
                tested.push(Inline::Break);
            }
            tested.push(Inline::Text(format!("{name} ")));
            tested.push(Inline::Code(sha256.clone()));
        }
        list.rows.push(row(
            "",
            vec![cell(&number.to_string()), code(&statement.digest), code(&statement.raw), code(&statement.place), inlines(tested)],
        ));
    }
    if !page.table(filled(list)) {
        page.text("There is nothing in the store.");
    }
}

fn doubts(page: &mut Page<'_>) {
    let Some(stored) = &page.material.analysis.facts.store else {
        page.text("The store was not looked at.");
        return;
    };
    let mut list = table("Pieces that cannot be relied on", &[("Place in the store", Share::Normal), ("Why", Share::Wide)]);
    for (place, why) in &stored.faults {
        list.rows.push(row("", vec![code(place), cell(why)]));
    }
    if !page.table(list) {
        page.text("Every piece of the store could be read.");
    }
}
