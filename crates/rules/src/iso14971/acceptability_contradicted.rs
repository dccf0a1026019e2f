//! ISO 14971 7.3: what a record says of its residual risk is what the criteria say.

use crate::contribution::{remaining, words};
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Acceptability, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "acceptability-contradicted",
    clauses: &["iso14971 7.3", "iso14971 6"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a situation that is called acceptable, or not, against the criteria",
    page: include_str!("acceptability_contradicted.md"),
    check: Check::EachWhere(&[Kind::HazardousSituation], states_it, check),
};

fn states_it(situation: Record<'_>) -> bool {
    situation.value("acceptable").is_some()
}

fn check(situation: Record<'_>, findings: &mut Findings<'_>) {
    let Some(value) = situation.value("acceptable") else { return };
    let rest = remaining(findings.risk(), situation);
    let (stated, found) = match (value.text, rest.acceptability) {
        ("yes", Some(Acceptability::Unacceptable)) => ("acceptable", "is not"),
        ("no", Some(Acceptability::Acceptable)) => ("not acceptable", "is"),
        _ => return,
    };
    let id = situation.id();
    findings
        .report_at(situation, value.place, format!("{id} is called {stated}, and by the criteria {} {found}", words(situation, rest)))
        .help("take `acceptable` out, since the criteria decide; or correct the estimate, or the criteria, if they are wrong");
}
