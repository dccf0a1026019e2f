//! Clauses 5.3.5 and 5.3.2: source of a higher class reaches into a lower one only through an interface that is described.

use crate::crossings::crossings;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "dependency-on-lower-class",
    clauses: &["5.3.5", "5.3.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "source of a higher class that imports from an item of a lower one where no interface is described",
    page: include_str!("dependency_on_lower_class.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let (ownership, classes, applies) = (findings.ownership(), findings.classes(), RULE.classes());
    let Some(tree) = &findings.facts().tree else { return };
    for crossing in crossings(tree, ownership) {
        let (from, to) = (model.at(crossing.from), model.at(crossing.to));
        let (own, other) = (classes.of(from), classes.of(to));
        if !applies.contains(own) {
            continue;
        }
        findings.examined(1);
        if own <= other || crossing.has_interface(model, ownership) {
            continue;
        }
        let (place, _) = crossing.imports[0];
        let (from_id, to_id) = (from.id(), to.id());
        let message = format!("{from_id} is class {own} and imports from {to_id}, which is class {other}: {}", crossing.counted(tree));
        let finding = findings.report_at(from, place, message);
        finding.help(format!(
            "raise {to_id} to class {own}, take the import out, or describe what crosses and what {from_id} does when it is wrong: an interface with `- between: {from_id}, {to_id}`"
        ));
        for (place, label) in crossing.shown(model) {
            finding.related(place, label);
        }
    }
}
