//! The pages of the rules run here, and the invariants of the rule table.

use crate::rule::Basis;
use crate::{FOLDERS, RULES, qualification, standards};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_page_says_what_its_rule_does() {
    let mut faults = Vec::new();
    let cases = qualification::cases();
    for rule in RULES {
        let of = |word: &str| cases.iter().filter(|case| case.rule.name == rule.name && case.title.starts_with(word)).count();
        if of("Reported") == 0 || of("Accepted") == 0 {
            faults.push(format!("{}: the page needs `## Reported` and `## Accepted`", rule.name));
        }
        for word in ["## Why", "## Mend it"] {
            if !rule.page.contains(word) {
                faults.push(format!("{}: the page has no `{word}`", rule.name));
            }
        }
    }
    for case in cases {
        let judged = case.run();
        if judged.found != judged.expected {
            let (rule, title) = (judged.rule.name, &judged.title);
            faults.push(format!("{rule}, {title}:\n  expected {:#?}\n  found    {:#?}", judged.expected, judged.found));
        }
        faults.extend(judged.faults.iter().map(|fault| format!("{}, {}: {fault}", judged.rule.name, judged.title)));
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

#[test]
fn no_clause_about_results_is_satisfied_without_one() {
    // What a rule about results leaves unsaid where there is no result, this one says.
    let silent =
        ["not-passed", "by-no-pass", "requirement-unverified", "test-result-outdated", "failed-test-without", "test-record-incomplete"];
    let all = RULES.iter().find(|rule| rule.name == "no-test-result").expect("the rule");
    for rule in RULES.iter().filter(|rule| silent.iter().any(|word| rule.name.contains(word))) {
        for clause in rule.clauses {
            assert!(all.clauses.contains(clause), "{} cites {clause}, and no-test-result does not", rule.name);
        }
    }
}

#[test]
fn no_clause_about_vulnerabilities_is_satisfied_by_what_nobody_looked_for() {
    let silent = [
        "vulnerability-unassessed",
        "assessment-unconfirmed",
        "assessment-for-other-version",
        "assessment-expired",
        "vulnerability-index-old",
    ];
    let all = RULES.iter().find(|rule| rule.name == "no-vulnerability-index").expect("the rule");
    for rule in RULES.iter().filter(|rule| rule.basis == Basis::Clause && silent.contains(&rule.name)) {
        for clause in rule.clauses {
            assert!(all.clauses.contains(clause), "{} cites {clause}, and no-vulnerability-index does not", rule.name);
        }
    }
}
