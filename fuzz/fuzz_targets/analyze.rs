//! Any records are judged and shown: every rule, every view, twice with the same result.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_model::{Date, Snapshot, Source};
use primum_report::{Screen, json, sarif, site, terminal, trace};
use primum_rules::analyze;

/// Short names, so that records hit them.
const SCALES: &str = r#"
[[severity]]
name = "a"
injury = "none"
[[severity]]
name = "b"
injury = "non-serious"
[[severity]]
name = "c"
injury = "serious"
[[probability]]
name = "a"
[[probability]]
name = "b"
[[exploitability]]
name = "a"
[[acceptability]]
severity = "a"
acceptable = ["a", "b"]
[[acceptability]]
severity = "b"
acceptable = ["a"]
investigate = ["b"]
[[acceptability]]
severity = "c"
unacceptable = ["a", "b"]
"#;

fn views(text: &str) -> Option<Vec<String>> {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", SCALES));
    let analysis = analyze(snapshot).ok()?;
    let screen = Screen { width: 40, colour: true };
    let mut views = vec![json::check(&analysis), sarif::log(&analysis), terminal::check(&analysis, screen, terminal::Choice::default())];
    views.push(trace::json(&analysis, &trace::matrices(&analysis)));
    views.extend(site::site(&analysis, &site::Options::default()).into_iter().map(|(_, text)| text));
    Some(views)
}

fuzz_target!(|text: &str| {
    assert_eq!(views(text), views(text));
});
