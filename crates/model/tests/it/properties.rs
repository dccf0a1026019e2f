//! Properties of parser, formatter, fingerprints and merge over generated and over real texts.

use crate::dump::{dump, model};
use primum_model::{Fingerprint, Schema, format, merge, parse};
use proptest::prelude::*;

/// Pieces that matter to the grammar, so that random texts hit its corners.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "## SRS-1 Title",
        "### SRS-2: Other ##",
        "# Prose",
        "#### Section",
        "## XYZ-3 Stranger",
        "- category: functional, alarm",
        "- derives-from: SRS-1",
        "- derives-from: SRS-1.A, SYS-9",
        "- verify: test",
        "- priority: must",
        "- colour: blue",
        "- no key",
        "  wrapped on",
        "* status: retired",
        "A. A part",
        "B. Another",
        "plain words",
        "```",
        "~~~",
        "<!-- x",
        "-->",
        "> quote",
        "| ID | Title | verify |",
        "|----|:-----:|--------|",
        "| UN-1 | a \\| b | test |",
        "| TC-1 | x |",
        "|",
        "---",
        "title: x",
        "verify: test",
        "",
        "",
        "",
        "\t",
        "trailing  ",
        "é ü 漢字",
        "- acceptance:",
        "## SRS-4 a # #",
        "    ## SRS-5 code",
        "<!-- text -->",
        "<!-- note -->",
        "<!-- a --> and text",
        "  <!-- deep -->",
        "- verify:test",
        "-status: current",
        "- **priority**: must",
        "1. source: book",
        "- [x] verify: test",
        "verify: test",
        "  - owner: me",
        "- Category: alarm",
        "- derivesfrom: SYS-1",
        "- priority: should",
        "<<<<<<< ours",
        "||||||| base",
        "=======",
        ">>>>>>> theirs",
        "| UN-2 | <<<<<<< a ======= b >>>>>>> |",
        "| Record | x |",
        "| SRS-8 | x |",
        "##SRS-6 tight",
        "## [SRS-6] dressed",
        "SRS-7 underlined",
        "===",
        "- ## SRS-6 in a list",
        "- formerly: SRS-0",
    ];
    prop_oneof![4 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned), 1 => "[ -~\\u{e9}\\r\\t]{0,30}"]
}

fn text() -> impl Strategy<Value = String> {
    (proptest::collection::vec(piece(), 0..40), prop_oneof![Just("\n"), Just("\r\n")], any::<bool>())
        .prop_map(|(pieces, end, last)| pieces.join(end) + if last { end } else { "" })
}

/// A text in the form that the formatter writes, with what it says.
fn canonical() -> impl Strategy<Value = (String, Vec<String>)> {
    let word = "[a-z]{1,8}";
    let record = (
        word,
        proptest::collection::vec(proptest::sample::select(&["functional", "alarm", "data"][..]), 0..3),
        proptest::option::of(word),
        proptest::collection::vec(word, 1..5),
        any::<bool>(),
    );
    proptest::collection::vec(record, 1..8).prop_map(|records| {
        let (mut text, mut said) = (String::new(), Vec::new());
        for (at, (title, categories, source, words, section)) in records.into_iter().enumerate() {
            if at > 0 {
                text.push('\n');
            }
            text.push_str(&format!("## SRS-{at} {title}\n"));
            said.push(format!("SRS-{at} software requirement: {title}"));
            let mut lines: Vec<String> = categories.iter().map(|category| format!("category: {category}")).collect();
            lines.extend(source.map(|source| format!("source: {source}")));
            if !lines.is_empty() {
                text.push('\n');
            }
            for line in lines {
                text.push_str(&format!("- {line}\n"));
                said.push(format!("  {}", line.replacen(": ", " = ", 1)));
            }
            text.push_str(&format!("\n{}.\n", words.join(" ")));
            if section {
                text.push_str("\n### Rationale\n\nBecause.\n");
                said.push("  section Rationale".to_owned());
            }
        }
        (text, said)
    })
}

fn fingerprints(text: &str) -> Vec<(String, String)> {
    model(None, text).records().map(|record| (record.id().to_owned(), Fingerprint::of(record).to_string())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_parses_and_every_span_lies_in_it(text in text()) {
        let document = parse(&text, &Schema::default());
        for record in &document.records {
            for span in [record.id, record.title, record.heading, record.span, record.body] {
                prop_assert!(text.get(span.range()).is_some(), "{span:?}");
            }
        }
        for field in &document.fields {
            prop_assert!(text.get(field.key.range()).is_some() && text.get(field.value.range()).is_some());
        }
        for fault in &document.faults {
            prop_assert!(text.get(fault.span.range()).is_some(), "{fault:?}");
        }
    }

    #[test]
    fn formatting_is_idempotent_and_changes_no_fingerprint(text in text()) {
        let schema = Schema::default();
        let once = format::format(&text, &schema);
        prop_assert_eq!(format::format(&once, &schema), once.clone(), "from {:?}", text);
        prop_assert_eq!(fingerprints(&once), fingerprints(&text), "from {:?} to {:?}", text, once);
    }

    #[test]
    fn what_is_written_in_the_one_form_is_read_back_and_written_the_same((text, said) in canonical()) {
        prop_assert_eq!(dump(&model(None, &text)), said);
        prop_assert_eq!(format::format(&text, &Schema::default()), text);
    }

    #[test]
    fn formatting_loses_no_word(text in text()) {
        // Commas between values and the marks of bullets, tables and headings are layout.
        let words = |text: &str| {
            let mut words: Vec<String> = text.split(|c: char| c.is_whitespace() || ",|*+-#:\u{feff}".contains(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect();
            words.sort();
            words.dedup();
            words
        };
        prop_assert_eq!(words(&format::format(&text, &Schema::default())), words(&text));
    }

    #[test]
    fn a_merge_with_an_unchanged_side_is_the_other_side(base in text(), other in text()) {
        let schema = Schema::default();
        prop_assert_eq!(merge::merge(&base, &base, &other, &schema).text, other.clone());
        prop_assert_eq!(merge::merge(&base, &other, &base, &schema).text, other.clone());
        prop_assert_eq!(merge::merge(&base, &other, &other, &schema).text, other);
    }

    #[test]
    fn a_merge_without_conflict_loses_no_addition((base, _) in canonical(), ours in "[a-z]{1,8}", theirs in "[a-z]{1,8}") {
        let with = |id: &str, title: &str| format!("{base}\n## {id} {title}\n\nText.\n");
        let merged = merge::merge(&base, &with("SRS-900", &ours), &with("SRS-901", &theirs), &Schema::default());
        prop_assert_eq!(merged.conflicts, Vec::<String>::new());
        let model = model(None, &merged.text);
        prop_assert_eq!(model.records().len(), parse(&base, &Schema::default()).records.len() + 2);
        prop_assert_eq!(model.find("SRS-900").map(|record| record.title().into_owned()), Some(ours));
        prop_assert_eq!(model.find("SRS-901").map(|record| record.title().into_owned()), Some(theirs));
    }
}

/// Every prefix of every example file parses.
#[test]
fn every_prefix_of_real_texts_parses() {
    let schema = Schema::default();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let mut files = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/format.md")];
    let mut folders = vec![root];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the examples") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                files.push(path);
            }
        }
    }
    for file in files {
        let text = std::fs::read_to_string(&file).expect("UTF-8");
        // Every prefix of a small file; of a large one every seventh, which meets each line at some other place.
        let step = if text.len() > 4000 { 7 } else { 1 };
        for (at, _) in text.char_indices().step_by(step) {
            let prefix = &text[..at];
            for record in parse(prefix, &schema).records {
                assert!(prefix.get(record.span.range()).is_some(), "{} to {at}", file.display());
            }
        }
    }
}
