//! The safety class that each record is judged at (4.3 d to g), from what is declared.
//!
//! A system without a class is class C (4.3 g). A part takes its parent's class; it counts as lower only where it declares
//! a lower class and a segregation record keeps it apart (4.3 d). Whether the declared class is the right one is decided by
//! the risk file, which this version does not compute: clause 4.3 stays open.

use primum_model::{Class, Kind, Model, Record};
use std::collections::HashSet;

/// The class of every record.
#[derive(Debug)]
pub struct ClassTable {
    project: Class,
    /// The software systems that decide the project's class, by position; empty where none is classified.
    pub decided_by: Vec<u32>,
    of: Vec<Class>,
}

impl ClassTable {
    /// Computes the table.
    #[must_use]
    pub fn new(model: &Model) -> Self {
        let declared = |record: Record<'_>| record.text("class").and_then(Class::parse);
        let systems: Vec<Record<'_>> = model.of(Kind::SoftwareSystem).collect();
        let project = systems.iter().map(|system| declared(*system).unwrap_or(Class::C)).max().unwrap_or(Class::C);
        let decided_by = systems.iter().filter(|system| declared(**system) == Some(project)).map(|system| system.position()).collect();
        let mut table = Self { project, decided_by, of: vec![project; model.records().len()] };
        let parts = || model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit));
        let uniform = systems.iter().copied().chain(parts()).all(|part| declared(part).is_none_or(|class| class == project));
        if uniform {
            return table;
        }
        for system in &systems {
            table.of[system.position() as usize] = declared(*system).unwrap_or(Class::C);
        }
        for part in parts() {
            table.of[part.position() as usize] = table.class_of_part(part);
        }
        for record in model.records() {
            if let Some(class) = table.class_by_link(record) {
                table.of[record.position() as usize] = class;
            }
        }
        table
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

    fn class_of_part(&self, part: Record<'_>) -> Class {
        // Walks up to the system; a circle or a missing parent leaves the project's class.
        let mut chain = vec![part];
        let mut seen = HashSet::from([part.position()]);
        let mut inherited = self.project;
        while let Some(parent) = chain[chain.len() - 1].links("part-of").next() {
            if parent.kind() == Kind::SoftwareSystem {
                inherited = self.of[parent.position() as usize];
                break;
            }
            if !seen.insert(parent.position()) {
                break;
            }
            chain.push(parent);
        }
        for member in chain.into_iter().rev() {
            if let Some(declared) = member.text("class").and_then(Class::parse)
                && (declared > inherited || member.linked_by("separates").next().is_some())
            {
                inherited = declared;
            }
        }
        inherited
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
        let forward = record.links(field).chain(record.links(other_side));
        let backward = record.linked_by("satisfies");
        forward.chain(backward).map(|item| self.of[item.position() as usize]).max()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Snapshot, Source};

    fn classes(text: &str) -> Vec<(String, Class)> {
        let model =
            Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 1, 1))).expect("no configuration");
        let table = ClassTable::new(&model);
        model.records().map(|record| (record.id().to_owned(), table.of(record))).collect()
    }

    fn of<'a>(list: &'a [(String, Class)], id: &str) -> Option<&'a Class> {
        list.iter().find(|(other, _)| other == id).map(|(_, class)| class)
    }

    #[test]
    fn nothing_classified_is_class_c() {
        assert_eq!(of(&classes("## SRS-1 x\n"), "SRS-1"), Some(&Class::C));
        assert_eq!(of(&classes("## SW-1 x\n\n## SRS-1 y\n"), "SRS-1"), Some(&Class::C));
    }

    #[test]
    fn parts_inherit_and_are_lower_only_when_segregated() {
        let text = "## SW-1 x\n- class: C\n\n## SI-1 a\n- part-of: SW-1\n\n## SI-2 b\n- part-of: SW-1\n- class: A\n\n## SI-3 c\n- part-of: SW-1\n- class: B\n\n## SU-1 d\n- part-of: SI-3\n\n## SEG-1 s\n- separates: SI-3\n- from: SI-1\n\n## SRS-1 r\n- allocated-to: SI-3\n\n## SRS-2 r\n- allocated-to: SI-3, SI-1\n";
        let list = classes(text);
        assert_eq!(of(&list, "SI-1"), Some(&Class::C));
        assert_eq!(of(&list, "SI-2"), Some(&Class::C), "declared lower without segregation");
        assert_eq!(of(&list, "SI-3"), Some(&Class::B));
        assert_eq!(of(&list, "SU-1"), Some(&Class::B));
        assert_eq!(of(&list, "SRS-1"), Some(&Class::B));
        assert_eq!(of(&list, "SRS-2"), Some(&Class::C));
    }

    #[test]
    fn a_circle_of_parts_ends() {
        let list = classes("## SW-1 x\n- class: B\n\n## SI-1 a\n- part-of: SI-2\n- class: A\n\n## SI-2 b\n- part-of: SI-1\n");
        assert_eq!(of(&list, "SI-1"), Some(&Class::B));
    }
}
