//! The decision table of `standards/classification.md`, the rules for items, and the properties of its section 9.

mod doubt;
mod properties;
mod table;

use super::{ClassTable, System, WhatIf};
use crate::risk::RiskFile;
use primum_model::{Class, Date, Model, Snapshot, Source};

/// Three severities, three probabilities; rare is acceptable at each severity, more only where nobody is injured.
pub(super) const SCALES: &str = r#"
[[severity]]
name = "damage"
injury = "none"
[[severity]]
name = "minor"
injury = "non-serious"
[[severity]]
name = "grave"
injury = "serious"
[[probability]]
name = "rare"
[[probability]]
name = "some"
[[probability]]
name = "often"
[[acceptability]]
severity = "damage"
acceptable = ["rare"]
investigate = ["some"]
unacceptable = ["often"]
[[acceptability]]
severity = "minor"
acceptable = ["rare"]
investigate = ["some"]
unacceptable = ["often"]
[[acceptability]]
severity = "grave"
acceptable = ["rare"]
unacceptable = ["some", "often"]
"#;

/// A system, classified and confirmed, its hazard analysis checked.
pub(super) const CONFIRMED: &str = "## SW-1 Pump\n- class: A\n\n## REV-1 Analysis\n- subject: risk\n- of: SW-1\n- held: 2026-01-01\n\
    - participants: risk manager\n- outcome: accepted\n- confirms: hazard analysis complete\n- confirms: safety class\n\n";

pub(super) fn model(text: &str) -> Model {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", SCALES));
    let model = Model::build(snapshot).expect("a configuration");
    assert_eq!(model.config.faults, []);
    model
}

pub(super) fn table(model: &Model) -> ClassTable {
    ClassTable::new(model, &RiskFile::new(model))
}

/// The class at which a record is judged.
pub(super) fn class(text: &str, id: &str) -> Class {
    let model = model(text);
    let record = model.find(id).unwrap_or_else(|| panic!("no {id}"));
    table(&model).of(record)
}

pub(super) fn system(text: &str) -> System {
    let model = model(text);
    table(&model).systems[0].clone()
}

/// The class of SW-1 under assumptions about records by ID: `-` not there, `+` proven.
pub(super) fn assuming(text: &str, assumptions: &[&str]) -> Class {
    let model = model(text);
    let mut assumed = WhatIf::default();
    for assumption in assumptions {
        let (sign, id) = assumption.split_at(1);
        let at = model.find(id).unwrap_or_else(|| panic!("no {id}")).position();
        if sign == "-" { assumed.without.push(at) } else { assumed.proven.push(at) }
    }
    ClassTable::assuming(&model, &RiskFile::new(&model), &assumed).systems[0].class
}
