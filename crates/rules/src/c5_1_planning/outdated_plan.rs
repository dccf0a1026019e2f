//! Clause 5.1.2: plans are kept current.

use crate::months;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Date, Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "outdated-plan",
    clauses: &["5.1.2", "iso13485 7.3.2"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a plan that nobody has held against the work since the last release, or for too long",
    page: include_str!("outdated_plan.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let release = last_release(model);
    findings.examined(model.of(Kind::Plan).len());
    if !model.of(Kind::Plan).any(|plan| plan.says("covers", "development")) {
        findings
            .report_project("there is no development plan to keep current")
            .help("`primum new plan` writes one; say `- covers: development` in it");
    }
    for plan in model.of(Kind::Plan) {
        judge(plan, release, findings);
    }
}

/// The latest release that is out on the day of the analysis.
fn last_release(model: &Model) -> Option<(Date, Record<'_>)> {
    let released = model.of(Kind::Release).filter_map(|release| release.date("released").map(|date| (date, release)));
    released.filter(|(date, _)| *date <= model.date).max_by_key(|(date, _)| *date)
}

fn judge(plan: Record<'_>, release: Option<(Date, Record<'_>)>, findings: &mut Findings<'_>) {
    let (id, today) = (plan.id(), plan.model().date);
    let months = plan.model().config.policy.plan_review_months;
    let Some(reviewed) = plan.date("reviewed") else {
        findings
            .report(plan, format!("{id} does not say when it was last held against the work"))
            .help("read it beside what is really done, mend it, and set `reviewed` to that day");
        return;
    };
    let place = plan.value("reviewed").map_or(plan.place(), |value| value.place);
    if reviewed > today {
        findings
            .report_at(plan, place, format!("{id} was reviewed on {reviewed}, which is still to come"))
            .help("set `reviewed` when it has happened");
    } else if let Some((released, release)) = release.filter(|(released, _)| reviewed < *released) {
        findings
            .report_at(plan, place, format!("{id} was last reviewed on {reviewed}, before {} of {released}", release.id()))
            .help("hold it against what the release has taught: people, tools, methods, order of work; then set `reviewed`")
            .related(release.place(), "released since");
    } else if reviewed < months::before(today, months) {
        findings
            .report_at(plan, place, format!("{id} was last reviewed on {reviewed}, more than {months} months ago"))
            .help("read it beside what is really done, mend it, and set `reviewed` to that day");
    }
}
