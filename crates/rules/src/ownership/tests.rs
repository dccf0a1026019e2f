//! Ownership: exactly one owner, whoever names a file twice, and what is told of it.

use super::*;
use primum_evidence::{SourceFile, Tree};
use primum_model::{Date, Snapshot, Source};
use proptest::prelude::*;

const RECORDS: &str = "## SW-1 System\n\n## SI-1 Dose\n- part-of: SW-1\n- source: src/**\n\n## SI-2 Alarm\n- part-of: SW-1\n- source: alarm/**\n- source: both/**\n\n\
    ## SI-3 Part\n- part-of: SI-1\n- source: src/part/**\n\n## SU-1 Calc\n- part-of: SI-1\n- source: src/calc.rs\n- source: src/twice.rs\n\n\
    ## SU-2 Other\n- part-of: SI-1\n- source: src/twice.rs\n- source: both/a.c\n\n## SU-3 Alone\n- part-of: SW-1\n- source: boot.c\n\n\
    ## SU-4 Gone\n- status: retired\n- source: src/calc.rs\n";

fn facts(paths: &[&str]) -> Facts {
    let file = |path: &&str| SourceFile { path: (*path).to_owned(), language: "Rust", tags: Vec::new(), imports: Vec::new() };
    Facts { tree: Some(Tree { files: paths.iter().map(file).collect(), unread: Vec::new() }), ..Facts::default() }
}

fn model(text: &str, config: &str) -> Model {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", config));
    Model::build(snapshot).expect("TOML")
}

fn ids(model: &Model, owned: &Owned) -> String {
    let id = |at: &u32| model.at(*at).id().to_owned();
    match owned {
        Owned::Nobody => "nobody".to_owned(),
        Owned::By(owner) => [owner.unit, owner.item].iter().flatten().map(id).collect::<Vec<_>>().join(" of "),
        Owned::Contested(records) => records.iter().map(id).collect::<Vec<_>>().join(" or "),
    }
}

#[test]
fn a_file_is_of_the_nearest_that_names_it() {
    let model = model(RECORDS, "[source]\nexclude = ['gen']\n");
    let ownership = Ownership::new(&model, &Facts::default());
    for (path, owner) in [
        ("src/calc.rs", "SU-1 of SI-1"),
        ("src/lib.rs", "SI-1"),
        ("src/part/a.rs", "SI-3"),
        ("src/twice.rs", "SU-1 or SU-2"),
        ("both/a.c", "SI-2 or SU-2"),
        ("both/b.c", "SI-2"),
        ("boot.c", "SU-3"),
        ("main.c", "nobody"),
        ("src/gen/a.rs", "nobody"),
    ] {
        assert_eq!(ids(&model, &ownership.owned(path)), owner, "{path}");
    }
}

#[test]
fn the_files_of_a_whole_are_those_of_its_parts_as_well() {
    let model = model(RECORDS, "");
    let paths = ["alarm/a.c", "boot.c", "main.c", "src/calc.rs", "src/lib.rs", "src/part/a.rs", "src/twice.rs"];
    let ownership = Ownership::new(&model, &facts(&paths));
    let files = |id: &str| ownership.files_of(model.find(id).expect("a record").position()).map(|at| paths[at]).collect::<Vec<_>>();
    assert_eq!(files("SI-1"), ["src/calc.rs", "src/lib.rs", "src/part/a.rs"]);
    assert_eq!(files("SU-1"), ["src/calc.rs"]);
    assert_eq!(files("SW-1"), ["alarm/a.c", "boot.c", "src/calc.rs", "src/lib.rs", "src/part/a.rs"]);
    assert!(files("SU-4").is_empty());
}

#[test]
fn claims_count_their_files_and_circles_end() {
    let model = model(
        "## SI-1 A\n- part-of: SI-2\n- source: a/*\n- source: b/*\n- source: a/[x\n\n## SI-2 B\n- part-of: SI-1\n- source: a/*\n",
        "",
    );
    let ownership = Ownership::new(&model, &facts(&["a/x.c", "a/y.c"]));
    let counts: Vec<usize> = ownership.claims().iter().map(|claim| claim.files).collect();
    assert_eq!(counts, [2, 0, 0, 2]);
    assert!(ownership.claims()[2].fault.is_some());
    // Each is part of the other, so neither is the nearer one.
    assert_eq!(ids(&model, ownership.of_file(0)), "SI-1 or SI-2");
}

#[test]
fn each_of_many_patterns_finds_its_files() {
    let mut text = String::new();
    for unit in 0..2000 {
        let pattern = match unit % 4 {
            0 => format!("src/m{unit}/*.c"),
            1 => format!("src/m{unit}/**"),
            2 => format!("src/m{unit}/f3.c"),
            _ => format!("src/m{unit}/**/*.c"),
        };
        text.push_str(&format!("## SU-{unit} U\n- source: {pattern}\n\n"));
    }
    let paths: Vec<String> = (0..20_000).map(|file| format!("src/m{}/f{}.c", file / 10, file % 10)).collect();
    let facts = facts(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    let model = model(&text, "");
    let ownership = Ownership::new(&model, &facts);
    let owned = (0..paths.len()).filter(|at| matches!(ownership.of_file(*at), Owned::By(_))).count();
    assert_eq!(owned, 3 * 5000 + 500);
}

proptest! {
    #[test]
    fn any_pattern_and_path_is_answered(patterns in prop::collection::vec("[a-c*?{},!\\[\\]/.-]{0,12}", 0..6), path in "[a-c/.]{0,12}") {
        let mut text = String::new();
        for (at, pattern) in patterns.iter().enumerate() {
            text.push_str(&format!("## SI-{at} I\n- source: {pattern}\n\n"));
        }
        let model = model(&text, "");
        let ownership = Ownership::new(&model, &facts(&[&path]));
        prop_assert_eq!(ownership.of_file(0), &ownership.owned(&path));
        let _ = Ignored::new(&patterns).holds(&path);
    }
}
