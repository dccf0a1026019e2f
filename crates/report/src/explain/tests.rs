//! Every rule, clause and kind has a page, and a slip is met with a suggestion.

use super::*;
use crate::screen::columns;
use primum_rules::standards::Confidence;

fn page(word: &str) -> String {
    markdown(Some(word), &Schema::default()).unwrap_or_else(|unknown| panic!("{word}: {}", unknown.message))
}

#[test]
fn everything_in_the_list_has_a_page() {
    let schema = Schema::default();
    for rule in RULES {
        let text = page(rule.name);
        assert!(text.contains(rule.page.trim()) && text.contains(&format!("Level: {}", rule.level.name())), "{}", rule.name);
    }
    for standard in standards::all() {
        assert!(page(&standard.id).contains(&standard.designation));
        for clause in &standard.clauses {
            let word = format!("{} {}", standard.id, clause.id);
            let text = page(&word);
            assert!(text.contains(&clause.summary), "{word}");
            assert_eq!(page(&word.to_ascii_lowercase()), text);
            assert_eq!(page(&word.to_ascii_uppercase()), text);
            let unconfirmed = text.contains("\nRow unconfirmed: compare it with the standard first.\n");
            assert_eq!(unconfirmed, clause.active && clause.confidence == Confidence::Low, "{word}");
        }
        for group in &standard.groups {
            assert!(page(&format!("{} {}", standard.id, group.id)).contains(&group.title));
        }
    }
    for spec in schema.kinds() {
        for word in [&spec.name, &spec.plural, &spec.prefixes[0], &spec.prefixes[0].to_lowercase(), &spec.name.replace(' ', "-")] {
            assert!(page(word).contains(&spec.summary), "{word}");
        }
    }
    assert!(list(&schema).contains("`dangling-link`") && list(&schema).contains("`SRS` software requirement"));
}

#[test]
fn a_clause_says_how_it_is_answered() {
    let page_of_source = page("§5.2.1");
    assert!(page_of_source.contains("## Rules that decide\n\n- `") && page_of_source.contains("\n- `requirement-without-source`: "));
    assert!(page_of_source.contains("Asked of class A, B, C."));
    for standard in standards::all() {
        for (clause, answer) in primum_rules::answers::table(&standard.id) {
            let wanted = match answer {
                primum_rules::answers::Answer::Attested(what) => format!("By a person: an attestation {what}.\n"),
                primum_rules::answers::Answer::Signed(what) => format!("Otherwise by a person: an attestation {what}.\n"),
                primum_rules::answers::Answer::Awaits(what) => format!("It stays open: {what}.\n"),
            };
            let text = page(&format!("{} {clause}", standard.id));
            assert!(text.contains(&wanted) && !text.contains("## Rules that decide"), "{} {clause}", standard.id);
        }
    }
    let beside = page("iso13485 8.2.4");
    assert!(
        beside.contains("What the rules below find holds it open") && beside.contains("## Rules that can hold it open\n\n- `audit-finding")
    );
    let limited = "Where the class of IEC 62304 keeps one of them from looking, an attestation answers for what was left out.";
    for standard in standards::all() {
        for clause in standard.active() {
            let mut mine = RULES.iter().filter(|rule| primum_rules::verdict::decides(rule, standard, clause));
            let by_rules = !standard.graded && primum_rules::answers::answer(&standard.id, &clause.id).is_none();
            let wanted = by_rules && mine.any(|rule| rule.classes() != standards::Classes::all());
            assert_eq!(page(&format!("{} {}", standard.id, clause.id)).contains(limited), wanted, "{} {}", standard.id, clause.id);
        }
    }
    let page_of_verification = page("5.2.6");
    let (_, records) = page_of_verification.split_once("## Rules about the records that open it too").expect("the section");
    assert!(records.contains("`duplicate-id`: "), "{records}");
    assert!(page("5.2.6 f").contains("# 5.2.6 Verify software requirements"));
    assert!(page("4.3.b").contains("not in force"));
    assert!(page("5.2.1").contains("## The same matter elsewhere"));
}

#[test]
fn a_kind_shows_fields_and_types() {
    let text = page("SRS");
    assert!(text.contains("- `derives-from` (link to user need, system requirement, software requirement; may be repeated; read backwards: gives rise to): "), "{text}");
    assert!(text.contains("- `verify` (any of: test, inspection, analysis, demonstration): "), "{text}");
    assert!(text.contains("- Rationale: Why it is needed"), "{text}");
    assert!(page("test").contains("- `level` (one of: unit, integration, system, validation; necessary)"));
}

#[test]
fn a_slip_gets_a_suggestion() {
    let help = |word: &str| markdown(Some(word), &Schema::default()).expect_err("unknown").help;
    assert_eq!(help("dangling-lnik"), "did you mean `dangling-link`?");
    assert_eq!(help("softwre requirement"), "did you mean `software requirement`?");
    assert_eq!(help("dangling"), "did you mean `dangling-link`?");
    assert_eq!(help("SRS-012"), "`primum explain SRS` explains software requirements; `primum trace SRS-012` shows the record");
    assert_eq!(help("zebra"), "`primum explain` lists everything that has a page");
    assert!(help("5.2.9").starts_with("did you mean `5."), "{}", help("5.2.9"));
    assert_eq!(help("5.9"), "5 has 5.1 to 5.8; `primum explain 5` lists them");
    assert_eq!(help("5.9.12.b"), "5 has 5.1 to 5.8; `primum explain 5` lists them");
    assert!(help("17").ends_with("has clauses 4 to 9; `primum explain iec62304` lists them"), "{}", help("17"));
    assert!(page("5").contains("`5.8.1`") && page("iec62304").contains("`9.8`"), "what the help names has a page");
    assert_eq!(help(""), "`primum explain` lists everything that has a page");
}

#[test]
fn pages_fit_the_terminal() {
    let schema = Schema::default();
    for word in [None, Some("5.2.2"), Some("SRS"), Some("iec62304"), Some("requirement-without-source")] {
        for width in [40, 80] {
            let shown = text(word, &schema, Screen { width, colour: false }).expect("a page");
            for line in shown.lines().filter(|line| !line.starts_with("    ")) {
                assert!(columns(line) <= width || line.trim().split(' ').count() <= 2, "{width}: {line}");
            }
        }
    }
}
