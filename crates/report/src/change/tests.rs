//! What a comparison tells, in every form.

use super::*;
use crate::fixture;
use crate::impact::Impact;
use crate::pull_request;
use crate::screen::Screen;

const BEFORE: &str = "## SW-1 Pump\n- class: A\n\n## SI-1 Control\n- part-of: SW-1\n- class: A\n\n## SYS-1 Flow\n\n\
    ## SRS-1 Stop\n- derives-from: SYS-1\n\nThe pump shall stop within 1 s.\n\n## SRS-2 Log\n- derives-from: SYS-1\n\n## SRS-3 Old\n- derives-from: SYS-1\n\n## RC-1 Bounds\n";
const AFTER: &str = "## SW-1 Pump\n- class: A\n\n## SI-1 Control\n- part-of: SW-1\n- class: B\n\n## SYS-1 Flow\n\n\
    ## SRS-1 Stop <b>now</b>\n- derives-from: SYS-9\n\nThe pump shall stop within 2 s.\n\n## SRS-20 Log\n- formerly: SRS-2\n- derives-from: SYS-1\n\n## SRS-4 New\n\n\
    ## RC-1 Bounds\n- controls: SRS-1\n";

fn compared<'a>(before: &'a Analysis, after: &'a Analysis) -> Comparison<'a> {
    Comparison::new(before, after, ("v1".to_owned(), "now".to_owned()))
}

#[test]
fn every_form_tells_every_sort_of_change() {
    let (before, after) = (fixture::analysis(BEFORE), fixture::analysis(AFTER));
    let comparison = compared(&before, &after);
    let plain = text(&comparison, Screen { width: 100, colour: false });
    for wanted in [
        "adds 1 software requirement without a test",
        "changes the risk file in 1 record",
        "brings links that lead nowhere into 1 field",
        "records: 1 added, 1 removed, 1 renamed, 3 changed",
        "SRS-20 Log",
        "was SRS-2",
        "+ SYS-9 (there is no such record)",
        "The pump shall stop within [-1-] {+2+} s.",
        "requirement-without-origin: 2 new, 0 gone",
    ] {
        assert!(plain.contains(wanted), "{wanted} in\n{plain}");
    }
    let page = html(&comparison);
    for wanted in ["within <del>1</del> <ins>2</ins> s.", "<ins>&lt;b&gt;now&lt;/b&gt;</ins>", "default-src 'none'"] {
        assert!(page.contains(wanted), "{wanted} in\n{page}");
    }
    assert!(!page.contains("<b>now") && !page.contains("<script"));
    let marked = markdown(&comparison);
    assert!(marked.contains("within <del>1</del> <ins>2</ins> s.") && !marked.contains("<b>"), "{marked}");
    let value: serde_json::Value = serde_json::from_str(&json(&comparison)).expect("JSON");
    let of = |id: &str| value["records"].as_array().expect("records").iter().find(|record| record["id"] == id).expect("a record").clone();
    assert_eq!(of("SRS-20")["changes"][0], serde_json::json!({ "what": "renamed", "before": "SRS-2" }));
    assert_eq!(of("SRS-3")["changes"][0]["what"], "removed");
    let links = &of("SRS-1")["changes"][1];
    assert_eq!((&links["removed"][0], &links["added"][0]["dangling"]), (&"SYS-1".into(), &true.into()));
    assert!(compared(&after, &after).is_empty());
}

#[test]
fn what_only_moved_makes_no_new_finding() {
    let (before, after) = (fixture::analysis("## SRS-1 a\n\n## SRS-2 b\n"), fixture::analysis("## SRS-2 b\n\nText.\n\n## SRS-1 a\n"));
    let comparison = compared(&before, &after);
    assert!(comparison.new.is_empty() && comparison.gone.is_empty());
    assert_eq!(comparison.records.len(), 1);
}

#[test]
fn a_class_that_rises_is_told() {
    let part = "\n\n## SI-1 Part\n- part-of: SW-1\n";
    let (low, high) = (
        fixture::scaled(&format!("{}{part}", fixture::CONFIRMED.trim_end())),
        fixture::scaled(&format!(
            "{}{part}\n## HS-1 Over\n- severity: grave\n- probability: often\n- software-contributes: yes\n",
            fixture::CONFIRMED.trim_end()
        )),
    );
    let comparison = compared(&low, &high);
    assert!(summary(&comparison).iter().any(|line| line.starts_with("class of SI-1 rises from A to")), "{:?}", summary(&comparison));
    assert!(comparison.classes.iter().any(|change| change.id == "SW-1"));
    assert!(!comparison.clauses.is_empty());
}

#[test]
fn a_comment_is_short_first_and_its_foreign_text_is_text() {
    let (before, after) = (fixture::analysis(BEFORE), fixture::analysis(&AFTER.replace("SRS-4 New", "SRS-4 @ada </details> `x` #1")));
    let comparison = compared(&before, &after);
    let impact = Impact::of_comparison(&comparison, Vec::new());
    assert_eq!(impact.changed.gone, ["SRS-3"]);
    let comment = pull_request::markdown(&comparison, &impact);
    assert!(comment.starts_with(pull_request::MARK));
    let (first, folded) = comment.split_once("<details>").expect("folded");
    assert!(first.lines().count() < 14, "{first}");
    assert_eq!(folded.matches("<details>").count() + 1, folded.matches("</details>").count(), "{folded}");
    assert!(folded.contains("New findings (3)") && folded.contains("Changes of the risk file (1)"), "{folded}");
    assert!(!comment.contains("@ada") && !comment.contains("`x`"), "{comment}");
    let value: serde_json::Value = serde_json::from_str(&pull_request::json(&comparison, &impact)).expect("JSON");
    assert_eq!(value["findings_new"][0]["subject"], "SRS-1");
    assert_eq!(value["findings_new"].as_array().map(Vec::len), Some(3));
}
