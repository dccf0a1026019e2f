//! How far an effect flows: tables over small projects.

use super::*;
use crate::fixture;

fn reached(text: &str, ids: &[&str]) -> Vec<String> {
    let analysis = fixture::judged(text);
    let ids: Vec<String> = ids.iter().map(|id| (*id).to_owned()).collect();
    let impact = Impact::of_ids(&analysis, &ids).expect("records");
    let mut list: Vec<String> = impact.downstream.iter().map(|reached| analysis.model.at(reached.record).id().to_owned()).collect();
    list.sort();
    list
}

const PROJECT: &str = "## SW-1 Pump\n\n## SYS-1 Flow\n\n## SYS-2 Log\n\n## SRS-1 Rate\n- derives-from: SYS-1\n- allocated-to: SI-1\n- implements: RC-1\n\n\
    ## SRS-2 Log\n- derives-from: SYS-2\n- allocated-to: SI-1\n\n## SI-1 Control\n- part-of: SW-1\n\n## SI-2 Screen\n- part-of: SW-1\n- uses: SI-1\n\n\
    ## SU-1 Loop\n- part-of: SI-1\n\n## DD-1 Loop\n- designs: SU-1\n\n## HAZ-1 Too much\n\n## HS-1 Over\n- hazard: HAZ-1\n\n## HS-2 Under\n- hazard: HAZ-1\n\n\
    ## CAU-1 Overflow\n- contributes-to: HS-1\n- located-in: SI-1\n\n## CAU-2 Other\n- contributes-to: HS-1\n- located-in: SI-2\n\n\
    ## RC-1 Bounds\n- controls: CAU-1\n- effectiveness-proof: TC-2\n\n## TC-1 Rate\n- level: system\n- verifies: SRS-1\n\n\
    ## TC-2 Bounds\n- level: system\n- verifies: RC-1\n\n## TC-3 Log\n- level: system\n- verifies: SRS-2\n\n## TC-4 Control\n- level: integration\n- verifies: SI-1\n";

#[test]
fn an_effect_goes_down_and_stops_where_it_has_to() {
    // Neither the sister requirement of the item, nor the other cause of the same situation, nor the other situations of the hazard.
    let wanted = ["CAU-1", "HS-1", "RC-1", "SI-1", "SI-2", "SRS-1", "SW-1", "TC-1", "TC-2", "TC-4"];
    assert_eq!(reached(PROJECT, &["SYS-1"]), wanted);
    // A change of the item itself concerns everything that it carries out, and the controls in it (7.4.2).
    let wanted = ["CAU-1", "HS-1", "RC-1", "SI-2", "SRS-1", "SRS-2", "SU-1", "SW-1", "TC-1", "TC-2", "TC-3", "TC-4"];
    assert_eq!(reached(PROJECT, &["SI-1"]), wanted);
    assert_eq!(reached(PROJECT, &["TC-3"]), ["SRS-2"]);
    assert_eq!(reached(PROJECT, &["SYS-2", "SRS-2"]), ["CAU-1", "HS-1", "SI-1", "SI-2", "SW-1", "TC-3", "TC-4"]);
}

#[test]
fn every_record_is_reached_by_a_way_that_is_named() {
    let analysis = fixture::judged(PROJECT);
    let impact = Impact::of_ids(&analysis, &["SYS-1".to_owned()]).expect("a record");
    let of = |list: &[Reached], id: &str| {
        let reached = list.iter().find(|reached| analysis.model.at(reached.record).id() == id).expect("reached");
        reached.path.iter().map(|hop| format!("{} {}", hop.from, hop.link)).collect::<Vec<_>>()
    };
    assert_eq!(of(&impact.downstream, "CAU-1")[..2], ["SYS-1 gives rise to", "SRS-1 allocated-to"]);
    let from_test = Impact::of_ids(&analysis, &["TC-1".to_owned()]).expect("a record");
    assert_eq!(of(&from_test.upstream, "SYS-1"), ["TC-1 verifies", "SRS-1 derives-from"]);
    let tests: Vec<&str> = impact.tests.iter().map(|at| analysis.model.at(*at).id()).collect();
    assert_eq!(tests, ["TC-1", "TC-2", "TC-4"]);
    assert!(Impact::of_ids(&analysis, &["SRS-99".to_owned()]).is_err());
}

#[test]
fn a_circle_ends() {
    let text = "## SRS-1 a\n- derives-from: SRS-3\n\n## SRS-2 b\n- derives-from: SRS-1\n\n## SRS-3 c\n- derives-from: SRS-2\n";
    assert_eq!(reached(text, &["SRS-1"]), ["SRS-2", "SRS-3"]);
}

#[test]
fn the_request_holds_facts_and_asks_for_judgements() {
    let analysis = fixture::judged(PROJECT);
    let impact = Impact::of_ids(&analysis, &["SRS-1".to_owned()]).expect("a record");
    let (id, text) = request(&impact, "");
    let model = fixture::model(&text);
    let record = model.find(&id).expect("the request is a record");
    assert_eq!(record.title(), "Change of SRS-1 Rate");
    assert_eq!(record.values("changes").map(|value| value.text).collect::<Vec<_>>(), ["SRS-1"]);
    assert_eq!(record.text("activities"), Some("run again TC-1, TC-2, TC-4"));
    for judgement in ["safety-impact", "class-check", "regulatory-significance", "approved-by"] {
        assert!(record.value(judgement).is_none() && text.contains(judgement), "{judgement}");
    }
}
