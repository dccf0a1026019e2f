//! The safety class that each record is judged at (4.3 d to g), from what is declared.
//!
//! A system without a class is class C (4.3 g). A part takes its parent's class; it counts as lower only where it declares
//! a lower class and a segregation record keeps it apart (4.3 d). Whether the declared class is the right one is decided by
//! the risk file, which this version does not compute: clause 4.3 stays open.

use crate::answered::answered;
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
        let systems: Vec<Record<'_>> = model.of(Kind::SoftwareSystem).collect();
        let parts = || model.of(Kind::SoftwareItem).chain(model.of(Kind::SoftwareUnit));
        // The highest class of a group governs it (4.3 f): a part above its system, a fault of its own, raises the project.
        let of_systems = systems.iter().map(|system| declared(*system).unwrap_or(Class::C)).max().unwrap_or(Class::C);
        let project = parts().filter_map(declared).max().map_or(of_systems, |of_parts| of_parts.max(of_systems));
        let decided_by = systems.iter().copied().chain(parts()).filter(|record| declared(*record) == Some(project));
        let decided_by: Vec<u32> = if systems.is_empty() { Vec::new() } else { decided_by.map(Record::position).collect() };
        let mut table = Self { project, decided_by, of: vec![project; model.records().len()] };
        let uniform = systems.iter().all(|system| declared(*system).unwrap_or(Class::C) == project)
            && parts().all(|part| declared(part).is_none_or(|class| class == project));
        if uniform {
            return table;
        }
        let mut known = vec![false; model.records().len()];
        for system in &systems {
            table.of[system.position() as usize] = declared(*system).unwrap_or(Class::C);
            known[system.position() as usize] = true;
        }
        for part in parts() {
            table.settle(part, &mut known);
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

    /// Settles the class of a part and of everything above it that is not settled yet, from the top down.
    fn settle(&mut self, part: Record<'_>, known: &mut [bool]) {
        let mut chain = vec![part];
        let mut seen = HashSet::from([part.position()]);
        // A circle or a missing parent leaves the project's class.
        let mut inherited = self.project;
        while let Some(parent) = chain[chain.len() - 1].links("part-of").next() {
            if known[parent.position() as usize] {
                inherited = self.of[parent.position() as usize];
                break;
            }
            if !seen.insert(parent.position()) {
                break;
            }
            chain.push(parent);
        }
        for member in chain.into_iter().rev() {
            if !known[member.position() as usize] {
                if let Some(declared) = declared(member)
                    && (declared > inherited || is_kept_apart(member))
                {
                    inherited = declared;
                }
                self.of[member.position() as usize] = inherited;
                known[member.position() as usize] = true;
            }
            inherited = self.of[member.position() as usize];
        }
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

/// The class that a record declares.
pub(crate) fn declared(record: Record<'_>) -> Option<Class> {
    record.text("class").and_then(Class::parse)
}

/// Does a segregation keep the part apart from something else, with a mechanism, and with proof that it works? A draft does not.
pub(crate) fn is_kept_apart(part: Record<'_>) -> bool {
    part.linked_by("separates").filter(|record| record.kind() == Kind::Segregation && !record.says("status", "draft")).any(|segregation| {
        let from_another = segregation.links("from").any(|other| other != part && !other.is_retired());
        from_another && answered(segregation, "mechanism") && segregation.links("effectiveness").any(|proof| !proof.is_retired())
    })
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
        let text = "## SW-1 x\n- class: C\n\n## SI-1 a\n- part-of: SW-1\n\n## SI-2 b\n- part-of: SW-1\n- class: A\n\n## SI-3 c\n- part-of: SW-1\n- class: B\n\n## SU-1 d\n- part-of: SI-3\n\n## SEG-1 s\n- separates: SI-3\n- from: SI-1\n- mechanism: own processor\n- effectiveness: TC-1\n\n## TC-1 t\n- level: integration\n\n## SRS-1 r\n- allocated-to: SI-3\n\n## SRS-2 r\n- allocated-to: SI-3, SI-1\n";
        let list = classes(text);
        assert_eq!(of(&list, "SI-1"), Some(&Class::C));
        assert_eq!(of(&list, "SI-2"), Some(&Class::C), "declared lower without segregation");
        assert_eq!(of(&list, "SI-3"), Some(&Class::B));
        assert_eq!(of(&list, "SU-1"), Some(&Class::B));
        assert_eq!(of(&list, "SRS-1"), Some(&Class::B));
        assert_eq!(of(&list, "SRS-2"), Some(&Class::C));
    }

    #[test]
    fn a_wall_that_is_only_said_lowers_nothing() {
        let parts = "## SW-1 x\n- class: C\n\n## SI-1 a\n- part-of: SW-1\n- class: A\n\n## SI-2 b\n- part-of: SW-1\n\n## TC-1 t\n- level: integration\n\n";
        let whole = "## SEG-1 s\n- separates: SI-1\n- from: SI-2\n- mechanism: own processor\n- effectiveness: TC-1\n";
        let class = |segregation: &str| of(&classes(&format!("{parts}{segregation}")), "SI-1").copied();
        assert_eq!(class(whole), Some(Class::A));
        for (from, to) in [
            ("- mechanism: own processor\n", ""),
            ("- effectiveness: TC-1\n", ""),
            ("from: SI-2", "from: SI-1"),
            ("- from: SI-2", "- status: draft\n- from: SI-2"),
        ] {
            assert_eq!(class(&whole.replace(from, to)), Some(Class::C), "{from} → {to}");
        }
    }

    #[test]
    fn a_part_above_its_system_raises_the_project() {
        let list = classes("## SW-1 x\n- class: A\n\n## SI-1 a\n- part-of: SW-1\n- class: C\n\n## SRS-1 r\n");
        assert_eq!(of(&list, "SRS-1"), Some(&Class::C));
    }

    #[test]
    fn a_chain_of_twenty_thousand_parts_is_settled_once() {
        let text: String = std::iter::once("## SW-1 x\n- class: B\n\n## SI-0 a\n- part-of: SW-1\n\n## SW-2 y\n- class: C\n\n".to_owned())
            .chain((1..20_000).map(|at| format!("## SI-{at} a\n- part-of: SI-{}\n\n", at - 1)))
            .collect();
        assert_eq!(of(&classes(&text), "SI-19999"), Some(&Class::B));
    }

    #[test]
    fn a_circle_of_parts_ends() {
        let list = classes("## SW-1 x\n- class: B\n\n## SI-1 a\n- part-of: SI-2\n- class: A\n\n## SI-2 b\n- part-of: SI-1\n");
        assert_eq!(of(&list, "SI-1"), Some(&Class::B));
    }
}
