//! Clause 5.3.2: where the source of one item imports that of another, the architecture has an interface between them.

use crate::crossings::crossings;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "dependency-without-interface",
    clauses: &["5.3.2"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "source that imports from another item where no interface is described",
    page: include_str!("dependency_without_interface.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let (ownership, classes, applies) = (findings.ownership(), findings.classes(), RULE.classes());
    let Some(tree) = &findings.facts().tree else { return };
    for crossing in crossings(tree, ownership) {
        let (from, to) = (model.at(crossing.from), model.at(crossing.to));
        let (own, other) = (classes.of(from), classes.of(to));
        if crossing.is_within(ownership) || !applies.contains(own.max(other)) {
            continue;
        }
        findings.examined(1);
        // A lower class at the other end is the graver fault, and has a rule of its own.
        if own > other || crossing.has_interface(model, ownership) {
            continue;
        }
        let (place, _) = crossing.imports[0];
        let message = format!("{} imports from {}, and no interface is between them: {}", from.id(), to.id(), crossing.counted(tree));
        let finding = findings.report_at(from, place, message);
        finding.help(format!(
            "describe the interface: `- between: {}, {}`; or take the import out, if the architecture does not want it",
            from.id(),
            to.id()
        ));
        for (place, label) in crossing.shown(model) {
            finding.related(place, label);
        }
    }
}
