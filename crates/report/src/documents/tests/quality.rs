//! What the documents of quality promise, held against small projects, an empty one and hostile text.

use crate::documents::{DOCUMENTS, Declaration, Material, set};
use crate::fixture;
use primum_document::{Block, Cell, Document, Images, Inline, Row, Table, set as of_set};
use primum_model::Kind;
use primum_rules::standards::{self, IDS};
use primum_rules::{Analysis, judge};
use std::collections::HashMap;

/// The documents of these names.
pub(in crate::documents) fn written(analysis: &Analysis, names: &[&str]) -> Vec<Document> {
    let declared: Vec<&Declaration> = DOCUMENTS.iter().copied().filter(|one| names.contains(&one.name)).collect();
    assert_eq!(declared.len(), names.len(), "{names:?}");
    let images = Images::default();
    set(Material { analysis, images: &images, tool: "0.1", commit: "", dirty: "" }, &declared).documents
}

fn one(analysis: &Analysis, name: &str) -> Document {
    written(analysis, &[name]).remove(0)
}

/// A text in which every inline is.
fn line(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => text.clone(),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => line(inner),
            Inline::Picture(_) => String::new(),
            Inline::Break => " / ".to_owned(),
        })
        .collect()
}

fn cells(row: &Row) -> Vec<String> {
    row.cells.iter().map(|cell: &Cell| line(&cell.text)).collect()
}

/// The document as plain text: enough to look for sentences in it.
fn plain(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        write(block, &mut out);
    }
    out
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(heading) => out.push_str(&format!("{} {}\n", "#".repeat(heading.level.into()), line(&heading.text))),
        Block::Paragraph(text) => out.push_str(&format!("{}\n", line(text))),
        Block::List { items, .. } => items.iter().flat_map(|item| &item.blocks).for_each(|block| write(block, out)),
        Block::Fields(fields) => fields.iter().for_each(|(term, text)| out.push_str(&format!("{}: {}\n", line(term), line(text)))),
        Block::Table(table) => {
            out.push_str(&format!("[{}]\n", table.caption));
            let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
            out.push_str(&format!("| {} |\n", titles.join(" | ")));
            table.rows.iter().for_each(|row| out.push_str(&format!("| {} |\n", cells(row).join(" | "))));
        }
        Block::Code { text, .. } => out.push_str(text),
        Block::Quote(blocks) => blocks.iter().for_each(|block| write(block, out)),
        Block::Figure(figure) => out.push_str(&format!("({})\n", figure.caption)),
        Block::Note(note) => out.push_str(&format!("! {}: {}\n", note.title, line(&note.text))),
        Block::Rule => out.push_str("---\n"),
    }
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
}

/// Which documents show which kinds of record, each record once.
const PROMISED: &[(&str, &[Kind])] = &[
    ("problem-reports", &[Kind::ProblemReport]),
    ("trend-report", &[Kind::TrendReview]),
    ("legacy-gap", &[Kind::LegacyAssessment]),
    ("audit-report", &[Kind::Audit, Kind::AuditFinding]),
    ("capa-list", &[Kind::Capa]),
    ("customer-feedback", &[Kind::Feedback]),
    ("reviews-and-approvals", &[Kind::Review]),
    ("deviations-and-judgements", &[Kind::Deviation, Kind::Attestation]),
    ("regulatory-position", &[Kind::Qualification]),
    ("software-description", &[Kind::IntendedUse]),
];

/// The documents that show no record whole.
const OTHERS: &[&str] = &[
    "unresolved-anomalies",
    "documentation-level-evaluation",
    "evidence-register",
    "checklist-iec62304",
    "standards-conformity",
    "roadmap",
    "gap-iec62304",
    "gap-iso14971",
    "gap-iso13485",
    "gap-iec81001-5-1",
    "gap-mdr-gspr",
    "gap-part11",
    "gap-fda-software",
    "gap-fda-cyber",
];

fn names() -> Vec<&'static str> {
    PROMISED.iter().map(|(name, _)| *name).chain(OTHERS.iter().copied()).collect()
}

/// A project in which every kind has records: one in force, one that says almost nothing, one retired.
fn everything() -> String {
    let mut text = fixture::RISK.to_owned();
    text.push_str(
        "\n## REL-1 First\n- of: SW-1\n- version: 1.2\n- released: 2026-01-05\n- residual: PR-1\n- residual-evaluation: no risk\n\n\
        ## PR-1 Jumps *about*\n- status: open\n- source: FB-1\n- reported: 2026-01-10\n- affects: REL-1\n- located-in: SI-1\n- criticality: minor\n\
        - safety-evaluation: none, because it is a display\n- security-evaluation: nothing to gain\n- cause-type: code\n- cause: rounding\n\
        - contributes-to: HS-1\n- decision: change\n- advised: all customers\n\n\
        ## PR-2 Gone\n- status: closed\n- reported: 2026-01-11\n- closed: 2026-02-11\n- criticality: safety\n\n\
        ## PR-3 Same as the first\n- status: duplicate\n- duplicate-of: PR-1\n- reported: 2026-01-12\n\n\
        ## PR-4 Nobody has looked\n- reported: 2026-03-01\n- rationale: rare\n\n\
        ## CR-1 Mend\n- resolves: PR-1\n- status: approved\n- released-in: REL-1\n\n\
        ## FB-1 Complaint\n- source: nurse\n- received: 2026-01-09\n- release: REL-1\n- decision: problem\n- raises: PR-1\n\n> It jumps.\n\n\
        ## FB-2 Praise\n- decision: no problem\n\n\
        ## TRD-1 Half a year\n- from: 2026-01-01\n- to: 2026-06-30\n- examines: PR-1\n- conclusion: none\n\n\
        ## LEG-1 Bootloader\n- of: SW-2\n- version: 2.4\n- market-history: since 2012\n- gap-analysis: TC-1\n\n\
        ## AUD-1 Internal\n- type: internal\n- held: 2026-03-01\n- auditor: a\n- scope: all\n- result: one finding\n\n\
        ## AF-1 Initials\n- audit: AUD-1\n- grade: minor\n- clause: 4.2.5\n- due: 2026-04-01\n\n## AF-2 Ungraded\n- audit: AUD-1\n\n\
        ## CAPA-1 Names\n- type: corrective\n- answers: AF-1\n- due: 2026-05-01\n\n### Root cause\n\n- why\n- why again\n\n\
        ## DEV-1 Vague\n- rule: requirement-unreviewed\n- target: SRS-1\n- justification: old\n- approver: q\n- expires: 2027-01-01\n\n\
        ## DEV-2 Nothing\n- rule: no-such-rule\n- expires: 2025-01-01\n\n\
        ## ATT-1 QMS\n- clause: 4.1\n- statement: there is one\n- attested-by: q\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n\n\
        ## ATT-2 Stale\n- clause: 4.2\n- clause: 99.9\n- statement: s\n- fresh-until: 2025-01-01\n\n\
        ## IU-1 Pump\n- medical-purpose: infusion\n- users: nurses\n\n\
        ## QUA-1 Europe\n- jurisdiction: EU\n- device: yes\n- drives-device: yes\n- class-of-driven-device: IIb\n\n\
        ## QUA-2 States\n- jurisdiction: US\n- medical-purpose: yes\n- cds-image-or-signal: yes\n- serious-harm: yes\n- fda-documentation-level: basic\n- rationale: `see` above\n- excluded-function: none\n\n\
        ## SOUP-1 zlib\n- version: 1.3\n- purpose: unpack\n- environment: any\n\n\
        ## VA-1 Bomb\n- of: SOUP-1\n- advisory: CVE-2026-1\n- version: 1.3\n- verdict: affected\n- impact: hangs\n- action: limit\n- raises: PR-4\n\
        - reviewer: a\n- reviewed: 2026-06-01\n- expires: 2027-01-01\n\n",
    );
    for spec in primum_model::Schema::default().kinds() {
        text.push_str(&format!("## {0}-801 Old\n- status: retired\n\n## {0}-802\n\n", spec.prefix()));
    }
    text
}

fn projects() -> Vec<(&'static str, Analysis)> {
    vec![
        ("empty", fixture::judged_by_all("")),
        ("project", fixture::judged_by_all(fixture::PROJECT)),
        ("risk", fixture::scaled(fixture::RISK)),
        ("class A", fixture::judged(fixture::CONFIRMED)),
        ("signed", fixture::signed()),
        ("everything", fixture::judged_by_all(&everything())),
        ("unjudged", judge(fixture::model(&everything()), &[])),
        ("tagged", fixture::tagged()),
    ]
}

#[test]
fn every_record_that_a_document_promises_is_at_home_in_it_once() {
    for (project, analysis) in projects() {
        for (name, kinds) in PROMISED {
            let mut found: HashMap<String, usize> = HashMap::new();
            of_set::anchors(&one(&analysis, name).blocks, &mut |anchor| *found.entry(anchor.to_owned()).or_default() += 1);
            assert!(found.values().all(|count| *count == 1), "{project}, {name}: an anchor is there twice");
            let wanted = analysis.model.records().filter(|record| kinds.contains(&record.kind()));
            for record in wanted {
                assert!(
                    found.contains_key(&crate::documents::anchor(&analysis, record)),
                    "{project}, {name}: {} is not shown",
                    record.id()
                );
            }
        }
    }
}

#[test]
fn tables_are_whole_and_say_something() {
    for (project, analysis) in projects() {
        for document in written(&analysis, &names()) {
            let mut captions: Vec<&str> = Vec::new();
            for table in tables(&document) {
                let place = format!("{project}, {}, {}", document.name, table.caption);
                assert!(!table.caption.is_empty() && !table.columns.is_empty() && !table.rows.is_empty(), "{place}");
                assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{place}: a row of another length");
                for (at, column) in table.columns.iter().enumerate() {
                    assert!(!column.title.is_empty(), "{place}");
                    assert!(table.rows.iter().any(|row| !row.cells[at].text.is_empty()), "{place}: {} is always empty", column.title);
                }
                assert!(!captions.contains(&table.caption.as_str()), "{place}: there twice");
                captions.push(&table.caption);
            }
        }
    }
}

#[test]
fn what_is_missing_has_a_reason_and_a_remedy() {
    for (project, analysis) in projects() {
        for document in written(&analysis, &names()) {
            for missing in &document.missing {
                for text in [&missing.what, &missing.why, &missing.remedy] {
                    assert!(!text.trim().is_empty(), "{project}, {}: {missing:?}", document.name);
                }
                assert!(missing.remedy.ends_with('.') && !missing.why.ends_with('.'), "{project}, {}: {missing:?}", document.name);
            }
        }
    }
}

#[test]
fn an_empty_project_lacks_everything() {
    let nothing = judge(fixture::model(""), &[]);
    for document in written(&nothing, &names()) {
        assert!(!document.missing.is_empty(), "{}: nothing is missed in an empty project", document.name);
        assert!(plain(&document).contains("! Missing: "), "{}", document.name);
    }
}

#[test]
fn every_section_says_something() {
    for (project, analysis) in projects() {
        for document in written(&analysis, &names()) {
            let heads: Vec<usize> = (0..document.blocks.len())
                .filter(|at| matches!(&document.blocks[*at], Block::Heading(heading) if heading.level == 1))
                .collect();
            for at in heads {
                let next = document.blocks.get(at + 1);
                let empty = next.is_none_or(|block| matches!(block, Block::Heading(heading) if heading.level == 1));
                assert!(!empty, "{project}, {}: {:?} is empty", document.name, document.blocks[at]);
            }
        }
    }
}

#[test]
fn the_checklist_has_every_clause_once_and_passes_none_that_was_not_examined() {
    for (project, analysis) in projects().into_iter().filter(|(name, _)| *name != "unjudged") {
        let document = one(&analysis, "checklist-iec62304");
        let rows: Vec<Vec<String>> = tables(&document)
            .filter(|table| table.columns.iter().any(|column| column.title == "Requirement"))
            .flat_map(|t| &t.rows)
            .map(cells)
            .collect();
        let mut shown: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        let mut wanted: Vec<&str> = standards::iec62304().clauses.iter().map(|clause| clause.id.as_str()).collect();
        shown.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(shown, wanted, "{project}");
        for row in &rows {
            let verdict = analysis.clauses.iter().find(|verdict| verdict.standard.id == "iec62304" && verdict.clause.id == row[0]);
            match (row[3].as_str(), verdict) {
                ("P", Some(verdict)) => {
                    assert!(verdict.examined > 0 || !verdict.attestations.is_empty(), "{project}: {row:?}");
                    assert!(verdict.findings == 0 && !row[2].contains("; no rule looks at"), "{project}: {row:?}");
                }
                ("F", Some(verdict)) => assert!(verdict.findings > 0, "{project}: {row:?}"),
                ("N/A" | "—", _) => {}
                _ => panic!("{project}: {row:?}"),
            }
        }
    }
}

#[test]
fn gap_reports_have_every_clause_in_force_once() {
    let analysis = fixture::judged_by_all(&everything());
    for id in IDS {
        let document = one(&analysis, &format!("gap-{id}"));
        let mut shown: Vec<String> = tables(&document)
            .filter(|table| table.columns.iter().any(|column| column.title == "What it asks"))
            .flat_map(|table| &table.rows)
            .map(|row| cells(row)[0].clone())
            .collect();
        let mut wanted: Vec<String> = standards::by_id(id).expect("a standard").active().map(|clause| clause.id.clone()).collect();
        shown.sort();
        wanted.sort();
        assert_eq!(shown, wanted, "{id}");
    }
}

#[test]
fn a_standard_that_was_not_judged_is_said_to_be_so() {
    let analysis = fixture::judged(fixture::PROJECT);
    for id in IDS {
        let document = one(&analysis, &format!("gap-{id}"));
        let said = document.missing.iter().any(|missing| missing.why == "the project was not judged against it");
        assert_eq!(said, id != "iec62304", "{id}");
    }
    assert!(plain(&one(&analysis, "standards-conformity")).contains("was not judged against ISO 14971:2019; ISO 13485:2016;"));
}

#[test]
fn declared_clauses_are_clauses_of_the_standards() {
    // Annex VIII and IMDRF are no standards in the data.
    let elsewhere = ["MDR Annex VIII rule 11", "IMDRF SaMD N12"];
    for declared in DOCUMENTS.iter().filter(|declared| names().contains(&declared.name)) {
        assert!(!declared.clauses.is_empty(), "{}", declared.name);
        for clause in declared.clauses.iter().filter(|clause| !elsewhere.contains(clause)) {
            let known = standards::all().into_iter().any(|standard| {
                let id = clause.strip_prefix(standard.name.as_str());
                id.is_some_and(|id| id.is_empty() || standard.clause(id.trim()).is_some() || standard.group(id.trim()).is_some())
            });
            assert!(known, "{}: {clause}", declared.name);
        }
    }
}

#[test]
fn anomalies_are_those_that_remain_with_what_is_said_of_them() {
    let analysis = fixture::judged_by_all(&everything());
    let document = one(&analysis, "unresolved-anomalies");
    let general = tables(&document).find(|table| table.caption == "Unresolved anomalies").expect("a table");
    let anchors: Vec<&str> = general.rows.iter().map(|row| row.anchor.as_str()).collect();
    assert_eq!(anchors, ["PR-1", "PR-4", "PR-802"]);
    let first = cells(&general.rows[0]).join(" | ");
    for said in ["code / rounding", "none, because it is a display / Could contribute to HS-1", "RC-2", "change, CR-1 (approved) in REL-1"]
    {
        assert!(first.contains(said), "{said}: {first}");
    }
    assert!(cells(&general.rows[1]).join(" | ").contains("not stated"), "PR-4 has no evaluation");
    let text = plain(&document);
    assert!(text.contains("Open, and not among what the release says to remain"), "{text}");
    assert!(text.contains("| CVE-2026-1 | zlib 1.3 |"), "{text}");
    assert!(document.missing.iter().any(|missing| missing.why.contains("PR-4 first")), "{:?}", document.missing);
}

#[test]
fn what_class_a_does_not_ask_for_is_not_called_missing() {
    let text = format!("{}## REL-1 r\n- version: 1.2\n\n## PR-1 a\n- reported: 2026-01-01\n", fixture::CONFIRMED);
    let document = one(&fixture::judged(&text), "unresolved-anomalies");
    assert!(plain(&document).contains("IEC 62304 5.8.3 applies at classes B, C, so class A does not ask for it"), "{}", plain(&document));
    assert!(!document.missing.iter().any(|missing| missing.what.contains("safety")), "{:?}", document.missing);
    let higher = one(&fixture::judged(&text.replace("class: A", "class: B")), "unresolved-anomalies");
    assert!(higher.missing.iter().any(|missing| missing.what.contains("safety evaluations")), "{:?}", higher.missing);
}

#[test]
fn an_attestation_that_there_is_nothing_is_shown_and_nothing_is_missing() {
    let text = "## ATT-1 None\n- clause: 4.4.1\n- clause: 9.6\n- statement: nothing of the sort\n- attested-by: q\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n";
    let analysis = fixture::judged(text);
    for name in ["legacy-gap", "trend-report"] {
        let document = one(&analysis, name);
        assert!(plain(&document).contains("ATT-1: nothing of the sort (q, 2026-01-01)"), "{}", plain(&document));
        assert_eq!(document.missing, [], "{name}");
    }
    assert!(plain(&one(&analysis, "legacy-gap")).contains("No legacy software is declared."));
}

#[test]
fn signatures_are_shown_with_name_time_and_meaning() {
    let analysis = fixture::signed();
    let text = plain(&one(&analysis, "reviews-and-approvals"));
    assert!(text.contains("| Cleo <cleo@x.org> | 2026-06-01 10:00:00 | approved | first issue |"), "{text}");
    for standing in ["| SRS-4 D | approved |", "| SYS-1 S | stale |", "| SRS-3 C | draft |", "it rests on SRS-1, which is suspect"] {
        assert!(text.contains(standing), "{standing}\n{text}");
    }
}

#[test]
fn the_evaluation_of_the_level_states_it_with_its_steps_and_what_contradicts_it() {
    let unscaled = one(&fixture::judged_by_all(&everything()), "documentation-level-evaluation");
    assert!(unscaled.missing.iter().any(|missing| missing.why.contains("on no scale")), "{:?}", unscaled.missing);
    let analysis = fixture::scaled(&everything());
    let text = plain(&one(&analysis, "documentation-level-evaluation"));
    for said in [
        "The documentation level is enhanced",
        "Contradiction",
        "basic in QUA-2, lower than the answers come to",
        "In the words of QUA-2:\nsee above",
        "| HS-1 Over-infusion | death | grave | often | yes |",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

#[test]
fn hostile_text_stays_text() {
    let evil = "<script>alert(1)</script> | [x](javascript:alert(1)) \u{1b}[31m \u{202e} ![p](../../etc/passwd) `a";
    let text = everything()
        .replace("rounding", evil)
        .replace("Jumps *about*", evil)
        .replace("nothing to gain", evil)
        .replace("there is one", evil)
        .replace("- why\n", "> > > > - [ ] x\n\n| a |\n|---|\n| b | c | d |\n\n");
    let analysis = fixture::judged_by_all(&text);
    for document in written(&analysis, &names()) {
        let json = serde_json::to_string(&document).expect("JSON");
        assert!(!json.contains("\"Url\":\"javascript"), "{}", document.name);
        for table in tables(&document) {
            assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}, {}", document.name, table.caption);
        }
    }
    assert!(plain(&one(&analysis, "problem-reports")).contains("<script>alert(1)</script>"), "it is text and not lost");
}

#[test]
fn the_same_project_gives_the_same_documents() {
    let (one, other) = (fixture::judged_by_all(&everything()), fixture::judged_by_all(&everything()));
    assert_eq!(written(&one, &names()), written(&other, &names()));
}
