//! Bills of small projects: what stands in them, in every form.

use super::*;
use primum_model::{Model, Snapshot, Source};
use primum_rules::{Facts, judge_by, standards};
use primum_soup::scan::Stock;
use primum_soup::{Component, Ecosystem, Inventory, Part, Refusal, Relation};
use serde_json::Value;
use std::collections::BTreeSet;

const CONFIG: &str = "[product]\nname = \"Pump\"\nversion = \"1.2\"\nmanufacturer = \"Acme & Sons\"\n";

const RECORDS: &str = "## SW-1 Control\n- version: 7\n\n## SI-1 Loop\n- part-of: SW-1\n\n## SU-1 Step\n- part-of: SI-1\n\n\
    ## SOUP-A leaf-pad\n- purl: pkg:npm/leaf-pad\n- version: 1.0.0\n- supplier: Leaf\n- licence: MIT OR Apache-2.0\n- support: supported\n\
    - support-ends: 2030-06-30\n- used-by: SU-1\n- brings: pkg:npm/%40deep/root@2.0.0\n\n\
    ## SOUP-B Small kernel\n- version: 10.6\n- supplier: Kernel people\n- licence: Ours, see contract\n- support: limited\n\
    - support-ends: nobody names a day\n- used-by: SI-1\n- cpe: cpe:2.3:o:kernel:small:10.6:*:*:*:*:*:*:*\n\n\
    ## SOUP-C drifted\n- purl: pkg:npm/drifted@3.0.0\n- version: 3.0.0\n- supplier: Drift\n- support: supported\n\n\
    ## SOUP-D Draft\n- status: draft\n- version: 1\n\n## SOUP-E Gone\n- status: retired\n- version: 1\n";

pub(crate) fn component(name: &str, version: &str, needs: &[usize]) -> Component {
    Component {
        ecosystem: Some(Ecosystem::Npm),
        name: name.to_owned(),
        version: version.to_owned(),
        purl: format!("pkg:npm/{}@{version}", name.replace('@', "%40")),
        relation: Relation::Transitive,
        line: 4,
        needs: needs.to_vec(),
        ..Component::default()
    }
}

fn inventories() -> Vec<Inventory> {
    let hash = |algorithm: &str, value: &str| Hash { algorithm: algorithm.to_owned(), value: value.to_owned() };
    let components = vec![
        Component { part: Part::Own, ..component("pump", "1.2", &[1, 3, 4]) },
        Component {
            relation: Relation::Direct,
            hashes: vec![hash("SHA-1", &"AB".repeat(20)), hash("h1", "x=")],
            ..component("leaf-pad", "1.0.0", &[2])
        },
        component("@deep/root", "2.0.0", &[1]),
        Component { relation: Relation::Direct, ..component("drifted", "3.1.0", &[]) },
        Component { relation: Relation::Direct, scope: Scope::Test, ..component("prover", "9.0.0", &[2]) },
    ];
    let first = Inventory { file: "ui/lock".to_owned(), components, locked: true, ..Inventory::default() };
    let again = Inventory { file: "again/lock".to_owned(), locked: true, ..Inventory::default() };
    let mut again = Inventory { components: vec![component("leaf-pad", "1.0.0", &[])], ..again };
    again.components[0].licence = "Unlicense".to_owned();
    let asked = Component {
        ecosystem: None,
        relation: Relation::Direct,
        range: "^1".to_owned(),
        purl: String::new(),
        ..component("odd <one>", "", &[])
    };
    vec![first, again, Inventory { file: "manifest".to_owned(), components: vec![asked], ..Inventory::default() }]
}

fn stock() -> Stock {
    Stock { inventories: inventories(), ..Stock::default() }
}

pub(crate) fn analysis(config: &str, records: &str, soup: Option<Stock>) -> Analysis {
    let mut snapshot = Snapshot::of(vec![Source::new("records/a.md", records)], Date::constant(2026, 6, 30));
    snapshot.config = Some(Source::new("primum.toml", config));
    let facts = Facts { soup, ..Facts::default() };
    judge_by(Model::build(snapshot).expect("a model"), facts, &[standards::iec62304()], &[])
}

fn pump() -> Analysis {
    analysis(CONFIG, RECORDS, Some(stock()))
}

fn piece<'a>(bill: &'a Bill, name: &str) -> &'a Piece {
    bill.pieces.iter().find(|piece| piece.name == name).unwrap_or_else(|| panic!("{name} is not in the bill"))
}

fn needs(bill: &Bill, of: &[usize]) -> Vec<String> {
    of.iter().map(|at| bill.pieces[*at].title()).collect()
}

#[test]
fn what_is_locked_and_declared_is_one_component() {
    let bill = Bill::of(&pump());
    let titles: Vec<String> = bill.pieces.iter().map(Piece::title).collect();
    let expected = ["Loop 7", "Control 7", "@deep/root 2.0.0", "drifted 3.1.0", "leaf-pad 1.0.0", "odd <one>", "Small kernel 10.6"];
    assert_eq!(titles, expected);
    let leaf = piece(&bill, "leaf-pad");
    assert_eq!((leaf.supplier.as_str(), leaf.licence.as_str(), leaf.support.as_str()), ("Leaf", "MIT OR Apache-2.0", "supported"));
    assert_eq!(leaf.records, ["SOUP-A"]);
    assert_eq!(leaf.found, [("again/lock".to_owned(), 4), ("ui/lock".to_owned(), 4)]);
    assert_eq!(needs(&bill, &leaf.needs), ["@deep/root 2.0.0"]);
    let root = piece(&bill, "root");
    assert_eq!((root.group.as_str(), root.covered_by.as_slice()), ("@deep", &["SOUP-A".to_owned()][..]));
    assert_eq!(needs(&bill, &root.needs), ["leaf-pad 1.0.0"], "a circle is no trouble");
    assert_eq!(needs(&bill, &bill.roots), ["Control 7", "drifted 3.1.0", "leaf-pad 1.0.0", "odd <one>"]);
    assert_eq!(needs(&bill, &piece(&bill, "Loop").needs), ["leaf-pad 1.0.0", "Small kernel 10.6"], "a unit counts for its item");
    assert_eq!(bill.place(0, 1), bill.place(1, 0));
    assert_eq!(bill.place(0, 0), None);
    assert_eq!(bill.whole, Whole::Unknown, "a kernel stands in no lock file");
}

#[test]
fn a_version_that_differs_is_told_and_gives_no_support() {
    let bill = Bill::of(&pump());
    let drifted = piece(&bill, "drifted");
    assert_eq!((drifted.version.as_str(), drifted.supplier.as_str(), drifted.support.as_str()), ("3.1.0", "Drift", ""));
    assert_eq!(bill.remarks, ["SOUP-C declares version 3.0.0 of what is locked as 3.1.0"]);
}

#[test]
fn development_is_left_out_unless_it_is_asked_for() {
    let pump = pump();
    assert!(Bill::of(&pump).pieces.iter().all(|piece| piece.name != "prover"));
    let all = Bill::with(&pump, Extent::Everything);
    let json: Value = serde_json::from_str(&cyclonedx_json(&all)).expect("JSON");
    let prover = json["components"].as_array().expect("components").iter().find(|one| one["name"] == "prover").expect("the prover");
    assert_eq!(prover["scope"], "excluded");
    assert!(spdx_json(&all).contains("\"TEST_DEPENDENCY_OF\""));
}

#[test]
fn tools_are_not_shipped_and_the_projects_own_packages_are_not_from_elsewhere() {
    let names = |config: &str, extent| -> Vec<String> {
        let mut stock = stock();
        let own = Component { part: Part::Own, ..component("pump-core", "1.2", &[]) };
        // Another file of the project only refers to what the project makes, and names what that needs.
        let refers = component("pump-core", "1.2", &[1]);
        let components = vec![refers, Component { relation: Relation::Unknown, ..component("under-core", "4.0.0", &[]) }];
        stock.inventories[0].components.push(own);
        stock.inventories.push(Inventory { file: "app/lock".to_owned(), components, locked: true, ..Inventory::default() });
        let components =
            vec![Component { relation: Relation::Direct, ..component("linter", "5.0.0", &[]) }, component("leaf-pad", "1.0.0", &[])];
        stock.inventories.push(Inventory { file: "tools/lock".to_owned(), components, locked: true, ..Inventory::default() });
        let bill = Bill::with(&analysis(&format!("{CONFIG}{config}"), "", Some(stock)), extent);
        let under = bill.pieces.iter().position(|piece| piece.name == "under-core").expect("what the own package needs");
        assert!(bill.roots.contains(&under), "the product needs it");
        bill.pieces.iter().map(|piece| format!("{} {:?}", piece.name, piece.scope)).collect()
    };
    let shipped = ["root Shipped", "drifted Shipped", "leaf-pad Shipped"];
    let rest = ["odd <one> Shipped", "under-core Shipped"];
    let all = |middle: &[&str]| -> Vec<String> { shipped.iter().chain(middle).chain(&rest).map(|name| (*name).to_owned()).collect() };
    assert_eq!(names("", Extent::Shipped), all(&["linter Shipped"]), "nothing says that the file is about tools");
    let tools = "[soup]\ntools = [\"tools/**\"]\n";
    assert_eq!(names(tools, Extent::Shipped), all(&[]));
    let everything = names(tools, Extent::Everything);
    assert!(everything.contains(&"linter Development".to_owned()) && everything.contains(&"leaf-pad Shipped".to_owned()), "{everything:?}");
    assert!(everything.iter().all(|name| !name.starts_with("pump-core")), "{everything:?}");
}

#[test]
fn files_about_tools_do_not_make_a_bill_complete() {
    let components = vec![Component { relation: Relation::Direct, ..component("linter", "5.0.0", &[]) }];
    let inventories = vec![Inventory { file: "tools/lock".to_owned(), components, locked: true, ..Inventory::default() }];
    let whole = |config: &str| Bill::of(&analysis(config, "", Some(Stock { inventories: inventories.clone(), ..Stock::default() }))).whole;
    assert_eq!((whole(""), whole("[soup]\ntools = [\"tools/**\"]\n")), (Whole::Complete, Whole::Unknown));
}

#[test]
fn gaps_name_every_missing_element() {
    let bill = Bill::of(&pump());
    let gaps: BTreeSet<(String, &str)> = bill
        .gaps()
        .into_iter()
        .map(|gap| (gap.piece.map_or_else(String::new, |at| bill.pieces[at].name.clone()), gap.missing.name()))
        .collect();
    let of = |name: &str| gaps.iter().filter(|(piece, _)| piece == name).map(|(_, missing)| *missing).collect::<Vec<_>>();
    assert_eq!(of(""), Vec::<&str>::new());
    assert_eq!(of("leaf-pad"), Vec::<&str>::new());
    assert_eq!(of("Small kernel"), ["dependencies"]);
    assert_eq!(of("root"), ["end of support", "supplier", "support level"]);
    assert_eq!(of("odd <one>"), ["dependencies", "end of support", "supplier", "support level", "unique identifier", "version"]);
    let bare = Bill::of(&analysis("", "", None));
    let missing: Vec<&str> = bare.gaps().iter().map(|gap| gap.missing.name()).collect();
    assert_eq!(missing, ["name", "supplier", "version"]);
}

#[test]
fn the_same_analysis_gives_the_same_bytes_and_another_content_another_number() {
    let (one, two) = (Bill::of(&pump()), Bill::of(&pump()));
    assert_eq!(cyclonedx_json(&one), cyclonedx_json(&two));
    assert_eq!(cyclonedx_xml(&one), cyclonedx_xml(&two));
    assert_eq!(spdx_json(&one), spdx_json(&two));
    let mut turned = stock();
    turned.inventories.swap(0, 1);
    let turned = Bill::of(&analysis(CONFIG, RECORDS, Some(turned)));
    assert_eq!(cyclonedx_json(&one), cyclonedx_json(&turned), "the order of files does not matter");
    let other = Bill::of(&analysis(&CONFIG.replace("1.2", "1.3"), RECORDS, Some(stock())));
    assert_ne!(one.uuid(), other.uuid());
    assert_eq!(&one.uuid()[14..15], "8", "a UUID of version 8");
    assert!("89ab".contains(&one.uuid()[19..20]));
}

#[test]
fn cyclonedx_holds_every_element_and_its_references_resolve() {
    let bill = Bill::of(&pump());
    let json: Value = serde_json::from_str(&cyclonedx_json(&bill)).expect("JSON");
    assert_eq!(json["serialNumber"], format!("urn:uuid:{}", bill.uuid()));
    assert_eq!(json["metadata"]["timestamp"], "2026-06-30T00:00:00Z");
    assert_eq!(json["metadata"]["manufacturer"]["name"], "Acme & Sons");
    let components = json["components"].as_array().expect("components");
    let mut references: BTreeSet<&str> = components.iter().filter_map(|one| one["bom-ref"].as_str()).collect();
    assert_eq!(references.len(), components.len());
    references.insert("product");
    for dependency in json["dependencies"].as_array().expect("dependencies") {
        assert!(references.contains(dependency["ref"].as_str().expect("a reference")));
        for on in dependency["dependsOn"].as_array().into_iter().flatten() {
            assert!(references.contains(on.as_str().expect("a reference")), "{on}");
        }
    }
    let named = |name: &str| components.iter().find(|one| one["name"] == name).expect("a component");
    let properties = |name: &str| -> Vec<String> {
        let list = named(name)["properties"].as_array().expect("properties");
        list.iter().map(|one| format!("{}={}", one["name"].as_str().unwrap_or(""), one["value"].as_str().unwrap_or(""))).collect()
    };
    let leaf = named("leaf-pad");
    assert_eq!(leaf["licenses"][0]["expression"], "MIT OR Apache-2.0");
    assert_eq!((&leaf["hashes"][0]["alg"], &leaf["hashes"][0]["content"]), (&"SHA-1".into(), &"ab".repeat(20).into()));
    for property in ["primum:record=SOUP-A", "primum:support-level=supported", "primum:end-of-support=2030-06-30", "primum:hash=h1:x="] {
        assert!(properties("leaf-pad").contains(&property.to_owned()), "{property}");
    }
    assert_eq!(named("Small kernel")["licenses"][0]["license"]["name"], "Ours, see contract");
    assert!(properties("root").contains(&"primum:covered-by=SOUP-A".to_owned()));
    assert!(properties("root").contains(&"primum:missing=support level".to_owned()));
    let compositions = json["compositions"].as_array().expect("compositions");
    let unknown: Vec<&Value> = compositions.iter().filter(|one| one["aggregate"] == "unknown").collect();
    assert_eq!(unknown[1]["dependencies"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_could_not_be_read_makes_the_bill_incomplete() {
    let refused = vec![("x/lock".to_owned(), Refusal::at(3, "no TOML"))];
    let bill = Bill::of(&analysis(CONFIG, "", Some(Stock { refused, ..stock() })));
    assert_eq!(bill.whole, Whole::Incomplete);
    assert_eq!(bill.remarks, ["x/lock could not be read: line 3: no TOML"]);
    let told = Bill::of(&analysis(CONFIG, "", Some(stock())));
    assert_eq!(told.whole, Whole::Complete);
}

#[test]
fn the_xml_says_what_the_json_says() {
    let bill = Bill::with(&pump(), Extent::Everything);
    let (json, xml) = (cyclonedx_json(&bill), cyclonedx_xml(&bill));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let document = roxmltree::Document::parse(&xml).expect("XML");
    let root = document.root_element();
    assert_eq!(root.attribute("serialNumber"), json["serialNumber"].as_str());
    let inside = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found = node.children().find(|child| child.has_tag_name(("http://cyclonedx.org/schema/bom/1.6", name)));
        found.and_then(|child| child.text()).unwrap_or("").to_owned()
    };
    let list = |name: &str| {
        root.children().find(|child| child.tag_name().name() == name).expect("a list").children().filter(|child| child.is_element())
    };
    let components = json["components"].as_array().expect("components");
    assert_eq!(list("components").count(), components.len());
    for (element, component) in list("components").zip(components) {
        assert_eq!(element.attribute("bom-ref"), component["bom-ref"].as_str());
        for name in ["group", "name", "version", "scope", "cpe", "purl"] {
            assert_eq!(inside(element, name), component[name].as_str().unwrap_or(""), "{name}");
        }
        let properties = element.descendants().filter(|one| one.has_tag_name(("http://cyclonedx.org/schema/bom/1.6", "property")));
        assert_eq!(properties.count(), component["properties"].as_array().map_or(0, Vec::len));
    }
    for (element, dependency) in list("dependencies").zip(json["dependencies"].as_array().expect("dependencies")) {
        assert_eq!(element.attribute("ref"), dependency["ref"].as_str());
        let on: Vec<_> = element.children().filter_map(|one| one.attribute("ref")).collect();
        assert_eq!(on, dependency["dependsOn"].as_array().map_or(Vec::new(), |on| on.iter().filter_map(Value::as_str).collect()));
    }
}

#[test]
fn spdx_asserts_nothing_that_is_not_known() {
    let bill = Bill::of(&pump());
    let json: Value = serde_json::from_str(&spdx_json(&bill)).expect("JSON");
    let packages = json["packages"].as_array().expect("packages");
    let ids: BTreeSet<&str> = packages.iter().filter_map(|one| one["SPDXID"].as_str()).collect();
    assert_eq!(ids.len(), packages.len());
    for id in &ids {
        let rest = id.strip_prefix("SPDXRef-").expect("the prefix");
        assert!(rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte)), "{id}");
    }
    let named = |name: &str| packages.iter().find(|one| one["name"] == name).expect("a package");
    assert_eq!(named("odd <one>")["supplier"], "NOASSERTION");
    assert_eq!(named("odd <one>")["versionInfo"], "NOASSERTION");
    assert_eq!(named("leaf-pad")["validUntilDate"], "2030-06-30T00:00:00Z");
    assert_eq!(named("leaf-pad")["supplier"], "Organization: Leaf");
    assert_eq!(named("leaf-pad")["checksums"][0]["algorithm"], "SHA1");
    assert_eq!(named("Small kernel")["externalRefs"][0]["referenceType"], "cpe23Type");
    assert!(named("Small kernel").get("validUntilDate").is_none());
    let licence = named("Small kernel")["licenseDeclared"].as_str().expect("a licence");
    assert_eq!(json["hasExtractedLicensingInfos"][0]["licenseId"], licence);
    let relations: Vec<(&str, &str, &str)> = json["relationships"]
        .as_array()
        .expect("relationships")
        .iter()
        .map(|one| {
            let text = |key: &str| one[key].as_str().expect("a text");
            (text("spdxElementId"), text("relationshipType"), text("relatedSpdxElement"))
        })
        .collect();
    for (from, _, to) in &relations {
        for id in [from, to] {
            assert!(ids.contains(id) || ["NONE", "NOASSERTION", "SPDXRef-DOCUMENT"].contains(id), "{id}");
        }
    }
    let id = |name: &str| named(name)["SPDXID"].as_str().expect("an ID");
    assert!(relations.contains(&("SPDXRef-Product", "CONTAINS", id("Control"))));
    assert!(relations.contains(&(id("Small kernel"), "DEPENDS_ON", "NOASSERTION")));
    assert!(relations.contains(&(id("drifted"), "DEPENDS_ON", "NONE")));
}

#[test]
fn hostile_names_stay_text() {
    let evil = "a\0\u{1b}[31m</name>&\"\r\n\u{ffff}";
    let components = vec![
        Component { cpe: "cpe:nonsense".to_owned(), purl: "no url".to_owned(), ecosystem: None, ..component(evil, evil, &[0, 7]) },
        Component { ecosystem: None, purl: "no url".to_owned(), ..component("other", "1", &[]) },
        Component { ecosystem: None, purl: String::new(), ..component(" ", "1", &[]) },
    ];
    let inventories = vec![Inventory { file: "lock".to_owned(), components, locked: true, ..Inventory::default() }];
    let bill = Bill::of(&analysis(CONFIG, "", Some(Stock { inventories, ..Stock::default() })));
    assert_eq!(bill.pieces.len(), 2);
    let xml = cyclonedx_xml(&bill);
    let document = roxmltree::Document::parse(&xml).expect("XML whatever the names");
    let names = document.descendants().filter(|node| node.tag_name().name() == "name").filter_map(|node| node.text());
    assert!(names.into_iter().any(|name| name == "a\u{fffd}\u{fffd}[31m</name>&\"\r\n\u{fffd}"));
    assert!(bill.pieces.iter().all(|piece| piece.cpe.is_empty() && piece.purl.is_empty()));
    assert_eq!(bill.remarks.len(), 3, "{:?}", bill.remarks);
    assert!(serde_json::from_str::<Value>(&spdx_json(&bill)).is_ok());
}

#[test]
fn a_circle_of_parts_ends() {
    let records = "## SI-1 A\n- part-of: SI-2\n\n## SI-2 B\n- part-of: SI-1\n\n## SOUP-1 x\n- version: 1\n- used-by: SI-1\n";
    let bill = Bill::of(&analysis(CONFIG, records, None));
    assert_eq!(bill.pieces.len(), 3);
    assert_eq!(bill.whole, Whole::Unknown);
}

#[test]
fn what_a_record_brings_is_there_when_no_file_was_looked_at() {
    let bill = Bill::of(&analysis(CONFIG, RECORDS, None));
    assert_eq!(piece(&bill, "root").covered_by, ["SOUP-A"]);
    let elsewhere = vec![Inventory { file: "lock".to_owned(), locked: true, ..Inventory::default() }];
    let bill = Bill::of(&analysis(CONFIG, RECORDS, Some(Stock { inventories: elsewhere, ..Stock::default() })));
    assert!(bill.pieces.iter().all(|piece| piece.name != "root"));
    assert_eq!(bill.remarks, ["SOUP-A brings pkg:npm/%40deep/root@2.0.0, which no lock file holds"]);
}

#[test]
fn a_component_in_several_versions_stands_once_for_each() {
    let records = "## SOUP-1 Core\n- purl: pkg:github/a/core@V10.6.2\n- version: 10.6.2\n- version: 11\n- supplier: A\n";
    let bill = Bill::of(&analysis(CONFIG, records, None));
    let told: Vec<(&str, &str)> = bill.pieces.iter().map(|piece| (piece.version.as_str(), piece.purl.as_str())).collect();
    assert_eq!(told, [("10.6.2", "pkg:github/a/core@V10.6.2"), ("11", "")], "the URL is that of one version only");
}
