//! Tests of the documents of development: what they promise to show is shown once, and what is missing is said with a remedy.

use crate::documents::*;
use crate::fixture;
use primum_document::{Block, Inline, Row, Target};
use primum_evidence::statement::State;
use primum_evidence::{Content, History, Observation, Run, Signature, Since, Statement, Status, Stored, TestLevel};
use primum_model::Kind;
use primum_rules::{Facts, RULES, judge_by, standards};
use std::collections::BTreeMap;

/// The documents of development, with the kinds whose records have their home in each.
const OWN: &[(&Declaration, &[Kind])] = &[
    (&planning::development_plan::DOCUMENT, &[Kind::Procedure]),
    (&product::intended_use::DOCUMENT, &[Kind::IntendedUse, Kind::UserNeed, Kind::Claim]),
    (&design::requirements::DOCUMENT, &[Kind::SystemRequirement, Kind::SoftwareRequirement]),
    (&design::architecture::DOCUMENT, &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::Interface, Kind::Segregation]),
    (&design::detailed_design::DOCUMENT, &[Kind::SoftwareUnit, Kind::DetailedDesign]),
    (&planning::verification_plan::DOCUMENT, &[]),
    (&verification::test_level::UNIT, &[]),
    (&verification::test_level::INTEGRATION, &[]),
    (&verification::test_level::SYSTEM, &[]),
    (&verification::test_level::VALIDATION, &[]),
    (&verification::verification_summary::DOCUMENT, &[]),
    (&design::traceability::DOCUMENT, &[]),
    (&release::configuration_list::DOCUMENT, &[]),
    (&release::version_history::DOCUMENT, &[Kind::Release]),
    (&release::release_notes::DOCUMENT, &[]),
    (&release::change_report::DOCUMENT, &[Kind::ChangeRequest]),
    (&planning::maintenance_plan::DOCUMENT, &[]),
    (&planning::tool_management::DOCUMENT, &[Kind::Tool]),
];

/// A project with a record of every kind that these documents show: with a text, as a row, alone in the world, and badly linked.
const WHOLE: &str = "# P\n\n## IU-1 Pump\n- users: nurses\n\nInfuses.\n\n### Variants\n\nOne.\n\n## UN-1 Accuracy\n- derives-from: IU-1\n\n\
    ## UN-2 Words\n\nA need with *words* | and <b>marks</b>.\n\n## CLM-1 Claim\n- realised-by: SRS-1\n\n\
    ## PLAN-1 Development\n- covers: development\n- covers: system test\n- tools: TOOL-1\n\n### Life cycle model\n\nIn steps.\n\n### System test\n\nRun all.\n\n\
    ## PLAN-2 Verification\n- covers: verification\n\n## PLAN-3 Care\n- covers: maintenance\n\n## PLAN-4 Odd\n- status: draft\n\n\
    ## PLAN-5 Risk\n- covers: risk\n\n## PLAN-6 Set\n- covers: configuration\n\n## PROC-1 Change\n- covers: change control\n\nStep by step.\n\n\
    ## SYS-1 Flow\n- derives-from: UN-1\n\n## SRS-1 Rate\n- derives-from: SYS-1\n- allocated-to: SI-1\n- category: functional\n- category: performance\n- implements: RC-1\n\n\
    The software shall hold the rate.\n\n## SRS-2 Bare\n\n## SRS-3 Gone\n- status: retired\n\n\
    ## SW-1 Control\n- class: C\n- excludes: network: there is none\n\n## SI-1 Loop\n- part-of: SW-1\n- uses: SOUP-1\n\n\
    | ID | Title | Part of | Class | Source |\n|---|---|---|---|---|\n| SU-1 | Rate | SI-1 | B | src/a.c |\n| SU-2 | Lone | | | |\n\n\
    ## DD-1 Design\n- designs: SU-1\n- designs: IF-1\n\nSteps.\n\n## DD-2 Port\n- designs: IF-1\n\nBytes.\n\n## DD-3 Lost\n- designs: SU-9\n\n\
    ## IF-1 Port\n- between: SI-1\n- external: bus\n\n## SEG-1 Wall\n- separates: SI-1\n- from: SI-1\n\n## SOUP-1 lib\n- version: 1.0\n- used-by: SI-1\n\n\
    ## HAZ-1 Dose\n\n## HS-1 Over\n- hazard: HAZ-1\n\n## RC-1 Limit\n- controls: HS-1\n- implementation-proof: TC-1\n\n\
    ## TC-1 Unit\n- level: unit\n- verifies: SU-1\n- automated: a::b\n\n## TC-2 Together\n- level: integration\n- verifies: IF-1\n- topic: timing\n\n\
    ## TC-3 All\n- level: system\n- verifies: SRS-1\n\n### Steps\n\n1. Do.\n\n## TC-4 People\n- level: validation\n- verifies: UN-1\n\n## TC-5 Nowhere\n\n\
    ## TC-6 Odd\n- level: cosmic\n\n## REV-1 Look\n- subject: requirements\n- of: SRS-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n\
    ## PR-1 Late\n- found-by: TC-3\n- affects: REL-1\n\n## CR-1 Faster\n- resolves: PR-1\n- changes: SOUP-1\n- released-in: REL-1\n- verified-by: TC-3\n- status: verified\n\n\
    ## REL-1 First\n- of: SW-1\n- version: 1.2\n- residual: PR-1\n\n### Changes\n\nAll.\n\n## TOOL-1 Compiler\n- version: 1.0\n- affects-software: yes\n\n## QUA-1 EU\n- device: yes\n";

fn written(analysis: &Analysis, declared: &Declaration) -> Document {
    let images = Images::default();
    let material = Material { analysis, images: &images, tool: "1", commit: "", dirty: "" };
    write(material, declared)
}

fn anchors(document: &Document) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    primum_document::set::anchors(&document.blocks, &mut |anchor| *found.entry(anchor.to_owned()).or_default() += 1);
    found
}

/// What holds for every document, whatever it is made from.
fn sound(document: &Document) {
    assert!(!document.blocks.is_empty(), "{}", document.name);
    for missing in &document.missing {
        for text in [&missing.what, &missing.why, &missing.remedy] {
            assert!(!text.trim().is_empty() && !text.contains(". ."), "{}: {missing:?}", document.name);
        }
    }
    for (anchor, times) in anchors(document) {
        assert_eq!(times, 1, "{} shows {anchor} more than once", document.name);
    }
    tables(&document.blocks, &document.name);
}

fn tables(blocks: &[Block], name: &str) {
    for block in blocks {
        match block {
            Block::Table(table) => {
                assert!(!table.columns.is_empty(), "{name}: {}", table.caption);
                assert!(table.rows.iter().all(|row: &Row| row.cells.len() == table.columns.len()), "{name}: {}", table.caption);
            }
            Block::Fields(fields) => assert!(!fields.is_empty(), "{name}"),
            Block::List { items, .. } => items.iter().for_each(|item| tables(&item.blocks, name)),
            Block::Quote(blocks) => tables(blocks, name),
            _ => {}
        }
    }
}

#[test]
fn every_document_is_sound_on_projects_of_all_sorts() {
    for text in ["", fixture::PROJECT, fixture::RISK, fixture::CONFIRMED, WHOLE] {
        for analysis in [fixture::judged(text), fixture::scaled(text)] {
            for (declared, _) in OWN {
                sound(&written(&analysis, declared));
            }
        }
    }
    let (signed, tagged) = (fixture::signed(), fixture::tagged());
    for (declared, _) in OWN {
        sound(&written(&signed, declared));
        sound(&written(&tagged, declared));
    }
}

#[test]
fn every_document_is_in_the_register() {
    for (declared, _) in OWN {
        assert!(DOCUMENTS.iter().any(|other| other.name == declared.name), "{}", declared.name);
        assert!(!declared.purpose.is_empty() && !declared.clauses.is_empty(), "{}", declared.name);
        assert_eq!(DOCUMENTS.iter().filter(|other| other.name == declared.name).count(), 1, "{}", declared.name);
    }
}

#[test]
fn every_record_is_shown_once_where_it_belongs() {
    let analysis = fixture::judged(WHOLE);
    let documents: Vec<(Document, &[Kind])> = OWN.iter().map(|(declared, kinds)| (written(&analysis, declared), *kinds)).collect();
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (document, _) in &documents {
        for anchor in anchors(document).into_keys() {
            homes.entry(anchor).or_default().push(&document.name);
        }
    }
    for (anchor, names) in &homes {
        assert_eq!(names.len(), 1, "{anchor} is at home in {names:?}");
    }
    let home = |id: &str| homes.get(id).map(|names| names[0]);
    for (document, kinds) in &documents {
        for record in kinds.iter().flat_map(|kind| analysis.model.of(*kind)) {
            assert_eq!(home(record.id()), Some(document.name.as_str()), "{}", record.id());
        }
    }
    for (id, name) in [
        ("PLAN-1", "software-development-plan"),
        ("PLAN-2", "verification-plan"),
        ("PLAN-3", "maintenance-plan"),
        ("PLAN-4", "software-development-plan"),
        ("PLAN-6", "software-development-plan"),
        ("TC-1", "unit-tests"),
        ("TC-2", "integration-tests"),
        ("TC-3", "system-tests"),
        ("TC-4", "validation-tests"),
        ("TC-5", "system-tests"),
        ("TC-6", "system-tests"),
    ] {
        assert_eq!(home(id), Some(name), "{id}");
    }
    assert_eq!(home("PLAN-5"), None, "a plan of risk management stands with risk management");
    assert_eq!(home("SRS-3"), None, "what is retired is named, and not told");
    let named = text(&written(&analysis, &design::requirements::DOCUMENT));
    assert!(named.contains("Retired software requirements, whose IDs are not used again: SRS-3."), "{named}");
}

/// All words of a document, with blanks between the pieces.
fn text(document: &Document) -> String {
    let mut out = String::new();
    document.blocks.iter().for_each(|block| words(block, &mut out));
    out
}

fn words(block: &Block, out: &mut String) {
    match block {
        Block::Heading(heading) => line(&heading.text, out),
        Block::Paragraph(text) => line(text, out),
        Block::Note(note) => line(&note.text, out),
        Block::Fields(fields) => fields.iter().for_each(|(term, text)| {
            line(term, out);
            line(text, out);
        }),
        Block::Table(table) => {
            out.push_str(&table.caption);
            out.push('\n');
            table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| line(&cell.text, out));
        }
        Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).for_each(|block| words(block, out)),
        Block::Quote(blocks) => blocks.iter().for_each(|block| words(block, out)),
        _ => {}
    }
}

fn line(text: &[Inline], out: &mut String) {
    pieces(text, out);
    out.push('\n');
}

fn pieces(text: &[Inline], out: &mut String) {
    for inline in text {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => out.push_str(text),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => pieces(inner, out),
            Inline::Link { text, .. } => pieces(text, out),
            _ => {}
        }
    }
}

#[test]
fn an_empty_project_says_what_is_missing() {
    let analysis = fixture::judged("");
    for (declared, _) in OWN {
        let document = written(&analysis, declared);
        assert!(!document.missing.is_empty(), "{} calls nothing missing", document.name);
    }
    let tests = written(&analysis, &verification::test_level::UNIT);
    assert!(text(&tests).contains("There is no unit test."));
    assert!(!text(&tests).contains("All passed"));
}

#[test]
fn what_the_class_does_not_ask_for_is_not_missing() {
    let harmless = fixture::scaled(fixture::CONFIRMED);
    assert_eq!(harmless.classes.project(), primum_model::Class::A);
    let design = written(&harmless, &design::detailed_design::DOCUMENT);
    assert!(
        text(&design).contains("asks for detailed design of units and interfaces at class C; this project is of class A"),
        "{}",
        text(&design)
    );
    assert_eq!(design.missing, [], "class A asks for no detailed design");
    let grave = fixture::scaled(&fixture::classified("C"));
    let design = written(&grave, &design::detailed_design::DOCUMENT);
    assert!(design.missing.iter().any(|missing| missing.what == "detailed designs"), "{:?}", design.missing);
}

#[test]
fn what_is_known_stands_in_its_document() {
    let analysis = fixture::judged(WHOLE);
    for (declared, wanted) in [
        (&design::requirements::DOCUMENT, "SW-1 excludes network: there is none"),
        (&design::requirements::DOCUMENT, "no reason given"),
        (&planning::verification_plan::DOCUMENT, "System test, by PLAN-1"),
        (&design::detailed_design::DOCUMENT, "Of no item"),
        (&design::detailed_design::DOCUMENT, "C, declares B"),
        (&design::architecture::DOCUMENT, "inherited from SW-1"),
        (&release::release_notes::DOCUMENT, "Changes of software from elsewhere"),
        (&release::release_notes::DOCUMENT, "not judged"),
        (&release::change_report::DOCUMENT, "git was not asked"),
        (&release::version_history::DOCUMENT, "no result on record"),
        (&design::traceability::DOCUMENT, "✗ "),
        (&release::configuration_list::DOCUMENT, "the source was not looked at"),
    ] {
        let told = text(&written(&analysis, declared));
        assert!(told.contains(wanted), "{} does not say {wanted:?}:\n{told}", declared.name);
    }
}

#[test]
fn links_to_records_and_documents_lead_somewhere() {
    let analysis = fixture::judged(WHOLE);
    let images = Images::default();
    let material = Material { analysis: &analysis, images: &images, tool: "1", commit: "", dirty: "" };
    let declared: Vec<&Declaration> = OWN.iter().map(|(declared, _)| *declared).collect();
    let set = set(material, &declared);
    let names: Vec<&str> = set.documents.iter().map(|document| document.name.as_str()).collect();
    let mut seen = 0;
    for document in &set.documents {
        let json = serde_json::to_value(&document.blocks).expect("a tree has a JSON form");
        let mut open = vec![&json];
        while let Some(value) = open.pop() {
            if let Some(to) = value.get("Link").and_then(|link| link.get("to")) {
                let to: Target = serde_json::from_value(to.clone()).expect("a target");
                match to {
                    Target::Document { name, .. } => assert!(names.contains(&name.as_str()), "{name}"),
                    Target::Record(id) => panic!("{id} is not resolved"),
                    Target::Anchor(_) | Target::Url(_) => {}
                }
                seen += 1;
            }
            match value {
                serde_json::Value::Array(list) => open.extend(list),
                serde_json::Value::Object(map) => open.extend(map.values()),
                _ => {}
            }
        }
    }
    assert!(seen > 200, "{seen} links");
}

#[test]
fn the_same_project_gives_the_same_documents() {
    let once = |text: &str| -> Vec<Document> {
        let analysis = fixture::judged(text);
        OWN.iter().map(|(declared, _)| written(&analysis, declared)).collect()
    };
    assert_eq!(once(WHOLE), once(WHOLE));
}

#[test]
fn words_of_others_stay_words() {
    let hostile = "## SRS-1 <script>alert(1)</script> \u{202e}\n- category: functional\n- source: javascript:alert(1)\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))\n\n\
        ## TC-1 |pipe| `code`\n- level: system\n- verifies: SRS-1\n- expected: <b>\n\n## CR-1 a\n- approved-by: <i>\n- reason: \u{1}\u{7f}\n";
    let analysis = fixture::judged(hostile);
    for (declared, _) in OWN {
        let document = written(&analysis, declared);
        sound(&document);
        let json = serde_json::to_string(&document.blocks).expect("a tree has a JSON form");
        assert!(!json.contains("\"Url\":\"javascript"), "{}", document.name);
    }
    assert!(text(&written(&analysis, &design::requirements::DOCUMENT)).contains("<script>alert(1)</script>"), "nothing is lost");
}

/// The titles of the boxes.
fn notes(document: &Document) -> Vec<String> {
    let title = |block: &Block| if let Block::Note(note) = block { Some(note.title.clone()) } else { None };
    document.blocks.iter().filter_map(title).collect()
}

/// A statement of results at a level: tests by their ID, and how each ended.
fn results(level: TestLevel, digest: char, runs: &[(&str, Status)]) -> Statement {
    let run = |(id, status): &(&str, Status)| Run {
        suite: String::new(),
        name: (*id).to_owned(),
        class: None,
        file: None,
        status: *status,
        ids: vec![(*id).to_owned()],
        message: (*status == Status::Failed).then(|| "rate 3.2, expected 3.0".to_owned()),
        observed: vec![Observation {
            step: "Do.".to_owned(),
            observed: "it ran <fast>".to_owned(),
            as_expected: *status == Status::Passed,
        }],
        tester: Some("Ilse".to_owned()),
    };
    Statement {
        digest: digest.to_string().repeat(64),
        place: format!("evidence/{digest}.json"),
        state: State { commit: Some("c".repeat(40)), version: "1.2".to_owned(), ..State::default() },
        level: Some(level),
        environment: "bench".to_owned(),
        items: Vec::new(),
        tool: None,
        format: "manual".to_owned(),
        by: "ilse@x.org".to_owned(),
        at: "2026-06-01T10:00:00Z".to_owned(),
        raw: String::new(),
        signature: Signature::None,
        content: Content::Tests(runs.iter().map(run).collect()),
    }
}

/// The project with these results, none of which anything has changed since.
fn with(statements: Vec<Statement>) -> Analysis {
    let mut history = History::default();
    for point in statements.iter().filter_map(|statement| statement.state.point()) {
        history.since.insert(point, Some(Since { distance: Some(0), ..Since::default() }));
    }
    let faults = vec![("evidence/x.json".to_owned(), "it is torn".to_owned())];
    let store = Stored { place: "evidence".to_owned(), statements, faults };
    let facts = Facts { store: Some(store), history: Some(Ok(history)), ..Facts::default() };
    judge_by(fixture::model(WHOLE), facts, &[standards::iec62304()], RULES)
}

#[test]
fn a_report_says_what_was_seen_and_what_does_not_hold() {
    let failed = with(vec![
        results(TestLevel::System, 'a', &[("TC-3", Status::Failed)]),
        results(TestLevel::Integration, 'b', &[("TC-2", Status::Passed)]),
    ]);
    let document = written(&failed, &verification::test_level::SYSTEM);
    let told = text(&document);
    let wanted =
        ["rate 3.2, expected 3.0", "it ran <fast>", "Ilse", "bench", "aaaaaaaaaaaa", "PR-1", "0 of 3 system tests passed", "it is torn"];
    for wanted in wanted {
        assert!(told.contains(wanted), "{wanted}:\n{told}");
    }
    let lacks = |what: &str| document.missing.iter().any(|missing| missing.what.starts_with(what));
    assert!(lacks("pass of 3 of 3 system tests") && lacks("system test of 1 software requirement"), "{:?}", document.missing);
    assert!(notes(&document).contains(&"Not complete".to_owned()));
    // IF-1 is the one interface, and TC-2 verifies it.
    assert!(notes(&written(&failed, &verification::test_level::INTEGRATION)).contains(&"All passed".to_owned()));
    assert!(text(&written(&failed, &release::version_history::DOCUMENT)).contains("the record names no commit"));
    assert!(text(&written(&failed, &design::traceability::DOCUMENT)).contains("TC-3 failed"));
    assert!(text(&written(&failed, &release::change_report::DOCUMENT)).contains("0 of 1 test passed now"));
    for (declared, _) in OWN {
        sound(&written(&failed, declared));
    }
}

#[test]
fn what_stands_between_backticks_is_code_and_nothing_is_lost() {
    use crate::documents::writing::wording::coded;
    let text = |text: &str| Inline::Text(text.to_owned());
    let code = |text: &str| Inline::Code(text.to_owned());
    assert_eq!(coded("write `a b` now"), [text("write "), code("a b"), text(" now")]);
    assert_eq!(coded("`a` `b`"), [code("a"), text(" "), code("b")]);
    assert_eq!(coded(""), []);
    for as_it_is in ["plain", "one ` alone", "``", "a ` ` b", "```"] {
        assert_eq!(coded(as_it_is), [text(as_it_is)], "{as_it_is:?}");
    }
}
