//! Clause 7.1.3: the published anomalies of SOUP whose failure may be a cause have been read and judged.

use crate::answered::{Question, lacking};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::soup;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-anomalies-unread",
    clauses: &["7.1.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "SOUP that may be a cause, of which nobody has read the published anomalies",
    page: include_str!("soup_anomalies_unread.md"),
    check: Check::EachWhere(&[Kind::Soup], soup::may_be_cause, check),
};

const QUESTIONS: &[Question] = &[
    ("anomaly-list", "where its known anomalies are published"),
    ("anomalies-read", "when they were read"),
    ("anomaly-evaluation", "which of them matter here"),
];

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    if let Some(open) = lacking(soup, QUESTIONS) {
        findings
            .report(soup, format!("{} does not say {open}", soup.id()))
            .help("read the list for the version in the product and write down what follows, also if nothing does; a supplier who publishes none is a finding of its own to write down");
    }
}
