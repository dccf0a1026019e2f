//! Clause 5.1.10: a tool that can influence the product has a version.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "tool-not-controlled",
    clauses: &["5.1.10", "iso13485 4.1.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a tool without version, or of which nobody has said whether it affects the software",
    page: include_str!("tool_not_controlled.md"),
    check: Check::Each(&[Kind::Tool], check),
};

fn check(tool: Record<'_>, findings: &mut Findings<'_>) {
    let id = tool.id();
    let affects = tool.text("affects-software");
    if affects.is_none() {
        findings
            .report(tool, format!("nothing says whether {id} can affect the software"))
            .help("ask what happens if it is wrong and nobody notices; write `- affects-software: yes` or `no`");
    }
    if tool.value("version").is_none() && affects != Some("no") {
        findings
            .report(tool, format!("{id} has no version, so nobody can say which one was used"))
            .help("write the one version in use, and name the file that pins it in `source`");
    }
}
