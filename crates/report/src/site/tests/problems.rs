//! The page of problems: what is open, for how long, and the numbers.

use super::*;

#[test]
fn open_problems_stand_with_their_age_and_text_is_escaped() {
    let text = "## PR-1 <script>alert(1)</script>\n- reported: 2026-06-01\n- criticality: safety\n- located-in: SI-1\n\n## SI-1 Pump\n\n\
        ## PR-2 Old\n- status: closed\n- reported: 2026-04-01\n- closed: 2026-05-01\n";
    let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    let analysis = primum_rules::analyze(snapshot).expect("no configuration");
    let files: std::collections::HashMap<String, String> = site(&analysis, &Options::default()).into_iter().collect();
    let page = &files["problems.html"];
    assert!(!page.contains("<script>alert"), "{page}");
    for part in
        ["1 open, 1 closed after 30 days", "<td>2026-06-01<td>29", "<title>2026-05: 1 closed</title>", ">SI-1</a>", "<h2>By cause</h2>"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
    assert!(files["index.html"].contains("<a href=problems.html>Problems</a>"));
}
