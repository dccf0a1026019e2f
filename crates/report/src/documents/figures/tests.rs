//! The figures of the example and of small projects, and what is true of each.

use super::*;
use crate::fixture;
use primum_document::drawing::{Drawing, Shape, svg};
use primum_evidence::baseline::{Count, Kept};
use primum_model::{Date, Kind, Model, Snapshot, Source};
use primum_rules::{Analysis, standards};
use std::path::Path;

/// The records of the example, judged without evidence or source.
#[expect(clippy::disallowed_methods, reason = "a test reads the example as it lies in the repository")]
fn example() -> Analysis {
    fn gather(folder: &Path, root: &Path, files: &mut Vec<Source>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                gather(&path, root, files);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let name = path.strip_prefix(root).expect("below the root").display().to_string();
                files.push(Source::new(name, std::fs::read_to_string(&path).expect("a text")));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/infusion-pump");
    let mut files = Vec::new();
    gather(&root.join("records"), &root, &mut files);
    let mut snapshot = Snapshot::of(files, Date::constant(2026, 11, 30));
    snapshot.config = Some(Source::new("primum.toml", std::fs::read_to_string(root.join("primum.toml")).expect("settings")));
    primum_rules::judge(Model::build(snapshot).expect("the settings are TOML"), &standards::all())
}

/// Every figure with its name.
fn all(analysis: &Analysis) -> Vec<(String, Option<Drawing>)> {
    let mut list = vec![
        ("architecture".to_owned(), architecture(analysis)),
        ("risk-before".to_owned(), risk_matrix(analysis, false)),
        ("risk-after".to_owned(), risk_matrix(analysis, true)),
        ("security-before".to_owned(), security_matrix(analysis, false)),
        ("security-after".to_owned(), security_matrix(analysis, true)),
        ("ladder".to_owned(), ladder(analysis)),
        ("trace".to_owned(), trace_levels(&crate::trace::matrices(analysis))),
        ("tests".to_owned(), test_results(analysis)),
        ("problems".to_owned(), problem_ages(analysis)),
        ("progress".to_owned(), progress(analysis)),
        ("coverage".to_owned(), coverage(analysis)),
        ("soup".to_owned(), soup_support(analysis)),
        ("threats".to_owned(), threats(analysis)),
    ];
    for standard in standards::all() {
        list.push((format!("clauses-{}", standard.id), clause_map(analysis, &standard.id)));
    }
    for hazard in analysis.model.of(Kind::Hazard) {
        list.push((format!("chain-{}", hazard.id()), hazard_chain(analysis, hazard)));
    }
    list
}

fn texts(drawing: &Drawing) -> Vec<&str> {
    let mut list = Vec::new();
    for shape in &drawing.shapes {
        if let Shape::Text { text, .. } = shape {
            list.push(text.as_str());
        }
    }
    list
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the figures are left in the target folder, to be looked at")]
fn every_figure_of_the_example_is_drawn() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/figures");
    std::fs::create_dir_all(&folder).expect("a folder");
    // What needs the manifest of a release has nothing to show before there is one.
    for (name, drawing) in all(&example()).into_iter().filter(|(name, _)| name != "coverage") {
        let drawing = drawing.unwrap_or_else(|| panic!("the example has something to show in {name}"));
        assert!(!drawing.description.is_empty() && drawing.width > 0 && drawing.height > 0, "{name}");
        let svg = svg::text(&drawing);
        roxmltree::Document::parse(&svg).unwrap_or_else(|error| panic!("{name}: {error}"));
        std::fs::write(folder.join(format!("{name}.svg")), svg).expect("written");
    }
}

const SMALL: &str = "\
## SW-1 Pump <b>\n- class: C\n\n## SI-1 Control\n- part-of: SW-1\n\n## SI-2 Screen\n- part-of: SW-1\n\n## SU-1 Loop\n- part-of: SI-1\n\n\
## SOUP-1 Kernel\n- used-by: SU-1\n- support: ended\n\n## SOUP-2 Stray\n\n## IF-1 Rate\n- between: SI-1\n- between: SI-2\n\n\
## IF-2 Bus\n- between: SI-1\n- between: SI-2\n- external: motor\n- channel: hardware\n\n\
## THR-1 Fake rate\n- asset: the rate\n- entry-point: IF-2\n\n## HAZ-1 Drug\n\n## HS-1 Too much\n- hazard: HAZ-1\n- harm: coma\n\n\
## CAU-1 Overflow\n- contributes-to: HS-1\n\n## RC-1 Limit\n- controls: CAU-1\n\n\
## SRS-1 Stop\n\nThe pump shall stop.\n\n## TC-1 Stops\n- level: system\n- verifies: SRS-1\n\n\
## PR-1 Beep\n- reported: 2026-06-01\n- criticality: safety\n\n## PR-2 Old\n- reported: 2024-01-01\n";

#[test]
fn nothing_is_drawn_where_there_is_nothing() {
    let empty = fixture::judged("");
    for (name, drawing) in all(&empty).into_iter().filter(|(name, _)| !name.starts_with("clauses-")) {
        assert!(drawing.is_none(), "{name}");
    }
    assert!(clause_map(&empty, "no-such-standard").is_none());
}

#[test]
fn the_architecture_says_what_lies_where() {
    let drawing = architecture(&fixture::judged(SMALL)).expect("there are items");
    for sentence in [
        "SI-1 Control, in SW-1 Pump <b>: Class C, Units: SU-1, SOUP: SOUP-1.",
        "SI-1 Control meets SI-2 Screen: IF-1.",
        // An interface to the outside is a box of its own.
        "IF-2 Bus: to motor.",
        "SI-1 Control meets IF-2 Bus.",
        "SOUP-2 Stray: SOUP that no part names.",
    ] {
        assert!(drawing.description.contains(sentence), "{sentence}\n{}", drawing.description);
    }
    assert!(svg::text(&drawing).contains("Pump &lt;b&gt;"));
}

#[test]
fn a_hazard_leads_to_harm_and_controls_act_against_it() {
    let analysis = fixture::judged(SMALL);
    let hazard = analysis.model.find("HAZ-1").expect("a hazard");
    let words = hazard_chain(&analysis, hazard).expect("a chain").description;
    for sentence in [
        "HAZ-1 Drug leads to HS-1 Too much.",
        "HS-1 Too much: before: ",
        "HS-1 Too much leads to coma.",
        "CAU-1 Overflow leads to HS-1 Too much.",
        "RC-1 Limit leads to CAU-1 Overflow.",
    ] {
        assert!(words.contains(sentence), "{sentence}\n{words}");
    }
    assert!(hazard_chain(&analysis, analysis.model.find("SRS-1").expect("a record")).is_none());
}

#[test]
fn a_way_in_that_nobody_judged_is_shown() {
    let words = threats(&fixture::judged(&format!("{SMALL}\n## IF-9 Port\n- channel: port\n"))).expect("a threat").description;
    for sentence in [
        "IF-2 Bus leads to THR-1 Fake rate.",
        "THR-1 Fake rate leads to the rate.",
        "the rate, in Behind the boundary of trust.",
        "IF-9 Port: by port, no threat, and no reason why.",
    ] {
        assert!(words.contains(sentence), "{sentence}\n{words}");
    }
}

#[test]
fn each_release_shows_how_far_it_had_come() {
    let text = |released: bool| {
        let release = if released { "- released: 2026-01-01\n" } else { "" };
        format!("{SMALL}\n## REL-1 Pump\n- version: 1.0\n{release}")
    };
    let mut analysis = fixture::judged(&text(true));
    assert!(coverage(&analysis).is_none(), "one state has no course");
    let (id, day) = ("REL-1", primum_model::Date::constant(2026, 1, 1));
    let (mut manifest, _) =
        crate::release::manifest(&analysis, &crate::release::Repository::default(), &Default::default(), ("1.0", id, day));
    manifest.counts = vec![Count { name: "requirements-designed".to_owned(), reached: 299, of: 300 }];
    let kept = Kept { path: "baselines/1.0.json".to_owned(), sha256: "a".repeat(64), manifest };
    analysis.facts.baselines = Some(primum_evidence::Baselines { manifests: vec![kept], faults: Vec::new() });
    let words = coverage(&analysis).expect("two states").description;
    assert!(words.contains("Software requirements designed: 1.0 99 %, now 0 %"), "{words}");
    assert!(!words.contains("Clauses"), "the manifest says nothing of clauses: {words}");
}

#[test]
fn counts_are_those_of_the_records() {
    let analysis = fixture::judged(SMALL);
    let words = |drawing: Option<Drawing>| drawing.expect("something to show").description;
    let ages = words(problem_ages(&analysis));
    assert!(
        ages.contains("up to 30 days: 1 report: 1 safety or security.") && ages.contains("more than 2 years: 1 report: 1 not stated."),
        "{ages}"
    );
    assert!(words(test_results(&analysis)).contains("system: 1 test: 1 not run."));
    assert!(words(ladder(&analysis)).contains("drafted: 1 requirement: 1 reached."));
    assert!(words(soup_support(&analysis)).contains("1 support ended, or none"));
    let map = clause_map(&analysis, "iec62304").expect("a map");
    let tiles = texts(&map).iter().filter(|text| analysis.clauses.iter().any(|verdict| verdict.clause.id == **text)).count();
    assert_eq!(tiles, analysis.clauses.iter().filter(|verdict| verdict.standard.id == "iec62304").count());
    assert!(risk_matrix(&analysis, false).is_none(), "without scales there is no matrix");
}
