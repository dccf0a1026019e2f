//! The last lines of `check`: class, what was looked at, what was found, where the clauses stand, and what to do next.

use super::levels;
use crate::facts::{Counts, class_reason, counted};
use crate::screen::{Screen, Tone};
use primum_rules::Analysis;
use primum_rules::rule::Basis;

/// Writes the summary. With a rule, it says first how far that rule alone was shown.
pub(super) fn write(out: &mut String, analysis: &Analysis, screen: Screen, rule: Option<&str>) {
    let counts = Counts::of(analysis);
    let model = &analysis.model;
    if let Some(name) = rule {
        let line = match analysis.outcomes.iter().find(|outcome| outcome.rule.name == name) {
            Some(outcome) => format!(
                "{name}: {} examined, {}, {} accepted",
                outcome.examined,
                counted(outcome.findings, "open finding", "open findings"),
                outcome.accepted
            ),
            None => format!("{name}: there is no such rule; `primum explain` lists the rules"),
        };
        screen.flow(out, "", "  ", &[(Tone::Strong, &line)]);
        out.push('\n');
    }
    let product = &model.config.product;
    if !product.name.is_empty() {
        row(out, screen, "product", &[(Tone::Plain, format!("{} {}", product.name, product.version).trim_end())]);
    }
    let class = analysis.classes.project().to_string();
    row(out, screen, "class", &[(Tone::Strong, &class), (Tone::Plain, &class_reason(analysis))]);
    let records = counted(model.records().len(), "record", "records");
    let links = counted(model.link_count(), "link", "links");
    row(out, screen, "examined", &[(Tone::Plain, &format!("{records}, {links}, {}", counted(model.files().len(), "file", "files")))]);
    let tone = match (counts.errors, counts.warnings, counts.notes) {
        (0, 0, 0) => Tone::Plain,
        (0, 0, _) => Tone::Accent,
        (0, _, _) => Tone::Doubt,
        _ => Tone::Bad,
    };
    row(out, screen, "findings", &[(tone, &levels(counts.errors, counts.warnings, counts.notes))]);
    if counts.accepted > 0 {
        row(out, screen, "accepted", &[(Tone::Plain, &counted(counts.accepted, "finding by deviation", "findings by deviations"))]);
    }
    row(out, screen, "clauses", &[(Tone::Plain, &counts.clauses_in_words())]);
    let (command, why) = next(analysis, &counts);
    row(out, screen, "next", &[(Tone::Accent, &command), (Tone::Faint, why)]);
}

fn row(out: &mut String, screen: Screen, label: &str, pieces: &[(Tone, &str)]) {
    screen.flow(out, &format!("{label:<9}"), "         ", pieces);
}

/// The next useful command.
fn next(analysis: &Analysis, counts: &Counts) -> (String, &'static str) {
    if analysis.model.records().len() == 0 {
        return ("primum init".to_owned(), "(there are no records yet)");
    }
    let failing = |basis: Option<Basis>| {
        let fits = |basis_of: Basis| basis.is_none_or(|basis| basis == basis_of);
        analysis.outcomes.iter().filter(|outcome| outcome.findings > 0 && fits(outcome.rule.basis)).max_by_key(|outcome| outcome.findings)
    };
    // Records that cannot be read hide everything else, so they come first.
    if let Some(outcome) = failing(Some(Basis::Record)).or_else(|| failing(None)) {
        return (format!("primum explain {}", outcome.rule.name), "(why, and how to mend it)");
    }
    if counts.open > 0 {
        return ("primum roadmap".to_owned(), "(what is open, in a good order)");
    }
    ("primum gap".to_owned(), "(clause by clause)")
}
