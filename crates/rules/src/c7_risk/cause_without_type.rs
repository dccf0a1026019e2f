//! Clauses 7.1.2 and 7.1.4: a cause says of which kind it is.

use crate::contribution::concerns_software;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "cause-without-type",
    clauses: &["7.1.2", "7.1.4"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a cause that does not say of which kind it is",
    page: include_str!("cause_without_type.md"),
    check: Check::EachWhere(&[Kind::Cause], concerns_software, check),
};

fn check(cause: Record<'_>, findings: &mut Findings<'_>) {
    if cause.value("type").is_none() {
        findings
            .report(cause, format!("{} does not say what kind of cause it is", cause.id()))
            .help("write `type`: specification, defect, SOUP, hardware or other software, or misuse");
    }
}
