//! Clause 5.5.1: a source file belongs to exactly one unit or item.

use crate::ownership::Owned;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "source-file-with-two-owners",
    clauses: &["5.5.1", "8.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a source file that several units or items own",
    page: include_str!("source_file_with_two_owners.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let ownership = findings.ownership();
    let Some(tree) = &findings.facts().tree else { return };
    for (at, file) in tree.files.iter().enumerate() {
        let owners = match ownership.of_file(at) {
            Owned::Nobody => continue,
            Owned::By(_) => {
                findings.examined(1);
                continue;
            }
            Owned::Contested(owners) => owners,
        };
        findings.examined(1);
        let ids: Vec<&str> = owners.iter().map(|owner| model.at(*owner).id()).collect();
        let finding = findings.report_file(at, format!("{} belongs to {}", file.path, ids.join(" and to ")));
        finding.help("leave it in `source` of one of them; what both use is a unit of its own");
        for claim in ownership.claims_on(&file.path).filter(|claim| owners.contains(&claim.record)) {
            finding.related(claim.place, format!("{} names it here", model.at(claim.record).id()));
        }
    }
}
