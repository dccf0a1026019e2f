//! Clause 8.3: for each release somebody can find out in which state each item was.

use crate::releases::{baseline, is_out};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-state-unaccounted",
    clauses: &["8.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release for which nobody can find out in which state its items were",
    page: include_str!("release_state_unaccounted.md"),
    check: Check::EachWhere(&[Kind::Release], is_out, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let commit = release.text("commit").unwrap_or("").trim();
    let whole = matches!(commit.len(), 40 | 64) && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    if baseline(release).is_none() && !whole {
        findings
            .report(release, format!("nothing tells in which state each item was when {} went out", release.id()))
            .help("write the full hash of the commit in `commit`; `primum release cut` writes it, and a manifest of every record and file");
    }
}
