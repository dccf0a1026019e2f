//! Section 524B: a cyber device is denied although there is a way in, or without a reason.

use crate::answered::answered;
use crate::position::{facts, position};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Model, Record, Value};

pub(crate) static RULE: Rule = Rule {
    name: "cyber-device-denied",
    clauses: &[],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "no cyber device is claimed although an interface can be reached from outside, or without a rationale",
    page: include_str!("cyber_device_denied.md"),
    check: Check::Project(check),
};

/// Where a record says that it is no cyber device, or that it cannot connect.
pub(super) fn denial(record: Record<'_>) -> Option<Value<'_>> {
    let no = |name| record.value(name).filter(|value| value.text == "no");
    no("cyber-device").or_else(|| no("internet-capable"))
}

fn check(model: &Model, findings: &mut Findings<'_>) {
    let position = position(model);
    let Some(standing) = position.standing("fda-cyber-device") else { return };
    // Where it is no device, nobody asks.
    if standing.evaluation.outcomes.highest() == 0 {
        return;
    }
    let ways_in = facts::network_like_interfaces(model);
    findings.examined(standing.by.len());
    for record in standing.by.iter().map(|at| model.at(*at)) {
        let Some(denial) = denial(record) else { continue };
        let said = format!("{} says `{}: no`", record.id(), denial.field.name);
        if let Some((interface, way_in)) = ways_in.first() {
            let more = if ways_in.len() > 1 { format!(" and {} more", ways_in.len() - 1) } else { String::new() };
            findings
                .report_at(record, denial.place, format!("{said}, and {}{more} can be reached from outside", interface.id()))
                .help(format!(
                    "say `yes` and do what 524B(b) asks, or show in {0} that nothing can come in: `- channel: internal` or `hardware`, and no network in `protocol`",
                    interface.id()
                ))
                .related(*way_in, "the way in");
        } else if !answered(record, "rationale") {
            findings
                .report_at(record, denial.place, format!("{said} and gives no rationale"))
                .help("write in `rationale` why it cannot connect: which ports and radios there are, and what can come through each");
        }
    }
}
