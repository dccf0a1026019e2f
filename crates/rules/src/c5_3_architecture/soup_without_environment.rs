//! Clause 5.3.4: the hardware and software that a SOUP item needs are known.

use crate::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-without-environment",
    clauses: &["5.3.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a SOUP item without the hardware and software it needs",
    page: include_str!("soup_without_environment.md"),
    check: Check::Each(&[Kind::Soup], check),
};

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    if !answered::answered(soup, "environment") {
        let id = soup.id();
        findings
            .report(soup, format!("nothing says what {id} needs to run"))
            .help("write in `environment` the processor, memory, operating system, runtime and versions it depends on");
    }
}
