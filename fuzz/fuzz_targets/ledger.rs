//! Any bytes as an event and its signature: refused or read, and what is read is written the same again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use primum_evidence::ledger::{Event, Ledger, doubts};
use primum_model::Config;

fuzz_target!(|bytes: &[u8]| {
    let half = bytes.len() / 2;
    let config = Config::default();
    if let Ok(event) = Event::read(bytes) {
        assert_eq!(event.write(), bytes);
        let place = event.place("approvals");
        let files = vec![(place.clone(), Ok(bytes.to_vec())), (format!("{place}.sig"), Ok(bytes.to_vec()))];
        let ledger = Ledger::assemble(&config, files, &mut |_| Err("no other program".to_owned()));
        assert_eq!(ledger.events.len(), 1);
        assert!(doubts(&ledger, &config.people).iter().any(|doubt| doubt.against));
    }
    let files = vec![("approvals/a.json".to_owned(), Ok(bytes[..half].to_vec())), ("approvals/a.json.sig".to_owned(), Ok(bytes[half..].to_vec()))];
    let _ = Ledger::assemble(&config, files, &mut |_| Err("no other program".to_owned()));
});
