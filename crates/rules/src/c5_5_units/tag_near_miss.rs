//! Clause 5.1.1 c: an ID in the source is written as its record writes it.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::tags::{self, Named};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "tag-near-miss",
    clauses: &["5.1.1.c"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an ID in a trace tag that is written otherwise than its record writes it",
    page: include_str!("tag_near_miss.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    tags::each(model, findings, |tag, place, named, findings| {
        if let Named::Meant(right) = named {
            findings
                .report_in_source(place, format!("`@{} {}` names no record; {right} is meant", tag.verb.name(), tag.id))
                .help(format!("write `@{} {right}`", tag.verb.name()));
        }
    });
}
