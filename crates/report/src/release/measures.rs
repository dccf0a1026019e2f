//! How far a project has come, in counts that a manifest keeps and that can be held beside those of another release.

use crate::status::{self, Reached, STEPS};
use primum_evidence::baseline::Count;
use primum_model::Kind;
use primum_rules::Analysis;
use primum_rules::verdict::Status;
use primum_rules::verification::State;

/// What is counted.
pub(crate) struct Measure {
    /// Its name in a manifest.
    pub(crate) name: &'static str,
    /// What it is the share of, for people.
    pub(crate) title: &'static str,
    /// How many have come so far, of how many; nothing where there are none, or where it is not known.
    count: fn(&Analysis) -> Option<(u64, u64)>,
}

/// Everything that is counted, in the order in which it is shown.
pub(crate) const MEASURES: &[Measure] = &[
    Measure { name: "requirements-designed", title: "Software requirements designed", count: |analysis| ladder(analysis, "designed") },
    Measure {
        name: "requirements-implemented",
        title: "Software requirements with code",
        count: |analysis| ladder(analysis, "implemented"),
    },
    Measure { name: "requirements-verified", title: "Software requirements verified", count: |analysis| ladder(analysis, "verified") },
    Measure { name: "tests-passed", title: "Tests passed", count: tests },
    Measure { name: "lines-covered", title: "Lines of code that tests reach", count: lines },
    Measure { name: "clauses-answered", title: "Clauses of IEC 62304 answered", count: clauses },
];

/// Everything that can be counted, by name.
#[must_use]
pub fn counts(analysis: &Analysis) -> Vec<Count> {
    let known = MEASURES.iter().filter_map(|measure| {
        let (reached, of) = (measure.count)(analysis)?;
        Some(Count { name: measure.name.to_owned(), reached, of })
    });
    let mut counts: Vec<Count> = known.collect();
    counts.sort();
    counts
}

/// Requirements that have reached a step. One of which it is not known makes the whole not known.
fn ladder(analysis: &Analysis, step: &str) -> Option<(u64, u64)> {
    let at = STEPS.iter().position(|name| *name == step)?;
    let mut sum = (0, 0);
    for requirement in status::ladder(analysis, Kind::SoftwareRequirement)? {
        match requirement.steps.get(at)? {
            Reached::NotAsked => {}
            Reached::NotKnown => return None,
            reached => sum = (sum.0 + u64::from(*reached == Reached::Yes), sum.1 + 1),
        }
    }
    some(sum)
}

fn tests(analysis: &Analysis) -> Option<(u64, u64)> {
    if !analysis.verification.is_known() {
        return None;
    }
    let mut sum = (0, 0);
    for test in analysis.model.of(Kind::Test).filter(|test| !test.is_retired()) {
        let passed = analysis.verification.test(test).is_some_and(|standing| standing.state == State::Passed);
        sum = (sum.0 + u64::from(passed), sum.1 + 1);
    }
    some(sum)
}

/// Lines of the files that items own, as far as a report holds that tells about lines.
fn lines(analysis: &Analysis) -> Option<(u64, u64)> {
    let ratios = analysis.verification.code.by_part.values().filter_map(|code| code.coverage.lines);
    some(ratios.fold((0, 0), |sum, lines| (sum.0 + lines.covered.min(lines.total), sum.1 + lines.total)))
}

/// Clauses in force at the class of the project that are satisfied or attested.
fn clauses(analysis: &Analysis) -> Option<(u64, u64)> {
    let judged = analysis.clauses.iter().filter(|verdict| verdict.standard.id == "iec62304" && verdict.status != Status::NotApplicable);
    some(judged.fold((0, 0), |sum, verdict| (sum.0 + u64::from(verdict.status != Status::Open), sum.1 + 1)))
}

/// Of nothing there is no share.
fn some(sum: (u64, u64)) -> Option<(u64, u64)> {
    (sum.1 > 0).then_some(sum)
}
