//! The matrix from hazards to tests.

use super::walk::{Tests, Walk, current, few};
use super::{Cell, Column, Matrix, NEAR};
use crate::risk::Row;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::standards::{self, Classes};

const COLUMNS: &[Column] = &[
    ("hazards", "Hazard"),
    ("situations", "Hazardous situation"),
    ("items", "Item"),
    ("causes", "Cause or threat"),
    ("controls", "Risk control"),
    ("requirements", "Requirement"),
    ("tests", "Test or proof"),
];

const HAZARD: usize = 0;
const SITUATION: usize = 1;
const ITEM: usize = 2;
const CAUSE: usize = 3;
const CONTROL: usize = 4;
const REQUIREMENT: usize = 5;
const PROOF: usize = 6;

struct Builder<'m> {
    analysis: &'m Analysis,
    /// Does the class of the project ask for the way from situation to item (7.3.3)?
    asks_for_items: bool,
    tests: Tests,
    /// Does a risk control name it?
    controlled: Vec<bool>,
    walk: Walk,
    shown: Vec<bool>,
    rows: Vec<super::Row>,
}

pub(super) fn matrix(analysis: &Analysis) -> Matrix {
    let model = &analysis.model;
    let shown = vec![false; model.records().len()];
    let mut controlled = shown.clone();
    for target in model.of(Kind::RiskControl).flat_map(|control| control.links("controls")) {
        controlled[target.position() as usize] = true;
    }
    let asked = standards::iec62304().clause("7.3.3").map_or_else(Classes::all, |clause| clause.classes);
    let asks_for_items = asked.contains(analysis.classes.project());
    let mut builder =
        Builder { analysis, asks_for_items, tests: Tests::new(model), controlled, walk: Walk::new(model), shown, rows: Vec::new() };
    for situation in model.of(Kind::HazardousSituation) {
        builder.situation(situation);
    }
    for cause in model.of(Kind::Cause).chain(model.of(Kind::Threat)) {
        if !builder.shown[cause.position() as usize] {
            builder.cause(cause);
        }
    }
    for hazard in model.of(Kind::Hazard) {
        if !builder.shown[hazard.position() as usize] {
            builder.hazard(hazard);
        }
    }
    for control in model.of(Kind::RiskControl) {
        if !builder.shown[control.position() as usize] {
            builder.control(control);
        }
    }
    Matrix {
        name: "risk",
        title: "From hazard to proof",
        about: "From situation to item, cause, control and verification, as IEC 62304 7.3.3 asks. A row per cause or threat under its hazardous situation, with the item in which it sits; a row for the controls of a situation itself, and one for \
            every hazard and control that none of them reaches.",
        columns: COLUMNS,
        rows: builder.rows,
    }
}

impl Builder<'_> {
    /// The situation's own controls, then its causes that have no row yet.
    fn situation(&mut self, situation: Record<'_>) {
        let causes: Vec<Record<'_>> = self.distinct(causes(situation));
        let controls = self.distinct(situation.linked_by("controls").filter(|by| by.kind() == Kind::RiskControl));
        if causes.is_empty() || !controls.is_empty() {
            let mut cells = vec![Cell::default(); COLUMNS.len()];
            cells[HAZARD] = self.hazards(&[situation]);
            cells[SITUATION] = Cell::of(vec![situation.position()]);
            cells[ITEM] = Cell::note(match (causes.is_empty(), situation.says("software-contributes", "no")) {
                (false, _) => "see the rows of its causes",
                (true, true) => "software does not contribute",
                (true, false) => "no cause",
            });
            cells[CAUSE] = if !causes.is_empty() {
                Cell::note("see the rows of its causes")
            } else if situation.says("software-contributes", "no") {
                Cell::note("software does not contribute")
            } else {
                Cell::hole("no cause")
            };
            let without = match self.settled(situation) {
                Some(why) => Cell::note(format!("none; {why}")),
                None if situation.says("acceptable", "yes") => {
                    Cell::hole("no risk control; that the risk is acceptable is stated and not shown")
                }
                None => Cell::hole("no risk control"),
            };
            self.fill_controls(&controls, without, &mut cells);
            self.push(situation, SITUATION, cells);
        }
        for cause in causes {
            if !self.shown[cause.position() as usize] {
                self.cause(cause);
            }
        }
    }

    fn cause(&mut self, cause: Record<'_>) {
        let situations = self.distinct(
            current(cause.links("contributes-to").chain(cause.links("leads-to"))).filter(|to| to.kind() == Kind::HazardousSituation),
        );
        let controls = self.distinct(cause.linked_by("controls").filter(|by| by.kind() == Kind::RiskControl));
        let mut cells = vec![Cell::default(); COLUMNS.len()];
        cells[HAZARD] = if situations.is_empty() { Cell::note("see the hazardous situation") } else { self.hazards(&situations) };
        cells[SITUATION] = match cause.text("no-safety-effect") {
            // A threat may touch money, data or the name of the maker, and nobody's health.
            Some(_) if situations.is_empty() && cause.kind() == Kind::Threat => Cell::note("no effect on safety, for the reason it gives"),
            _ => Cell::or_hole(positions(&situations), "no hazardous situation"),
        };
        cells[ITEM] = self.items(cause);
        cells[CAUSE] = Cell::of(vec![cause.position()]);
        let elsewhere = |situation: &&Record<'_>| self.controlled[situation.position() as usize] || self.settled(**situation).is_some();
        let without = match situations.iter().find(|situation| !elsewhere(situation)) {
            None if !situations.is_empty() => Cell::note("see its hazardous situation"),
            _ => Cell::hole("no risk control"),
        };
        self.fill_controls(&controls, without, &mut cells);
        self.push(cause, CAUSE, cells);
    }

    /// Where a cause sits, or where a threat comes in.
    fn items(&mut self, cause: Record<'_>) -> Cell {
        let field = if cause.kind() == Kind::Threat { "entry-point" } else { "located-in" };
        let places = self.distinct(current(cause.links(field)));
        match cause.text("type") {
            _ if !places.is_empty() => Cell::of(positions(&places)),
            Some(outside @ ("misuse" | "hardware or other software")) => Cell::note(format!("cause by {outside}")),
            _ if !self.asks_for_items => Cell::note(format!("not asked of class {}", self.analysis.classes.project())),
            _ if cause.kind() == Kind::Threat => Cell::hole("no entry point"),
            _ => Cell::hole("no item"),
        }
    }

    /// Why a situation needs no control: its risk stands where it stood before, and is settled there.
    fn settled(&self, situation: Record<'_>) -> Option<String> {
        let known = self.analysis.risk.situation(situation)?;
        if known.before.is_acceptable() {
            return Some("the risk is acceptable before any control".to_owned());
        }
        // An estimate that is lower although nothing acts is no reason.
        let standing = Row::of(self.analysis, situation).standing;
        (known.before == known.residual && !standing.open).then_some(standing.words)
    }

    fn hazard(&mut self, hazard: Record<'_>) {
        let controls = self.distinct(hazard.linked_by("controls").filter(|by| by.kind() == Kind::RiskControl));
        let mut cells = vec![Cell::note("no hazardous situation"); COLUMNS.len()];
        cells[HAZARD] = Cell::of(vec![hazard.position()]);
        cells[SITUATION] = Cell::hole("no hazardous situation");
        if !controls.is_empty() {
            self.fill_controls(&controls, Cell::default(), &mut cells);
        }
        self.push(hazard, HAZARD, cells);
    }

    fn control(&mut self, control: Record<'_>) {
        let hazards = self.distinct(current(control.links("controls")).filter(|to| to.kind() == Kind::Hazard));
        let mut cells = vec![Cell::default(); COLUMNS.len()];
        for column in [HAZARD, SITUATION, ITEM, CAUSE] {
            cells[column] = Cell::note("see what it controls");
        }
        if hazards.is_empty() {
            cells[SITUATION] = Cell::hole("controls nothing");
        } else {
            cells[HAZARD] = Cell::of(positions(&hazards));
        }
        self.fill_controls(&[control], Cell::default(), &mut cells);
        self.push(control, CONTROL, cells);
    }

    /// Fills in controls, the requirements that put them into words, and the proofs.
    fn fill_controls(&mut self, controls: &[Record<'_>], without: Cell, cells: &mut [Cell]) {
        if controls.is_empty() {
            let note = Cell::note(if without.hole.is_empty() { without.note.clone() } else { "no risk control".to_owned() });
            (cells[CONTROL], cells[REQUIREMENT], cells[PROOF]) = (without, note.clone(), note);
            return;
        }
        let (mut requirement, mut proof) = (Cell::default(), Cell::default());
        let (mut unworded, mut unproven, mut places) = (Vec::new(), Vec::new(), Vec::new());
        self.walk.restart();
        for control in controls {
            let requirements: Vec<Record<'_>> = control.linked_by("implements").collect();
            let place = control.text("place").unwrap_or("this software");
            if requirements.is_empty() {
                if place == "this software" { unworded.push(control.id()) } else { places.push(place) }
            }
            requirement.more |= requirements.len() > NEAR && controls.len() > 1;
            let listed = if controls.len() > 1 { NEAR } else { requirements.len() };
            for found in requirements.iter().take(listed) {
                if self.walk.first(found.position()) {
                    requirement.records.push(found.position());
                }
            }
            let own = current(control.links("implementation-proof").chain(control.links("effectiveness-proof"))).map(Record::position);
            let mut proofs: Vec<u32> = own.chain(self.tests.of(control.position()).iter().flatten().copied()).collect();
            let proven = !proofs.is_empty();
            for (position, found) in requirements.iter().enumerate() {
                let mut tests = self.tests.of(found.position()).iter().flatten().copied().peekable();
                if tests.peek().is_none() && !proven {
                    unproven.push(found.id());
                }
                if position < listed {
                    proofs.extend(tests.by_ref().take(NEAR));
                }
                proof.more |= tests.next().is_some();
            }
            if proofs.is_empty() && requirements.is_empty() {
                unproven.push(control.id());
            }
            for at in proofs {
                if self.walk.first(at) {
                    proof.records.push(at);
                }
            }
        }
        if !unworded.is_empty() {
            requirement.hole = format!("no requirement of {}", few(&unworded));
        } else if requirement.records.is_empty() {
            requirement.note = format!("control by {}", places.first().copied().unwrap_or("other means"));
        }
        if !unproven.is_empty() {
            proof.hole = format!("no test of {}", few(&unproven));
        }
        cells[CONTROL] = Cell::of(positions(controls));
        cells[REQUIREMENT] = requirement;
        cells[PROOF] = proof;
    }

    fn hazards(&mut self, situations: &[Record<'_>]) -> Cell {
        let hazards = self.distinct(situations.iter().flat_map(|situation| current(situation.links("hazard"))));
        Cell::or_hole(positions(&hazards), "no hazard")
    }

    fn distinct<'a>(&mut self, records: impl Iterator<Item = Record<'a>>) -> Vec<Record<'a>> {
        self.walk.restart();
        records.filter(|record| self.walk.first(record.position())).collect()
    }

    fn push(&mut self, record: Record<'_>, own: usize, cells: Vec<Cell>) {
        for at in cells.iter().flat_map(|cell| &cell.records) {
            self.shown[*at as usize] = true;
        }
        self.rows.push(super::Row { record: record.position(), own, cells });
    }
}

/// What contributes to a situation: causes, and threats that lead to it.
fn causes(situation: Record<'_>) -> impl Iterator<Item = Record<'_>> {
    situation.incoming().map(|(by, _)| by).filter(|by| matches!(by.kind(), Kind::Cause | Kind::Threat))
}

fn positions(records: &[Record<'_>]) -> Vec<u32> {
    records.iter().map(|record| record.position()).collect()
}
