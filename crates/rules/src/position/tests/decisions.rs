//! What the tables decide, held against a second writing of each source, for every combination of answers.

use super::super::evaluate::Certainty;
use super::super::listing::By;
use super::{come_to, known, outcome, questions};
use crate::standards::Confidence;

/// Every combination of one answer to each of the questions.
fn combinations(id: &str) -> Vec<Vec<(&'static str, &'static str)>> {
    questions(known(id)).into_iter().fold(vec![Vec::new()], |before, (field, answers, _)| {
        before.into_iter().flat_map(|given| answers.iter().map(move |answer| [given.clone(), vec![(field, *answer)]].concat())).collect()
    })
}

fn every(id: &str, count: usize, decide: impl Fn(&dyn Fn(&str) -> &'static str) -> &'static str) {
    let all = combinations(id);
    assert_eq!(all.len(), count, "{id}");
    for given in all {
        let said = |field: &str| given.iter().find(|(known, _)| *known == field).unwrap_or_else(|| panic!("no field {field}")).1;
        let found = come_to(id, &given);
        assert_eq!(found.outcome().id, decide(&said), "{id}: {given:?}");
        assert_eq!(found.certainty(), Certainty::Decided, "{id}: {given:?}");
        assert!(found.unanswered.is_empty() && !found.steps.is_empty());
    }
}

#[test]
fn the_nine_cells_of_n12() {
    let cells = [("critical", ["IV", "III", "II"]), ("serious", ["III", "II", "I"]), ("non-serious", ["II", "I", "I"])];
    for (situation, row) in cells {
        for (significance, category) in ["treat or diagnose", "drive", "inform"].into_iter().zip(row) {
            let given = [("imdrf-situation", situation), ("imdrf-significance", significance)];
            assert_eq!(outcome("imdrf-n12", &given), category, "{given:?}");
        }
        assert_eq!(outcome("imdrf-n12", &[("imdrf-situation", situation)]), row[0], "the worst of the row");
    }
    for (significance, worst) in [("treat or diagnose", "IV"), ("drive", "III"), ("inform", "II")] {
        assert_eq!(outcome("imdrf-n12", &[("imdrf-significance", significance)]), worst, "the worst of the column");
    }
    assert_eq!(outcome("imdrf-n12", &[]), "IV");
    let steps = come_to("imdrf-n12", &[("imdrf-situation", "critical"), ("imdrf-significance", "drive")]).steps;
    assert!(steps.iter().any(|step| step.notes.contains(&"MDCG 2019-11 sets MDR class IIb beside it")), "{steps:?}");
}

#[test]
fn rule_11_with_the_rules_around_it() {
    let rank = |class: &str| ["I", "IIa", "IIb", "III"].iter().position(|known| *known == class);
    every("mdr-rule-11", 2 * 4 * 2 * 2 * 2 * 2 * 2 * 5, |said| {
        let driven = if said("drives-device") == "yes" { said("class-of-driven-device") } else { "I" };
        let decisions = match (said("rule11-decisions"), said("rule11-death"), said("rule11-serious")) {
            ("no", ..) => "I",
            (_, "yes", _) => "III",
            (_, _, "yes") => "IIb",
            _ => "IIa",
        };
        let monitors = match (said("rule11-monitors"), said("rule11-vital")) {
            ("no", _) => "I",
            (_, "yes") => "IIb",
            _ => "IIa",
        };
        let others = if said("class-by-other-rules") == "none" { "I" } else { said("class-by-other-rules") };
        [driven, decisions, monitors, others].into_iter().max_by_key(|class| rank(class)).expect("a class")
    });
}

#[test]
fn rule_11_asks_only_for_what_can_still_change_the_class() {
    let missing = |given: &[(&str, &str)]| come_to("mdr-rule-11", given).missing();
    let death = [("rule11-decisions", "yes"), ("rule11-death", "yes")];
    assert_eq!(outcome("mdr-rule-11", &death), "III");
    assert!(missing(&death).is_empty(), "nothing is above class III");
    let driven = [("drives-device", "yes"), ("class-of-driven-device", "IIb"), ("rule11-decisions", "no"), ("class-by-other-rules", "IIb")];
    assert_eq!((outcome("mdr-rule-11", &driven), missing(&driven)), ("IIb", vec![]), "monitoring does not lead above IIb");
    let both = [
        ("rule11-decisions", "yes"),
        ("rule11-death", "no"),
        ("rule11-serious", "no"),
        ("rule11-monitors", "yes"),
        ("rule11-vital", "yes"),
    ];
    let both = [&both[..], &[("drives-device", "no"), ("class-by-other-rules", "none")]].concat();
    assert_eq!(outcome("mdr-rule-11", &both), "IIb", "IIa by the one branch, IIb by the other");
    let open = [("drives-device", "no"), ("rule11-decisions", "yes"), ("rule11-monitors", "no"), ("class-by-other-rules", "none")];
    assert_eq!((outcome("mdr-rule-11", &open), missing(&open)), ("III", vec!["rule11-death", "rule11-serious"]));
    assert_eq!(outcome("mdr-rule-11", &[]), "III");
    let floor = [("drives-device", "no"), ("rule11-decisions", "yes"), ("rule11-serious", "yes"), ("class-by-other-rules", "IIb")];
    assert_eq!((outcome("mdr-rule-11", &floor), missing(&floor)), ("III", vec!["rule11-death"]), "monitoring cannot come above IIb");
    let above = [("drives-device", "yes"), ("class-of-driven-device", "IIa"), ("rule11-decisions", "no"), ("rule11-monitors", "yes")];
    let above = [&above[..], &[("class-by-other-rules", "none")]].concat();
    assert_eq!((outcome("mdr-rule-11", &above), missing(&above)), ("IIb", vec!["rule11-vital"]), "one class above the floor decides");
}

#[test]
fn the_documentation_level() {
    every("fda-documentation-level", 2 * 2 * 2 * 2 * 3, |said| {
        let recommended = said("combination-product") == "yes" || said("blood-establishment") == "yes" || said("us-device-class") == "III";
        match (said("serious-harm"), recommended, said("basic-level-rationale")) {
            ("yes", ..) | (_, true, "no") => "enhanced",
            _ => "basic",
        }
    });
    assert_eq!(outcome("fda-documentation-level", &[]), "enhanced");
}

#[test]
fn the_four_criteria_of_decision_support() {
    every("fda-non-device-cds", 16, |said| {
        let met = ["cds-medical-information", "cds-recommendations", "cds-independent-review"].iter().all(|field| said(field) == "yes");
        if met && said("cds-image-or-signal") == "no" { "non-device" } else { "device" }
    });
    let one = come_to("fda-non-device-cds", &[("cds-recommendations", "no")]);
    assert_eq!((one.outcome().id.as_str(), one.certainty()), ("device", Certainty::Decided), "one that is not met is enough");
    let three = [("cds-image-or-signal", "no"), ("cds-medical-information", "yes"), ("cds-recommendations", "yes")];
    let three = come_to("fda-non-device-cds", &three);
    assert_eq!(
        (three.outcome().id.as_str(), three.certainty(), three.missing()),
        ("device", Certainty::WorstCase, vec!["cds-independent-review"])
    );
}

#[test]
fn a_cyber_device_is_all_three() {
    every("fda-cyber-device", 8, |said| {
        let all = ["sponsor-software", "internet-capable", "cyber-vulnerable"].iter().all(|field| said(field) == "yes");
        if all { "cyber device" } else { "no cyber device" }
    });
    assert_eq!(outcome("fda-cyber-device", &[]), "cyber device");
}

#[test]
fn the_parts_of_a_change_control_plan() {
    every("fda-pccp", 2 * 16, |said| {
        let parts = ["pccp-modifications", "pccp-protocol", "pccp-impact", "pccp-submission"];
        match said("pccp") {
            "no" => "no plan",
            _ if parts.iter().all(|part| said(part) == "present") => "plan complete",
            _ => "plan incomplete",
        }
    });
}

#[test]
fn the_route_in_the_united_states() {
    every("fda-route", 12, |said| match (said("us-device-class"), said("us-exempt"), said("us-predicate")) {
        ("III", ..) => "PMA",
        (_, "yes", _) => "exempt",
        (.., "yes") => "510(k)",
        _ => "De Novo",
    });
}

#[test]
fn device_or_not_and_software_alone_or_not() {
    every("device-eu", 4, |said| if said("medical-purpose") == "yes" || said("accessory") == "yes" { "device" } else { "not a device" });
    every("samd", 4, |said| if said("medical-purpose") == "yes" && said("hardware-needs-it") == "no" { "SaMD" } else { "not SaMD" });
    // The decision support that this table builds on has come to its worst, a device.
    every("device-us", 2 * 2 * 5, |said| match (said("medical-purpose"), said("accessory"), said("excluded-function")) {
        ("yes", _, "none") | ("no", "yes", _) => "device",
        _ => "not a device",
    });
}

#[test]
fn what_is_no_device_is_asked_nothing_more() {
    for (id, other, outcome) in [
        ("mdr-rule-11", "device-eu", "not a device"),
        ("fda-route", "device-us", "not a device"),
        ("fda-documentation-level", "device-us", "not a device"),
        ("fda-cyber-device", "device-us", "not a device"),
        ("fda-pccp", "device-us", "not a device"),
        ("imdrf-n12", "samd", "no category"),
    ] {
        let mut answers = super::Answers::default();
        answers.add_table(other, vec![&known(other).outcome(0).id], Confidence::High);
        let found = super::evaluate(known(id), &answers);
        assert_eq!((found.outcome().id.as_str(), found.certainty(), found.steps.len()), (outcome, Certainty::Decided, 1), "{id}");
        let unclear = super::evaluate(known(id), &super::Answers::default());
        assert_eq!(unclear.outcome().id, known(id).worst);
        assert!(unclear.unanswered.iter().any(|one| one.by == By::Table(other)), "{id}: {:?}", unclear.unanswered);
    }
}

#[test]
fn steps_behind_a_missing_answer_say_when_they_count() {
    let steps = come_to("mdr-rule-11", &[("drives-device", "no"), ("rule11-monitors", "no"), ("class-by-other-rules", "none")]).steps;
    let of = |id: &str| {
        let step = steps.iter().find(|step| step.id == id).unwrap_or_else(|| panic!("{id}"));
        step.only_if.iter().map(|one| (one.step, one.answers.join("|"))).collect::<Vec<_>>()
    };
    assert_eq!(of("R11-1"), []);
    assert_eq!(of("R11-2"), [("R11-1", "yes".to_owned())]);
    assert_eq!(of("R11-3"), [("R11-2", "no".to_owned())]);
    assert_eq!(of("R11-6"), [], "other answers lead there in any case");
    assert!(!steps.iter().any(|step| step.id == "R11-5"), "an answered question shuts the other way");
    let steps = come_to("mdr-rule-11", &[("rule11-death", "no")]).steps;
    let when = |id: &str| steps.iter().find(|step| step.id == id).map(|step| step.only_if.clone()).expect("the step");
    let ways: Vec<&str> = when("R11-6").iter().map(|one| one.step).collect();
    assert_eq!(ways, ["R11-0", "R11-1", "R11-4", "R11-R"], "each way that leads there");
    assert_eq!(when("R11-3")[0].step, "R11-1", "R11-2 is answered, so R11-1 decides");
    let steps = come_to("fda-route", &[]).steps;
    assert_eq!(steps.iter().find(|step| step.id == "FR-2").expect("the step").only_if[0].answers, ["I", "II"]);
}

#[test]
fn what_rests_on_another_table_is_no_surer_than_that_table() {
    let mut answers = super::Answers::default();
    answers.add_table("device-us", vec!["not a device"], Confidence::Low);
    assert_eq!(super::evaluate(known("fda-documentation-level"), &answers).confidence, Confidence::Low);
}
