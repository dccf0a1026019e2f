//! Clause 7.1.2 c: SOUP that fails, or does the unexpected, has been considered as a cause.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-never-considered-as-cause",
    clauses: &["7.1.2.c", "7.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "SOUP of which nobody asked whether its failure can do harm",
    page: include_str!("soup_never_considered_as_cause.md"),
    check: Check::Each(&[Kind::Soup], check),
};

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    if findings.risk().coverage.reaches(soup) {
        return;
    }
    let id = soup.id();
    let help = if answered(soup, "risk") {
        format!("its `risk` tells what its failure leads to: write that as a cause with `- type: SOUP` and `- located-in: {id}`")
    } else {
        format!("write the cause with `- type: SOUP` and `- located-in: {id}`, or in `no-contribution` why its failure harms nobody")
    };
    findings.report(soup, format!("nobody has asked whether {id} can cause a hazardous situation")).help(help);
}
