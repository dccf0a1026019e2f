//! Coverage in each format: lines, branches, functions of files.

use crate::taken::{of, refused, taken};
use primum_evidence::{Format, Measures, Totals};

#[test]
fn cobertura_joins_the_classes_of_a_file() {
    let class = |lines: &str| {
        format!(
            "<class name='C' filename='a.c'><methods><method name='f' signature=''><lines><line number='1' hits='0'/></lines></method></methods><lines>{lines}</lines></class>"
        )
    };
    let taken = taken(&format!(
        "<coverage line-rate='0.5' lines-covered='2' lines-valid='3'><packages><package><classes>{}{}</classes></package></packages></coverage>",
        class("<line number='1' hits='0'/><line number='2' hits='3' branch='true' condition-coverage='50% (1/2)'/>"),
        class("<line number='1' hits='99999999999999999999'/><line number='3' hits='0'/>"),
    ));
    let file = taken.file("a.c");
    assert_eq!((file.measures.lines, file.measures.branches, file.measures.functions), (of(2, 3), of(1, 2), of(0, 1)));
    assert!(taken.reading.notes.is_empty(), "{:?}", taken.reading.notes);
}

#[test]
fn what_cobertura_states_is_compared() {
    let taken = taken(
        "<coverage line-rate='1' lines-covered='9' lines-valid='9'><class filename='a'><lines><line number='1' hits='1'/></lines></class></coverage>",
    );
    assert_eq!(taken.note("states 9 of 9 lines covered, and 1 of 1 were counted"), Some(false));
    for bad in [
        "number='x' hits='1'",
        "number='1' hits='-1'",
        "number='1' hits='NaN'",
        "number='1'",
        "number='1' hits='1' condition-coverage='(3/2)'",
        "number='1' hits='1' condition-coverage='(0/4000000000)'",
    ] {
        refused(&format!("<coverage line-rate='1'><class filename='a'><lines><line {bad}/></lines></class></coverage>"));
    }
}

#[test]
fn lcov_joins_sections_of_the_same_file() {
    let taken = taken(
        "TN:one\nSF:a.c\nFN:1,4,f(int, char)\nFNDA:0,f(int, char)\nFNF:1\nFNH:0\nBRDA:2,0,0,-\nBRDA:2,0,1,3\nBRF:2\nBRH:1\nDA:1,0\nDA:2,1,hash\nLF:2\nLH:1\nend_of_record\n\
         TN:two\nSF:a.c\nFNL:0,1,4\nFNA:0,2,f(int, char)\nBRDA:2,0,0,1\nDA:1,5\nDA:3,0\nend_of_record\n",
    );
    let file = taken.file("a.c");
    assert_eq!((file.measures.lines, file.measures.branches, file.measures.functions), (of(2, 3), of(2, 2), of(1, 1)));
    assert!(taken.reading.notes.is_empty(), "{:?}", taken.reading.notes);
    assert!(refused("SF:a.c\nDA:1,1\n").reason.contains("not whole"));
    assert!(refused("SF:a.c\nDA:1,1\nSF:b.c\n").reason.contains("does not end"));
    assert_eq!(refused("SF:a.c\nDA:1,-5\nend_of_record\n").place.map(|place| place.line), Some(2));
    let stated = crate::taken::taken("SF:a.c\nDA:1,1\nLF:7\nLH:7\nend_of_record\n");
    assert_eq!(stated.note("states 7 of 7 lines covered, and 1 of 1 are listed"), Some(false));
}

#[test]
fn jacoco_clover_and_sonarqube_are_read() {
    let jacoco = taken(
        "<report name='r'><package name='org/p'><class name='C'><counter type='LINE' missed='9' covered='9'/></class><sourcefile name='A.java'><line nr='1' mi='0' ci='2'/>\
         <line nr='2' mi='1' ci='0'/><counter type='LINE' missed='1' covered='1'/><counter type='BRANCH' missed='3' covered='1'/></sourcefile></package>\
         <counter type='LINE' missed='1' covered='1'/></report>",
    );
    assert_eq!(jacoco.file("org/p/A.java").measures, Measures { lines: of(1, 2), branches: of(1, 4), ..Measures::default() });
    assert!(jacoco.reading.notes.is_empty(), "{:?}", jacoco.reading.notes);
    let clover = taken(
        "<coverage generated='1'><project><file path='a.js'><metrics statements='2' coveredstatements='1' conditionals='2' coveredconditionals='1' methods='1' coveredmethods='1'/>\
         <line num='1' type='method' count='1'/><line num='2' type='stmt' count='1'/><line num='3' type='cond' truecount='0' falsecount='0'/></file></project>\
         <testproject><file path='t.js'><line num='1' type='stmt' count='1'/></file></testproject></coverage>",
    );
    assert_eq!(clover.reading.format, Format::Clover);
    assert_eq!(clover.file("a.js").measures, Measures { lines: of(1, 2), branches: of(1, 2), functions: of(1, 1), ..Measures::default() });
    assert_eq!(clover.note("tests' own sources"), Some(false));
    let sonar = taken(
        "<coverage version='1'><file path='a.c'><lineToCover lineNumber='1' covered='true' branchesToCover='2' coveredBranches='1'/>\
         <lineToCover lineNumber='2' covered='false'/></file></coverage>",
    );
    assert_eq!(sonar.file("a.c").measures, Measures { lines: of(1, 2), branches: of(1, 2), ..Measures::default() });
    refused("<coverage version='1'><file path='a.c'><lineToCover lineNumber='1'/></file></coverage>");
}

#[test]
fn gcov_gcovr_and_coveralls_are_read() {
    let lines = r#""lines":[{"line_number":1,"count":2,"branches":[{"count":0},{"count":1}]},{"line_number":1,"count":0,"branches":[]},
        {"line_number":2,"count":0,"branches":[],"gcovr/decision":{"type":"conditional","count_true":1,"count_false":0}},
        {"line_number":3,"count":9,"branches":[],"gcovr/noncode":true}],"functions":[{"name":"f","lineno":1,"execution_count":2}]"#;
    let gcovr = taken(&format!(r#"{{"gcovr/format_version":"0.15","files":[{{"file":"a.c",{lines}}}]}}"#));
    let measures = gcovr.file("a.c").measures;
    assert_eq!((measures.lines, measures.branches, measures.functions, measures.decisions), (of(1, 2), of(1, 2), of(1, 1), of(1, 2)));
    let gcov = taken(
        r#"{"format_version":"2","gcc_version":"14.2","files":[{"file":"a.c","lines":[{"line_number":1,"count":0,"unexecuted_block":true}],"functions":[]}]}"#,
    );
    assert_eq!((gcov.reading.tool.as_deref(), gcov.file("a.c").measures.lines), (Some("gcov 14.2"), of(0, 1)));
    let summary = taken(
        r#"{"root":".","gcovr/summary_format_version":"0.6","files":[{"filename":"a.c","line_total":4,"line_covered":3}],"line_total":4,"line_covered":2}"#,
    );
    assert_eq!(summary.file("a.c").measures.lines, of(3, 4));
    assert_eq!(summary.note("states 2 of 4 lines"), Some(false));
    let coveralls = taken(r#"{"source_files":[{"name":"a.c","coverage":[null,0,3,-1],"branches":[2,0,0,1,2,0,1,0]}]}"#);
    assert_eq!((coveralls.file("a.c").measures.lines, coveralls.file("a.c").measures.branches), (of(1, 3), of(1, 2)));
    assert_eq!(coveralls.note("1 hits are no counts"), Some(false));
    assert!(matches!(coveralls.reading.totals, Totals::Coverage { files: 1, .. }));
}
