//! Clauses of standards without classes: what persons state beside rules, and what the class of IEC 62304 left out.

use super::{ClauseVerdict, Status};
use crate::rule::{Basis, Check, Level, Rule};
use crate::{Analysis, judge, judge_by, standards};
use primum_model::{Date, Kind, Model, Snapshot, Source};

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

/// Decides about a clause of IEC 62304 that class C alone is asked for, and about one of a standard that knows no classes.
static DESIGNED: Rule = Rule {
    name: "unit-undesigned",
    clauses: &["5.4.2", "fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "a unit without design",
    page: "",
    check: Check::Each(&[Kind::SoftwareUnit], |_, _| {}),
};

/// The same for everything at every class.
static NAMED: Rule = Rule {
    name: "item-unnamed",
    clauses: &["fda-software SW-SRS"],
    basis: Basis::Clause,
    level: Level::Error,
    summary: "an item without name",
    page: "",
    check: Check::Each(&[Kind::SoftwareItem], |_, _| {}),
};

/// What makes a declared class apply: people have confirmed it, and the analysis behind it.
const CONFIRMED: &str = "## REV-9 Risk analysis\n- subject: risk\n- of: SW-1\n- confirms: hazard analysis complete\n- confirms: safety class\n- held: 2026-01-01\n- participants: risk manager\n- outcome: accepted\n\n";

#[test]
fn what_a_class_left_out_is_no_proof_for_a_standard_without_classes() {
    let judged = |class: &str, more: &str| {
        let text =
            format!("## SW-1 Pump\n- class: {class}\n\n## SI-1 a\n- part-of: SW-1\n\n## SU-1 b\n- part-of: SI-1\n\n{CONFIRMED}{more}");
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        judge_by(Model::build(snapshot).expect("no configuration"), crate::Facts::default(), &standards::all(), &[&DESIGNED, &NAMED])
    };
    assert_eq!(stands(&judged("C", ""), "fda-software SW-SRS").0, Status::Satisfied);
    let analysis = judged("B", "");
    let left_out = "1 of 2 rules did not look at everything, because the class of IEC 62304 does not ask for it";
    let wanted = (Status::Open, format!("1 software item examined, no finding; {left_out}"));
    assert_eq!(stands(&analysis, "fda-software SW-SRS"), wanted);
    let in_part: Vec<&str> = of(&analysis, "fda-software SW-SRS").in_part.iter().map(|rule| rule.name).collect();
    assert_eq!(in_part, ["unit-undesigned"]);
    assert_eq!(stands(&analysis, "5.4.2").0, Status::NotApplicable);
    assert!(of(&analysis, "5.4.2").in_part.is_empty(), "IEC 62304 asks this class for no more");

    // A person may answer for it there, and only there.
    let statement = attested("fda-software SW-SRS");
    let analysis = judged("B", &statement);
    assert_eq!((stands(&analysis, "fda-software SW-SRS").0, unfounded(&analysis).len()), (Status::Attested, 0));
    let analysis = judged("C", &statement);
    assert_eq!(unfounded(&analysis), ["ATT-1 answers fda-software SW-SRS, which the rules decide"]);
    assert_eq!(stands(&analysis, "fda-software SW-SRS").0, Status::Satisfied);
}

#[test]
fn a_clause_of_another_standard_makes_no_rule_run_at_a_lower_class() {
    let parts = |class: &str| {
        format!("## SW-1 Pump\n- class: {class}\n\n## SI-1 Item\n- part-of: SW-1\n\n## SU-1 Unit\n- part-of: SI-1\n\n{CONFIRMED}")
    };
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
fn plans_for_two_subjects_are_not_one_plan() {
    let analysis = judged("## PLAN-1 a\n- covers: development\n\n## PLAN-2 b\n- covers: risk\n");
    let (_, reason) = stands(&analysis, "iso13485 7.1");
    assert!(reason.starts_with("plans for development and risk examined by 2 rules, "), "{reason}");
    assert!(stands(&analysis, "5.1.1").1.starts_with("1 plan examined, "));
}

#[test]
fn a_deviation_accepts_what_it_names_and_no_more() {
    let block = "[[component]]\nname = 'serde'\nversion = '1.0.1'\n[[component]]\nname = 'toml'\nversion = '0.9.0'\n\
        [[component]]\nname = 'toml'\nversion = '0.8.0'\nfile = 'b/Cargo.lock'\n[[component]]\nname = 'log'\nversion = '0.4.0'\n\
        [[vulnerability]]\nid = 'RUSTSEC-2026-0001'\nin = ['log']\n";
    let accepted = |rule: &str, names: &str| -> String {
        let records = format!(
            "## SOUP-1 log\n- version: 0.4.0\n\n## SOUP-2 x\n\n## DEV-1 x\n- rule: {rule}\n{names}- justification: j\n- approver: a\n- expires: 2026-12-31\n"
        );
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", records)], Date::constant(2026, 6, 30));
        let facts = crate::Facts { soup: Some(crate::qualification::soup::stock(block).expect("a block")), ..crate::Facts::default() };
        let analysis = judge_by(Model::build(snapshot).expect("no configuration"), facts, &[standards::iec62304()], crate::RULES);
        let mine = analysis.findings.iter().filter(|finding| finding.rule.name == rule && finding.accepted_by.is_some());
        let names = mine.flat_map(|finding| finding.components.iter().map(|(named, _)| named.name.clone()));
        let unmatched = analysis.findings.iter().any(|finding| finding.rule.name == "unmatched-deviation");
        let list = names.collect::<Vec<_>>().join(" ");
        assert_eq!(list.is_empty(), unmatched, "a deviation without effect is told: {rule} {names:?}", names = list);
        list
    };
    for (rule, names, wanted) in [
        ("soup-undeclared", "", "serde toml"),
        ("soup-undeclared", "- purl: pkg:cargo/serde\n", "serde"),
        ("soup-undeclared", "- purl: pkg:cargo/serde@1.0.1\n", "serde"),
        ("soup-undeclared", "- purl: pkg:cargo/serde@1.0.2\n", ""),
        ("soup-undeclared", "- purl: pkg:npm/serde\n", ""),
        ("soup-undeclared", "- purl: pkg:cargo/toml@0.9.0\n", ""),
        ("soup-undeclared", "- purl: pkg:cargo/toml@0.9.0\n- purl: pkg:cargo/toml@0.8.0\n", "toml"),
        ("soup-undeclared", "- purl: pkg:cargo/toml\n- purl: pkg:cargo/serde\n", "serde toml"),
        ("soup-undeclared", "- path: Cargo.lock\n", "serde toml"),
        ("soup-undeclared", "- path: b/Cargo.lock\n", ""),
        ("soup-undeclared", "- path: Cargo.lock\n- purl: pkg:cargo/serde\n", "serde"),
        ("soup-undeclared", "- target: SOUP-1\n", ""),
        // What is found at a record is accepted by the record, or by the component; not by what says neither.
        ("vulnerability-unassessed", "", ""),
        ("vulnerability-unassessed", "- target: SOUP-1\n", "log"),
        ("vulnerability-unassessed", "- purl: pkg:cargo/log\n", "log"),
        ("vulnerability-unassessed", "- purl: pkg:cargo/log@0.4.1\n", ""),
        ("vulnerability-unassessed", "- target: SOUP-1\n- purl: pkg:cargo/log\n", "log"),
        ("vulnerability-unassessed", "- target: SOUP-2\n- purl: pkg:cargo/log\n", ""),
        ("vulnerability-unassessed", "- path: records/a.md\n", ""),
    ] {
        assert_eq!(accepted(rule, names), wanted, "{rule} {names}");
    }
}

#[test]
fn what_is_in_draft_shows_no_clause() {
    // A requirement with a source satisfies 5.2.1, a plan 5.1.1 e at least in part; as drafts they show nothing.
    let text = "## SYS-1 s\n- source: law\n\n## SRS-1 a\n- derives-from: SYS-1\n\nThe pump shall stop.\n";
    let draft = text.replace("- derives-from", "- status: draft\n- derives-from");
    let both = format!("{draft}\n## SRS-2 b\n- derives-from: SYS-1\n\nThe pump shall start.\n");
    for (records, status, words) in [
        (text.to_owned(), Status::Satisfied, "1 software requirement examined"),
        (draft.clone(), Status::Open, "nothing to examine"),
        (both, Status::Satisfied, "1 software requirement examined"),
    ] {
        let (stands, reason) = stands(&judged(&records), "5.2.1");
        assert!(stands == status && reason.starts_with(words), "{records}: {reason}");
        assert_eq!(reason.contains("(1 more in draft)"), stands == Status::Satisfied && records.contains("draft"), "{reason}");
    }
}

#[test]
fn where_signatures_are_asked_for_rules_decide_and_elsewhere_a_person_states_it() {
    let records = "## CR-1 Theme\n- status: open\n- changes: SRS-1\n\n## SRS-1 a\n\nThe pump shall stop.\n";
    let policy = "[[approvals]]\nkinds = [\"CR\"]\nsignatures = [\"approved\"]\n";
    let judged = |text: &str, policy: &str, ledger: Option<primum_evidence::Ledger>| {
        let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        snapshot.config = Some(Source::new("primum.toml", policy));
        let facts = crate::Facts { ledger, ..crate::Facts::default() };
        let model = Model::build(snapshot).expect("TOML");
        let analysis = judge_by(model, facts, &standards::all(), crate::RULES);
        stands(&analysis, "iso13485 7.3.9").1
    };
    let elsewhere = "[[approvals]] does not ask for signatures under its records, and no attestation that changes";
    assert!(judged(records, "", Some(Default::default())).contains(elsewhere));
    assert!(judged(records, policy, None).contains(elsewhere), "a ledger that nobody looked at decides nothing");
    let stated = format!("{records}{}", attested("iso13485 7.3.9"));
    // What the rules of this clause find in the request keeps it open either way.
    assert!(!judged(&stated, "", Some(Default::default())).contains(elsewhere));
    assert!(!judged(records, policy, Some(Default::default())).contains("[[approvals]]"));
}
