//! Clause 5.8.4: which version went out, traced to the state of the repository that it was built from.

use crate::answered::says_something;
use crate::releases::is_released;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-commit",
    clauses: &["5.8.4", "iso13485 7.5.8", "fda-software SW-VER"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that does not say which state of the repository it is",
    page: include_str!("release_without_commit.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let id = release.id();
    let Some(commit) = release.value("commit").filter(|value| says_something(value.text)) else {
        findings
            .report(release, format!("{id} does not say which commit it was built from"))
            .help("write the full hash of the commit in `commit`");
        return;
    };
    if moves(commit.text) {
        findings
            .report_at(release, commit.place, format!("{id} was built from `{}`, which is another state tomorrow", commit.text))
            .help("write the hash that it stood for when the release was built");
    }
}

/// A branch or `HEAD` moves; a hash, a revision number and a dated tag do not. Every name that stays has a digit or is a hash.
fn moves(commit: &str) -> bool {
    let word = commit.split_whitespace().next().unwrap_or(commit);
    let is_hash = word.len() >= 7 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    !is_hash && !commit.bytes().any(|byte| byte.is_ascii_digit())
}
