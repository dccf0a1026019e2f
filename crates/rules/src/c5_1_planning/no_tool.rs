//! Clauses 5.1.4 and 5.1.10: the tools are known by name.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "no-tool",
    clauses: &["5.1.4.c", "5.1.10", "iso13485 4.1.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a project in which no tool is recorded",
    page: include_str!("no_tool.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let tools = model.of(Kind::Tool).len();
    findings.examined(tools);
    if tools == 0 {
        findings
            .report_project("no tool is recorded, not even the compiler or interpreter")
            .help("`primum new tool` writes a record; begin with what turns the source into the product, then what tests it");
    }
}
