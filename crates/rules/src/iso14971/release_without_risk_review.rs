//! ISO 14971 9: the risk management review comes before each release.

use crate::confirmations::Confirmed;
use crate::releases::{is_released, predecessor};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "release-without-risk-review",
    clauses: &["iso14971 9", "iso14971 8"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a release before which nobody judged the overall residual risk",
    page: include_str!("release_without_risk_review.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let confirmed = Confirmed::by(model, "overall residual risk acceptable", None);
    let mut held: Vec<_> = confirmed.reviews.iter().filter_map(|review| review.date("held").map(|held| (held, *review))).collect();
    held.sort_by_key(|(held, review)| (*held, review.position()));
    for release in model.of(Kind::Release).filter(|release| is_released(*release)) {
        findings.examined(1);
        // A date that cannot be read is reported by others.
        let Some(released) = release.date("released") else { continue };
        let id = release.id();
        let help = format!(
            "judge the overall residual risk of what is released, and record it before the release as a review with \
             `- confirms: overall residual risk acceptable`; name {id} in its `of`"
        );
        let Some((last, review)) = held.iter().rev().find(|(held, _)| *held <= released) else {
            let finding = findings
                .report(release, format!("{id} was released on {released}, and nobody had judged the overall residual risk"))
                .help(help);
            if let Some((_, later)) = held.first() {
                finding.related(later.place(), "the first judgement comes later");
            }
            continue;
        };
        let Some(before) = predecessor(release) else { continue };
        if before.date("released").is_some_and(|earlier| *last <= earlier) {
            findings
                .report(release, format!("{id} was released on the judgement of {last}, which is older than {} before it", before.id()))
                .help(help)
                .related(review.place(), "the latest judgement before this release");
        }
    }
}
