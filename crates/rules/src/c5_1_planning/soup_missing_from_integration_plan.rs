//! Clause 5.1.5: SOUP is integrated too.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Model, Record};

pub(crate) static RULE: Rule = Rule {
    name: "soup-missing-from-integration-plan",
    clauses: &["5.1.5"],
    basis: Basis::Clause,
    level: Level::Warning,
    summary: "an integration plan that does not speak of SOUP although there is some",
    page: include_str!("soup_missing_from_integration_plan.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    if model.of(Kind::Soup).len() == 0 {
        return;
    }
    let plans: Vec<Record<'_>> = model.of(Kind::Plan).filter(|plan| plan.says("covers", "integration")).collect();
    findings.examined(plans.len());
    let Some(first) = plans.first().filter(|_| !plans.iter().any(|plan| speaks_of_soup(*plan))) else { return };
    findings
        .report(*first, format!("{} plans the integration and does not speak of SOUP", first.id()))
        .help("say in `Integration order` when each SOUP item is joined, and in `Integration tests` what shows that it works here");
}

/// By the usual names, or by the ID of an item.
fn speaks_of_soup(plan: Record<'_>) -> bool {
    let text = plan.body().to_ascii_lowercase();
    let named = ["soup", "off-the-shelf", "third-party", "third party"].iter().any(|word| text.contains(word));
    named || plan.model().of(Kind::Soup).any(|soup| text.contains(&soup.id().to_ascii_lowercase()))
}
