//! What the FDA asks beside clause 8.1.2: whether and until when a SOUP item is supported.

use crate::answered::{Question, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-without-support-end",
    clauses: &["fda-cyber CY-SUP"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "a SOUP item of which nobody knows until when it is supported",
    page: include_str!("soup_without_support_end.md"),
    check: Check::Each(&[Kind::Soup], check),
};

const QUESTIONS: &[Question] = &[("support", "whether anybody maintains it"), ("support-ends", "until when")];

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(soup, QUESTIONS) {
        findings
            .report(soup, format!("{} does not say {open}", soup.id()))
            .help("`support` is a word, `support-ends` a date, or why none can be given");
    }
}
