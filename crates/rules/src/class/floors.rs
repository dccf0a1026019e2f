//! What a part must be at least: the class of the situations that its causes contribute to, and of the risks that its controls act against.
//!
//! A cause in SOUP or at an interface sits between several parts, and so does a threat that comes in through one. It keeps one of them at the class, not each: a kernel that can
//! over-infuse does not make the log that runs on it dangerous. Only where no part carries the class all of them are raised.

use super::situation::Judge;
use primum_model::{Class, Kind, Model, Record};
use std::collections::HashMap;

/// The floor of every part, by position of the record: the class, and the cause or control that asks for it.
pub(super) struct Floors<'m> {
    pub(super) list: Vec<Option<(Class, u32)>>,
    /// Causes that sit between parts: the class, the cause, the place, and the system in which a part must carry it, by position.
    shared: Vec<(Class, u32, u32, u32)>,
    model: &'m Model,
    judge: Judge<'m>,
    /// By system and situation: the class of its risk.
    situations: HashMap<(u32, u32), Class>,
    /// By system and hazard: the worst class over the situations of the hazard.
    hazards: HashMap<(u32, u32), Class>,
    /// By system and situation: the class of its risk when what it credits is taken away.
    uncredited: HashMap<(u32, u32), Class>,
}

impl<'m> Floors<'m> {
    pub(super) fn new(model: &'m Model, judge: Judge<'m>) -> Self {
        let list = vec![None; model.records().len()];
        let mut floors = Self {
            list,
            shared: Vec::new(),
            model,
            judge,
            situations: HashMap::new(),
            hazards: HashMap::new(),
            uncredited: HashMap::new(),
        };
        for cause in model.of(Kind::Cause) {
            for place in cause.links("located-in") {
                floors.sits(cause, "contributes-to", place);
            }
        }
        for control in model.of(Kind::RiskControl).filter(|control| !judge.assumed.without.contains(&control.position())) {
            let Some(home) = judge.risk.home(control) else { continue };
            let classes: Vec<(u32, Class)> =
                home.systems.iter().filter_map(|system| Some((*system, floors.control(model.at(*system), control)?))).collect();
            for part in &home.items {
                let system = judge.risk.systems.of(model.at(*part));
                if let Some((_, class)) = classes.iter().find(|(of, _)| Some(*of) == system) {
                    floors.lift(*part, *class, control.position());
                }
            }
        }
        for threat in model.of(Kind::Threat) {
            for place in threat.links("entry-point") {
                floors.sits(threat, "leads-to", place);
            }
        }
        floors
    }

    /// What a cause that sits at a place asks of the parts there, or a threat that comes in through it.
    fn sits(&mut self, cause: Record<'m>, to: &'static str, place: Record<'m>) {
        let judge = self.judge;
        let systems = &judge.risk.systems;
        if let [part] = systems.parts(place) {
            for situation in current(cause.links(to)) {
                self.raise(self.model.at(*part), cause, |floors, system| floors.situation(system, situation));
            }
            return;
        }
        for system in systems.at(place) {
            let mut worst = None;
            for situation in current(cause.links(to)) {
                worst = worst.max(self.situation(self.model.at(*system), situation));
            }
            if let Some(class) = worst.filter(|class| *class > Class::A) {
                self.shared.push((class, cause.position(), place.position(), *system));
            }
        }
    }

    /// Raises the parts around every shared cause whose class none of them carries. Says whether anything was raised.
    pub(super) fn raise_uncarried(&mut self, class_of: impl Fn(u32) -> Option<Class>) -> bool {
        let mut raised = false;
        for (class, cause, place, system) in &self.shared {
            let systems = &self.judge.risk.systems;
            let here = |part: &&u32| systems.of(self.model.at(**part)) == Some(*system);
            let parts = || systems.parts(self.model.at(*place)).iter().filter(here);
            if parts().any(|part| class_of(*part).is_none_or(|found| found >= *class)) {
                continue;
            }
            for part in parts() {
                let slot = &mut self.list[*part as usize];
                if slot.is_none_or(|(before, _)| *class > before) {
                    (*slot, raised) = (Some((*class, *cause)), true);
                }
            }
        }
        raised
    }

    fn raise(&mut self, part: Record<'m>, by: Record<'m>, class: impl FnOnce(&mut Self, Record<'m>) -> Option<Class>) {
        if self.list[part.position() as usize].is_some_and(|(class, _)| class == Class::C) {
            return;
        }
        let Some(system) = self.judge.risk.systems.of(part) else { return };
        let Some(class) = class(self, self.model.at(system)) else { return };
        self.lift(part.position(), class, by.position());
    }

    fn lift(&mut self, part: u32, class: Class, by: u32) {
        let slot = &mut self.list[part as usize];
        if slot.is_none_or(|(before, _)| class > before) {
            *slot = Some((class, by));
        }
    }

    /// The class of the risks that a control acts against, without its own credit (7.2.2 b).
    fn control(&mut self, system: Record<'m>, control: Record<'m>) -> Option<Class> {
        let mut worst = None;
        for target in control.links("controls").filter(|target| !target.is_retired()) {
            let class = match target.kind() {
                Kind::HazardousSituation => self.situation(system, target),
                Kind::Cause => current(target.links("contributes-to")).filter_map(|to| self.situation(system, to)).max(),
                Kind::Threat => current(target.links("leads-to")).filter_map(|to| self.situation(system, to)).max(),
                Kind::Hazard => self.hazard(system, target),
                _ => None,
            };
            worst = worst.max(class);
        }
        // Where a situation credits the control, its class without that credit counts.
        for situation in control.linked_by("credits").filter(|by| by.kind() == Kind::HazardousSituation) {
            // It is the same for each of them: a judgement that was made with all of them in mind falls with one.
            let (key, judge) = ((system.position(), situation.position()), self.judge);
            let class = self.uncredited.entry(key).or_insert_with(|| judge.risk(system, situation, Some(control)).class);
            worst = worst.max(Some(*class));
        }
        worst
    }

    fn situation(&mut self, system: Record<'m>, situation: Record<'m>) -> Option<Class> {
        if situation.kind() != Kind::HazardousSituation {
            return None;
        }
        let key = (system.position(), situation.position());
        let judge = self.judge;
        Some(*self.situations.entry(key).or_insert_with(|| judge.risk(system, situation, None).class))
    }

    fn hazard(&mut self, system: Record<'m>, hazard: Record<'m>) -> Option<Class> {
        let key = (system.position(), hazard.position());
        if let Some(known) = self.hazards.get(&key) {
            return Some(*known);
        }
        let worst = current(hazard.linked_by("hazard")).filter_map(|situation| self.situation(system, situation)).max()?;
        self.hazards.insert(key, worst);
        Some(worst)
    }
}

fn current<'m>(records: impl Iterator<Item = Record<'m>>) -> impl Iterator<Item = Record<'m>> {
    records.filter(|record| !record.is_retired())
}
