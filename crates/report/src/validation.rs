//! The validation report: what the program was made to do on this machine, and what came of it.

use primum_rules::qualification::{Judged, basis};
use std::fmt::Write;

/// Where and when the qualification ran.
#[derive(Clone, Debug)]
pub struct Place {
    /// Version of the program.
    pub version: String,
    /// SHA-256 of the program that ran.
    pub digest: String,
    /// Operating system and processor.
    pub machine: String,
    /// The day.
    pub date: String,
}

/// The report as Markdown, ready to be signed.
#[must_use]
pub fn markdown(cases: &[Judged], place: &Place) -> String {
    let failed = cases.iter().filter(|case| !case.passes()).count();
    let rules = count_rules(cases);
    let mut text = String::from("# Validation report of Primum\n\n");
    let _ = write!(
        text,
        "| | |\n|---|---|\n| program | primum {} |\n| SHA-256 of the program | {} |\n| machine | {} |\n| date | {} |\n| rules | {rules} |\n| cases | {} |\n| failed | {failed} |\n\n",
        place.version,
        place.digest,
        place.machine,
        place.date,
        cases.len()
    );
    text.push_str(
        "## What was done\n\nEvery rule of the program has a page with examples of records that it must report and of records that it must accept. Each was judged by the \
         installed program on this machine. A case passes when the rule gives exactly the findings that its page lists, at these lines, each with a next action, \
         and when an accepted example was looked at and nothing was found.\n\n## What this does not show\n\nThat the rules fit your procedures, that the summaries of the standards fit your copies of them, \
         and that the views and documents show the findings rightly: look at a project of your own. Whether the result is enough for your use of the program is your decision.\n\n",
    );
    if failed > 0 {
        text.push_str("## Failed\n");
        for case in cases.iter().filter(|case| !case.passes()) {
            let _ = write!(text, "\n### {}: {}\n\n", case.rule.name, case.title);
            for line in &case.expected {
                let _ = writeln!(text, "- expected: {line}");
            }
            for line in &case.found {
                let _ = writeln!(text, "- found: {line}");
            }
            for fault in &case.faults {
                let _ = writeln!(text, "- {fault}");
            }
        }
        text.push('\n');
    }
    text.push_str("## Cases\n\n| rule | clauses | basis | case | expected findings | result |\n|---|---|---|---|---:|---|\n");
    for case in cases {
        let result = if case.passes() { "passed" } else { "**failed**" };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {result} |",
            case.rule.name,
            case.rule.clauses.join(", "),
            basis(case.rule),
            case.title,
            case.expected.len()
        );
    }
    text.push_str(
        "\n## Conclusion\n\n| | name | role | date | signature |\n|---|---|---|---|---|\n| carried out | | | | |\n| approved | | | | |\n",
    );
    text
}

/// The result in a few lines.
#[must_use]
pub fn summary(cases: &[Judged]) -> String {
    let mut text = String::new();
    for case in cases.iter().filter(|case| !case.passes()) {
        let _ = writeln!(text, "failed: {}, {}", case.rule.name, case.title);
    }
    let failed = cases.iter().filter(|case| !case.passes()).count();
    let _ = writeln!(text, "{} rules, {} cases, {} passed, {failed} failed", count_rules(cases), cases.len(), cases.len() - failed);
    text
}

fn count_rules(cases: &[Judged]) -> usize {
    let names: std::collections::BTreeSet<&str> = cases.iter().map(|case| case.rule.name).collect();
    names.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_rules::qualification::cases;

    fn place() -> Place {
        Place { version: "1.0.0".into(), digest: "00".into(), machine: "linux x86_64".into(), date: "2026-06-30".into() }
    }

    #[test]
    fn a_failed_case_is_shown_with_what_was_expected_and_found() {
        let mut judged: Vec<Judged> = cases().into_iter().take(3).map(primum_rules::qualification::Case::run).collect();
        assert!(markdown(&judged, &place()).contains("| failed | 0 |"));
        judged[0].expected = vec!["1: something else".into()];
        let report = markdown(&judged, &place());
        assert!(
            report.contains("| failed | 1 |") && report.contains("- expected: 1: something else") && report.contains("**failed**"),
            "{report}"
        );
        assert!(summary(&judged).ends_with("2 passed, 1 failed\n"), "{}", summary(&judged));
    }
}
