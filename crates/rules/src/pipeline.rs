//! What the class asks of the pipeline, held against the steps that the project declares.

use crate::class::ClassTable;
use crate::standards::{self, Classes};
use primum_model::config::{Gate, Step, StepKind};
use primum_model::{Class, Kind, Model};

/// On what a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// A clause asks for what the step does. That a pipeline does it is practice all the same: the standard knows no pipelines.
    Clause,
    /// The project's own policy cannot be judged without it.
    Policy,
    /// Good practice at this class.
    Practice,
    /// Nothing asks for it at this class; the project has it all the same.
    Own,
}

impl Ground {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Policy => "policy",
            Self::Practice => "practice",
            Self::Own => "own",
        }
    }
}

/// A step that the project declares, one that it is asked for, or both.
#[derive(Clone, Debug)]
pub struct Row<'m> {
    /// What the step does. A step of the project's own that runs tests does what the step of their level does.
    pub kind: StepKind,
    /// On what it stands.
    pub ground: Ground,
    /// The clause of IEC 62304 that it serves; empty for what serves none that we know of.
    pub clause: &'static str,
    /// Why it is there, in words.
    pub reason: String,
    /// The step; `None` where it is missing.
    pub step: Option<&'m Step>,
}

impl Row<'_> {
    /// The name of the step.
    #[must_use]
    pub fn name(&self) -> &str {
        self.step.map_or(self.kind.name(), |step| &step.name)
    }
}

/// The pipeline of a project: its steps in their order, and behind them those that are asked for and missing.
#[must_use]
pub fn rows<'m>(model: &'m Model, classes: &ClassTable) -> Vec<Row<'m>> {
    let project = Project { model, class: classes.project() };
    let mut rows: Vec<Row<'m>> = model.config.ci.iter().map(|step| project.row(served(step), Some(step))).collect();
    let missing: Vec<Row<'m>> = StepKind::NAMED
        .into_iter()
        .filter(|kind| !rows.iter().any(|row| row.kind == *kind))
        .map(|kind| project.row(kind, None))
        .filter(|row| row.ground != Ground::Own)
        .collect();
    rows.extend(missing);
    rows
}

/// What a step does, seen from the standard.
fn served(step: &Step) -> StepKind {
    let of_level = || StepKind::NAMED.into_iter().find(|kind| !step.level.is_empty() && kind.level() == step.level);
    if step.kind == StepKind::Own { of_level().unwrap_or(StepKind::Own) } else { step.kind }
}

/// The clause that a kind of step serves, whether the clause asks for just this, and what the step is good for.
fn purpose(kind: StepKind) -> (&'static str, Ground, &'static str) {
    match kind {
        StepKind::Build => ("5.8.5", Ground::Own, "the software is built from its sources in the way that a release records"),
        StepKind::StaticAnalysis => ("5.5.5", Ground::Practice, "static analysis is a part of verifying units"),
        StepKind::UnitTest => ("5.5.5", Ground::Clause, "units are verified, and tests are the usual way"),
        StepKind::IntegrationTest => ("5.6.3", Ground::Clause, "integrated items are tested"),
        StepKind::SystemTest => ("5.7.1", Ground::Clause, "every software requirement is tested"),
        StepKind::Coverage => ("5.5.4", Ground::Practice, "coverage shows what the unit tests of control flow and data have not reached"),
        StepKind::SoupScan => {
            ("7.1.3", Ground::Practice, "published anomalies of SOUP are evaluated, and a scan finds them between reviews")
        }
        StepKind::Own => ("", Ground::Own, "the project asks for it"),
    }
}

struct Project<'m> {
    model: &'m Model,
    class: Class,
}

impl<'m> Project<'m> {
    fn row(&self, kind: StepKind, step: Option<&'m Step>) -> Row<'m> {
        let (clause, ground, good_for) = purpose(kind);
        let asked = standards::find(clause).map_or(Classes::none(), |(_, clause)| clause.classes);
        let gate = self.model.config.gates.iter().find(|gate| gate.class == self.class && needs(gate, kind));
        let class = self.class;
        let row = |ground, reason: String| Row { kind, ground, clause, reason, step };
        if ground == Ground::Clause && asked.contains(class) {
            return row(ground, format!("{good_for}; {clause} asks for it at class {asked}"));
        }
        if gate.is_some() {
            return row(Ground::Policy, format!("{good_for}; [[gates]] of class {class} is judged by it"));
        }
        if ground == Ground::Own || kind == StepKind::SoupScan && self.model.of(Kind::Soup).len() == 0 {
            return row(Ground::Own, good_for.to_owned());
        }
        if asked.contains(class) {
            return row(Ground::Practice, format!("{good_for}; good practice beyond {clause}, which applies at class {asked}"));
        }
        row(Ground::Own, format!("{good_for}; {clause} applies at class {asked}, not at class {class}"))
    }
}

/// Can a gate be judged only by what a step of this kind leaves?
fn needs(gate: &Gate, kind: StepKind) -> bool {
    match kind {
        StepKind::StaticAnalysis => !gate.analysis.is_empty(),
        StepKind::Coverage => [gate.lines, gate.branches, gate.functions, gate.conditions].iter().any(Option::is_some),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::risk::RiskFile;
    use primum_model::{Date, Snapshot, Source};

    fn model(class: Class, config: &str) -> Model {
        let records = format!(
            "## SW-1 Pump\n- class: {class}\n\n## REV-1 Analysis\n- subject: risk\n- of: SW-1\n- held: 2026-01-01\n\
             - participants: risk manager\n- outcome: accepted\n- confirms: hazard analysis complete\n- confirms: safety class\n\n## SOUP-1 zlib\n"
        );
        let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", records)], Date::constant(2026, 6, 30));
        snapshot.config = Some(Source::new("primum.toml", config));
        Model::build(snapshot).expect("TOML")
    }

    fn told(class: Class, config: &str) -> Vec<String> {
        let model = model(class, config);
        assert_eq!(model.config.faults, []);
        let classes = ClassTable::new(&model, &RiskFile::new(&model));
        assert_eq!(classes.project(), class);
        let rows = rows(&model, &classes);
        let line = |row: &Row<'_>| format!("{} {} {} {}", row.name(), row.ground.name(), row.clause, row.step.is_some());
        rows.iter().map(line).collect()
    }

    #[test]
    fn the_class_decides_what_is_asked() {
        assert_eq!(told(Class::A, ""), ["system test clause 5.7.1 false"]);
        let b = [
            "static analysis practice 5.5.5 false",
            "unit test clause 5.5.5 false",
            "integration test clause 5.6.3 false",
            "system test clause 5.7.1 false",
            "soup scan practice 7.1.3 false",
        ];
        assert_eq!(told(Class::B, ""), b);
        let mut c = b.to_vec();
        c.insert(4, "coverage practice 5.5.4 false");
        assert_eq!(told(Class::C, ""), c);
    }

    #[test]
    fn a_gate_asks_for_what_it_is_judged_by() {
        let gates = "[[gates]]\nclass = 'A'\nlines = 80\nanalysis = 'error'\n";
        let a = ["static analysis policy 5.5.5 false", "system test clause 5.7.1 false", "coverage policy 5.5.4 false"];
        assert_eq!(told(Class::A, gates), a);
        assert_eq!(told(Class::A, "[[gates]]\nclass = 'C'\nlines = 80\n"), ["system test clause 5.7.1 false"], "a gate of another class");
    }

    #[test]
    fn steps_stand_in_their_order_and_tests_count_by_their_level() {
        let config = "[[ci]]\nstep = 'bench'\nrun = 'x'\nlevel = 'system'\n[[ci]]\nstep = 'unit test'\nrun = 'x'\n\
                      [[ci]]\nstep = 'licences'\nrun = 'x'\n[[ci]]\nstep = 'usability'\nrun = 'x'\nlevel = 'validation'\n";
        let a = ["bench clause 5.7.1 true", "unit test own 5.5.5 true", "licences own  true", "usability own  true"];
        assert_eq!(told(Class::A, config), a);
    }
}
