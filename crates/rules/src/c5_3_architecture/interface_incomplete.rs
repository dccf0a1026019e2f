//! Clause 5.3.2: an interface says who meets there, how they talk, in which form, and what happens when one fails.

use crate::answered::{self, Question};
use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "interface-incomplete",
    clauses: &["5.3.2", "iec81001-5-1 5.4.3", "fda-software SW-ARCH", "fda-cyber CY-INT"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an interface without two partners, protocol, format or behaviour on error",
    page: include_str!("interface_incomplete.md"),
    check: Check::Each(&[Kind::Interface], check),
};

const PARTNERS: &[Kind] = &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Soup];

const QUESTIONS: &[Question] = &[("protocol", "protocol"), ("format", "format"), ("errors", "behaviour on error")];

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    let id = interface.id();
    let mut inside: Vec<u32> = parts::linked(interface, "between", PARTNERS).map(Record::position).collect();
    inside.sort_unstable();
    inside.dedup();
    let outside = interface.values("external").filter(|partner| answered::says_something(partner.text)).count();
    match inside.len() + outside {
        0 => {
            findings.report(interface, format!("{id} has no partners")).help("name both partners in `between` and `external`");
        }
        1 => {
            findings
                .report(interface, format!("{id} has only one partner"))
                .help("name the other one: an item or SOUP item in `between`, hardware, a user or a service in `external`");
        }
        _ => {}
    }
    if let Some(open) = answered::lacking(interface, QUESTIONS) {
        findings
            .report(interface, format!("{id} says nothing about its {open}"))
            .help("write `protocol`, `format` and `errors`: how they talk, what crosses, what each does when the other fails");
    }
}
