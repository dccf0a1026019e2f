//! Clause 7.1.1: every part of the software has been asked whether it can contribute to a hazardous situation.

use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "part-outside-hazard-analysis",
    clauses: &["7.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an item, unit or interface that the hazard analysis does not know",
    page: include_str!("part_outside_hazard_analysis.md"),
    check: Check::Each(&[Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Interface], check),
};

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let coverage = &findings.risk().coverage;
    if coverage.reaches(part) {
        return;
    }
    let id = part.id();
    if part.kind() == Kind::Interface {
        findings
            .report(part, format!("no cause of a hazardous situation sits in {id} or in what it joins"))
            .help(format!("ask what follows when the other side is late, silent or wrong, and write the cause with `- located-in: {id}`"));
        return;
    }
    // What is missing for the whole is not said again for each of its parts.
    if parts::parent(part).is_some_and(|whole| whole.kind() == Kind::SoftwareItem && !coverage.reaches(whole)) {
        return;
    }
    findings.report(part, format!("no cause of a hazardous situation sits in {id}, and nothing says why it cannot contribute")).help(
        format!("ask what its failure could lead to: write the cause with `- located-in: {id}`, or the reason in its `no-contribution`"),
    );
}
