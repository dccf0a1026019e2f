//! Clause 9.6: a trend review says what the numbers mean.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "trend-review-without-conclusion",
    clauses: &["9.6", "iso13485 8.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a trend review that concludes nothing",
    page: include_str!("trend_review_without_conclusion.md"),
    check: Check::Each(&[Kind::TrendReview], check),
};

fn check(review: Record<'_>, findings: &mut Findings<'_>) {
    let id = review.id();
    if !answered(review, "conclusion") {
        findings
            .report(review, format!("{id} draws no conclusion"))
            .help("say in `conclusion` whether a trend is there, whether an earlier one has turned, and what follows");
    }
    if let (Some(from), Some(to)) = (review.date("from"), review.date("to"))
        && (to < from || to > review.model().date)
    {
        findings
            .report(review, format!("{id} looks at days from {from} to {to}, which cannot have been looked at"))
            .help("correct the dates: the last day is neither before the first nor still to come");
    }
}
