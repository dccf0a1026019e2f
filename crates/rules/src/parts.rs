//! What rules about architecture, design and units share: what is part of what.

use crate::legacy;
use primum_model::{Kind, Record};

/// The targets of a link field that are not retired and of these kinds.
pub(crate) fn linked<'m>(record: Record<'m>, field: &'static str, kinds: &'static [Kind]) -> impl Iterator<Item = Record<'m>> + Clone {
    record.links(field).filter(move |target| !target.is_retired() && kinds.contains(&target.kind()))
}

/// What the item or unit was split from. One that names two wholes belongs to neither.
pub(crate) fn parent(part: Record<'_>) -> Option<Record<'_>> {
    if part.repeats("part-of") {
        return None;
    }
    linked(part, "part-of", &[Kind::SoftwareSystem, Kind::SoftwareItem]).next()
}

/// What a system or item is made of, one step down.
pub(crate) fn parts(whole: Record<'_>) -> impl Iterator<Item = Record<'_>> + Clone {
    let is_part = |part: &Record<'_>| matches!(part.kind(), Kind::SoftwareItem | Kind::SoftwareUnit);
    whole.linked_by("part-of").filter(is_part).filter(move |part| parent(*part) == Some(whole))
}

/// Does it stand in the architecture? Every item does, and a unit that a system is made of without an item in between.
pub(crate) fn is_in_architecture(part: Record<'_>) -> bool {
    match part.kind() {
        Kind::SoftwareSystem | Kind::SoftwareItem => true,
        _ => parent(part).is_some_and(|parent| parent.kind() == Kind::SoftwareSystem),
    }
}

/// Does it hold for the record itself, or for anything that it is made of, at any depth?
pub(crate) fn anywhere_within(whole: Record<'_>, holds: impl Fn(Record<'_>) -> bool) -> bool {
    let mut open = vec![whole];
    while let Some(at) = open.pop() {
        if holds(at) {
            return true;
        }
        // Every part has one parent, so the only way back is a circle through the start.
        open.extend(parts(at).filter(|part| *part != whole));
    }
    false
}

/// Is this version of the system kept by the legacy route (4.4), which stands in for its development? Only a complete and
/// approved assessment of the very version counts.
pub(crate) fn by_legacy_route(system: Record<'_>) -> bool {
    system.linked_by("of").filter(|record| record.kind() == Kind::LegacyAssessment).any(|assessment| {
        let approved = assessment.date("approved").is_some_and(|on| on <= system.model().date) && !assessment.says("status", "draft");
        let same_version = system.text("version").is_some_and(|version| assessment.text("version") == Some(version));
        approved && same_version && legacy::STEPS.iter().all(|step| legacy::is_made(assessment, *step))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    fn model() -> Model {
        let text = "## SW-1 System\n\n## SI-1 Item\n- part-of: SW-1\n\n## SI-2 Item\n- part-of: SI-1\n\n## SU-1 Unit\n- part-of: SI-2\n\n\
                    ## SU-2 Unit\n- part-of: SW-1\n\n## SI-3 Item\n- part-of: SI-4\n\n## SI-4 Item\n- part-of: SI-3\n\n\
                    ## SI-5 Item\n- status: retired\n- part-of: SW-1\n\n## SU-3 Unit\n- part-of: SI-5\n\n\
                    ## SI-6 Item\n- part-of: SI-3\n\n## SI-7 Item\n- part-of: SI-7\n";
        Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
    }

    #[test]
    fn searching_within_goes_down_and_ends_in_circles() {
        let model = model();
        let has = |whole: &str, part: &str| anywhere_within(model.find(whole).expect("a record"), |at| at.id() == part);
        assert!(has("SW-1", "SU-1") && has("SI-1", "SI-1") && has("SI-3", "SI-4"));
        assert!(!has("SI-2", "SU-2") && !has("SI-3", "SU-1") && !has("SW-1", "SU-3"));
    }

    #[test]
    fn a_unit_below_an_item_is_no_architecture() {
        let model = model();
        let stands = |id: &str| is_in_architecture(model.find(id).expect("a record"));
        assert!(stands("SI-2") && stands("SU-2") && !stands("SU-1"));
    }

    #[test]
    fn the_legacy_route_takes_a_complete_approved_assessment_of_the_version() {
        let steps = "- market-history: z\n- feedback-review: a\n- risk-review: b\n- gap-analysis: c\n- closure-plan: d\n- approved-by: e\n";
        let kept = |system: &str, more: &str| {
            let text = format!("## SW-1 Boot\n{system}\n## LEG-1 Boot\n- of: SW-1\n- version: 2.4.1\n{steps}{more}");
            let model = Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30)));
            by_legacy_route(model.expect("no configuration").find("SW-1").expect("a record"))
        };
        assert!(kept("- version: 2.4.1\n", "- rationale: f\n- approved: 2026-06-30\n"));
        assert!(!kept("- version: 2.4.2\n", "- rationale: f\n- approved: 2026-06-30\n"), "another version");
        assert!(!kept("", "- rationale: f\n- approved: 2026-06-30\n"), "no version");
        assert!(!kept("- version: 2.4.1\n", "- approved: 2026-06-30\n"), "no rationale");
        assert!(!kept("- version: 2.4.1\n", "- rationale: f\n- approved: 2026-07-01\n"), "not approved yet");
        assert!(!kept("- version: 2.4.1\n", "- rationale: f\n- approved: 2026-06-30\n- status: draft\n"), "a draft");
    }
}
