//! Good practice to clause 5.2.6: one requirement, one ID.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::wording::{SHALLS, Statement};
use primum_model::{Kind, Record};
use std::ops::Range;

pub(crate) static RULE: Rule = Rule {
    name: "several-shalls",
    clauses: &["5.2.6.d"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a software requirement that is several requirements",
    page: include_str!("several_shalls.md"),
    check: Check::Each(&[Kind::SoftwareRequirement], check),
};

fn check(requirement: Record<'_>, findings: &mut Findings<'_>) {
    let statement = Statement::of(requirement);
    let hits = statement.hits(&SHALLS);
    if hits.len() < 2 {
        return;
    }
    // Parts `A.`, `B.` can be named by a test, so each may oblige once; and so may the text around them.
    let parts: Vec<(char, Range<usize>)> =
        requirement.parts().filter_map(|(letter, part)| statement.range_of(part).map(|range| (letter, range))).collect();
    let mut seen = vec![0usize; parts.len() + 1];
    for hit in hits {
        let next = parts.partition_point(|(_, range)| range.end <= hit.at);
        let part = parts.get(next).filter(|(_, range)| range.start <= hit.at);
        // The last place counts the text around the parts.
        let count = &mut seen[if part.is_some() { next } else { parts.len() }];
        *count += 1;
        if *count == 2 {
            let id = requirement.id();
            let whose = part.map_or_else(|| id.to_owned(), |(letter, _)| format!("{id}.{letter}"));
            findings
                .report_at(requirement, hit.place, format!("{whose} has more than one `shall`"))
                .help("write a requirement for each, or parts `A.`, `B.` that a test can name");
        }
    }
}
