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
        let judged_by_people = matches!(answers::answer(standard, id), Some(answers::Answer::Attested(_)));
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
