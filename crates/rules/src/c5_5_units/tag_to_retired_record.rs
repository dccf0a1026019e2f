//! Clause 5.1.1 c: code stands for requirements that are in force.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::tags::{self, Named};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "tag-to-retired-record",
    clauses: &["5.1.1.c"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a trace tag that names a record out of use",
    page: include_str!("tag_to_retired_record.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    tags::each(model, findings, |tag, place, named, findings| {
        let Named::Record(record) = named else { return };
        if record.is_retired() {
            let (id, verb) = (record.id(), tag.verb.name());
            let finding = findings.report_at(record, place, format!("`@{verb}` names {id}, which is retired"));
            finding.help("name what took its place, or take the code out with the tag: nobody asks for it any more");
            finding.related(record.place(), "retired here");
        }
    });
}
