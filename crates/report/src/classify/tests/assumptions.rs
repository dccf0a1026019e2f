//! Assumptions as people write them, what follows from them, and why nothing follows.

use super::*;

fn effect(text: &str, words: &[&str]) -> String {
    let analysis = fixture::scaled(text);
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    let assumed = assume(&analysis.model, &words).expect("assumptions");
    what_if_text(&analysis, &assumed, Subject::Project, false, plain(160))
}

/// A system of class A by a credited valve alone.
fn valve() -> String {
    format!(
        "{}## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n\n\
         ## RC-1 Valve\n- controls: HS-1\n- place: hardware\n- lowers: probability\n- effectiveness-proof: REV-1\n\n## SI-1 a\n- part-of: SW-1\n",
        fixture::CONFIRMED
    )
}

#[test]
fn assumptions_show_what_changes() {
    let shown = effect(&valve(), &["-RC-1"]);
    said(
        &[
            "Assumed\n  - RC-1 is not there\n\nClasses that change\n  A → C SW-1 Pump\n        because HS-1 can lead to death or serious injury\n  A → C SI-1 a\n        inherited from SW-1\n",
            "Situations that are judged otherwise\n  A → C HS-1 s\n",
        ],
        &shown,
    );
    let unproven = valve().replace("- effectiveness-proof: REV-1\n", "");
    said(&["  - RC-1 is proven to be effective\n\nClasses that change\n  C → A SW-1 Pump\n"], &effect(&unproven, &["+RC-1"]));
    said(
        &["  - a further external control leaves HS-1 at minor × some\n\nClasses that change\n  C → B SW-1 Pump\n"],
        &effect(&unproven, &["HS-1=minor/some"]),
    );
    said(
        &["  - a further external control leaves HS-1 at rare\n\nClasses that change\n  C → A SW-1 Pump\n"],
        &effect(&unproven, &["HS-1=rare"]),
    );
}

#[test]
fn what_does_not_change_says_why() {
    for (words, why) in [
        ("-RC-2", "RC-2 is credited in no hazardous situation"),
        ("+RC-1", "HS-1: RC-1 is not credited: it lives inside the software system that is classified (for SW-1)"),
        (
            "+RC-2",
            "HS-1: RC-2 is taken as proven, and nothing says what it leaves: `severity-after-external`, `probability-after-external` (for SW-1)",
        ),
        (
            "HS-4=rare",
            "HS-4: nobody has said whether software contributes to it, and unknown counts as class C whatever its risk (for SW-1)",
        ),
        ("HS-6=rare", "HS-6: software does not contribute to it, so its risk asks for nothing (for SW-1)"),
        ("HS-7=rare", "HS-7: its risk is acceptable before any control (for SW-1)"),
        ("HS-1=grave/some", "HS-1: grave × some: unacceptable, class C as before (for SW-1)"),
    ] {
        let shown = effect(RISK, &[words]);
        said(&["No class changes\n", why, "SW-1 stays class C because HS-1 can lead to death or serious injury"], &shown);
    }
    // A control whose absence takes the contribution of the software with it changes something, credited or not.
    let inside = format!(
        "{}## SI-1 a\n- part-of: SW-1\n\n## HS-1 s\n- software-contributes: no\n- severity: grave\n- probability: often\n\n\
         ## RC-1 c\n- controls: HS-1\n- place: this software\n\n## SRS-1 r\n- implements: RC-1\n- allocated-to: SI-1\n",
        fixture::CONFIRMED
    );
    let gone = effect(&inside, &["-RC-1"]);
    said(&["  C → A SW-1 Pump\n", "  C → A HS-1 s\n"], &gone);
    assert!(!gone.contains("credited in no"), "{gone}");
    let default =
        effect("## SW-1 Pump\n\n## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n", &["HS-1=rare"]);
    said(&["  C → A HS-1 s\n", "SW-1 stays class C by default: nothing declares the class (4.3 g)"], &default);
}

#[test]
fn wrong_assumptions_are_errors_with_suggestions() {
    let analysis = fixture::scaled(&format!("{RISK}\n## RC-9 old\n- status: retired\n- controls: HS-1\n"));
    let error = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        assume(&analysis.model, &words).expect_err("an error")
    };
    for (word, why) in [
        ("-RC-11", "there is no record RC-11; did you mean RC-1?"),
        ("+HS-1", "HS-1 is a hazardous situation, no risk control"),
        ("RC-1", "write `-RC-6`"),
        ("RC-1=rare", "RC-1 is a risk control, no hazardous situation"),
        ("HS-1=rar", "there is no probability `rar`; the scale has rare, some, often; did you mean `rare`?"),
        ("HS-1=grave", "`grave` is a severity; write HS-1=grave/PROBABILITY"),
        ("HS-1=gave/rare", "there is no severity `gave`; the scale has damage, minor, grave; did you mean `grave`?"),
        ("HS-1=grave/hardly", "there is no probability `hardly`; the scale has rare, some, often"),
        ("-RC-9", "RC-9 is retired"),
    ] {
        assert!(error(&[word]).starts_with(&format!("--what-if `{word}`: {why}")), "{}", error(&[word]));
    }
    assert!(error(&["-RC-1", "+RC-1"]).contains("RC-1 cannot be absent and proven at once"));
    assert!(error(&["HS-1=rare", "HS-1=some"]).contains("HS-1 is assumed twice"));
    let bare = fixture::judged(RISK);
    assert!(
        assume(&bare.model, &["HS-1=rare".to_owned()])
            .expect_err("an error")
            .contains("primum.toml has no scale of probability: write [[probability]]")
    );
    for (id, why) in [
        ("SW-9", "there is no record SW-9; did you mean SW-1?"),
        ("HS-1", "`primum risk HS-1` shows it"),
        ("SRS-1", "SRS-1 is a software requirement;"),
    ] {
        assert!(subject(&analysis, id).expect_err("an error").contains(why), "{id}");
    }
}
