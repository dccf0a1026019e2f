//! Which tests are due: what has to run again after a change, and what never ran or did not pass.

use crate::facts::counted;
use crate::json;
use crate::screen::{Screen, Tone, columns, padded, visible};
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::verification::{Standing, State, Verified};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// The tests of a project with what became of them; those that went wrong first, then those that are due.
pub(crate) fn tests(analysis: &Analysis) -> Vec<(Record<'_>, Option<&Standing>)> {
    let mut list: Vec<_> = analysis.model.of(Kind::Test).map(|test| (test, analysis.verification.test(test))).collect();
    list.sort_by_key(|(_, standing)| std::cmp::Reverse(standing.map_or(State::NotRun, |standing| standing.state)));
    list
}

/// How many software requirements are verified, and how many there are.
pub(crate) fn requirements(analysis: &Analysis) -> (usize, usize) {
    let is_verified = |record: &Record<'_>| match analysis.verification.verified(*record) {
        Some(Verified::ByReview) => true,
        Some(Verified::ByTests(standing)) => standing.state == State::Passed,
        Some(Verified::Untested) | None => false,
    };
    let all = analysis.model.of(Kind::SoftwareRequirement);
    (all.clone().filter(is_verified).count(), all.len())
}

/// Is there a test that is due?
#[must_use]
pub fn any(analysis: &Analysis) -> bool {
    tests(analysis).iter().any(|(_, standing)| standing.is_none_or(|standing| standing.state != State::Passed))
}

/// The list as text; with `all`, tests that have passed as well.
#[must_use]
pub fn text(analysis: &Analysis, all: bool, screen: Screen) -> String {
    let mut out = String::new();
    let list = tests(analysis);
    let passed = list.iter().filter(|(_, standing)| standing.is_some_and(|standing| standing.state == State::Passed)).count();
    let id = list.iter().map(|(test, _)| columns(test.id())).max().unwrap_or(2).clamp(2, 24);
    for (test, standing) in &list {
        let (state, why) = standing.map_or((State::NotRun, "has no result"), |standing| (standing.state, standing.why.as_str()));
        if state == State::Passed && !all {
            continue;
        }
        let tone = match state {
            State::Passed => Tone::Good,
            _ if state.is_bad() => Tone::Bad,
            _ => Tone::Doubt,
        };
        let level = test.text("level").unwrap_or("no level");
        let head = format!("{}  {}  ", padded(&visible(test.id()), id), padded(state.name(), 8));
        let rest = " ".repeat(columns(&head).min(screen.width / 3));
        screen.flow(&mut out, "", &rest, &[(tone, &head), (Tone::Faint, level), (Tone::Plain, &visible(why))]);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let (verified, requirements) = requirements(analysis);
    let tests = counted(list.len(), "test", "tests");
    let line = format!(
        "{passed} of {tests} passed on what is there now; {verified} of {} verified",
        counted(requirements, "software requirement", "software requirements")
    );
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &line)]);
    if !analysis.verification.is_known() {
        screen.flow(&mut out, "", "  ", &[(Tone::Faint, "no result of a test is on record: `primum evidence add FILE --level unit|integration|system` records what a test runner wrote")]);
    }
    out
}

/// The list as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&Due(analysis))
}

struct Due<'a>(&'a Analysis);

impl Serialize for Due<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        map.serialize_entry("statements", &self.0.verification.statements)?;
        let (verified, requirements) = requirements(self.0);
        map.serialize_entry("requirements", &requirements)?;
        map.serialize_entry("verified", &verified)?;
        let rows: Vec<Value> = tests(self.0)
            .into_iter()
            .map(|(test, standing)| {
                let statement = standing.and_then(|standing| standing.statement);
                let place =
                    statement.and_then(|at| self.0.facts.store.as_ref()?.statements.get(at as usize)).map(|statement| &statement.place);
                json!({
                    "id": test.id(),
                    "title": test.title(),
                    "level": test.text("level"),
                    "state": standing.map_or(State::NotRun, |standing| standing.state).name(),
                    "why": standing.map_or("has no result", |standing| standing.why.as_str()),
                    "recorded_at": self.0.verification.levels(test).iter().map(|level| level.name()).collect::<Vec<_>>(),
                    "statement": place,
                })
            })
            .collect();
        map.serialize_entry("tests", &rows)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn without_results_every_test_is_due() {
        let analysis = fixture::judged("## SRS-1 x\n\n## TC-1 t\n- level: system\n- verifies: SRS-1\n");
        for width in [30, 80] {
            let shown = text(&analysis, false, Screen { width, colour: false });
            assert!(shown.lines().all(|line| columns(line) <= width), "{shown}");
            let folded = shown.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(folded.contains("TC-1 not run system has no result"), "{shown}");
            assert!(folded.contains("0 of 1 test passed on what is there now; 0 of 1 software requirement verified"), "{shown}");
            assert!(folded.contains("no result of a test is on record"), "{shown}");
        }
        assert!(any(&analysis));
    }
}
