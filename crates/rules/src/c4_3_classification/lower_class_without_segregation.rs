//! Clause 4.3 d: a part is lower than what it was split from only with a reason that says how it is kept apart.

use crate::answered::answered;
use crate::class::{declared, is_kept_apart};
use crate::parts::linked;
use crate::rule::{Basis, Check, Findings, Level, Rule};
use primum_model::{Class, Kind, Record};

pub(crate) static RULE: Rule = Rule {
    name: "lower-class-without-segregation",
    clauses: &["4.3.d"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an item that declares a lower class than its parent without rationale or segregation",
    page: include_str!("lower_class_without_segregation.md"),
    check: Check::EachWhere(&[Kind::SoftwareItem, Kind::SoftwareUnit], is_lower, check),
};

/// The class of what it was split from, as declared at the nearest record above that declares one.
pub(super) fn above(part: Record<'_>) -> Option<(Class, Record<'_>)> {
    let mut at = part;
    // A chain longer than this is a circle, which is reported as one.
    for _ in 0..64 {
        at = linked(at, "part-of", &[Kind::SoftwareSystem, Kind::SoftwareItem]).next()?;
        if let Some(class) = declared(at) {
            return Some((class, at));
        }
    }
    None
}

fn is_lower(part: Record<'_>) -> bool {
    declared(part).is_some_and(|class| above(part).is_some_and(|(parent, _)| class < parent))
}

fn check(part: Record<'_>, findings: &mut Findings<'_>) {
    let (Some(class), Some((parent_class, parent))) = (declared(part), above(part)) else { return };
    let segregated = is_kept_apart(part);
    let lacking = match (answered(part, "rationale"), segregated) {
        (true, true) => return,
        (false, true) => "no rationale says why",
        (true, false) => "no segregation with mechanism and proof keeps it apart",
        (false, false) => "neither rationale nor segregation says why",
    };
    let place = part.value("class").map_or(part.place(), |value| value.place);
    findings
        .report_at(part, place, format!("{} declares class {class} below {}, which is class {parent_class}, and {lacking}", part.id(), parent.id()))
        .help("say in `rationale` why it cannot contribute to what its parent can, and name it in `separates` of a segregation; until then the parent's class applies")
        .related(parent.place(), format!("class {parent_class} is declared here"));
}
