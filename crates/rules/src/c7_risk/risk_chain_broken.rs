//! Clause 7.3.3: from the hazardous situation to the item, the cause, the control and its verification there is no gap.

use crate::contribution::{is_controlled_itself, is_located, may_contribute, needs_control};
use crate::risk::{self, RiskFile};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "risk-chain-broken",
    clauses: &["7.3.3", "iso14971 4.5", "fda-software SW-RMF"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation from which the trace to the verification of its controls breaks off",
    page: include_str!("risk_chain_broken.md"),
    check: Check::Project(check),
};

/// Where a chain breaks.
#[derive(Clone, Copy)]
enum Break {
    Beginning,
    /// A cause that sits nowhere.
    Item(u32),
    /// A cause that nothing controls.
    Control(u32),
    /// A control that nothing verifies.
    Verification(u32),
}

fn check(model: &Model, findings: &mut Findings<'_>) {
    let unverified = unverified(model);
    for situation in model.of(Kind::HazardousSituation).filter(|situation| may_contribute(*situation)) {
        findings.examined(1);
        let breaks = breaks(situation, findings.risk(), &unverified);
        let Some(first) = breaks.first() else { continue };
        let id = situation.id();
        let (fact, help, at) = match *first {
            Break::Beginning => (
                format!("the chain of {id} breaks at its beginning: it has no cause"),
                format!("write the causes with `- contributes-to: {id}`"),
                None,
            ),
            Break::Item(at) => (
                format!("the chain of {id} breaks at {}, which sits in no item", model.at(at).id()),
                "name the item in its `located-in`".to_owned(),
                Some(at),
            ),
            Break::Control(at) => (
                format!("the chain of {id} breaks at {}, which nothing controls", model.at(at).id()),
                format!("write the risk control with `- controls: {}`", model.at(at).id()),
                Some(at),
            ),
            Break::Verification(at) => (
                format!("the chain of {id} breaks at {}, which nothing verifies", model.at(at).id()),
                "name the tests or reviews in its `implementation-proof` and `effectiveness-proof`".to_owned(),
                Some(at),
            ),
        };
        let more = breaks.len() - 1;
        let fact = match more {
            0 => fact,
            1 => format!("{fact}; and at 1 more place"),
            _ => format!("{fact}; and at {more} more places"),
        };
        let finding = findings.report(situation, fact).help(help);
        if let Some(at) = at {
            finding.related(model.at(at).place(), "here the chain breaks");
        }
    }
}

/// By position of what is controlled: the first control that nothing verifies.
fn unverified(model: &Model) -> Vec<Option<u32>> {
    let mut first = vec![None; model.records().len()];
    for control in model.of(Kind::RiskControl).filter(|control| !is_verified(*control)) {
        for target in control.links("controls") {
            first[target.position() as usize].get_or_insert(control.position());
        }
    }
    first
}

fn is_verified(control: Record<'_>) -> bool {
    let mut proofs = control.links("implementation-proof").chain(control.links("effectiveness-proof"));
    proofs.any(|proof| !proof.is_retired()) || control.linked_by("verifies").any(|by| by.kind() == Kind::Test)
}

fn breaks(situation: Record<'_>, risk: &RiskFile, unverified: &[Option<u32>]) -> Vec<Break> {
    let needs_control = needs_control(risk, situation);
    // A control of the situation or of its hazard stands behind each of its causes.
    let controlled = is_controlled_itself(risk, situation);
    let mut breaks = Vec::new();
    let mut any = false;
    for by in risk::contributors(situation) {
        any = true;
        let located = is_located(by) || by.links("entry-point").any(|place| !place.is_retired());
        if !located {
            breaks.push(Break::Item(by.position()));
        }
        if needs_control && !controlled && !risk.acting_on(by).any {
            breaks.push(Break::Control(by.position()));
        }
        breaks.extend(unverified[by.position() as usize].map(Break::Verification));
    }
    if !any {
        breaks.push(Break::Beginning);
    }
    breaks.extend(unverified[situation.position() as usize].map(Break::Verification));
    breaks
}
