//! This product's own records: well formed, true to the source, and open only where it is known and said.

use crate::run::{arg, root, run};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn json(arguments: &[&str]) -> Value {
    let root = root();
    let mut arguments = arguments.to_vec();
    arguments.push(arg(&root));
    let run = run(&arguments);
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", run.err))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("no list `{key}`"))
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {value}"))
}

/// Every value of a field, with the ID of its record and the kind.
fn values<'v>(export: &'v Value, field: &str) -> Vec<(&'v str, &'v str, &'v str)> {
    let records = list(export, "records").iter().filter(|record| record["retired"] == false);
    let of = |record: &'v Value| record["fields"][field].as_array().into_iter().flatten().filter_map(Value::as_str);
    records.flat_map(|record| of(record).map(|value| (text(record, "id"), text(record, "kind"), value))).collect()
}

/// The one value of a field.
fn one<'v>(record: &'v Value, field: &str) -> &'v str {
    record["fields"][field][0].as_str().unwrap_or_else(|| panic!("no `{field}` in {}", record["id"]))
}

/// The files of the repository that git does not ignore, relative to its root.
fn files() -> Vec<String> {
    let root = root();
    let walk = WalkBuilder::new(&root).hidden(false).require_git(false).filter_entry(|entry| entry.file_name() != ".git").build();
    let files = walk.map(|entry| entry.expect("an entry")).filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files.map(|entry| entry.path().strip_prefix(&root).expect("a path below the root").to_string_lossy().replace('\\', "/")).collect()
}

fn glob(pattern: &str) -> Override {
    let mut builder = OverrideBuilder::new("");
    // Without the stroke a pattern of one step would match in every folder.
    builder.add(&format!("/{pattern}")).unwrap_or_else(|error| panic!("{pattern}: {error}"));
    builder.build().unwrap_or_else(|error| panic!("{pattern}: {error}"))
}

fn fits(glob: &Override, file: &str) -> bool {
    glob.matched(Path::new(file), false).is_whitelist()
}

#[test]
fn the_own_records_are_open_only_where_it_is_said() {
    let report = json(&["check", "--format", "json"]);
    assert_eq!(report["class"]["value"], "C");
    assert!(report["records"].as_u64() >= Some(80), "{}", report["records"]);
    let open: Vec<&Value> = list(&report, "findings").iter().filter(|finding| finding["accepted_by"].is_null()).collect();
    let format: Vec<_> = open.iter().filter(|finding| finding["basis"] == "record").collect();
    assert!(format.is_empty(), "records that cannot be read or judged: {format:#?}");
    let found: BTreeSet<&str> = open.iter().filter(|finding| finding["level"] != "note").map(|finding| text(finding, "rule")).collect();
    let told = std::fs::read_to_string(root().join("records/open-findings.txt")).expect("the list of open findings");
    let mut known = BTreeSet::new();
    for line in told.lines() {
        let (rule, reason) = line.split_once(" — ").unwrap_or_else(|| panic!("`{line}` gives no reason"));
        assert!(!reason.trim().is_empty(), "`{line}` gives no reason");
        assert!(known.insert(rule), "{rule} stands twice");
    }
    let more: Vec<_> = found.difference(&known).collect();
    let gone: Vec<_> = known.difference(&found).collect();
    assert!(more.is_empty() && gone.is_empty(), "open and not in records/open-findings.txt: {more:?}; in it and not open: {gone:?}");
}

/// No person has judged anything yet, so nothing may say so. This test ends when the first one does.
#[test]
fn nothing_is_attested_or_accepted_in_the_own_records() {
    let report = json(&["check", "--format", "json"]);
    for kind in ["review", "attestation", "deviation", "release", "audit"] {
        assert!(report["records_by_kind"][kind].is_null(), "a record of the kind {kind}: who has signed it?");
    }
    assert!(list(&report, "clauses").iter().all(|clause| clause["status"] != "attested"));
}

#[test]
fn every_path_in_the_own_records_is_there() {
    let (export, files) = (json(&["export"]), files());
    let globs = values(&export, "source");
    let paths: Vec<_> = globs.iter().filter(|(_, kind, _)| ["software item", "software unit", "tool"].contains(kind)).collect();
    assert!(paths.len() >= 40, "only {} paths", paths.len());
    for (id, _, pattern) in paths {
        let glob = glob(pattern);
        assert!(files.iter().any(|file| fits(&glob, file)), "{id}: no file is `{pattern}`");
    }
}

#[test]
fn every_source_file_belongs_to_one_unit() {
    let export = json(&["export"]);
    let units: Vec<_> = values(&export, "source")
        .into_iter()
        .filter(|(_, kind, _)| *kind == "software unit")
        .map(|(id, _, pattern)| (id, glob(pattern)))
        .collect();
    let mut sources = 0;
    for file in files() {
        let steps: Vec<&str> = file.split('/').collect();
        if steps.first() != Some(&"crates") || steps.get(2) != Some(&"src") || !file.ends_with(".rs") {
            continue;
        }
        sources += 1;
        let owners: BTreeSet<&str> = units.iter().filter(|(_, glob)| fits(glob, &file)).map(|(id, _)| *id).collect();
        assert_eq!(owners.len(), 1, "{file} belongs to {owners:?}: name it in `source` of one unit in records/architecture/units.md");
    }
    assert!(sources >= 100, "only {sources} sources were looked at");
}

#[test]
fn every_automated_test_is_there() {
    let export = json(&["export"]);
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    let mut tests = 0;
    for (id, _, value) in values(&export, "automated") {
        for test in value.split(", ") {
            let (path, name) = test.split_once("::").unwrap_or_else(|| panic!("{id}: `{test}` is no path::function"));
            let text = texts
                .entry(path)
                .or_insert_with(|| std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{id}: {path}: {error}")));
            assert!(is_test(text, name), "{id}: {path} has no test `{name}`");
            tests += 1;
        }
    }
    assert!(tests >= 100, "only {tests} tests are named");
}

/// Is there a function of this name, with `#[test]` among the attributes above it?
fn is_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = lines
        .iter()
        .position(|line| line.strip_prefix("fn ").and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('(')));
    at.is_some_and(|at| lines[..at].iter().rev().take_while(|line| line.starts_with("#[")).any(|line| *line == "#[test]"))
}

#[test]
fn every_crate_of_the_product_is_recorded_in_its_locked_version() {
    let export = json(&["export"]);
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).expect("Cargo.lock");
    let mut recorded = BTreeSet::new();
    for soup in list(&export, "records").iter().filter(|record| record["kind"] == "SOUP item" && record["retired"] == false) {
        let name = text(soup, "title");
        let version = one(soup, "version");
        assert!(lock.contains(&format!("name = \"{name}\"\nversion = \"{version}\"\n")), "{name} is not locked at {version}");
        assert_eq!(one(soup, "purl"), format!("pkg:cargo/{name}@{}", version.replace('+', "%2B")));
        recorded.insert(name);
    }
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let product =
        ["primum-model", "primum-rules", "primum-evidence", "primum-soup", "primum-document", "primum-report", "primum-typeset", "primum"];
    let mut used = BTreeSet::new();
    for package in list(&metadata, "packages").iter().filter(|package| product.contains(&text(package, "name"))) {
        let shipped = list(package, "dependencies").iter().filter(|dependency| dependency["kind"] != "dev");
        used.extend(shipped.map(|dependency| text(dependency, "name")).filter(|name| !product.contains(name)));
    }
    assert_eq!(recorded, used, "records/architecture/soup.md and the manifests");
}
