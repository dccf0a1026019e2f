//! What the class asks for is not run by the pipeline (5.5.5, 5.6.3, 5.7.1).

use crate::pipeline::{self, Ground};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;
use primum_model::config::StepKind;

pub(crate) static RULE: Rule = Rule {
    name: "pipeline-step-missing",
    clauses: &["5.7.1", "5.6.3", "5.5.5", "5.5.4"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "the pipeline does not run what the class asks for",
    page: include_str!("pipeline_step_missing.md"),
    check: Check::Project(check),
};

/// A project without any step has no pipeline that we know of, and may have another.
fn check(model: &Model, findings: &mut Findings<'_>) {
    let Some(first) = model.config.ci.first() else { return };
    let class = findings.classes().project();
    for row in pipeline::rows(model, findings.classes()) {
        // What a scan of SOUP would find, people find as well, and for many components there is no scan.
        if row.ground == Ground::Own || row.kind == StepKind::SoupScan && row.step.is_none() {
            continue;
        }
        findings.examined(1);
        if row.step.is_some() {
            continue;
        }
        let because = match row.ground {
            Ground::Policy => format!("[[gates]] of class {class} is judged by it"),
            Ground::Practice => format!("at class {class} it is good practice"),
            Ground::Clause | Ground::Own => format!("{} asks for what it does at class {class}", row.clause),
        };
        findings
            .report_config(first.span, format!("the pipeline has no step `{}`: {because}", row.kind.name()))
            .help(format!("add [[ci]] with step = \"{}\" and the command that does it; `primum ci init` proposes commands", row.kind.name()));
    }
}
