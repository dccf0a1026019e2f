//! A merge never fails, and with an unchanged side it is the other side.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_model::{Schema, merge};

fuzz_target!(|texts: (&str, &str, &str)| {
    let schema = Schema::default();
    let (base, ours, theirs) = texts;
    assert_eq!(merge::merge(base, base, theirs, &schema).text, theirs);
    assert_eq!(merge::merge(base, ours, base, &schema).text, ours);
    let _ = merge::merge(base, ours, theirs, &schema);
});
