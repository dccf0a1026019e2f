//! The JSON of `check` keeps what docs/json.md promises.

use crate::run::{arg, project, run};
use serde_json::Value;

#[test]
fn the_contract_of_check_holds() {
    let folder = project(&[
        ("primum.toml", "[product]\nname = \"Pump\"\n"),
        (
            "records/a.md",
            "## SW-1 Pump\n\n- class: B\n\n## SRS-1 One\n\n- derives-from: SYS-9\n\nThe pump shall stop.\n\n## REV-1 Risk\n\n- subject: risk\n- of: SW-1\n\
             - held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: safety class\n- confirms: hazard analysis complete\n",
        ),
    ]);
    let run = run(&["check", "--format", "json", arg(folder.path())]);
    assert_eq!(run.code, 1);
    let report: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(report["version"], 1);
    assert_eq!(report["product"]["name"], "Pump");
    assert_eq!(report["date"], crate::run::TODAY);
    assert_eq!(report["class"]["value"], "B");
    assert_eq!((&report["records"], &report["links"]), (&3.into(), &2.into()));
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
