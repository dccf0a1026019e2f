//! Every open clause is a step, once, in a phase that fits.

use super::*;
use crate::fixture;
use crate::screen::{Screen, columns};
use serde_json::Value;

fn of<'s>(steps: &'s [Step], clause: &str) -> &'s Step {
    let mut found = steps.iter().filter(|step| step.clauses.iter().any(|other| other == clause));
    let step = found.next().unwrap_or_else(|| panic!("{clause} is no step"));
    assert!(found.next().is_none(), "{clause} is there twice");
    step
}

#[test]
fn every_open_clause_is_one_step() {
    for text in ["", fixture::PROJECT, fixture::CONFIRMED] {
        let analysis = fixture::judged(text);
        let steps = steps(&analysis);
        for verdict in &analysis.clauses {
            if verdict.status == Status::Open {
                let step = of(&steps, &verdict.clause.id);
                assert!(!step.next.is_empty() && step.command.starts_with("primum "), "{step:?}");
            } else {
                assert!(!steps.iter().any(|step| step.clauses.contains(&verdict.clause.id)), "{}", verdict.clause.id);
            }
        }
    }
}

#[test]
fn steps_say_what_to_do() {
    let analysis = fixture::analysis(fixture::PROJECT);
    let steps = steps(&analysis);
    let plan = of(&steps, "5.1.1");
    assert_eq!((plan.phase, plan.action, plan.findings), (Phase::Foundation, Action::Mend, 1));
    assert_eq!((plan.next.as_str(), plan.command.as_str()), ("`primum new plan` writes one", "primum check --rule plan-missing"));
    for (clause, answer) in primum_rules::answers::ANSWERS {
        if of(&steps, clause).findings > 0 {
            assert_eq!(of(&steps, clause).action, Action::Mend, "{clause}");
            continue;
        }
        let wanted = match answer {
            Answer::Attested(_) if clause.starts_with("4.4.") => {
                (Action::Attest, "decide whether legacy software is in the product: one attestation may name 4.4.1 to 4.4.5".to_owned())
            }
            Answer::Attested(what) | Answer::Signed(what) => (Action::Attest, format!("write an attestation {what}")),
            Answer::Awaits(what) => (Action::Await, (*what).to_owned()),
        };
        let step = of(&steps, clause);
        assert_eq!((step.action, step.next.clone()), wanted, "{clause}");
    }
    let phases = ["5.3.1", "8.2.1", "7.1.1", "9.1", "5.7.1", "5.8.1", "5.3.6"].map(|clause| of(&steps, clause).phase);
    use Phase::{Maturity, Pipeline, Readiness};
    assert_eq!(phases, [Pipeline, Pipeline, Maturity, Maturity, Maturity, Readiness, Readiness]);
}

#[test]
fn an_empty_project_is_told_what_to_write_first() {
    let steps = steps(&fixture::analysis(""));
    let source = of(&steps, "5.2.1");
    assert_eq!((source.action, source.command.as_str()), (Action::Write, "primum new SRS"));
    assert_eq!(source.next, "there is no software requirement to examine: write the first");
}

#[test]
fn records_that_cannot_be_read_come_first() {
    let steps = steps(&fixture::judged("## SRS-1 x\n- derives-from: SYS-9\n"));
    assert_eq!((steps[0].clauses.is_empty(), steps[0].phase), (true, Phase::Foundation));
    assert_eq!(steps[0].command, "primum check --rule dangling-link");
}

#[test]
fn text_fits_and_says_where_to_begin() {
    let analysis = fixture::analysis(fixture::PROJECT);
    for width in [40, 80, 120] {
        let shown = text(&analysis, Screen { width, colour: false });
        for line in shown.lines() {
            assert!(columns(line) <= width || line.trim_start().split(' ').count() <= 2, "{width}: {line}");
        }
        assert!(shown.contains("begin here: primum") || shown.contains("begin here:\n"), "{shown}");
    }
}

#[test]
fn the_json_form_has_four_phases() {
    let value: Value = serde_json::from_str(&json(&fixture::analysis(fixture::PROJECT))).expect("JSON");
    let phases = value["phases"].as_array().expect("phases");
    assert_eq!(phases.iter().filter_map(|phase| phase["name"].as_str()).collect::<Vec<_>>(), Phase::ALL.map(Phase::name));
    let mut clauses = Vec::new();
    for step in phases.iter().filter_map(|phase| phase["steps"].as_array()).flatten() {
        assert_ne!(step["action"], "await", "{step}");
        clauses.extend(step["clauses"].as_array().expect("clauses").clone());
    }
    for step in value["not_examined"].as_array().expect("a list") {
        assert_eq!(step["action"], "await", "{step}");
        clauses.extend(step["clauses"].as_array().expect("clauses").clone());
    }
    assert_eq!(clauses.len(), 104, "every open clause once");
}

#[test]
fn a_class_by_default_says_what_is_missing() {
    let next = |text: &str| {
        let steps = steps(&fixture::judged(text));
        steps.into_iter().find(|step| step.title == "the safety class").map(|step| (step.next, step.command))
    };
    let (all, command) = next("## SW-1 x\n").expect("a step");
    assert_eq!(command, "primum classify SW-1");
    assert_eq!(
        all,
        "SW-1 is class C by default until SW-1 says its class in `class`, and until a review that counts names SW-1 in `of` and says \
         `confirms: safety class`, and until a review of the risk file that counts says `confirms: hazard analysis complete`"
    );
    let rejected = fixture::CONFIRMED.replace("accepted", "rejected");
    assert!(next(&rejected).expect("a step").0.contains("`confirms: safety class`; REV-1 was rejected, and until"));
    assert_eq!(next(fixture::CONFIRMED), None);
}

#[test]
fn the_foundation_comes_in_the_order_of_the_work() {
    let analysis = fixture::judged("");
    let steps: Vec<Step> = steps(&analysis).into_iter().filter(|step| step.phase == Phase::Foundation).collect();
    let commands: Vec<&str> = steps.iter().map(|step| step.command.as_str()).collect();
    assert_eq!(commands[..2], ["primum new IU", "primum new SW"]);
    let at = |clause: &str| steps.iter().position(|step| step.clauses.iter().any(|other| other == clause)).expect(clause);
    assert!(at("5.1.1") == 2 && at("5.1.1") < at("5.2.1") && at("5.2.1") < at("4.1"), "{commands:?}");
    assert_eq!(steps[at("4.4.3")].clauses, ["4.4.1", "4.4.2", "4.4.3", "4.4.4", "4.4.5"]);
}

#[test]
fn what_waits_for_this_version_stands_in_one_block_at_the_end() {
    let shown = text(&fixture::judged_by_all(fixture::PROJECT), Screen { width: 120, colour: false });
    let (phases, waiting) = shown
        .split_once("\nnot examined by this version, nothing to do in Primum now (the standard still asks for it): ")
        .expect("the block");
    assert!(!phases.contains("await") && !phases.contains("this version does not"), "{phases}");
    assert!(waiting.contains("this version has no records of vulnerability and penetration tests: "), "{waiting}");
}

#[test]
fn commands_that_begin_a_record_name_a_kind_by_its_prefix() {
    for text in ["", fixture::PROJECT, fixture::CONFIRMED] {
        let analysis = fixture::judged(text);
        let schema = &analysis.model.config.schema;
        for step in steps(&analysis) {
            if let Some(kind) = step.command.strip_prefix("primum new").map(str::trim) {
                assert!(schema.prefixes().any(|prefix| prefix == kind), "{}", step.command);
            }
        }
    }
}
