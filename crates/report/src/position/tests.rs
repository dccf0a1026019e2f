//! The position as text and as JSON: whole, no wider than the terminal, and true to what was evaluated.

use super::{json, named, text};
use crate::Screen;
use crate::fixture::judged;
use crate::screen::columns;
use primum_rules::Analysis;
use primum_rules::position::tables;
use serde_json::Value;

fn plain(width: usize) -> Screen {
    Screen { width, colour: false }
}

/// The text on one line, however it was wrapped.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const ANSWERED: &str = "## QUA-EU Europe\n- jurisdiction: EU\n- device: yes\n- medical-purpose: yes\n- drives-device: no\n- class-by-other-rules: none\n- rule11-decisions: yes\n- rule11-death: unknown\n- rule11-serious: yes\n- rule11-monitors: no\n- mdr-class: IIa\n- pccp: no\n\n## IU-1 Finder\n- medical-purpose: finds strokes\n\n## SW-1 Software\n- class: A\n";

/// Records whose IDs and paths are longer than a line.
fn endless() -> Analysis {
    let id = format!("QUA-{}", "LONG".repeat(30));
    judged(&format!(
        "## {id} Long\n- jurisdiction: {}\n- medical-purpose: yes\n- serious-harm: no\n\n## HS-{} Harm\n- severity: death\n",
        "x".repeat(300),
        "9".repeat(80)
    ))
}

#[test]
fn nothing_is_wider_than_the_terminal() {
    let everywhere = judged("## QUA-1 x\n- device: no\n\n## IU-1 y\n- medical-purpose: diagnoses\n\n## IF-1 z\n- protocol: USB\n");
    for analysis in [judged(ANSWERED), judged(""), everywhere, endless()] {
        for width in 30..=160 {
            // Every width for the whole, and for each table the ends and the middle.
            let single = tables().iter().filter(|_| [30, 31, 60, 100, 160].contains(&width)).map(Some);
            for only in std::iter::once(None).chain(single) {
                for line in text(&analysis, only, plain(width)).lines() {
                    assert!(columns(line) <= width, "{width}: {line}");
                }
            }
        }
    }
}

#[test]
fn every_table_stands_once_with_outcome_steps_date_and_what_follows() {
    let analysis = judged(ANSWERED);
    let shown = text(&analysis, None, plain(120));
    for table in ["device-eu", "mdr-rule-11", "samd", "imdrf-n12"] {
        assert_eq!(shown.matches(&format!("\n{table} ")).count(), 1, "{table}: {shown}");
    }
    let flat = flat(&shown);
    for words in [
        "outcome: III (worst case, the answers leave open IIb or III): a notified body",
        "declared: mdr-class: IIa in QUA-EU, lower than the answers come to",
        "missing: `rule11-death`; answer in QUA-EU",
        "R11-2 Could such decisions cause death or irreversible deterioration of health? unknown (`rule11-death`, QUA-EU) → IIb or III",
        "R11-3 (only if R11-2 is no)",
        "yes (QUA-EU, line 4; an intended use states a medical purpose: IU-1) → device",
        "data: state of 2026-11-22, confidence of these steps low: Regulation (EU) 2017/745",
        "submission: Conformity assessment by a notified body, article 52(3)",
        "fda-cyber-device not asked: no qualification names US",
        "QUA-EU `pccp` is not read: it belongs to fda-pccp, which asks in US",
        "1 finding by primum check --rule declared-position-differs",
    ] {
        assert!(flat.contains(words), "{words}: {shown}");
    }
    assert!(flat.contains("device-eu: device decided"), "the outcomes come first");
}

#[test]
fn one_table_is_shown_with_all_that_is_known_about_it() {
    let analysis = judged(ANSWERED);
    let shown = flat(&text(&analysis, Some(named("mdr-rule-11").expect("a table")), plain(100)));
    for words in [
        "check it against: EUR-Lex",
        "confidence of the table: low",
        "note: 3.3 puts software",
        "II.4 General safety",
        "(document, confidence high)",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    assert!(!shown.contains("device-eu Medical"), "one table only");
    let cyber = flat(&text(&analysis, Some(named("FDA-Cyber-Device").expect("a table")), plain(100)));
    assert!(cyber.contains("not asked: no qualification names US") && cyber.contains("edition: FD&C Act"), "{cyber}");
}

#[test]
fn without_a_qualification_nothing_is_known() {
    let shown = flat(&text(&judged("## SW-1 x\n"), None, plain(80)));
    assert!(shown.contains("nothing is asked and nothing is known") && shown.contains("primum new qualification"), "{shown}");
    assert!(!shown.contains("decided"), "{shown}");
}

#[test]
fn a_table_that_does_not_exist_is_told_with_its_neighbours() {
    let error = named("mdr-rule11").expect_err("no table");
    assert!(error.contains("did you mean `mdr-rule-11`?") && error.contains("fda-pccp"), "{error}");
}

#[test]
fn the_json_form_says_the_same() {
    let analysis = judged(ANSWERED);
    let value: Value = serde_json::from_str(&json(&analysis, None)).expect("JSON");
    let all = value["tables"].as_array().expect("tables");
    assert_eq!(all.len(), tables().len(), "a table that is not asked is there too");
    let of = |id: &str| all.iter().find(|table| table["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    let rule = &of("mdr-rule-11")["standing"];
    assert_eq!((&rule["outcome"], &rule["certainty"], &rule["answer_in"]), (&"III".into(), &"worst case".into(), &"QUA-EU".into()));
    assert_eq!(rule["possible"], serde_json::json!(["IIb", "III"]));
    assert_eq!(rule["unanswered"], serde_json::json!([{ "step": "R11-2", "field": "rule11-death", "table": null }]));
    assert_eq!((&rule["declared"][0]["compared"], &rule["declared"][0]["line"]), (&"lower".into(), &11.into()));
    let steps = rule["steps"].as_array().expect("steps");
    let step = |id: &str| steps.iter().find(|step| step["id"] == id).unwrap_or_else(|| panic!("no {id}"));
    assert_eq!(step("R11-2")["unknown_to"], serde_json::json!(["QUA-EU"]));
    assert_eq!(step("R11-3")["only_if"], serde_json::json!([{ "step": "R11-2", "answers": ["no"] }]));
    assert_eq!(step("R11-1")["answers"][0]["records"], serde_json::json!(["QUA-EU"]));
    assert_eq!((&of("fda-pccp")["asked"], &of("fda-pccp")["not_asked_because"]), (&false.into(), &"no qualification names US".into()));
    assert_eq!(value["not_read"][0]["field"], "pccp");
    let one: Value = serde_json::from_str(&json(&analysis, Some(named("samd").expect("a table")))).expect("JSON");
    assert_eq!(one["tables"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_same_analysis_gives_the_same_bytes() {
    let of = || {
        let analysis = judged(ANSWERED);
        (text(&analysis, None, plain(90)), json(&analysis, None))
    };
    assert_eq!(of(), of());
}
