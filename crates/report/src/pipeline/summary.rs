//! What became of the steps of a pipeline, as a table.

use crate::screen::{Screen, Tone, columns, padded, visible};
use std::time::Duration;

/// What became of one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Its name.
    pub name: String,
    /// The outcome, in words.
    pub outcome: String,
    /// How long it took; `None` where it did not run.
    pub took: Option<Duration>,
    /// What became of its evidence, in words.
    pub evidence: String,
    /// 0 where all is well, 1 where something is wrong, 2 where that could not be found out.
    pub code: u8,
}

/// The table, worst outcomes in the colour of their code.
#[must_use]
pub fn summary(runs: &[Run], screen: Screen) -> String {
    let wide = |of: fn(&Run) -> &str| runs.iter().map(|run| columns(&visible(of(run)))).max().unwrap_or(0);
    let (name, outcome) = (wide(|run| &run.name), wide(|run| &run.outcome));
    let mut out = String::new();
    for run in runs {
        let tone = match run.code {
            0 => Tone::Good,
            1 => Tone::Bad,
            _ => Tone::Doubt,
        };
        let took = run.took.map_or_else(String::new, |took| format!("{:.1} s", took.as_secs_f64()));
        let told = screen.paint(tone, &padded(&visible(&run.outcome), outcome));
        let first = format!("{}  {told}  {took:>9}  ", padded(&visible(&run.name), name));
        let rest = " ".repeat(name + outcome + 15);
        let mut line = String::new();
        screen.flow(&mut line, &first, &rest, &[(Tone::Faint, &run.evidence)]);
        for line in line.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_step_has_a_line() {
        let run = |name: &str, outcome: &str, took, evidence: &str, code| Run {
            name: name.to_owned(),
            outcome: outcome.to_owned(),
            took,
            evidence: evidence.to_owned(),
            code,
        };
        let runs = [
            run("unit test", "passed", Some(Duration::from_millis(12_340)), "2 files recorded", 0),
            run("licences", "failed with 3", Some(Duration::from_millis(61_000)), "", 1),
            run("check", "not run", None, "", 2),
        ];
        let table = "unit test  passed            12.3 s  2 files recorded\n\
                     licences   failed with 3     61.0 s\n\
                     check      not run\n";
        assert_eq!(summary(&runs, Screen { width: 80, colour: false }), table);
    }
}
