//! Clause 5.3.3: every SOUP item has functional and performance requirements of its own.

use crate::content;
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
    let (fact, help) = match content::unanswered(soup, &["function", "performance"])[..] {
        [] => return,
        ["function"] => ("what it must do", "`function`"),
        ["performance"] => ("how well it must do it", "`performance`"),
        _ => ("what it must do and how well", "`function` and `performance`"),
    };
    findings
        .report(soup, format!("nothing says of {id} {fact}"))
        .help(format!("write {help} for your use of it, with numbers a test can check"));
}
