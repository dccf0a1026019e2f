//! Tests of the documents of risk, classification, SOUP and security.

use crate::documents::writing::open_points;
use crate::documents::writing::page::Page;
use crate::documents::{DOCUMENTS, Declaration, Material, set};
use crate::fixture::{self, PROJECT, RISK};
use primum_document::{Block, Document, Images, Inline, Table};
use primum_model::Kind;
use primum_rules::Analysis;
use std::collections::BTreeMap;

/// What each of these documents promises: the kinds of which it shows every record once.
const PROMISES: &[(&str, &[Kind])] = &[
    ("risk-management-plan", &[]),
    ("risk-analysis", &[Kind::Hazard, Kind::HazardousSituation, Kind::Cause]),
    ("risk-control-matrix", &[Kind::RiskControl]),
    ("risk-management-report", &[]),
    ("classification-rationale", &[Kind::SoftwareSystem, Kind::Segregation]),
    ("soup-list", &[Kind::Soup]),
    ("sbom-summary", &[]),
    ("vulnerability-assessment", &[Kind::VulnerabilityAssessment]),
    ("threat-model", &[Kind::Threat]),
    ("security-risk-assessment", &[Kind::Threat]),
    ("cybersecurity-management-plan", &[]),
    ("security-test-report", &[]),
    ("security-architecture-views", &[]),
];

fn ours() -> Vec<&'static Declaration> {
    PROMISES.iter().map(|(name, _)| *DOCUMENTS.iter().find(|one| one.name == *name).expect("a document of this name")).collect()
}

fn written(analysis: &Analysis) -> Vec<Document> {
    let material = Material { analysis, images: &Images::default(), tool: "0.0.0", commit: "", dirty: "" };
    set(material, &ours()).documents
}

pub(in crate::documents) fn one(analysis: &Analysis, name: &str) -> Document {
    written(analysis).into_iter().find(|document| document.name == name).expect("a document of this name")
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None })
}

pub(in crate::documents) fn table<'d>(document: &'d Document, caption: &str) -> &'d Table {
    tables(document).find(|table| table.caption == caption).unwrap_or_else(|| panic!("{} has no table `{caption}`", document.name))
}

pub(in crate::documents) fn plain(text: &[Inline]) -> String {
    text.iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => text.clone(),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => plain(inner),
            Inline::Break => " / ".to_owned(),
            Inline::Picture(_) => "[picture]".to_owned(),
        })
        .collect()
}

pub(in crate::documents) fn cells(table: &Table, first: &str) -> BTreeMap<String, String> {
    let row =
        table.rows.iter().find(|row| plain(&row.cells[0].text) == first).unwrap_or_else(|| panic!("no row {first} in {}", table.caption));
    table.columns.iter().zip(&row.cells).map(|(column, cell)| (column.title.clone(), plain(&cell.text))).collect()
}

fn anchors(document: &Document) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    primum_document::set::anchors(&document.blocks, &mut |anchor| *found.entry(anchor.to_owned()).or_default() += 1);
    found
}

/// Rows and columns of it are levels of scales, and a cell without a word says something by that.
fn is_grid(table: &Table) -> bool {
    table.columns[0].title == "Severity" && (table.caption.contains("severity by") || table.caption.contains("by severity"))
}

/// What holds of every document, whatever the project.
pub(in crate::documents) fn hold(analysis: &Analysis) {
    for (document, (name, kinds)) in written(analysis).iter().zip(PROMISES) {
        assert_eq!(document.name, *name);
        for table in tables(document) {
            assert!(!table.caption.is_empty() && !table.columns.is_empty() && !table.rows.is_empty(), "{name}: {}", table.caption);
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{name}: {}", table.caption);
            }
            for (at, column) in table.columns.iter().enumerate().skip(1) {
                let filled =
                    table.rows.iter().any(|row| !row.cells[at].text.is_empty() || row.cells[at].tone != primum_document::Tone::Plain);
                assert!(filled || is_grid(table), "{name}: nobody fills `{}` of `{}`", column.title, table.caption);
            }
        }
        for missing in &document.missing {
            assert!(![&missing.what, &missing.why, &missing.remedy].iter().any(|text| text.trim().is_empty()), "{name}: {missing:?}");
            assert!(missing.remedy.ends_with(['.', '?', '!', '`']), "{name}: {missing:?}");
        }
        let homes = anchors(document);
        for (anchor, count) in &homes {
            assert_eq!(*count, 1, "{name} shows {anchor} {count} times");
        }
        for record in kinds.iter().flat_map(|kind| analysis.model.of(*kind)) {
            assert_eq!(homes.get(&crate::documents::anchor(analysis, record)), Some(&1), "{name} does not show {}", record.id());
        }
        for section in DOCUMENTS.iter().find(|one| one.name == *name).expect("declared").sections {
            let is_it =
                |block: &Block| matches!(block, Block::Heading(heading) if heading.level == 1 && plain(&heading.text) == section.title);
            let at = document.blocks.iter().position(is_it).expect("a section");
            let empty = document.blocks.get(at + 1).is_none_or(|next| matches!(next, Block::Heading(heading) if heading.level == 1));
            assert!(!empty, "{name}: section `{}` says nothing", section.title);
        }
    }
}

#[test]
fn every_document_keeps_its_promises_on_every_project() {
    for analysis in [
        fixture::judged(""),
        fixture::configured("", ""),
        fixture::judged(PROJECT),
        fixture::judged(RISK),
        fixture::scaled(RISK),
        fixture::scaled(""),
        fixture::scaled(fixture::CONFIRMED),
        fixture::judged(
            "## HS-1 a\n\n## HS-1 b\n\n## THR-1 t\n- leads-to: HS-1, HS-1\n- entry-point: IF-9\n\n## RC-1 r\n- controls: RC-1\n",
        ),
    ] {
        hold(&analysis);
    }
}

#[test]
fn the_same_project_gives_the_same_documents() {
    let documents = || written(&fixture::scaled(RISK));
    assert_eq!(documents(), documents());
}

/// Fields that records of any kind may have here, right or wrong.
const FIELDS: &[&str] = &[
    "hazard: HAZ-1",
    "hazard: HAZ-2, HAZ-1, HAZ-1",
    "contributes-to: HS-1",
    "contributes-to: HS-9",
    "controls: HS-1",
    "controls: HAZ-1, CAU-1",
    "controls: THR-1",
    "leads-to: HS-2",
    "entry-point: IF-1",
    "part-of: SW-1",
    "part-of: SI-1",
    "separates: SI-1",
    "from: SU-1",
    "located-in: SI-1",
    "of: SOUP-1",
    "advisory: CVE-1",
    "verifies: RC-1",
    "used-by: SI-1",
    "severity: grave",
    "probability: often",
    "residual-severity: minor",
    "residual-probability: rare",
    "exploitability: easy",
    "software-contributes: yes",
    "class: C",
    "class: A",
    "status: retired",
    "status: draft",
    "covers: risk, security",
    "subject: risk",
    "tags: penetration, global system view, updateability view",
    "security: updates",
    "scenario: update",
    "channel: port",
    "category: security",
    "acceptable: no",
    "benefit-risk: TBD",
    "nonsense: x",
];

const PREFIXES: &[&str] =
    &["HAZ", "HS", "CAU", "RC", "THR", "IF", "SW", "SI", "SU", "SEG", "SOUP", "VA", "TC", "REV", "PLAN", "SRS", "IU", "QUA", "ATT"];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(48))]

    #[test]
    fn any_records_give_documents_that_keep_their_promises(
        records in proptest::collection::vec(
            (0..PREFIXES.len(), 1..3usize, proptest::collection::vec(0..FIELDS.len(), 0..6), "[ -~]{0,40}"),
            0..24,
        ),
        scaled in proptest::bool::ANY,
    ) {
        let mut text = String::new();
        for (prefix, number, fields, words) in &records {
            text.push_str(&format!("## {}-{number} {words}\n", PREFIXES[*prefix]));
            text.extend(fields.iter().map(|at| format!("- {}\n", FIELDS[*at])));
            text.push_str(&format!("\n{words}\n\n"));
        }
        hold(&if scaled { fixture::scaled(&text) } else { fixture::configured("", &text) });
    }
}

#[test]
fn an_empty_project_says_that_everything_is_missing() {
    for document in written(&fixture::configured("", "")) {
        assert!(!document.missing.is_empty(), "{} misses nothing", document.name);
        assert!(document.missing.iter().all(|one| !one.remedy.is_empty()));
    }
}

#[test]
fn clauses_are_those_of_standards_that_are_there() {
    let standards = primum_rules::standards::all();
    for declared in ours() {
        for clause in declared.clauses {
            let known = standards.iter().any(|standard| {
                clause.strip_prefix(standard.name.as_str()).is_some_and(|id| {
                    let id = id.trim();
                    standard.clause(id).is_some() || standard.group(id).is_some()
                })
            });
            assert!(known, "{}: {clause}", declared.name);
        }
    }
}

#[test]
fn the_risk_table_has_estimates_controls_and_what_remains() {
    let analysis = fixture::scaled(RISK);
    let document = one(&analysis, "risk-analysis");
    let list = table(&document, "Risk table");
    assert_eq!(list.rows.len(), 7);
    let over = cells(list, "HS-1");
    for (column, words) in [
        ("Hazard", "HAZ-1"),
        ("Sequence of events", "the motor runs on"),
        ("Harm", "death"),
        ("Causes and threats", "CAU-1, THR-1"),
        ("Severity", "grave"),
        ("Probability", "often"),
        ("Risk", "unacceptable"),
        ("Class", "C"),
        ("Controls", "RC-1, RC-2, RC-4"),
        ("Residual severity", "minor"),
        ("Residual probability", "rare"),
        ("Residual risk", "acceptable"),
        ("Acceptable?", "acceptable"),
    ] {
        assert_eq!(over[column], words, "{column}");
    }
    assert_eq!(cells(list, "HS-6")["Causes and threats"], "software does not contribute");
    assert_eq!(cells(list, "HS-4")["Severity"], "no severity stated");
    assert_eq!(cells(list, "HS-5")["Acceptable?"], "open: nobody has judged that it is reduced as far as possible");
    assert!(
        document.missing.iter().any(|one| one.what.contains("no hazardous situation") || one.why.contains("HAZ-2")),
        "{:?}",
        document.missing
    );
}

#[test]
fn what_the_class_does_not_ask_for_is_not_missing() {
    let causes = |text: &str| {
        let document = one(&fixture::scaled(text), "risk-analysis");
        let told = format!("{:?}", document.blocks).contains("IEC 62304 7.1.2 does not ask for them at class A");
        (document.missing.iter().any(|one| one.what == "causes"), told)
    };
    assert_eq!(causes(fixture::CONFIRMED), (false, true));
    assert_eq!(causes(&fixture::classified("C")), (true, false));
}

#[test]
fn a_control_has_its_requirement_its_proofs_and_what_remains() {
    let analysis = fixture::scaled(RISK);
    let document = one(&analysis, "risk-control-matrix");
    let list = table(&document, "Risk controls, their requirements and their proofs");
    let bounds = cells(list, "RC-1");
    assert_eq!((bounds["Requirement"].as_str(), bounds["Carried out by"].as_str()), ("SRS-1", "SI-1"));
    assert_eq!(bounds["Shown to work by"], "TC-1 no proof: it has no result that a review has evaluated");
    assert_eq!(cells(list, "RC-2")["Requirement"], "none, by hardware");
    assert_eq!(cells(list, "RC-3")["Shown to work by"], "TC-2 evaluated in REV-2");
    assert_eq!(cells(list, "RC-3")["Shown to be in place by"], "REV-2 accepted 2026-02-01");
    assert_eq!(cells(list, "RC-4")["Requirement"], "none");
    assert_eq!(cells(list, "RC-3")["Residual risk"], "acceptable");
}

#[test]
fn the_report_counts_and_names_what_is_not_acceptable() {
    let analysis = fixture::scaled(RISK);
    let document = one(&analysis, "risk-management-report");
    let counts = table(&document, "Severity by probability of harm: where they stand");
    let after = cells(counts, "after all controls");
    let all: usize = ["Acceptable", "Investigate", "Unacceptable", "Not known"]
        .iter()
        .map(|name| after[*name].parse::<usize>().expect("a number"))
        .sum();
    assert_eq!((all, after["Together"].as_str()), (7, "7"));
    let open = table(&document, "Residual risks that the criteria do not accept as they are");
    let ids: Vec<String> = open.rows.iter().map(|row| plain(&row.cells[0].text)).collect();
    assert_eq!(ids, ["HS-3", "HS-4", "HS-5", "HS-6"]);
    assert_eq!(cells(open, "HS-6")["Weighed against the benefit"], "nothing else exists");
    let conclusion = table(&document, "What the report concludes");
    assert_eq!(cells(conclusion, "The hazard analysis is complete")["Standing"], "confirmed 2026-01-01");
    assert_eq!(cells(conclusion, "The overall residual risk is acceptable")["Standing"], "not confirmed");
}

#[test]
fn the_class_is_told_with_what_decides_it_and_what_a_lower_one_takes() {
    let analysis = fixture::scaled(RISK);
    let document = one(&analysis, "classification-rationale");
    let systems = table(&document, "Software systems and their classes");
    assert_eq!(cells(systems, "SW-1 Pump")["Applies"], "C");
    let deciding = table(&document, "Situations that decide the class of SW-1");
    assert!(cells(deciding, "HS-1")["Why"].contains("contributes because CAU-1 sits in SU-1"), "{deciding:?}");
    let credits = table(&document, "External controls that situations credit, for SW-1");
    assert!(cells(credits, "RC-3 Valve")["Credit"].contains("TC-2 shows that it works"), "{credits:?}");
    assert!(tables(&document).any(|table| table.caption == "SW-1 would be class B if all of this were true"));
}

#[test]
fn security_is_rated_by_exploitability_and_linked_to_safety() {
    let analysis = fixture::scaled(RISK);
    let document = one(&analysis, "security-risk-assessment");
    let risks = table(&document, "Security risks");
    let threat = cells(risks, "THR-1");
    assert_eq!(
        (threat["Exploitability"].as_str(), threat["Severity"].as_str(), threat["Risk"].as_str()),
        ("easy", "grave", "unacceptable")
    );
    assert_eq!((threat["Residual risk"].as_str(), threat["Safety risks"].as_str()), ("acceptable", "HS-1"));
    assert_eq!(cells(table(&document, "Safety risks that threats can lead to"), "THR-1")["Situation"], "HS-1");
}

#[test]
fn a_tag_says_which_sort_of_security_test_it_is() {
    let with = RISK.replace("## TC-2 Valve\n- level: system\n", "## TC-2 Valve\n- level: system\n- tags: penetration\n");
    let lacks = |text: &str| {
        let document = one(&fixture::scaled(text), "security-test-report");
        document.missing.iter().any(|one| one.what.contains("penetration"))
    };
    assert!(lacks(RISK) && !lacks(&with));
}

#[test]
fn what_a_deviation_accepts_is_told_and_not_missing() {
    let text = "## HAZ-1 h\n\n## DEV-1 Known\n- rule: hazard-without-situation\n- target: HAZ-1\n- justification: told elsewhere\n- approver: quality\n- expires: 2027-01-01\n";
    let analysis = fixture::scaled(text);
    let images = Images::default();
    let mut page = Page::new(Material { analysis: &analysis, images: &images, tool: "0", commit: "", dirty: "" });
    open_points::of_rules(&mut page, &[], &["hazard-without-situation"]);
    let (blocks, missing) = page.finish();
    assert_eq!(missing, []);
    assert!(
        blocks.iter().any(|block| {
            let Block::Table(list) = block else { return false };
            list.rows.len() == 1 && plain(&list.rows[0].cells[3].text) == "accepted by DEV-1"
        }),
        "{blocks:?}"
    );
}

#[test]
fn hostile_text_stays_text_and_nothing_is_lost() {
    let evil = "\u{1b}[2J<script>alert('x')</script>\u{202e} [x](javascript:alert(1)) | cell ` tick";
    let text =
        RISK.replace("- sequence: the motor runs on", &format!("- sequence: {evil}")).replace("- harm: death", &format!("- harm: {evil}"));
    let analysis = fixture::scaled(&text);
    hold(&analysis);
    let document = one(&analysis, "risk-analysis");
    let row = cells(table(&document, "Risk table"), "HS-1");
    assert!(row["Harm"].contains("<script>alert('x')</script>"), "{}", row["Harm"]);
    let debug = format!("{document:?}");
    assert!(!debug.contains("Url(Url(\"javascript"), "no link leads there");
}
