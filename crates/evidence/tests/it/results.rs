//! Results of tests in each format: what counts as passed, and what does not.

use crate::taken::{refused, taken};
use primum_evidence::{Format, Status, Totals};

#[test]
fn in_junit_only_a_case_without_any_word_against_it_has_passed() {
    let taken = taken(
        r#"<testsuites name="nextest-run"><testsuite name="s"><properties><property name="suite" value="x"/></properties>
        <testcase name="good" classname="c" file="a.c" line="3" time="1,234.5"/>
        <testcase name="failed"><failure message="m">trace</failure></testcase>
        <testcase name="both"><error>e</error><failure>f</failure></testcase>
        <testcase name="broken"><error type="T"/></testcase>
        <testcase name="skipped"><skipped/></testcase>
        <testcase name="flaky"><flakyFailure message="first"><stackTrace>t</stackTrace></flakyFailure></testcase>
        <testcase name="rerun" ><failure/><rerunFailure/><rerunFailure/></testcase>
        <testcase name="rerun only"><rerunError/></testcase>
        <testcase name="odd"><assertionFailed/></testcase>
        <testcase name="disabled" status="disabled"/>
        <testcase name="not run" status="notrun" result="suppressed"/>
        <testcase name="ran" status="run" result="completed"/>
        <testcase name="strange" status="maybe"/>
        <testcase name="said failed" status="failed"/>
        <testcase name="marked" ><properties><property name="verifies" value="SRS-1"/></properties><system-out>out</system-out></testcase>
        </testsuite></testsuites>"#,
    );
    assert_eq!(taken.reading.format, Format::JUnit);
    assert_eq!(taken.reading.tool.as_deref(), Some("nextest"));
    let status = |name: &str| taken.status(name);
    assert_eq!(status("good"), Status::Passed);
    assert_eq!((status("failed"), status("both"), status("said failed")), (Status::Failed, Status::Failed, Status::Failed));
    assert_eq!(status("broken"), Status::Error);
    assert_eq!((status("skipped"), status("disabled"), status("not run")), (Status::Skipped, Status::Skipped, Status::Skipped));
    assert_eq!((status("flaky"), status("rerun"), status("rerun only")), (Status::Flaky, Status::Failed, Status::Unclear));
    assert_eq!((status("odd"), status("strange")), (Status::Unclear, Status::Unclear));
    assert_eq!(status("ran"), Status::Passed);
    let good = taken.case("good");
    assert_eq!((good.class.as_deref(), good.file.as_deref(), good.line, good.seconds), (Some("c"), Some("a.c"), Some(3), Some(1234.5)));
    assert_eq!(good.suite.as_ref(), "s");
    assert_eq!(taken.case("failed").message.as_deref(), Some("m"));
    assert_eq!(taken.case("rerun").reruns, 2);
    let marked = taken.case("marked");
    assert_eq!(marked.properties, [("verifies".to_owned(), "SRS-1".to_owned())]);
    assert_eq!((marked.status, marked.output.as_deref()), (Status::Passed, Some("out")));
    assert!(taken.reading.is_bad());
}

#[test]
fn in_junit_what_is_stated_is_compared_with_what_is_there() {
    let less = taken("<testsuite name='a' tests='5' failures='0'><testcase name='x'/></testsuite>");
    assert_eq!(less.note("states 5 tests and lists 1"), Some(false));
    assert!(!less.reading.is_bad());
    let hidden = taken("<testsuite name='a' tests='1' failures='2'><testcase name='x'/></testsuite>");
    assert_eq!(hidden.note("states 2 failures and errors"), Some(true));
    assert!(hidden.reading.is_bad());
    let messages = taken("<testsuite name='a' tests='1' failures='2'><testcase name='x'><failure/><failure/></testcase></testsuite>");
    assert_eq!(messages.note("failures"), None);
    let odd =
        taken("<testsuite name='a' tests='-1' failures='NaN'><testcase name='x' time='NaN'/><testcase name='y' time='-3'/></testsuite>");
    assert_eq!(odd.note("`-1`, which is no count"), Some(false));
    assert_eq!(odd.note("2 durations"), Some(false));
    assert!(odd.cases().iter().all(|case| case.seconds.is_none()));
    let suite = taken("<testsuite name='a'><error message='could not start'/></testsuite>");
    assert_eq!(suite.note("could not start"), Some(true));
}

#[test]
fn a_case_that_comes_again_is_counted_and_told() {
    let taken = taken("<testsuite><testcase name='x'><failure/></testcase><testcase name='x'/><testcase name='x' line='2'/></testsuite>");
    assert_eq!((taken.outcomes().failed, taken.outcomes().passed), (1, 2));
    assert_eq!(taken.note("1 of them ended in another way"), Some(false));
    assert!(taken.reading.is_bad());
}

#[test]
fn nested_suites_give_their_names_in_a_row() {
    let taken = taken(
        "<testsuites><testsuite name='a'><testsuite name='b'><testcase name='x'/></testsuite><testcase name='y'/></testsuite></testsuites>",
    );
    assert_eq!((taken.case("x").suite.as_ref(), taken.case("y").suite.as_ref()), ("a > b", "a"));
}

#[test]
fn trx_takes_classes_from_the_definitions_behind_the_results() {
    let taken = taken(
        r#"<TestRun xmlns="u"><Results>
        <UnitTestResult testId="1" testName="p" outcome="Passed" duration="01:02:03.5"/>
        <UnitTestResult testId="2" testName="f" outcome="Failed"><Output><ErrorInfo><Message>m</Message><StackTrace>s</StackTrace></ErrorInfo></Output></UnitTestResult>
        <UnitTestResult testId="3" testName="i" outcome="Inconclusive"/><UnitTestResult testId="4" testName="t" outcome="Timeout"/>
        <UnitTestResult testId="5" testName="n" outcome="NotExecuted"/><UnitTestResult testId="6" testName="w"/></Results>
        <TestDefinitions><UnitTest id="1"><TestMethod className="C, asm" name="p"/></UnitTest></TestDefinitions>
        <ResultSummary outcome="Failed"><Counters total="6" failed="1" timeout="1"/></ResultSummary></TestRun>"#,
    );
    assert_eq!((taken.case("p").class.as_deref(), taken.case("p").seconds), (Some("C"), Some(3723.5)));
    assert_eq!(taken.case("f").message.as_deref(), Some("m\ns"));
    let status = |name: &str| taken.status(name);
    assert_eq!((status("p"), status("f"), status("i")), (Status::Passed, Status::Failed, Status::Unclear));
    assert_eq!((status("t"), status("n"), status("w")), (Status::Error, Status::Skipped, Status::Unclear));
    assert!(taken.reading.notes.is_empty(), "{:?}", taken.reading.notes);
    let aborted = crate::taken::taken("<TestRun><Results/><ResultSummary outcome='Aborted'/></TestRun>");
    assert_eq!(aborted.note("`Aborted`"), Some(true));
}

#[test]
fn nunit_is_read_in_both_versions() {
    let three = taken(
        "<test-run total='4' failed='2' skipped='1' result='Failed'><test-suite name='S'><test-case name='a' classname='C' result='Passed' duration='0.5'/>\
         <test-case name='b' result='Failed' label='Error'><failure><message>m</message></failure></test-case>\
         <test-case name='c' result='Failed'/><test-case name='d' result='Skipped'/></test-suite></test-run>",
    );
    assert_eq!(
        (three.status("a"), three.status("b"), three.status("c"), three.status("d")),
        (Status::Passed, Status::Error, Status::Failed, Status::Skipped)
    );
    assert!(three.reading.notes.is_empty(), "{:?}", three.reading.notes);
    let two = taken(
        "<test-results total='2' errors='0' failures='1' not-run='1'><test-suite name='S'><results><test-case name='a' executed='True' success='True'/>\
         <test-case name='b' executed='True' success='False' result='Failure'/><test-case name='c' executed='False'/></results></test-suite></test-results>",
    );
    assert_eq!(
        (two.reading.format, two.status("a"), two.status("b"), two.status("c")),
        (Format::NUnit2, Status::Passed, Status::Failed, Status::Skipped)
    );
    assert!(two.reading.notes.is_empty(), "{:?}", two.reading.notes);
    let torn = taken(
        "<test-run total='1' result='Failed'><test-suite name='S' result='Failed' site='TearDown'><test-case name='a' result='Passed'/></test-suite></test-run>",
    );
    assert_eq!(torn.note("failed in its TearDown"), Some(true));
}

#[test]
fn xunit_ctest_and_robot_are_read() {
    let xunit = taken(
        "<assemblies><assembly name='a.dll' total='2' failed='1' skipped='0'><errors><error name='cleanup'><failure/></error></errors><collection name='C'>\
         <test name='p' type='T' time='0.1' result='Pass'><traits><trait name='verifies' value='SRS-1'/></traits></test>\
         <test name='f' result='Fail'><failure><message>m</message></failure></test></collection></assembly></assemblies>",
    );
    assert_eq!((xunit.status("p"), xunit.status("f"), xunit.case("p").suite.as_ref()), (Status::Passed, Status::Failed, "a.dll > C"));
    assert_eq!(xunit.case("p").properties.len(), 1);
    assert_eq!(xunit.note("outside of every test: cleanup"), Some(true));
    let ctest = taken(
        "<Site Name='n' Generator='ctest-3.30'><Testing><TestList><Test>./a</Test></TestList><Test Status='passed'><Name>a</Name><Results>\
         <NamedMeasurement type='numeric/double' name='Execution Time'><Value>0.25</Value></NamedMeasurement></Results></Test>\
         <Test Status='failed'><Name>b</Name><Results><NamedMeasurement name='Exit Code'><Value>Timeout</Value></NamedMeasurement>\
         <Measurement><Value>out</Value></Measurement></Results></Test><Test Status='notrun'><Name>c</Name></Test></Testing></Site>",
    );
    assert_eq!((ctest.status("a"), ctest.status("b"), ctest.status("c")), (Status::Passed, Status::Error, Status::Skipped));
    assert_eq!((ctest.case("a").seconds, ctest.case("b").output.as_deref()), (Some(0.25), Some("out")));
    assert!(refused("<Site><Build/></Site>").reason.contains("no results of tests"));
    let robot = taken(
        "<robot generator='Robot 7.0'><suite name='S' source='s.robot'><test name='t' line='5'><kw name='k'><status status='FAIL'/></kw><tag>SRS-1</tag>\
         <status status='PASS' elapsed='1.5'/></test><test name='u'><status status='FAIL'>why</status></test></suite>\
         <statistics><total><stat pass='1' fail='1' skip='0'>All Tests</stat></total></statistics></robot>",
    );
    assert_eq!((robot.status("t"), robot.status("u"), robot.case("t").line), (Status::Passed, Status::Failed, Some(5)));
    assert_eq!((robot.case("t").seconds, robot.case("u").message.as_deref()), (Some(1.5), Some("why")));
    assert!(robot.reading.notes.is_empty(), "{:?}", robot.reading.notes);
}

#[test]
fn go_counts_a_test_without_an_end_as_broken_and_refuses_a_package_without_one() {
    let line = |action: &str, rest: &str| format!("{{\"Action\":\"{action}\",\"Package\":\"p\"{rest}}}\n");
    let begin = line("run", ",\"Test\":\"A\"") + &line("output", ",\"Test\":\"A\",\"Output\":\"hello\\n\"");
    let whole = begin.clone() + &line("pass", ",\"Test\":\"A\",\"Elapsed\":0.5") + &line("run", ",\"Test\":\"B\"") + &line("fail", "");
    let taken = taken(&whole);
    assert_eq!((taken.status("A"), taken.status("B")), (Status::Passed, Status::Error));
    assert_eq!((taken.case("A").output.as_deref(), taken.case("A").seconds), (Some("hello"), Some(0.5)));
    assert!(refused(&begin).reason.contains("has no end"));
    let panicked = crate::taken::taken(&(line("output", ",\"Output\":\"exit status 2\\n\"") + &line("fail", "")));
    assert_eq!(panicked.note("failed outside of its tests: exit status 2"), Some(true));
    let mixed = crate::taken::taken(&format!("some text\n{whole}"));
    assert_eq!(mixed.note("1 lines are no events"), Some(false));
}

#[test]
fn tap_is_whole_only_with_its_plan() {
    let taken = taken(
        "TAP version 14\n1..6\nok 1 - good\nnot ok 2 - bad\n  ---\n  message: why\n  duration_ms: 250\n  ...\nok 3 - later # SKIP no bench\n\
         not ok 4 - idea # TODO not yet\n# Subtest: inner\n    ok 1 - one\n    1..1\nok 5 - inner\nok 6 - with \\# skip in its name\n",
    );
    let status = |name: &str| taken.status(name);
    assert_eq!(
        (status("good"), status("bad"), status("later"), status("idea")),
        (Status::Passed, Status::Failed, Status::Skipped, Status::Skipped)
    );
    assert_eq!((taken.case("bad").seconds, taken.case("bad").message.as_deref()), (Some(0.25), Some("message: why\n")));
    assert_eq!(
        (taken.case("one").suite.as_ref(), status("inner"), status("with \\# skip in its name")),
        ("inner", Status::Passed, Status::Passed)
    );
    assert!(taken.reading.notes.is_empty(), "{:?}", taken.reading.notes);
    assert!(refused("TAP version 13\nok 1 - a\n").reason.contains("no plan"));
    let short = crate::taken::taken("1..3\nok 1\nok 2\n");
    assert_eq!(short.note("3 tests are planned and 2 are there"), Some(true));
    let bail = crate::taken::taken("1..3\nok 1\nBail out! no power\n");
    assert_eq!(bail.note("no power"), Some(true));
}

#[test]
fn a_file_without_a_test_says_so() {
    let empty = taken("<testsuites/>");
    assert_eq!(empty.note("there is no test in it"), Some(false));
    assert!(matches!(empty.reading.totals, Totals::Tests { counted, .. } if counted.total() == 0));
}
