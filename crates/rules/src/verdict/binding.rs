//! Which systems, items and units a clause binds, where their classes differ.

use super::ClauseVerdict;
use crate::class::ClassTable;
use crate::standards::Classes;
use primum_model::Class;

/// What a clause binds and what it does not, by position, in the order of systems, items, units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binding {
    /// Those of a class that the clause is asked of.
    pub bound: Vec<u32>,
    /// The others, with their class.
    pub free: Vec<(u32, Class)>,
}

impl Binding {
    /// Does the clause bind some and not others?
    #[must_use]
    pub fn is_mixed(&self) -> bool {
        !self.bound.is_empty() && !self.free.is_empty()
    }

    fn of(classes: Classes, table: &ClassTable) -> Self {
        let systems = table.systems.iter().map(|system| (system.record, system.class));
        let mut binding = Self::default();
        for (at, class) in systems.chain(table.parts.iter().map(|part| (part.record, part.class))) {
            if classes.contains(class) { binding.bound.push(at) } else { binding.free.push((at, class)) }
        }
        binding
    }
}

/// The bindings of clauses, each set of classes looked at once: a hundred clauses have three of them.
#[derive(Debug)]
pub struct Bindings<'t> {
    table: &'t ClassTable,
    known: Vec<(Classes, Binding)>,
}

impl<'t> Bindings<'t> {
    /// For a table of classes.
    #[must_use]
    pub fn new(table: &'t ClassTable) -> Self {
        Self { table, known: Vec::new() }
    }

    /// What a clause binds; nothing where it is asked of every class, or where it binds all or none of what there is.
    pub fn mixed(&mut self, verdict: &ClauseVerdict) -> Option<&Binding> {
        let classes = verdict.clause.classes;
        if !verdict.standard.graded || classes.is_empty() || classes.contains_all(Classes::all()) {
            return None;
        }
        let at = self.known.iter().position(|(known, _)| *known == classes).unwrap_or_else(|| {
            self.known.push((classes, Binding::of(classes, self.table)));
            self.known.len() - 1
        });
        self.known.get(at).map(|(_, binding)| binding).filter(|binding| binding.is_mixed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{judge, standards};
    use primum_model::{Date, Model, Snapshot, Source};

    /// A system of class C by default and, below another one, everything of class A.
    const MIXED: &str = "## SW-1 Pump\n\n## SI-1 a\n- part-of: SW-1\n\n## SW-2 App\n- class: A\n\n## SI-2 b\n- part-of: SW-2\n\n\
        ## REV-1 r\n- subject: risk\n- of: SW-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\
        - confirms: hazard analysis complete\n- confirms: safety class\n";

    #[test]
    fn a_graded_clause_binds_what_is_of_its_classes() {
        let build = |text: &str| Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30)));
        let analysis = judge(build(MIXED).expect("no configuration"), &[standards::iec62304()]);
        let mut bindings = Bindings::new(&analysis.classes);
        let mut names = |clause: &str| {
            let verdict = analysis.clauses.iter().find(|verdict| verdict.clause.id == clause).expect("a clause");
            bindings.mixed(verdict).map(|binding| {
                let id = |at: &u32| analysis.model.at(*at).id();
                (binding.bound.iter().map(id).collect::<Vec<_>>(), binding.free.iter().map(|(at, _)| id(at)).collect::<Vec<_>>())
            })
        };
        let mixed = Some((vec!["SW-1", "SI-1"], vec!["SW-2", "SI-2"]));
        assert_eq!((names("5.4.2"), names("5.3.1"), names("5.2.1")), (mixed.clone(), mixed, None));
        let alone = judge(build("## SW-1 Pump\n").expect("no configuration"), &[standards::iec62304()]);
        let mut bindings = Bindings::new(&alone.classes);
        assert!(alone.clauses.iter().all(|verdict| bindings.mixed(verdict).is_none()));
    }
}
