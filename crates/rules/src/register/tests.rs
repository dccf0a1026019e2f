//! Standings and judgements by table, and what must hold whatever the files and the records say.

use super::*;
use crate::qualification::soup;
use crate::risk::RiskFile;
use primum_model::{Date, Snapshot, Source};
use proptest::prelude::*;

fn register(config: &str, records: &str, block: &str) -> (Model, Register) {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", records)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", config));
    let model = Model::build(snapshot).expect("a configuration");
    let facts = Facts { soup: Some(soup::stock(block).expect("a block")), ..Facts::default() };
    let (risk, ownership) = (RiskFile::new(&model), Ownership::new(&model, &facts));
    let register = Register::new(&model, &facts, &ownership, &ClassTable::new(&model, &risk));
    (model, register)
}

fn standings(config: &str, records: &str, block: &str) -> Vec<String> {
    let (model, register) = register(config, records, block);
    let ids = |records: &[u32]| records.iter().map(|at| model.at(*at).id().to_owned()).collect::<Vec<_>>().join(" ");
    let told = |standing: &Standing| match standing {
        Standing::Declared(records) | Standing::Covered(records) | Standing::Tool(records) => {
            format!("{} {}", standing.name(), ids(records))
        }
        other => other.name().to_owned(),
    };
    register.standing().map(|(package, standing)| format!("{}: {}", package.name, told(standing))).collect()
}

const SERDE: &str = "[[component]]\nname = 'serde'\nversion = '1.0.1'\n";
const ITOA: &str = "[[component]]\nname = 'itoa'\nversion = '1.0.0'\nby = 'serde'\n";

#[test]
fn the_table_of_standings() {
    let covers = "## SOUP-1 serde\n- purl: pkg:cargo/serde@1.0.0\n- brings: pkg:cargo/itoa\n";
    let dev = "[[component]]\nname = 'proptest'\nversion = '1.0.0'\nscope = 'development'\n";
    for (config, records, block, wanted) in [
        ("", "", SERDE, "serde: undeclared"),
        ("", covers, SERDE, "serde: declared SOUP-1"),
        ("", "## SOUP-1 serde\n", SERDE, "serde: declared SOUP-1"),
        ("", "## SOUP-1 The crate serde\n", SERDE, "serde: declared SOUP-1"),
        ("", "## SOUP-1 serde\n- status: draft\n", SERDE, "serde: undeclared"),
        ("", "## SOUP-1 serde\n- status: retired\n", SERDE, "serde: undeclared"),
        ("", "## SOUP-1 serde\n- purl: pkg:npm/serde\n", SERDE, "serde: undeclared"),
        (
            "",
            "## SOUP-1 x\n- purl: pkg:generic/serde\n",
            &SERDE.replace("version", "ecosystem = 'none'\nversion"),
            "serde: declared SOUP-1",
        ),
        ("", "## TOOL-1 x\n- purl: pkg:cargo/proptest\n", dev, "proptest: tool TOOL-1"),
        ("", "## TOOL-1 x\n- purl: pkg:cargo/*\n\nAll of them only test.\n", dev, "proptest: tool TOOL-1"),
        ("", "## TOOL-1 x\n- purl: pkg:cargo/prop*\n\nAll of them only test.\n", dev, "proptest: tool TOOL-1"),
        ("", "## TOOL-1 x\n- purl: pkg:cargo/*\n", dev, "proptest: undeclared"),
        ("", "## TOOL-1 x\n- purl: pkg:cargo/*\n\nAll of them only test.\n", SERDE, "serde: undeclared"),
        ("", "## TOOL-1 x\n- purl: pkg:cargo/serde\n", SERDE, "serde: tool TOOL-1"),
        ("[soup]\ntools = ['Cargo.lock']\n", "## TOOL-1 x\n- purl: pkg:cargo/*\n\nIt builds.\n", SERDE, "serde: tool TOOL-1"),
        ("", "", "[[component]]\nname = 'a'\nown = true\n[[component]]\nname = 'a'\nfile = 'b/Cargo.lock'\n", "a: own"),
        (
            "",
            "",
            "[[component]]\nname = 'a'\nown = true\n[[component]]\nname = 'a'\nfile = 'b/Cargo.lock'\norigin = 'registry'\n",
            "a: undeclared",
        ),
    ] {
        assert_eq!(standings(config, records, block), [wanted], "{records}");
    }
    let both = format!("{SERDE}{ITOA}");
    assert_eq!(standings("", covers, &both), ["serde: declared SOUP-1", "itoa: covered SOUP-1"]);
    assert_eq!(standings("[soup]\ntransitive = 'each'\n", covers, &both), ["serde: declared SOUP-1", "itoa: undeclared"]);
}

#[test]
fn a_component_of_several_files_is_one_and_knows_who_brings_it() {
    let block = format!("{SERDE}{ITOA}[[component]]\nname = 'itoa'\nversion = '0.4.0'\nfile = 'b/Cargo.lock'\nscope = 'test'\n");
    let (_, register) = register("", "", &block);
    let itoa = &register.packages[1];
    assert_eq!(itoa.exact().collect::<Vec<_>>(), ["0.4.0", "1.0.0"]);
    assert_eq!((itoa.scope, itoa.relation), (Scope::Shipped, primum_soup::Relation::Direct));
    assert_eq!((itoa.parents.as_slice(), itoa.roots.as_slice()), (&[0][..], &[0][..]));
}

#[test]
fn drift_and_what_is_gone() {
    let told = |records: &str| {
        let (_, register) = register("", records, SERDE);
        let drift = register.drifts.first().map(|drift| (drift.undeclared.join(" "), drift.unlocked.join(" ")));
        (drift, register.gone.len())
    };
    let drift = |locked: &str, declared: &str| Some((locked.to_owned(), declared.to_owned()));
    for (records, wanted) in [
        ("## SOUP-1 serde\n- version: 1.0.1\n", (None, 0)),
        ("## SOUP-1 serde\n- version: v1.0.1\n", (None, 0)),
        ("## SOUP-1 serde\n- version: 1.0.0\n", (drift("1.0.1", "1.0.0"), 0)),
        ("## SOUP-1 serde\n- version: 1.0.0\n- version: 1.0.1\n", (drift("", "1.0.0"), 0)),
        ("## SOUP-1 serde\n- purl: pkg:cargo/serde@1.0.0\n", (drift("1.0.1", "1.0.0"), 0)),
        ("## SOUP-1 serde\n", (None, 0)),
        ("## SOUP-1 x\n- purl: pkg:cargo/toml@1\n", (None, 1)),
        ("## SOUP-1 x\n- purl: pkg:npm/toml@1\n", (None, 0)),
    ] {
        assert_eq!(told(records), wanted, "{records}");
    }
}

const KNOWN: &str = "[[vulnerability]]\nid = 'RUSTSEC-2026-0001'\naliases = ['CVE-2026-1']\nseverity = 'low'\nin = ['serde']\n";
const JUDGEMENT: &str =
    "- advisory: cve-2026-1\n- verdict: not affected\n- justification: component not present\n- reviewer: Ada\n- reviewed: 2026-06-01\n";

#[test]
fn the_table_of_judgements() {
    let soup = "## SOUP-1 serde\n- version: 1.0.1\n\n## SOUP-2 other\n\n";
    for (assessment, wanted) in [
        (String::new(), Judged::Missing),
        (format!("- of: SOUP-1\n{JUDGEMENT}"), Judged::Holds),
        (format!("- of: SOUP-1\n- version: 1.0.1\n{JUDGEMENT}"), Judged::Holds),
        (format!("- of: SOUP-1\n- expires: 2026-06-30\n{JUDGEMENT}"), Judged::Holds),
        (format!("- of: SOUP-1\n- expires: 2026-06-29\n{JUDGEMENT}"), Judged::Expired),
        (format!("- of: SOUP-1\n- version: 1.0.0\n{JUDGEMENT}"), Judged::OtherVersion),
        (format!("- of: SOUP-1\n- version: 1.0.0\n- unconfirmed: 1.0.1\n{JUDGEMENT}"), Judged::Unconfirmed),
        (format!("- of: SOUP-1\n- unconfirmed: 1.0.0\n{JUDGEMENT}"), Judged::OtherVersion),
        (format!("- of: SOUP-1\n- status: draft\n{JUDGEMENT}"), Judged::Incomplete),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("not affected", "under investigation")), Judged::Incomplete),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("not affected", "affected")), Judged::Incomplete),
        (format!("- of: SOUP-1\n- action: update\n{}", JUDGEMENT.replace("not affected", "affected")), Judged::Holds),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("- verdict: not affected\n", "")), Judged::Incomplete),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("not affected", "fixed")), Judged::Incomplete),
        (format!("- of: SOUP-1\n{}\nThe supplier sent a patch.\n", JUDGEMENT.replace("not affected", "fixed")), Judged::Holds),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("- reviewer: Ada\n", "")), Judged::Incomplete),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("2026-06-01", "2026-07-01")), Judged::Incomplete),
        (format!("- of: SOUP-2\n{JUDGEMENT}"), Judged::Missing),
        (format!("- of: SOUP-1\n- status: retired\n{JUDGEMENT}"), Judged::Missing),
        (format!("- of: SOUP-1\n{}", JUDGEMENT.replace("cve-2026-1", "CVE-2026-11")), Judged::Missing),
    ] {
        let records = if assessment.is_empty() { soup.to_owned() } else { format!("{soup}## VA-1 x\n{assessment}") };
        let (_, register) = register("", &records, &format!("{SERDE}{KNOWN}"));
        assert_eq!(register.weaknesses[0].judged, wanted, "{assessment}");
    }
}

#[test]
fn what_blocks_depends_on_class_gate_and_exploitation() {
    let blocks = |config: &str, known: &str| {
        let (_, register) = register(config, "## SOUP-1 serde\n- version: 1.0.1\n", &format!("{SERDE}{known}"));
        register.weaknesses[0].gates
    };
    // Nothing is classified, so the project is of class C.
    assert!(blocks("", KNOWN) && !blocks("", &KNOWN.replace("low", "none")));
    let gate = "[[gates]]\nclass = 'C'\nvulnerabilities = 'high'\n";
    assert!(!blocks(gate, KNOWN) && blocks(gate, &KNOWN.replace("low", "high")) && blocks(gate, &KNOWN.replace("low", "unknown")));
    assert!(blocks(gate, &KNOWN.replace("in =", "exploited = '2026-01-01'\nin =")));
    assert!(!blocks("", &KNOWN.replace("in =", "unmaintained = true\nin =")));
}

#[test]
fn what_matches_no_more_is_history() {
    let records = format!(
        "## SOUP-1 serde\n- version: 1.0.1\n\n## VA-1 x\n- of: SOUP-1\n{JUDGEMENT}\n## VA-2 y\n- of: SOUP-1\n- advisory: ticket 7\n"
    );
    let (model, register) = register("", &records, &format!("{SERDE}{}", KNOWN.replace("['serde']", "[]")));
    assert_eq!(register.history.iter().map(|at| model.at(*at).id()).collect::<Vec<_>>(), ["VA-1"]);
    assert!(register.weaknesses.is_empty());
}

const NAMES: &[&str] = &["a", "b", "c", "d"];
const VERSIONS: &[&str] = &["1", "1.0", "2", "v2", ""];

prop_compose! {
    fn component()(name in 0..NAMES.len(), version in 0..VERSIONS.len(), file in 0..3, scope in 0..3usize, own in prop::bool::weighted(0.1), by in prop::option::of(0..NAMES.len())) -> String {
        let scope = ["", "scope = 'development'\n", "scope = 'test'\n"][scope];
        // A way to a component that is not in the same file would be no block.
        let by = by.filter(|by| *by == name).map_or(String::new(), |by| format!("by = '{}'\n", NAMES[by]));
        format!("[[component]]\nname = '{}'\nversion = '{}'\nfile = 'f{file}'\nown = {own}\n{scope}{by}", NAMES[name], VERSIONS[version])
    }
}

prop_compose! {
    fn record()(kind in 0..4usize, name in 0..NAMES.len(), version in 0..VERSIONS.len()) -> (usize, String, String) {
        (kind, NAMES[name].to_owned(), VERSIONS[version].to_owned())
    }
}

fn written(records: &[(usize, String, String)]) -> String {
    let mut text = String::new();
    for (number, (kind, name, version)) in records.iter().enumerate() {
        let version = if version.is_empty() { String::new() } else { format!("- version: {version}\n") };
        text += &match kind {
            0 => format!("## SOUP-{number} {name}\n{version}\n"),
            1 => format!("## SOUP-{number} x{number}\n- purl: pkg:cargo/{name}\n{version}\n"),
            2 => format!("## SOUP-{number} x{number}\n- brings: pkg:cargo/{name}\n\n"),
            _ => format!("## TOOL-{number} x{number}\n- purl: pkg:cargo/{name}\n\n"),
        };
    }
    text
}

proptest! {
    #[test]
    fn no_component_is_lost_and_each_has_one_standing(
        components in prop::collection::vec(component(), 0..12),
        records in prop::collection::vec(record(), 0..6),
    ) {
        let block = components.concat();
        let stock = soup::stock(&block).expect("a block");
        let (_, register) = register("", &written(&records), &block);
        prop_assert_eq!(register.packages.len(), register.standings.len());
        for (number, inventory) in stock.inventories.iter().enumerate() {
            for (position, component) in inventory.components.iter().enumerate() {
                let place = packages::Place { inventory: number, component: position };
                let holding = register.packages.iter().filter(|package| {
                    package.versions.iter().any(|locked| locked.version == component.version && locked.places.contains(&place))
                }).count();
                prop_assert_eq!(holding, usize::from(component.part == primum_soup::Part::Foreign));
            }
        }
        for (package, standing) in register.standing() {
            prop_assert!(*standing != Standing::Own || package.own);
            prop_assert!(package.scope == Scope::Shipped || !matches!(standing, Standing::Covered(_)) || records.iter().all(|(kind, name, _)| *kind != 3 || *name != package.name));
        }
    }

    #[test]
    fn a_judgement_never_counts_for_a_version_that_it_does_not_name(
        judged in prop::collection::vec(0..4usize, 1..3),
        locked in 0..4usize,
        declared in 0..4usize,
    ) {
        let named: Vec<&str> = judged.iter().map(|at| VERSIONS[*at]).collect();
        let versions: String = named.iter().map(|version| format!("- version: {version}\n")).collect();
        let records = format!("## SOUP-1 serde\n- version: {}\n\n## VA-1 x\n- of: SOUP-1\n{versions}{JUDGEMENT}", VERSIONS[declared]);
        let block = format!("{}{KNOWN}", SERDE.replace("1.0.1", VERSIONS[locked]));
        let (_, register) = register("", &records, &block);
        let held = |version: &str| version.trim_start_matches('v').to_owned();
        let expected = named.iter().any(|version| held(version) == held(VERSIONS[locked]));
        prop_assert_eq!(register.weaknesses[0].judged == Judged::Holds, expected);
    }
}
