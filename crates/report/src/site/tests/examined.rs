//! A clause and a rule lead to the very records that were examined, and long lists do not swell the pages.

use super::*;

#[test]
fn a_clause_leads_to_the_records_that_were_examined() {
    let text = "## SW-1 Pump\n- class: C\n\n## SRS-1 a\n- source: law\n\n## SRS-2 b\n- status: retired\n\n## SRS-3 c\n- source: law\n\n\
## PR-1 open\n- status: open\n\n## PLAN-1 p\n- covers: development\n\n## DEV-1 d\n- rule: requirement-without-item\n- target: SRS-1\n- justification: **known** to all\n- approver: z\n- expires: 2027-01-01\n";
    let files = files(&analysis(text));
    check_links(&files);
    let gap = &files["gap.html"];
    let srs = |id: &str| format!("<a href=\"records-software-requirement.html#{id}\">{id}</a>");
    let lists = format!(
        "<summary>2 examined, 1 not</summary><p>Examined: {}, {}</p><p>Not examined, retired: {}</p></details>",
        srs("SRS-1"),
        srs("SRS-3"),
        srs("SRS-2")
    );
    assert!(gap.contains(&lists) && files["findings.html"].contains(&lists), "{gap}");
    assert!(
        gap.contains("<p>Not examined, the rule does not concern them: <a href=\"records-problem-report.html#PR-1\">PR-1</a>"),
        "{gap}"
    );
    assert!(gap.contains("1 plan examined, covering development</summary><p>Examined: <a href=\"records-plan.html#PLAN-1\">PLAN-1</a>"));
    assert!(gap.contains("the project as a whole, ") && gap.contains("(about the records themselves)"));
    assert!(gap.contains(", 1 accepted by <a href=\"records-deviation.html#DEV-1\">DEV-1</a>"), "{gap}");
    for status in [Status::Satisfied, Status::Attested, Status::Open, Status::NotApplicable] {
        assert!(gap.contains(&escape::escaped(crate::standing::meaning(status))), "{status:?}");
    }
    let findings = &files["findings.html"];
    let at = |mark: &str| findings.find(mark).unwrap_or_else(|| panic!("no {mark}"));
    assert!(
        at("<h2 id=accepted>Accepted (1)") < at("<h2 id=open>Rules with open findings") && at("<h2 id=open>") < at("<details><summary>")
    );
    assert!(findings.contains("<strong>known</strong>") && files["judgements.html"].contains("<strong>known</strong>"));
    assert!(files["judgements.html"].contains("<span class=date>2027-01-01</span>"));
}

#[test]
fn long_lists_of_records_do_not_swell_the_pages() {
    let mut text = String::new();
    for at in 0..3000 {
        text.push_str(&format!(
            "## PR-{at} p\n- status: {}\n\n## SRS-{at} r\n- source: law\n\n",
            if at % 2 == 0 { "closed" } else { "open" }
        ));
    }
    let files = files(&analysis(&text));
    let links = |page: &str| files[page].matches("<a href=\"records-").count();
    assert!(links("gap.html") < 40_000, "{}", links("gap.html"));
    assert!(
        files["gap.html"]
            .contains("every record that is not retired of <a href=\"records-software-requirement.html\">software requirements 1 of 3</a>")
    );
    assert!(files["gap.html"].contains(" and 1300 more: <a href=\"findings.html#"), "{}", links("gap.html"));
    // Lists that a page of records does not hold as a whole stand on the page of findings in full.
    assert!(
        files["findings.html"].contains("<summary>1500 examined, 1500 not</summary>")
            && !files["findings.html"].contains("more: <a href=\"findings")
    );
}
