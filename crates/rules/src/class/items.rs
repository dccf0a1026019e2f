//! The class of items and units: inherited, lowered where a part is shown to be kept apart, raised by what it causes and controls.

use super::declared;
use super::floors::Floors;
use super::situation::Judge;
use super::system::{Ground, System};
use crate::answered::answered;
use crate::denial;
use crate::parts;
use crate::reviews;
use crate::risk::RiskFile;
use primum_model::{Class, Kind, Model, Record};
use std::collections::HashSet;

/// How the class of an item or unit was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The item or unit, by position.
    pub record: u32,
    /// The class that applies.
    pub class: Class,
    /// The system that it belongs to, by position; none where the chain of parts breaks off.
    pub system: Option<u32>,
    /// What it was split from, by position.
    pub whole: Option<u32>,
    /// The class of what it was split from, as it applies.
    pub inherited: Class,
    /// The class that it declares.
    pub declared: Option<Class>,
    /// It is lower than what it was split from, and shown to be kept apart.
    pub lowered: bool,
    /// What it must be at least: the class, and the cause or control that asks for it, by position.
    pub floor: Option<(Class, u32)>,
    /// What it and everything below it need at least: the class, and the part that needs it, by position.
    pub need: Option<(Class, u32)>,
}

/// Whether a part is shown to be kept apart from what could be harmed through it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lowering {
    /// A rationale says why it cannot contribute.
    pub rationale: bool,
    /// A segregation with a mechanism names it.
    pub segregated: bool,
    /// The proof that the segregation works holds.
    pub proven: bool,
    /// A review that counts has looked at the part or at its segregation.
    pub reviewed: bool,
    /// The segregation, by position.
    pub segregation: Option<u32>,
    /// What shows that it works, by position.
    pub proof: Option<u32>,
    /// The review, by position.
    pub review: Option<u32>,
}

impl Lowering {
    /// Is everything there?
    #[must_use]
    pub fn is_shown(self) -> bool {
        self.rationale && self.segregated && self.proven && self.reviewed
    }
}

/// Looks for what shows that a part is kept apart. A draft shows nothing.
#[must_use]
pub fn lowering(part: Record<'_>, risk: &RiskFile) -> Lowering {
    let reviewed = |record: Record<'_>| {
        let looking = |review: &Record<'_>| {
            review.kind() == Kind::Review && (review.says("subject", "architecture") || review.says("subject", "risk"))
        };
        record.linked_by("of").filter(looking).find(|review| reviews::counts(*review)).map(Record::position)
    };
    let own = reviewed(part);
    let mut found = Lowering { rationale: answered(part, "rationale"), review: own, ..Lowering::default() };
    let segregations = part.linked_by("separates").filter(|record| record.kind() == Kind::Segregation && !record.says("status", "draft"));
    for segregation in segregations {
        let from_another = segregation.links("from").any(|other| !other.is_retired() && !is_within(other, part));
        let mechanism = denial::answer(segregation, "mechanism").is_some_and(|(text, _)| !denial::denies_without_reason(text));
        if !from_another || !mechanism {
            continue;
        }
        let proof = risk.proofs.first(segregation, "effectiveness").and_then(Result::ok).map(Record::position);
        let review = own.or_else(|| reviewed(segregation));
        // Of several walls one must be whole; the review of one says nothing about another.
        let better = (proof.is_some(), review.is_some()) > (found.proof.is_some(), found.review.is_some());
        if found.segregation.is_none() || better {
            (found.segregation, found.proof, found.review) = (Some(segregation.position()), proof, review);
        }
    }
    (found.segregated, found.proven, found.reviewed) = (found.segregation.is_some(), found.proof.is_some(), found.review.is_some());
    found
}

/// Is it the part itself, or something that the part is made of?
fn is_within(other: Record<'_>, part: Record<'_>) -> bool {
    let mut seen = HashSet::new();
    std::iter::successors(Some(other), |at| parts::parent(*at)).take_while(|at| seen.insert(at.position())).any(|at| at == part)
}

/// Settles every part, and raises systems that are lower than their parts need.
pub(super) fn settle(model: &Model, judge: Judge<'_>, systems: &mut [System]) -> Vec<Part> {
    let records: Vec<Record<'_>> = model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit)).collect();
    let mut floors = Floors::new(model, judge);
    let first = settle_once(model, judge.risk, &records, &floors, systems);
    let class_of = |nodes: &Nodes, at: u32| nodes.at.get(at as usize).filter(|at| **at != NONE).map(|at| nodes.parts[*at as usize].class);
    // What is raised once carries the class, so a second look is enough.
    if floors.raise_uncarried(|at| class_of(&first, at)) {
        settle_once(model, judge.risk, &records, &floors, systems).parts
    } else {
        first.parts
    }
}

fn settle_once(model: &Model, risk: &RiskFile, records: &[Record<'_>], floors: &Floors<'_>, systems: &mut [System]) -> Nodes {
    let mut nodes = Nodes::new(model, records, risk, floors, systems);
    nodes.gather_needs(model);
    for system in systems.iter_mut().filter(|system| system.ground == Ground::Analysed) {
        let (need, by) = nodes.needs[system.record as usize];
        if let Some(need) = need.filter(|need| *need > system.class) {
            system.raised_by = Some((by, need));
            system.class = need;
        }
    }
    nodes.spread(model, risk, systems);
    nodes
}

struct Nodes {
    parts: Vec<Part>,
    /// Positions in `parts`, from the whole down to its parts.
    order: Vec<usize>,
    /// By position of the record: its place in `parts`.
    at: Vec<u32>,
    /// The systems, by position.
    systems: Vec<u32>,
    /// By position of the record: the class that it and everything below it need, and the part that needs it.
    needs: Vec<(Option<Class>, u32)>,
}

const NONE: u32 = u32::MAX;

impl Nodes {
    fn new(model: &Model, records: &[Record<'_>], risk: &RiskFile, floors: &Floors<'_>, systems: &[System]) -> Self {
        let mut at = vec![NONE; model.records().len()];
        let parts: Vec<Part> = records
            .iter()
            .enumerate()
            .map(|(position, record)| {
                at[record.position() as usize] = position as u32;
                Part {
                    record: record.position(),
                    class: Class::C,
                    system: risk.systems.of(*record),
                    whole: parts::parent(*record).map(Record::position),
                    inherited: Class::C,
                    declared: declared(*record),
                    lowered: false,
                    floor: floors.list[record.position() as usize],
                    need: None,
                }
            })
            .collect();
        let order = order(model, &parts, &at, systems);
        Self {
            parts,
            order,
            at,
            systems: systems.iter().map(|system| system.record).collect(),
            needs: vec![(None, NONE); model.records().len()],
        }
    }

    /// From the smallest parts up: what each needs, and so what the whole needs.
    fn gather_needs(&mut self, model: &Model) {
        // By position of the record: the class that it declares, or that the nearest record above declares.
        let mut stated: Vec<Option<Class>> = vec![None; model.records().len()];
        for system in &self.systems {
            stated[*system as usize] = declared(model.at(*system));
        }
        let mut above_each = vec![None; self.parts.len()];
        for position in &self.order {
            let part = &self.parts[*position];
            above_each[*position] = parts::parent(model.at(part.record)).and_then(|above| stated[above.position() as usize]);
            stated[part.record as usize] = part.declared.or(above_each[*position]);
        }
        for position in self.order.iter().rev() {
            let part = &self.parts[*position];
            let record = model.at(part.record);
            let above = parts::parent(record);
            let floor = part.floor.map(|(class, _)| class);
            // A declared class is a need where it is higher than what the whole declares.
            let declared = part.declared.filter(|class| above_each[*position].is_some_and(|above| *class > above));
            let own = floor.max(declared);
            let slot = &mut self.needs[part.record as usize];
            if own > slot.0 {
                *slot = (own, part.record);
            }
            let need = *slot;
            if let Some(above) = above {
                let slot = &mut self.needs[above.position() as usize];
                if need.0 > slot.0 {
                    *slot = need;
                }
            }
        }
    }

    /// From the whole down: every part inherits, unless it is shown to be kept apart.
    fn spread(&mut self, model: &Model, risk: &RiskFile, systems: &[System]) {
        for position in self.order.clone() {
            let record = model.at(self.parts[position].record);
            let above = parts::parent(record).map_or(NONE, Record::position);
            let system = self.parts[position].system.and_then(|system| systems.binary_search_by_key(&system, |one| one.record).ok());
            let analysed = system.is_some_and(|at| systems[at].ground == Ground::Analysed);
            let inherited = match self.at.get(above as usize).filter(|at| **at != NONE) {
                Some(at) => self.parts[*at as usize].class,
                None => system.map_or(Class::C, |at| systems[at].class),
            };
            let (need, by) = self.needs[record.position() as usize];
            let part = &mut self.parts[position];
            part.inherited = inherited;
            part.need = need.map(|need| (need, by));
            let need = need.unwrap_or(Class::A);
            part.class = match part.declared {
                // Without a checked analysis nobody knows what the part contributes to.
                Some(declared) if declared < inherited && analysed && lowering(record, risk).is_shown() => {
                    let class = declared.max(need).min(inherited);
                    part.lowered = class < inherited;
                    class
                }
                _ => inherited,
            };
        }
    }
}

/// The parts below systems, each after what it was split from; parts that hang on nothing are left out.
fn order(model: &Model, list: &[Part], at: &[u32], systems: &[System]) -> Vec<usize> {
    let mut order = Vec::with_capacity(list.len());
    let mut open: Vec<u32> = systems.iter().rev().map(|system| system.record).collect();
    while let Some(whole) = open.pop() {
        if let Some(position) = at.get(whole as usize).filter(|position| **position != NONE) {
            order.push(*position as usize);
        }
        // Every part has one parent, so nothing is met twice below a system.
        open.extend(parts::parts(model.at(whole)).map(Record::position));
    }
    order
}
