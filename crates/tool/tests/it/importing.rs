//! Importing as people meet it: what is counted, what is told, and what would make more of it.

use crate::run::{arg, project, run};
use std::path::Path;

/// The totals of an import are those that `check` sees, beside `before` records and no links that were there.
fn agrees_with_check(out: &str, folder: &Path, before: u64) {
    let check = run(&["check", "--format", "json", arg(folder)]);
    let report: serde_json::Value = serde_json::from_str(&check.out).expect("JSON");
    let records = report["records"].as_u64().expect("records") - before;
    let links = report["links"].as_u64().expect("links");
    assert!(out.contains(&format!("\n{records} records, {links} links, ")), "check sees {records} records and {links} links\n{out}");
}

#[test]
fn what_is_imported_into_a_project_is_linked_with_what_is_there() {
    let folder = project(&[
        ("primum.toml", "[prefixes]\nREQ = \"software requirement\"\n"),
        ("records/system.md", "## SYS-1 Flow\n\nThe device shall deliver.\n"),
        (
            "old/needs.md",
            "# Needs\n\n## REQ-1 Rate\n\n**Parent**: SYS-1\n\nThe software shall keep the rate.\n\n## REQ-2 Stop\n\n**Parent**: SYS-9\n\nThe software shall stop.\n",
        ),
    ]);
    let source = folder.path().join("old/needs.md");
    let import = run(&["import", "markdown", arg(&source), "--out", arg(folder.path()), "--field", "Parent=derives-from"]);
    assert_eq!(import.code, 0, "{}", import.err);
    assert!(import.out.contains("2 records, 2 links"), "{}", import.out);
    agrees_with_check(&import.out, folder.path(), 1);
    assert!(import.out.contains("1 links lead to 1 IDs that nothing defines"), "{}", import.out);
    let again = run(&["import", "markdown", arg(&source), "--out", arg(folder.path()), "--field", "Parent=derives-from"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("exists already"), "{}", again.err);
    let nothing = run(&["import", "csv", arg(&source), "--out", arg(&folder.path().join("other"))]);
    assert_eq!(nothing.code, 2, "{}", nothing.out);
    assert!(!folder.path().join("other").exists(), "nothing is written when nothing is found");
}

#[test]
fn prefixes_that_are_no_kind_are_told_with_the_option_that_makes_them_one() {
    let folder = project(&[
        (
            "srs.md",
            "# Requirements\n\n## REQ-1 Rate\n\nText.\n\n## [REQ-2] Stop\n\n## The REQ-9 in the middle\n\n| Nr | Requirement | Parent |\n|---|---|---|\n| REQ-3 | The pump shall stop. | UR-1 |\n| NEED-7 | Quiet | |\n",
        ),
        ("both.md", "# Both\n\n## SRS-1 One\n\n## REQ-4 Two\n\n"),
        ("a.csv", "Nummer,Text\nREQ-5,The pump shall stop.\n"),
    ]);
    let out = folder.path().join("out");
    let import = |format: &str, name: &str, more: &[&str]| {
        let source = folder.path().join(name);
        let mut arguments = vec!["import", format, arg(&source), "--out", arg(&out)];
        arguments.extend(more);
        run(&arguments)
    };
    let none = import("markdown", "srs.md", &[]);
    assert_eq!(none.code, 2, "{}", none.out);
    assert!(none.err.contains("3 IDs begin with `REQ`, which is no prefix here") && none.err.contains("srs.md:3"), "{}", none.err);
    assert!(none.err.contains("add --kind REQ=\"software requirement\""), "{}", none.err);
    assert!(none.err.contains("1 ID begins with `NEED`") && none.err.contains("add --kind NEED=\"user need\""), "{}", none.err);
    let rows = import("csv", "a.csv", &[]);
    assert!(rows.code == 2 && rows.err.contains("1 ID begins with `REQ`"), "{} {}", rows.out, rows.err);
    assert!(!out.exists(), "nothing is written when nothing is found");

    let some = import("markdown", "both.md", &[]);
    assert!(some.out.contains("1 records") && some.out.contains("1 ID begins with `REQ`"), "{} {}", some.out, some.err);
    agrees_with_check(&some.out, &out, 0);
    let kept = import("markdown", "srs.md", &["--kind", "REQ=software requirement"]);
    assert!(kept.code == 2 && kept.err.contains("add REQ = \"software requirement\" to primum.toml under [prefixes]"), "{}", kept.err);

    std::fs::remove_dir_all(&out).expect("the folder");
    let all = import("markdown", "srs.md", &["--kind", "REQ=software requirement", "--kind", "NEED=user need"]);
    assert_eq!(all.code, 0, "{}", all.err);
    assert!(all.out.contains("\n4 records, 0 links") && !all.out.contains("no prefix"), "{}", all.out);
    agrees_with_check(&all.out, &out, 0);
    let text = std::fs::read_to_string(out.join("records/srs.md")).expect("the file");
    assert!(text.contains("| ID | Text | Parent |"), "{text}");
}

#[test]
fn names_that_are_mapped_to_nothing_are_told_once_with_the_option_that_maps_them() {
    let table = "# R\n\n| ID | Summary | Description | Parent | Verify |\n|---|---|---|---|---|\n| SRS-1 | One | Text. | UN-1 | test |\n| SRS-2 | Two | Text. | UN-1, UN-2 | – |\n";
    let headings =
        "## SRS-3 Three\n\n**Fulfills**: UN-1\n\nText with a\n- Note: list\n\n## SRS-4 Four\n\n- Fulfills: UN-2\n- Mood: good\n\nText.\n";
    let rst = ".. item:: SRS-5 Five\n    :fulfills: UN-1\n    :verify: test\n\n    Text.\n";
    let csv = "ID,Title,Requirement,Parents,Remark\nSRS-6,Six,The pump shall stop.,UN-1,\nSRS-7,Seven,It shall start.,UN-1,Hm\n";
    let needs = ("out/records/needs.md", "## UN-1 One\n\n## UN-2 Two\n");
    let folder = project(&[("out/primum.toml", ""), needs, ("t.md", table), ("h.md", headings), ("r.rst", rst), ("c.csv", csv)]);
    let out = folder.path().join("out");
    let mut before = 2;
    for (format, name, records, told, mapping) in [
        (
            "markdown",
            "t.md",
            2,
            &["`Parent` (2 values) is mapped to no field: --field Parent=derives-from would map it"][..],
            "Parent=derives-from",
        ),
        (
            "markdown",
            "h.md",
            2,
            &["`Fulfills` (2 values) is mapped to no field: --field Fulfills=derives-from", "`Mood` (1 value)"],
            "Fulfills=derives-from",
        ),
        ("rst", "r.rst", 1, &["`fulfills` (1 value) is mapped to no field: --field fulfills=derives-from"], "fulfills=derives-from"),
        (
            "csv",
            "c.csv",
            2,
            &["`Parents` (2 values) is mapped to no field: --field Parents=derives-from", "`Remark` (1 value)"],
            "Parents=derives-from",
        ),
    ] {
        let source = folder.path().join(name);
        let import = run(&["import", format, arg(&source), "--out", arg(&out)]);
        assert_eq!(import.code, 0, "{}", import.err);
        assert_eq!(import.out.matches("is mapped to no field").count(), told.len(), "{}", import.out);
        for line in told {
            assert!(import.out.contains(line), "{line}\n{}", import.out);
        }
        assert!(import.out.contains(&format!("\n{records} records, 0 links")), "{}", import.out);
        agrees_with_check(&import.out, &out, before);
        let target = out.join("records").join(Path::new(name).with_extension("md"));
        std::fs::remove_file(&target).expect("the file");
        let mapped = run(&["import", format, arg(&source), "--out", arg(&out), "--field", mapping]);
        assert_eq!(mapped.code, 0, "{}", mapped.err);
        assert_eq!(mapped.out.matches("is mapped to no field").count(), told.len() - 1, "{}", mapped.out);
        agrees_with_check(&mapped.out, &out, before);
        assert!(!mapped.out.contains(" 0 links, "), "{}", mapped.out);
        // The next document is counted alone.
        std::fs::remove_file(&target).expect("the file");
        before = 2;
    }
}
