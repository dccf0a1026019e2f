//! Tests of the documents of SOUP, bill of materials and vulnerabilities on what lock files and a scan hold.

use crate::documents::tests::risk::{cells, hold, one, table};
use crate::sbom::tests::{analysis, component};
use primum_document::Tone;
use primum_model::Date;
use primum_rules::Analysis;
use primum_soup::scan::{IndexInfo, Match, Scan, Severity, SourceInfo, Stock, Vulnerability};
use primum_soup::{Component, Hash, Inventory, Relation};

const CONFIG: &str = "[product]\nname = \"Pump\"\nversion = \"1.2\"\nmanufacturer = \"Acme\"\n";

const RECORDS: &str = "## SW-1 Control\n- class: C\n\n## SI-1 Loop\n- part-of: SW-1\n\n\
    ## SOUP-A leaf\n- purl: pkg:npm/leaf\n- version: 1.0.0\n- supplier: Leaf\n- support: supported\n- used-by: SI-1\n- brings: pkg:npm/root\n\n\
    ## SOUP-K Kernel\n- version: 10.6\n- licence: MIT\n\n## SOUP-D Drifted\n- purl: pkg:npm/drifted\n- version: 3.0.0\n\n\
    ## VA-1 Judged\n- of: SOUP-A\n- advisory: CVE-2026-1\n- version: 1.0.0\n- verdict: not affected\n\
    - justification: vulnerable code not present\n- reviewer: A. Body\n- reviewed: 2026-05-01\n- noticed: 2026-04-28\n";

fn vulnerability(id: &str, alias: &str, exploited: Option<Date>) -> Vulnerability {
    Vulnerability {
        id: id.to_owned(),
        aliases: vec![alias.to_owned()],
        summary: "It breaks.".to_owned(),
        score: Some(9.8),
        severity: Severity::Critical,
        url: "javascript:alert(1)".to_owned(),
        exploited,
        ..Vulnerability::default()
    }
}

/// `leaf` is declared and judged, `root` is brought by it and is not, `stray` nobody declares, `drifted` is locked in another version.
fn project(source: &str) -> Analysis {
    let direct = |name: &str, version: &str, needs: &[usize]| Component { relation: Relation::Direct, ..component(name, version, needs) };
    let hash = Hash { algorithm: "SHA-256".to_owned(), value: "ab".repeat(32) };
    let components = vec![
        Component { hashes: vec![hash], ..direct("leaf", "1.0.0", &[1]) },
        component("root", "2.0.0", &[]),
        direct("stray", "1.1.1", &[]),
        direct("drifted", "3.1.0", &[]),
    ];
    let found = |component, vulnerability| Match {
        inventory: 0,
        component,
        vulnerability,
        fixed: vec!["3.0.0".to_owned()],
        because: String::new(),
    };
    let source = SourceInfo { name: source.to_owned(), entries: 2, ..SourceInfo::default() };
    let scan = Scan {
        index: IndexInfo { hash: "f".repeat(64), sources: vec![source], advisories: 2 },
        vulnerabilities: vec![
            vulnerability("GHSA-1", "CVE-2026-1", None),
            vulnerability("GHSA-2", "CVE-2026-2", Some(Date::constant(2026, 6, 1))),
        ],
        matches: vec![found(0, 0), found(1, 1)],
        unknown: vec![(0, 2, "the index has nothing of this ecosystem".to_owned())],
    };
    let inventories = vec![Inventory { file: "ui/lock".to_owned(), components, locked: true, ..Inventory::default() }];
    analysis(CONFIG, RECORDS, Some(Stock { inventories, scan: Some(Ok(scan)), ..Stock::default() }))
}

#[test]
fn the_documents_keep_their_promises_on_what_files_hold() {
    hold(&project("cisa-kev"));
}

#[test]
fn the_soup_list_holds_records_against_lock_files() {
    let document = one(&project("osv"), "soup-list");
    let identity = table(&document, "Identity and version of the SOUP items");
    assert_eq!(cells(identity, "SOUP-A")["Lock files"], "locked, the same");
    assert_eq!(cells(identity, "SOUP-D")["Lock files"], "locked 3.1.0");
    assert_eq!(cells(identity, "SOUP-K")["Lock files"], "in no lock file");
    assert_eq!(cells(identity, "SOUP-K")["Manufacturer"], "not stated");
    let known = table(&document, "Known anomalies of the SOUP items, their risk and their support");
    assert_eq!(cells(known, "SOUP-A")["Known vulnerabilities"], "1 judged, 1 open");
    let components = table(&document, "Components in the product, from lock files and SBOMs");
    let first = &components.rows[0];
    assert_eq!(cells(components, "stray")["Standing"], "undeclared");
    assert_eq!(first.cells.iter().filter(|cell| cell.tone == Tone::Bad).count(), 1, "what nobody declares stands first: {first:?}");
    assert_eq!(cells(components, "root")["Standing"], "covered");
    assert_eq!(cells(table(&document, "Versions that differ"), "drifted")["Locked, not declared"], "3.1.0");
}

#[test]
fn the_summary_of_the_bill_says_what_is_known_of_how_many() {
    let document = one(&project("osv"), "sbom-summary");
    let known = table(&document, "What the bill knows of its components");
    assert_eq!((cells(known, "checksum")["Known of"].as_str(), cells(known, "checksum")["Not known of"].as_str()), ("1", "4"));
    assert_eq!(cells(known, "version")["Not known of"], "0");
    assert!(document.missing.iter().any(|one| one.what == "the supplier of some components" && one.why.contains("stray 1.1.1")));
    assert_eq!(cells(table(&document, "Components of the product"), "leaf")["Checksums"], "SHA-256");
}

#[test]
fn what_is_exploited_and_not_judged_stands_first_and_is_missing() {
    let document = one(&project("cisa-kev"), "vulnerability-assessment");
    let known = table(&document, "Known vulnerabilities of what is in the product");
    assert_eq!(cells(known, "GHSA-1")["Judgement"], "judged");
    assert_eq!((cells(known, "GHSA-1")["Assessment"].as_str(), cells(known, "GHSA-2")["Judgement"].as_str()), ("VA-1", "not judged"));
    assert_eq!(crate::documents::tests::risk::plain(&known.rows[0].cells[0].text), "GHSA-2");
    assert_eq!(table(&document, "Vulnerabilities that are known to be exploited").rows.len(), 1);
    let lacks = |what: &str| document.missing.iter().any(|one| one.what.contains(what));
    assert!(lacks("judgements of known vulnerabilities") && lacks("a search about some components"), "{:?}", document.missing);
    assert!(!lacks("the catalogue"));
    assert!(!format!("{document:?}").contains("Url(Url(\"javascript"), "an address that a program would run is no link");
    assert_eq!(cells(table(&document, "Days from the day on which the team learned of it"), "VA-1")["Until judged"], "3");
    assert_eq!(cells(table(&document, "Statements of the VEX document"), "GHSA-1")["Justification"], "vulnerable code not present");
    let without = one(&project("osv"), "vulnerability-assessment");
    assert!(without.missing.iter().any(|one| one.what.contains("the catalogue")));
}
