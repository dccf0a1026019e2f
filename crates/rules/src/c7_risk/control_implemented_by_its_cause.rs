//! Clause 7.2.2: a control does not hang on the requirement whose error it is to control.

use crate::contribution::{hazards, situations};
use crate::risk;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "control-implemented-by-its-cause",
    clauses: &["7.2.2", "iso14971 7.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a control that the requirement implements whose error it is to control",
    page: include_str!("control_implemented_by_its_cause.md"),
    check: Check::Project(check),
};

/// What implements the controls of a hazard or situation.
#[derive(Clone, Default)]
struct Implementing {
    /// Some control stands on something else than requirements: hardware, a procedure, other software, or nobody has written it.
    otherwise: bool,
    /// The requirements, by position, each once.
    requirements: Vec<u32>,
    /// The first control, by position.
    first: Option<u32>,
}

fn check(model: &Model, findings: &mut Findings<'_>) {
    let mut of_targets: Vec<Option<Implementing>> = vec![None; model.records().len()];
    for kind in [Kind::HazardousSituation, Kind::Hazard] {
        for target in model.of(kind) {
            of_targets[target.position() as usize] = Some(implementing(target));
        }
    }
    for cause in model.of(Kind::Cause) {
        let origins: Vec<Record<'_>> = cause.links("arises-from").filter(|origin| !origin.is_retired()).collect();
        if origins.is_empty() {
            continue;
        }
        findings.examined(1);
        let circular = |of: &Implementing| {
            !of.otherwise && !of.requirements.is_empty() && of.requirements.iter().all(|at| origins.contains(&model.at(*at)))
        };
        let mut direct = false;
        for control in risk::controls(cause) {
            direct = true;
            // Most controls are told apart by their first requirement.
            let mut implementing = control.linked_by("implements").peekable();
            if !lives_elsewhere(control) && implementing.peek().is_some() && implementing.all(|by| origins.contains(&by)) {
                report(cause, control, &origins, findings);
            }
        }
        if direct {
            continue;
        }
        // What controls the situation or its hazards stands in for controls of the cause, if only one of them stands on its own.
        for situation in situations(cause) {
            let mut all = Implementing::default();
            for target in std::iter::once(situation).chain(hazards(situation)) {
                if let Some(of) = &of_targets[target.position() as usize] {
                    all.otherwise |= of.otherwise || of.requirements.len() > origins.len();
                    all.requirements.extend(of.requirements.iter().take(origins.len()));
                    all.first = all.first.or(of.first);
                }
            }
            if circular(&all)
                && let Some(first) = all.first
            {
                report(cause, model.at(first), &origins, findings);
            }
        }
    }
}

fn implementing(target: Record<'_>) -> Implementing {
    let mut all = Implementing::default();
    for control in risk::controls(target) {
        let before = all.requirements.len();
        all.requirements.extend(control.linked_by("implements").map(Record::position));
        all.otherwise |= lives_elsewhere(control) || all.requirements.len() == before;
        all.first = all.first.or(Some(control.position()));
    }
    all.requirements.sort_unstable();
    all.requirements.dedup();
    all
}

fn lives_elsewhere(control: Record<'_>) -> bool {
    matches!(control.text("place"), Some("hardware" | "procedure" | "other software"))
}

fn report(cause: Record<'_>, control: Record<'_>, origins: &[Record<'_>], findings: &mut Findings<'_>) {
    let id = cause.id();
    let origin = control.linked_by("implements").find(|requirement| origins.contains(requirement)).unwrap_or(origins[0]);
    findings
        .report(control, format!("{} is to control {id}, and {}, which implements it, is what is wrong in {id}", control.id(), origin.id()))
        .help("write a control that still works when that requirement is wrong, with a requirement of its own in another item")
        .related(cause.place(), "the cause that arises from it");
}
