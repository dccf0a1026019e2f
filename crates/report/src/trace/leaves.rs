//! Rows of items, designs and tests that no software requirement reaches.

use super::Cell;
use super::chain::{
    Builder, COLUMNS, CONTROL, DESIGN, DESIGNS, INTEGRATION_TEST, ITEM, NEED, SOFTWARE, SYSTEM, SYSTEM_TEST, UNIT_TEST, VALIDATION,
};
use super::walk::{current, level};
use primum_model::{Kind, Record};

impl Builder<'_> {
    pub(super) fn item(&mut self, item: Record<'_>) {
        if self.shown[item.position() as usize] {
            return;
        }
        let class = self.analysis.classes.of(item);
        let mut cells = vec![Cell::note("see the requirements of the item"); COLUMNS.len()];
        cells[ITEM] = Cell::of(vec![item.position()]);
        cells[SOFTWARE] = if self.carries[item.position() as usize] {
            Cell::note("carried out by its parts")
        } else if let Some(whole) = self.carrying_whole(item) {
            Cell::note(format!("through {}", whole.id()))
        } else {
            self.missing(SOFTWARE, class, "carries out no requirement")
        };
        cells[DESIGN] = self.through(&[item], DESIGN, DESIGNS, Vec::new(), class, "no detailed design");
        cells[UNIT_TEST] = self.through(&[item], UNIT_TEST, 1, Vec::new(), class, "no unit test");
        cells[INTEGRATION_TEST] = self.through(&[item], INTEGRATION_TEST, 2, Vec::new(), class, "no integration test");
        let unit = item.kind() == Kind::SoftwareUnit;
        if unit && cells[INTEGRATION_TEST].records.is_empty() {
            cells[INTEGRATION_TEST] = Cell::note("integrated with its item");
        }
        let tests = self.tests.of(item.position()).clone();
        for (level, column) in [(2, SYSTEM_TEST), (3, VALIDATION)] {
            if !tests[level].is_empty() {
                cells[column] = Cell::of(tests[level].clone());
            }
        }
        self.push(item, ITEM, cells);
    }

    pub(super) fn design(&mut self, design: Record<'_>) {
        if self.shown[design.position() as usize] {
            return;
        }
        let mut cells = vec![Cell::note("see what it designs"); COLUMNS.len()];
        let designed = current(design.links("designs"));
        cells[ITEM] = Cell::or_hole(self.distinct(designed).iter().map(|part| part.position()).collect(), "designs nothing");
        cells[DESIGN] = Cell::of(vec![design.position()]);
        self.push(design, DESIGN, cells);
    }

    pub(super) fn test(&mut self, test: Record<'_>) {
        if self.shown[test.position() as usize] {
            return;
        }
        let mut cells = vec![Cell::note("see what it verifies"); COLUMNS.len()];
        let mut any = false;
        for target in self.distinct(current(test.links("verifies"))) {
            any = true;
            let column = match target.kind() {
                Kind::UserNeed => NEED,
                Kind::SystemRequirement => SYSTEM,
                Kind::RiskControl | Kind::Threat => CONTROL,
                Kind::SoftwareRequirement | Kind::Claim => SOFTWARE,
                _ => ITEM,
            };
            cells[column].note.clear();
            cells[column].records.push(target.position());
        }
        if !any {
            let proves = test.incoming().any(|(_, field)| field.name.ends_with("proof") || field.name == "verified-by");
            cells[SOFTWARE] = if proves { Cell::note("named as proof by another record") } else { Cell::hole("verifies nothing") };
        }
        let own = level(test).map_or(SYSTEM_TEST, |level| UNIT_TEST + level);
        cells[own] = Cell::of(vec![test.position()]);
        if level(test).is_none() {
            cells[own].hole = "states no level".to_owned();
        }
        self.push(test, own, cells);
    }

    fn carrying_whole<'a>(&mut self, item: Record<'a>) -> Option<Record<'a>> {
        self.walk.restart();
        let mut part = Some(item);
        while let Some(here) = part.filter(|here| self.walk.first(here.position())) {
            if here != item && self.direct[here.position() as usize] {
                return Some(here);
            }
            part = here.links("part-of").next();
        }
        None
    }
}
