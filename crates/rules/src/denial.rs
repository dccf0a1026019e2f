//! What rules about reasoned denials share: does an answer deny, does it give a reason, and which records does it name?

use crate::answered::says_something;
use primum_model::{Kind, Place, Record};

/// Words with which a denial begins.
const DENIALS: &[&str] = &["none", "no", "nothing", "not applicable"];

/// The answer to a question, by a field or by a section, and where it stands. A placeholder is no answer.
pub(crate) fn answer<'m>(record: Record<'m>, name: &'static str) -> Option<(&'m str, Place)> {
    let field = record.values(name).find(|value| says_something(value.text)).map(|value| (value.text, value.place));
    field.or_else(|| record.section(name).filter(|section| says_something(section.body)).map(|section| (section.body, section.place)))
}

/// Does the answer begin with a denial: `none; …`, `No new risks`?
pub(crate) fn denies(text: &str) -> bool {
    after_denial(text).is_some()
}

/// Is it a denial and nothing else: `none`, `No.`?
pub(crate) fn denies_without_reason(text: &str) -> bool {
    const EMPTY: &[&str] = &["impact", "effect", "effects", "change", "changes", "risk", "risks", "new risks", "new causes", "known"];
    after_denial(text).is_some_and(|rest| {
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        rest.is_empty() || EMPTY.contains(&rest.as_str())
    })
}

fn after_denial(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    DENIALS.iter().find_map(|word| {
        let begins = text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let rest = text.get(word.len()..)?;
        (begins && !rest.starts_with(char::is_alphanumeric)).then_some(rest)
    })
}

/// The IDs of these kinds that a text names, each as it stands there.
pub(crate) fn ids_named<'t>(text: &'t str, record: Record<'t>, kinds: &'static [Kind]) -> impl Iterator<Item = &'t str> + Clone {
    let schema = &record.model().config.schema;
    tokens(text).filter(move |word| {
        word.bytes().any(|byte| byte.is_ascii_digit()) && schema.kind_of_id(word).is_some_and(|kind| kinds.contains(&kind))
    })
}

/// Does the text name this ID, and not only one that begins like it?
pub(crate) fn names(text: &str, id: &str) -> bool {
    tokens(text).any(|word| word == id)
}

fn tokens(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').map(|word| word.trim_matches('-'))
}

/// The kinds of the risk file.
pub(crate) const RISK_KINDS: &[Kind] = &[Kind::Hazard, Kind::HazardousSituation, Kind::Cause, Kind::RiskControl, Kind::Threat];

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Model, Snapshot, Source};

    #[test]
    fn a_denial_needs_its_reason() {
        for bare in ["none", " None. ", "no", "No new risks.", "nothing", "not applicable", "none known", "**none**", "no impact"] {
            assert!(denies(bare) && denies_without_reason(bare), "{bare}");
        }
        for reasoned in ["none; the valve has no electronics", "No new risks, since the text alone changes", "nothing that RC-1 needs"] {
            assert!(denies(reasoned) && !denies_without_reason(reasoned), "{reasoned}");
        }
        for other in ["limits that are too narrow delay a therapy", "nonetheless HS-2", "Nobody is told", "normal", ""] {
            assert!(!denies(other), "{other}");
        }
    }

    #[test]
    fn ids_are_found_in_prose() {
        let text = "## RC-1 A\n";
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        let record = model.of(Kind::RiskControl).next().expect("a record");
        let named: Vec<&str> = ids_named("HS-4 is new (RC-9, RC-SENS-02), see SRS-1 and CVSS-3; HS-open", record, RISK_KINDS).collect();
        assert_eq!(named, ["HS-4", "RC-9", "RC-SENS-02"]);
        assert!(names("none, since SI-10 is apart", "SI-10") && !names("none, since SI-10 is apart", "SI-1"));
    }
}
