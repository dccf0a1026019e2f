//! Each step of the ladder, and that nothing unexamined is shown as reached.

use super::*;
use crate::fixture;

fn steps(text: &str, id: &str, kind: Kind) -> [Reached; 7] {
    let analysis = fixture::analysis(text);
    let list = ladder(&analysis, kind).expect("a ladder");
    list.iter().find(|ladder| ladder.record.id() == id).expect("on the ladder").steps
}

const CHAIN: &str = "## SI-1 a\n- part-of: SW-1\n\n## SU-1 b\n- part-of: SI-1\n\n## SU-2 c\n- part-of: SI-1\n\n## DD-1 d\n- designs: SU-1\n\n## SYS-1 s\n\n## SRS-1 r\n- derives-from: SYS-1\n- allocated-to: SI-1\n";

fn designed(class: &str, more: &str) -> Reached {
    steps(&format!("{}{CHAIN}{more}", fixture::classified(class)), "SRS-1", Kind::SoftwareRequirement)[2]
}

#[test]
fn designed_asks_what_the_class_asks() {
    assert_eq!(designed("C", ""), Reached::No, "SU-2 has no design");
    assert_eq!(designed("C", "\n## DD-2 e\n- designs: SU-2\n"), Reached::Yes);
    assert_eq!(designed("C", "\n## DD-2 e\n- designs: SI-1\n"), Reached::Yes);
    assert_eq!(designed("B", ""), Reached::Yes, "class B asks for items, not for detailed design");
    assert_eq!(designed("A", ""), Reached::NotAsked);
    assert_eq!(steps("## SRS-1 x\n", "SRS-1", Kind::SoftwareRequirement)[2], Reached::No);
    assert_eq!(steps("## SW-1 s\n\n## SRS-1 x\n- allocated-to: SW-1\n", "SRS-1", Kind::SoftwareRequirement)[2], Reached::No);
}

#[test]
fn a_planned_test_is_not_a_passed_test() {
    let text = |level: &str| format!("## SRS-1 x\n\n## TC-1 t\n- level: {level}\n- verifies: SRS-1\n");
    let of = |text: &str| steps(text, "SRS-1", Kind::SoftwareRequirement);
    assert_eq!(of(&text("system"))[4..6], [Reached::Yes, Reached::NotKnown]);
    assert_eq!(of(&text("unit"))[4..6], [Reached::No, Reached::No]);
    for reached in [of(&text("system"))[1], of(&text("system"))[3], of(&text("system"))[6]] {
        assert_eq!(reached, Reached::NotKnown);
    }
}

#[test]
fn released_is_what_a_manifest_holds_word_for_word() {
    const TEXT: &str = "## SRS-1 a\n\n## SRS-2 b\n\n## REL-1 x\n- version: 1.0\n- released: 2026-01-01\n";
    let before = fixture::analysis(TEXT);
    let day = primum_model::Date::constant(2026, 1, 1);
    let (manifest, _) = crate::release::manifest(&before, &Default::default(), &Default::default(), ("1.0", "REL-1", day));
    let kept = Kept { path: "baselines/1.0.json".to_owned(), sha256: "a".repeat(64), manifest };
    let of = |text: &str| {
        let mut analysis = fixture::analysis(text);
        analysis.facts.baselines = Some(primum_evidence::Baselines { manifests: vec![kept.clone()], faults: Vec::new() });
        let list = ladder(&analysis, Kind::SoftwareRequirement).expect("a ladder");
        list.iter().map(|ladder| ladder.steps[6]).collect::<Vec<_>>()
    };
    let named = format!("{TEXT}- baseline: sha256:{}\n", "a".repeat(64));
    assert_eq!(of(&named), [Reached::Yes; 2]);
    assert_eq!(of(&named.replace("## SRS-2 b", "## SRS-2 other")), [Reached::Yes, Reached::No]);
    assert_eq!(
        of(&named.replace("- baseline: sha256:a", "- baseline: sha256:b")),
        [Reached::NotKnown; 2],
        "the record names another manifest"
    );
    assert_eq!(of(TEXT), [Reached::NotKnown; 2]);
}

#[test]
fn a_system_requirement_is_designed_when_all_its_software_is() {
    let text = fixture::classified("B") + CHAIN;
    assert_eq!(steps(&text, "SYS-1", Kind::SystemRequirement)[2], Reached::Yes);
    let more = format!("{text}\n## SRS-2 loose\n- derives-from: SYS-1\n");
    assert_eq!(steps(&more, "SYS-1", Kind::SystemRequirement)[2], Reached::No);
    assert_eq!(steps("## SYS-1 x\n- allocated: hardware\n", "SYS-1", Kind::SystemRequirement)[2..4], [Reached::NotAsked; 2]);
}

#[test]
fn circles_end() {
    let text = "## SW-1 x\n- class: C\n\n## SI-1 a\n- part-of: SI-2\n\n## SI-2 b\n- part-of: SI-1\n\n## SRS-1 r\n- allocated-to: SI-1\n- derives-from: SRS-1\n";
    assert_eq!(steps(text, "SRS-1", Kind::SoftwareRequirement)[2], Reached::No);
}

#[test]
fn the_table_fits_and_says_why_a_step_is_not_known() {
    let analysis = fixture::analysis(fixture::PROJECT);
    for width in [40, 80, 120, 160] {
        let shown = text(&analysis, Kind::SoftwareRequirement, Screen { width, colour: false }).expect("a ladder");
        assert!(shown.lines().all(|line| columns(line) <= width), "{shown}");
        assert!(shown.contains("3 software requirements"), "{shown}");
        let joined = shown.replace("\n               ", " ");
        assert!(joined.contains("2 no, 1 not known (no result of a test is on record)"), "{shown}");
    }
    assert_eq!(
        text(&analysis, Kind::Test, Screen { width: 80, colour: false }),
        Err("a test has no ladder; these kinds have one: software requirement, system requirement, user need, labelling claim".to_owned())
    );
    let none = text(&analysis, Kind::UserNeed, Screen { width: 80, colour: false }).expect("a ladder");
    assert_eq!(none, "there are no user needs: nothing is known about any step\n");
}

#[test]
fn heads_tell_steps_apart_and_no_sign_is_torn_from_its_word() {
    let analysis = fixture::analysis(fixture::PROJECT);
    for width in [40, 60, 80] {
        let shown = text(&analysis, Kind::SoftwareRequirement, Screen { width, colour: false }).expect("a ladder");
        assert!(shown.contains("  dr  ap  de  im  tp  ve  re"), "{width}: {shown}");
        for pair in ["dr drafted", "tp test planned", "+ yes", "? not known", ". not asked"] {
            assert!(shown.lines().any(|line| line.contains(pair)), "{width}: {pair} is torn: {shown}");
        }
    }
}

#[test]
fn the_json_form_counts_every_step() {
    let analysis = fixture::analysis(fixture::PROJECT);
    let value: Value = serde_json::from_str(&json(&analysis, Kind::SoftwareRequirement).expect("a ladder")).expect("JSON");
    assert_eq!(value["records"].as_array().map(Vec::len), Some(3));
    assert_eq!(value["totals"]["designed"], json!({ "yes": 1, "no": 2, "not known": 0, "not asked": 0 }));
    assert_eq!(value["records"][0]["steps"]["verified"], "not known");
}
