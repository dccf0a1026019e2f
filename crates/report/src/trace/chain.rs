//! The matrix from user needs to tests.

use super::walk::{Sources, Tests, Walk, carriers, current, few, is_part, level};
use super::{Cell, Column, Matrix, NEAR, Row};
use primum_model::{Class, Kind, Model, Record};
use primum_rules::Analysis;
use primum_rules::standards::{self, Classes};

pub(super) const COLUMNS: &[Column] = &[
    ("user_needs", "User need"),
    ("system_requirements", "System requirement"),
    ("risk_controls", "Risk control"),
    ("software_requirements", "Software requirement"),
    ("items", "Item or unit"),
    ("designs", "Detailed design"),
    ("unit_tests", "Unit test"),
    ("integration_tests", "Integration test"),
    ("system_tests", "System test"),
    ("validation_tests", "Validation test"),
];

pub(super) const NEED: usize = 0;
pub(super) const SYSTEM: usize = 1;
pub(super) const CONTROL: usize = 2;
pub(super) const SOFTWARE: usize = 3;
pub(super) const ITEM: usize = 4;
pub(super) const DESIGN: usize = 5;
pub(super) const UNIT_TEST: usize = 6;
pub(super) const INTEGRATION_TEST: usize = 7;
pub(super) const SYSTEM_TEST: usize = 8;
pub(super) const VALIDATION: usize = 9;

/// What was found for an item or anything it is made of.
#[derive(Clone, Default)]
struct Below {
    /// Designs, unit tests, integration tests: a few of each, and whether there are more.
    lists: [(Vec<u32>, bool); 3],
}

/// The list of designs in [`Below`]; the lists of tests follow it.
pub(super) const DESIGNS: usize = 0;

/// Makes the rows, one after the other.
pub(super) struct Builder<'m> {
    pub(super) model: &'m Model,
    pub(super) analysis: &'m Analysis,
    pub(super) tests: Tests,
    below: Vec<Below>,
    /// Does it carry out a requirement, itself or by a part?
    pub(super) carries: Vec<bool>,
    /// Does it carry out a requirement itself?
    pub(super) direct: Vec<bool>,
    pub(super) walk: Walk,
    pub(super) shown: Vec<bool>,
    asked: [Classes; 10],
    rows: Vec<Row>,
}

pub(super) fn forward(analysis: &Analysis) -> Matrix {
    let model = &analysis.model;
    let count = model.records().len();
    let classes = |clause: &str| standards::iec62304().clause(clause).map_or_else(Classes::all, |clause| clause.classes);
    let mut asked = [Classes::all(); 10];
    // Which class asks for what is written in the standard's table alone.
    for (column, clause) in [(ITEM, "5.3.1"), (DESIGN, "5.4.2"), (UNIT_TEST, "5.5.5"), (INTEGRATION_TEST, "5.6.3"), (SYSTEM_TEST, "5.7.1")]
    {
        asked[column] = classes(clause);
    }
    let mut builder = Builder {
        model,
        analysis,
        tests: Tests::new(model),
        below: vec![Below::default(); count],
        direct: vec![false; count],
        carries: vec![false; count],
        walk: Walk::new(model),
        shown: vec![false; count],
        asked,
        rows: Vec::with_capacity(model.of(Kind::SoftwareRequirement).len() + 64),
    };
    builder.look_below();
    for requirement in model.of(Kind::SoftwareRequirement) {
        builder.software_requirement(requirement);
    }
    for requirement in model.of(Kind::SystemRequirement) {
        builder.system_requirement(requirement);
    }
    for need in model.of(Kind::UserNeed) {
        builder.user_need(need);
    }
    for item in model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit)) {
        builder.item(item);
    }
    for design in model.of(Kind::DetailedDesign) {
        builder.design(design);
    }
    for test in model.of(Kind::Test) {
        builder.test(test);
    }
    Matrix {
        name: "forward",
        title: "From need to proof",
        about: "A row per software requirement, then one for every need, system requirement, item, design or test that no software requirement reaches.",
        columns: COLUMNS,
        rows: builder.rows,
    }
}

impl Builder<'_> {
    /// Gives every item what designs and tests it and its parts; each design and test counts once for an item.
    fn look_below(&mut self) {
        let model = self.model;
        for design in model.of(Kind::DetailedDesign) {
            self.walk.restart();
            for target in current(design.links("designs")) {
                self.climb(target, design.position(), DESIGNS);
            }
        }
        for test in model.of(Kind::Test) {
            let Some(level) = level(test).filter(|level| *level < 2) else { continue };
            self.walk.restart();
            for part in current(test.links("verifies")).flat_map(parts) {
                self.climb(part, test.position(), level + 1);
            }
        }
        self.walk.restart();
        for requirement in model.of(Kind::SoftwareRequirement) {
            for item in carriers(requirement) {
                self.direct[item.position() as usize] = true;
                let mut part = Some(item);
                while let Some(here) = part.filter(|here| self.walk.first(here.position())) {
                    self.carries[here.position() as usize] = true;
                    part = here.links("part-of").next();
                }
            }
        }
    }

    fn climb(&mut self, from: Record<'_>, what: u32, list: usize) {
        let mut part = Some(from);
        while let Some(here) = part.filter(|here| is_part(*here) && self.walk.first(here.position())) {
            let (records, more) = &mut self.below[here.position() as usize].lists[list];
            if records.len() < NEAR {
                records.push(what)
            } else {
                *more = true
            }
            part = here.links("part-of").next();
        }
    }

    fn software_requirement(&mut self, requirement: Record<'_>) {
        let class = self.analysis.classes.of(requirement);
        let sources = self.walk.sources(requirement);
        let items: Vec<Record<'_>> = self.distinct(carriers(requirement));
        let tests = self.tests.of(requirement.position()).clone();
        let mut cells = vec![Cell::default(); COLUMNS.len()];
        cells[SYSTEM] = if !sources.systems.is_empty() {
            Cell::of(sources.systems.clone())
        } else if !sources.needs.is_empty() {
            Cell::note("derives from a user need")
        } else if !sources.controls.is_empty() {
            Cell::note("puts a risk control into words")
        } else if !sources.stated.is_empty() {
            Cell::note(format!("source: {}", sources.stated))
        } else {
            Cell::hole("no source")
        };
        cells[NEED] = need_cell(&sources);
        cells[CONTROL] = if sources.controls.is_empty() { Cell::note(super::NONE) } else { Cell::of(sources.controls.clone()) };
        cells[SOFTWARE] = Cell::of(vec![requirement.position()]);
        cells[ITEM] = Cell::of(items.iter().map(|item| item.position()).collect());
        if items.is_empty() {
            cells[ITEM] = self.missing(ITEM, class, "not allocated to an item");
        }
        cells[DESIGN] = self.through(&items, DESIGN, DESIGNS, Vec::new(), class, "no detailed design");
        cells[UNIT_TEST] = self.through(&items, UNIT_TEST, 1, tests[0].clone(), class, "no unit test");
        cells[INTEGRATION_TEST] = self.through(&items, INTEGRATION_TEST, 2, tests[1].clone(), class, "no integration test");
        for (level, column) in [(0, UNIT_TEST), (1, INTEGRATION_TEST)] {
            if tests[level].is_empty() && !cells[column].records.is_empty() {
                cells[column].note = "of its items, not of the requirement".to_owned();
            }
        }
        cells[SYSTEM_TEST] =
            if tests[2].is_empty() { self.missing(SYSTEM_TEST, class, "no system test") } else { Cell::of(tests[2].clone()) };
        let above: Vec<u32> = sources.systems.iter().chain(&sources.needs).copied().collect();
        cells[VALIDATION] = self.validation(&sources.needs, &tests[3], &above);
        self.push(requirement, SOFTWARE, cells);
    }

    fn system_requirement(&mut self, requirement: Record<'_>) {
        if self.shown[requirement.position() as usize] {
            return;
        }
        let class = self.analysis.classes.of(requirement);
        let sources = self.walk.sources(requirement);
        let tests = self.tests.of(requirement.position()).clone();
        let elsewhere = requirement.text("allocated").filter(|side| matches!(*side, "hardware" | "procedure"));
        let mut cells = vec![Cell::note("no software requirement"); COLUMNS.len()];
        cells[NEED] = need_cell(&sources);
        cells[SYSTEM] = Cell::of(vec![requirement.position()]);
        cells[CONTROL] = if sources.controls.is_empty() { Cell::note(super::NONE) } else { Cell::of(sources.controls.clone()) };
        cells[SOFTWARE] = Cell::hole("no software requirement");
        let refined = current(requirement.linked_by("derives-from")).any(|other| other.kind() == Kind::SystemRequirement);
        if refined {
            cells[SOFTWARE] = Cell::note("refined by system requirements");
        }
        for (level, column) in [(0, UNIT_TEST), (1, INTEGRATION_TEST)] {
            if !tests[level].is_empty() {
                cells[column] = Cell::of(tests[level].clone());
            }
        }
        cells[SYSTEM_TEST] =
            if tests[2].is_empty() { self.missing(SYSTEM_TEST, class, "no system test") } else { Cell::of(tests[2].clone()) };
        if let Some(side) = elsewhere {
            for cell in cells[SOFTWARE..].iter_mut().filter(|cell| cell.records.is_empty()) {
                *cell = Cell::note(format!("allocated to {side}"));
            }
        }
        cells[VALIDATION] = self.validation(&sources.needs, &tests[3], &sources.needs);
        self.push(requirement, SYSTEM, cells);
    }

    fn user_need(&mut self, need: Record<'_>) {
        if self.shown[need.position() as usize] {
            return;
        }
        let mut cells = vec![Cell::note("no requirement"); COLUMNS.len()];
        cells[NEED] = Cell::of(vec![need.position()]);
        cells[SYSTEM] = Cell::hole("no system requirement");
        cells[SOFTWARE] = Cell::hole("no software requirement");
        cells[VALIDATION] = self.validation(&[need.position()], &self.tests.of(need.position())[3].clone(), &[]);
        self.push(need, NEED, cells);
    }

    /// What designs or tests these items, and which of them nothing does. Tests of the requirement itself stand alone where there are
    /// any: those of its items may be about something else, and say so.
    pub(super) fn through(
        &mut self,
        items: &[Record<'_>],
        column: usize,
        list: usize,
        direct: Vec<u32>,
        class: Class,
        reason: &str,
    ) -> Cell {
        if !direct.is_empty() {
            return Cell::of(direct);
        }
        self.walk.restart();
        let mut cell = Cell::default();
        let mut lacking: Vec<&str> = Vec::new();
        for item in items {
            let (records, more) = &self.below[item.position() as usize].lists[list];
            cell.more |= more;
            if records.is_empty() && self.asked[column].contains(self.analysis.classes.of(*item)) {
                lacking.push(item.id());
            }
            for at in records {
                if self.walk.first(*at) {
                    cell.records.push(*at);
                }
            }
        }
        if cell.records.is_empty() {
            return self.missing(column, class, reason);
        }
        if !lacking.is_empty() {
            cell.hole = format!("{reason} of {}", few(&lacking));
        }
        cell
    }

    pub(super) fn missing(&self, column: usize, class: Class, reason: &str) -> Cell {
        if self.asked[column].contains(class) { Cell::hole(reason) } else { Cell::note(format!("not asked of class {class}")) }
    }

    /// Validation is of the need; tests of what stands above count, a few of each.
    fn validation(&mut self, needs: &[u32], direct: &[u32], above: &[u32]) -> Cell {
        self.walk.restart();
        let mut cell = Cell::default();
        for at in direct {
            if self.walk.first(*at) {
                cell.records.push(*at);
            }
        }
        for source in above {
            let tests = &self.tests.of(*source)[3];
            cell.more |= tests.len() > NEAR;
            for at in tests.iter().take(NEAR) {
                if self.walk.first(*at) {
                    cell.records.push(*at);
                }
            }
        }
        if cell.records.is_empty() {
            return if needs.is_empty() { Cell::note("no user need to validate") } else { Cell::hole("no validation test") };
        }
        let unproven = |need: &&u32| self.tests.of(**need)[3].is_empty();
        if direct.is_empty()
            && let Some(first) = needs.iter().find(unproven)
        {
            let others = needs.iter().filter(unproven).count() - 1;
            let rest = if others > 0 { format!(" and {others} more") } else { String::new() };
            cell.hole = format!("no validation test of {}{rest}", self.model.at(*first).id());
        }
        cell
    }

    /// Each record once.
    pub(super) fn distinct<'a>(&mut self, records: impl Iterator<Item = Record<'a>>) -> Vec<Record<'a>> {
        self.walk.restart();
        records.filter(|record| self.walk.first(record.position())).collect()
    }

    pub(super) fn push(&mut self, record: Record<'_>, own: usize, cells: Vec<Cell>) {
        for at in cells.iter().flat_map(|cell| &cell.records) {
            self.shown[*at as usize] = true;
        }
        self.rows.push(Row { record: record.position(), own, cells });
    }
}

/// The part itself, or the parts that meet at an interface: a test of the interface integrates them.
fn parts(of: Record<'_>) -> Vec<Record<'_>> {
    if of.kind() == Kind::Interface { current(of.links("between")).collect() } else { vec![of] }
}

fn need_cell(sources: &Sources) -> Cell {
    if !sources.needs.is_empty() {
        Cell::of(sources.needs.clone())
    } else if !sources.controls.is_empty() {
        Cell::note("puts a risk control into words")
    } else if !sources.stated.is_empty() {
        Cell::note(format!("source: {}", sources.stated))
    } else {
        Cell::hole("no user need")
    }
}
