//! Clause 8.1.2: the list of SOUP is that of this product, not of an earlier one.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model};

pub(crate) static RULE: Rule = Rule {
    name: "soup-gone",
    clauses: &["8.1.2"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "SOUP record of a component that no file holds any more",
    page: include_str!("soup_gone.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if findings.facts().soup.as_ref().is_none_or(|stock| stock.inventories.is_empty()) {
        return;
    }
    findings.examined(model.of(Kind::Soup).len());
    for soup in findings.register().gone.iter().map(|at| model.at(*at)) {
        let purl = soup.value("purl");
        let place = purl.map_or(soup.place(), |value| value.place);
        let named = purl.map_or("", |value| value.text);
        findings
            .report_at(soup, place, format!("{} declares {named}, and no lock file holds it", soup.id()))
            .help("retire the record if the component is gone from the product; otherwise correct its `purl`");
    }
}
