//! Which record answers which table, what the records of the project tell, and how declared and computed compare.

use super::super::answers::Who;
use super::super::evaluate::Certainty;
use super::super::facts::Fact;
use super::super::{Compared, Position, Scope, position};
use primum_model::{Date, Model, Snapshot, Source};
use proptest::prelude::*;

fn model(text: &str) -> Model {
    Model::build(Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30))).expect("no configuration")
}

fn asked(position: &Position) -> Vec<&'static str> {
    position.asked().map(|(table, _)| table.id.as_str()).collect()
}

const EU: [&str; 2] = ["device-eu", "mdr-rule-11"];
const US: [&str; 6] = ["device-us", "fda-non-device-cds", "fda-route", "fda-documentation-level", "fda-cyber-device", "fda-pccp"];
const ALL: [&str; 2] = ["samd", "imdrf-n12"];

#[test]
fn a_table_is_asked_where_a_qualification_concerns_it() {
    let of = |text: &str| asked(&position(&model(text)));
    assert!(of("## SW-1 x\n").is_empty(), "without a qualification nothing is asked");
    assert_eq!(of("## QUA-1 x\n- jurisdiction: EU\n"), [&EU[..], &ALL].concat());
    assert_eq!(of("## QUA-1 x\n- jurisdiction: United States\n"), [&US[..], &ALL].concat());
    assert_eq!(of("## QUA-1 x\n"), [&EU[..], &US, &ALL].concat(), "without a jurisdiction it answers all");
    assert_eq!(of("## QUA-1 x\n\n## QUA-2 y\n- jurisdiction: EU\n"), [&EU[..], &ALL].concat(), "it adds to what others ask");
    assert_eq!(of("## QUA-1 x\n- jurisdiction: Japan\n"), ALL);
    assert_eq!(of("## QUA-1 x\n- jurisdiction: EU and U.S.\n"), [&EU[..], &US, &ALL].concat());
    assert!(of("## QUA-1 x\n- jurisdiction: EU\n- status: retired\n").is_empty());
}

#[test]
fn a_jurisdiction_is_read_in_the_usual_words() {
    let of = |text: &str| super::super::qualifications(&model(&format!("## QUA-1 x\n{text}")))[0].scope.clone();
    use super::super::Jurisdiction::{Eu, Us};
    for (text, scope) in [
        ("", Scope::Everywhere),
        ("- jurisdiction: worldwide\n", Scope::Everywhere),
        ("- jurisdiction: European Union\n", Scope::In(vec![Eu])),
        ("- jurisdiction: EU/EEA\n", Scope::In(vec![Eu])),
        ("- jurisdiction: U.S.A.\n", Scope::In(vec![Us])),
        ("- jurisdiction: US (FDA)\n", Scope::In(vec![Us])),
        ("- jurisdiction: US, EU\n", Scope::In(vec![Eu, Us])),
        ("- jurisdiction: Germany and the USA\n", Scope::In(vec![Eu, Us])),
        ("- jurisdiction: Norway\n", Scope::In(vec![Eu])),
        ("- jurisdiction: South America\n", Scope::Elsewhere("South America".to_owned())),
        ("- jurisdiction: Australia\n", Scope::Elsewhere("Australia".to_owned())),
    ] {
        assert_eq!(of(text), scope, "{text}");
    }
}

#[test]
fn a_record_that_answers_twice_contradicts_itself() {
    let cyber = |answers: &str| {
        let text = format!(
            "## QUA-1 x\n- jurisdiction: US\n- medical-purpose: yes\n- excluded-function: none\n- sponsor-software: yes\n- internet-capable: yes\n{answers}"
        );
        let position = position(&model(&text));
        let standing = position.standing("fda-cyber-device").expect("asked");
        standing.evaluation.outcome().id.clone()
    };
    assert_eq!(cyber("- cyber-vulnerable: no\n"), "no cyber device");
    assert_eq!(cyber("- cyber-vulnerable: yes\n"), "cyber device");
    assert_eq!(cyber("- cyber-vulnerable: no\n- cyber-vulnerable: yes\n"), "cyber device");
}

#[test]
fn a_general_record_answers_beside_the_one_of_the_jurisdiction() {
    let text = "## QUA-1 General\n- medical-purpose: yes\n\n## QUA-2 EU\n- jurisdiction: EU\n- drives-device: no\n- class-by-other-rules: none\n- rule11-decisions: yes\n- rule11-death: no\n- rule11-serious: yes\n- rule11-monitors: no\n- mdr-class: IIa\n";
    let model = model(text);
    let position = position(&model);
    let standing = position.standing("mdr-rule-11").expect("asked");
    assert_eq!((standing.evaluation.outcome().id.as_str(), standing.evaluation.certainty()), ("IIb", Certainty::Decided));
    assert_eq!(standing.by.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>(), ["QUA-1", "QUA-2"]);
    assert_eq!(model.at(standing.home).id(), "QUA-2");
    assert_eq!(standing.declared[0].compared, Compared::Lower);
    let samd = position.standing("samd").expect("asked");
    assert_eq!(model.at(samd.home).id(), "QUA-1", "what holds everywhere belongs to the general record");
}

#[test]
fn an_answer_of_another_jurisdiction_is_not_read_and_is_told() {
    let model = model("## QUA-1 EU\n- jurisdiction: EU\n- medical-purpose: yes\n- fda-documentation-level: basic\n- pccp: no\n");
    let unread: Vec<String> = position(&model).unread.iter().map(|one| one.field.clone()).collect();
    assert_eq!(unread, ["fda-documentation-level", "pccp"]);
}

#[test]
fn unknown_is_no_answer_and_is_told_apart_from_silence() {
    let model = model("## QUA-1 EU\n- jurisdiction: EU\n- medical-purpose: unknown\n");
    let position = position(&model);
    let evaluation = &position.standing("device-eu").expect("asked").evaluation;
    assert_eq!((evaluation.outcome().id.as_str(), evaluation.certainty()), ("device", Certainty::WorstCase));
    assert_eq!(evaluation.missing(), ["medical-purpose", "accessory"]);
    assert_eq!((evaluation.steps[0].not_known_to.len(), evaluation.steps[1].not_known_to.len()), (1, 0));
}

#[test]
fn facts_of_other_records_answer_and_contradict() {
    let us = "## QUA-1 US\n- jurisdiction: US\n- device: yes\n";
    let hazard = "\n## HS-1 Overdose\n- severity: critical\n- software-contributes: yes\n";
    let of = |text: &str| {
        let model = model(text);
        let position = position(&model);
        let evaluation = position.standing("fda-documentation-level").expect("asked").evaluation.clone();
        (evaluation.outcome().id.clone(), evaluation.certainty())
    };
    assert_eq!(of(&format!("{us}{hazard}")), ("enhanced".to_owned(), Certainty::Decided), "the risk file answers");
    let denied = format!("{us}- serious-harm: no\n- combination-product: no\n- blood-establishment: no\n- us-device-class: II\n");
    assert_eq!(of(&denied), ("basic".to_owned(), Certainty::Decided));
    assert_eq!(of(&format!("{denied}{hazard}")), ("enhanced".to_owned(), Certainty::Contradicted), "the worse of the two counts");
    let model = model("## QUA-1 US\n- jurisdiction: US\n- device: yes\n- internet-capable: no\n\n## IF-1 Port\n- channel: port\n");
    let position = position(&model);
    let cyber = &position.standing("fda-cyber-device").expect("asked").evaluation;
    let step = cyber.steps.iter().find(|step| step.id == "524B(c)(2)").expect("the criterion");
    assert_eq!(step.met, None);
    assert!(matches!(&step.said[1].by, Who::Fact(Fact::NetworkLikeInterface, records) if records.len() == 1), "{:?}", step.said);
    assert_eq!(cyber.outcome().id, "cyber device");
}

#[test]
fn the_scale_of_the_project_says_what_is_serious() {
    use super::super::facts::serious_harm_possible;
    const CHECKED: &str =
        "## REV-1 r\n- subject: risk\n- confirms: hazard analysis complete\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n";
    let of = |text: &str| {
        let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let scale = "[[severity]]\nname = \"severe rash\"\ninjury = \"non-serious\"\n[[severity]]\nname = \"S4\"\ninjury = \"serious\"\n";
        snapshot.config = Some(Source::new("primum.toml", scale));
        serious_harm_possible(&Model::build(snapshot).expect("a configuration"))
    };
    let situation =
        |contributes: &str, severity: &str| format!("## HS-1 s\n- software-contributes: {contributes}\n- severity: {severity}\n\n");
    assert_eq!(of(&situation("yes", "S4")), Some(true));
    assert_eq!(of(&situation("unknown", "S4")), Some(true));
    assert_eq!(of(&situation("yes", "lethal")), Some(true), "what is not on the scale is read for what it usually means");
    assert_eq!(of(&situation("yes", "severe rash")), None, "nobody has found the analysis complete");
    assert_eq!(of(&(situation("yes", "severe rash") + CHECKED)), Some(false), "the scale counts, not the word");
    assert_eq!(of(&(situation("no", "S4") + CHECKED)), Some(false));
    assert_eq!(of(&(situation("unknown", "severe rash") + CHECKED)), None);
    assert_eq!(of(&(situation("yes", "moderate") + CHECKED)), None);
}

#[test]
fn who_declares_the_stricter_position_is_held_to_it() {
    let of = |fields: &str| {
        let model = model(&format!(
            "## QUA-1 EU\n- jurisdiction: EU\n- drives-device: no\n- rule11-decisions: no\n- rule11-monitors: no\n- class-by-other-rules: none\n{fields}"
        ));
        let position = position(&model);
        let standing = position.standing("mdr-rule-11").expect("asked");
        (
            standing.evaluation.outcome().id.clone(),
            standing.evaluation.certainty(),
            position.standing("device-eu").expect("asked").is_open(),
        )
    };
    assert_eq!(of(""), ("I".to_owned(), Certainty::WorstCase, true), "whether it is a device is open");
    assert_eq!(of("- device: yes\n"), ("I".to_owned(), Certainty::Decided, false), "declared as the worst: nothing can come worse");
    assert_eq!(of("- device: no\n"), ("I".to_owned(), Certainty::WorstCase, true), "a milder declaration answers nothing");
    assert_eq!(of("- device: yes\n- medical-purpose: no\n- accessory: no\n").0, "I", "stricter than asked for, and kept");
}

#[test]
fn declared_and_computed_compare() {
    let of = |fields: &str, table: &str| {
        let model = model(&format!("## QUA-1 x\n- jurisdiction: EU, US\n{fields}"));
        position(&model).standing(table).expect("asked").declared.first().map(|declared| declared.compared)
    };
    assert_eq!(of("", "device-eu"), None);
    assert_eq!(of("- medical-purpose: yes\n- device: yes\n", "device-eu"), Some(Compared::Same));
    assert_eq!(of("- medical-purpose: yes\n- device: no\n", "device-eu"), Some(Compared::Lower));
    assert_eq!(of("- device: no\n", "device-eu"), Some(Compared::NotShown));
    assert_eq!(of("- medical-purpose: no\n- accessory: no\n- device: yes\n", "device-eu"), Some(Compared::Stricter));
    let none = "- medical-purpose: no\n- accessory: no\n- device: no\n- cyber-device: no\n";
    assert_eq!(of(none, "fda-cyber-device"), Some(Compared::Same), "`no` stands for no device too");
}

fn told(position: &Position, model: &Model) -> String {
    let mut out = String::new();
    for (table, standing) in position.asked() {
        let by: Vec<&str> = standing.by.iter().map(|at| model.at(*at).id()).collect();
        out.push_str(&format!("{} {by:?} {} {:?}\n", table.id, model.at(standing.home).id(), standing.evaluation.outcomes));
        for declared in &standing.declared {
            out.push_str(&format!("  {} {} {:?}\n", model.at(declared.record).id(), declared.value, declared.compared));
        }
        for step in &standing.evaluation.steps {
            let said = step.said.iter().map(|one| match &one.by {
                Who::Record(at, _) => format!("{} {}", one.answer, model.at(*at).id()),
                Who::Fact(_, at) => {
                    let mut by: Vec<&str> = at.iter().map(|at| model.at(*at).id()).collect();
                    by.sort_unstable();
                    format!("{} {by:?}", one.answer)
                }
                Who::Table(table) => format!("{} {table}", one.answer),
            });
            out.push_str(&format!("  {} {:?} {:?}\n", step.id, said.collect::<Vec<_>>(), step.outcomes));
        }
    }
    out
}

const RECORDS: [&str; 7] = [
    "## QUA-1 General\n- medical-purpose: yes\n- hardware-needs-it: no\n- imdrf-situation: serious\n\n",
    "## QUA-2 EU\n- jurisdiction: EU\n- rule11-decisions: yes\n- imdrf-significance: drive\n- mdr-class: IIa\n\n",
    "## QUA-3 US\n- jurisdiction: US\n- serious-harm: no\n- us-device-class: II\n- imdrf-significance: inform\n\n",
    "## QUA-4 US again\n- jurisdiction: US\n- serious-harm: unknown\n- us-device-class: III\n- cyber-device: no\n\n",
    "## HS-1 Missed\n- severity: serious\n\n",
    "## HS-2 Late\n- severity: death\n- software-contributes: yes\n\n",
    "## IF-1 Gateway\n- protocol: MQTT over TLS\n\n",
];

proptest! {
    #[test]
    fn the_order_of_records_does_not_matter(order in Just((0..RECORDS.len()).collect::<Vec<_>>()).prop_shuffle()) {
        let of = |order: &[usize]| {
            let model = model(&order.iter().map(|at| RECORDS[*at]).collect::<String>());
            told(&position(&model), &model)
        };
        let straight: Vec<usize> = (0..RECORDS.len()).collect();
        prop_assert_eq!(of(&order), of(&straight));
    }
}
