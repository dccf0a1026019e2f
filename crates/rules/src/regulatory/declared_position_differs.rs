//! What a qualification declares is lower than what its answers come to.

use super::cyber_device_denied::denial;
use crate::position::{Compared, Declared, facts, position};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "declared-position-differs",
    clauses: &[],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "a declared regulatory position that is lower than the answers come to",
    page: include_str!("declared_position_differs.md"),
    check: Check::Project(check),
};

fn check(model: &Model, findings: &mut Findings<'_>) {
    for (table, standing) in position(model).asked() {
        findings.examined(standing.declared.len());
        for declared in standing.declared.iter().filter(|one| one.compared == Compared::Lower && !has_a_rule_of_its_own(model, one)) {
            let record = model.at(declared.record);
            // The least that the answers leave open: that much is certain.
            let least = &table.outcome(standing.evaluation.outcomes.lowest()).id;
            let at_least = if standing.evaluation.outcomes.is_one() { "" } else { "at least " };
            findings
                .report_at(
                    record,
                    declared.place,
                    format!("{} declares `{}: {}`, and the answers come to {at_least}`{least}`", record.id(), declared.field, declared.value),
                )
                .help(format!(
                    "declare what the answers come to, or mend the answer that leads there: `primum position {}` shows the steps",
                    table.id
                ));
        }
    }
}

/// Is the contradiction told by a rule that knows more about it?
fn has_a_rule_of_its_own(model: &Model, declared: &Declared) -> bool {
    match declared.field {
        "fda-documentation-level" => true,
        "cyber-device" => denial(model.at(declared.record)).is_some() && !facts::network_like_interfaces(model).is_empty(),
        "device" => facts::medical_purposes(model).next().is_some(),
        _ => false,
    }
}
