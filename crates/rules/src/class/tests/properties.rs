//! Section 9 of `standards/classification.md` as properties over generated projects.

use super::{SCALES, model, table};
use primum_model::kinds::{COMMON_FIELDS, KINDS};
use primum_model::{Class, Model};
use proptest::prelude::*;
use std::fmt::Write;

#[derive(Clone, Debug)]
struct Situation {
    contributes: Option<&'static str>,
    severity: Option<&'static str>,
    probability: Option<&'static str>,
    credits: Vec<usize>,
    severity_after: Option<&'static str>,
    probability_after: Option<&'static str>,
}

#[derive(Clone, Debug)]
struct Control {
    place: Option<&'static str>,
    proven: bool,
    controls: Vec<usize>,
    lowers: Vec<&'static str>,
    item: Option<usize>,
}

#[derive(Clone, Debug)]
struct Item {
    parent: usize,
    declared: Option<&'static str>,
    rationale: bool,
    segregated: bool,
    reviewed: bool,
    causes: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Project {
    declared: Option<&'static str>,
    confirmed: bool,
    checked: bool,
    situations: Vec<Situation>,
    controls: Vec<Control>,
    items: Vec<Item>,
}

impl Project {
    fn text(&self) -> String {
        let mut text = "## SW-1 Pump\n".to_owned();
        if let Some(class) = self.declared {
            let _ = writeln!(text, "- class: {class}");
        }
        for (confirms, number, so) in [("safety class", 1, self.confirmed), ("hazard analysis complete", 2, self.checked)] {
            if so {
                let _ = write!(
                    text,
                    "\n## REV-{number} r\n- subject: risk\n- of: SW-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: {confirms}\n"
                );
            }
        }
        text.push_str("\n## REV-9 evaluation\n- subject: system tests\n- of: TC-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n## TC-1 t\n- level: system\n");
        for (at, situation) in self.situations.iter().enumerate() {
            let _ = write!(text, "\n## HS-{at} s\n");
            for (field, value) in [
                ("software-contributes", situation.contributes),
                ("severity", situation.severity),
                ("probability", situation.probability),
                ("severity-after-external", situation.severity_after),
                ("probability-after-external", situation.probability_after),
            ] {
                if let Some(value) = value {
                    let _ = writeln!(text, "- {field}: {value}");
                }
            }
            for control in situation.credits.iter().filter(|control| **control < self.controls.len()) {
                let _ = writeln!(text, "- credits: RC-{control}");
            }
        }
        for (at, control) in self.controls.iter().enumerate() {
            let _ = write!(text, "\n## RC-{at} c\n");
            if let Some(place) = control.place {
                let _ = writeln!(text, "- place: {place}");
            }
            for situation in control.controls.iter().filter(|situation| **situation < self.situations.len()) {
                let _ = writeln!(text, "- controls: HS-{situation}");
            }
            for lowers in &control.lowers {
                let _ = writeln!(text, "- lowers: {lowers}");
            }
            if control.proven {
                text.push_str("- effectiveness-proof: TC-1\n");
            }
            if let Some(item) = control.item.filter(|item| *item < self.items.len()) {
                let _ = write!(text, "\n## SRS-{at} r\n- implements: RC-{at}\n- allocated-to: SI-{item}\n");
            }
        }
        for (at, item) in self.items.iter().enumerate() {
            let parent = if item.parent >= at { "SW-1".to_owned() } else { format!("SI-{}", item.parent) };
            let _ = write!(text, "\n## SI-{at} i\n- part-of: {parent}\n");
            if let Some(class) = item.declared {
                let _ = writeln!(text, "- class: {class}");
            }
            if item.rationale {
                text.push_str("- rationale: it only reads\n");
            }
            if item.segregated {
                let _ = write!(
                    text,
                    "\n## SEG-{at} s\n- separates: SI-{at}\n- from: SI-x\n- from: SI-{}\n- mechanism: own processor\n- effectiveness: TC-1\n",
                    self.items.len()
                );
            }
            if item.reviewed {
                let _ = write!(
                    text,
                    "\n## REV-1{at} r\n- subject: architecture\n- of: SI-{at}\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n"
                );
            }
            for (number, cause) in item.causes.iter().filter(|cause| **cause < self.situations.len()).enumerate() {
                let _ = write!(text, "\n## CAU-{at}-{number} c\n- contributes-to: HS-{cause}\n- located-in: SI-{at}\n");
            }
        }
        // What everything is kept apart from.
        let _ = write!(text, "\n## SI-{} other\n- part-of: SW-1\n", self.items.len());
        text
    }

    fn model(&self) -> Model {
        model(&self.text())
    }

    fn class(&self, id: &str) -> Class {
        let model = self.model();
        table(&model).of(model.find(id).expect("a record"))
    }
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    prop_oneof![5 => prop::sample::select(words).prop_map(Some), 1 => Just(None)]
}

const SEVERITIES: &[&str] = &["damage", "minor", "grave", "not on the scale"];
const PROBABILITIES: &[&str] = &["rare", "some", "often", "not on the scale"];

fn situation() -> impl Strategy<Value = Situation> {
    (
        word(&["yes", "yes", "yes", "no", "unknown"]),
        word(SEVERITIES),
        word(PROBABILITIES),
        prop::collection::vec(0..4usize, 0..3),
        prop::option::of(prop::sample::select(SEVERITIES)),
        prop::option::of(prop::sample::select(PROBABILITIES)),
    )
        .prop_map(|(contributes, severity, probability, credits, severity_after, probability_after)| Situation {
            contributes,
            severity,
            probability,
            credits,
            severity_after,
            probability_after,
        })
}

fn control() -> impl Strategy<Value = Control> {
    (
        word(&["hardware", "procedure", "other software", "this software"]),
        any::<bool>(),
        prop::collection::vec(0..4usize, 0..4),
        prop::sample::subsequence(vec!["severity", "probability"], 0..=2),
        prop::option::of(0..4usize),
    )
        .prop_map(|(place, proven, controls, lowers, item)| Control { place, proven, controls, lowers, item })
}

fn item() -> impl Strategy<Value = Item> {
    (0..4usize, word(&["A", "B", "C"]), any::<bool>(), any::<bool>(), any::<bool>(), prop::collection::vec(0..4usize, 0..2)).prop_map(
        |(parent, declared, rationale, segregated, reviewed, causes)| Item { parent, declared, rationale, segregated, reviewed, causes },
    )
}

fn project() -> impl Strategy<Value = Project> {
    (
        word(&["A", "A", "B", "C"]),
        prop::bool::weighted(0.9),
        prop::bool::weighted(0.9),
        prop::collection::vec(situation(), 0..4),
        prop::collection::vec(control(), 0..4),
        prop::collection::vec(item(), 0..4),
    )
        .prop_map(|(declared, confirmed, checked, situations, controls, items)| Project {
            declared,
            confirmed,
            checked,
            situations,
            controls,
            items,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_classified_or_not_checked_is_class_c(mut project in project(), which in 0..3) {
        match which {
            0 => project.declared = None,
            1 => project.confirmed = false,
            _ => project.checked = false,
        }
        prop_assert_eq!(project.class("SW-1"), Class::C);
        for at in 0..project.items.len() {
            prop_assert_eq!(project.class(&format!("SI-{at}")), Class::C);
        }
    }

    #[test]
    fn no_situation_and_a_checked_analysis_is_class_a(mut project in project()) {
        project.situations.clear();
        (project.declared, project.confirmed, project.checked) = (Some("A"), true, true);
        project.items.iter_mut().for_each(|item| item.declared = None);
        prop_assert_eq!(project.class("SW-1"), Class::A);
    }

    #[test]
    fn another_situation_never_lowers_the_class(project in project(), more in situation()) {
        let before = project.class("SW-1");
        let mut after = project;
        after.situations.push(more);
        prop_assert!(after.class("SW-1") >= before);
    }

    #[test]
    fn a_proven_external_control_never_raises_the_class(project in project(), place in prop::sample::select(vec!["hardware", "procedure"]), on in 0..4usize, credited: bool) {
        let before = project.class("SW-1");
        let mut after = project;
        let number = after.controls.len();
        after.controls.push(Control { place: Some(place), proven: true, controls: vec![on], lowers: vec!["severity", "probability"], item: None });
        // A judgement that is itself monotone: never worse than the estimate before controls.
        if credited && let Some(situation) = after.situations.get_mut(on) && situation.credits.is_empty() {
            situation.credits.push(number);
            situation.severity_after = None;
            situation.probability_after = situation.probability.filter(|known| *known != "not on the scale").map(|_| "rare");
        }
        prop_assert!(after.class("SW-1") <= before);
    }

    #[test]
    fn internal_and_unproven_controls_change_nothing(project in project(), on in 0..4usize, internal: bool, credited: bool) {
        let before = project.class("SW-1");
        let mut after = project;
        let number = after.controls.len();
        let place = if internal { "this software" } else { "hardware" };
        after.controls.push(Control { place: Some(place), proven: internal, controls: vec![on], lowers: vec!["severity", "probability"], item: None });
        if credited && let Some(situation) = after.situations.get_mut(on) && situation.credits.is_empty() {
            situation.credits.push(number);
        }
        prop_assert_eq!(after.class("SW-1"), before);
    }

    #[test]
    fn a_part_is_never_above_the_whole_and_the_whole_never_above_its_need(project in project()) {
        let model = project.model();
        let table = table(&model);
        for part in &table.parts {
            let record = model.at(part.record);
            let parent = crate::parts::parent(record).expect("a parent");
            prop_assert!(table.of(record) <= table.of(parent), "{} above {}", record.id(), parent.id());
            // Where a part is lower than its parent, everything that shows so is there, and its floor holds.
            prop_assert_eq!(part.lowered, table.of(record) < part.inherited);
            prop_assert!(part.floor.is_none_or(|(floor, _)| floor <= table.of(record) || table.systems[0].class == Class::C));
        }
        let highest = table.parts.iter().map(|part| part.class).max();
        prop_assert!(highest.is_none_or(|highest| highest == table.project()), "one part is never segregated: it carries the class of the whole");
    }

    #[test]
    fn without_its_rationale_a_part_is_what_its_parent_is(mut project in project(), which in 0..4usize) {
        let Some(item) = project.items.get_mut(which) else { return Ok(()) };
        item.rationale = false;
        let model = project.model();
        let table = table(&model);
        let record = model.find(&format!("SI-{which}")).expect("an item");
        let parent = crate::parts::parent(record).expect("a parent");
        prop_assert_eq!(table.of(record), table.of(parent));
    }

    #[test]
    fn what_acts_against_a_class_c_risk_is_class_c(mut project in project(), which in 0..4usize, declared in word(&["A", "B", "C"])) {
        let Some(item) = project.items.get_mut(which) else { return Ok(()) };
        item.declared = declared;
        let number = project.situations.len();
        project.situations.push(Situation {
            contributes: Some("yes"), severity: Some("grave"), probability: Some("often"), credits: vec![], severity_after: None, probability_after: None,
        });
        project.controls.push(Control { place: Some("this software"), proven: false, controls: vec![number], lowers: vec![], item: Some(which) });
        prop_assert_eq!(project.class(&format!("SI-{which}")), Class::C);
    }

    #[test]
    fn the_class_does_not_depend_on_regulatory_positions(project in project(), level in prop::sample::select(vec!["basic", "enhanced"]), class in prop::sample::select(vec!["I", "IIa", "IIb", "III"])) {
        let before = project.class("SW-1");
        let text = project.text() + &format!("\n## QUA-1 q\n- fda-documentation-level: {level}\n- mdr-class: {class}\n- imdrf-situation: critical\n");
        let model = model(&text);
        prop_assert_eq!(table(&model).of(model.find("SW-1").expect("a system")), before);
    }

    #[test]
    fn a_probability_of_software_failure_has_no_effect(project in project(), value in "[a-z0-9]{1,8}") {
        let before = project.class("SW-1");
        let text = project.text().replace("\n## HS-0 s\n", &format!("\n## HS-0 s\n- software-failure-probability: {value}\n"));
        let config = format!("{SCALES}\n[[fields]]\nkind = \"HS\"\nname = \"software-failure-probability\"\n");
        let mut snapshot = primum_model::Snapshot::of(vec![primum_model::Source::new("records/a.md", text)], primum_model::Date::constant(2026, 6, 30));
        snapshot.config = Some(primum_model::Source::new("primum.toml", config));
        let model = Model::build(snapshot).expect("a configuration");
        prop_assert_eq!(table(&model).of(model.find("SW-1").expect("a system")), before);
    }
}

#[test]
fn no_field_asks_how_probable_a_failure_of_software_is() {
    for kind in KINDS {
        for field in kind.fields.iter().chain(COMMON_FIELDS) {
            let asks = field.name.contains("software") && (field.name.contains("probability") || field.name.contains("failure"));
            assert!(!asks, "{}: {}", kind.name, field.name);
        }
    }
}
