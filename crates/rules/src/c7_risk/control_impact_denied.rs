//! Clause 7.4.2, practice: who denies an impact on controls has looked at those that live in what is changed.

use crate::changes::is_approved;
use crate::denial;
use crate::risk::parts_at;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};
use std::collections::HashMap;

pub(crate) static RULE: Rule = Rule {
    name: "control-impact-denied",
    clauses: &["7.4.2"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a change that is said to touch no control, and changes what a control stands on",
    page: include_str!("control_impact_denied.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let resting = resting(model, findings);
    // Many changes touch the same SOUP item, and many items may use it.
    let mut by_place: HashMap<u32, Option<u32>> = HashMap::new();
    for change in model.of(Kind::ChangeRequest).filter(|change| is_approved(*change)) {
        let Some((text, place)) = denial::answer(change, "control-impact") else { continue };
        findings.examined(1);
        // Without any reason it is the matter of the rule that asks for the analysis.
        if !denial::denies(text) || denial::denies_without_reason(text) {
            continue;
        }
        let touched = change.links("changes").filter(|target| !target.is_retired()).find_map(|target| {
            let control = (*by_place.entry(target.position()).or_insert_with(|| first_control(target, &resting)))?;
            Some((target, model.at(control)))
        });
        let Some((target, control)) = touched else { continue };
        let looked_at = denial::ids_named(text, change, &[Kind::RiskControl]).next().is_some() || denial::names(text, target.id());
        if looked_at {
            continue;
        }
        let (id, to, by) = (change.id(), target.id(), control.id());
        let what = match target.kind() {
            Kind::RiskControl => format!("changes {by}"),
            Kind::SoftwareRequirement | Kind::SystemRequirement => format!("changes {to}, which implements {by}"),
            Kind::Soup => format!("changes {to}, which is used where {by} lives"),
            _ => format!("changes {to}, in which {by} lives"),
        };
        findings
            .report_at(change, place, format!("{id} is said to touch no risk control, and {what}"))
            .help(format!("look at {by}, and say in `control-impact` why it still works"))
            .related(control.place(), "the control");
    }
}

/// The first control that rests on what is changed; what SOUP carries rests on it as well.
fn first_control(target: Record<'_>, resting: &[Option<u32>]) -> Option<u32> {
    let users = if target.kind() == Kind::Soup { parts_at(target) } else { Vec::new() };
    std::iter::once(target).chain(users).find_map(|part| resting[part.position() as usize])
}

/// By position of a control, a requirement that implements one, or a part in which one lives: the first such control.
fn resting(model: &Model, findings: &Findings<'_>) -> Vec<Option<u32>> {
    let mut first = vec![None; model.records().len()];
    for control in model.of(Kind::RiskControl) {
        let at = control.position();
        let requirements = control.linked_by("implements").map(Record::position);
        let homes = findings.risk().home(control).map_or(&[][..], |home| &home.items);
        for place in std::iter::once(at).chain(requirements).chain(homes.iter().copied()) {
            first[place as usize].get_or_insert(at);
        }
    }
    first
}
