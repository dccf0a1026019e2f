//! What holds for any input: no panic, counts that add up, and what was written is what is read.

use crate::taken::{taken, try_bytes};
use primum_evidence::{Entry, Status, Totals};
use proptest::prelude::*;

/// Words of which the formats are made, so that chance finds its way into the readers.
const WORDS: [&str; 40] = [
    "<testsuites>",
    "<testsuite name='a' tests='2'>",
    "<testcase name='x'>",
    "<failure/>",
    "<skipped/>",
    "<flakyFailure/>",
    "</testcase>",
    "</testsuite>",
    "</testsuites>",
    "<coverage line-rate='1'>",
    "<class filename='a'>",
    "<line number='1' hits='1'/>",
    "</class>",
    "</coverage>",
    "SF:a\n",
    "DA:1,1\n",
    "BRDA:1,0,0,-\n",
    "end_of_record\n",
    "1..2\n",
    "ok 1 - a\n",
    "not ok 2 # TODO b\n",
    "    ok 1\n",
    "# Subtest: s\n",
    "  ---\n",
    "  ...\n",
    "a.c:1:2: warning: m [-W]\n",
    "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"t\"}\n",
    "{\"Action\":\"fail\",\"Package\":\"p\",\"Test\":\"t\"}\n",
    "{\"Action\":\"pass\",\"Package\":\"p\"}\n",
    "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"level\":\"error\"}]}]}",
    "[{\"filePath\":\"a\",\"messages\":[{}]}]",
    "&amp;",
    "&x;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "\u{feff}",
    "\0",
    "\"",
];

fn escaped(text: &str) -> String {
    text.chars().map(|c| format!("&#{};", u32::from(c))).collect()
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = try_bytes(&bytes);
    }

    #[test]
    fn any_words_are_read_or_refused_and_counts_add_up(words in proptest::collection::vec(0..WORDS.len(), 0..25)) {
        let text: String = words.iter().map(|at| WORDS[*at]).collect();
        if let Ok(taken) = try_bytes(text.as_bytes()) {
            match taken.reading.totals {
                Totals::Tests { counted, .. } => {
                    prop_assert_eq!(counted.total(), taken.entries.len() as u64);
                    let passed = taken.entries.iter().filter(|entry| matches!(entry, Entry::Case(case) if case.status == Status::Passed)).count();
                    prop_assert_eq!(counted.passed, passed as u64);
                }
                Totals::Coverage { files, counted, .. } => {
                    prop_assert_eq!(files, taken.entries.len() as u64);
                    prop_assert!(counted.named().iter().all(|(_, ratio)| ratio.is_none_or(|ratio| ratio.covered <= ratio.total)));
                }
                Totals::Analysis { levels, suppressed } => {
                    prop_assert_eq!(levels.error + levels.warning + levels.note + levels.none + suppressed, taken.entries.len() as u64);
                }
            }
        }
    }

    #[test]
    fn what_is_written_as_junit_is_read(cases in proptest::collection::vec(("[^\\p{C}\\s]{1,20}", 0..4_usize, 0..100_000_u32), 0..30)) {
        let mut text = format!("<testsuite name='s' tests='{}'>", cases.len());
        for (name, outcome, time) in &cases {
            let inner = ["", "<failure>f</failure>", "<error/>", "<skipped/>"][*outcome];
            text.push_str(&format!("<testcase name=\"{}\" time='{}.5'>{inner}</testcase>", escaped(name), time));
        }
        text.push_str("</testsuite>");
        let taken = taken(&text);
        prop_assert_eq!(taken.cases().len(), cases.len());
        for (case, (name, outcome, time)) in taken.cases().iter().zip(&cases) {
            prop_assert_eq!(&case.name, name);
            prop_assert_eq!(case.status, [Status::Passed, Status::Failed, Status::Error, Status::Skipped][*outcome]);
            prop_assert_eq!(case.seconds, Some(f64::from(*time) + 0.5));
        }
    }

    #[test]
    fn what_is_written_as_lcov_is_read(lines in proptest::collection::btree_map(1..5000_u32, 0..3_u8, 0..60)) {
        let mut text = "SF:a.c\n".to_owned();
        for (line, hits) in &lines {
            text.push_str(&format!("DA:{line},{hits}\n"));
        }
        text.push_str("end_of_record\n");
        let covered = lines.values().filter(|hits| **hits > 0).count() as u64;
        prop_assert_eq!(taken(&text).file("a.c").measures.lines, crate::taken::of(covered, lines.len() as u64));
    }
}
