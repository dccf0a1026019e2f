//! Any bytes are results of an analysis or are refused, and what is counted is what was handed out.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_evidence::{Entry, Totals};

/// What lets each format be recognised; behind it stands the input.
const HEADS: [&str; 7] = [
    "",
    "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\"}},\"results\":[",
    "<results version='2'><errors>",
    "a.c:1:2: warning: w [-Wall]\n",
    "[{\"check_name\":\"a\",\"location\":{\"path\":\"b\"}},",
    "[{\"filePath\":\"a\",\"messages\":[",
    "{\"reason\":\"compiler-artifact\"}\n",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (head, bytes) = input;
    let mut text = HEADS[usize::from(head) % HEADS.len()].as_bytes().to_vec();
    text.extend_from_slice(bytes);
    let mut results = 0;
    let reading = primum_evidence::read(&mut text.as_slice(), &mut |entry| results += u64::from(matches!(entry, Entry::Result(_))));
    if let Ok(reading) = reading
        && let Totals::Analysis { levels, suppressed } = reading.totals
    {
        assert_eq!(levels.error + levels.warning + levels.note + levels.none + suppressed, results);
    }
});
