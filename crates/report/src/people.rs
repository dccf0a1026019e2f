//! The people of a product, with their roles and keys, and where each stands on a day.

use crate::screen::harmless;
use primum_evidence::ledger::counts;
use primum_model::Date;
use primum_model::config::{People, Period};

/// One paragraph for each person.
#[must_use]
pub fn text(people: &People, day: Date) -> String {
    if people.people.is_empty() {
        return "nobody is listed: [[people]] in primum.toml names who works here (docs/approvals.md)\n".to_owned();
    }
    let mut out = String::new();
    for person in &people.people {
        out.push_str(&format!("{} <{}>{}\n", person.name, person.address, stands(person.period, day)));
        for role in people.roles.iter().filter(|role| role.person == person.address) {
            let basis = if role.basis.is_empty() { String::new() } else { format!(", on {}", role.basis) };
            out.push_str(&format!("    {}{}{basis}\n", role.role, stands(role.period, day)));
        }
        for key in people.keys.iter().filter(|key| key.person == person.address) {
            let kind = key.key.split(' ').next().unwrap_or("");
            let end: String = key.key.chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
            let standing = match (counts(people, key), key.revoked) {
                (None, _) => ": counts on no day".to_owned(),
                (Some(_), Some(revoked)) => format!(": revoked from {revoked} on"),
                (Some(period), None) => stands(period, day),
            };
            out.push_str(&format!("    key {kind} …{end}{standing}\n"));
        }
        if people.keys.iter().all(|key| key.person != person.address) {
            out.push_str("    no key: this person cannot sign\n");
        }
    }
    out.lines().map(|line| format!("{}\n", harmless(line))).collect()
}

fn stands(period: Period, day: Date) -> String {
    match period {
        Period { from: Some(from), .. } if day < from => format!(": from {from} on"),
        Period { until: Some(until), .. } if until < day => format!(": until {until}"),
        Period { from: None, until: None } => String::new(),
        Period { from, until } => {
            let from = from.map_or_else(String::new, |from| format!(" since {from}"));
            let until = until.map_or_else(String::new, |until| format!(" until {until}"));
            format!(": today{from}{until}")
        }
    }
}
