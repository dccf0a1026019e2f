//! The pages of the rules run here, and the invariants of the rule table.

use crate::rule::{Basis, Check, Finding};
use crate::{Analysis, FOLDERS, RULES, judge, standards};
use primum_model::{Date, Model, Snapshot, Source};
use std::collections::BTreeSet;
use std::path::Path;

/// The day on which the examples of the pages are judged.
const TODAY: Date = Date::constant(2026, 6, 30);

/// One example of a page: what is judged and what must be found.
struct Example {
    title: String,
    snapshot: Snapshot,
    expected: Vec<String>,
}

/// Reads `## Reported…` and `## Accepted…` of a page.
///
/// A four-backtick block is a file: `markdown [path]` holds records, `bytes [path]` the same with `\xFF` for a byte that is not
/// UTF-8, `toml` the configuration. `unread` lists what could not be read, `path: reason` a line; `text` what must be found.
fn examples(page: &str) -> Vec<Example> {
    let mut list: Vec<Example> = Vec::new();
    let mut lines = page.lines();
    let mut reading = false;
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            reading = title.starts_with("Reported") || title.starts_with("Accepted");
            if reading {
                list.push(Example { title: title.to_owned(), snapshot: Snapshot::of(Vec::new(), TODAY), expected: Vec::new() });
            }
        }
        let Some(info) = line.strip_prefix("````").filter(|_| reading) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "````").collect();
        let Some(example) = list.last_mut() else { continue };
        let (language, path) = info.split_once(' ').unwrap_or((info, ""));
        let path = if path.is_empty() { "records/page.md" } else { path };
        let text = block.join("\n") + "\n";
        match language {
            "markdown" => example.snapshot.files.push(Source::new(path, text)),
            "bytes" => example.snapshot.files.push(Source::from_bytes(path, bytes(&text))),
            "toml" => example.snapshot.config = Some(Source::new("primum.toml", text)),
            "unread" => example.snapshot.unread.extend(block.iter().map(|line| {
                let (path, reason) = line.split_once(": ").expect("`path: reason`");
                (path.to_owned(), reason.to_owned())
            })),
            "text" => example.expected.extend(block.iter().map(|line| (*line).to_owned())),
            other => panic!("an example holds a block of `{other}`"),
        }
    }
    list
}

/// Bytes of a text in which `\xFF` stands for the byte of that number.
fn bytes(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or("").as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two hexadecimal digits after `\\x`"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}

/// `12: message`, with the path before it where an example has several files.
fn shown(analysis: &Analysis, finding: &Finding, several: bool) -> String {
    let Some(place) = finding.place else { return format!("project: {}", finding.message) };
    let file = analysis.model.file(place);
    let line = file.position(place.span.start).line;
    if several || file.path == "primum.toml" {
        format!("{}:{line}: {}", file.path, finding.message)
    } else {
        format!("{line}: {}", finding.message)
    }
}

#[test]
fn every_page_says_what_its_rule_does() {
    let mut faults = Vec::new();
    for rule in RULES {
        let examples = examples(rule.page);
        let of = |word: &str| examples.iter().filter(|example| example.title.starts_with(word)).count();
        if of("Reported") == 0 || of("Accepted") == 0 {
            faults.push(format!("{}: the page needs `## Reported` and `## Accepted`", rule.name));
        }
        for word in ["## Why", "## Mend it"] {
            if !rule.page.contains(word) {
                faults.push(format!("{}: the page has no `{word}`", rule.name));
            }
        }
        for example in examples {
            let several = example.snapshot.files.len() > 1;
            let model = Model::build(example.snapshot).expect("the configuration of an example is TOML");
            let analysis = judge(model, &[standards::iec62304()]);
            let found: Vec<String> = analysis
                .findings
                .iter()
                .filter(|finding| finding.rule.name == rule.name && finding.accepted_by.is_none())
                .map(|finding| shown(&analysis, finding, several))
                .collect();
            if found != example.expected {
                faults.push(format!("{}, {}:\n  expected {:#?}\n  found    {found:#?}", rule.name, example.title, example.expected));
            }
            let helpless = analysis.findings.iter().any(|finding| finding.rule.name == rule.name && finding.help.is_empty());
            if helpless {
                faults.push(format!("{}, {}: a finding says no next action", rule.name, example.title));
            }
            let examined = analysis.outcomes.iter().any(|outcome| outcome.rule.name == rule.name && outcome.examined > 0);
            if example.title.starts_with("Accepted") && !examined && !matches!(rule.check, Check::Verdict) {
                faults.push(format!("{}, {}: the rule examines nothing in it", rule.name, example.title));
            }
            if example.title.starts_with("Reported") && example.expected.is_empty() {
                faults.push(format!("{}, {}: nothing is expected", rule.name, example.title));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn names_files_and_clauses_agree() {
    let mut names = BTreeSet::new();
    let mut listed = BTreeSet::new();
    for (rule, folder) in RULES.iter().zip(FOLDERS) {
        assert!(names.insert(rule.name), "{} stands twice in the table", rule.name);
        assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{}", rule.name);
        listed.insert(format!("{folder}/{}", rule.name.replace('-', "_")));
        for clause in rule.clauses {
            let (_, found) = standards::find(clause).unwrap_or_else(|| panic!("{} cites {clause}, which does not exist", rule.name));
            assert!(found.active, "{} cites {clause}, which is not in force", rule.name);
        }
        assert!(rule.basis != Basis::Clause || !rule.clauses.is_empty(), "{} decides about no clause", rule.name);
        assert!(!rule.summary.ends_with('.') && !rule.summary.is_empty(), "{}: the summary is no phrase", rule.name);
    }
    // A rule that somebody forgot to put into the table would never run.
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for folder in FOLDERS.iter().collect::<BTreeSet<_>>() {
        for entry in std::fs::read_dir(source.join(folder)).expect("the folder of a rule") {
            let path = entry.expect("a file").path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a name");
            assert!(listed.contains(&format!("{folder}/{stem}")), "{} is not in the table of rules", path.display());
        }
    }
}
