//! Clause 5.1.1 c: what the source names exists.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::tags::{self, Named};
use primum_model::Model;
use primum_model::suggest::nearest;

/// For so many tags the nearest ID of the project is looked for: each costs a look at every ID.
const SUGGESTED: usize = 100;

pub(crate) static RULE: Rule = Rule {
    name: "tag-without-record",
    clauses: &["5.1.1.c"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a trace tag that names no record",
    page: include_str!("tag_without_record.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut looked = 0;
    tags::each(model, findings, |tag, place, named, findings| match named {
        Named::Unknown => {
            looked += 1;
            let near = if looked <= SUGGESTED { nearest(&tag.id, model.records().map(|record| record.id())) } else { None };
            let near = near.map_or_else(String::new, |near| format!("did you mean {near}? Otherwise "));
            findings
                .report_in_source(place, format!("`@{}` names {}, and there is no {}", tag.verb.name(), tag.id, tag.id))
                .help(format!("{near}write the record, or correct the tag"));
        }
        Named::NoPart(record, part) => {
            let finding = findings.report_at(record, place, format!("`@{}` names part {part} of {}, which it does not have", tag.verb.name(), record.id()));
            finding.help(format!("name a part that {} has, or the whole: `@{} {}`", record.id(), tag.verb.name(), record.id()));
            finding.related(record.place(), "the record");
        }
        _ => {}
    });
}
