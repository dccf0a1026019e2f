//! Clause 5.5.3: units meet the acceptance criteria that the project has set; here, how much of their code tests reach.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_evidence::Ratio;
use primum_model::config::Gate;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "coverage-below-gate",
    clauses: &["5.5.3", "5.5.5"],
    basis: Basis::Practice,
    level: Level::Error,
    summary: "item or unit of which tests reach less than its class asks for",
    page: include_str!("coverage_below_gate.md"),
    check: Check::EachWhere(&[Kind::SoftwareItem, Kind::SoftwareUnit], |part| part.value("source").is_some(), check),
};

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let (class, id) = (findings.class(), part.id());
    let Some(gate) = part.model().config.gates.iter().find(|gate| gate.class == class) else { return };
    let asked = asked(gate);
    if asked.iter().all(|(_, percent)| percent.is_none()) {
        return;
    }
    let table = &findings.verification().code;
    let Some(code) = table.by_part.get(&part.position()).filter(|code| code.covered > 0) else {
        findings
            .report(part, format!("no coverage of {id} is on record, and class {class} asks for it"))
            .help("run the tests with coverage on a committed state and record it: `primum evidence add FILE`");
        return;
    };
    let measures = code.coverage.named();
    for (name, percent) in asked {
        let Some(percent) = percent else { continue };
        match measures.iter().find(|(known, _)| *known == name).and_then(|(_, ratio)| *ratio) {
            None => {
                findings
                    .report(part, format!("nothing tells how many {name} of {id} tests reach, and class {class} asks for {percent} %"))
                    .help(format!("let the coverage tool report {name}, or take the limit out of [[gates]]"));
            }
            Some(Ratio { covered, total }) if (covered as f64) * 100.0 < percent * (total as f64) => {
                let share = covered as f64 * 100.0 / total as f64;
                findings
                    .report(part, format!("tests reach {covered} of {total} {name} of {id} ({share:.1} %), and class {class} asks for {percent} %"))
                    .help("add tests, or accept what cannot be reached by a deviation with the reason");
            }
            Some(_) => {}
        }
    }
    if let Some(first) = code.unreported.first() {
        let count = code.unreported.len();
        findings
            .report(part, format!("{count} of {} files of {id} are in no coverage report that holds, such as {first}", count + code.covered))
            .help("run the tests with coverage again; a file that no test loads is missing in the reports of many tools: tell the tool to list all");
    }
}

fn asked(gate: &Gate) -> [(&'static str, Option<f64>); 4] {
    [("lines", gate.lines), ("branches", gate.branches), ("functions", gate.functions), ("conditions", gate.conditions)]
}
