//! Clause 7.1.1: what is said not to contribute holds no cause.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "contribution-denied-despite-cause",
    clauses: &["7.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a part that is said not to contribute, and in which a cause sits",
    page: include_str!("contribution_denied_despite_cause.md"),
    check: Check::EachWhere(&[Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Soup], denies, check),
};

fn denies(part: Record<'_>) -> bool {
    answered(part, "no-contribution")
}

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    if !findings.risk().coverage.has_cause_within(part) {
        return;
    }
    let id = part.id();
    let place = part.value("no-contribution").map_or(part.place(), |value| value.place);
    let own = part.linked_by("located-in").find(|cause| cause.kind() == Kind::Cause);
    let message = match own {
        Some(cause) => format!("{id} is said not to contribute, and {} sits in it", cause.id()),
        None => format!("{id} is said not to contribute, and a cause sits in one of its parts"),
    };
    let finding = findings
        .report_at(part, place, message)
        .help("take `no-contribution` out, or move the cause to where it really sits");
    if let Some(cause) = own {
        finding.related(cause.place(), "the cause");
    }
}
