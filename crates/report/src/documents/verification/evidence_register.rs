//! Register of evidence: every statement in the store, about which state it is, who recorded and who signed it, and its digests.

use crate::documents::writing::page::{Page, cell, inlines, links, row, state, table};
use crate::documents::writing::statements::clock;
use crate::documents::{Declaration, Section};
use crate::facts::counted;
use primum_document::{Cell, Inline, Share, Tone};
use primum_evidence::{Content, Signature, Statement, Status, Stored};

pub(in crate::documents) static DOCUMENT: Declaration = Declaration {
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
            crate::documents::writing::cells::separate(&mut items, ", ");
            items.push(Inline::Text(unknown.clone()));
        }
        let uncommitted = statement.state.uncommitted.len();
        list.rows.push(row(
            "",
            vec![
                cell(&number.to_string()),
                cell(&clock(&statement.at)),
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
                if uncommitted > 0 { state(Tone::Bad, &counted(uncommitted, "path", "paths")) } else { cell("") },
                cell(&statement.by),
                signature(&statement.signature),
            ],
        ));
    }
    if !page.filled(list) {
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

/// How a run can end, the good end first.
const ENDS: [Status; 6] = [Status::Passed, Status::Failed, Status::Error, Status::Unclear, Status::Flaky, Status::Skipped];

/// What a statement says, with its colour: anything that failed is bad.
fn found(statement: &Statement) -> Cell {
    match &statement.content {
        Content::Tests(runs) => {
            let count = |end: Status| runs.iter().filter(|run| run.status == end).count();
            let ends: Vec<String> =
                ENDS.iter().map(|end| (count(*end), end.name())).filter(|(n, _)| *n > 0).map(|(n, name)| format!("{n} {name}")).collect();
            let level = statement.level.map_or_else(String::new, |level| format!("{} ", level.name()));
            let ends = if ends.is_empty() { "no run".to_owned() } else { ends.join(", ") };
            let text = format!("{level}tests: {ends}");
            if count(Status::Failed) + count(Status::Error) > 0 { state(Tone::Bad, &text) } else { cell(&text) }
        }
        Content::Coverage(files) => cell(&format!("coverage of {}", counted(files.len(), "file", "files"))),
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
    if !page.filled(list) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::{Material, set};
    use crate::fixture;
    use primum_document::{Block, Images};
    use primum_evidence::{Run, State, TestLevel};
    use primum_rules::{Facts, RULES, judge_by, standards};

    fn run(name: &str, status: Status) -> Run {
        Run {
            suite: String::new(),
            name: name.to_owned(),
            class: None,
            file: None,
            status,
            ids: Vec::new(),
            message: None,
            observed: Vec::new(),
            tester: None,
        }
    }

    fn statement(at: &str, signature: Signature, runs: Vec<Run>) -> Statement {
        Statement {
            digest: format!("{:064}", at.len()),
            place: format!("evidence/{at}.json"),
            state: State { version: "1.2".into(), artefacts: vec![("pump.bin".into(), "a".repeat(64))], ..State::default() },
            level: Some(TestLevel::System),
            environment: "bench 3".into(),
            items: vec!["SI-1".into(), "SI-9".into()],
            tool: None,
            format: "manual".into(),
            by: "Cleo".into(),
            at: at.to_owned(),
            raw: "b".repeat(64),
            signature,
            content: Content::Tests(runs),
        }
    }

    fn rows(of: &[Block], caption: &str) -> Vec<String> {
        let table = of.iter().find_map(|block| match block {
            Block::Table(table) if table.caption == caption => Some(table),
            _ => None,
        });
        let text = |text: &[Inline]| -> String {
            text.iter()
                .map(|inline| match inline {
                    Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => text.clone(),
                    Inline::Link { to: _, text } => format!("{text:?}"),
                    _ => String::new(),
                })
                .collect()
        };
        let rows =
            table.map(|table| table.rows.iter().map(|row| row.cells.iter().map(|cell| text(&cell.text)).collect::<Vec<_>>().join("|")));
        rows.map_or_else(Vec::new, Iterator::collect)
    }

    #[test]
    fn every_statement_is_in_the_register_with_its_digests_and_what_is_wrong_with_it() {
        let statements = vec![
            statement("2026-06-02T10:00:00Z", Signature::Valid("Cleo".into()), vec![run("a", Status::Passed), run("b", Status::Failed)]),
            statement("2026-06-01T09:00:00Z", Signature::Doubtful("the key is unknown".into()), vec![run("a", Status::Skipped)]),
        ];
        let store = Stored { place: "evidence".into(), statements, faults: vec![("evidence/x".into(), "it is cut off".into())] };
        let facts = Facts { store: Some(store), ..Facts::default() };
        let analysis = judge_by(fixture::model(fixture::PROJECT), facts, &[standards::iec62304()], RULES);
        let images = Images::default();
        let material = Material { analysis: &analysis, images: &images, tool: "0.1", commit: "", dirty: "" };
        let documents = set(material, &[&DOCUMENT]).documents;
        let [document] = documents.as_slice() else { panic!("one document") };
        let listed = rows(&document.blocks, "Statements, the earliest first");
        assert_eq!(listed.len(), 2);
        assert!(
            listed[0].starts_with("1|2026-06-01 09:00:00|system tests: 1 skipped|SI-1, SI-9|manual|bench 3|1.2|none|Cleo|"),
            "{listed:?}"
        );
        assert!(listed[0].ends_with("in doubt: the key is unknown"), "{listed:?}");
        assert!(listed[1].contains("system tests: 1 passed, 1 failed"), "{listed:?}");
        let digests = rows(&document.blocks, "SHA-256 of statements, of the raw files behind them, and of what was tested");
        assert!(
            digests.iter().all(|row| row.contains(&"b".repeat(64)) && row.contains(&format!("pump.bin {}", "a".repeat(64)))),
            "{digests:?}"
        );
        assert_eq!(rows(&document.blocks, "Pieces that cannot be relied on"), ["evidence/x|it is cut off"]);
        assert_eq!(document.missing, []);
    }
}
