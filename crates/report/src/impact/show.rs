//! `impact` in its forms: terminal, JSON, Markdown. All of them show the same sections.

use super::{Hop, Impact, Reached};
use crate::change::markdown::safe;
use crate::facts::counted;
use crate::screen::{Screen, Tone};
use primum_model::{Kind, Model};
use serde_json::{Value, json};
use std::fmt::Write;

/// One section of the report: its heading, and its lines.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) lines: Vec<String>,
}

/// What is said of the limits of all this.
const LIMITS: &str =
    "Links and imports say what may be affected. Whether it is, and whether anything else is, somebody who knows the product has to judge.";

/// The sections that have something to show.
pub(crate) fn sections(impact: &Impact<'_>) -> Vec<Section> {
    let model = &impact.analysis.model;
    let named = |at: &u32| titled(model, *at);
    let part = |at: &u32| format!("{}, class {}", titled(model, *at), impact.analysis.classes.of(model.at(*at)).letter());
    let of = |kinds: &[Kind], line: &dyn Fn(&u32) -> String| impact.of_kinds(kinds).iter().map(line).collect::<Vec<_>>();
    let test = |at: &u32| {
        let level = model.at(*at).text("level").unwrap_or("no level");
        format!("{} ({level})", titled(model, *at))
    };
    let mut changed: Vec<String> = impact.changed.records.iter().map(named).collect();
    changed.extend(impact.changed.gone.iter().map(|id| format!("{id}, which is gone")));
    changed.extend(impact.changed.files.iter().cloned());
    let reached = |list: &[Reached]| list.iter().map(|reached| format!("{}: {}", named(&reached.record), way(model, reached))).collect();
    let mut tests: Vec<String> = impact.tests.iter().map(test).collect();
    tests.extend(impact.source_tests.iter().map(|(path, name)| format!("{name} in {path}")));
    let documents = impact.documents();
    let all = [
        ("Changed", changed),
        ("Affected, and by which way", reached(&impact.downstream)),
        ("Where it comes from", reached(&impact.upstream)),
        ("Systems, items and units", of(&[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit], &part)),
        ("Source files of these", impact.sources.clone()),
        ("Files that import what changes", impact.importers.clone()),
        ("Tests to run again", tests),
        (
            "Risk file, to look at again",
            of(&[Kind::Hazard, Kind::HazardousSituation, Kind::Cause, Kind::RiskControl, Kind::Threat], &named),
        ),
        ("SOUP", of(&[Kind::Soup], &named)),
        ("Releases", impact.releases().iter().map(named).collect()),
        (
            "Documents to issue again",
            documents.iter().map(|(path, count)| format!("{path}: {}", counted(*count, "record", "records"))).collect(),
        ),
    ];
    all.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(title, lines)| Section { title, lines }).collect()
}

fn titled(model: &Model, at: u32) -> String {
    let record = model.at(at);
    format!("{} {}", record.id(), record.title()).trim_end().to_owned()
}

/// `SRS-1 allocated-to SI-1 location of cause CAU-1`.
fn way(model: &Model, reached: &Reached) -> String {
    let mut words: Vec<String> = reached.path.iter().map(|Hop { from, link }| format!("{from} ─{link}→")).collect();
    words.push(model.at(reached.record).id().to_owned());
    words.join(" ")
}

/// The impact for a terminal.
#[must_use]
pub fn text(impact: &Impact<'_>, screen: Screen) -> String {
    let mut out = String::new();
    for section in sections(impact) {
        screen.flow(&mut out, "", "", &[(Tone::Strong, section.title), (Tone::Faint, &format!("({})", section.lines.len()))]);
        for line in &section.lines {
            screen.flow(&mut out, "  ", "    ", &[(Tone::Plain, line)]);
        }
        out.push('\n');
    }
    screen.flow(&mut out, "", "", &[(Tone::Faint, LIMITS)]);
    out
}

/// The impact as Markdown.
#[must_use]
pub fn markdown(impact: &Impact<'_>) -> String {
    let mut out = String::from("# Impact\n");
    for section in sections(impact) {
        let _ = write!(out, "\n## {}\n\n", section.title);
        for line in &section.lines {
            let _ = writeln!(out, "- {}", safe(line));
        }
    }
    let _ = write!(out, "\n{LIMITS}\n");
    out
}

/// The impact as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(impact: &Impact<'_>) -> String {
    let model = &impact.analysis.model;
    let ids = |list: &[u32]| list.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>();
    let reached = |list: &[Reached]| -> Vec<Value> {
        list.iter()
            .map(|reached| {
                let record = model.at(reached.record);
                let path: Vec<Value> = reached.path.iter().map(|hop| json!({ "from": hop.from, "link": hop.link })).collect();
                json!({ "id": record.id(), "kind": record.spec().name, "path": path, "followed": reached.followed })
            })
            .collect()
    };
    let parts: Vec<Value> = impact
        .of_kinds(&[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit])
        .iter()
        .map(|at| json!({ "id": model.at(*at).id(), "class": impact.analysis.classes.of(model.at(*at)).letter() }))
        .collect();
    let source_tests: Vec<Value> = impact.source_tests.iter().map(|(path, name)| json!({ "path": path, "name": name })).collect();
    let documents: Vec<Value> = impact.documents().iter().map(|(path, count)| json!({ "path": path, "records": count })).collect();
    crate::json::text(&json!({
        "version": crate::json::VERSION,
        "changed": { "ids": ids(&impact.changed.records), "gone": impact.changed.gone, "files": impact.changed.files },
        "downstream": reached(&impact.downstream),
        "upstream": reached(&impact.upstream),
        "parts": parts,
        "sources": impact.sources,
        "importers": impact.importers,
        "tests": ids(&impact.tests),
        "source_tests": source_tests,
        "risk": ids(&impact.of_kinds(&[Kind::Hazard, Kind::HazardousSituation, Kind::Cause, Kind::RiskControl, Kind::Threat])),
        "soup": ids(&impact.of_kinds(&[Kind::Soup])),
        "releases": ids(&impact.releases()),
        "documents": documents,
    }))
}
