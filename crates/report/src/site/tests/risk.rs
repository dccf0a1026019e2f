//! The pages of risk and class: what stands on them, that they go on on further pages, and that foreign words stay words.

use super::*;
use crate::fixture::{self, RISK};

#[test]
fn the_risk_page_shows_matrices_rows_and_the_way_to_the_proofs() {
    let files = files(&fixture::scaled(RISK));
    check_links(&files);
    let page = &files["risk.html"];
    assert!(page.contains("<a href=risk.html aria-current=page>Risk</a>"));
    for part in [
        "<h3 id=safety0>Before controls</h3>\n<p>1 acceptable, 0 investigate, 5 unacceptable, 1 not known</p>",
        "<tr><th scope=row>grave</th><td class=\"region acceptable empty\"><span>✓\u{a0}acceptable</span></td><td class=\"region unacceptable\"><b>1</b> <span>✗\u{a0}unacceptable</span><p><a href=\"records-hazardous-situation.html#HS-2\">HS-2</a></p></td>",
        "<b class=count>? 1 not known</b></summary><ul><li><a href=\"records-hazardous-situation.html#HS-4\">HS-4</a>: no severity stated, no probability stated</li>",
        "<h2 id=security>Severity by exploitability</h2>",
        "<td data-head=Before>grave × often<br><span class=\"region unacceptable\">✗ unacceptable</span></td>",
        "<b>✗ not known to be acceptable: no residual risk stated</b>",
        "<h2 id=threats>Threats</h2>",
        "<h2 id=risk>From hazard to proof</h2>",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let bare = super::files(&analysis(RISK));
    check_links(&bare);
    assert!(bare["risk.html"].contains("has no scale of severity, so there is no matrix to draw"));
    let empty = super::files(&analysis(""));
    assert!(
        empty["risk.html"].contains("There is no hazardous situation.") && empty["class.html"].contains("There is no software system.")
    );
}

#[test]
fn the_class_page_explains_systems_and_items() {
    let files = files(&fixture::scaled(RISK));
    let page = &files["class.html"];
    assert!(page.contains("<a href=class.html aria-current=page>Safety class</a>"));
    let link = |kind: &str, id: &str| format!("<a href=\"records-{kind}.html#{id}\">{id}</a>");
    let (situation, control, test, review) =
        (link("hazardous-situation", "HS-1"), link("risk-control", "RC-3"), link("test", "TC-2"), link("review", "REV-2"));
    for part in [
        format!(
            "<h2 id=\"SW-1\"><b class=\"badge class-C\">C</b> SW-1 Pump</h2>\n<p>Class C because {situation} can lead to death or serious injury; "
        ),
        format!("<li>{control} is credited: {test} shows that it works, evaluated in {review}</li>"),
        "<h3>Class B if all of this were true</h3>".to_owned(),
        format!("kept apart from {} by {}</p>", link("software-item", "SI-1"), link("segregation", "SEG-1")),
        "<tr class=apart><th scope=row class=d1>".to_owned(),
        "<th scope=row class=d2><a href=\"records-software-unit.html#SU-1\">SU-1</a>".to_owned(),
        "<code>software-contributes</code>".to_owned(),
    ] {
        assert!(page.contains(&part), "{part}\n{page}");
    }
    assert!(files["index.html"].contains("<b><a href=class.html>Class C</a></b> because of SW-1: HS-1 can lead"));
    let gap = &files["gap.html"];
    let free = format!(
        ": binds 3 of 6 <a href=\"class.html#items\">items</a>, not {} (A), {} (A), nor 1 part of them",
        link("software-system", "SW-2"),
        link("software-item", "SI-2")
    );
    assert!(gap.contains(&free), "{gap}");
}

#[test]
fn thousands_of_situations_and_items_go_on_on_further_pages() {
    let mut text = fixture::CONFIRMED.to_owned();
    for at in 0..2500 {
        text.push_str(&format!(
            "## HS-{at} s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-{at} i\n- part-of: SW-1\n\n"
        ));
    }
    let files = files(&fixture::scaled(&text));
    for (file, part) in
        [("risk.html", "Risk file, part 1 of 3"), ("risk-3.html", "Risk file, part 3 of 3"), ("class-2.html", "Safety class, part 2 of 3")]
    {
        assert!(files[file].contains(&format!("<h1>{part}</h1>")), "{file}");
    }
    assert!(files["risk-2.html"].contains("<a href=risk.html aria-current=page>Risk</a>"));
    let rows: Vec<usize> = ["risk.html", "risk-2.html", "risk-3.html"].map(|file| files[file].matches("<tr class=open>").count()).to_vec();
    assert_eq!(rows, [1000, 1000, 500]);
    assert!(
        files["risk.html"].contains("<a href=\"matrix.html#risk\">2500 rows with 7500 holes</a>"),
        "the trace stands with the matrices"
    );
    for file in ["risk.html", "class.html"] {
        assert!(files[file].len() < 1_500_000, "{file}: {}", files[file].len());
    }
    check_links(&files);
}

#[test]
fn a_chain_of_items_a_thousand_deep_is_a_table() {
    let mut text = format!("{}## SI-0 i\n- part-of: SW-1\n\n", fixture::CONFIRMED);
    text.extend((1..1500).map(|at| format!("## SI-{at} i\n- part-of: SI-{}\n\n", at - 1)));
    let files = files(&fixture::scaled(&text));
    assert!(files["class-2.html"].contains("<th scope=row class=d12>(1500) <a"));
}

#[test]
fn foreign_words_stay_words() {
    let evil = "<script>alert(1)</script> \"quoted\" 'single' &amp; </td>";
    let text = RISK
        .replace("- no-contribution: no software", &format!("- no-contribution: {evil} `code`"))
        .replace("- mechanism: own", &format!("- mechanism: {evil} own"))
        .replace("- severity: minor\n- probability: often", &format!("- severity: {evil}\n- probability: {evil}"))
        .replace("## HS-1 Over", &format!("## HS-1 {evil} Over"))
        .replace(
            "- option: protective measure\n- place: hardware\n- lowers: probability\n\n",
            &format!("- option: {evil}\n- place: {evil}\n\n"),
        )
        .replace("- asset: program", &format!("- asset: {evil}"));
    let files = files(&fixture::scaled(&text));
    for file in ["risk.html", "class.html"] {
        let scripts = tags(&files[file]).iter().filter(|(tag, _)| tag == "script").count();
        assert_eq!(scripts, 1, "{file}: only the search");
        assert!(files[file].contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{file}");
    }
    check_links(&files);
}
