//! Any bytes are coverage or are refused, and nothing has more covered than there is.
#![no_main]
use libfuzzer_sys::fuzz_target;
use primum_evidence::{Entry, Totals};

/// What lets each format be recognised; behind it stands the input.
const HEADS: [&str; 9] = [
    "",
    "<coverage line-rate='1'><packages><package><classes><class filename='a'>",
    "<coverage clover='1'><project><file path='a'>",
    "<report name='a'><package name='p'><sourcefile name='a'>",
    "<coverage version=\"1\"><file path='a'>",
    "SF:a.c\n",
    "{\"gcovr/format_version\":\"0.15\",\"files\":[",
    "{\"gcovr/summary_format_version\":\"0.6\",\"files\":[",
    "{\"source_files\":[",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (head, bytes) = input;
    let mut text = HEADS[usize::from(head) % HEADS.len()].as_bytes().to_vec();
    text.extend_from_slice(bytes);
    let mut files = 0;
    let mut checked = true;
    let reading = primum_evidence::read(&mut text.as_slice(), &mut |entry| {
        if let Entry::File(file) = entry {
            files += 1;
            checked &= file.measures.named().iter().all(|(_, ratio)| ratio.is_none_or(|ratio| ratio.covered <= ratio.total));
        }
    });
    if let Ok(reading) = reading
        && let Totals::Coverage { files: counted, .. } = reading.totals
    {
        assert_eq!(counted, files);
        assert!(checked);
    }
});
