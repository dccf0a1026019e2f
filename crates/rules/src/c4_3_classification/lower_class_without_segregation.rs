//! Clauses 4.3 d and e: a part is of a lower class than the whole only with a rationale and a segregation that is shown to work.

use crate::answered::listed;
use crate::class::{Ground, declared, lowering};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "lower-class-without-segregation",
    clauses: &["4.3.d", "4.3.e"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an item of a lower class than what it is part of, with nothing that keeps it apart",
    page: include_str!("lower_class_without_segregation.md"),
    check: Check::Each(&[Kind::SoftwareItem, Kind::SoftwareUnit], check),
};

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let (Some(declared), Some(found)) = (declared(part), findings.classes().part(part)) else { return };
    if declared >= found.inherited {
        return;
    }
    let model = part.model();
    let shown = lowering(part, findings.risk());
    let lacking: Vec<&str> = [
        (shown.rationale, "no rationale"),
        (shown.segregated, "no segregation with a mechanism"),
        (shown.proven || !shown.segregated, "no proof that its segregation works"),
        (shown.reviewed, "no review of it or of its segregation"),
    ]
    .into_iter()
    .filter(|(there, _)| !there)
    .map(|(_, words)| words)
    .collect();
    let parent = crate::parts::parent(part);
    let above = parent.map_or("the project", |parent| parent.id());
    let ground = found.system.and_then(|at| findings.classes().system(model.at(at))).map(|system| (system.record, system.ground));
    let (message, help) = match (listed(&lacking), ground) {
        (Some(lacking), _) => (
            format!("{} declares class {declared} below {above}, which is class {}: {lacking}", part.id(), found.inherited),
            "say in `rationale` why it cannot contribute to what its parent can, name it in `separates` of a segregation with a proof of effectiveness, and have both reviewed; until then the parent's class applies".to_owned(),
        ),
        (None, Some((system, ground))) if ground != Ground::Analysed => (
            format!("{} declares class {declared}, and nothing below {} can be lower before that is classified", part.id(), model.at(system).id()),
            "classify the system first: `primum classify` says what is missing".to_owned(),
        ),
        _ => return,
    };
    let place = part.value("class").map_or(part.place(), |value| value.place);
    let finding = findings.report_at(part, place, message).help(help);
    if let Some(parent) = parent {
        finding.related(parent.place(), format!("class {} applies here", found.inherited));
    }
}
