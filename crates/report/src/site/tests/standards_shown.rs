//! Every standard has its list, the first page counts them all, and the map leads from topics to clauses and records.

use super::*;
use crate::map::topics;
use primum_rules::standards::Confidence;

const PLANS: &str = "## SW-1 Pump\n- class: C\n\n## PLAN-1 p\n- covers: development\n\n## SRS-1 a\n- source: law\n\n## ATT-1 Audits\n- clause: iso13485 8.2.4\n- statement: audits are held\n- attested-by: quality\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n";

fn gap_page(standard: &standards::Standard) -> String {
    layout::gap_file(&standard.id)
}

#[test]
fn every_standard_has_a_page_with_each_of_its_clauses_once() {
    let analysis = analysis(PLANS);
    let files = files(&analysis);
    check_links(&files);
    for standard in standards::all() {
        let page = &files[&gap_page(standard)];
        assert_eq!(page.matches("<th scope=row>").count(), standard.active().count(), "{}", standard.id);
        for clause in standard.active() {
            let mut anchor = "id=\"".to_owned();
            layout::clause_anchor(&mut anchor, standard, &clause.id);
            let rows = files.iter().filter(|(path, page)| path.starts_with("gap") && page.contains(&format!("{anchor}\"")));
            assert_eq!(rows.map(|(path, _)| path.as_str()).collect::<Vec<_>>(), [gap_page(standard)], "{} {}", standard.id, clause.id);
        }
        // Every page leads to every other.
        for other in standards::all() {
            assert!(page.contains(&format!("<a href=\"{}\"", gap_page(other))), "{} does not lead to {}", standard.id, other.id);
        }
        let unconfirmed = standard.active().filter(|clause| clause.confidence == Confidence::Low).count();
        assert_eq!(page.matches("Row unconfirmed: compare it with the standard first").count(), unconfirmed, "{}", standard.id);
        let quiet = standard.active().filter(|clause| clause.confidence == Confidence::Medium).count();
        assert_eq!(page.matches("°</b>").count(), quiet, "{}", standard.id);
    }
    assert!(files["gap-iso13485.html"].contains("<a href=gap.html aria-current=true>Gap list</a>"));
    assert!(files["gap-fda-software.html"].contains("<li>b) the whole specification with traceability</li><li>e) the same</li>"));
    assert!(files["search-index.js"].contains("[\"gap-part11.html\",\"clause of 21 CFR part 11\"]"));
}

#[test]
fn the_first_page_counts_each_standard_for_itself() {
    let analysis = analysis(PLANS);
    let files = files(&analysis);
    let page = &files["index.html"];
    for standard in standards::all().into_iter().skip(1) {
        let counts = crate::facts::Counts::of_clauses(clauses_of(&analysis, &standard.id));
        let unconfirmed = standard.active().filter(|clause| clause.confidence == Confidence::Low).count();
        let cells: String = [counts.satisfied, counts.attested, counts.open, counts.not_applicable, unconfirmed]
            .iter()
            .map(|count| format!("<td class=number>{count}</td>"))
            .collect();
        let row = format!("<a href=\"{}\">{}</a><span>{}</span></th>{cells}</tr>", gap_page(standard), standard.name, standard.title);
        assert!(page.contains(&row), "{row}\n{page}");
    }
    assert_eq!(page.matches("<svg class=bar").count(), 1, "one standard is shown large");
    let first = crate::facts::Counts::of_clauses(clauses_of(&analysis, "iec62304"));
    assert!(page.contains(&format!("of 104 clauses in force, {} open;", first.open)), "{page}");
    assert!(page.contains(&format!("<p>Clauses of IEC 62304: {}.", crate::standing::open_in_words(first.open_because))), "{page}");
}

#[test]
fn the_map_holds_every_topic_with_links_both_ways() {
    let analysis = analysis(PLANS);
    let files = files(&analysis);
    let page = &files["map.html"];
    let list = topics(&analysis);
    assert_eq!(page.matches("<h2 id=").count(), list.len());
    for topic in &list {
        assert!(page.contains(&format!(">{}</h2>", escape::escaped(topic.name()))), "{}", topic.name());
    }
    let serves = "<a href=\"records-plan.html#PLAN-1\">PLAN-1</a> <span class=small>(plan)</span>: IEC 62304 <a href=\"gap.html#iec62304-5.1.1\">5.1.1</a>; \
        ISO 13485 <a href=\"gap-iso13485.html#iso13485-7.3.2\">7.3.2</a>; IEC 81001-5-1 <a href=\"gap-iec81001-5-1.html#iec81001-5-1-5.1.1\">5.1.1</a>; ";
    assert!(page.contains(serves), "{page}");
    assert!(page.contains("<a href=\"gap-iso13485.html#iso13485-8.2.4\">8.2.4</a> <span class=status>◆ attested</span>"), "{page}");
    assert!(page.contains("<span class=unconfirmed>(row unconfirmed)</span>"));
    assert!(page.contains("<dt>MDR Annexes II and III</dt><dd class=small>II.3 (without a verdict here)</dd>"));
}

#[test]
fn a_standard_that_was_not_judged_has_no_page_and_no_link() {
    let snapshot = Snapshot::of(vec![Source::new("records/a.md", PLANS)], Date::constant(2026, 6, 30));
    let files = files(&primum_rules::analyze(snapshot).expect("no configuration"));
    check_links(&files);
    assert!(files.contains_key("gap.html") && !files.keys().any(|path| path.starts_with("gap-")));
    assert!(files["map.html"].contains("<dt>ISO 13485</dt><dd class=small>7.3.1, 7.3.2 (without a verdict here)</dd>"));
    assert!(!files["index.html"].contains("Other standards"));
}

#[test]
fn a_long_list_of_records_does_not_swell_the_map() {
    let text: String = (0..3000).map(|at| format!("## SRS-{at} t\n- source: law\n\n")).collect();
    let analysis = analysis(&format!("## SW-1 Pump\n- class: C\n\n{text}"));
    let page = &files(&analysis)["map.html"];
    assert!(
        page.contains(" and 2975 more <span class=small>(<a href=\"records-software-requirement.html\">3000 software requirements</a>)"),
        "{page}"
    );
    assert!(page.len() < 400_000, "{}", page.len());
}
