//! Any bytes are read as advisories or refused, and taken for an index never panic; a version that an advisory lists is never passed over.

#![no_main]

use libfuzzer_sys::fuzz_target;
use primum_soup::advisory::{self, Advisory, Entry, Subject};
use primum_soup::index::{Builder, Index, prepare};
use primum_soup::{Component, Ecosystem, Inventory, scan};

/// How many packages and versions of one input are scanned.
const ASKED: usize = 16;

fuzz_target!(|bytes: &[u8]| {
    let mut advisories = Vec::new();
    let kind = advisory::read("a.json", bytes, &mut |entry| {
        if let Entry::Advisory(one) = entry {
            advisories.push(*one);
        }
    });
    let mut components = vec![component(Ecosystem::Npm, "a", "1.0.0")];
    if let Ok(kind) = kind {
        let listed = asked(&advisories, &mut components);
        let alone = advisories.len() == 1 && advisories[0].withdrawn.is_none();
        let mut builder = Builder::new(primum_model::Date::constant(2026, 11, 28));
        builder.source("fuzz", "");
        for one in advisories {
            builder.add(prepare(kind, one));
        }
        let whole = builder.finish();
        let mut index = Index::open(whole.as_slice()).expect("what was built is an index");
        index.verify().expect("what was built is whole");
        let inventories = [Inventory { components, ..Inventory::default() }];
        let found = scan::run(&inventories, &mut index).expect("what was built can be asked");
        for position in 0..inventories[0].components.len() {
            let told = found.matches.iter().any(|one| one.component == position) || found.unknown.iter().any(|one| one.1 == position);
            assert!(!alone || !listed.contains(&position) || told, "{:?}", inventories[0].components[position]);
            scan::why(&inventories[0], position, &mut index).expect("what was built can be asked");
        }
    } else if let Ok(mut index) = Index::open(bytes) {
        let _ = index.verify();
        let _ = scan::run(&[Inventory { components, ..Inventory::default() }], &mut index);
    }
});

fn component(ecosystem: Ecosystem, name: &str, version: &str) -> Component {
    Component { ecosystem: Some(ecosystem), name: name.to_owned(), version: version.to_owned(), ..Component::default() }
}

/// Adds what the advisories speak of, in versions that stand in them; answers which of these are listed one by one.
fn asked(advisories: &[Advisory], components: &mut Vec<Component>) -> Vec<usize> {
    let mut listed = Vec::new();
    for affected in advisories.iter().flat_map(|advisory| &advisory.affected).take(ASKED) {
        let Subject::Package { ecosystem, name } = &affected.subject else { continue };
        let Some(ecosystem) = Ecosystem::of_osv(ecosystem) else { continue };
        for version in affected.versions.iter().take(ASKED) {
            // The standard library of Go has several names, of which advisories use one.
            if ecosystem != Ecosystem::Go {
                listed.push(components.len());
            }
            components.push(component(ecosystem, name, version));
        }
        for event in affected.ranges.iter().flat_map(|range| &range.events).take(ASKED) {
            components.push(component(ecosystem, name, &event.version));
        }
    }
    listed
}
