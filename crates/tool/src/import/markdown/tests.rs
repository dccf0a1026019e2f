//! Tests of the Markdown importer.

use super::*;
use crate::import::proof;
use proptest::prelude::*;

fn options(pattern: &str) -> Options {
    Options { pattern: Some(Regex::new(pattern).unwrap()), ..Options::default() }
}

fn bracketed() -> Options {
    options(r"\[(?P<id>REQ-[A-Z]+-\d+)\]")
}

#[test]
fn headings_with_ids_become_records_at_their_level() {
    let imported = markdown(
        "# Doc\n\n## Part\n\n### [REQ-DCM-01] MIG SHALL respond \n\n#### Background\n\nC-ECHO.\n\n### Other\n\nProse.\n",
        &bracketed(),
    );
    assert_eq!(
        imported.text,
        "# Doc\n\n## Part\n\n### REQ-DCM-01 MIG SHALL respond\n\n#### Background\n\nC-ECHO.\n\n### Other\n\nProse.\n"
    );
    assert_eq!((imported.records, imported.prefixes.get("REQ-DCM"), imported.notes.len()), (1, Some(&1), 0));
}

#[test]
fn no_word_of_a_heading_is_taken_for_part_of_the_id() {
    for (heading, expected) in [
        ("## REQ-A-1: Title", "## REQ-A-1 Title"),
        ("## **REQ-A-1** Title", "## REQ-A-1 Title"),
        ("## **REQ-A-1 Title**", "## REQ-A-1 **Title**"),
        ("## REQ-A-1 - Title", "## REQ-A-1 Title"),
        ("## REQ-A-1 - 5 V offset", "## REQ-A-1 - 5 V offset"),
        ("## Title [REQ-A-1] ##", "## REQ-A-1 Title"),
        ("REQ-A-1 Title\n---", "## REQ-A-1 Title"),
        ("## Changes of REQ-A-1 since May", "## Changes of REQ-A-1 since May"),
        ("## SYS-1 Unmatched", "## SYS\\-1 Unmatched"),
    ] {
        assert_eq!(markdown(heading, &options(r"REQ-[A-Z]+-\d+")).text.trim_end(), expected);
    }
    assert_eq!(markdown("## Requirement R-1: x", &options(r"Requirement (?P<id>R-\d+)")).text, "## R-1 Requirement x\n");
}

#[test]
fn fences_comments_and_quotes_hold_no_records() {
    let text = "```\n# [REQ-A-1] x\n```\n<!--\n# [REQ-A-2] x\n-->\n> # [REQ-A-3] x\n";
    let imported = markdown(text, &bracketed());
    assert_eq!((imported.records, imported.text.as_str()), (0, text));
    let unclosed = markdown("a\n```\n# [REQ-A-1] x\n", &bracketed());
    assert_eq!((unclosed.records, unclosed.notes[0].line), (0, 2));
}

#[test]
fn a_list_at_the_head_of_the_body_is_no_field_list() {
    let imported = markdown("## [REQ-A-1] x\n- word: a\n- other: b\n", &bracketed());
    assert_eq!(imported.text, "## REQ-A-1 x\n\n<!-- text -->\n\n- word: a\n- other: b\n");
    assert!(proof::read(&imported.text, &["REQ"])[0].fields.is_empty());
}

#[test]
fn mapped_sections_and_keys_become_fields() {
    let mut options = bracketed();
    for (foreign, ours) in [("Target Release", "tags"), ("Parents", "derives-from"), ("Statement", "text")] {
        options.fields.push((foreign.into(), ours.into()));
    }
    let imported = markdown(
        "## [REQ-A-1] x\n\n### Statement\n\nIt shall.\n\n### Notes\n\n**Parents**: REQ_B_1, REQ-B-2\n- Other: 1\n\n### Target release\n\nR1\n",
        &options,
    );
    assert_eq!(
        imported.text,
        "## REQ-A-1 x\n\n- derives-from: REQ-B-1\n- derives-from: REQ-B-2\n- tags: R1\n\nIt shall.\n\n### Notes\n\n- Other: 1\n"
    );
    assert_eq!(imported.links, 2);
}

#[test]
fn tables_of_ids_become_record_tables() {
    let mut options = options(r"ISF-[A-Z]+-\d+");
    options.fields.push(("Description".into(), "text".into()));
    let imported = markdown(
        "Requirement | Description | Method\n--- | --- | ---\nISF-A-1 | a \\| b | Test\n**ISF-A-2** | c | d | e\nnone | f | g\n",
        &options,
    );
    assert_eq!(
        imported.text,
        "<!-- columns: Requirement | Description | Method -->\n| ID | Text | Method |\n|---|---|---|\n| ISF-A-1 | a \\| b | Test |\n| ISF-A-2 | c | d \\| e |\n\nRequirement | Description | Method\n--- | --- | ---\nnone | f | g\n"
    );
    assert_eq!((imported.records, imported.notes.len()), (2, 2));
}

#[test]
fn a_table_headed_id_that_holds_none_stays_plain() {
    let imported = markdown("| Id | b |\n|---|---|\n| SRS-1 | c |\n", &bracketed());
    assert_eq!((imported.records, imported.text.as_str()), (0, "| **Id** | b |\n|---|---|\n| SRS-1 | c |\n"));
}

#[test]
fn a_table_that_mentions_records_defines_none() {
    let imported = markdown("## REQ-1 x\n\n| Requirement | Test |\n|---|---|\n| REQ-1 | a |\n", &options(r"REQ-\d+"));
    assert_eq!((imported.records, imported.notes.len()), (1, 1));
}

#[test]
fn ids_that_head_a_line_of_text_are_told() {
    let imported = markdown("# [REQ-A-1] x\n\n- [REQ-A-1] again\n- [REQ-A-2] in a list\n\n**[REQ-A-3]** in bold\n", &bracketed());
    assert_eq!((imported.records, imported.notes.len(), imported.notes[0].line), (1, 1, 4));
}

#[test]
fn front_matter_is_kept_only_where_it_is_about_the_document() {
    assert_eq!(markdown("---\ntitle: A\n---\nx\n", &bracketed()).text, "---\ntitle: A\n---\nx\n");
    assert_eq!(markdown("---\nstatus: draft\n---\nx\n", &bracketed()).text, "```yaml\nstatus: draft\n```\nx\n");
    assert_eq!(markdown("---\n\n# [REQ-A-1] x\n\n---\n", &bracketed()).records, 1);
}

#[test]
fn the_same_id_twice_is_noted_and_kept() {
    let imported = markdown("# [REQ-A-1] x\n# [REQ-A-1] y\n", &bracketed());
    assert_eq!((imported.records, imported.notes[0].line), (2, 2));
}

#[test]
fn the_requirements_of_a_gateway_come_out_whole() {
    let Some(folder) = proof::corpus("A-medical/monai-informatics-gateway/guidelines") else { return };
    let text = std::fs::read_to_string(folder.join("mig-srs.md")).unwrap();
    let imported = markdown(&text, &bracketed());
    assert_eq!(imported.records, 32);
    proof::keeps_in_order(&proof::words(&text), &imported.text);
    for record in proof::holds_what_it_counts(&imported, &bracketed()) {
        assert_eq!(record.sections, ["Background", "Verification Strategy", "Target Release"], "{}", record.id);
        assert!(!record.title.is_empty());
    }
}

#[test]
fn foreign_requirement_sets_keep_their_words() {
    let Some(folder) = proof::corpus("B-requirements") else { return };
    let options = options(r"(?:REQ|ASM|ISF|SVC|AL|FPRIME|[A-Z]{2,})(?:-[A-Za-z0-9]+)*-\d+");
    let mut records = 0;
    for (path, text) in proof::files(&folder, ".md") {
        let imported = markdown(&text, &options);
        println!("{:4} records {:3} notes {}", imported.records, imported.notes.len(), path.display());
        proof::keeps(&proof::words(&text), &imported.text);
        proof::holds_what_it_counts(&imported, &options);
        records += imported.records;
    }
    assert!(records > 300, "{records}");
}

/// Lines that look like structure, in any order.
fn line() -> impl Strategy<Value = String> {
    let id = prop_oneof![Just("[REQ-A-1]"), Just("[REQ-B-2]"), Just("REQ-A-3"), Just("SRS-4:")];
    let word = prop_oneof![Just("a"), Just("Key:"), Just("< 5"), Just("C#"), Just("|"), Just("\\"), Just("**b**"), Just("-->"), Just("é")];
    let head = prop_oneof![
        Just(""),
        Just("# "),
        Just("### "),
        Just("#"),
        Just("- "),
        Just("> "),
        Just("| "),
        Just("    "),
        Just("* "),
        Just("  # ")
    ];
    let text = (head, id, prop::collection::vec(word, 0..4)).prop_map(|(head, id, words)| format!("{head}{id} {}", words.join(" ")));
    let mark = prop_oneof![
        Just(""),
        Just("---"),
        Just("==="),
        Just("```"),
        Just("~~~~"),
        Just("<!--"),
        Just("-->"),
        Just("|---|---|"),
        Just("--- | ---"),
        Just("| ID | x |"),
        Just("Id | y"),
        Just("- a: b"),
        Just("**Release**: 1"),
        Just("\t"),
        Just("\r"),
        Just("A. part"),
        Just("title: x"),
        Just("# Release"),
        Just("REQ-A-7"),
    ]
    .prop_map(str::to_owned);
    prop_oneof![2 => text, 3 => mark]
}

/// The words of the input with a heading's ID before its title, which is where the record has it.
fn expected(text: &str) -> Vec<String> {
    proof::words(text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_lines_keep_their_words_and_give_the_records_that_are_counted(lines in prop::collection::vec(line(), 0..25)) {
        let text = lines.join("\n");
        for options in [bracketed(), Options::default(), Options { kinds: vec![("REQ".into(), "x".into()), ("SRS".into(), "y".into())], ..Options::default() }] {
            let imported = markdown(&text, &options);
            proof::keeps_in_order(&expected(&text), &imported.text);
            check_unless_unclosed(&imported, &options);
        }
        let mut mapped = bracketed();
        mapped.fields = vec![("Release".into(), "tags".into()), ("a".into(), "derives-from".into()), ("Key".into(), "text".into())];
        let imported = markdown(&text, &mapped);
        let names = ["Release", "Key", "a"];
        let words: Vec<String> = proof::words(&text).into_iter().filter(|word| !names.contains(&word.as_str())).collect();
        proof::keeps(&words, &imported.text);
        check_unless_unclosed(&imported, &mapped);
    }

    /// Without the backslash, whose blanks [`proof::words`] reads as reST does.
    #[test]
    fn any_text_at_all_keeps_its_words(text in r"[^\\]{0,300}") {
        let imported = markdown(&text, &Options::default());
        proof::keeps_in_order(&expected(&text), &imported.text);
    }
}

/// What the author left open stays open, and then nothing after it is a record to either reader.
fn check_unless_unclosed(imported: &Imported, options: &Options) {
    if !imported.notes.iter().any(|note| note.message.contains("never closed")) && !imported.text.starts_with("---") {
        proof::holds_what_it_counts(imported, options);
    }
}
