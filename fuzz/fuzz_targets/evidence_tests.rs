//! Any bytes are results of tests or are refused, and what is counted is what was handed out.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_evidence::{Entry, Outcomes, Status, Totals};

/// What lets each format be recognised; behind it stands the input.
const HEADS: [&str; 10] = [
    "",
    "<testsuites><testsuite name='a' tests='2'>",
    "<TestRun><Results>",
    "<test-run total='1'><test-suite>",
    "<test-results total='1'><test-suite>",
    "<assemblies><assembly>",
    "<Site><Testing>",
    "<robot><suite>",
    "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"t\"}\n",
    "TAP version 14\n",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (head, bytes) = input;
    let mut text = HEADS[usize::from(head) % HEADS.len()].as_bytes().to_vec();
    text.extend_from_slice(bytes);
    let mut handed = Outcomes::default();
    let reading = primum_evidence::read(&mut text.as_slice(), &mut |entry| {
        if let Entry::Case(case) = entry {
            let count = match case.status {
                Status::Passed => &mut handed.passed,
                Status::Flaky => &mut handed.flaky,
                Status::Skipped => &mut handed.skipped,
                Status::Unclear => &mut handed.unclear,
                Status::Error => &mut handed.error,
                Status::Failed => &mut handed.failed,
            };
            *count += 1;
        }
    });
    if let Ok(reading) = reading
        && let Totals::Tests { counted, seconds, .. } = reading.totals
    {
        assert_eq!(counted, handed);
        assert!(seconds >= 0.0);
    }
});
