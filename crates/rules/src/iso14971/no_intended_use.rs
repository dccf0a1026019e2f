//! ISO 14971 5.2: the intended use is written down.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-intended-use",
    clauses: &["iso14971 5.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a project that does not say what the device is for",
    page: include_str!("no_intended_use.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let uses = model.of(Kind::IntendedUse).len();
    findings.examined(uses);
    if uses == 0 {
        findings
            .report_project("nothing says what the device is intended for")
            .help("`primum new iu` writes the record: purpose, patients, users, environment, principle, and foreseeable misuse");
    }
}
