//! Evidence that real tools wrote, where it is at hand: beside the repository, in `../shared/corpora`.

use crate::run::{arg, root, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files below a folder of the corpora, sorted; the test says so and ends where the folder is absent.
fn corpus(path: &str) -> Option<Vec<PathBuf>> {
    let folder = root().join("../shared/corpora/C-evidence").join(path);
    if !folder.is_dir() {
        eprintln!("skipped: {} is not there", folder.display());
        return None;
    }
    let walk = ignore::WalkBuilder::new(&folder).standard_filters(false).sort_by_file_path(Path::cmp).build();
    let files = walk.map(|entry| entry.expect("an entry").into_path()).filter(|path| path.is_file());
    Some(files.filter(|path| path.file_name().is_some_and(|name| name != "SOURCE.txt")).collect())
}

/// What `evidence show` tells of each file, by the end of its path that is enough to know it.
fn shown(files: &[PathBuf]) -> BTreeMap<String, Value> {
    let mut arguments = vec!["evidence", "show", "--format", "json"];
    arguments.extend(files.iter().map(|file| arg(file)));
    let run = run(&arguments);
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    let told = report["files"].as_array().expect("files").clone();
    assert_eq!(told.len(), files.len());
    told.into_iter().map(|file| (file["path"].as_str().expect("a path").to_owned(), file)).collect()
}

/// The one file whose path ends so.
fn one<'v>(shown: &'v BTreeMap<String, Value>, end: &str) -> &'v Value {
    let mut found = shown.iter().filter(|(path, _)| path.ends_with(end));
    let first = found.next().unwrap_or_else(|| panic!("no file ends in {end}")).1;
    assert!(found.next().is_none(), "several files end in {end}");
    first
}

/// Passed, failed, broken, skipped, flaky, unclear.
fn outcomes(file: &Value) -> [u64; 6] {
    ["passed", "failed", "error", "skipped", "flaky", "unclear"]
        .map(|key| file["counted"][key].as_u64().unwrap_or_else(|| panic!("{file}")))
}

#[test]
fn results_of_tests_have_the_counts_that_are_known() {
    let Some(files) = corpus("junit") else { return };
    let shown = shown(&files);
    let known = [
        ("fixtures/dotnet-trx.trx", "trx", [5, 5, 0, 1, 0, 0]),
        ("dotnet-xunitv3.trx", "trx", [1, 3, 0, 0, 0, 0]),
        ("FluentValidation.Tests.trx", "trx", [803, 0, 0, 1, 0, 0]),
        ("SilentNotes.trx", "trx", [67, 0, 0, 12, 0, 0]),
        ("fixtures/dotnet-nunit.xml", "nunit3", [3, 3, 2, 1, 0, 0]),
        ("external/nunit-sample.xml", "nunit3", [12, 1, 1, 3, 0, 1]),
        ("golang-json.json", "go-test", [5, 6, 0, 1, 0, 0]),
        ("pulsar-test-report.xml", "junit", [793, 1, 0, 14, 0, 0]),
        ("external/jest/jest-test-results.xml", "junit", [4207, 2, 0, 30, 0, 0]),
        ("fixtures/jest-junit.xml", "junit", [1, 4, 0, 1, 0, 0]),
        ("junit4-basic.xml", "junit", [5, 1, 0, 0, 0, 0]),
        ("junit4-complete.xml", "junit", [5, 1, 1, 1, 0, 0]),
        ("phpunit/junit-basic.xml", "junit", [8, 1, 0, 0, 0, 0]),
        ("phpcheckstyle-phpunit.xml", "junit", [28, 2, 0, 0, 0, 0]),
        ("fixtures/phpunit/phpunit.xml", "junit", [10, 2, 0, 0, 0, 0]),
        ("tester-v1.7-report.xml", "junit", [61, 1, 0, 3, 0, 0]),
        ("python-xunit-pytest.xml", "junit", [6, 2, 0, 2, 0, 0]),
        ("python-xunit-unittest.xml", "junit", [4, 1, 1, 2, 0, 0]),
        ("swift-xunit.xml", "junit", [2, 1, 0, 0, 0, 0]),
        ("test-errors/jest/jest-test-results.xml", "junit", [0, 0, 2, 0, 0, 0]),
        ("catch2/report.xml", "junit", [0, 1, 0, 0, 0, 0]),
        ("cunit/testFailure.xml", "junit", [3, 1, 0, 0, 0, 0]),
        ("issues/testDisabled.xml", "junit", [6, 4, 2, 10, 0, 0]),
        ("issues/testFailedDisabled.xml", "junit", [0, 1, 0, 0, 0, 0]),
        ("nested/junit.xml", "junit", [2, 3, 0, 0, 0, 0]),
        ("multiple_failures/test_multiple_errors.xml", "junit", [1, 1, 1, 0, 0, 0]),
        ("multiple_failures/test_multiple_failures.xml", "junit", [1, 2, 0, 1, 0, 0]),
        ("maven_surefire_flaky/surefire-report.xml", "junit", [0, 0, 0, 0, 1, 0]),
        ("mixed_flaky_and_passed.xml", "junit", [2, 0, 0, 0, 1, 0]),
        ("marathon_junit_report.xml", "junit", [0, 0, 0, 0, 1, 0]),
        ("flaky_all_failures.xml", "junit", [0, 2, 1, 0, 0, 0]),
        ("flaky_success_first.xml", "junit", [1, 1, 1, 0, 0, 0]),
        ("EmailAddressTest.xml", "junit", [2, 2, 5, 0, 0, 0]),
        ("StringUtilsTest.xml", "junit", [2, 2, 0, 1, 0, 0]),
        ("nextest/basic.xml", "junit", [2, 1, 0, 0, 0, 0]),
        ("fixture-project-junit.xml", "junit", [1, 1, 0, 0, 1, 0]),
        ("stress-test-junit.xml", "junit", [4, 0, 0, 0, 0, 0]),
    ];
    for (end, format, counts) in known {
        let file = one(&shown, end);
        assert_eq!((file["format"].as_str(), outcomes(file)), (Some(format), counts), "{end}");
    }
    // What no reader knows is refused with a reason, and nothing else is.
    let refused: Vec<&String> = shown.iter().filter(|(_, file)| file["taken"] == false).map(|(path, _)| path).collect();
    for path in &refused {
        let expected = ["pom.xml", "CorruptTest.xml", "dart-json.json", "mocha-json.json", "rspec-json.json", "test-results.json"];
        assert!(expected.iter().any(|end| path.ends_with(end)), "{path} was refused: {}", shown[*path]["refusal"]);
        assert!(shown[*path]["refusal"]["reason"].as_str().is_some_and(|reason| !reason.is_empty()));
    }
    assert_eq!((refused.len(), shown.len() - refused.len()), (12, 72));
}

#[test]
fn a_file_with_a_discrepancy_says_so() {
    let Some(files) = corpus("junit") else { return };
    let shown = shown(&files);
    let mut compared = 0;
    for (path, file) in shown.iter().filter(|(_, file)| file["taken"] == true) {
        let (stated, counted) = (&file["stated"], &file["counted"]);
        let notes = file["notes"].to_string();
        if let Some(tests) = stated["tests"].as_u64() {
            assert_eq!(counted["tests"] != tests, notes.contains(&format!("the file states {tests} tests")), "{path}: {notes}");
            compared += 1;
        }
    }
    assert!(compared >= 55, "only {compared} files state how many tests they hold");
    assert_eq!(one(&shown, "CorruptTest.xml")["refusal"]["line"], 18);
}

/// What a file of coverage has in sum: `None` where it does not tell, or tells of none.
fn measured(file: &Value, measure: &str) -> Option<(u64, u64)> {
    let ratio = &file["counted"][measure];
    let pair = (ratio["covered"].as_u64()?, ratio["total"].as_u64()?);
    (pair.1 > 0).then_some(pair)
}

#[test]
fn the_same_program_has_the_same_coverage_in_every_format() {
    let Some(files) = corpus("coverage") else { return };
    let shown = shown(&files);
    let mut folders: BTreeMap<&str, Vec<(&str, &Value)>> = BTreeMap::new();
    for (path, file) in &shown {
        let (folder, name) = path.rsplit_once('/').expect("a folder");
        if file["taken"] == true {
            folders.entry(folder).or_default().push((name, file));
        } else {
            assert!([".txt", ".md", ".csv"].iter().any(|end| name.ends_with(end)), "{path} was refused: {}", file["refusal"]);
        }
    }
    let mut compared = 0;
    let mut contradicting = 0;
    for (folder, files) in &folders {
        for measure in ["lines", "branches", "functions", "conditions", "decisions"] {
            // Where lines are excluded, gcovr lists them in LCOV and leaves them out of its own sums: the reading says so.
            let contradicts =
                |file: &Value| file["format"] == "lcov" && file["notes"].to_string().contains(&format!("{measure} covered, and"));
            contradicting += files.iter().filter(|(_, file)| contradicts(file)).count();
            let told: Vec<_> = files
                .iter()
                .filter(|(_, file)| !contradicts(file))
                .filter_map(|(name, file)| Some((*name, measured(file, measure)?)))
                .collect();
            for pair in told.windows(2) {
                // Cobertura shows a function that was compiled twice, at two lines, as one method.
                if measure == "functions" && folder.ends_with("different-functions-separate/gcc-5") {
                    continue;
                }
                assert_eq!(pair[0].1, pair[1].1, "{measure} of {} and {} in {folder}", pair[0].0, pair[1].0);
                compared += 1;
            }
        }
    }
    assert!(compared >= 200, "only {compared} pairs were compared");
    assert!(contradicting <= 4, "{contradicting} tracefiles contradict themselves");
    let formats: std::collections::BTreeSet<_> = shown.values().filter_map(|file| file["format"].as_str()).collect();
    assert_eq!(formats.len(), 8, "{formats:?}");
}

#[test]
fn coverage_is_what_the_table_beside_it_says() {
    let Some(files) = corpus("coverage") else { return };
    let shown = shown(&files);
    let mut compared = 0;
    for path in files.iter().filter(|path| path.ends_with("coverage.txt")) {
        let text = std::fs::read_to_string(path).expect("UTF-8");
        let Some(total) = text.lines().find(|line| line.starts_with("TOTAL")).filter(|_| text.contains(" Lines ")) else { continue };
        let numbers: Vec<u64> = total.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        let json = path.with_file_name("coverage.json");
        let Some(file) = shown.get(arg(&json)) else { continue };
        let [lines, covered] = numbers[..] else { continue };
        assert_eq!(measured(file, "lines"), Some((covered, lines)).filter(|_| lines > 0), "{}", json.display());
        compared += 1;
    }
    assert!(compared >= 8, "only {compared} tables were compared");
    let decisions = one(&shown, "reference/decisions/gcc-14/coverage.json");
    assert_eq!(measured(decisions, "lines"), Some((161, 195)));
    assert_eq!(measured(decisions, "conditions"), Some((44, 86)));
}

#[test]
fn static_analysis_has_the_counts_that_are_known() {
    let Some(files) = corpus("static-analysis") else { return };
    let shown = shown(&files);
    let counts = |end: &str| {
        let counted = &one(&shown, end)["counted"];
        ["error", "warning", "note", "none", "suppressed"].map(|key| counted[key].as_u64().unwrap_or_else(|| panic!("{end}: {counted}")))
    };
    assert_eq!(counts("parser/ClangTidy.txt"), [1, 7, 0, 0, 0]);
    assert_eq!(counts("parser/gcc4.txt"), [4, 10, 0, 0, 0]);
    assert_eq!(counts("parser/gcc-clang-tidy-mixed.txt"), [1, 8, 0, 0, 0]);
    assert_eq!(counts("parser/cppcheck.xml"), [1, 0, 2, 0, 0]);
    assert_eq!(counts("eslint/eslint.json"), [2, 5, 0, 0, 0]);
    assert_eq!(counts("parser/sarif.json"), [1, 0, 0, 1, 0]);
    assert_eq!(counts("violations/sarif.json"), [1, 0, 1, 0, 0]);
    assert_eq!(counts("violations/suppressed-sarif.json"), [1, 0, 1, 0, 1]);
    let suppressed = &one(&shown, "violations/suppressed-sarif.json")["entries"][0];
    assert_eq!((&suppressed["suppressed"], &suppressed["justification"]), (&true.into(), &"bla".into()));
    for end in ["cargo-clippy-2018.txt", "iar-cstat.txt", "polyspace.csv", "pylint_parseable.txt"] {
        assert_eq!(one(&shown, end)["taken"], false, "{end}");
    }
}

#[test]
fn every_example_of_sarif_is_read_or_is_a_part_of_one() {
    let Some(files) = corpus("sarif") else { return };
    let shown = shown(&files);
    let mut taken = 0;
    for (path, file) in &shown {
        let text = std::fs::read_to_string(path).expect("UTF-8");
        // A whole log has runs at the top; in one example a result is left out with dots.
        let whole = serde_json::from_str::<Value>(&text)
            .is_ok_and(|log| log["runs"].as_array().is_some_and(|runs| runs.iter().all(Value::is_object)));
        let dots = text.contains("\"...item-inject\"");
        assert_eq!(file["taken"] == true, whole && !dots, "{path}: {}", file["refusal"]);
        taken += usize::from(file["taken"] == true);
        if file["taken"] == true {
            let log: Value = serde_json::from_str(&text).expect("JSON");
            let runs = log["runs"].as_array().expect("runs");
            let results: usize = runs.iter().map(|run| run["results"].as_array().map_or(0, Vec::len)).sum();
            let counted: u64 = file["counted"].as_object().expect("counts").values().filter_map(Value::as_u64).sum();
            assert_eq!(counted, results as u64, "{path}");
        }
    }
    assert!(taken >= 13, "only {taken} logs were read");
}
