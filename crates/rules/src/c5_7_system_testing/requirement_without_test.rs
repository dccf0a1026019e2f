//! Clause 5.7.1: every software requirement, and every part of it, is covered by a system test.

use crate::reviews;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record, value};

pub(crate) static RULE: Rule = Rule {
    name: "requirement-without-test",
    clauses: &["5.7.1.a", "5.7.4.a", "iso13485 7.3.6", "mdr-gspr 17.1", "fda-software SW-SRS", "fda-software SW-TEST"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a software requirement that no system test verifies",
    page: include_str!("requirement_without_test.md"),
    check: Check::Project(check),
};

/// Reviews in which a requirement can be verified by looking. A review of the requirement itself verifies nothing.
const LOOKING: &[&str] = &["architecture", "design", "code", "unit tests", "integration", "integration tests", "system tests"];

// Every class is asked for this, so nothing is lost by walking tests and reviews once for all requirements: a link to a part
// is known only from the text of the link, and one test may name thousands of requirements.
fn check(model: &Model, findings: &mut Findings<'_>) {
    let (mut tested, mut looked_at) = (Named::new(model), Named::new(model));
    for test in model.of(Kind::Test) {
        looked_at.take_in(test, "verifies");
        if test.says("level", "system") {
            tested.take_in(test, "verifies");
        }
    }
    for review in LOOKING.iter().flat_map(|subject| reviews::of_subject(model, subject)) {
        looked_at.take_in(review, "of");
    }
    findings.examined(model.of(Kind::SoftwareRequirement).len());
    for requirement in model.of(Kind::SoftwareRequirement) {
        let id = requirement.id();
        let (named, what, help) = if by_looking(requirement) {
            (&looked_at, "no test and no review decides", "in `verifies` of a test, or in `of` of an accepted review of design or code")
        } else {
            (&tested, "no system test verifies", "in `verifies` of a test of level system")
        };
        match named.missing(requirement) {
            Missing::Nothing => {}
            Missing::Everything => {
                findings.report(requirement, format!("{what} {id}")).help(format!("name {id} {help}"));
            }
            Missing::Parts(letters) => {
                for letter in letters {
                    findings.report(requirement, format!("{what} {id}.{letter}")).help(format!("name {id}.{letter} {help}"));
                }
            }
        }
    }
}

/// Is the requirement verified by inspection or analysis only? Anything else, and nothing at all, means by test.
fn by_looking(requirement: Record<'_>) -> bool {
    let mut ways = requirement.values("verify");
    ways.clone().next().is_some() && ways.all(|way| matches!(way.text, "inspection" | "analysis"))
}

/// What of each record is named, by position: a bit for each letter of a part, and one for the whole.
struct Named(Vec<u32>);

enum Missing {
    Nothing,
    Everything,
    Parts(Vec<char>),
}

const WHOLE: u32 = 1 << 31;

impl Named {
    fn new(model: &Model) -> Self {
        Self(vec![0; model.records().len()])
    }

    fn take_in(&mut self, from: Record<'_>, field: &'static str) {
        for link in from.values(field) {
            let Some(target) = link.target() else { continue };
            let part = value::split_part(link.text).1.map(|part| part.chars().next().map_or(0, bit));
            self.0[target.position() as usize] |= part.unwrap_or(WHOLE);
        }
    }

    fn missing(&self, requirement: Record<'_>) -> Missing {
        let named = self.0[requirement.position() as usize];
        if named & WHOLE != 0 {
            return Missing::Nothing;
        }
        let parts: Vec<char> = requirement.parts().map(|(letter, _)| letter).collect();
        // A link to a part that does not exist names nothing.
        if !parts.iter().any(|letter| named & bit(*letter) != 0) {
            return Missing::Everything;
        }
        let missing: Vec<char> = parts.into_iter().filter(|letter| named & bit(*letter) == 0).collect();
        if missing.is_empty() { Missing::Nothing } else { Missing::Parts(missing) }
    }
}

fn bit(letter: char) -> u32 {
    if letter.is_ascii_uppercase() { 1 << (u32::from(letter) - u32::from('A')) } else { 0 }
}
