//! `primum risk` and `primum classify` as processes: arguments, errors, exit codes.

use crate::run::{arg, primum, project, run};

const CONFIG: &str = "[product]\nname = \"Pump\"\n[[severity]]\nname = \"minor\"\ninjury = \"non-serious\"\n[[severity]]\nname = \"grave\"\ninjury = \"serious\"\n\
[[probability]]\nname = \"rare\"\n[[probability]]\nname = \"often\"\n\
[[acceptability]]\nseverity = \"minor\"\nacceptable = [\"rare\"]\nunacceptable = [\"often\"]\n\
[[acceptability]]\nseverity = \"grave\"\nacceptable = [\"rare\"]\nunacceptable = [\"often\"]\n";

const RECORDS: &str = "## SW-1 Pump\n\n- class: A\n\n## HAZ-1 Too much\n\n## HS-1 Runs on\n\n- hazard: HAZ-1\n- severity: grave\n- probability: often\n\
- software-contributes: yes\n- credits: RC-1\n- probability-after-external: rare\n\n## RC-1 Valve\n\n- controls: HS-1\n- place: hardware\n- lowers: probability\n\
- effectiveness-proof: REV-1\n\n## REV-1 Risk\n\n- subject: risk\n- of: SW-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\
- confirms: safety class\n- confirms: hazard analysis complete\n";

#[test]
fn assumptions_may_begin_with_a_sign_and_stand_anywhere() {
    let folder = project(&[("primum.toml", CONFIG), ("records/a.md", RECORDS)]);
    let classify = |more: &[&str]| run(&[&["classify", "--project", arg(folder.path())], more].concat());
    let as_it_is = classify(&[]);
    assert_eq!((as_it_is.code, as_it_is.err.as_str()), (0, ""));
    assert!(as_it_is.out.starts_with("class A because the one hazardous situation does not ask for more\n"), "{}", as_it_is.out);
    for arguments in [&["--what-if=-RC-1"][..], &["--what-if", "-RC-1"], &["SW-1", "--what-if", "-RC-1", "--all"]] {
        let run = classify(arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.contains("  A → C SW-1 Pump\n"), "{arguments:?}: {}", run.out);
    }
    let several = classify(&["--what-if", "-RC-1", "--what-if", "HS-1=minor/often", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&several.out).expect("JSON");
    assert_eq!(value["changes"][0], serde_json::json!({ "id": "SW-1", "before": "A", "after": "B" }));
    assert_eq!(value["class"]["value"], "A", "an assumption is no verdict");
}

#[test]
fn what_is_asked_wrongly_is_an_error_with_a_suggestion() {
    let folder = project(&[("primum.toml", CONFIG), ("records/a.md", RECORDS)]);
    for (arguments, words) in [
        (&["classify", "SW-2"][..], "there is no record SW-2; did you mean SW-1?"),
        (&["classify", "--what-if", "-RC-2"], "there is no record RC-2; did you mean RC-1?"),
        (&["classify", "--what-if", "HS-1=rarely"], "there is no probability `rarely`; the scale has rare, often"),
        (&["risk", "SW-1"], "name a hazard, situation, cause, control or threat, or ask `primum trace SW-1`"),
        (&["risk", "HS-2"], "there is no record HS-2; did you mean HS-1?"),
        (&["risk", "HS-1", "--view", "matrix"], "cannot be used with"),
    ] {
        let run = run(&[arguments, &["--project", arg(folder.path())]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn views_follow_the_width_of_the_terminal() {
    let folder = project(&[("primum.toml", CONFIG), ("records/a.md", RECORDS)]);
    let lines = |width: &str, arguments: &[&str]| {
        let all = [arguments, &["--project", arg(folder.path())]].concat();
        let run = crate::run::finish(&primum(&all).env("COLUMNS", width).output().expect("primum starts"));
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        run.out
    };
    assert!(lines("120", &["risk"]).contains("Situation                 Sequence and harm"));
    assert!(lines("60", &["risk"]).contains("  before    grave × often: ✗ unacceptable\n"));
    assert!(lines("100", &["risk", "--view", "matrix"]).contains("  grave  · ✓ acceptable  1 ✗ unacceptable\n"));
    assert!(lines("80", &["risk", "RC-1"]).contains("effectiveness shown by: REV-1 Risk"));
    assert_eq!(lines("80", &["risk", "--format", "csv"]).lines().count(), 2);
    assert!(lines("80", &["risk", "--view", "trace", "--format", "csv"]).starts_with("matrix,row,title,Hazard,Hazardous situation,Item,"));
}
