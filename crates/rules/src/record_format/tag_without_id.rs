//! A trace tag that names nothing.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::tags::{self, Named};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "tag-without-id",
    clauses: &[],
    basis: Basis::Record,
    level: Level::Warning,
    summary: "a trace tag in the source without an ID",
    page: include_str!("tag_without_id.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    tags::each(model, findings, |tag, place, named, findings| {
        if let Named::Nothing = named {
            findings
                .report_in_source(place, format!("no ID follows `@{}`", tag.verb.name()))
                .help(format!("write the ID behind it: `@{} SRS-1`; where the word is only spoken of, set it in backticks", tag.verb.name()));
        }
    });
}
