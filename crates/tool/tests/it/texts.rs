//! What the texts promise: commands that work, and links that lead somewhere.

use crate::run::{arg, project, root, run};
use primum_model::Schema;
use std::path::{Path, PathBuf};

/// The files below a folder whose names end so, without what is built.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .build()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.is_file() && endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)))
        .collect();
    found.sort();
    found
}

/// The kinds that stand behind `primum new` in a text: `x` or `"x y"`. What a program fills in is left out.
fn kinds(text: &str) -> Vec<String> {
    let mut kinds = Vec::new();
    for after in text.split("primum new ").skip(1) {
        let after = after.strip_prefix('\\').unwrap_or(after);
        let kind = match after.strip_prefix('"') {
            Some(quoted) => quoted.split(['"', '\\']).next(),
            None => after.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | ')' | '.' | ',')).next(),
        };
        kinds.extend(kind.filter(|kind| kind.starts_with(|first: char| first.is_alphabetic())).map(str::to_owned));
    }
    kinds
}

#[test]
fn every_kind_that_a_text_tells_people_to_write_is_known() {
    let mut paths = files(&root().join("crates/rules"), &[".rs", ".md"]);
    paths.extend(files(&root().join("crates/report/src"), &[".rs"]));
    paths.extend(files(&root().join("crates/model/src"), &[".rs"]));
    paths.extend(files(&root().join("crates/tool/src"), &[".rs"]));
    paths.extend(files(&root().join("docs"), &[".md"]));
    paths.extend(files(&root().join("examples"), &[".md"]));
    paths.extend(["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"].map(|name| root().join(name)));
    let schema = Schema::default();
    let mut found = 0;
    for path in &paths {
        let text = std::fs::read_to_string(path).expect("UTF-8");
        for kind in kinds(&text) {
            assert!(schema.named(&kind).is_some(), "{}: `primum new {kind}` names no kind", path.display());
            found += 1;
        }
    }
    assert!(found >= 20, "only {found} were found in {} files", paths.len());
}

#[test]
fn every_record_that_the_roadmap_asks_for_can_be_written() {
    let folder = project(&[]);
    assert_eq!(run(&["init", arg(folder.path())]).code, 0);
    let roadmap = run(&["roadmap", "--format", "json", arg(folder.path())]);
    assert_eq!(roadmap.code, 0, "{}", roadmap.err);
    let mut wanted = kinds(&roadmap.out);
    wanted.sort();
    wanted.dedup();
    assert!(wanted.len() >= 3, "{wanted:?}");
    for kind in wanted {
        let new = run(&["new", &kind, "--print", "--project", arg(folder.path())]);
        assert_eq!(new.code, 0, "`primum new {kind}`: {}", new.err);
    }
}

/// Targets of the links of a Markdown text, outside of code.
fn links(text: &str) -> Vec<String> {
    let mut links = Vec::new();
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code {
            // Every second piece stands between backticks.
            let plain: String = line.split('`').step_by(2).collect::<Vec<_>>().join("code");
            links.extend(plain.split("](").skip(1).filter_map(|after| after.split(')').next()).map(str::to_owned));
        }
    }
    links
}

#[test]
fn every_relative_link_leads_to_a_file() {
    let mut paths: Vec<PathBuf> =
        ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "standards/README.md"].map(|name| root().join(name)).into();
    paths.extend(files(&root().join("docs"), &[".md"]));
    paths.extend(files(&root().join("examples"), &["README.md"]));
    let mut broken = Vec::new();
    let mut found = 0;
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for link in links(&text) {
            let target = link.split('#').next().unwrap_or("");
            if target.is_empty() || target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            found += 1;
            if !path.parent().expect("a folder").join(target).exists() {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(found >= 10, "only {found} links were found");
}

#[test]
fn the_example_says_how_large_it_is() {
    let folder = root().join("examples/infusion-pump");
    let text = std::fs::read_to_string(folder.join("README.md")).expect("the page");
    let check = run(&["check", "--format", "json", arg(&folder)]);
    let report: serde_json::Value = serde_json::from_str(&check.out).expect("JSON");
    let sources = files(&folder.join("src"), &[".rs"]);
    let mut all = sources.clone();
    all.extend(files(&folder.join("tests"), &[".rs"]));
    let tests: usize = all.iter().map(|path| std::fs::read_to_string(path).expect("UTF-8").matches("#[test]").count()).sum();
    for statement in [
        format!("{} records of all {} kinds", report["records"], primum_model::kinds::KINDS.len()),
        format!("the software: {} files", sources.len()),
        format!("cargo test                 # {tests} tests"),
    ] {
        assert!(text.contains(&statement), "the page does not say `{statement}`");
    }
}
