//! Scales and criteria as projects write them, whole and faulty.

use crate::scales::{Acceptability, Injury};
use crate::{Config, FaultKind};

const SCALES: &str = r#"
    [[severity]]
    name = "minor"
    injury = "non-serious"
    [[severity]]
    name = "grave"
    injury = "serious"
    [[probability]]
    name = "rare"
    [[probability]]
    name = "often"
"#;

fn read(text: &str) -> Config {
    Config::read(text).expect("TOML")
}

fn told(text: &str) -> Vec<(String, String)> {
    let config = read(text);
    assert!(config.faults.iter().all(|fault| fault.what == FaultKind::Configuration && !fault.help.is_empty()));
    config.faults.iter().map(|fault| (fault.span.of(text).trim().to_owned(), fault.message.clone())).collect()
}

fn matrix(rows: &str) -> String {
    format!("{SCALES}{rows}")
}

const WHOLE: &str = r#"
    [[acceptability]]
    severity = "minor"
    acceptable = ["rare"]
    investigate = ["often"]
    [[acceptability]]
    severity = "grave"
    unacceptable = ["rare", "often"]
"#;

#[test]
fn levels_and_cells_are_found_by_name() {
    let config = read(&matrix(WHOLE));
    assert_eq!(config.faults, []);
    let scales = &config.scales;
    assert_eq!((scales.severity.position("grave"), scales.severity.position("Grave")), (Some(1), None));
    assert_eq!((scales.injury(0), scales.injury(1), scales.injury(2)), (Some(Injury::NonSerious), Some(Injury::Serious), None));
    assert_eq!(scales.acceptability.at(0, 1), Some(Acceptability::Investigate));
    assert_eq!((scales.acceptability.at(0, 2), scales.acceptability.at(2, 0)), (None, None));
    assert_eq!((scales.acceptability.highest_acceptable(0), scales.acceptability.highest_acceptable(1)), (Some(0), None));
}

#[test]
fn a_matrix_with_a_hole_is_told_at_its_row() {
    let told = told(&matrix(&WHOLE.replace("unacceptable = [\"rare\", \"often\"]", "unacceptable = [\"often\"]")));
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].1, "the acceptability of `grave` leaves open: rare");
    let told = self::told(&matrix("[[acceptability]]\nseverity = \"minor\"\nacceptable = [\"rare\", \"often\"]\n"));
    assert_eq!(told[0].1, "no row of acceptability is about the severity `grave`");
    let told = self::told(SCALES);
    assert_eq!(told[0].1, "there is a scale of probability, and nothing says which risks are acceptable");
}

#[test]
fn a_greater_risk_is_never_more_acceptable() {
    let turned = WHOLE.replace("unacceptable = [\"rare\", \"often\"]", "acceptable = [\"rare\", \"often\"]");
    let told = told(&matrix(&turned));
    let expected = "by [[acceptability]] `grave` at `often` is acceptable, and the smaller risk `minor` at `often` is investigate";
    assert_eq!(told.iter().map(|(_, message)| message.as_str()).collect::<Vec<_>>(), [expected]);
}

#[test]
fn two_answers_for_one_cell_leave_the_worse_one() {
    let config = read(&matrix(&WHOLE.replace("investigate = [\"often\"]", "unacceptable = [\"often\", \"rare\"]")));
    assert_eq!(config.scales.acceptability.at(0, 0), Some(Acceptability::Unacceptable));
    assert!(config.faults.iter().any(|fault| fault.message == "`minor` at `rare` is both acceptable and unacceptable"));
}

#[test]
fn of_two_rows_for_one_severity_the_worse_answer_holds() {
    let more = "[[acceptability]]\nseverity = \"minor\"\nacceptable = [\"often\"]\nunacceptable = [\"rare\"]\n";
    let config = read(&matrix(&format!("{WHOLE}{more}")));
    assert!(config.faults.iter().any(|fault| fault.message == "`minor` has a row of acceptability already"));
    assert_eq!(config.scales.acceptability.at(0, 0), Some(Acceptability::Unacceptable));
    assert_ne!(config.scales.acceptability.at(0, 1), Some(Acceptability::Acceptable));
}

#[test]
fn a_greater_risk_is_not_acceptable_where_a_smaller_one_is_not() {
    let turned = WHOLE.replace("unacceptable = [\"rare\", \"often\"]", "acceptable = [\"rare\", \"often\"]");
    let scales = read(&matrix(&turned)).scales;
    assert_eq!(scales.acceptability.at(1, 0), Some(Acceptability::Acceptable));
    assert_eq!(scales.acceptability.at(1, 1), Some(Acceptability::Investigate), "`minor` at `often` is to be investigated");
    // What is left open stays open, and does not become an answer.
    let hole = WHOLE.replace("unacceptable = [\"rare\", \"often\"]", "acceptable = [\"often\"]");
    let scales = read(&matrix(&hole)).scales;
    assert_eq!((scales.acceptability.at(1, 0), scales.acceptability.at(1, 1)), (None, Some(Acceptability::Investigate)));
}

#[test]
fn a_severity_that_stands_twice_has_the_worse_injury() {
    for (first, second, expected) in [
        ("injury = \"none\"", "injury = \"serious\"", Some(Injury::Serious)),
        ("injury = \"serious\"", "injury = \"none\"", Some(Injury::Serious)),
        ("injury = \"none\"", "", None),
    ] {
        let config = read(&format!("[[severity]]\nname = \"a\"\n{first}\n[[severity]]\nname = \"a\"\n{second}\n"));
        assert_eq!((config.scales.severity.levels.len(), config.scales.injury(0)), (1, expected), "{first} and {second}");
    }
}

#[test]
fn names_limits_and_injuries_are_checked() {
    for (text, message) in [
        ("[[severity]]\nname = \"a\"\n", "the severity `a` does not say which injury it stands for"),
        ("[[severity]]\nname = \"a\"\ninjury = \"bad\"\n", "the severity `a` has no injury `bad`"),
        ("[[severity]]\ninjury = \"none\"\n", "a level of severity has no name"),
        (
            "[[severity]]\nname = \"a\"\ninjury = \"serious\"\n[[severity]]\nname = \"b\"\ninjury = \"none\"\n",
            "`b` stands above a level with a worse injury",
        ),
        ("[[p1]]\nname = \"a\"\n[[p1]]\nname = \"a\"\n", "the level `a` of p1 stands twice"),
        ("[[p1]]\nname = \"a\"\nbelow = 0.1\n[[p1]]\nname = \"b\"\nbelow = 0.1\n", "`b` of p1 is below 0.1, and so is the level before it"),
        ("[[p1]]\nname = \"a\"\nbelow = \"1\"\n", "`below` is a number above 0"),
        ("[[p1]]\nname = \"a\"\nbelow = 0.1\n[[p1]]\nname = \"b\"\n", "1 of 2 levels of p1 have a limit"),
        ("[[p1]]\nname = \"a\"\n", "nothing says how P1 and P2 combine to a probability"),
        ("[[acceptability]]\nseverity = \"a\"\n", "there is no severity `a`"),
        ("severity = 3\n", "`severity` is a list of tables"),
    ] {
        assert!(told(text).iter().any(|(_, told)| told == message), "{text}: {:?}", told(text));
    }
}

const BOTH: &str = r#"
    [[probability]]
    name = "low"
    below = 1e-4
    [[probability]]
    name = "high"
    below = 1
    [[p1]]
    name = "one"
    below = 0.01
    [[p1]]
    name = "two"
    below = 1
    [[p2]]
    name = "some"
    below = 0.01
    [[p2]]
    name = "all"
    below = 1
    [[acceptability]]
    severity = "x"
"#;

#[test]
fn limits_multiply() {
    let scales = read(BOTH).scales;
    assert_eq!(
        [scales.combine(0, 0), scales.combine(0, 1), scales.combine(1, 0), scales.combine(1, 1)],
        [Some(0), Some(1), Some(1), Some(1)]
    );
    assert_eq!((scales.combine(0, 2), scales.combine(2, 0)), (None, None));
}

#[test]
fn a_table_of_combinations_is_whole_and_grows() {
    let table = r#"
        [[combination]]
        p1 = "one"
        p2 = ["some", "all"]
        probability = "high"
        [[combination]]
        p1 = "two"
        p2 = ["some"]
        probability = "low"
    "#;
    let messages: Vec<String> = told(&format!("{BOTH}{table}")).into_iter().map(|(_, message)| message).collect();
    assert!(messages.contains(&"no [[combination]] is about P1 `two` with P2 `all`".to_owned()), "{messages:?}");
    assert!(messages.contains(&"P1 `two` with P2 `some` is less probable than P1 `one` with P2 `some`".to_owned()), "{messages:?}");
}
