//! Statements: written and read again, the same bytes, and nothing foreign taken.

use primum_evidence::dsse::Envelope;
use primum_evidence::statement::claim::{AS_A_WHOLE, Claim, Names, Piece, Summary};
use primum_evidence::statement::results;
use primum_evidence::{
    AnalysisResult, Content, File, Level, Levels, Measures, Note, Observation, Outcomes, Ratio, Run, Signature, State, Status, Subject,
    Suppression, TestLevel,
};
use proptest::prelude::*;

fn claim() -> Claim {
    Claim {
        state: State {
            commit: Some("a".repeat(40)),
            tree: Some("b".repeat(40)),
            uncommitted: vec!["src/a.c".into()],
            version: "1.2.0".into(),
            artefacts: vec![("pump.elf".into(), "c".repeat(64))],
        },
        level: Some(TestLevel::Unit),
        environment: "target, rev C".into(),
        items: vec!["SI-1".into()],
        tool: Some("pytest".into()),
        format: "junit".into(),
        by: "Mara <mara@example.org>".into(),
        at: "2026-11-25T08:16:54Z".into(),
        name: "junit.xml".into(),
        raw: Piece { sha256: "d".repeat(64), bytes: 12 },
        results: Piece { sha256: "e".repeat(64), bytes: 34 },
        summary: Summary::Tests(
            Outcomes { passed: 1, failed: 1, ..Outcomes::default() },
            Some(Names { passed: vec!["s > a".into()], warned: Vec::new(), failed: vec!["b".into()] }),
        ),
        notes: vec![Note { text: "the suite broke".into(), against: true }],
    }
}

#[test]
fn the_payload_is_an_in_toto_statement() {
    let value: serde_json::Value = serde_json::from_slice(&claim().payload()).expect("JSON");
    assert_eq!(value["_type"], "https://in-toto.io/Statement/v1");
    assert_eq!(value["predicateType"], "https://in-toto.io/attestation/test-result/v0.1");
    assert_eq!(value["subject"][0]["digest"]["gitCommit"], "a".repeat(40));
    assert_eq!(value["subject"][1]["digest"]["sha256"], "c".repeat(64));
    assert_eq!(value["predicate"]["result"], "FAILED");
    assert_eq!(value["predicate"]["failedTests"][0], "b");
    assert_eq!(value["predicate"]["configuration"][0]["content"], "dGFyZ2V0LCByZXYgQw==");
}

#[test]
fn what_counts_against_a_file_is_among_its_results() {
    let statement = claim().statement("f".repeat(64), "statements/x".into(), Signature::None, Content::Tests(Vec::new()));
    let Content::Tests(runs) = statement.content else { panic!("tests") };
    assert_eq!((runs[0].name.as_str(), runs[0].status), (AS_A_WHOLE, Status::Error));
}

#[test]
fn what_is_foreign_or_contradicts_itself_is_refused() {
    let text = String::from_utf8(claim().payload()).expect("UTF-8");
    assert_eq!(Claim::read(text.as_bytes()), Ok(claim()));
    for (from, to, words) in [
        ("Statement/v1", "Statement/v2", "its type is"),
        ("test-result/v0.1", "test-result/v9", "not known here"),
        ("https://in-toto.io/attestation/test-result/v0.1", "urn:x-primum:coverage:v1", "none of coverage"),
        ("\"version\":1", "\"version\":2", "version"),
        ("\"junit\"", "\"lcov\"", "none of tests"),
        ("\"unit\"", "\"module\"", "no level"),
        ("\"level\":\"unit\"", "\"level\":null", "have a level"),
        ("2026-11-25T08:16:54Z", "2026-11-25 08:16:54", "its time"),
        ("2026-11-25T08:16:54Z", "2026-13-25T08:16:54Z", "its time"),
        ("FAILED", "PASSED", "contradicts itself"),
        ("\"passed\":1", "\"passed\":2", "other tests than it counts"),
        ("\"passed\":1", "\"passed\":18446744073709551615", "no counts"),
        (",\"warnedTests\":[]", "", "only a part"),
        (&*"d".repeat(64), &*"D".repeat(64), "digests"),
        (&*"a".repeat(40), "../x", "digests"),
        ("{\"_type\"", "{ \"_type\"", "contradicts itself"),
        ("\"predicate\":{", "\"predicate\":{\"x\":1,", "contradicts itself"),
        ("\"by\":", "\"by\":\"a\",\"by\":", "predicate"),
    ] {
        let told = Claim::read(text.replacen(from, to, 1).as_bytes()).expect_err(from);
        assert!(told.contains(words), "{from} → {to}: {told}");
    }
    for end in 0..text.len() {
        assert!(Claim::read(&text.as_bytes()[..end]).is_err(), "cut at {end}");
    }
}

fn written(content: &Content) -> (Subject, Vec<u8>) {
    let mut out = Vec::new();
    let subject = match content {
        Content::Tests(runs) => {
            runs.iter().for_each(|run| results::write_run(run, &mut out));
            Subject::Tests
        }
        Content::Coverage(files) => {
            files.iter().for_each(|file| results::write_file(file, &mut out));
            Subject::Coverage
        }
        Content::Analysis(list) => {
            list.iter().for_each(|result| results::write_result(result, &mut out));
            Subject::Analysis
        }
    };
    (subject, out)
}

fn words() -> impl Strategy<Value = String> {
    "[a-z\"\\\\\n\u{0}\u{1f600}]{0,6}"
}

fn run() -> impl Strategy<Value = Run> {
    let status = prop_oneof![Just(Status::Passed), Just(Status::Flaky), Just(Status::Skipped), Just(Status::Unclear), Just(Status::Failed)];
    let texts = (words(), words(), proptest::option::of(words()), proptest::option::of(words()), proptest::option::of(words()));
    let seen = (words(), words(), any::<bool>()).prop_map(|(step, observed, as_expected)| Observation { step, observed, as_expected });
    (texts, status, proptest::collection::vec(words(), 0..3), proptest::collection::vec(seen, 0..3)).prop_map(
        |((suite, name, class, file, message), status, ids, observed)| Run {
            suite,
            name,
            tester: class.clone(),
            class,
            file,
            status,
            ids,
            message,
            observed,
        },
    )
}

fn content() -> impl Strategy<Value = Content> {
    let ratio = || proptest::option::of((any::<u64>(), any::<u64>()).prop_map(|(covered, total)| Ratio { covered, total }));
    let measures = (ratio(), ratio(), ratio()).prop_map(|(lines, branches, conditions)| Measures {
        lines,
        branches,
        functions: lines,
        conditions,
        decisions: branches,
    });
    let file = (words(), measures).prop_map(|(path, measures)| File { path, measures });
    let result = (words(), proptest::option::of(words()), proptest::option::of(proptest::option::of(words())), any::<u64>()).prop_map(
        |(message, rule, suppressed, line)| AnalysisResult {
            tool: rule.clone(),
            level: if line % 2 == 0 { Level::Warning } else { Level::Error },
            severity: message.clone(),
            file: rule.clone(),
            line: Some(line),
            column: None,
            fingerprint: rule.clone(),
            suppression: suppressed.map(|justification| Suppression { justification }),
            message,
            rule,
        },
    );
    prop_oneof![
        proptest::collection::vec(run(), 0..5).prop_map(Content::Tests),
        proptest::collection::vec(file, 0..5).prop_map(Content::Coverage),
        proptest::collection::vec(result, 0..5).prop_map(Content::Analysis),
    ]
}

proptest! {
    #[test]
    fn results_that_are_written_are_read_again(content in content()) {
        let (subject, bytes) = written(&content);
        prop_assert_eq!(results::read(subject, &mut &bytes[..]), Ok(content));
        for end in 1..bytes.len() {
            // Cut within a line it is refused; cut between lines the digest tells.
            prop_assert!(bytes[end - 1] == b'\n' || results::read(subject, &mut &bytes[..end]).is_err());
        }
    }

    #[test]
    fn statements_that_are_written_are_read_again(a in words(), b in words(), tool in proptest::option::of(words()), kind in 0..4_u8, count in any::<u64>()) {
        let mut claim = Claim { environment: a.clone(), tool, by: b.clone(), items: vec![a.clone()], name: b, ..claim() };
        match kind {
            0 => {}
            1 => (claim.state.commit, claim.state.tree) = (None, None),
            2 => {
                claim.state = State { version: a, ..State::default() };
                (claim.level, claim.format) = (None, "lcov".into());
                claim.summary = Summary::Coverage(count, Measures { lines: Some(Ratio { covered: count, total: 1 }), ..Measures::default() });
            }
            _ => {
                (claim.level, claim.format) = (None, "sarif".into());
                claim.summary = Summary::Analysis(Levels { error: count, ..Levels::default() }, count);
            }
        }
        let bytes = claim.payload();
        prop_assert_eq!(Claim::read(&bytes), Ok(claim));
        let envelope = Envelope { payload: bytes, signatures: Vec::new() };
        prop_assert_eq!(Envelope::read(&envelope.write()), Ok(envelope));
    }

    #[test]
    fn bytes_of_any_kind_are_refused_and_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Claim::read(&bytes).is_err() && Envelope::read(&bytes).is_err());
        let _ = results::read(Subject::Tests, &mut &bytes[..]);
        let _ = primum_evidence::signers::Signers::read(&String::from_utf8_lossy(&bytes));
    }
}
