//! The page of the regulatory position.

use super::{analysis, check_links, files};

const RECORDS: &str = "## QUA-EU Europe\n- jurisdiction: EU\n- medical-purpose: unknown\n- mdr-class: I\n- drives-device: yes\n- class-of-driven-device: IIb\n- pccp: no\n\n## QUA-US United States\n- jurisdiction: US\n- device: yes\n- cyber-device: no\n\n## IU-1 Pump\n- medical-purpose: infuses\n\n## IF-1 Port\n- protocol: USB\n\n## HS-1 Overdose\n- severity: death\n";

#[test]
fn every_asked_table_has_its_section_and_every_step_its_answer() {
    let analysis = analysis(RECORDS);
    let files = files(&analysis);
    assert!(check_links(&files) > 100);
    let page = &files["position.html"];
    for table in primum_rules::position::tables() {
        assert_eq!(page.matches(&format!("<h2 id=\"{}\">", table.id)).count(), 1, "{}", table.id);
        assert!(page.contains(&format!("<a href=\"#{}\">", table.id)), "{}", table.id);
    }
    for words in [
        "<b>✗ lower than the answers come to</b>",
        "<b>✗ unanswered</b> <code>excluded-function</code>",
        "the risk file has serious harm to which the software could contribute: <a href=\"records-hazardous-situation.html#HS-1\">HS-1</a>",
        "<code>pccp</code> belongs to <code>fda-pccp</code>, which asks in US",
        "<a href=\"findings.html#cyber-device-denied\">",
        "made from records of <a href=\"gap.html#iec62304-",
        "2026-11-22",
    ] {
        assert!(page.contains(words), "{words}");
    }
    assert!(files["index.html"].contains("<a href=position.html>Position</a>"));
}

#[test]
fn without_a_qualification_the_page_says_that_nothing_is_known() {
    let files = files(&analysis("## SW-1 x\n"));
    let page = &files["position.html"];
    assert!(page.contains("nothing is asked and nothing is known") && !page.contains("decided") && !page.contains("<table"), "{page}");
}

#[test]
fn what_nobody_names_is_listed_as_not_asked() {
    let files = files(&analysis("## QUA-1 <b>x</b>\n- jurisdiction: <script>Mars</script>\n"));
    let page = &files["position.html"];
    assert!(page.contains("<h2 id=not-asked>") && page.contains("no qualification names EU"), "{page}");
    assert!(page.contains("&lt;script&gt;Mars") && !page.contains("<script>Mars"));
}
