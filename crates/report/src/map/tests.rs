//! The map names each record once in a topic, ties it to clauses by what was done with it, and makes no clause equal to another.

use super::*;
use crate::fixture;
use crate::screen::{Screen, columns};
use primum_rules::verdict::Status;
use serde_json::Value;

const PLANS: &str = "## SW-1 Pump\n- class: C\n\n## PLAN-1 Development\n- covers: development\n\n## PLAN-2 Risk\n- covers: risk\n\n## PLAN-3 Old\n- covers: development\n- status: retired\n\n## PLAN-4 Later\n- covers: maintenance\n- status: draft\n\n## SRS-1 a\n\nThe pump shall stop.\n\n## ATT-1 Audits\n- clause: iso13485 8.2.4\n- statement: audits are held\n- attested-by: quality\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n";

fn plain(width: usize) -> Screen {
    Screen { width, colour: false }
}

fn references(analysis: &Analysis, services: &[Service], wanted: Way) -> Vec<String> {
    let mine = services.iter().filter(|(_, way)| *way == wanted).map(|(at, _)| &analysis.clauses[*at]);
    mine.map(|verdict| crate::facts::reference(verdict.standard, verdict.clause)).collect()
}

#[test]
fn a_plan_serves_every_standard_that_a_rule_examined_it_for() {
    let analysis = fixture::judged_by_all(PLANS);
    let served = of_record(&analysis, "PLAN-1").expect("a record");
    let examined = references(&analysis, &served.serves, Way::Examined);
    for wanted in ["5.1.1", "iso13485 7.3.2", "iec81001-5-1 5.1.1", "fda-software SW-DEV"] {
        assert!(examined.contains(&wanted.to_owned()), "{wanted}: {examined:?}");
    }
    // A rule about the risk plan looked at another plan, and being a plan is then no proof.
    let all: Vec<String> = served.serves.iter().map(|(at, _)| analysis.clauses[*at].clause.id.clone()).collect();
    assert!(!all.contains(&"SW-RMF".to_owned()) && !all.contains(&"5.1.7".to_owned()), "{all:?}");
    assert!(references(&analysis, &served.serves, Way::OfKind).contains(&"iec81001-5-1 4.1.2".to_owned()), "no rule looks at plans for it");
    assert!(of_record(&analysis, "PLAN-2").is_ok_and(|served| {
        let examined = references(&analysis, &served.serves, Way::Examined);
        examined.contains(&"5.1.7".to_owned()) && examined.contains(&"fda-software SW-RMF".to_owned())
    }));
    assert!(of_record(&analysis, "PLAN-3").is_ok_and(|served| served.serves.is_empty()), "what is retired serves nothing");
    let attests = of_record(&analysis, "ATT-1").expect("a record");
    assert_eq!(references(&analysis, &attests.serves, Way::Attests), ["iso13485 8.2.4"]);
    assert_eq!(attests.serves.len(), 1, "an attestation answers what it names and nothing else");
    assert_eq!(of_record(&analysis, "PLAN-9").expect_err("no record").near.as_deref(), Some("PLAN-1"));
}

#[test]
fn every_clause_stands_in_the_map_with_its_own_verdict() {
    let analysis = fixture::judged_by_all(PLANS);
    let topics = topics(&analysis);
    let mut seen = vec![false; analysis.clauses.len()];
    for topic in &topics {
        assert!(topic.clauses.is_sorted() && !topic.clauses.is_empty(), "{}", topic.name());
        topic.clauses.iter().for_each(|at| seen[*at] = true);
        let mut records: Vec<u32> = topic.evidence.iter().flat_map(|evidence| evidence.records.clone()).collect();
        let named = records.len();
        records.sort_unstable();
        records.dedup();
        assert_eq!(records.len(), named, "{}: a record is named twice", topic.name());
        for evidence in &topic.evidence {
            assert!(evidence.serves.iter().all(|(at, _)| topic.clauses.contains(at)), "{}", topic.name());
        }
    }
    assert!(seen.iter().all(|seen| *seen), "a clause is in no topic and not said to be");
    let last = topics.last().expect("a topic");
    assert_eq!((last.row.is_none(), last.clauses.len()), (true, 1));
    // One topic, one plan, and still a verdict of its own for every clause.
    let planning = topics.iter().find(|topic| topic.name() == "Development planning").expect("a topic");
    let of = |reference: &str| {
        let at = planning.clauses.iter().map(|at| &analysis.clauses[*at]);
        at.filter(|verdict| crate::facts::reference(verdict.standard, verdict.clause) == reference).map(|verdict| verdict.status).next()
    };
    assert_eq!((of("5.1.1"), of("iso13485 7.3.1")), (Some(Status::Open), Some(Status::Open)));
    for verdict in &analysis.clauses {
        let alone = primum_rules::judge(fixture::model(PLANS), &[verdict.standard]);
        let own = alone.clauses.iter().find(|other| std::ptr::eq(other.clause, verdict.clause)).expect("a verdict");
        assert_eq!((own.status, &own.reason), (verdict.status, &verdict.reason), "{} {}", verdict.standard.id, verdict.clause.id);
    }
}

#[test]
fn standards_that_were_not_judged_are_named_as_such() {
    let analysis = fixture::judged(PLANS);
    let topics = topics(&analysis);
    let planning = topics.iter().find(|topic| topic.name() == "Development planning").expect("a topic");
    let names: Vec<&str> = planning.not_judged.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["ISO 14971", "ISO 13485", "IEC 81001-5-1", "MDR Annex I", "FDA software", "MDR Annexes II and III"]);
    assert!(planning.clauses.iter().all(|at| analysis.clauses[*at].standard.id == "iec62304"));
}

#[test]
fn the_text_says_who_serves_what_and_fits_every_terminal() {
    let analysis = fixture::judged_by_all(PLANS);
    let shown = text(&analysis, plain(500));
    let wanted = "PLAN-1 (plan): IEC 62304 5.1.1; ISO 13485 7.3.2; IEC 81001-5-1 5.1.1; MDR Annex I 17.2; FDA software SW-DEV; \
                  by kind only, IEC 62304 5.1.2, 5.1.3\n";
    assert!(shown.contains(wanted), "{shown}");
    assert!(shown.contains("(plan, in draft)") && shown.contains("by kind only, ") && shown.contains("\nIn no topic\n"), "{shown}");
    for (name, analysis) in
        [("plans", analysis), ("fixture", fixture::judged_by_all(fixture::PROJECT)), ("nothing", fixture::judged_by_all(""))]
    {
        let served: Vec<Served> = analysis.model.records().map(|record| of_record(&analysis, record.id()).expect("a record")).collect();
        for width in 30..=160 {
            let mut pages = vec![text(&analysis, plain(width))];
            pages.extend(served.iter().map(|served| record_text(&analysis, served, plain(width))));
            for line in pages.iter().flat_map(|page| page.lines()) {
                assert!(columns(line) <= width, "{name}, {width}: {line}");
            }
        }
    }
}

#[test]
fn a_record_says_why_it_serves() {
    let analysis = fixture::judged_by_all(PLANS);
    let shown = |id: &str| record_text(&analysis, &of_record(&analysis, id).expect("a record"), plain(80));
    let plan = shown("PLAN-1");
    assert!(plan.contains("    examined by development-plan-incomplete\n"), "{plan}");
    assert!(plan.contains("    its kind carries the proof; no rule looks at it for this clause\n"), "{plan}");
    assert!(plan.contains("    its kind carries the proof; a rule about the project as a whole looks at it\n"), "5.1.2: {plan}");
    assert!(shown("PLAN-3").contains("serves no clause: it is retired"));
    assert!(shown("PLAN-4").contains("; it is a draft"));
    assert!(shown("ATT-1").contains("serves 1 clause of 1 standard\n") && shown("ATT-1").contains("    attests it\n"));
}

#[test]
fn the_json_form_holds_the_same() {
    let analysis = fixture::judged_by_all(PLANS);
    let read = |text: &str| -> Value { serde_json::from_str(text).expect("JSON") };
    let map = read(&json(&analysis));
    let topics = map["topics"].as_array().expect("topics");
    assert_eq!(topics.len(), super::topics(&analysis).len());
    assert_eq!((&topics[topics.len() - 1]["id"], &topics[4]["topic"]), (&Value::Null, &Value::from("Development planning")));
    let record = read(&record_json(&analysis, &of_record(&analysis, "PLAN-1").expect("a record")));
    assert_eq!(record["record"]["id"], "PLAN-1");
    let first = record["serves"].as_array().expect("clauses").iter().find(|clause| clause["id"] == "5.1.1").expect("a clause");
    assert_eq!(
        (&first["id"], &first["way"], &first["rules"][0]),
        (&"5.1.1".into(), &"examined".into(), &"development-plan-incomplete".into())
    );
}

#[test]
fn hostile_text_obeys_nobody() {
    let analysis = fixture::judged_by_all("## SRS-1 a\u{1b}[2J<script>\u{202e}b\n- source: law\n");
    let served = of_record(&analysis, "SRS-1").expect("a record");
    for shown in [text(&analysis, plain(80)), record_text(&analysis, &served, plain(80))] {
        assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
    }
    let value: Value = serde_json::from_str(&record_json(&analysis, &served)).expect("JSON");
    assert_eq!(value["record"]["title"], "a\u{1b}[2J<script>\u{202e}b");
}
