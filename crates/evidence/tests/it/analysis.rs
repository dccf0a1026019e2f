//! Static analysis in each format: levels, places, suppressions.

use crate::taken::{refused, taken};
use primum_evidence::{Format, Level, Totals};

#[test]
fn sarif_resolves_what_stands_behind_the_results() {
    let taken = taken(
        r#"{"version":"2.1.0","runs":[{"results":[
        {"ruleIndex":0,"message":{"id":"default","arguments":["x"]},"locations":[{"physicalLocation":{"artifactLocation":{"index":0},"region":{"startLine":3,"startColumn":4}}}],
         "partialFingerprints":{"p/v1":"abc"}},
        {"ruleId":"R2/part","level":"NOTE","message":{"text":"t"}},
        {"ruleId":"R3","kind":"pass","message":{"text":"fine"}},
        {"ruleId":"R3","kind":"review","message":{"text":"look"}},
        {"ruleId":"R3","message":{"text":"s"},"suppressions":[{"kind":"inSource","justification":"j"}]},
        {"ruleId":"R3","message":{"text":"r"},"suppressions":[{"status":"accepted"},{"status":"rejected"}]},
        {"ruleId":"R3","baselineState":"absent","message":{"text":"gone"}}],
        "artifacts":[{"location":{"uri":"a.c"}}],
        "tool":{"driver":{"name":"T","version":"1","rules":[{"id":"R1","defaultConfiguration":{"level":"error"},"messageStrings":{"default":{"text":"bad {0}"}}},{"id":"R2"}]}}}]}"#,
    );
    let results = taken.results();
    let first = results[0];
    assert_eq!((first.rule.as_deref(), first.level, first.message.as_str()), (Some("R1"), Level::Error, "bad x"));
    assert_eq!(
        (first.file.as_deref(), first.line, first.column, first.fingerprint.as_deref()),
        (Some("a.c"), Some(3), Some(4), Some("p/v1: abc"))
    );
    let levels: Vec<Level> = results.iter().map(|result| result.level).collect();
    assert_eq!(levels, [Level::Error, Level::Note, Level::None, Level::Warning, Level::Warning, Level::Warning]);
    assert_eq!(results[4].suppression.as_ref().and_then(|suppression| suppression.justification.as_deref()), Some("j"));
    assert!(results[5].suppression.is_none());
    assert_eq!(taken.note("1 results of an earlier run"), Some(false));
    assert!(
        matches!(taken.reading.totals, Totals::Analysis { levels, suppressed: 1 } if (levels.error, levels.warning, levels.note, levels.none) == (1, 2, 1, 1))
    );
}

#[test]
fn a_run_of_sarif_that_did_not_work_counts_against_the_file() {
    let failed = taken(r#"{"version":"2.1.0","runs":[{"invocations":[{"executionSuccessful":false}],"results":[]}]}"#);
    assert_eq!(failed.note("did not succeed"), Some(true));
    assert!(failed.reading.is_bad());
    let nothing = taken(r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"T"}}}]}"#);
    assert_eq!(nothing.note("nothing is known to have been examined"), Some(false));
    let elsewhere = taken(r#"{"version":"2.1.0","runs":[{"externalPropertyFileReferences":{"results":[{}]},"results":[]}]}"#);
    assert_eq!(elsewhere.note("another file"), Some(true));
    assert!(refused(r#"{"version":"1.0.0","runs":[]}"#).reason.contains("1.0.0"));
}

#[test]
fn cppcheck_is_read_in_both_versions() {
    let taken = taken(
        "<results version='2'><cppcheck version='2.15'/><errors><error id='a' severity='error' msg='m' hash='7'><location file='a.c' line='1' column='2'/><location file='b.c' line='9'/></error>\
         <error id='b' severity='style' msg='n'/><error id='c' severity='information' msg='o'/></errors></results>",
    );
    let results = taken.results();
    assert_eq!(results.iter().map(|result| result.level).collect::<Vec<_>>(), [Level::Error, Level::Note, Level::None]);
    assert_eq!((results[0].file.as_deref(), results[0].line, results[0].column), (Some("a.c"), Some(1), Some(2)));
    assert_eq!(taken.reading.tool.as_deref(), Some("cppcheck 2.15"));
    let old = crate::taken::taken("<results version='1'><error file='a.c' line='3' id='x' severity='warning' msg='m'/></results>");
    assert_eq!((old.results()[0].file.as_deref(), old.results()[0].level), (Some("a.c"), Level::Warning));
}

#[test]
fn diagnostics_of_compilers_and_clang_tidy_are_told_apart() {
    let taken = taken(
        "building\na.c:10:5: warning: unused 'x' [-Wunused-variable]\nC:\\a.c:3: error: no [such] thing\na.c:3:1: note: declared here\n\
         b.cpp:1:2: warning: braces [google-explicit-constructor]\nb.cpp:1:2: error: braces [bugprone-x,-warnings-as-errors]\nx.h: No such file\n",
    );
    assert_eq!(taken.reading.format, Format::Diagnostics);
    let told: Vec<_> = taken.results().iter().map(|result| (result.tool.as_deref(), result.rule.as_deref(), result.line)).collect();
    assert_eq!(
        told,
        [
            (Some("compiler"), Some("-Wunused-variable"), Some(10)),
            (Some("compiler"), None, Some(3)),
            (Some("clang-tidy"), Some("google-explicit-constructor"), Some(1)),
            (Some("clang-tidy"), Some("bugprone-x,-warnings-as-errors"), Some(1)),
        ]
    );
    assert_eq!(taken.results()[1].file.as_deref(), Some("C:\\a.c"));
    assert_eq!(taken.note("no end mark"), Some(false));
    assert!(refused("building\ndone\n").reason.contains("nothing in it"));
}

#[test]
fn gitlab_eslint_and_cargo_are_read() {
    let gitlab = taken(
        r#"[{"description":"d","check_name":"c","fingerprint":"f","severity":"critical","location":{"path":"a","lines":{"begin":3}}},
        {"description":"d","check_name":"c","fingerprint":"g","severity":"minor","location":{"path":"a","positions":{"begin":{"line":4,"column":5}}}}]"#,
    );
    let told: Vec<_> = gitlab.results().iter().map(|result| (result.level, result.line, result.column)).collect();
    assert_eq!(told, [(Level::Error, Some(3), None), (Level::Warning, Some(4), Some(5))]);
    let eslint = taken(
        r#"[{"filePath":"a.js","messages":[{"ruleId":"r","severity":2,"message":"m","line":1,"column":2}],
        "suppressedMessages":[{"ruleId":"r","severity":1,"message":"m","suppressions":[{"kind":"directive","justification":"j"}]}],"errorCount":3,"warningCount":0}]"#,
    );
    assert_eq!(eslint.results()[1].suppression.as_ref().and_then(|suppression| suppression.justification.as_deref()), Some("j"));
    assert_eq!(eslint.note("states 3 errors and lists 1"), Some(true));
    let message = r#"{"reason":"compiler-message","message":{"code":{"code":"clippy::x"},"level":"warning","message":"m","spans":[{"file_name":"a.rs","line_start":1,"column_start":2,"is_primary":true}]}}"#;
    let cargo = taken(&format!("{message}\n{{\"reason\":\"build-finished\",\"success\":true}}\n"));
    assert_eq!((cargo.results()[0].tool.as_deref(), cargo.results()[0].file.as_deref()), (Some("clippy"), Some("a.rs")));
    assert!(!cargo.reading.is_bad());
    assert!(refused(message).reason.contains("not whole"));
    assert_eq!(taken(&format!("{message}\n{{\"reason\":\"build-finished\",\"success\":false}}\n")).note("did not succeed"), Some(true));
}
