//! Three-way merges that people meet, one by one.

use super::{Merged, merge};
use crate::schema::Schema;

const BASE: &str = "# Requirements\n\nIntroduction.\n\n## SRS-1 One\n\n- category: functional\n- verify: test\n\nThe first text.\n\n## SRS-2 Two\n\nThe second text.\n";

fn merged(ours: &str, theirs: &str) -> Merged {
    merge(BASE, ours, theirs, &Schema::default())
}

#[track_caller]
fn clean(ours: &str, theirs: &str, result: &str) {
    assert_eq!(merged(ours, theirs), Merged { text: result.to_owned(), conflicts: vec![] });
}

#[test]
fn two_records_appended_at_the_same_place_both_stay() {
    clean(
        &format!("{BASE}\n## SRS-3 Ours\n\nText.\n"),
        &format!("{BASE}\n## SRS-4 Theirs\n\nText.\n"),
        &format!("{BASE}\n## SRS-3 Ours\n\nText.\n\n## SRS-4 Theirs\n\nText.\n"),
    );
}

#[test]
fn different_fields_and_the_body_of_one_record_merge() {
    clean(
        &BASE.replace("- verify: test\n", "- verify: test\n- derives-from: SYS-1\n"),
        &BASE.replace("- verify: test\n", "- verify: test\n- derives-from: SYS-2\n").replace("first text", "better text"),
        &BASE
            .replace("- verify: test\n", "- verify: test\n- derives-from: SYS-1\n- derives-from: SYS-2\n")
            .replace("first text", "better text"),
    );
}

#[test]
fn one_side_moves_what_the_other_edits() {
    let two = "## SRS-2 Two\n\nThe second text.\n";
    let moved = BASE.replace(two, "").replace("## SRS-1", &format!("{two}\n## SRS-1"));
    let result = merged(&moved, &BASE.replace("second", "improved"));
    assert_eq!(result.conflicts, Vec::<String>::new());
    let places = ["## SRS-2 Two", "improved", "## SRS-1 One"].map(|text| result.text.find(text));
    assert!(places.is_sorted() && places[0].is_some(), "{}", result.text);
    assert_eq!(merged(&BASE.replace("second", "improved"), &moved), result, "the other way round");
}

#[test]
fn the_same_new_id_on_both_sides_is_a_conflict_that_names_it() {
    let result = merged(&format!("{BASE}\n## SRS-3 Ours\n"), &format!("{BASE}\n## SRS-3 Theirs\n"));
    assert_eq!(result.conflicts.len(), 1);
    assert!(result.conflicts[0].starts_with("SRS-3 "), "{:?}", result.conflicts);
    assert!(
        result.text.contains("<<<<<<< ours: SRS-3\n## SRS-3 Ours\n=======\n## SRS-3 Theirs\n>>>>>>> theirs: SRS-3\n"),
        "{}",
        result.text
    );
}

#[test]
fn removing_what_the_other_side_changed_is_a_conflict() {
    let without = BASE.replace("## SRS-2 Two\n\nThe second text.\n", "");
    let result = merged(&without, &BASE.replace("second", "improved"));
    assert_eq!(result.conflicts, ["SRS-2 was changed on one side and removed on the other"]);
    assert!(result.text.contains("improved"));
    clean(&without, &BASE.replace("first", "other"), &without.replace("first", "other").replace("text.\n\n", "text.\n"));
}

#[test]
fn a_field_with_one_value_changed_twice_is_a_conflict_of_that_field() {
    let base = BASE.replace("- verify: test", "- owner: a");
    let result = merge(&base, &base.replace("owner: a", "owner: b"), &base.replace("owner: a", "owner: c"), &Schema::default());
    assert_eq!(result.conflicts, ["`owner` of SRS-1 was changed on both sides"]);
    assert!(result.text.contains("- owner: b\n=======\n- owner: c\n"), "{}", result.text);
}

#[test]
fn rows_of_a_table_merge_cell_by_cell() {
    let base = "| ID | Title | derives-from |\n|---|---|---|\n| UN-1 | One | IU-1 |\n| UN-2 | Two | IU-1 |\n";
    let ours = base.replace("One", "Uno").replace("| UN-2 | Two | IU-1 |\n", "| UN-2 | Two | IU-1 |\n| UN-3 | Three | IU-1 |\n");
    let theirs = base.replace("| One | IU-1 |", "| One | IU-1, IU-2 |");
    let result = merge(base, &ours, &theirs, &Schema::default());
    assert_eq!(result.conflicts, Vec::<String>::new());
    assert_eq!(
        result.text,
        "| ID | Title | derives-from |\n|---|---|---|\n| UN-1 | Uno | IU-1, IU-2 |\n| UN-2 | Two | IU-1 |\n| UN-3 | Three | IU-1 |\n"
    );
}
