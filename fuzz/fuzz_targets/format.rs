//! Formatting is idempotent and changes no fingerprint.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_model::{Date, Fingerprint, Model, Schema, Snapshot, Source, format};

fn fingerprints(text: &str) -> Vec<(String, Fingerprint)> {
    let snapshot = Snapshot::of(vec![Source::new("a.md", text)], Date::constant(2026, 1, 1));
    let Ok(model) = Model::build(snapshot) else { return Vec::new() };
    model.records().map(|record| (record.id().to_owned(), Fingerprint::of(record))).collect()
}

fuzz_target!(|text: &str| {
    let schema = Schema::default();
    let once = format::format(text, &schema);
    assert_eq!(format::format(&once, &schema), once);
    assert_eq!(fingerprints(&once), fingerprints(text));
});
