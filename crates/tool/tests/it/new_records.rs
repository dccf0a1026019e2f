//! `primum new`: where a record goes, and that it is read there.

use crate::run::{arg, project, run};
use std::path::Path;

fn new(folder: &Path, arguments: &[&str]) -> crate::run::Run {
    let mut all = vec!["new"];
    all.extend(arguments);
    all.extend(["--project", arg(folder)]);
    run(&all)
}

#[test]
fn a_record_goes_where_most_of_its_kind_are_or_into_a_file_of_its_own() {
    let folder = project(&[
        ("records/one.md", "## SRS-1 One\n\n## UN-1 One\n"),
        ("records/two.md", "## SRS-2 Two\n\n## SRS-3 Three\n\n## SRS-DOSE-1 Dose\n"),
        ("records/three.md", "## SRS-DOSE-2 Dose\n\n## SRS-DOSE-3 Dose\n"),
        ("records/plans/plan.md", "# PLAN-1 Plan\n"),
        ("records/field/problems.md", "## PR-1 One\n\n## PR-2 Two\n"),
    ]);
    for (arguments, expected) in [
        (&["srs"][..], "SRS-4 in records/two.md\n"),
        (&["srs", "--prefix", "SRS-DOSE"], "SRS-DOSE-4 in records/three.md\n"),
        (&["need"], "UN-2 in records/one.md\n"),
        (&["plan"], "PLAN-2 in records/plans/PLAN-2.md\n"),
        (&["problem"], "PR-3 in records/field/PR-3.md\n"),
        (&["item"], "SI-001 in records/software-items.md\n"),
        (&["item"], "SI-002 in records/software-items.md\n"),
        (&["change"], "CR-001 in records/change-requests/CR-001.md\n"),
        (&["change"], "CR-002 in records/change-requests/CR-002.md\n"),
    ] {
        let run = new(folder.path(), arguments);
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_started_project_has_a_place_for_every_kind_and_no_id_is_given_twice() {
    let folder = project(&[]);
    assert_eq!(run(&["init", arg(folder.path())]).code, 0);
    for (kind, expected) in [
        ("SRS", "SRS-001 in records/requirements/software.md\n"),
        ("review", "REV-001 in records/reviews/REV-001.md\n"),
        ("problem", "PR-001 in records/problems/PR-001.md\n"),
        ("trend-review", "TRD-001 in records/problems/TRD-001.md\n"),
        ("change", "CR-001 in records/changes/CR-001.md\n"),
        ("release", "REL-001 in records/releases/REL-001.md\n"),
        ("feedback", "FB-001 in records/feedback/FB-001.md\n"),
        ("soup", "SOUP-001 in records/soup.md\n"),
    ] {
        let run = new(folder.path(), &[kind]);
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{kind}: {}", run.err);
    }
    let test = new(folder.path(), &["test"]);
    assert!(test.out.contains("`--file` chooses") && test.out.contains("records/tests/system.md"), "{}", test.out);
    for kind in primum_model::kinds::KINDS {
        let (first, second) = (new(folder.path(), &[kind.prefix]), new(folder.path(), &[kind.name]));
        assert_eq!((first.code, second.code), (0, 0), "{}: {} {}", kind.name, first.err, second.err);
        assert_ne!(first.out.split(' ').next(), second.out.split(' ').next(), "the ID of the first was given again");
        let line = first.out.lines().next().unwrap_or("");
        let own = line.ends_with(&format!("/{}.md", line.split(' ').next().unwrap_or("")));
        // Plans are files of their own since `init` wrote them so.
        assert_eq!(own, kind.alone || kind.prefix == "PLAN", "{line}");
    }
    let check = run(&["check", "--format", "json", arg(folder.path())]);
    let report: serde_json::Value = serde_json::from_str(&check.out).expect("JSON");
    for kind in primum_model::kinds::KINDS {
        assert!(report["records_by_kind"][kind.name].as_u64() >= Some(2), "{}", kind.name);
    }
    // What lacks its fields is told; nothing else is wrong with the form of any of them.
    let rules = ["missing-field", "unfounded-attestation", "unmatched-deviation"];
    let other: Vec<String> = report["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["basis"] == "record" && !rules.iter().any(|rule| finding["rule"] == *rule))
        .map(|finding| format!("{}: {}", finding["rule"], finding["message"]))
        .collect();
    assert!(other.is_empty(), "{other:?}");
    assert!(check.out.contains("One of: requirements, architecture"), "the words that `subject` can have are not told");
}

#[test]
fn a_file_that_would_not_be_read_is_refused() {
    let folder = project(&[
        ("primum.toml", "[records]\npaths = [\"records\", \"docs/risks.md\"]\nexclude = [\"records/old/**\"]\n"),
        (".gitignore", "draft*.md\n"),
        ("records/.gitignore", "!draft-kept.md\nbuild/\n"),
        ("records/a.md", "## SRS-1 One\n"),
        ("records/open.md", "# Open\n\n```\nnever closed\n"),
        ("docs/risks.md", "# Risks\n"),
    ]);
    let outside = project(&[]);
    let absolute = outside.path().join("a.md");
    for (file, why) in [
        ("notes.md", "none of the places"),
        ("docs/other.md", "none of the places"),
        ("records/a.txt", "no `.md` file"),
        ("records", "no `.md` file"),
        ("records/../a.md", "outside"),
        ("../a.md", "outside"),
        (arg(&absolute), "outside"),
        ("records/old/a.md", "excluded"),
        ("records/draft-1.md", "ignored by git"),
        ("records/build/a.md", "ignored by git"),
        ("records/.hidden.md", "hidden"),
        ("records/.hidden/a.md", "hidden"),
        ("records/open.md", "not closed"),
    ] {
        let run = new(folder.path(), &["SRS", "--file", file]);
        assert_eq!(run.code, 2, "{file}: {}", run.out);
        assert!(run.err.contains(why), "{file}: {}", run.err);
    }
    assert!(!absolute.exists());
    let inside = folder.path().join("records/deep/c.md");
    // Relative paths begin at the project, wherever the command is run.
    for (file, expected) in [
        ("docs/risks.md", "SRS-2 in docs/risks.md\n"),
        ("records/draft-kept.md", "SRS-3 in records/draft-kept.md\n"),
        ("./records/new/b.md", "SRS-4 in records/new/b.md\n"),
        (arg(&inside), "SRS-5 in records/deep/c.md\n"),
        ("records/a.md", "SRS-6 in records/a.md\n"),
    ] {
        let run = new(folder.path(), &["SRS", "--file", file]);
        assert_eq!((run.code, run.out.as_str()), (0, expected), "{file}: {}", run.err);
    }
}
