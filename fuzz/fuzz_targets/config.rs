//! Any configuration is read or refused.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_model::Config;

fuzz_target!(|text: &str| {
    if let Ok(config) = Config::read(text) {
        for fault in &config.faults {
            assert!(text.get(fault.span.range()).is_some());
        }
    }
});
