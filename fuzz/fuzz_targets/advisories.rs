//! Any bytes are read as advisories or refused, and taken for an index never panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use primum_soup::advisory::{self, Entry};
use primum_soup::index::{Builder, Index, prepare};
use primum_soup::{Component, Ecosystem, Inventory, scan};

fuzz_target!(|bytes: &[u8]| {
    let mut advisories = Vec::new();
    let kind = advisory::read("a.json", bytes, &mut |entry| {
        if let Entry::Advisory(one) = entry {
            advisories.push(*one);
        }
    });
    let component = Component { ecosystem: Some(Ecosystem::Npm), name: "a".to_owned(), version: "1.0.0".to_owned(), ..Component::default() };
    let inventories = [Inventory { components: vec![component], ..Inventory::default() }];
    if let Ok(kind) = kind {
        let mut builder = Builder::new(primum_model::Date::constant(2026, 11, 28));
        builder.source("fuzz", "");
        for one in advisories {
            builder.add(prepare(kind, one));
        }
        let whole = builder.finish();
        let mut index = Index::open(whole.as_slice()).expect("what was built is an index");
        scan::run(&inventories, &mut index).expect("what was built is whole");
    }
    if let Ok(mut index) = Index::open(bytes) {
        let _ = index.verify();
        let _ = scan::run(&inventories, &mut index);
    }
});
