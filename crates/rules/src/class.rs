//! The safety class: computed for systems and items from the risk file (4.3), and the class at which each record is judged.
//!
//! `standards/classification.md` is the procedure. A system is class C until a class is declared, a review confirms it, and a review
//! confirms that the hazard analysis is complete (4.3 g). Then the worst of its hazardous situations decides, and a declared class
//! can be higher, never lower. A part takes the class of the whole unless it is shown to be kept apart (4.3 d); it is never lower
//! than the risks that its causes contribute to and its controls act against (7.2.2 b), and the whole is never lower than its parts.

mod floors;
mod items;
mod situation;
mod system;
#[cfg(test)]
mod tests;

pub use items::{Lowering, Part, lowering};
pub use situation::{Contribution, Credit, Judged, NoCredit, Step};
pub(crate) use system::completeness;
pub use system::{Ground, System};

use crate::risk::RiskFile;
use primum_model::{Class, Kind, Model, Record};

/// Assumptions under which classes are computed, to see what would follow. Empty in every verdict.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WhatIf {
    /// Controls that are not there, by position.
    pub without: Vec<u32>,
    /// Controls whose effectiveness is taken as proven, by position.
    pub proven: Vec<u32>,
    /// Situations that a further external control leaves at this severity and probability, by positions on the scales; what is not
    /// given stays as it is before controls.
    pub judged: Vec<(u32, Option<usize>, Option<usize>)>,
}

impl WhatIf {
    /// Is nothing assumed?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The class of every record, and why.
#[derive(Debug)]
pub struct ClassTable {
    project: Class,
    /// The systems that decide the project's class, and parts that stand outside every system, by position.
    pub decided_by: Vec<u32>,
    /// Every software system that is not retired, in the order of the records.
    pub systems: Vec<System>,
    /// Every item and unit that is not retired, in the order of the records, items first.
    pub parts: Vec<Part>,
    part_of: Vec<u32>,
    of: Vec<Class>,
}

const NONE: u32 = u32::MAX;

impl ClassTable {
    /// Computes the table.
    #[must_use]
    pub fn new(model: &Model, risk: &RiskFile) -> Self {
        Self::assuming(model, risk, &WhatIf::default())
    }

    /// Computes the table under assumptions.
    #[must_use]
    pub fn assuming(model: &Model, risk: &RiskFile, assumed: &WhatIf) -> Self {
        let judge = situation::Judge { risk, assumed };
        let mut systems: Vec<System> = model.of(Kind::SoftwareSystem).map(|record| System::new(record, judge)).collect();
        let parts = items::settle(model, judge, &mut systems);
        let of_systems = systems.iter().map(|system| system.class).max();
        // What stands outside every system was classified by nobody (4.3 g), and raises the project (4.3 f).
        let astray = parts.iter().any(|part| part.system.is_none());
        let project = of_systems.filter(|_| !astray).unwrap_or(Class::C);
        let mut table = Self { project, decided_by: Vec::new(), systems, parts, part_of: Vec::new(), of: Vec::new() };
        table.spread(model);
        table
    }

    /// Gives every record the class at which it is judged.
    fn spread(&mut self, model: &Model) {
        let project = self.project;
        self.part_of = vec![NONE; model.records().len()];
        self.of = vec![project; model.records().len()];
        for (at, part) in self.parts.iter_mut().enumerate() {
            self.part_of[part.record as usize] = at as u32;
            if part.system.is_none() {
                part.class = project;
            }
        }
        self.decided_by = self.systems.iter().filter(|system| system.class == project).map(|system| system.record).collect();
        if !self.systems.is_empty() {
            let astray = self.parts.iter().filter(|part| part.system.is_none());
            self.decided_by.extend(astray.map(|part| part.record));
        }
        let members = || {
            let systems = self.systems.iter().map(|system| (system.record, system.class));
            systems.chain(self.parts.iter().map(|part| (part.record, part.class)))
        };
        if members().all(|(_, class)| class == project) {
            return;
        }
        for (at, class) in members() {
            self.of[at as usize] = class;
        }
        for record in model.records() {
            if let Some(class) = self.class_by_link(record) {
                self.of[record.position() as usize] = class;
            }
        }
    }

    /// The highest class in the project: C where nothing is classified.
    #[must_use]
    pub fn project(&self) -> Class {
        self.project
    }

    /// The class that a record is judged at.
    #[must_use]
    pub fn of(&self, record: Record<'_>) -> Class {
        self.of.get(record.position() as usize).copied().unwrap_or(Class::C)
    }

    /// How the class of a system was found.
    #[must_use]
    pub fn system(&self, record: Record<'_>) -> Option<&System> {
        self.systems.binary_search_by_key(&record.position(), |system| system.record).ok().map(|at| &self.systems[at])
    }

    /// How the class of an item or unit was found.
    #[must_use]
    pub fn part(&self, record: Record<'_>) -> Option<&Part> {
        self.parts.get(*self.part_of.get(record.position() as usize)? as usize)
    }

    /// Records that belong to items are judged at the highest class of those items (4.3 f).
    fn class_by_link(&self, record: Record<'_>) -> Option<Class> {
        let field = match record.kind() {
            Kind::SoftwareRequirement => "allocated-to",
            Kind::Interface => "between",
            Kind::DetailedDesign => "designs",
            Kind::Soup => "used-by",
            Kind::Segregation => "separates",
            _ => return None,
        };
        // What is kept apart counts on both sides: the wall belongs to the higher class behind it.
        let other_side = if record.kind() == Kind::Segregation { "from" } else { field };
        // What names an item that is not there may belong to any.
        if record.values(field).chain(record.values(other_side)).any(|value| value.target().is_none_or(Record::is_retired)) {
            return None;
        }
        let forward = record.links(field).chain(record.links(other_side));
        let backward = record.linked_by("satisfies");
        forward.chain(backward).map(|item| self.of[item.position() as usize]).max()
    }
}

/// Every situation, judged for one system, in the order of the records.
#[must_use]
pub fn judged(risk: &RiskFile, system: Record<'_>, assumed: &WhatIf) -> Vec<Judged> {
    let judge = situation::Judge { risk, assumed };
    risk.situations.iter().map(|situation| judge.situation(system, system.model().at(situation.record))).collect()
}

/// One situation, judged for one system.
#[must_use]
pub fn judge(risk: &RiskFile, system: Record<'_>, situation: Record<'_>, assumed: &WhatIf) -> Judged {
    situation::Judge { risk, assumed }.situation(system, situation)
}

/// Whether a control would earn credit for a situation of a system if the situation credited it: the proof, by position.
///
/// # Errors
/// Why it would not.
pub fn credit(risk: &RiskFile, system: Record<'_>, situation: Record<'_>, control: Record<'_>, assumed: &WhatIf) -> Result<u32, NoCredit> {
    situation::Judge { risk, assumed }.earns(system, situation, control, None)
}

/// The class that a record declares.
#[must_use]
pub fn declared(record: Record<'_>) -> Option<Class> {
    record.only("class").and_then(Class::parse)
}
