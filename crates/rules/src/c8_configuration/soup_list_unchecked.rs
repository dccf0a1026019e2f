//! Practice beside clause 8.1.2: it is known where a list of SOUP could be held against what is built in, and where not.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "soup-list-unchecked",
    clauses: &["8.1.2"],
    basis: Basis::Practice,
    level: Level::Note,
    summary: "list of SOUP that could not be held against any file",
    page: include_str!("soup_list_unchecked.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    let count = model.of(Kind::Soup).len();
    if count == 0 {
        return;
    }
    findings.examined(1);
    if findings.facts().soup.as_ref().is_none_or(|stock| stock.inventories.is_empty() && stock.refused.is_empty()) {
        let items = if count == 1 { "1 SOUP item".to_owned() } else { format!("{count} SOUP items") };
        findings
            .report_project(format!("no lock file and no SBOM is here: the list of {items} is held against nothing"))
            .help("let the build write an SBOM and name it in `sboms` of `[soup]`; until then a person has to see that the list is complete");
    }
}
