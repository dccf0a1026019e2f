//! Clauses of standards without classes: what persons state beside rules, and what the class of IEC 62304 left out.

use super::{ClauseVerdict, Status};
use crate::{Analysis, judge, standards};
use primum_model::{Date, Model, Snapshot, Source};

fn judged(text: &str) -> Analysis {
    let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    judge(Model::build(snapshot).expect("no configuration"), &standards::all())
}

fn of<'a>(analysis: &'a Analysis, reference: &str) -> &'a ClauseVerdict {
    let (_, clause) = standards::find(reference).expect("a clause");
    analysis.clauses.iter().find(|verdict| std::ptr::eq(verdict.clause, clause)).expect("a verdict")
}

fn stands(analysis: &Analysis, reference: &str) -> (Status, String) {
    let verdict = of(analysis, reference);
    (verdict.status, verdict.reason.clone())
}

fn attested(clause: &str) -> String {
    format!(
        "\n## ATT-1 Stated\n\n- clause: {clause}\n- statement: it is so\n- attested-by: quality\n- attested: 2026-01-01\n- fresh-until: 2027-01-01\n"
    )
}

fn unfounded(analysis: &Analysis) -> Vec<&str> {
    let mine = analysis.findings.iter().filter(|finding| finding.rule.name == "unfounded-attestation");
    mine.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn where_a_person_answers_rules_can_open_and_never_close() {
    let answered = "## AUD-1 Audit\n- held: 2026-03-01\n- by: b\n\n## AF-1 Late minutes\n- audit: AUD-1\n- grade: minor\n- status: answered\n- response: minutes are written on the day\n";
    let analysis = judged(answered);
    let missing = "no attestation that internal audits are held at planned intervals by people who do not audit their own work";
    assert_eq!(stands(&analysis, "iso13485 8.2.4"), (Status::Open, format!("1 audit finding examined, no finding; {missing}")));

    let analysis = judged(&format!("{answered}{}", attested("iso13485 8.2.4")));
    assert_eq!(
        stands(&analysis, "iso13485 8.2.4"),
        (Status::Attested, "1 audit finding examined, no finding; ATT-1 by quality".to_owned())
    );
    assert!(unfounded(&analysis).is_empty());

    let faulty = answered.replace("- response: minutes are written on the day\n", "");
    let analysis = judged(&format!("{faulty}{}", attested("iso13485 8.2.4")));
    assert_eq!(stands(&analysis, "iso13485 8.2.4"), (Status::Open, "1 audit finding examined, 1 finding".to_owned()));
}

const RELEASE: &str = "## PR-1 Display flickers\n- status: open\n- reported: 2026-01-10\n- affects: REL-1\n- safety-evaluation: none, the value stays readable\n\n## REL-1 1.0.0\n- of: SW-1\n- version: 1.0.0\n- released: 2026-02-01\n- residual: PR-1\n- residual-evaluation: no risk\n\n";

#[test]
fn what_a_class_left_out_is_no_proof_for_a_standard_without_classes() {
    // 5.8.3 is not asked of class A, the evaluation of each residual anomaly is asked of every submission.
    let at_class = |class: &str| format!("{RELEASE}## SW-1 Pump\n- class: {class}\n");
    assert_eq!(stands(&judged(&at_class("C")), "fda-software SW-ANOM").0, Status::Satisfied);
    let analysis = judged(&at_class("A"));
    let (status, reason) = stands(&analysis, "fda-software SW-ANOM");
    let left_out = "not everything was examined, because the class of IEC 62304 does not ask for it: residual-anomaly-unevaluated";
    assert_eq!((status, reason.split_once("; ").map(|(_, rest)| rest)), (Status::Open, Some(left_out)), "{reason}");
    assert_eq!(of(&analysis, "fda-software SW-ANOM").in_part.len(), 1);
    assert_eq!(stands(&analysis, "5.8.2").0, Status::Satisfied, "IEC 62304 asks this class for no more");
    assert!(of(&analysis, "5.8.2").in_part.is_empty());

    // A person may answer for it there, and only there.
    let analysis = judged(&format!("{}{}", at_class("A"), attested("fda-software SW-SRS")));
    assert_eq!(unfounded(&analysis), ["ATT-1 answers fda-software SW-SRS, which the rules decide"]);
    let analysis = judged(&format!("{}{}", at_class("A"), attested("fda-software SW-ANOM")));
    assert_eq!((stands(&analysis, "fda-software SW-ANOM").0, unfounded(&analysis).len()), (Status::Attested, 0));
}

#[test]
fn a_clause_of_another_standard_makes_no_rule_run_at_a_lower_class() {
    let parts = |class: &str| format!("## SW-1 Pump\n- class: {class}\n\n## SI-1 Item\n- part-of: SW-1\n\n## SU-1 Unit\n- part-of: SI-1\n");
    let design = |analysis: &Analysis| {
        let outcome = analysis.outcomes.iter().find(|outcome| outcome.rule.name == "unit-without-design").expect("a rule");
        assert!(outcome.rule.clauses.contains(&"fda-software SW-SDS"), "the test is about a rule that cites another standard");
        (outcome.examined, outcome.passed_over, outcome.findings)
    };
    assert_eq!(design(&judged(&parts("C"))), (1, 0, 1));
    assert_eq!(design(&judged(&parts("B"))), (0, 1, 0));
    assert_eq!(design(&judged(&parts("A"))), (0, 1, 0));
}

#[test]
fn a_row_that_nobody_confirmed_may_be_satisfied_and_stays_unconfirmed() {
    let analysis = judged(&format!("{RELEASE}## SW-1 Pump\n- class: C\n"));
    let verdict = of(&analysis, "fda-software SW-ANOM");
    assert_eq!((verdict.status, verdict.clause.confidence), (Status::Satisfied, standards::Confidence::Low));
}
