//! Clause 5.4.3: every interface of class C software is designed in detail.

use crate::answered;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "interface-without-design",
    clauses: &["5.4.3", "fda-software SW-SDS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a class C interface without detailed design",
    page: include_str!("interface_without_design.md"),
    check: Check::Each(&[Kind::Interface], check),
};

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    let id = interface.id();
    let designs: Vec<Record<'_>> = interface.linked_by("designs").filter(|design| design.kind() == Kind::DetailedDesign).collect();
    match designs.first() {
        None => {
            findings
                .report(interface, format!("no detailed design of {id} exists"))
                .help(format!("write one with `- designs: {id}`: calls or messages, ranges, timing, error codes"));
        }
        Some(first) if !designs.iter().any(|design| answered::says_something(&design.body())) => {
            findings
                .report(interface, format!("the detailed design of {id} has no text"))
                .help(format!("write it in {}: calls or messages, ranges, timing, error codes", first.id()))
                .related(first.place(), "this design");
        }
        Some(_) => {}
    }
}
