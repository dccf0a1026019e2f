//! Clause 5.8.1: verification is finished and judged before the release.

use crate::releases::is_released;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-verification-review",
    clauses: &["5.8.1", "iso13485 8.2.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release that nobody judged verified before it went out",
    page: include_str!("release_without_verification_review.md"),
    check: Check::EachWhere(&[Kind::Release], is_released, check),
};

fn check(release: Record<'_>, findings: &mut Findings<'_>) {
    let id = release.id();
    let Some(review) = reviews::latest(release, "release") else {
        findings.report(release, format!("no review says that {id} was verified")).help(reviews::advice(release, "release"));
        return;
    };
    let Some(released) = release.date("released") else { return };
    let accepted = reviews::naming(release, "release").filter(|review| reviews::counts(*review));
    if accepted.filter_map(|review| review.date("held")).all(|held| held > released) {
        findings
            .report(release, format!("{id} was released on {released}, before its verification was judged"))
            .help("judge the outcome of verification first; if the date is wrong, correct it")
            .related(review.place(), "the earliest judgement comes later");
    }
}
