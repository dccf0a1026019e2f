//! Clause 5.3.2: an interface says who meets there, how they talk, in which form, and what happens when one fails.

use crate::content;
use crate::parts;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "interface-incomplete",
    clauses: &["5.3.2"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an interface without two partners, protocol, format or behaviour on error",
    page: include_str!("interface_incomplete.md"),
    check: Check::Each(&[Kind::Interface], check),
};

const PARTNERS: &[Kind] = &[Kind::SoftwareSystem, Kind::SoftwareItem, Kind::SoftwareUnit, Kind::Soup];

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    let id = interface.id();
    let mut inside: Vec<u32> = parts::linked(interface, "between", PARTNERS).map(Record::position).collect();
    inside.sort_unstable();
    inside.dedup();
    match inside.len() + interface.values("external").count() {
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
    let missing = content::unanswered(interface, &["protocol", "format", "errors"]);
    if !missing.is_empty() {
        findings
            .report(interface, format!("{id} has no {}", content::either(&missing)))
            .help("say how the partners talk, the form of what crosses, and what each does when the other is late, silent or wrong");
    }
}
