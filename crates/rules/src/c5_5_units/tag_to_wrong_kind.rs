//! Clause 5.1.1 c: code implements what can be implemented, and tests verify what can be verified.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::tags::{self, Named};
use primum_evidence::Verb;
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "tag-to-wrong-kind",
    clauses: &["5.1.1.c"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a trace tag that names a record of a kind it cannot be about",
    page: include_str!("tag_to_wrong_kind.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    tags::each(model, findings, |tag, place, named, findings| {
        let Named::Record(record) = named else { return };
        if !tags::fits(tag.verb, record) {
            let (id, kind, verb) = (record.id(), &record.spec().name, tag.verb.name());
            let finding = findings.report_at(record, place, format!("`@{verb}` names {id}, and a {kind} is nothing that code {verb}"));
            finding.help(match tag.verb {
                Verb::Implements => "name the requirement, control, design, interface or unit that the code carries out",
                Verb::Verifies => "name what the test decides about, as `verifies` of a test record does; the record of the test names the function in `automated`",
            });
            finding.related(record.place(), "the record");
        }
    });
}
