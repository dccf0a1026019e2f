//! A regulatory question that decides the outcome and that nobody has answered.

use crate::answered::listed;
use crate::position::position;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::Model;

pub(crate) static RULE: Rule = Rule {
    name: "position-unanswered",
    clauses: &[],
    basis: Basis::Practice,
    level: Level::Warning,
    summary: "a regulatory question that decides and has no answer",
    page: include_str!("position_unanswered.md"),
    check: Check::Project(check),
};

/// How many questions a message names.
const NAMED: usize = 3;

fn check(model: &Model, findings: &mut Findings<'_>) {
    for (table, standing) in position(model).asked() {
        findings.examined(1);
        let missing = standing.evaluation.missing();
        // Where the worst that could come of it is declared, no answer can change what has to be done.
        if !standing.is_open() || missing.is_empty() {
            continue;
        }
        let record = model.at(standing.home);
        // What is asked in any case comes first; what it brings with it is counted.
        let first = standing.evaluation.asked_first();
        let first = if first.is_empty() { &missing } else { &first };
        let mut named: Vec<String> = first.iter().take(NAMED).map(|field| format!("`{field}`")).collect();
        let more = missing.len() - named.len();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        let named: Vec<&str> = named.iter().map(String::as_str).collect();
        let fields = listed(&named).unwrap_or_default();
        let outcome = &standing.evaluation.outcome().id;
        findings
            .report(record, format!("{} leaves open {fields}, so {} counts as `{outcome}`", record.id(), table.id))
            .help(format!("write the answers into {}: `primum position {}` asks in order and shows what each decides", record.id(), table.id));
    }
}
