//! Tests of the CSV importer.

use super::*;
use crate::import::proof;
use proptest::prelude::*;

fn options() -> Options {
    Options {
        fields: [("Key", "id"), ("Name", "title"), ("What", "text"), ("Parents", "derives-from"), ("State", "status")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .to_vec(),
        ..Options::default()
    }
}

#[test]
fn rows_become_records_and_unmapped_columns_sections() {
    let imported = csv(
        "\u{feff}Key;Name;What;Parents;State;Why not\r\nR_1;Clock;\"a # b\n# c\n- d\";SYS-1, SYS-2;open;\"because \"\"so\"\"\"\r\n",
        &options(),
    );
    let expected = "\
## R-1 Clock

- derives-from: SYS-1
- derives-from: SYS-2
- status: open

Formerly `R_1`.

a # b
\\# c
- d

### Why not

because \"so\"
";
    assert_eq!(imported.text, expected);
    assert_eq!((imported.records, imported.links), (1, 2));
}

#[test]
fn odd_rows_are_noted_and_kept() {
    let imported = csv("Key,Name\nA-1,x\nA-1,y\n,z\nA-2,x,more\nÜ-1,u\nA-3\n\n", &options());
    let lines: Vec<usize> = imported.notes.iter().map(|note| note.line).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7], "{:?}", imported.notes);
    assert_eq!(imported.text, "## A-1 x\n\n## A-1 y\n\n## z\n\n## A-2 x\n\n### Column 3\n\nmore\n\n## Ü-1 u\n\n## A-3\n");
    assert_eq!(imported.records, 4);
}

#[test]
fn an_id_column_is_found_where_none_is_named() {
    let imported = csv("Summary\tCustom field (Requirement ID)\tDescription\nNOOP\tcES1001.2\tshall\n", &Options::default());
    assert_eq!(imported.text, "## cES-1001-2 NOOP\n\nFormerly `cES1001.2`.\n\nshall\n");
    assert_eq!(csv("a,b\nx,y\n", &Options::default()).text, "## Row without an ID\n\n### a\n\nx\n\n### b\n\ny\n");
}

#[test]
fn a_list_in_a_cell_is_no_field_list() {
    let imported = csv("id,text\nA-1,\"- word: a\n- other: b\"\n", &Options::default());
    assert_eq!(imported.text, "## A-1\n\n<!-- text -->\n\n- word: a\n- other: b\n");
}

#[test]
fn flight_software_requirements_keep_their_words() {
    let Some(folder) = proof::corpus("B-requirements") else { return };
    let options = Options { fields: vec![("Custom field (Requirement ID)".into(), "id".into())], ..Options::default() };
    let mut counts = Vec::new();
    for (path, text) in proof::files(&folder, ".csv") {
        let imported = csv(&text, &options);
        println!("{} records {:?} {}", imported.records, imported.notes, path.display());
        proof::holds_what_it_counts(&imported, &options);
        every_row_is_kept(&text, &imported);
        counts.push(imported.records);
    }
    counts.sort_unstable();
    assert!(counts.len() == 2 && counts[0] > 50 && counts[1] > 300, "{counts:?}");
}

/// Cells change their order within a row, so the order is that of each cell; and no word may be there less often.
fn every_row_is_kept(text: &str, imported: &Imported) {
    let (mut all, output) = (Vec::new(), proof::words(&imported.text));
    for row in rows(text, separator(text)).into_iter().skip(1) {
        let mut cells: Vec<Vec<String>> = row.cells.iter().map(|cell| proof::words(cell)).collect();
        for words in &cells {
            assert_eq!(proof::in_order(words, &output), Ok(()));
        }
        // A title that repeats the ID is written once.
        cells.dedup();
        all.extend(cells.concat());
    }
    proof::keeps(&all, &imported.text);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_cells_keep_their_words_and_give_the_records_that_are_counted(
        rows in prop::collection::vec(prop::collection::vec(prop_oneof![
            Just("R_1".to_owned()), Just("SYS-2".to_owned()), Just(String::new()), Just("# SYS-3 x\n- a: b".to_owned()), Just("```\n# x".to_owned()), Just("<!--".to_owned()), Just("ID | a\n---|---\nSYS-1 | b".to_owned()),
            Just("a\n---".to_owned()), Just("| ID | b |\n|---|---|\n| SYS-9 | c |".to_owned()), Just("~~~".to_owned()), Just("- status: x".to_owned()), Just("a\\*b".to_owned()), r"[ -\[\]-~é\n]{0,12}",
        ], 0..6), 0..6),
        separator in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
    ) {
        let mut writer = ::csv::WriterBuilder::new().flexible(true).delimiter(separator).from_writer(Vec::new());
        writer.write_record(["Key", "Name", "What", "Parents", "Why"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
        let imported = csv(&text, &options());
        every_row_is_kept(&text, &imported);
        proof::holds_what_it_counts(&imported, &options());
    }

    #[test]
    fn any_text_at_all_is_read(text in "(?s)[\"\\n\\r,;a-c1\\-|# ]{0,200}") {
        let imported = csv(&text, &options());
        every_row_is_kept(&text, &imported);
        proof::holds_what_it_counts(&imported, &options());
    }
}
