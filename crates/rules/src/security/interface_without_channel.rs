//! IEC 81001-5-1, 5.4.3: an interface to the outside says how it is reached.

use crate::rule::{Basis, Check, Findings, Level, Rule};
use crate::threats;
use primum_model::{Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "interface-without-channel",
    clauses: &["iec81001-5-1 5.4.3"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an interface to the outside that does not say how it is reached",
    page: include_str!("interface_without_channel.md"),
    check: Check::EachWhere(&[Kind::Interface], threats::is_exposed, check),
};

fn check(interface: Record<'_>, findings: &mut Findings<'_>) {
    if interface.value("channel").is_none() {
        let words = threats::words(interface.model(), Kind::Interface, "channel").join(", ");
        findings
            .report(interface, format!("{} leads out of the software and does not say through which channel", interface.id()))
            .help(format!("say how it is reached in `- channel:`; the words are {words}"));
    }
}
