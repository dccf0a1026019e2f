//! Clause 8.1.1: every source file belongs to a configuration item, so none escapes identification.

use crate::ownership::Owned;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;
use std::collections::BTreeMap;

pub(crate) static RULE: Rule = Rule {
    name: "source-file-without-item",
    clauses: &["8.1.1", "5.5.1"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "source files that no item and no unit owns",
    page: include_str!("source_file_without_item.md"),
    check: Check::Project(check),
};

/// Languages in which nothing is programmed. Whoever wants to own such files may.
const DATA: &[&str] = &["TOML", "YAML", "XML", "HTML", "CSS", "Gherkin", "Robot Framework"];

/// How many files of a folder are named.
const NAMED: usize = 3;

fn check(_: &Model, findings: &mut Findings<'_>) {
    let ownership = findings.ownership();
    let Some(tree) = findings.facts().tree.as_ref().filter(|_| !ownership.claims().is_empty()) else { return };
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, file) in tree.files.iter().enumerate() {
        if DATA.contains(&file.language) || ownership.is_test(&file.path) || ownership.is_excluded(&file.path) {
            continue;
        }
        findings.examined(1);
        if *ownership.of_file(at) == Owned::Nobody {
            let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.entry(folder).or_default().push(at);
        }
    }
    for (folder, files) in folders {
        let first = &tree.files[files[0]].path;
        let message = if let [_] = files.as_slice() {
            format!("{first} belongs to no item")
        } else {
            let name = |at: &usize| tree.files[*at].path.rsplit('/').next().unwrap_or("").to_owned();
            let named: Vec<String> = files.iter().take(NAMED).map(name).collect();
            let more = if files.len() > NAMED { format!(" and {} more", files.len() - NAMED) } else { String::new() };
            let place = if folder.is_empty() { "the project's folder".to_owned() } else { folder.to_owned() };
            format!("{} files in {place} belong to no item: {}{more}", files.len(), named.join(", "))
        };
        let pattern = if folder.is_empty() || files.len() == 1 { first.clone() } else { format!("{folder}/*") };
        findings.report_file(files[0], message).help(format!(
            "name it in the unit or item that it belongs to: `- source: {pattern}`; what is no source of the product stands in `exclude` of `[source]`, what tests it in `tests`"
        ));
    }
}
