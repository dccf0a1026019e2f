//! Clause 5.8.1: what leaves the house is what was tested.

use crate::releases;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::{Content, Statement};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-tested-at-another-version",
    clauses: &["5.8.1", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "release whose own version was not tested",
    page: include_str!("release_tested_at_another_version.md"),
    check: Check::EachWhere(&[Kind::Release], is_latest, check),
};

/// Is it out or about to be, and the last one of its system? What came before was judged in its time.
fn is_latest(release: Record<'_>) -> bool {
    let later = |other: Record<'_>| other != release && releases::same_system(release, other) && other.date("released") > release.date("released");
    releases::is_released(release) && !release.model().of(Kind::Release).any(later)
}

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    if !findings.verification().is_known() {
        return;
    }
    let (id, commit, version) = (release.id(), release.text("commit").unwrap_or("").trim(), release.text("version").unwrap_or(""));
    let store = findings.facts().store.as_ref();
    let tests = || store.iter().flat_map(|store| &store.statements).filter(|statement| matches!(statement.content, Content::Tests(_)));
    let about = |statement: &&Statement| if is_hash(commit) { same_commit(statement, commit) } else { statement.state.version == version };
    let named = if is_hash(commit) { format!("commit {commit}") } else { format!("version {version}") };
    if !tests().any(|statement| about(&statement)) {
        let last = tests().max_by(|a, b| a.at.cmp(&b.at)).map_or_else(String::new, |last| {
            let commit = last.state.commit.as_deref().and_then(|commit| commit.get(..10)).unwrap_or("no commit");
            format!("; the last result is about {commit}, version {}", if last.state.version.is_empty() { "unknown" } else { &last.state.version })
        });
        findings
            .report(release, format!("no result of a test is about {named}, which {id} was made from{last}"))
            .help("run the tests on the commit of the release and record them, or name the commit that was tested");
    } else if !tests().any(|statement| about(&statement) && statement.state.uncommitted.is_empty()) {
        findings
            .report(release, format!("every result about {named}, which {id} was made from, ran on files that no commit holds"))
            .help("run the tests on a clean checkout of that commit");
    }
}

fn is_hash(text: &str) -> bool {
    text.len() >= 7 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn same_commit(statement: &Statement, commit: &str) -> bool {
    statement.state.commit.as_deref().is_some_and(|tested| tested.to_ascii_lowercase().starts_with(&commit.to_ascii_lowercase()))
}
