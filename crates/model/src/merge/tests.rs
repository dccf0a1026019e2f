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

#[track_caller]
fn merges(base: &str, ours: &str, theirs: &str, result: &str) {
    let schema = Schema::default();
    assert_eq!(merge(base, ours, theirs, &schema), Merged { text: result.to_owned(), conflicts: vec![] });
    assert_eq!(merge(base, theirs, ours, &schema), Merged { text: result.to_owned(), conflicts: vec![] }, "the other way round");
}

const TABLES: &str = "# Needs\n\n| ID | Title |\n|---|---|\n| UN-1 | One |\n\nProse.\n\n| ID | Title |\n|---|---|\n| UN-9 | Nine |\n";

#[test]
fn rows_that_both_sides_append_stay_in_their_table() {
    let with = |row: &str| TABLES.replace("| UN-1 | One |\n", &format!("| UN-1 | One |\n{row}"));
    let (ours, theirs) = ("| UN-2 | Two |\n", "| UN-3 | Three |\n");
    merges(TABLES, &with(ours), &with(theirs), &with(&format!("{ours}{theirs}")));
}

#[test]
fn records_that_both_sides_put_before_a_section_stay_before_it() {
    let base = format!("{BASE}\n## Notes\n\nThe notes.\n\n## Terms\n");
    let with = |record: &str| base.replace("\n## Notes", &format!("{record}\n## Notes"));
    let (ours, theirs) = ("\n## SRS-3 Three\n\nText.\n", "\n## SRS-4 Four\n\nText.\n");
    merges(&base, &with(ours), &with(theirs), &with(&format!("{ours}{theirs}")));
}

#[test]
fn a_new_row_follows_the_columns_by_their_names() {
    let base = "| ID | Title |\n|---|---|\n| UN-1 | One |\n";
    let wider = "| ID | Priority | Title |\n|---|---|---|\n| UN-1 | must | One |\n";
    merges(base, wider, &format!("{base}| UN-2 | Two |\n"), &format!("{wider}| UN-2 |  | Two |\n"));
    // The other side took the column out that the new row fills.
    let result = merge(wider, base, &format!("{wider}| UN-2 | could | Two |\n"), &Schema::default());
    assert_eq!(result.conflicts, ["UN-2 has `could` in the column `priority`, which was taken out on the other side"]);
    assert!(result.text.contains("\n<<<<<<< ours: UN-2\n=======\n| UN-2 | could | Two |\n>>>>>>> theirs: UN-2\n"), "{}", result.text);
    // Both sides change the columns, each in another way.
    let result = merge(base, wider, &base.replace("Title", "Text"), &Schema::default());
    assert_eq!(result.conflicts, ["the columns of the table of UN-1 were changed on both sides"]);
}

#[test]
fn marks_begin_their_lines() {
    let result = merged(BASE.replace("second text.", "ours.").trim_end(), BASE.replace("second text.", "theirs.").trim_end());
    assert_eq!(result.conflicts, ["the text of SRS-2 was changed on both sides"]);
    assert!(
        result.text.contains("\nThe ours.\n||||||| original\nThe second text.\n=======\nThe theirs.\n>>>>>>> theirs\n"),
        "{}",
        result.text
    );
}

#[test]
fn what_one_side_puts_under_a_heading_follows_the_heading() {
    let base = "# One\n\n## SRS-1 One\n\n# Two\n\n## SRS-2 Two\n";
    let added = base.replace("# Two", "## SRS-3 Three\n\n# Two");
    // The other side renames the section, or moves it.
    merges(base, &base.replace("# One\n", "# First\n"), &added, &added.replace("# One\n", "# First\n"));
    let moved = "# Two\n\n## SRS-2 Two\n\n# One\n\n## SRS-1 One\n";
    merges(base, moved, &added, &format!("{moved}\n## SRS-3 Three\n"));
    // The other side removes it.
    let result = merge(base, "# Two\n\n## SRS-2 Two\n", &added, &Schema::default());
    assert_eq!(result.conflicts, ["SRS-3 stands in a section that the other side removed"]);
}

#[test]
fn what_both_sides_move_to_two_places_is_a_conflict() {
    let base = "# A\n\nMoved words.\n\n## SRS-1 One\n\n# B\n\nb\n\n# C\n\nc\n";
    let record = |under: &str| base.replace("## SRS-1 One\n\n", "").replace(&format!("{under}\n"), &format!("{under}\n\n## SRS-1 One\n"));
    let result = merge(base, &record("\nb"), &record("\nc"), &Schema::default());
    assert_eq!(result.conflicts, ["SRS-1 was moved to two places"]);
    let prose = |under: &str| base.replace("Moved words.\n\n", "").replace(&format!("{under}\n"), &format!("{under}\n\nMoved words.\n"));
    let result = merge(base, &prose("\nb"), &prose("\nc"), &Schema::default());
    assert_eq!(result.conflicts, ["both sides put the text `Moved` in different places"]);
    assert!(result.text.contains("<<<<<<<"), "{}", result.text);
}

#[test]
fn an_id_twice_in_one_version_is_a_conflict_that_names_it() {
    let result = merged(&format!("{BASE}\n## SRS-1 Again\n"), &BASE.replace("second", "other"));
    assert_eq!(result.conflicts, ["SRS-1 stands twice in one version of the file"]);
    assert!(result.text.contains("\n<<<<<<< ours\n"), "{}", result.text);
}

#[test]
fn line_ends_of_the_side_that_changed_them_stay() {
    let ours = BASE.replace('\n', "\r\n");
    let theirs = BASE.replace("second", "other");
    merges(BASE, &ours, &theirs, &theirs.replace('\n', "\r\n"));
}

#[test]
fn a_comment_among_the_fields_stays_among_them() {
    let base = "## SRS-1 One\n\n<!-- decided in spring -->\n- verify: test\n\nText.\n";
    let with = |links: &str| base.replace("- verify: test\n", &format!("- verify: test\n{links}"));
    let (ours, theirs) = ("- derives-from: SYS-1\n", "- derives-from: SYS-2\n");
    merges(base, &with(ours), &with(theirs), &with(&format!("{ours}{theirs}")));
}
