//! Clause 5.3.3: every SOUP item has functional and performance requirements of its own.

use crate::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-without-function",
    clauses: &["5.3.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a SOUP item without what it must do and how well",
    page: include_str!("soup_without_function.md"),
    check: Check::Each(&[Kind::Soup], check),
};

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    let id = soup.id();
    let (fact, help) = match (answered::answered(soup, "function"), answered::answered(soup, "performance")) {
        (true, true) => return,
        (false, true) => ("what it must do", "`function`"),
        (true, false) => ("how well it must do it", "`performance`"),
        (false, false) => ("what it must do and how well", "`function` and `performance`"),
    };
    findings
        .report(soup, format!("nothing says of {id} {fact}"))
        .help(format!("write {help} for your use of it, with numbers a test can check"));
}
