//! Every row of the decision table, every reason to refuse credit, every way in which a part gets its class.

use super::super::{Contribution, Ground, NoCredit, Step, WhatIf, judged, lowering};
use super::{CONFIRMED, assuming, class, model, system};
use crate::risk::RiskFile;
use primum_model::Class;

/// The class of SW-1 with one situation of these fields, and the step that decided.
fn situation(fields: &str, more: &str) -> (Class, Step) {
    let text = format!("{CONFIRMED}## HAZ-1 h\n\n## HS-1 s\n- hazard: HAZ-1\n{fields}\n{more}");
    let model = model(&text);
    let system = model.find("SW-1").expect("a system");
    let judged = judged(&RiskFile::new(&model), system, &WhatIf::default());
    assert_eq!(super::table(&model).of(system), judged[0].class, "{fields}");
    (judged[0].class, judged[0].step)
}

const YES: &str = "- software-contributes: yes\n";

#[test]
fn the_decision_table() {
    let risk = |severity: &str, probability: &str| format!("{YES}- severity: {severity}\n- probability: {probability}\n");
    for (fields, expected) in [
        ("- software-contributes: no\n- severity: grave\n- probability: often\n".to_owned(), (Class::A, Step::DoesNotContribute)),
        (risk("grave", "rare"), (Class::A, Step::AcceptableBefore)),
        (risk("minor", "rare"), (Class::A, Step::AcceptableBefore)),
        (risk("minor", "often"), (Class::B, Step::NonSerious)),
        (risk("minor", "some"), (Class::B, Step::NonSerious)),
        (risk("grave", "some"), (Class::C, Step::Serious)),
        (risk("damage", "often"), (Class::C, Step::Undecided)),
        (risk("damage", "often") + "- decided-class: A\n", (Class::A, Step::Decided)),
        (risk("damage", "often") + "- decided-class: B\n", (Class::B, Step::Decided)),
        // Every unknown is the worst case.
        (String::new(), (Class::C, Step::ContributionUnknown)),
        ("- software-contributes: unknown\n- severity: minor\n- probability: rare\n".to_owned(), (Class::C, Step::ContributionUnknown)),
        ("- software-contributes: maybe\n- severity: minor\n- probability: rare\n".to_owned(), (Class::C, Step::ContributionUnknown)),
        (YES.to_owned(), (Class::C, Step::SeverityUnknown)),
        (risk("terrible", "rare"), (Class::C, Step::SeverityUnknown)),
        (format!("{YES}- probability: rare\n"), (Class::C, Step::SeverityUnknown)),
        (risk("grave", "hardly"), (Class::C, Step::Serious)),
        (format!("{YES}- severity: minor\n"), (Class::B, Step::NonSerious)),
        // A person decides only where nobody can be injured.
        (risk("grave", "some") + "- decided-class: A\n", (Class::C, Step::Serious)),
    ] {
        assert_eq!(situation(&fields, ""), expected, "{fields}");
    }
}

const VALVE: &str = "## RC-1 Valve\n- controls: HS-1\n- place: hardware\n- lowers: probability\n- effectiveness-proof: REV-2\n\n\
    ## REV-2 Valve measured\n- subject: risk\n- of: RC-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n";

#[test]
fn a_proven_external_control_is_credited_and_nothing_else() {
    let fields = format!("{YES}- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n");
    assert_eq!(situation(&fields, VALVE), (Class::A, Step::AcceptableAfterExternal));
    for (from, to) in [
        ("- effectiveness-proof: REV-2\n", ""),
        ("- outcome: accepted\n", "- outcome: rejected\n"),
        ("- held: 2026-01-01\n", "- held: 2026-12-01\n"),
        ("- place: hardware\n", "- place: this software\n"),
        ("- place: hardware\n", ""),
        ("- controls: HS-1\n", "- controls: HAZ-2\n"),
        ("- lowers: probability\n", "- lowers: severity\n"),
        ("- lowers: probability\n", ""),
        ("## RC-1 Valve\n", "## RC-1 Valve\n- status: draft\n"),
        ("## RC-1 Valve\n", "## RC-1 Valve\n- status: retired\n"),
    ] {
        let weaker = VALVE.replace(from, to);
        assert_ne!(weaker, VALVE);
        assert_eq!(situation(&fields, &(weaker + "\n## HAZ-2 other\n")), (Class::C, Step::Serious), "{from} → {to}");
    }
    // The judgement names what it rests on; one that rests on nothing is none.
    assert_eq!(situation(&fields.replace("- credits: RC-1\n", ""), VALVE), (Class::C, Step::Serious));
    // It was made with all of them in mind: one that fails takes the judgement with it.
    let two = fields.replace("- credits: RC-1\n", "- credits: RC-1, RC-2\n");
    let second = format!("{VALVE}\n## RC-2 Latch\n- controls: HS-1\n- place: hardware\n- lowers: probability\n");
    assert_eq!(situation(&two, &second), (Class::C, Step::Serious));
}

#[test]
fn severity_falls_only_by_a_control_that_can_lower_it() {
    let fields = format!("{YES}- severity: grave\n- probability: often\n- credits: RC-1\n- severity-after-external: minor\n");
    let lowers = VALVE.replace("lowers: probability", "lowers: severity");
    assert_eq!(situation(&fields, &lowers), (Class::B, Step::NonSerious));
    assert_eq!(situation(&fields, VALVE), (Class::C, Step::Serious));
    let told = lowers.replace("- place: hardware\n", "- place: procedure\n- option: information for safety\n");
    assert_eq!(situation(&fields, &told), (Class::C, Step::Serious), "words do not soften a blow");
}

#[test]
fn what_the_records_show_counts_more_than_what_they_say() {
    let inside = "## SI-1 Control\n- part-of: SW-1\n\n## SRS-1 Limit\n- implements: RC-1\n- allocated-to: SI-1\n\n";
    let fields = format!("{YES}- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n");
    assert_eq!(situation(&fields, &format!("{VALVE}\n{inside}")), (Class::C, Step::Serious), "called hardware, carried out by an item");
    let no = "- software-contributes: no\n- severity: grave\n- probability: often\n";
    let cause = "## SI-1 Control\n- part-of: SW-1\n\n## CAU-1 Overflow\n- contributes-to: HS-1\n- located-in: SI-1\n";
    assert_eq!(situation(no, cause), (Class::C, Step::Serious), "said not to contribute, and a cause sits in an item");
    assert_eq!(situation(no, &format!("{VALVE}\n{inside}")), (Class::C, Step::Serious), "a control in the software can fail");
    let threat =
        "## SI-1 Control\n- part-of: SW-1\n\n## IF-1 Port\n- between: SI-1\n\n## THR-1 Theft\n- leads-to: HS-1\n- entry-point: IF-1\n";
    assert_eq!(situation(no, threat), (Class::C, Step::Serious), "an attack through an interface of the software");
    let soup = "## SI-1 Control\n- part-of: SW-1\n\n## SOUP-1 Kernel\n- used-by: SI-1\n\n## CAU-1 Hang\n- contributes-to: HS-1\n- located-in: SOUP-1\n";
    assert_eq!(situation(no, soup), (Class::C, Step::Serious), "SOUP belongs to the system that uses it");
}

#[test]
fn each_system_is_judged_by_what_it_contributes_to() {
    let two = format!(
        "{CONFIRMED}## SW-2 Boot\n- class: A\n\n## REV-2 r\n- subject: risk\n- of: SW-2\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: safety class\n\n## HS-1 s\n{YES}- severity: grave\n- probability: often\n"
    );
    assert_eq!((class(&two, "SW-1"), class(&two, "SW-2")), (Class::C, Class::C), "both where none is named");
    let named = format!("{two}- software: SW-2\n");
    assert_eq!((class(&named, "SW-1"), class(&named, "SW-2")), (Class::A, Class::C));
    let shown = format!("{named}\n## SI-1 i\n- part-of: SW-1\n\n## CAU-1 c\n- contributes-to: HS-1\n- located-in: SI-1\n");
    assert_eq!((class(&shown, "SW-1"), class(&shown, "SW-2")), (Class::C, Class::C), "a cause in the other system counts");
}

#[test]
fn credit_moves_the_class_to_the_software_that_earns_it() {
    // A second system watches the first: the first may be lower, the watcher takes the class of the risk (7.2.2 b).
    let text = format!(
        "{CONFIRMED}## SW-2 Watch\n- class: A\n\n## REV-2 r\n- subject: risk\n- of: SW-2\n- of: TC-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n- confirms: safety class\n\n\
         ## HS-1 s\n{YES}- software: SW-1\n- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n\n\
         ## RC-1 Watch\n- controls: HS-1\n- place: other software\n- lowers: probability\n- effectiveness-proof: TC-1\n\n## TC-1 t\n- level: system\n\n\
         ## SI-2 Watcher\n- part-of: SW-2\n\n## SRS-1 r\n- implements: RC-1\n- allocated-to: SI-2\n"
    );
    assert_eq!((class(&text, "SW-1"), class(&text, "SW-2"), class(&text, "SI-2")), (Class::A, Class::C, Class::C));
}

#[test]
fn nothing_is_lower_than_c_before_it_is_classified_and_checked() {
    for (from, to, ground) in [
        ("", "", Ground::Analysed),
        ("- class: A\n", "", Ground::NotDeclared),
        ("- class: A\n", "- class: D\n", Ground::NotDeclared),
        ("- confirms: safety class\n", "", Ground::NotConfirmed),
        ("- of: SW-1\n", "", Ground::NotConfirmed),
        ("- outcome: accepted\n", "- outcome: rejected\n", Ground::NotConfirmed),
        ("- confirms: hazard analysis complete\n", "", Ground::NotChecked),
        ("\n\n## REV-1", "\n\n## XYZ-1 lost\n- field: value\n\n## REV-1", Ground::NotReadable),
        ("## SW-1", "```\n```\n## SW-1", Ground::Analysed),
    ] {
        let text = if from.is_empty() { CONFIRMED.to_owned() } else { CONFIRMED.replacen(from, to, 1) };
        let found = system(&text);
        let expected = if ground == Ground::Analysed { Class::A } else { Class::C };
        assert_eq!((found.ground, found.class), (ground, expected), "{from} → {to}");
    }
    assert_eq!(super::table(&model("## SRS-1 r\n")).project(), Class::C);
}

#[test]
fn a_class_may_be_declared_higher_and_never_lower() {
    let risky = format!("## HS-1 s\n{YES}- severity: minor\n- probability: often\n");
    for (declared, expected) in [("A", Class::B), ("B", Class::B), ("C", Class::C)] {
        let text = CONFIRMED.replace("class: A", &format!("class: {declared}")) + &risky;
        assert_eq!(class(&text, "SW-1"), expected);
        assert_eq!(system(&text).computed, Class::B);
    }
}

/// A system of class C with an item that is kept apart by everything that can be asked.
const APART: &str = "## HS-1 s\n- software-contributes: yes\n- severity: grave\n- probability: often\n\n## SI-1 a\n- part-of: SW-1\n\n\
    ## SI-2 b\n- part-of: SW-1\n- class: A\n- rationale: it only reads\n\n## SU-2 u\n- part-of: SI-2\n\n\
    ## SEG-1 s\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n- effectiveness: TC-1\n\n## TC-1 t\n- level: integration\n\n\
    ## REV-2 r\n- subject: architecture\n- of: SEG-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n\
    ## REV-3 r\n- subject: integration tests\n- of: TC-1\n- held: 2026-01-01\n- participants: a\n- outcome: accepted\n\n\
    ## SRS-1 r\n- allocated-to: SI-2\n\n## SRS-2 r\n- allocated-to: SI-2, SI-1\n";

#[test]
fn a_part_is_lower_only_when_everything_shows_that_it_is_kept_apart() {
    let whole = format!("{CONFIRMED}{APART}");
    let all = |text: &str| ["SI-1", "SI-2", "SU-2", "SRS-1", "SRS-2"].map(|id| class(text, id));
    assert_eq!(all(&whole), [Class::C, Class::A, Class::A, Class::A, Class::C]);
    for (from, to) in [
        ("- rationale: it only reads\n", ""),
        ("- rationale: it only reads\n", "- rationale: TBD\n"),
        ("- mechanism: own processor\n", ""),
        ("- effectiveness: TC-1\n", ""),
        ("- from: SI-1\n", "- from: SI-2\n"),
        ("## SEG-1 s\n", "## SEG-1 s\n- status: draft\n"),
        ("- subject: architecture\n- of: SEG-1\n", "- subject: architecture\n- of: SI-1\n"),
        ("- subject: integration tests\n- of: TC-1\n", "- subject: integration tests\n- of: SI-1\n"),
        ("- confirms: hazard analysis complete\n", ""),
        ("- class: A\n- rationale", "- rationale"),
    ] {
        let weaker = whole.replace(from, to);
        assert_ne!(weaker, whole);
        assert_eq!(all(&weaker), [Class::C; 5], "{from} → {to}");
    }
}

#[test]
fn one_wall_must_be_whole() {
    let whole = format!("{CONFIRMED}{APART}");
    let cracked = whole.replace("- of: SEG-1\n", "- of: SEG-2\n")
        + "\n## SEG-2 second\n- separates: SI-2\n- from: SI-1\n- mechanism: own processor\n";
    assert_eq!(class(&cracked, "SI-2"), Class::C, "one wall is proven, the other one reviewed");
    let model = model(&whole);
    let shown = lowering(model.find("SI-2").expect("an item"), &RiskFile::new(&model));
    let id = |at: Option<u32>| model.at(at.expect("a record")).id();
    assert_eq!([id(shown.segregation), id(shown.proof), id(shown.review)], ["SEG-1", "TC-1", "REV-2"]);
}

#[test]
fn a_part_says_what_it_belongs_to_and_what_needs_more() {
    let model = model(&format!("{CONFIRMED}{APART}\n## CAU-1 c\n- contributes-to: HS-1\n- located-in: SU-2\n"));
    let table = super::table(&model);
    let part = table.part(model.find("SI-2").expect("an item")).expect("a part");
    let id = |at: u32| model.at(at).id();
    assert_eq!((part.whole.map(id), part.need.map(|(class, by)| (class, id(by)))), (Some("SW-1"), Some((Class::C, "SU-2"))));
}

#[test]
fn a_part_is_never_lower_than_what_it_causes_and_controls() {
    let whole = format!("{CONFIRMED}{APART}");
    let minor = "\n## HS-2 s\n- software-contributes: yes\n- severity: minor\n- probability: often\n";
    let cause = |to: &str| format!("{whole}{minor}\n## CAU-1 c\n- contributes-to: {to}\n- located-in: SU-2\n");
    assert_eq!([class(&cause("HS-1"), "SI-2"), class(&cause("HS-2"), "SI-2")], [Class::C, Class::B]);
    let control = |to: &str| {
        format!(
            "{whole}{minor}\n## RC-1 c\n- controls: {to}\n- place: this software\n\n## SRS-9 r\n- implements: RC-1\n- allocated-to: SI-2\n"
        )
    };
    assert_eq!([class(&control("HS-1"), "SI-2"), class(&control("HS-2"), "SI-2")], [Class::C, Class::B]);
    let by_hazard = control("HAZ-1").replace("## HS-1 s\n", "## HAZ-1 h\n\n## HS-1 s\n- hazard: HAZ-1\n");
    assert_eq!(class(&by_hazard, "SI-2"), Class::C);
    let by_system_requirement = control("HS-1")
        .replace("## SRS-9 r\n- implements: RC-1\n", "## SYS-9 r\n- implements: RC-1\n\n## SRS-9 r\n- derives-from: SYS-9\n");
    assert_eq!(class(&by_system_requirement, "SI-2"), Class::C);
}

#[test]
fn a_cause_between_parts_keeps_one_of_them_at_the_class() {
    let whole = format!("{CONFIRMED}{APART}\n## CAU-1 c\n- contributes-to: HS-1\n- located-in: SOUP-1\n\n## SOUP-1 Kernel\n");
    let users = |users: &str| class(&format!("{whole}- used-by: {users}\n"), "SI-2");
    assert_eq!(users("SI-1, SI-2"), Class::A, "SI-1 carries it");
    assert_eq!(users("SI-2"), Class::C, "nobody else does");
    assert_eq!(users("SI-2, SU-2"), Class::C, "both are lowered, so neither carries it");
    let interface = |between: &str| {
        class(
            &format!("{CONFIRMED}{APART}\n## IF-1 i\n- between: {between}\n\n## CAU-1 c\n- contributes-to: HS-1\n- located-in: IF-1\n"),
            "SI-2",
        )
    };
    assert_eq!([interface("SI-1, SI-2"), interface("SI-2, SU-2")], [Class::A, Class::C]);
}

#[test]
fn a_part_that_needs_more_raises_the_whole() {
    let text = format!("{CONFIRMED}## SI-1 a\n- part-of: SW-1\n- class: B\n\n## SI-2 b\n- part-of: SW-1\n");
    let found = system(&text);
    assert_eq!((found.class, found.raised_by.map(|(_, class)| class)), (Class::B, Some(Class::B)));
    assert_eq!([class(&text, "SI-1"), class(&text, "SI-2")], [Class::B, Class::B]);
}

#[test]
fn every_refusal_says_why() {
    let fields = format!("{YES}- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n");
    let why = |valve: &str| {
        let text = format!("{CONFIRMED}## HS-1 s\n{fields}\n{valve}");
        let model = model(&text);
        let judged = judged(&RiskFile::new(&model), model.find("SW-1").expect("a system"), &WhatIf::default());
        judged[0].credit.refused.first().map(|(_, why)| *why)
    };
    assert_eq!(why(VALVE), None);
    assert_eq!(why(&VALVE.replace("place: hardware", "place: this software")), Some(NoCredit::Internal));
    assert_eq!(why(&VALVE.replace("- place: hardware\n", "")), Some(NoCredit::PlaceUnknown));
    assert_eq!(why(&VALVE.replace("- effectiveness-proof: REV-2\n", "")), Some(NoCredit::NoProof));
    assert!(matches!(why(&VALVE.replace("accepted", "rejected")), Some(NoCredit::ProofFails(..))));
    assert_eq!(why(&VALVE.replace("## RC-1 Valve\n", "## RC-1 Valve\n- status: draft\n")), Some(NoCredit::NotInForce));
    assert_eq!(why(&VALVE.replace("- controls: HS-1\n", "")), Some(NoCredit::ActsElsewhere));
}

#[test]
fn assumptions_show_what_would_follow() {
    let proven = format!(
        "{CONFIRMED}## HS-1 s\n{YES}- severity: grave\n- probability: often\n- credits: RC-1\n- probability-after-external: rare\n\n{VALVE}"
    );
    assert_eq!([assuming(&proven, &[]), assuming(&proven, &["-RC-1"])], [Class::A, Class::C]);
    let unproven = proven.replace("- effectiveness-proof: REV-2\n", "");
    assert_eq!([assuming(&unproven, &[]), assuming(&unproven, &["+RC-1"])], [Class::C, Class::A]);
}

#[test]
fn what_runs_in_a_circle_or_hangs_on_nothing_is_class_c() {
    let text =
        format!("{CONFIRMED}{APART}\n## SI-8 x\n- part-of: SI-9\n- class: A\n\n## SI-9 y\n- part-of: SI-8\n\n## SU-9 z\n- class: B\n");
    assert_eq!([class(&text, "SI-8"), class(&text, "SI-9"), class(&text, "SU-9")], [Class::C; 3]);
    for astray in [
        "## SU-9 z\n- class: A\n",
        "## SU-9 z\n",
        "## SW-8 Old\n- status: retired\n\n## SU-9 z\n- part-of: SW-8\n",
        "## SU-9 z\n- part-of: SW-1\n- part-of: SW-7\n",
    ] {
        let text = format!("{CONFIRMED}{astray}");
        assert_eq!(
            (class(&text, "SU-9"), super::table(&model(&text)).project()),
            (Class::C, Class::C),
            "{astray}: nobody has classified it"
        );
        assert_eq!(class(&text, "SW-1"), Class::A);
    }
}

#[test]
fn a_chain_of_twenty_thousand_parts_is_settled_once() {
    let mut text = format!("{CONFIRMED}## SI-0 a\n- part-of: SW-1\n\n");
    text.extend((1..20_000).map(|at| format!("## SI-{at} a\n- part-of: SI-{}\n\n", at - 1)));
    assert_eq!(class(&text, "SI-19999"), Class::A);
}

#[test]
fn a_situation_nobody_has_judged_is_said_to_be_unknown() {
    let text = format!("{CONFIRMED}## HS-1 s\n- severity: minor\n- probability: rare\n");
    let model = model(&text);
    let judged = judged(&RiskFile::new(&model), model.find("SW-1").expect("a system"), &WhatIf::default());
    assert_eq!(judged[0].contribution, Contribution::Unknown);
}
