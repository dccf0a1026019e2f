//! The invariants of ARCHITECTURE.md that concern the whole repository.

use crate::run::root;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The part of a source before its tests, which may read files.
fn product(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("UTF-8");
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("").to_owned()
}

#[test]
fn the_pure_crates_touch_nothing_outside() {
    for name in ["model", "rules", "evidence", "soup", "document", "report", "typeset"] {
        // Evidence and the index come as a stream or in pages, so those crates may know what a stream is, and nothing that opens one.
        let stream = if matches!(name, "evidence" | "soup" | "document") { "std::io::std" } else { "std::io" };
        for path in rust_files(&root().join("crates").join(name).join("src")) {
            if path.components().any(|step| step.as_os_str() == "tests.rs" || step.as_os_str() == "tests") {
                continue;
            }
            // What reads standard input and writes standard output, for a library that is pure.
            if path.ends_with("typeset/src/main.rs") {
                continue;
            }
            let text = product(&path);
            for forbidden in [
                "std::fs",
                "std::env",
                "std::net",
                "std::process",
                stream,
                "SystemTime",
                "Instant::now",
                "Timestamp::now",
                "Zoned::now",
                "println!",
                "eprintln!",
            ] {
                assert!(!text.contains(forbidden), "{} names {forbidden}", path.display());
            }
        }
    }
}

#[test]
fn the_edges_between_the_crates_are_the_allowed_ones() {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo metadata");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let allowed = [
        ("primum-evidence", "primum-model"),
        ("primum-soup", "primum-evidence"),
        ("primum-soup", "primum-model"),
        ("primum-rules", "primum-soup"),
        ("primum-report", "primum-soup"),
        ("primum", "primum-soup"),
        ("primum-rules", "primum-evidence"),
        ("primum-rules", "primum-model"),
        ("primum-report", "primum-evidence"),
        ("primum-report", "primum-model"),
        ("primum-report", "primum-rules"),
        ("primum-report", "primum-document"),
        ("primum-typeset", "primum-document"),
        ("primum", "primum-document"),
        ("primum", "primum-evidence"),
        ("primum", "primum-model"),
        ("primum", "primum-rules"),
        ("primum", "primum-report"),
        ("xtask", "primum-model"),
        ("xtask", "primum-rules"),
        ("xtask", "primum-report"),
    ];
    let packages = metadata["packages"].as_array().expect("packages");
    let ours: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    assert!(ours.contains("primum-model"), "{ours:?}");
    for package in packages {
        let name = package["name"].as_str().expect("a name");
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            let to = dependency["name"].as_str().expect("a name");
            assert!(!ours.contains(to) || allowed.contains(&(name, to)), "{name} depends on {to}, which ARCHITECTURE.md does not allow");
        }
    }
}

#[test]
fn the_code_map_names_what_is_there() {
    let text = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let map = text.split("## Code map").nth(1).and_then(|rest| rest.split("```").nth(1)).expect("a code map");
    let named: BTreeSet<String> = map
        .lines()
        .filter_map(|line| {
            let word = line.split_whitespace().next()?;
            let inner = line.starts_with("  ");
            word.strip_suffix('/').map(|word| if inner { format!("crates/{word}") } else { word.to_owned() })
        })
        .collect();
    for name in &named {
        assert!(root().join(name).is_dir(), "the code map names {name}, which is not there");
    }
    for folder in ["", "crates"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.path().is_dir() && !name.starts_with('.') && name != "target" {
                let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
                assert!(named.contains(&path), "the code map does not name {path}");
            }
        }
    }
}

#[test]
fn files_have_one_subject_and_say_which() {
    for folder in ["crates", "xtask", "fuzz/fuzz_targets"] {
        for path in rust_files(&root().join(folder)) {
            if path.components().any(|step| step.as_os_str() == "target") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            assert!(text.starts_with("//! "), "{} does not begin with a sentence that says what it is", path.display());
            assert!(text.lines().count() <= 500, "{} is long: look for its second subject", path.display());
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("");
            assert!(
                !["utils", "util", "common", "helpers", "helper", "manager", "misc"].contains(&stem),
                "{} is named after nothing",
                path.display()
            );
        }
    }
}
