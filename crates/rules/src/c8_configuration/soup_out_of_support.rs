//! Practice beside clause 6.1 f: a SOUP item that nobody maintains any more.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-out-of-support",
    clauses: &["6.1.f"],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a SOUP item out of support without a plan for it",
    page: include_str!("soup_out_of_support.md"),
    check: Check::EachWhere(&[Kind::Soup], is_out_of_support, check),
};

fn is_out_of_support(soup: Record<'_>) -> bool {
    matches!(soup.text("support"), Some("ended" | "none")) || soup.date("support-ends").is_some_and(|end| end < soup.model().date)
}

fn check(soup: Record<'_>, findings: &mut Findings<'_>) {
    if !answered(soup, "end-of-support") {
        findings
            .report(soup, format!("{} is out of support, and nothing says what follows", soup.id()))
            .help("replace it, or write `### End of support`: who watches it now, what limits the risk, and until when it may stay");
    }
}
