//! Clause 8.1.1: configuration items and their versions are identified by a scheme.

use crate::answered::says_something;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "items-without-naming-scheme",
    clauses: &["8.1.1", "iso13485 7.5.8"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "no scheme says how configuration items are identified",
    page: include_str!("items_without_naming_scheme.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let papers: Vec<Record<'_>> =
        model.of(Kind::Plan).chain(model.of(Kind::Procedure)).filter(|paper| paper.says("covers", "configuration")).collect();
    findings.examined(papers.len());
    let defined = papers.iter().any(|paper| paper.section("Identification").is_some_and(|section| says_something(section.body)));
    if defined {
        return;
    }
    let help = "write `### Identification`: how records, source, SOUP and tools are named, and how their versions are told apart";
    match papers.first() {
        Some(paper) => findings.report(*paper, format!("{} does not say how configuration items and versions are named", paper.id())),
        None => findings.report_project("nothing says how configuration items and versions are named"),
    }
    .help(help);
}
