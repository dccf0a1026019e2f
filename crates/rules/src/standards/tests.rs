//! The tables hold what they promise: counts, references, vocabulary, words.

use std::collections::BTreeSet;

use primum_model::Class;
use primum_model::kinds::KINDS;

use super::*;

/// Every file in `standards/`; the decision tables below it have tests of their own.
const FILES: [(&str, &str); 14] = [
    ("iec62304-2006-amd1-2015.toml", include_str!("../../../../standards/iec62304-2006-amd1-2015.toml")),
    ("iso14971-2019.toml", include_str!("../../../../standards/iso14971-2019.toml")),
    ("iso13485-2016.toml", include_str!("../../../../standards/iso13485-2016.toml")),
    ("iec81001-5-1-2021.toml", include_str!("../../../../standards/iec81001-5-1-2021.toml")),
    ("mdr-annex-i-gspr.toml", include_str!("../../../../standards/mdr-annex-i-gspr.toml")),
    ("21cfr11.toml", include_str!("../../../../standards/21cfr11.toml")),
    ("fda-software-2023.toml", include_str!("../../../../standards/fda-software-2023.toml")),
    ("fda-cybersecurity-2026.toml", include_str!("../../../../standards/fda-cybersecurity-2026.toml")),
    ("imdrf-fda-mdr.toml", include_str!("../../../../standards/imdrf-fda-mdr.toml")),
    ("cross-map.toml", include_str!("../../../../standards/cross-map.toml")),
    ("checklist.toml", include_str!("../../../../standards/checklist.toml")),
    ("evidence-kinds.toml", include_str!("../../../../standards/evidence-kinds.toml")),
    ("classification.md", include_str!("../../../../standards/classification.md")),
    ("README.md", include_str!("../../../../standards/README.md")),
];

fn regulatory() -> toml::Table {
    toml::from_str(include_str!("../../../../standards/imdrf-fda-mdr.toml")).unwrap()
}

/// The IDs of the rows of one table.
fn ids(of: &toml::Table, table: &str) -> BTreeSet<String> {
    let rows = of[table].as_array().unwrap();
    rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "compares the embedded files with those that are there")]
fn every_file_of_the_folder_is_looked_at_here() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../standards");
    let found: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let known = FILES.iter().map(|(name, _)| *name).chain(["change", "position"]);
    assert_eq!(found, known.map(str::to_owned).collect());
}

#[test]
fn iec_62304_has_104_clauses_in_force_and_the_known_number_by_class() {
    let standard = iec62304();
    let by_class = |class| standard.active().filter(|clause| clause.classes.contains(class)).count();
    assert_eq!(standard.active().count(), 104);
    assert_eq!([Class::A, Class::B, Class::C].map(by_class), [63, 98, 104]);
    let reserved: Vec<_> = standard.clauses.iter().filter(|clause| !clause.active).map(|clause| clause.id.as_str()).collect();
    assert_eq!(reserved, ["4.3.b", "7.1.5", "7.3.2"]);
    for clause in &standard.clauses {
        assert_eq!(clause.active, !clause.classes.is_empty(), "{}", clause.id);
        assert_eq!(clause.active, clause.automation != Automation::None, "{}", clause.id);
        assert_eq!(clause.active, clause.amd1 != Some(Amendment::Removed), "{}", clause.id);
        assert_eq!(clause.amd1 == Some(Amendment::New), clause.classes_2006.is_some_and(Classes::is_empty), "{}", clause.id);
        assert!(clause.amd1.is_some(), "{}", clause.id);
        assert_ne!(clause.classes_2006, Some(clause.classes), "{} repeats its classes", clause.id);
    }
}

/// A second writing of Table A.1 by class, so that a slip in the data does not pass because only the sum was looked at.
#[test]
fn the_class_of_every_clause_is_the_known_one() {
    let only_c = ["5.1.4", "5.3.5", "5.4.2", "5.4.3", "5.4.4", "5.5.4"];
    let b_and_c = [
        "5.1.5", "5.1.10", "5.1.11", "5.1.12", "5.2.3", "5.3.1", "5.3.2", "5.3.3", "5.3.4", "5.3.6", "5.4.1", "5.5.2", "5.5.3", "5.5.5",
        "5.6.1", "5.6.2", "5.6.3", "5.6.4", "5.6.5", "5.6.6", "5.6.7", "5.6.8", "5.8.3", "5.8.5", "5.8.6", "7.1.1", "7.1.2", "7.1.3",
        "7.1.4", "7.2.1", "7.2.2", "7.3.1", "7.3.3", "7.4.2", "7.4.3",
    ];
    for clause in iec62304().active() {
        let expected = match clause.id.as_str() {
            id if only_c.contains(&id) => "C",
            id if b_and_c.contains(&id) => "B, C",
            _ => "A, B, C",
        };
        assert_eq!(clause.classes.to_string(), expected, "{}", clause.id);
    }
}

#[test]
fn the_other_standards_have_their_clauses_and_no_classes() {
    let counts = [
        (iso14971(), 23),
        (iso13485(), 32),
        (iec81001_5_1(), 58),
        (mdr_gspr(), 5),
        (part11(), 27),
        (fda_software(), 10),
        (fda_cyber(), 18),
    ];
    assert_eq!(counts.len() + 1, all().len(), "a standard is not counted here");
    for (standard, clauses) in counts {
        assert_eq!(standard.active().count(), clauses, "{}", standard.id);
        assert!(!standard.graded);
        assert!(standard.clauses.iter().all(|clause| clause.classes == Classes::all()));
    }
    let top: BTreeSet<_> = iso14971().clauses.iter().map(|clause| clause.id.split('.').next().unwrap()).collect();
    assert_eq!(top, ["10", "4", "5", "6", "7", "8", "9"].into());
}

/// A second writing of what the regulations number, so that a row that is lost is noticed.
#[test]
fn the_regulations_have_their_clauses() {
    let ids = |standard: &Standard| standard.active().map(|clause| clause.id.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(ids(mdr_gspr()), "17.1 17.2 17.3 17.4 23.4(ab)");
    assert_eq!(
        ids(part11()),
        "11.10(a) 11.10(b) 11.10(c) 11.10(d) 11.10(e) 11.10(f) 11.10(g) 11.10(h) 11.10(i) 11.10(j) 11.10(k) 11.30 11.50(a) 11.50(b) \
         11.70 11.100(a) 11.100(b) 11.100(c) 11.200(a)(1) 11.200(a)(2) 11.200(a)(3) 11.200(b) 11.300(a) 11.300(b) 11.300(c) 11.300(d) \
         11.300(e)"
    );
    assert_eq!(ids(fda_software()), "SW-DLE SW-DESC SW-RMF SW-SRS SW-ARCH SW-SDS SW-DEV SW-TEST SW-VER SW-ANOM");
    assert_eq!(
        ids(fda_cyber()),
        "CY-SRMR CY-TM CY-CRA CY-INT CY-SBOM CY-SUP CY-ANOM CY-MET CY-CTRL CY-VIEW CY-TEST CY-LAB CY-MGMT CY-TRACE 524B(b)(1) 524B(b)(2) \
         524B(b)(3) 524B(b)(4)"
    );
    // Basic and Enhanced are kept apart in every element of the submission.
    for clause in fda_software().active() {
        let levels: Vec<&str> = clause.sub_items.iter().map(|item| item.id.as_str()).collect();
        assert_eq!(levels, ["b", "e"], "{}", clause.id);
    }
}

/// The heading that a number stands below: `5.2` for `5.2.6`, `11.10` for `11.10(a)`. Names and subparts do not tell.
fn heading_of(id: &str) -> Option<&str> {
    if let Some((above, _)) = id.split_once('(') {
        return Some(above);
    }
    let numeric = id.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let lettered = id.rsplit_once('.').is_some_and(|(above, letter)| letter.len() == 1 && above.contains('.'));
    (numeric || lettered).then(|| id.rsplit_once('.').map_or("", |(above, _)| above))
}

#[test]
fn clauses_are_unique_titled_and_hang_below_a_heading() {
    assert_eq!(all().map(|standard| standard.id.as_str()), IDS);
    for standard in all() {
        assert_eq!(by_id(&standard.id).map(|found| found.designation.as_str()), Some(standard.designation.as_str()));
        assert!(!standard.name.is_empty() && !standard.name.contains(':'), "{}: the short name has no edition", standard.id);
        let mut seen = BTreeSet::new();
        for (id, parent, title) in standard
            .groups
            .iter()
            .map(|group| (&group.id, &group.parent, &group.title))
            .chain(standard.clauses.iter().map(|clause| (&clause.id, &clause.parent, &clause.title)))
        {
            assert!(seen.insert(id), "{} {id} twice", standard.id);
            // The sections of part 11 stand below its subparts, whose letters their numbers do not hold.
            if let Some(above) = heading_of(id).filter(|above| *above != "11") {
                assert_eq!(above, parent, "{} {id}", standard.id);
            }
            assert!(parent.is_empty() || standard.group(parent).is_some(), "{} {id}: no heading {parent}", standard.id);
            let top = standard.above(parent).last().map_or("", |group| group.parent.as_str());
            assert_eq!(top, "", "{} {id}: the headings above it have no end", standard.id);
            assert!(!id.contains(' '), "{} {id}: a reference to it could not be read", standard.id);
            assert!(!title.trim().is_empty(), "{} {id}", standard.id);
        }
        for group in &standard.groups {
            assert!(standard.clauses_under(&group.id).next().is_some(), "{} {}: nothing below", standard.id, group.id);
        }
        for clause in standard.active() {
            assert!(clause.summary.ends_with('.'), "{} {}: no sentence", standard.id, clause.id);
            assert!(!clause.kinds.is_empty() || !clause.evidence_kinds.is_empty(), "{} {}: nothing proves it", standard.id, clause.id);
            let mut letters = BTreeSet::new();
            for item in &clause.sub_items {
                assert!(
                    item.id.len() == 1 && item.id.bytes().all(|byte| byte.is_ascii_lowercase()) && letters.insert(&item.id),
                    "{} {}.{}",
                    standard.id,
                    clause.id,
                    item.id
                );
                assert!(!item.text.is_empty());
            }
        }
    }
}

#[test]
fn every_kind_named_is_declared() {
    let prefixes: BTreeSet<&str> = KINDS.iter().map(|kind| kind.prefix).collect();
    let evidence: BTreeSet<&str> = evidence_kinds().iter().map(|kind| kind.id.as_str()).collect();
    assert_eq!(evidence.len(), evidence_kinds().len());
    let known = |at: &str, kinds: &[String], words: &[String]| {
        for kind in kinds {
            assert!(prefixes.contains(kind.as_str()), "{at}: no kind {kind}");
        }
        for word in words {
            assert!(evidence.contains(word.as_str()), "{at}: no evidence {word}");
        }
    };
    for standard in all() {
        for clause in &standard.clauses {
            known(&clause.id, &clause.kinds, &clause.evidence_kinds);
        }
        for rule in &standard.trace_rules {
            known(&rule.id, &rule.from, &rule.from_evidence);
            known(&rule.id, &rule.to, &rule.to_evidence);
        }
    }
}

#[test]
fn trace_rules_have_two_ends_and_a_clause_when_they_are_required() {
    let rules = &iec62304().trace_rules;
    assert_eq!(rules.len(), 16);
    for rule in rules {
        assert!(!rule.from.is_empty() || !rule.from_evidence.is_empty(), "{}", rule.id);
        assert!(!rule.to.is_empty() || !rule.to_evidence.is_empty(), "{}", rule.id);
        assert_eq!(rule.clause.is_some(), !rule.classes().is_empty(), "{}", rule.id);
        assert!(!rule.required || rule.clause.is_some(), "{}", rule.id);
    }
    assert_eq!(rules[2].classes().to_string(), "B, C");
}

#[test]
fn the_clauses_that_a_kind_says_it_answers_exist() {
    for kind in KINDS {
        for reference in kind.asked_by {
            assert!(!find_all(reference).is_empty(), "{}: {reference}", kind.prefix);
        }
    }
}

#[test]
fn a_reference_finds_its_clause() {
    let cases = [
        ("5.7.1", Some(("iec62304", "5.7.1"))),
        ("iec62304 5.7.1", Some(("iec62304", "5.7.1"))),
        ("5.2.6.f", Some(("iec62304", "5.2.6"))),
        ("5.2.2.a", Some(("iec62304", "5.2.2"))),
        ("4.3.a", Some(("iec62304", "4.3.a"))),
        ("7.3.2", Some(("iec62304", "7.3.2"))),
        ("iso14971 7.5", Some(("iso14971", "7.5"))),
        ("iso14971 4.4.g", Some(("iso14971", "4.4"))),
        ("iso14971 8", Some(("iso14971", "8"))),
        ("iso13485 8.5.2", Some(("iso13485", "8.5.2"))),
        ("iec81001-5-1 5.3.2", Some(("iec81001-5-1", "5.3.2"))),
        ("iec81001-5-1 F", Some(("iec81001-5-1", "F"))),
        ("part11 11.10(a)", Some(("part11", "11.10(a)"))),
        ("part11 11.200(a)(1)", Some(("part11", "11.200(a)(1)"))),
        ("mdr-gspr 23.4(ab)", Some(("mdr-gspr", "23.4(ab)"))),
        ("fda-software SW-SRS", Some(("fda-software", "SW-SRS"))),
        ("fda-software SW-SRS.e", Some(("fda-software", "SW-SRS"))),
        ("fda-cyber 524B(b)(1)", Some(("fda-cyber", "524B(b)(1)"))),
        ("fda-cyber 524B(c)", None),
        ("part11 11.10", None),
        ("part11 11.10(z)", None),
        ("5.2.6.g", None),
        ("5.2", None),
        ("5.2.6.", None),
        (".5.2.6", None),
        ("5.9.1", None),
        ("iso14971 7.9", None),
        ("iso9001 7.5", None),
        ("iso14971  7.5", None),
        ("", None),
    ];
    for (reference, expected) in cases {
        let found = find(reference).map(|(standard, clause)| (standard.id.as_str(), clause.id.as_str()));
        assert_eq!(found, expected, "{reference:?}");
    }
}

#[test]
fn a_heading_stands_for_the_clauses_below_it() {
    let named = |reference| find_all(reference).into_iter().map(|(_, clause)| clause.id.clone()).collect::<Vec<_>>();
    assert_eq!(named("5.3"), ["5.3.1", "5.3.2", "5.3.3", "5.3.4", "5.3.5", "5.3.6"]);
    assert_eq!(named("7.3"), ["7.3.1", "7.3.3"], "an empty number is nothing to answer");
    assert_eq!(named("6.2.1"), ["6.2.1.1", "6.2.1.2", "6.2.1.3"]);
    assert_eq!(named("5.1.1"), ["5.1.1"], "and not 5.1.10 to 5.1.12");
    assert_eq!(named("iso13485 8.5"), ["8.5.1", "8.5.2", "8.5.3"]);
    assert_eq!(named("part11 11.50"), ["11.50(a)", "11.50(b)"]);
    assert_eq!(named("part11 B").len(), 15, "subpart B with its sections, and nothing of subpart C");
    assert_eq!(named("mdr-gspr 23"), ["23.4(ab)"]);
    assert_eq!(named("fda-cyber 524B").len(), 4);
    assert!(named("7.3.2").is_empty() && named("5.10").is_empty() && named("").is_empty() && named("iso14971 ").is_empty());
}

#[test]
fn the_checklist_has_34_items_that_resolve() {
    let items = checklist();
    assert_eq!(items.len(), 34);
    assert_eq!(items.iter().map(|item| &item.id).collect::<BTreeSet<_>>().len(), 34);
    assert!(items.is_sorted_by_key(|item| item.phase));
    for item in items {
        assert!(!item.clauses.is_empty() && !item.text.is_empty(), "{}", item.id);
        for clause in item.clauses.iter().chain(&item.related) {
            assert!(find(clause).is_some_and(|(_, clause)| clause.active), "{}: {clause}", item.id);
        }
    }
}

#[test]
fn a_verdict_of_the_checklist_agrees_with_the_classes() {
    for item in checklist() {
        let (claimed, asked) = (item.classes_claimed, item.classes);
        assert!(
            match item.verdict {
                Verdict::Match => claimed == asked,
                Verdict::Understates => asked.contains_all(claimed) && asked != claimed,
                Verdict::Overstates => claimed.contains_all(asked) && item.note.is_some(),
                Verdict::Mixed | Verdict::Indirect | Verdict::NoDirectRequirement => item.note.is_some(),
            },
            "{}: claimed {claimed}, asked {asked}",
            item.id
        );
    }
}

#[test]
fn the_cross_map_resolves() {
    let annex = ids(&regulatory(), "mdr_annex");
    assert_eq!(cross_map().len(), 40);
    let mut named = BTreeSet::new();
    for row in cross_map() {
        assert!(row.references().count() > 1, "{} relates nothing", row.id);
        for reference in row.references() {
            assert!(find(&reference).is_some_and(|(_, clause)| clause.active), "{}: {reference}", row.id);
            named.insert(reference);
        }
        assert!(row.mdr_annex.iter().all(|id| annex.contains(id)), "{}: {:?}", row.id, row.mdr_annex);
        // What has a verdict is not hidden among what has none.
        for (_, places) in row.elsewhere() {
            assert!(!places.iter().any(|place| place.contains("CFR 11.") || place.starts_with("524B")), "{}: {places:?}", row.id);
        }
    }
    // A column that nobody reads would lose its clauses.
    for standard in all() {
        assert!(cross_map().iter().any(|row| row.by_standard().any(|(id, _)| id == standard.id)), "{} stands in no topic", standard.id);
        for clause in standard.active().filter(|clause| clause.id != "524B(b)(4)") {
            assert!(named.contains(&format!("{} {}", standard.id, clause.id)), "{} {} stands in no topic", standard.id, clause.id);
        }
    }
}

#[test]
fn references_between_the_tables_resolve() {
    for standard in all() {
        for clause in &standard.clauses {
            let security = clause.iec81001_5_1.iter().map(|id| format!("iec81001-5-1 {id}"));
            for reference in clause.iec62304.iter().cloned().chain(security) {
                assert!(find(&reference).is_some_and(|(_, clause)| clause.active), "{} {}: {reference}", standard.id, clause.id);
            }
        }
    }
    for (name, rows) in &regulatory() {
        for row in rows.as_array().into_iter().flatten() {
            for standard in ["iec62304", "iec81001-5-1"] {
                for id in row.get(standard).and_then(toml::Value::as_array).into_iter().flatten() {
                    let reference = format!("{standard} {}", id.as_str().unwrap());
                    assert!(find(&reference).is_some(), "{name}: {reference}");
                }
            }
        }
    }
}

#[test]
fn the_regulatory_tables_are_there() {
    let tables = regulatory();
    for (table, rows) in [("mdr_annex", 8), ("qmsr", 6), ("status", 11), ("common_claim", 24)] {
        assert_eq!(tables[table].as_array().unwrap().len(), rows, "{table}");
    }
}

/// Where the rows come from is no part of the product, and a doubt is worn openly as `confidence`.
#[test]
fn the_tables_speak_of_the_standards_alone() {
    let words = ["GHT", "INN", "KEL", "ITEH", "MEM"];
    let phrases =
        ["seed", "from memory", "memory only", "own knowledge", "compiler's", "compiled ", "sources = ", "\nsource = ", "used_for"];
    let decisions = crate::position::table::FILES;
    for (name, text) in FILES.iter().chain(decisions) {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric()) {
            assert!(!words.contains(&word), "{name}: {word}");
        }
        // The `source` of a decision table is the public document to check it against.
        let is_decision = decisions.iter().any(|(decision, _)| decision == name);
        for phrase in phrases.into_iter().filter(|phrase| !is_decision || !phrase.contains("source = ")) {
            assert!(!text.contains(phrase), "{name}: {phrase:?}");
        }
    }
}
