//! What the JSON forms hold and what `docs/json.md` says about them are the same.

use crate::{
    checklist, classify, due, export, fixture, gap, json, legacy, map, pipeline, position, release, risk, roadmap, status, tags, trace,
};
use primum_model::Kind;
use serde_json::Value;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../../docs/json.md");

/// Every key of a value, and of what is in it. Maps whose keys are data are entered without their keys.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    const DATA: [&str; 6] = ["records_by_kind", "fields", "not_known_because", "totals", "steps", "cells"];
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                found.insert(key.clone());
                match inner {
                    Value::Object(data) if DATA.contains(&key.as_str()) => data.values().for_each(|value| keys(value, found)),
                    _ => keys(inner, found),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| keys(value, found)),
        _ => {}
    }
}

/// The section of the page, and what every form begins with.
fn section(title: &str) -> String {
    let of =
        |title: &str| PAGE.split("\n## ").find(|part| part.starts_with(title)).unwrap_or_else(|| panic!("no section {title}")).to_owned();
    format!("{}{}", of("What every form begins with"), of(title))
}

#[test]
fn every_field_is_documented() {
    let analysis = fixture::analysis(fixture::PROJECT);
    let ladder = status::json(&analysis, Kind::SoftwareRequirement).expect("a ladder");
    let around = trace::neighbourhood(&analysis, "SRS-1").expect("a record");
    let wide = fixture::judged_by_all(fixture::PROJECT);
    let served = map::of_record(&wide, "SRS-1").expect("a record");
    let qualified = fixture::judged(&format!(
        "{}\n## QUA-1 x\n- jurisdiction: EU\n- device: yes\n- pccp: no\n- rule11-decisions: yes\n- rule11-death: unknown\n\n## IU-1 y\n- medical-purpose: treats\n",
        fixture::PROJECT
    ));
    let scaled = fixture::scaled(fixture::RISK);
    let chain = risk::one(&scaled, "HAZ-1").expect("a hazard");
    let assumed = classify::assume(&scaled.model, &["-RC-3".to_owned(), "HS-1=rare".to_owned()]).expect("assumptions");
    let project = classify::Subject::Project;
    let old = fixture::judged("## LEG-1 Boot\n- version: 1\n\n## REL-1 Boot\n- version: 1\n");
    let path = legacy::paths(&old, None).expect("an assessment");
    let row = release::Row {
        name: "tests".into(),
        title: String::new(),
        go: release::Go::NoGo,
        reason: String::new(),
        remedy: String::new(),
        details: Vec::new(),
    };
    let candidate =
        release::Candidate { id: "REL-1".into(), path: String::new(), text: String::new(), is_new: false, date: old.model.date };
    let piped = fixture::configured("[[ci]]\nstep = 'unit test'\nrun = 'x'\n", fixture::PROJECT);
    let forms = [
        ("`gap --map --format json`", map::json(&wide)),
        ("`gap --map ID --format json`", map::record_json(&wide, &served)),
        ("`position --format json`", position::json(&qualified, None)),
        ("`classify --format json`", classify::json(&scaled, project)),
        ("`classify --what-if … --format json`", classify::what_if_json(&scaled, &assumed, project)),
        ("`risk --format json`", risk::json(&scaled, risk::View::Table)),
        ("`risk --view matrix --format json`", risk::json(&scaled, risk::View::Matrix)),
        ("`risk ID --format json`", risk::json(&scaled, chain)),
        ("`gap --format json`", gap::json(&scaled)),
        ("`release check --format json`", release::json(&old, &candidate, "1", &[row])),
        ("`release list --format json`", release::overview::json(&old)),
        ("`release accounting --format json`", release::accounting::json(&old, &release::accounting::accounts(&old, None))),
        ("`legacy --format json`", legacy::json(&old, &path)),
        ("`evidence due --format json`", due::json(&analysis)),
        ("`evidence tags --format json`", tags::json(&fixture::tagged(), tags::Choice::default())),
        ("`trace --format json`", trace::json(&analysis, &trace::matrices(&analysis))),
        ("`trace ID --format json`", trace::tree_json(&analysis, &around)),
        ("`check --format json`", json::check(&analysis)),
        ("`gap --format json`", gap::json(&analysis)),
        ("`gap --checklist --format json`", checklist::json(&analysis)),
        ("`roadmap --format json`", roadmap::json(&analysis)),
        ("`status --format json`", ladder),
        ("`export --format json`", export::json(&analysis)),
        ("`ci show --format json`", pipeline::json(&piped)),
        ("`dhf --list --format json`", crate::documents::list::json(crate::documents::SETS[0])),
    ];
    let check = section("`check --format json`");
    for (title, text) in forms {
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let mut found = BTreeSet::new();
        keys(&value, &mut found);
        let mut page = section(title);
        if page.contains("as above") {
            page.push_str(&check);
        }
        if page.contains("as in `classify --format json`") {
            page.push_str(&section("`classify --format json`"));
        }
        for key in found {
            assert!(page.contains(&format!("`{key}`")), "{title}: `{key}` is not documented");
        }
    }
}

#[test]
fn the_documented_version_is_the_version_written() {
    assert!(PAGE.contains(&format!("| `version` | number | {} |", json::VERSION)));
}

#[test]
fn every_form_gives_the_same_bytes_again() {
    let forms = || {
        let analysis = fixture::judged(fixture::PROJECT);
        let sarif = crate::sarif::log(&analysis);
        let wide = fixture::judged_by_all(fixture::PROJECT);
        let scaled = fixture::scaled(fixture::RISK);
        [
            map::json(&wide),
            gap::json(&wide),
            classify::json(&scaled, classify::Subject::Project),
            risk::json(&scaled, risk::View::Table),
            risk::json(&scaled, risk::View::Matrix),
            risk::csv(&scaled, risk::View::Table),
            json::check(&analysis),
            gap::json(&analysis),
            checklist::json(&analysis),
            roadmap::json(&analysis),
            position::json(&analysis, None),
            export::json(&analysis),
            export::csv(&analysis),
            sarif,
        ]
    };
    assert_eq!(forms(), forms());
}
