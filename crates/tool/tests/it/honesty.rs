//! No clause is shown as met where nothing was examined: the example, robbed of one kind of record after the other, and other tricks.

use crate::run::root;
use primum_model::kinds::{KINDS, Kind};
use primum_model::{Date, Model, Snapshot, Source};
use primum_report::json;
use primum_rules::verdict::{ClauseVerdict, Status};
use primum_rules::{Analysis, RULES, judge};
use primum_rules::{answers, standards};
use std::path::{Path, PathBuf};

const TODAY: Date = Date::constant(2026, 11, 20);

/// The files of the example.
fn example() -> Vec<(String, String)> {
    let base = root().join("examples/infusion-pump");
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![base.join("records")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the example") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&base).map(Path::to_path_buf).expect("below the example");
                files.push((name.display().to_string(), std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    files.sort();
    files
}

fn model(files: &[(String, String)], config: &str) -> Model {
    let mut snapshot = Snapshot::of(files.iter().map(|(path, text)| Source::new(path.as_str(), text.as_str())).collect(), TODAY);
    snapshot.config = Some(Source::new("primum.toml", config));
    Model::build(snapshot).unwrap_or_else(|error| panic!("{}", error.message))
}

fn judged(files: &[(String, String)], config: &str) -> Analysis {
    judge(model(files, config), &standards::all())
}

fn name(verdict: &ClauseVerdict) -> String {
    format!("{} {}", verdict.standard.id, verdict.clause.id)
}

fn satisfied(analysis: &Analysis) -> Vec<String> {
    analysis.clauses.iter().filter(|verdict| verdict.status == Status::Satisfied).map(name).collect()
}

/// The files without the records of a kind.
fn without(kind: Kind) -> Vec<(String, String)> {
    let whole = example();
    let model = model(&whole, "");
    let mut files = whole.clone();
    for (path, text) in &mut files {
        let mut extents: Vec<_> = model
            .records()
            .filter(|record| record.path() == path && record.kind() == kind)
            .map(|record| record.extent().span.range())
            .collect();
        extents.sort_by_key(|range| std::cmp::Reverse(range.start));
        for range in extents {
            text.replace_range(range, "");
        }
    }
    files
}

#[test]
fn satisfied_means_examined_and_nothing_found() {
    for kind in KINDS {
        let analysis = judged(&without(kind.kind), "");
        assert_eq!(analysis.model.of(kind.kind).len(), 0, "{}", kind.name);
        for verdict in analysis.clauses.iter().filter(|verdict| verdict.status == Status::Satisfied) {
            let id = name(verdict);
            assert!(verdict.examined > 0 && verdict.findings == 0, "{id} without any {}", kind.name);
            // A clause that asks for this kind and no other cannot be met without it.
            assert!(verdict.clause.kinds != [kind.prefix], "{id} is satisfied without any {}: {}", kind.name, verdict.reason);
        }
    }
}

/// The example without one field of a kind, wherever it is given: in field lists, as a section, in the cells of tables.
fn robbed(whole: &[(String, String)], known: &Model, kind: Kind, field: &str) -> Vec<(String, String)> {
    let mut files = whole.to_vec();
    let mut count = 0;
    for (path, text) in &mut files {
        let mut gone = Vec::new();
        for record in known.records().filter(|record| record.path() == path && record.kind() == kind) {
            for value in record.fields().filter(|value| value.field.name == field && !value.default) {
                let value = value.place.span.range();
                let line = text[..value.start].rfind('\n').map_or(0, |at| at + 1)
                    ..text[value.end..].find('\n').map_or(text.len(), |at| value.end + at + 1);
                gone.push(if record.is_row() { value } else { line });
            }
            let titled = |title: &str| title.to_lowercase().replace([' ', '_'], "-") == field;
            gone.extend(record.sections().filter(|section| titled(section.title)).map(|section| {
                let heading = section.place.span.range();
                let body = text[heading.end..].find(section.body).map_or(heading.end, |at| heading.end + at + section.body.len());
                text[..heading.start].rfind('\n').map_or(0, |at| at + 1)..body
            }));
        }
        gone.sort_by_key(|range| std::cmp::Reverse(range.start));
        gone.dedup_by_key(|range| range.start);
        count += gone.len();
        for range in gone {
            text.replace_range(range, "");
        }
    }
    assert!(count > 0, "the example has no `{field}`");
    files
}

/// What each field of the risk file is there for: without it these clauses are not shown as met.
const FIELDS: &[(Kind, &str, &[&str])] = &[
    (Kind::HazardousSituation, "hazard", &["iso14971 5.4"]),
    (Kind::HazardousSituation, "sequence", &["iso14971 5.4"]),
    (Kind::HazardousSituation, "harm", &["iso14971 5.4"]),
    (Kind::HazardousSituation, "severity", &["iec62304 4.3.a", "iso14971 5.5", "iso14971 6"]),
    (Kind::HazardousSituation, "probability", &["iec62304 4.3.a", "iso14971 5.5", "iso14971 6"]),
    (Kind::HazardousSituation, "p1", &["iso14971 5.5", "iso14971 6"]),
    (Kind::HazardousSituation, "p2", &["iso14971 5.5", "iso14971 6"]),
    (Kind::HazardousSituation, "software-contributes", &["iec62304 4.3.a", "iec62304 7.1.1"]),
    (Kind::HazardousSituation, "no-contribution", &["iec62304 4.3.a", "iec62304 7.1.1"]),
    (Kind::HazardousSituation, "residual-severity", &["iso14971 7.3"]),
    (Kind::HazardousSituation, "residual-probability", &["iso14971 7.3"]),
    (Kind::HazardousSituation, "reduction", &["iso14971 7.3"]),
    (Kind::HazardousSituation, "benefit-risk", &["iso14971 7.4"]),
    (Kind::Cause, "contributes-to", &["iec62304 7.1.1", "iec62304 7.1.4", "iec62304 7.3.3"]),
    (Kind::Cause, "type", &["iec62304 7.1.2"]),
    (Kind::Cause, "located-in", &["iec62304 7.1.1", "iec62304 7.3.3"]),
    (Kind::RiskControl, "controls", &["iec62304 7.2.1", "iec62304 7.2.2", "iso14971 7.1"]),
    (Kind::RiskControl, "option", &["iso14971 7.1"]),
    (Kind::RiskControl, "lowers", &["iso14971 7.3"]),
    (Kind::RiskControl, "place", &["iec62304 4.3.a", "iec62304 5.2.3"]),
    (Kind::RiskControl, "effectiveness-proof", &["iec62304 4.3.a", "iso14971 4.5"]),
    (Kind::RiskControl, "implementation-proof", &["iso14971 4.5"]),
    (Kind::RiskControl, "new-risks", &["iso14971 7.5"]),
    (Kind::Threat, "asset", &["fda-cyber CY-TM", "iec81001-5-1 7.2"]),
    (Kind::Threat, "entry-point", &["fda-cyber CY-TM", "iec81001-5-1 7.2"]),
    (Kind::Threat, "exploitability", &["fda-cyber CY-CRA", "iec81001-5-1 7.3"]),
    (Kind::Threat, "leads-to", &["fda-cyber CY-CRA", "iec81001-5-1 7.3"]),
    (Kind::Threat, "residual-exploitability", &["fda-cyber CY-CRA", "iec81001-5-1 7.3"]),
    (Kind::SoftwareSystem, "class", &["iec62304 4.3.a", "iec62304 4.3.c", "iec62304 4.3.g"]),
    (Kind::SoftwareSystem, "rationale", &["iec62304 4.3.a", "iec62304 4.3.c"]),
    (Kind::SoftwareItem, "rationale", &["iec62304 4.3.d"]),
    (Kind::Segregation, "separates", &["iec62304 4.3.d", "iec62304 5.3.5"]),
    (Kind::Segregation, "from", &["iec62304 4.3.d", "iec62304 5.3.5"]),
    (Kind::Segregation, "mechanism", &["iec62304 4.3.d", "iec62304 5.3.5"]),
    (Kind::Segregation, "effectiveness", &["iec62304 4.3.d", "iec62304 5.3.5"]),
    (Kind::Review, "subject", &["iec62304 4.3.a", "iso14971 5.4", "iso14971 7.6", "iso14971 8", "iso14971 9"]),
    (Kind::Review, "held", &["iec62304 4.3.a", "iec62304 4.3.c", "iso14971 5.4", "iso14971 7.6", "iso14971 8", "iso14971 9"]),
    (Kind::Review, "participants", &["iec62304 4.3.a", "iec62304 4.3.c", "iso14971 5.4", "iso14971 7.6", "iso14971 8", "iso14971 9"]),
    (Kind::Review, "outcome", &["iec62304 4.3.a", "iec62304 4.3.c", "iso14971 5.4", "iso14971 7.6", "iso14971 8", "iso14971 9"]),
    (Kind::Review, "confirms", &["iec62304 4.3.a", "iec62304 4.3.c", "iso14971 5.4", "iso14971 7.6", "iso14971 8", "iso14971 9"]),
    (Kind::IntendedUse, "medical-purpose", &["iso14971 5.2"]),
    (Kind::IntendedUse, "patients", &["iso14971 5.2"]),
    (Kind::IntendedUse, "users", &["iso14971 5.2"]),
    (Kind::IntendedUse, "use-environment", &["iso14971 5.2"]),
    (Kind::IntendedUse, "operating-principle", &["iso14971 5.2"]),
];

#[test]
fn without_a_field_of_the_risk_file_its_clauses_are_not_met() {
    let config = std::fs::read_to_string(root().join("examples/infusion-pump/primum.toml")).expect("the example's settings");
    let whole = example();
    let before = judged(&whole, &config);
    let met = satisfied(&before);
    let class = before.classes.project();
    for (kind, field, clauses) in FIELDS {
        let after = judged(&robbed(&whole, &before.model, *kind, field), &config);
        assert!(after.classes.project() >= class, "without `{field}` the class is lower");
        let left = satisfied(&after);
        for clause in *clauses {
            assert!(met.iter().any(|other| other == clause), "the example does not meet {clause}");
            assert!(!left.iter().any(|other| other == clause), "{clause} is satisfied without any `{field}` of a {kind:?}");
        }
        // What is taken away never adds to what is shown.
        let more: Vec<&String> = left.iter().filter(|clause| !met.contains(clause)).collect();
        assert!(more.is_empty(), "without `{field}` of a {kind:?}: {more:?}");
        for system in &before.classes.systems {
            let id = before.model.at(system.record).id();
            let now = after.model.find(id).map(|record| after.classes.of(record));
            assert!(now >= Some(system.class), "{id} is lower without `{field}` of a {kind:?}");
        }
    }
}

#[test]
fn an_empty_project_has_nothing_to_show() {
    for files in [vec![], vec![("records/a.md".to_owned(), "# Nothing\n".to_owned())]] {
        let analysis = judged(&files, "");
        let shown: Vec<String> = analysis.clauses.iter().filter(|verdict| verdict.status != Status::Open).map(name).collect();
        assert!(shown.is_empty(), "{shown:?}");
    }
}

#[test]
fn one_attestation_for_everything_answers_only_what_people_can_judge() {
    let mut text =
        "## ATT-1 All is well\n\n- statement: all is well\n- attested-by: somebody\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n"
            .to_owned();
    for standard in standards::all() {
        for clause in standard.active() {
            text.push_str(&format!("- clause: {} {}\n", standard.id, clause.id));
        }
    }
    let analysis = judged(&[("records/a.md".to_owned(), text)], "");
    for verdict in analysis.clauses.iter().filter(|verdict| verdict.status != Status::Open) {
        let (standard, id) = (verdict.standard.id.as_str(), verdict.clause.id.as_str());
        let judged_by_people = matches!(answers::answer(standard, id), Some(answers::Answer::Attested(_) | answers::Answer::Signed(_)));
        assert!(
            verdict.status == Status::Attested && (judged_by_people || answers::may_be_empty(standard, id)),
            "{standard} {id}: {}",
            verdict.reason
        );
    }
}

#[test]
fn levels_do_not_satisfy_clauses() {
    let faulty = without(Kind::Test);
    let levels = RULES.iter().fold("[levels]\n".to_owned(), |text, rule| text + &format!("{} = \"note\"\n", rule.name));
    let softened = judged(&faulty, &levels);
    assert_eq!(satisfied(&softened), satisfied(&judged(&faulty, "")));
    let refused = softened.findings.iter().filter(|finding| finding.rule.name == "unknown-level").count();
    assert_eq!(refused, RULES.iter().filter(|rule| rule.basis != primum_rules::rule::Basis::Practice).count());
}

#[test]
fn what_cannot_be_read_keeps_clauses_open() {
    let mut files = example();
    files[0].1.push_str("\n```\n");
    let analysis = judged(&files, "");
    assert_eq!(satisfied(&analysis), [] as [String; 0]);
    assert!(analysis.clauses.iter().any(|verdict| verdict.reason.contains("not everything could be read: unclosed-block")));
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let files = example();
    let first = json::check(&judged(&files, ""));
    let mut turned = files.clone();
    turned.reverse();
    assert_eq!(json::check(&judged(&turned, "")), first);
    for by in [1, 7, 23] {
        turned.rotate_left(by);
        assert_eq!(json::check(&judged(&turned, "")), first);
    }
}
