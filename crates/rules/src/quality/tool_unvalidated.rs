//! ISO 13485 4.1.6: a tool that can harm the software is validated for its use.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "tool-unvalidated",
    clauses: &["iso13485 4.1.6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a tool that nobody showed to be fit for its use",
    page: include_str!("tool_unvalidated.md"),
    check: Check::EachWhere(&[Kind::Tool], may_affect_software, check),
};

/// A tool counts as harmful until somebody says that it is not.
fn may_affect_software(tool: Record<'_>) -> bool {
    !tool.says("affects-software", "no")
}

fn check(tool: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(tool, "validation") {
        findings
            .report(tool, format!("nothing shows that {} is fit for its use", tool.id()))
            .help("say in `validation` how its fitness was shown, in proportion to what its fault could do, or why that is not needed");
    }
}
