//! Which records a rule examined, and which it passed over: the engine's own walk, made again to name what it counted.

use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::engine::Outcome;
use primum_rules::rule::Check;

/// Why a rule passed a record over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Passed {
    /// The rule is about some of these records only, and not about this one.
    NotConcerned,
    /// The class at which the record is judged does not ask for it.
    NotAsked,
    /// The record is a draft: the rule has looked at it, and nobody answers for it yet.
    Draft,
    /// The record is retired.
    Retired,
}

impl Passed {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::NotConcerned, Self::NotAsked, Self::Draft, Self::Retired];

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotConcerned => "the rule does not concern them",
            Self::NotAsked => "their class does not ask for it",
            Self::Draft => "in draft, so that nobody answers for them yet",
            Self::Retired => "retired",
        }
    }
}

/// What a rule looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// Records of these kinds, one by one.
    Records {
        /// The kinds that the rule is about.
        kinds: &'static [Kind],
        /// Those it examined, by position, in the order of kinds and text.
        examined: Vec<u32>,
        /// Those it passed over, and why.
        passed: Vec<(u32, Passed)>,
    },
    /// The plans that cover this subject, by position.
    Plans(&'static str, Vec<u32>),
    /// The project as a whole, and how many things the rule counted.
    Project(usize),
    /// The texts of records, their fields and links, and how many.
    Texts(usize),
    /// What people decided.
    Judgements,
    /// It was not run: the class does not ask for it.
    NotRun,
}

/// Finds what rules looked at. Made once for an analysis.
#[derive(Debug)]
pub struct Examined<'a> {
    analysis: &'a Analysis,
    retired: Vec<Record<'a>>,
}

impl<'a> Examined<'a> {
    /// For an analysis.
    #[must_use]
    pub fn new(analysis: &'a Analysis) -> Self {
        Self { analysis, retired: analysis.model.records().filter(|record| record.is_retired()).collect() }
    }

    /// What the rule of this outcome looked at. The records are as many as the engine counted.
    #[must_use]
    pub fn by(&self, outcome: &Outcome) -> Looked {
        let (model, classes) = (&self.analysis.model, &self.analysis.classes);
        let applies = outcome.rule.classes();
        let asked = applies.contains(classes.project());
        match outcome.rule.check {
            Check::Each(kinds, _) => self.each(outcome, kinds, |_| true),
            Check::EachWhere(kinds, holds, _) => self.each(outcome, kinds, holds),
            Check::Plan(covers, _) if asked => {
                let plans = model.of(Kind::Plan).filter(|plan| plan.says("covers", covers) && !plan.says("status", "draft"));
                Looked::Plans(covers, plans.map(Record::position).collect())
            }
            Check::Project(_) if asked => Looked::Project(outcome.examined),
            Check::Plan(..) | Check::Project(_) => Looked::NotRun,
            Check::Text(_) => Looked::Texts(outcome.examined),
            Check::Verdict => Looked::Judgements,
        }
    }

    fn each(&self, outcome: &Outcome, kinds: &'static [Kind], holds: impl Fn(Record<'_>) -> bool) -> Looked {
        let applies = outcome.rule.classes();
        let (mut examined, mut passed) = (Vec::new(), Vec::new());
        for kind in kinds {
            for record in self.analysis.model.of(*kind) {
                if !applies.contains(self.analysis.classes.of(record)) {
                    passed.push((record.position(), Passed::NotAsked));
                } else if holds(record) && record.says("status", "draft") {
                    passed.push((record.position(), Passed::Draft));
                } else if holds(record) {
                    examined.push(record.position());
                } else {
                    passed.push((record.position(), Passed::NotConcerned));
                }
            }
            let retired = self.retired.iter().filter(|record| record.kind() == *kind);
            passed.extend(retired.map(|record| (record.position(), Passed::Retired)));
        }
        Looked::Records { kinds, examined, passed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use primum_model::{Date, Snapshot, Source};

    /// A project in which every kind that a rule walks over has a record, at two classes, some of them retired.
    fn project() -> Analysis {
        let schema = primum_model::Schema::default();
        let mut text = "## SW-1 a\n- class: C\n\n## SW-2 b\n- class: A\n\n## SI-1 c\n- part-of: SW-2\n\n## SRS-1 d\n- allocated-to: SI-1\n\n## PLAN-1 p\n- covers: development\n\n\
            ## REV-1 r\n- subject: risk\n- of: SW-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: safety class\n\
            - confirms: hazard analysis complete\n\n"
            .to_owned();
        for spec in schema.kinds() {
            // Only the other system contributes, so that this one keeps the class that it declares.
            let more = if spec.prefix() == "HS" { "- software-contributes: yes\n- software: SW-1\n" } else { "" };
            text.push_str(&format!(
                "## {0}-101 one\n{more}\n## {0}-102 two\n- status: retired\n\n## {0}-103 three\n- status: closed\n{more}\n## {0}-104 four\n- status: draft\n{more}\n",
                spec.prefix()
            ));
        }
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", &*text)], Date::constant(2026, 6, 30));
        primum_rules::analyze(snapshot).expect("the configuration is TOML")
    }

    #[test]
    fn the_records_named_are_those_the_engine_counted() {
        for analysis in [project(), fixture::analysis(fixture::PROJECT), fixture::judged(fixture::PROJECT)] {
            let list = Examined::new(&analysis);
            let mut walked = 0;
            for outcome in &analysis.outcomes {
                let name = outcome.rule.name;
                match list.by(outcome) {
                    Looked::Records { kinds, examined, passed } => {
                        walked += 1;
                        assert_eq!(examined.len(), outcome.examined, "{name}");
                        let all = analysis.model.records().filter(|record| kinds.contains(&record.kind())).count();
                        assert_eq!(examined.len() + passed.len(), all, "{name}: every record of these kinds is in one of the lists");
                        let found = analysis.findings.iter().filter(|finding| finding.rule.name == name);
                        let looked = |at| examined.contains(&at) || passed.contains(&(at, Passed::Draft));
                        assert!(found.filter_map(|finding| finding.record).all(looked), "{name}");
                    }
                    Looked::Plans(_, plans) => assert_eq!(plans.len(), outcome.examined, "{name}"),
                    Looked::Project(count) | Looked::Texts(count) => assert_eq!(count, outcome.examined, "{name}"),
                    Looked::NotRun => assert_eq!(outcome.examined, 0, "{name}"),
                    Looked::Judgements => {}
                }
            }
            assert!(walked > 0);
        }
    }

    #[test]
    fn what_is_passed_over_has_a_reason() {
        let analysis = project();
        let list = Examined::new(&analysis);
        let reasons: Vec<Passed> = analysis
            .outcomes
            .iter()
            .filter_map(|outcome| match list.by(outcome) {
                Looked::Records { passed, .. } => Some(passed),
                _ => None,
            })
            .flatten()
            .map(|(_, why)| why)
            .collect();
        for why in Passed::ALL {
            assert!(reasons.contains(&why), "{why:?}");
        }
    }
}
