//! Clauses 4.3 a and c: the class of a system is confirmed by people and stands in the risk management file.

use crate::answered::answered;
use crate::class::declared;
use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "class-unconfirmed",
    clauses: &["4.3.a", "4.3.c", "4.3.g"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a safety class that no review confirms",
    page: include_str!("class_unconfirmed.md"),
    check: Check::EachWhere(&[Kind::SoftwareSystem], |system| declared(system).is_some(), check),
};

fn check(system: Record<'_>, findings: &mut Findings<'_>) {
    let id = system.id();
    let rationale = answered(system, "rationale");
    let confirmed = findings.classes().system(system).is_some_and(|found| found.confirmed_in.is_some());
    if !confirmed {
        let place = system.value("class").map_or(system.place(), |value| value.place);
        let confirming = |review: &Record<'_>| review.kind() == Kind::Review && review.says("confirms", "safety class");
        let short = system.linked_by("of").filter(confirming).find_map(|review| reviews::shortfall(review).map(|why| (review, why)));
        let message = match short {
            Some((review, why)) => format!("the class of {id} is confirmed in {}, which {why}", review.id()),
            None => format!("no review confirms the class of {id}, so class C applies"),
        };
        let finding = findings
            .report_at(system, place, message)
            .help(format!("have the classification reviewed: a review with `- of: {id}`, `- confirms: safety class`, date, participants and outcome"));
        if let Some((review, _)) = short {
            finding.related(review.place(), "this review");
        }
    } else if !rationale {
        findings
            .report(system, format!("{id} gives no rationale for its class"))
            .help("say in `rationale` or a section *Rationale* which situations decide and which external controls are credited");
    }
}
