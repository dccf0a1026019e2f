//! Findings as workflow commands, which GitHub shows as annotations of the changed lines.

use crate::facts::{Places, leading_clauses};
use primum_rules::Analysis;
use primum_rules::rule::Level;

/// One line for every open finding, graver ones first: GitHub shows only the first few of each level.
#[must_use]
pub fn annotations(analysis: &Analysis) -> String {
    let mut out = String::new();
    for level in [Level::Error, Level::Warning, Level::Note] {
        let mut places = Places::new(&analysis.model);
        for finding in analysis.findings.iter().filter(|finding| finding.accepted_by.is_none() && finding.level == level) {
            let spot = places.spot(finding.place);
            let command = if level == Level::Note { "notice" } else { level.name() };
            out.push_str(&format!("::{command} file={},line={},", property(spot.path), spot.start.line));
            // A range over several lines has no columns there.
            if spot.end.line == spot.start.line {
                let end = spot.end.column.saturating_sub(1).max(spot.start.column);
                out.push_str(&format!("endLine={},col={},endColumn={end},", spot.end.line, spot.start.column));
            } else {
                out.push_str(&format!("endLine={},", spot.end.line));
            }
            let mut message = finding.message.clone();
            if !finding.help.is_empty() {
                message.push_str("\nhelp: ");
                message.push_str(&finding.help);
            }
            out.push_str(&format!("title={}::{}\n", property(&title(finding.rule)), data(&message)));
        }
    }
    out
}

fn title(rule: &primum_rules::rule::Rule) -> String {
    let clauses: Vec<&str> = leading_clauses(rule).collect();
    if clauses.is_empty() { rule.name.to_owned() } else { format!("{} §{}", rule.name, clauses.join(", ")) }
}

/// A message: what would end the command is escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property: what would end it is escaped as well.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn open_findings_are_commands_and_accepted_ones_are_not() {
        assert_eq!(
            annotations(&fixture::analysis(fixture::PROJECT)),
            "\
::error file=primum.toml,line=1,endLine=1,col=1,endColumn=1,title=plan-missing §5.1.1::no plan covers development%0Ahelp: `primum new plan` writes one
::error file=records/a.md,line=27,endLine=27,col=4,endColumn=8,title=requirement-without-origin §5.2.1::nothing says where SRS-2 comes from: Start-up time%0Ahelp: name a system requirement or user need in `derives-from`
::warning file=records/a.md,line=27,endLine=27,col=10,endColumn=22,title=requirement-without-system-test §5.7.1::no system test verifies SRS-2%0Ahelp: write a system test
::warning file=records/a.md,line=31,endLine=31,col=10,endColumn=12,title=requirement-without-system-test §5.7.1::no system test verifies SRS-3%0Ahelp: write a system test
"
        );
    }

    #[test]
    fn text_of_records_cannot_begin_a_command() {
        assert_eq!(data("100 %\r\n::error::x"), "100 %25%0D%0A::error::x");
        assert_eq!(property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        let shown = annotations(&fixture::analysis("## SRS-1 x ::stop-commands::y\r\n"));
        assert!(shown.lines().all(|line| line.starts_with("::error file=") || line.starts_with("::warning file=")), "{shown}");
    }
}
