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
