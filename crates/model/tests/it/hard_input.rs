//! Input that nobody should write gets an answer, in time proportional to its size.

use crate::dump::model;
use primum_model::{FaultKind, Schema, format, merge, parse};

/// Ten thousand headings, each deeper in meaning than in marks: no recursion, no stack.
#[test]
fn ten_thousand_nested_headings() {
    let text: String = (0..10_000).map(|at| format!("{} SRS-{at} Requirement\n\ntext\n\n", "#".repeat(at % 6 + 1))).collect();
    let model = model(None, &text);
    assert_eq!(model.records().len(), 10_000);
    assert_eq!(model.problems.len(), 0);
    assert_eq!(format::format(&text, &Schema::default()).matches("SRS-").count(), 10_000);
}

#[test]
fn a_line_of_ten_megabytes() {
    let long = "word ".repeat(2_000_000);
    let text = format!("## SRS-1 {long}\n\n- source: {long}\n\n{long}\n\n## SRS-2 Two\n");
    let model = model(None, &text);
    assert_eq!(model.records().map(|record| record.id().to_owned()).collect::<Vec<_>>(), ["SRS-1", "SRS-2"]);
}

#[test]
fn a_row_of_a_hundred_thousand_cells() {
    let row = "| x ".repeat(100_000);
    let text = format!("| ID {row}|\n|---{}|\n| UN-1 {row}|\n", "|---".repeat(100_000));
    let document = parse(&text, &Schema::default());
    assert_eq!(document.records.len(), 1);
    assert!(document.faults.iter().all(|fault| matches!(fault.what, FaultKind::UnknownField | FaultKind::MissingTitle)));
    assert!(format::format(&text, &Schema::default()).contains("UN-1"));
}

#[test]
fn a_circle_of_a_hundred_thousand_records_is_told_once() {
    let count = 100_000;
    let text: String = (0..count).map(|at| format!("## SRS-{at} R\n\n- derives-from: SRS-{}\n\n", (at + 1) % count)).collect();
    let model = model(None, &text);
    let circles: Vec<_> = model.problems.iter().filter(|problem| problem.what == FaultKind::CircularLink).collect();
    assert_eq!(circles.len(), 1, "{circles:?}");
}

#[test]
fn one_target_of_a_hundred_thousand_links() {
    let text: String = std::iter::once("## SYS-1 S\n\n".to_owned())
        .chain((0..100_000).map(|at| format!("## SRS-{at} R\n\n- derives-from: SYS-1\n\n")))
        .collect();
    let model = model(None, &text);
    assert_eq!(model.find("SYS-1").expect("SYS-1").incoming().count(), 100_000);
}

/// One record with a hundred thousand links, and a circle at its end.
#[test]
fn a_record_of_a_hundred_thousand_links() {
    let links: String = (0..100_000).map(|at| format!("- derives-from: SRS-{}\n", at % 10)).collect();
    let mut text: String = (0..10).map(|at| format!("## SRS-{at} R\n\n")).collect();
    text.push_str(&format!("## SRS-10 R\n\n{links}- derives-from: SRS-10\n"));
    let model = model(None, &text);
    assert_eq!(model.problems.iter().filter(|problem| problem.what == FaultKind::CircularLink).count(), 1);
    assert_eq!(format::format(&text, &Schema::default()).matches("derives-from").count(), 100_001);
}

#[test]
fn twenty_thousand_links_to_nothing() {
    let text: String = (0..5000)
        .map(|at| format!("## SRS-{at} R\n\n") + &(0..4).map(|nth| format!("- derives-from: SYS-{at}{nth}\n")).collect::<String>() + "\n")
        .collect();
    let model = model(None, &text);
    let dangling: Vec<_> = model.problems.iter().filter(|problem| problem.what == FaultKind::DanglingLink).collect();
    assert_eq!(dangling.len(), 20_000);
    assert!(dangling.iter().all(|problem| !problem.help.is_empty()));
}

#[test]
fn twenty_thousand_keys_of_front_matter_over_twenty_thousand_records() {
    let keys: String = (0..20_000).map(|at| format!("tags: word{at}\n")).collect();
    let records: String = (0..20_000).map(|at| format!("## SRS-{at} R\n\n")).collect();
    let document = parse(&format!("---\n{keys}---\n\n{records}"), &Schema::default());
    assert_eq!(document.records.len(), 20_000);
    // What is not read is told.
    assert_eq!(document.faults.iter().filter(|fault| fault.what == FaultKind::UnreadableField).count(), 1);
    assert_eq!(document.fields.len(), 20_000 * 200);
}

/// Rows of two kinds in turn, under a header of ten thousand columns.
#[test]
fn a_wide_table_of_mixed_kinds() {
    let header: String = (0..10_000).map(|_| "| x ").collect();
    let rows: String = (0..10_000).map(|at| format!("| {}-{at} | a |\n", if at % 2 == 0 { "UN" } else { "SRS" })).collect();
    let document = parse(&format!("| ID {header}|\n|---|\n{rows}"), &Schema::default());
    assert_eq!(document.records.len(), 10_000);
}

#[test]
fn texts_at_the_edge_of_the_grammar() {
    let schema = Schema::default();
    for text in [
        "",
        "\u{feff}",
        "---",
        "---\n",
        "---\n---",
        "#",
        "# ",
        "## SRS-",
        "## SRS-1",
        "\r\r\n",
        "|ID|",
        "|ID|\n|-|",
        "|ID|\n|-|\n|",
        "- ",
        "## SRS-1 x\n-",
        "## SRS-1 x\n- :",
        "## SRS-1 x\n- a:",
        "```",
        "<!--",
        "## SRS-1 x\n\nA.",
        "## SRS-1 x\n<!-->\n- verify: test\n-->\n- owner: x",
        "## SRS-1 x\n<!--\n\n- a: b\n-->\n- verify: test",
        "## SRS-1 x\n<<<<<<<\n- owner: a\n=======\n- owner: b\n>>>>>>>\ntext",
        "## SRS-1 x\n<!-- text -->",
        "## SRS\u{2011}1",
        "| SRS-1",
        "|SRS-1|\n<<<<<<<\n|-|",
        "<!-- a\n---\nb: c\n---",
        "## SRS-1 x\n\nA. ",
        "\u{0}",
        "## SRS-1 \u{200b}\n- category:\u{a0}functional",
        "---\ncategory: functional\n\u{2028}---\n",
    ] {
        let document = parse(text, &schema);
        for record in &document.records {
            assert!(text.get(record.span.range()).is_some() && text.get(record.body.range()).is_some(), "{text:?}");
        }
        let once = format::format(text, &schema);
        assert_eq!(format::format(&once, &schema), once, "{text:?}");
        assert_eq!(merge::merge(text, text, "x\n", &schema).conflicts, Vec::<String>::new());
    }
}
