//! Clauses 4.3 a and 7.1.1: for every hazardous situation it is said whether software can contribute.

use crate::answered::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "contribution-unknown",
    clauses: &["4.3.a", "7.1.1"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a hazardous situation to which software may or may not contribute",
    page: include_str!("contribution_unknown.md"),
    check: Check::Each(&[Kind::HazardousSituation], check),
};

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let id = situation.id();
    match situation.text("software-contributes") {
        Some("yes") => {}
        Some("no") if situation.own("software-contributes").is_none() && !situation.repeats("software-contributes") => {
            let place = situation.value("software-contributes").map_or(situation.place(), |value| value.place);
            findings
                .report_at(situation, place, format!("{id} has its `no` from the front matter, so it asks for class C"))
                .help(format!("nobody has thought of {id} alone: write `- software-contributes: no` into it, with its reason in `no-contribution`"));
        }
        Some("no") if answered(situation, "no-contribution") => {}
        Some("no") => {
            findings
                .report(situation, format!("{id} says that software cannot contribute, and not why"))
                .help("give the reason in `no-contribution`: no software acts on it, measures for it, or informs about it");
        }
        Some("unknown") => {
            let place = situation.value("software-contributes").map_or(situation.place(), |value| value.place);
            findings
                .report_at(situation, place, format!("whether software contributes to {id} is unknown, so it asks for class C"))
                .help("find out, and write `yes` or `no`; an unknown answer counts as the worst case");
        }
        _ => {
            findings
                .report(situation, format!("{id} does not say whether software can contribute, so it asks for class C"))
                .help("write `- software-contributes: yes`, or `no` with the reason in `no-contribution`");
        }
    }
}
