//! Every view shows the same standing: the ladder, the tree around a record, its page and the page of approvals.

use crate::screen::Screen;
use crate::{fixture, site, status, trace};
use primum_model::Kind;
use serde_json::Value;

const WIDE: Screen = Screen { width: 200, colour: false };

fn at<'m>(analysis: &'m primum_rules::Analysis, id: &str) -> primum_model::Record<'m> {
    analysis.model.find(id).expect("a record")
}

#[test]
fn the_lines_say_who_signed_and_what_is_wrong() {
    let analysis = fixture::signed();
    let lines = |id| super::lines(&analysis, at(&analysis, id));
    assert_eq!(lines("SYS-1")[0].split(" with").next(), Some("it was changed since it was signed"));
    assert_eq!(lines("SYS-1")[1], "before the change: approved by Cleo on 2026-06-01T10:00:00Z (first issue)");
    assert_eq!(lines("SYS-1")[2], "of what rests on it, 3 are not approved, SRS-1 first");
    assert_eq!(
        lines("SRS-1")[..2],
        ["of what it rests on, SYS-1 says something else now", "approved by Cleo on 2026-06-01T10:00:00Z (first issue)"]
    );
    assert_eq!(lines("SRS-2")[0], "it rests on SRS-1, which is suspect: SRS-2 > SRS-1");
    assert_eq!(
        lines("SRS-3"),
        ["it lacks approved", "what Cleo signed on 2026-06-01T10:00:00Z does not count: the person wrote the record"]
    );
    assert_eq!(lines("SRS-4"), ["approved by Cleo on 2026-06-01T10:00:00Z (first issue)"]);
    assert_eq!(lines("TC-1"), [""; 0], "nobody asks for it");
}

#[test]
fn ladder_and_tree_show_the_standing() {
    let analysis = fixture::signed();
    let ladder = status::text(&analysis, Kind::SoftwareRequirement, WIDE).expect("a ladder");
    assert!(ladder.contains("approved     1 yes, 3 no") && ladder.contains("1 approved, 2 suspect, 1 draft"), "{ladder}");
    let json: Value = serde_json::from_str(&status::json(&analysis, Kind::SoftwareRequirement).expect("a ladder")).expect("JSON");
    assert_eq!(json["records"][0]["approval"]["standing"], "suspect");
    assert_eq!(json["records"][0]["approval"]["changed"][0]["id"], "SYS-1");
    assert_eq!(json["records"][3]["approval"]["signatures"][0]["name"], "Cleo");
    assert_eq!(json["records"][2]["approval"]["refused"][0]["because"], "the person wrote the record");
    let around = trace::neighbourhood(&analysis, "SRS-1").expect("a record");
    let tree = trace::tree_text(&analysis, &around, WIDE);
    assert!(tree.contains("  suspect: of what it rests on, SYS-1 says something else now\n"), "{tree}");
    assert!(tree.contains("SYS-1 S (system requirement, stale)"), "{tree}");
    let json: Value = serde_json::from_str(&trace::tree_json(&analysis, &around)).expect("JSON");
    assert_eq!(
        (&json["record"]["approval"]["standing"], &json["upstream"][0]["approval"]["standing"]),
        (&"suspect".into(), &"stale".into())
    );
}

#[test]
fn a_project_without_a_policy_says_that_nothing_is_known() {
    let analysis = fixture::judged(fixture::PROJECT);
    assert!(!super::is_known(&analysis));
    let ladder = status::text(&analysis, Kind::SoftwareRequirement, WIDE).expect("a ladder");
    assert!(
        ladder.contains("(primum.toml states no [[approvals]], or nobody looked who signed)") && !ladder.contains("draft,"),
        "{ladder}"
    );
    let json: Value = serde_json::from_str(&status::json(&analysis, Kind::SoftwareRequirement).expect("a ladder")).expect("JSON");
    assert_eq!(json["records"][0]["approval"], Value::Null);
    let pages: std::collections::HashMap<String, String> = site::site(&analysis, &site::Options::default()).into_iter().collect();
    assert!(pages["approvals.html"].contains("primum.toml does not say who has to sign what"));
}

#[test]
fn the_page_of_approvals_begins_with_what_is_to_be_done() {
    let analysis = fixture::signed();
    let pages: std::collections::HashMap<String, String> = site::site(&analysis, &site::Options::default()).into_iter().collect();
    let page = &pages["approvals.html"];
    let place = |id: &str| page.find(&format!("#{id}\"")).unwrap_or_else(|| panic!("{id} is missing"));
    let order = ["SRS-3", "SYS-1", "SRS-1", "SRS-2", "SRS-4"].map(place);
    assert!(order.is_sorted(), "draft, stale, suspect, approved: {order:?}");
    assert!(!page.contains("#TC-1\""), "nobody asks for it");
    assert!(page.contains("approved by Cleo on 2026-06-01T10:00:00Z") && page.contains("cleo@x.org"));
    assert!(page.contains("&lt;b&gt;Dora&lt;/b&gt;") && !page.contains("<b>Dora</b>"), "names are hostile until they are escaped");
    assert!(pages["records-software-requirement.html"].contains("? suspect"));
}
