//! The risk file, computed once: what each situation is estimated at, what acts against it, where controls live, what proves them.
//!
//! Everything is held by position, and each link is walked once: a hazard with ten thousand controls costs ten thousand steps, not
//! ten thousand for each of its situations.

mod coverage;
mod estimate;
mod places;
mod proofs;

pub use coverage::Coverage;
pub(crate) use estimate::combined;
pub use estimate::{Estimate, ThreatEstimate};
pub(crate) use places::parts_at;
pub use places::{Home, Systems};
pub use proofs::{Proofs, Shortfall};

use primum_model::model::Problem;
use primum_model::{FaultKind, Kind, Model, Record};
use std::collections::HashMap;
use std::sync::Arc;

/// What lowers a risk, put together over everything that acts against it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Acting {
    /// Some control acts.
    pub any: bool,
    /// One of them says that it lowers severity, and is more than information for safety.
    pub severity: bool,
    /// One of them says that it lowers probability.
    pub probability: bool,
    /// One of them says that it lowers exploitability.
    pub exploitability: bool,
    /// One of them is more than information for safety.
    pub beyond_information: bool,
}

impl Acting {
    fn with(self, other: Self) -> Self {
        Self {
            any: self.any || other.any,
            severity: self.severity || other.severity,
            probability: self.probability || other.probability,
            exploitability: self.exploitability || other.exploitability,
            beyond_information: self.beyond_information || other.beyond_information,
        }
    }
}

/// A hazardous situation with its three estimates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Situation {
    /// The record, by position.
    pub record: u32,
    /// Before any control, the failure of software taken as certain.
    pub before: Estimate,
    /// With the credited external controls only, as the record judges it.
    pub external: Estimate,
    /// After all controls.
    pub residual: Estimate,
}

/// The risk file of a project.
#[derive(Debug)]
pub struct RiskFile {
    /// The hazardous situations that are not retired, in the order of the records.
    pub situations: Vec<Situation>,
    /// By position of the record: which of them it is.
    at: Vec<u32>,
    /// By position: what acts directly against a hazard, situation, cause or threat.
    acting: Vec<Acting>,
    /// By position of a control: where it lives.
    homes: Vec<Arc<Home>>,
    /// Which control a position is.
    home_of: Vec<u32>,
    /// The system of every part.
    pub systems: Systems,
    /// What proofs are worth.
    pub proofs: Proofs,
    /// What the hazard analysis has looked at.
    pub coverage: Coverage,
    /// Something that nobody has read, or that is named and not there, may hold a hazardous situation.
    pub hides_something: bool,
}

const NONE: u32 = u32::MAX;

impl RiskFile {
    /// Computes it.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let count = model.records().len();
        let (mut situations, mut at) = (Vec::new(), vec![NONE; count]);
        for record in model.of(Kind::HazardousSituation) {
            at[record.position() as usize] = situations.len() as u32;
            situations.push(Situation {
                record: record.position(),
                before: Estimate::before(record),
                external: Estimate::after_external(record),
                residual: Estimate::residual(record),
            });
        }
        let (systems, mut known) = (Systems::new(model), HashMap::new());
        let (mut acting, mut homes, mut home_of) = (vec![Acting::default(); count], Vec::new(), vec![NONE; count]);
        for control in model.of(Kind::RiskControl) {
            home_of[control.position() as usize] = homes.len() as u32;
            homes.push(Home::of(control, &systems, &mut known));
            let does = does(control);
            for target in control.links("controls") {
                let slot = &mut acting[target.position() as usize];
                *slot = slot.with(does);
            }
        }
        let coverage = Coverage::new(model, &systems);
        Self {
            situations,
            at,
            acting,
            homes,
            home_of,
            systems,
            proofs: Proofs::new(model),
            coverage,
            hides_something: hides_something(model),
        }
    }

    /// The situation of a record.
    #[must_use]
    pub fn situation(&self, record: Record<'_>) -> Option<&Situation> {
        self.situations.get(*self.at.get(record.position() as usize)? as usize)
    }

    /// What acts directly against a hazard, situation, cause or threat.
    #[must_use]
    pub fn acting_on(&self, record: Record<'_>) -> Acting {
        self.acting.get(record.position() as usize).copied().unwrap_or_default()
    }

    /// What acts against a situation: directly, through its hazards, its causes, and the threats that lead to it.
    #[must_use]
    pub fn acting_against(&self, situation: Record<'_>) -> Acting {
        let hazards = situation.links("hazard").filter(|hazard| !hazard.is_retired());
        hazards.chain(contributors(situation)).fold(self.acting_on(situation), |acting, other| acting.with(self.acting_on(other)))
    }

    /// Where a control lives.
    #[must_use]
    pub fn home(&self, control: Record<'_>) -> Option<&Home> {
        self.homes.get(*self.home_of.get(control.position() as usize)? as usize).map(Arc::as_ref)
    }
}

/// Could something that nobody has read hold a hazardous situation? A situation, a cause or a threat that a record names and that is
/// not there was lost, or stands where nobody looks.
pub(crate) fn hides_something(model: &Model) -> bool {
    const HARM: [Kind; 3] = [Kind::HazardousSituation, Kind::Cause, Kind::Threat];
    let hides =
        |what| matches!(what, FaultKind::UnreadableText | FaultKind::UnclosedBlock | FaultKind::UnknownKind | FaultKind::ConflictMark);
    let schema = &model.config.schema;
    let lost = |place| schema.kind_of_id(model.text(place).split('.').next().unwrap_or("")).is_some_and(|kind| HARM.contains(&kind));
    let names_lost = |problem: &Problem| {
        problem.what == FaultKind::DanglingLink && lost(problem.place) && problem.record.is_none_or(|at| !model.at(at).is_retired())
    };
    !model.unread.is_empty()
        || model.problems.iter().any(|problem| hides(problem.what) || names_lost(problem))
        || HARM.iter().any(|kind| schema.spec(*kind).prefixes.is_empty())
}

fn does(control: Record<'_>) -> Acting {
    Acting {
        any: true,
        severity: lowers_severity(control),
        probability: control.says("lowers", "probability"),
        exploitability: control.says("lowers", "exploitability"),
        beyond_information: !control.says("option", "information for safety"),
    }
}

/// Can the control lower severity? What people are told can change how often they come to harm, never how bad the harm is.
pub(crate) fn lowers_severity(control: Record<'_>) -> bool {
    control.says("lowers", "severity") && !control.says("option", "information for safety") && !control.repeats("option")
}

/// What contributes to a situation: causes, and threats that lead to it.
pub fn contributors(situation: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    situation
        .incoming()
        .filter(|(by, field)| matches!((by.kind(), field.name.as_str()), (Kind::Cause, "contributes-to") | (Kind::Threat, "leads-to")))
        .map(|(by, _)| by)
}

/// The causes of a situation.
pub fn causes(situation: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    contributors(situation).filter(|by| by.kind() == Kind::Cause)
}

/// The controls that name a record in `controls`.
pub fn controls(target: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    target.linked_by("controls").filter(|by| by.kind() == Kind::RiskControl)
}

/// Every control of a situation, each once: its own, those of its causes and threats, those of its hazards.
#[must_use]
pub fn controls_of(situation: Record<'_>) -> Vec<Record<'_>> {
    let hazards = situation.links("hazard").filter(|hazard| !hazard.is_retired());
    let mut list: Vec<Record<'_>> =
        controls(situation).chain(contributors(situation).flat_map(controls)).chain(hazards.flat_map(controls)).collect();
    list.sort_by_key(|control| control.position());
    list.dedup();
    list
}

/// The situations against which a control acts, each once.
#[must_use]
pub fn situations_of(control: Record<'_>) -> Vec<Record<'_>> {
    let mut list: Vec<Record<'_>> = Vec::new();
    for target in control.links("controls").filter(|target| !target.is_retired()) {
        match target.kind() {
            Kind::HazardousSituation => list.push(target),
            Kind::Cause => list.extend(target.links("contributes-to")),
            Kind::Threat => list.extend(target.links("leads-to")),
            Kind::Hazard => list.extend(target.linked_by("hazard")),
            _ => {}
        }
    }
    list.retain(|to| to.kind() == Kind::HazardousSituation && !to.is_retired());
    list.sort_by_key(|situation| situation.position());
    list.dedup();
    list
}

/// Does the control act against the situation: directly, or through its hazard, a cause or a threat?
#[must_use]
pub fn acts_against(control: Record<'_>, situation: Record<'_>) -> bool {
    control.links("controls").filter(|target| !target.is_retired()).any(|target| match target.kind() {
        Kind::HazardousSituation => target == situation,
        Kind::Cause => target.links("contributes-to").any(|to| to == situation),
        Kind::Threat => target.links("leads-to").any(|to| to == situation),
        Kind::Hazard => situation.links("hazard").any(|hazard| hazard == target),
        _ => false,
    })
}
