//! Any text parses, and every span lies in it.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_model::{Schema, parse};

fuzz_target!(|text: &str| {
    let document = parse(text, &Schema::default());
    for record in &document.records {
        for span in [record.id, record.title, record.heading, record.span, record.body] {
            assert!(text.get(span.range()).is_some());
        }
    }
    for fault in &document.faults {
        assert!(text.get(fault.span.range()).is_some());
    }
});
