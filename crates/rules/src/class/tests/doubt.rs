//! Records that leave something in doubt: what is named and not there, said twice, placed nowhere, or taken back.

use super::super::{Contribution, Ground, NoCredit, WhatIf, judged};
use super::{CONFIRMED, class, model, system};
use crate::risk::RiskFile;
use primum_model::Class;

const GRAVE: &str = "- severity: grave\n- probability: often\n";
const NO: &str = "- software-contributes: no\n";
const YES: &str = "- software-contributes: yes\n";

/// The class of SW-1 with HS-1 of these fields, and more records.
fn situation(fields: &str, more: &str) -> Class {
    class(&format!("{CONFIRMED}## HAZ-1 h\n\n## SI-1 i\n- part-of: SW-1\n\n## HS-1 s\n- hazard: HAZ-1\n{fields}\n{more}"), "SW-1")
}

#[test]
fn only_other_systems_by_name_make_a_situation_none_of_this_one() {
    let two = "## SW-2 Boot\n\n## SW-3 Old\n- status: retired\n";
    let named = |software: &str| situation(&format!("{YES}{GRAVE}- software: {software}\n"), two);
    assert_eq!(named("SW-2"), Class::A);
    for software in ["SI-1", "HAZ-1", "SW-9", "SW-3", "SW-2, SW-9", "SW-2, SI-1", "SW-2, SW-3", "SW-2, SW-1"] {
        assert_eq!(named(software), Class::C, "{software}");
    }
}

#[test]
fn a_denial_does_not_hold_against_software_of_which_nobody_knows_the_place() {
    assert_eq!(situation(&format!("{NO}{GRAVE}"), ""), Class::A);
    for (cause, more) in [
        ("- located-in: SI-99", ""),
        ("- located-in: SI-9", "## SI-9 astray\n"),
        ("- located-in: SI-9", "## SW-9 old\n- status: retired\n\n## SI-9 i\n- part-of: SW-9\n"),
        ("- located-in: SOUP-1", "## SOUP-1 kernel\n"),
        ("- located-in: IF-1", "## IF-1 bus\n- between: SOUP-1\n\n## SOUP-1 kernel\n- used-by: SI-1\n"),
        ("- located-in: SRS-1", "## SRS-1 r\n- allocated-to: SI-1\n"),
        ("- type: specification", ""),
        ("- type: defect", ""),
        ("- type: SOUP", ""),
    ] {
        let text = format!("## CAU-1 c\n- contributes-to: HS-1\n{cause}\n\n{more}");
        assert_eq!(situation(&format!("{NO}{GRAVE}"), &text), Class::C, "{cause} {more}");
    }
    let lost_threat = "## THR-1 t\n- leads-to: HS-1\n- entry-point: IF-9\n";
    assert_eq!(situation(&format!("{NO}{GRAVE}"), lost_threat), Class::C);
    // What people or hardware cause sits in no software.
    for kind in ["misuse", "hardware or other software"] {
        let text = format!("## CAU-1 c\n- contributes-to: HS-1\n- type: {kind}\n");
        assert_eq!(situation(&format!("{NO}{GRAVE}"), &text), Class::A, "{kind}");
    }
}

#[test]
fn of_two_answers_neither_counts() {
    for (fields, expected) in [
        (format!("{NO}{YES}{GRAVE}"), Class::C),
        (format!("{YES}- severity: minor\n- severity: grave\n- probability: often\n"), Class::C),
        (format!("{YES}- severity: minor\n- probability: rare\n- probability: often\n"), Class::B),
        (format!("{YES}- severity: damage\n- probability: often\n- decided-class: A\n- decided-class: C\n"), Class::C),
    ] {
        assert_eq!(situation(&fields, ""), expected, "{fields}");
    }
    let declared = CONFIRMED.replace("- class: A\n", "- class: A\n- class: B\n");
    assert_eq!(system(&declared).ground, Ground::NotDeclared);
    let outcome = CONFIRMED.replace("- outcome: accepted\n", "- outcome: accepted\n- outcome: rejected\n");
    assert_eq!(system(&outcome).ground, Ground::NotConfirmed);
    let held = CONFIRMED.replace("- held: 2026-01-01\n", "- held: 2026-01-01\n- held: 2027-01-01\n");
    assert_eq!(system(&held).ground, Ground::NotConfirmed);
}

const CREDITED: &str =
    "- software-contributes: yes\n- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n";
const VALVE: &str = "## RC-1 Valve\n- controls: HS-1\n- place: hardware\n- lowers: probability\n- effectiveness-proof: REV-2\n\n\
    ## REV-2 Valve measured\n- subject: risk\n- of: RC-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n";

fn refused(fields: &str, more: &str) -> Option<NoCredit> {
    let model = model(&format!("{CONFIRMED}## SI-1 i\n- part-of: SW-1\n\n## HS-1 s\n{fields}\n{more}"));
    let judged = judged(&RiskFile::new(&model), model.find("SW-1").expect("a system"), &WhatIf::default());
    judged[0].credit.refused.first().map(|(_, why)| *why)
}

#[test]
fn a_judgement_that_rests_on_a_control_that_is_not_there_says_nothing() {
    assert_eq!(situation(CREDITED, VALVE), Class::A);
    assert_eq!(situation(&CREDITED.replace("RC-1\n", "RC-1, RC-9\n"), VALVE), Class::C);
    assert_eq!(situation(&CREDITED.replace("RC-1\n", "RC-9\n"), VALVE), Class::C);
}

#[test]
fn a_control_of_which_nobody_knows_what_or_where_it_is_earns_no_credit() {
    let twice = format!("{VALVE}## RC-1 Check\n- controls: HS-1\n- place: this software\n");
    assert_eq!((situation(CREDITED, &twice), refused(CREDITED, &twice)), (Class::C, Some(NoCredit::SharedId)));
    let places = VALVE.replace("- place: hardware\n", "- place: hardware\n- place: this software\n");
    assert_eq!((situation(CREDITED, &places), refused(CREDITED, &places)), (Class::C, Some(NoCredit::PlaceUnknown)));
    for more in [
        "## SRS-1 r\n- implements: RC-1\n",
        "## SRS-1 r\n- implements: RC-1\n- allocated-to: SI-9\n",
        "## SRS-1 r\n- implements: RC-1\n- allocated-to: SI-9\n\n## SI-9 astray\n",
        "## SYS-1 r\n- implements: RC-1\n\n## SRS-1 r\n- derives-from: SYS-1\n",
    ] {
        let text = format!("{VALVE}{more}");
        assert_eq!(situation(CREDITED, &text), Class::C, "{more}");
        assert!(matches!(refused(CREDITED, &text), Some(NoCredit::Unplaced(_))), "{more}");
    }
    // A requirement on the system as a whole may be met by hardware.
    assert_eq!(situation(CREDITED, &format!("{VALVE}## SYS-1 r\n- implements: RC-1\n")), Class::A);
}

#[test]
fn what_a_later_review_rejects_is_no_longer_confirmed() {
    let later = |confirms: &str, held: &str, outcome: &str| {
        format!(
            "{CONFIRMED}## REV-7 r\n- subject: risk\n- of: SW-1\n- held: {held}\n- outcome: {outcome}\n- participants: a\n- confirms: {confirms}\n"
        )
    };
    for (confirms, ground) in [("hazard analysis complete", Ground::NotChecked), ("safety class", Ground::NotConfirmed)] {
        assert_eq!(system(&later(confirms, "2026-02-01", "rejected")).ground, ground);
        assert_eq!(system(&later(confirms, "2026-01-01", "rejected")).ground, ground, "of two on one day the objection counts");
        assert_eq!(system(&later(confirms, "2025-12-01", "rejected")).ground, Ground::Analysed, "accepted since");
        assert_eq!(system(&later(confirms, "2026-12-01", "rejected")).ground, Ground::Analysed, "not held yet");
        assert_eq!(system(&later(confirms, "2026-02-01", "accepted")).ground, Ground::Analysed);
    }
}

#[test]
fn a_proof_that_a_later_review_rejects_proves_nothing() {
    let both = VALVE.replace("proof: REV-2\n", "proof: REV-2, REV-3\n");
    let second =
        |held: &str| format!("{both}## REV-3 r\n- subject: risk\n- of: RC-1\n- held: {held}\n- participants: a\n- outcome: rejected\n");
    assert_eq!(situation(CREDITED, &second("2026-02-01")), Class::C);
    assert_eq!(situation(CREDITED, &second("2025-12-01")), Class::A, "accepted since");
    let tested =
        VALVE.replace("proof: REV-2\n", "proof: TC-1\n").replace("- of: RC-1\n", "- of: TC-1\n") + "## TC-1 t\n- level: system\n\n";
    assert_eq!(situation(CREDITED, &tested), Class::A);
    let failed = |held: &str| {
        format!("{tested}## REV-3 r\n- subject: system tests\n- of: TC-1\n- held: {held}\n- participants: a\n- outcome: rejected\n")
    };
    assert_eq!(situation(CREDITED, &failed("2026-02-01")), Class::C);
    assert_eq!(situation(CREDITED, &failed("2025-12-01")), Class::A, "evaluated since");
}

#[test]
fn a_situation_that_is_named_and_not_there_keeps_everything_at_class_c() {
    assert_eq!(system(CONFIRMED).ground, Ground::Analysed);
    for more in [
        "## CAU-1 c\n- contributes-to: HS-7\n",
        "## RC-1 c\n- controls: HS-7\n",
        "## RC-1 c\n- controls: CAU-7\n",
        "## RC-1 c\n- controls: THR-7\n",
        "## THR-1 c\n- leads-to: HS-7\n",
    ] {
        let found = system(&format!("{CONFIRMED}{more}"));
        assert_eq!((found.ground, found.class), (Ground::NotReadable, Class::C), "{more}");
        let gone = more.replacen("c\n", "c\n- status: retired\n", 1);
        assert_eq!(system(&format!("{CONFIRMED}{gone}")).ground, Ground::Analysed, "{gone}");
    }
}

#[test]
fn what_names_an_item_that_is_not_there_is_judged_like_the_project() {
    let apart = "## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-1 a\n- part-of: SW-1\n\n\
        ## SI-2 b\n- part-of: SW-1\n- class: A\n- rationale: it only reads\n\n\
        ## SEG-1 s\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n- effectiveness: REV-2\n\n\
        ## REV-2 r\n- subject: architecture\n- of: SEG-1, SI-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n";
    let of = |more: &str, id: &str| class(&format!("{CONFIRMED}{apart}{more}"), id);
    assert_eq!(of("## SRS-1 r\n- allocated-to: SI-2\n", "SRS-1"), Class::A);
    assert_eq!(of("## SRS-1 r\n- allocated-to: SI-2, SI-9\n", "SRS-1"), Class::C);
    assert_eq!(of("## SOUP-1 r\n- used-by: SI-2, SI-9\n", "SOUP-1"), Class::C);
}

#[test]
fn a_cause_between_two_systems_is_carried_in_each_of_them() {
    // The kernel runs in both systems; the dangerous item of the first carries the class, and so must one of the second.
    let text = "## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-1 a\n- part-of: SW-1\n\n\
        ## SW-2 Log\n- class: C\n\n## REV-3 r\n- subject: risk\n- of: SW-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: safety class\n\n\
        ## SI-3 other\n- part-of: SW-2\n\n## SI-2 b\n- part-of: SW-2\n- class: A\n- rationale: it only reads\n\n\
        ## SEG-1 s\n- separates: SI-2\n- from: SI-3\n- mechanism: own processor\n- effectiveness: REV-2\n\n\
        ## REV-2 r\n- subject: architecture\n- of: SEG-1, SI-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n";
    let cause = "## SOUP-1 kernel\n- used-by: SI-1, SI-2\n\n## CAU-1 c\n- contributes-to: HS-1\n- located-in: SOUP-1\n";
    assert_eq!(class(&format!("{CONFIRMED}{text}"), "SI-2"), Class::A);
    assert_eq!(class(&format!("{CONFIRMED}{text}{cause}"), "SI-2"), Class::C);
}

#[test]
fn a_part_is_not_kept_apart_by_a_wall_towards_its_own_parts() {
    let text = "## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-1 a\n- part-of: SW-1\n\n\
        ## SI-2 b\n- part-of: SW-1\n- class: A\n- rationale: it only reads\n\n## SU-2 u\n- part-of: SI-2\n\n\
        ## SEG-1 s\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n- effectiveness: REV-2\n\n\
        ## REV-2 r\n- subject: architecture\n- of: SEG-1, SI-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n";
    assert_eq!(class(&format!("{CONFIRMED}{text}"), "SI-2"), Class::A);
    assert_eq!(class(&format!("{CONFIRMED}{}", text.replace("from: SI-1", "from: SU-2")), "SI-2"), Class::C);
}

#[test]
fn what_the_front_matter_says_of_every_record_denies_nothing() {
    for (front, fields, expected) in [
        ("software-contributes: no", GRAVE.to_owned(), Class::C),
        ("software-contributes: no", format!("{NO}{GRAVE}"), Class::A),
        ("decided-class: A", format!("{YES}- severity: damage\n- probability: often\n"), Class::C),
        ("severity: minor", format!("{YES}- probability: often\n"), Class::B),
    ] {
        let text = format!("---\n{front}\n---\n\n{CONFIRMED}## HS-1 s\n{fields}");
        assert_eq!(class(&text, "SW-1"), expected, "{front}, {fields}");
    }
}

#[test]
fn a_control_lives_where_every_requirement_that_carries_it_out_lives() {
    // The second requirement says the control itself; the first carries out the system requirement that says it.
    let text = "## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-1 a\n- part-of: SW-1\n\n\
        ## SI-2 b\n- part-of: SW-1\n- class: A\n- rationale: it only reads\n\n\
        ## SEG-1 s\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n- effectiveness: REV-2\n\n\
        ## REV-2 r\n- subject: architecture\n- of: SEG-1, SI-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n";
    assert_eq!(class(&format!("{CONFIRMED}{text}"), "SI-2"), Class::A);
    assert_eq!(class(&format!("{CONFIRMED}{}", text.replace("own processor", "none")), "SI-2"), Class::C);
    let carried = "## RC-1 c\n- controls: HS-1\n\n## SYS-1 y\n- implements: RC-1\n\n## SRS-2 r\n- implements: RC-1\n- allocated-to: SI-1\n\n\
        ## SRS-1 r\n- derives-from: SYS-1\n- allocated-to: SI-2\n";
    assert_eq!(class(&format!("{CONFIRMED}{text}{carried}"), "SI-2"), Class::C);
}

#[test]
fn an_item_through_which_an_attack_leads_to_harm_is_not_kept_apart() {
    let text = "## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-1 a\n- part-of: SW-1\n\n\
        ## SI-2 b\n- part-of: SW-1\n- class: A\n- rationale: it only reads\n\n\
        ## SEG-1 s\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n- effectiveness: REV-2\n\n\
        ## REV-2 r\n- subject: architecture\n- of: SEG-1, SI-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n\
        ## THR-1 t\n- leads-to: HS-1\n- entry-point: IF-1\n\n";
    assert_eq!(class(&format!("{CONFIRMED}{text}## IF-1 i\n- between: SI-1, SI-2\n"), "SI-2"), Class::A, "the other partner carries it");
    assert_eq!(class(&format!("{CONFIRMED}{text}## IF-1 i\n- between: SI-2\n- external: network\n"), "SI-2"), Class::C);
}

#[test]
fn a_situation_behind_a_sign_that_nobody_sees_is_not_lost() {
    for sign in ["\0", "\u{feff}", "\u{200b}", "\u{7}"] {
        let found = system(&format!("{CONFIRMED}{sign}## HS-1 s\n{YES}{GRAVE}"));
        assert_eq!(found.ground, Ground::NotReadable, "{sign:?}");
    }
    let twin = format!("{CONFIRMED}## \u{41d}S-1 s\n{YES}{GRAVE}");
    assert_eq!(system(&twin).ground, Ground::NotReadable, "a Cyrillic letter");
}

#[test]
fn an_unclear_contribution_is_unknown() {
    let model = model(&format!("{CONFIRMED}## HS-1 s\n{NO}{YES}{GRAVE}"));
    let judged = judged(&RiskFile::new(&model), model.find("SW-1").expect("a system"), &WhatIf::default());
    assert_eq!(judged[0].contribution, Contribution::Unknown);
}
