//! The matrix from tests back to needs and hazards.

use super::walk::{Walk, current};
use super::{Cell, Column, Matrix, NEAR, Row};
use primum_model::{Kind, Record};
use primum_rules::Analysis;

const COLUMNS: &[Column] = &[
    ("test", "Test"),
    ("software_requirements", "Software requirement"),
    ("others", "Also verifies"),
    ("system_requirements", "System requirement"),
    ("user_needs", "User need"),
    ("risk_controls", "Risk control"),
    ("situations", "Hazardous situation"),
];

const SOFTWARE: usize = 1;
const OTHERS: usize = 2;
const SYSTEM: usize = 3;
const NEED: usize = 4;
const CONTROL: usize = 5;
const SITUATION: usize = 6;

pub(super) fn backward(analysis: &Analysis) -> Matrix {
    let model = &analysis.model;
    let mut sources = Walk::new(model);
    let mut once = Walk::new(model);
    let rows = model.of(Kind::Test).map(|test| row(test, &mut sources, &mut once)).collect();
    Matrix {
        name: "backward",
        title: "From proof to source",
        about: "A row per test: what it verifies, and where that comes from.",
        columns: COLUMNS,
        rows,
    }
}

/// What is reached through what the test verifies: a few of each kind.
#[derive(Default)]
struct Above {
    systems: Cell,
    needs: Cell,
    controls: Cell,
    situations: Cell,
}

fn row(test: Record<'_>, walk: &mut Walk, once: &mut Walk) -> Row {
    let mut cells = vec![Cell::default(); COLUMNS.len()];
    cells[0] = Cell::of(vec![test.position()]);
    if test.text("level").is_none() {
        cells[0].hole = "states no level".to_owned();
    }
    let mut above = Above::default();
    let (mut unsourced, mut stated) = (Vec::new(), String::new());
    once.restart();
    for target in current(test.links("verifies")) {
        if !once.first(target.position()) {
            continue;
        }
        match target.kind() {
            Kind::UserNeed => above.needs.records.push(target.position()),
            Kind::RiskControl => above.control(target, once),
            Kind::SoftwareRequirement | Kind::SystemRequirement => {
                let software = target.kind() == Kind::SoftwareRequirement;
                if software {
                    cells[SOFTWARE].records.push(target.position())
                } else {
                    above.systems.records.push(target.position())
                }
                let sources = walk.sources(target);
                for at in &sources.systems {
                    add(&mut above.systems, *at, once);
                }
                for at in &sources.needs {
                    add(&mut above.needs, *at, once);
                }
                for at in &sources.controls {
                    if once.first(*at) {
                        above.control(target.model().at(*at), once);
                    }
                }
                if sources.systems.is_empty() && sources.needs.is_empty() && sources.controls.is_empty() {
                    if sources.stated.is_empty() {
                        unsourced.push(target.id());
                    } else if stated.is_empty() {
                        stated = format!("source: {}", sources.stated);
                    }
                }
            }
            _ => cells[OTHERS].records.push(target.position()),
        }
    }
    let proves = proves(test);
    let nothing = cells[SOFTWARE].records.is_empty()
        && cells[OTHERS].records.is_empty()
        && above.systems.records.is_empty()
        && above.needs.records.is_empty()
        && above.controls.records.is_empty();
    if nothing && proves.is_empty() {
        cells[SOFTWARE].hole = "verifies nothing".to_owned();
    }
    for control in proves {
        if control.kind() == Kind::RiskControl {
            if once.first(control.position()) {
                above.control(control, once);
            }
        } else if once.first(control.position()) {
            cells[OTHERS].records.push(control.position());
        }
    }
    cells[SYSTEM] = above.systems;
    cells[NEED] = above.needs;
    cells[CONTROL] = above.controls;
    cells[SITUATION] = above.situations;
    if let Some(first) = unsourced.first() {
        let rest = if unsourced.len() > 1 { format!(" and {} more", unsourced.len() - 1) } else { String::new() };
        cells[NEED].hole = format!("no source of {first}{rest}");
    }
    if cells[NEED].records.is_empty() && cells[NEED].hole.is_empty() && !stated.is_empty() {
        cells[NEED].note = stated;
    }
    for cell in &mut cells {
        if cell.records.is_empty() && cell.hole.is_empty() && cell.note.is_empty() {
            cell.note = super::NONE.to_owned();
        }
    }
    Row { record: test.position(), own: 0, cells }
}

/// Records that name this test as their proof.
fn proves(test: Record<'_>) -> Vec<Record<'_>> {
    let names = ["implementation-proof", "effectiveness-proof", "effectiveness", "verified-by"];
    test.incoming().filter(|(_, field)| names.contains(&field.name.as_str())).map(|(by, _)| by).collect()
}

fn add(cell: &mut Cell, at: u32, once: &mut Walk) {
    if cell.records.len() >= NEAR * 2 {
        cell.more = true;
    } else if once.first(at) {
        cell.records.push(at);
    }
}

impl Above {
    fn control(&mut self, control: Record<'_>, once: &mut Walk) {
        self.controls.records.push(control.position());
        for target in current(control.links("controls")) {
            match target.kind() {
                Kind::HazardousSituation => add(&mut self.situations, target.position(), once),
                Kind::Cause | Kind::Threat => {
                    for situation in current(target.links("contributes-to").chain(target.links("leads-to"))) {
                        add(&mut self.situations, situation.position(), once);
                    }
                }
                _ => {}
            }
        }
    }
}
