//! The JSON of `check` keeps what docs/json.md promises.

use crate::run::{arg, project, run};
use serde_json::Value;

/// Scales by which a situation asks for class B, so that some clauses are not asked for.
const CONFIG: &str = r#"[product]
name = "Pump"

[[severity]]
name = "minor"
injury = "non-serious"

[[probability]]
name = "often"

[[acceptability]]
severity = "minor"
unacceptable = ["often"]
"#;

/// A situation, and the review without which every declared class counts as C.
const RISK: &str = "## HS-1 Flow is too high

- software-contributes: yes
- severity: minor
- probability: often

## REV-1 Risk analysis

- subject: risk
- of: SW-1
- confirms: hazard analysis complete
- confirms: safety class
- held: 2026-05-12
- participants: risk manager
- outcome: accepted
";

#[test]
fn the_contract_of_check_holds() {
    let folder = project(&[
        ("primum.toml", CONFIG),
        ("records/a.md", "## SW-1 Pump\n\n- class: B\n\n## SRS-1 One\n\n- derives-from: SYS-9\n\nThe pump shall stop.\n"),
        ("records/b.md", RISK),
    ]);
    let run = run(&["check", "--format", "json", arg(folder.path())]);
    assert_eq!(run.code, 1);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["product"]["name"], "Pump");
    assert_eq!(report["date"], crate::run::TODAY);
    assert_eq!(report["class"]["value"], "B");
    assert_eq!((&report["records"], &report["links"]), (&4.into(), &2.into()));
    assert_eq!(report["records_by_kind"]["software requirement"], 1);
    let findings = report["findings"].as_array().expect("findings");
    for finding in findings {
        for key in ["rule", "level", "path", "message", "help"] {
            assert!(finding[key].is_string(), "{key} of {finding}");
        }
        assert!(finding["line"].is_u64() && finding["column"].is_u64() && finding["clauses"].is_array(), "{finding}");
        assert!(finding["id"].is_string() || finding["id"].is_null(), "{finding}");
    }
    let dangling = findings.iter().find(|finding| finding["rule"] == "dangling-link").expect("a dangling link");
    assert_eq!(
        (&dangling["id"], &dangling["path"], &dangling["line"], &dangling["column"]),
        (&"SRS-1".into(), &"records/a.md".into(), &7.into(), &17.into())
    );
    let clauses = report["clauses"].as_array().expect("clauses");
    assert_eq!(clauses.len(), 104);
    for clause in clauses {
        assert!(
            clause["standard"] == "iec62304" && clause["id"].is_string() && clause["examined"].is_u64() && clause["findings"].is_u64(),
            "{clause}"
        );
        assert!(["satisfied", "open", "attested", "not applicable"].contains(&clause["status"].as_str().unwrap_or("")), "{clause}");
    }
    let class_c_only = clauses.iter().find(|clause| clause["id"] == "5.4.2").expect("5.4.2");
    assert_eq!(class_c_only["status"], "not applicable");
}
