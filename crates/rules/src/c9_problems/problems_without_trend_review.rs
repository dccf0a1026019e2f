//! Clause 9.6: problem reports are looked at together.

use crate::months::before;
use crate::problems::stands_for_itself;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "problems-without-trend-review",
    clauses: &["9.6", "iso13485 8.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "problem reports that no trend review has looked at",
    page: include_str!("problems_without_trend_review.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let problems: Vec<Record<'_>> = model.of(Kind::ProblemReport).filter(|problem| stands_for_itself(*problem)).collect();
    let months = model.config.policy.trend_review_months;
    let due = before(model.date, months);
    let dated = model.of(Kind::TrendReview).filter_map(|review| review.date("to").map(|to| (to, review)));
    let held = dated.filter(|(to, _)| *to <= model.date);
    let Some((last, review)) = held.max_by_key(|(to, _)| *to) else {
        // The first review is due when the first report has become that old. Until then there is nothing to examine.
        if problems.iter().any(|problem| problem.date("reported").is_some_and(|reported| reported < due)) {
            findings.examined(problems.len());
            findings
                .report_project(format!("there are problem reports older than {months} months, and no trend review"))
                .help("`primum new trend-review` writes one: sort the reports by item, cause, release and age, and say what follows");
        }
        return;
    };
    findings.examined(problems.len());
    if last < due && !problems.is_empty() {
        findings
            .report(review, format!("the last trend review, {}, looked at days up to {last}, more than {months} months ago", review.id()))
            .help("hold the next one; `trend-review-months` under [policy] sets the period");
    }
    let unseen = |problem: &&Record<'_>| {
        problem.date("reported").is_some_and(|reported| reported <= last) && problem.linked_by("examines").next().is_none()
    };
    for problem in problems.iter().filter(unseen) {
        findings
            .report(*problem, format!("{} was reported before {} ended, and no trend review looked at it", problem.id(), review.id()))
            .help("name it in `examines` of the review of its period, or of the next one")
            .related(review.place(), "the last trend review");
    }
}
