//! The parts of a statement that are quoted rather than said: code, quotations, comments, targets of links.

use primum_model::lines::{Lines, What};
use std::collections::HashMap;
use std::ops::Range;

/// Byte ranges of `text`, in its order, none inside another.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    // Most statements quote nothing; then there is no byte that any quotation begins with.
    let bytes = text.as_bytes();
    let marks = memchr::memchr3(b'`', b'"', b'<', bytes).or_else(|| memchr::memchr3(b'>', b'~', b']', bytes));
    if marks.or_else(|| memchr::memchr2(0xC2, 0xE2, bytes)).is_none() {
        return ranges;
    }
    let mut paragraph = 0;
    for line in Lines::from(text, 0) {
        if line.what != What::Text {
            spans(text, paragraph..line.span.start as usize, &mut ranges);
            paragraph = line.next as usize;
        }
        if line.what == What::Opaque {
            ranges.push(line.span.range());
        }
    }
    spans(text, paragraph..text.len(), &mut ranges);
    ranges
}

/// Finds what opens and closes within one paragraph. A mark that is never closed, such as the inch in `5"`, quotes nothing.
///
/// Whether a mark is closed is known beforehand, so every search that is started succeeds and the walk is linear.
fn spans(text: &str, within: Range<usize>, ranges: &mut Vec<Range<usize>>) {
    let Some(paragraph) = text.get(within.clone()) else { return };
    let ticks = last_runs(paragraph);
    let last = |closers: &[char]| paragraph.rfind(closers).unwrap_or(0);
    let (plain, curly, angle, bracket, point) = (last(&['"']), last(&['”', '“']), last(&['»']), last(&[')']), last(&['>']));
    let closed_by = |closers: &[char], from: usize| {
        paragraph[from..].find(closers).map(|end| from + end + paragraph[from + end..].chars().next().map_or(1, char::len_utf8))
    };
    let mut at = 0;
    while let Some(first) = paragraph[at..].chars().next() {
        let next = at + first.len_utf8();
        let end = match first {
            '`' => {
                let run = run_at(paragraph, at);
                if ticks.get(&run).is_some_and(|last| *last > at) {
                    close_code(paragraph, at + run, run)
                } else {
                    at += run;
                    continue;
                }
            }
            // An opening quotation mark has no letter or digit before it; an inch or a second has.
            '"' if plain > at && !paragraph[..at].ends_with(char::is_alphanumeric) => closed_by(&['"'], next),
            '“' | '„' if curly > at => closed_by(&['”', '“'], next),
            '«' if angle > at => closed_by(&['»'], next),
            ']' if bracket > at && paragraph[next..].starts_with('(') => closed_by(&[')'], next),
            '<' if point > at && paragraph[next..].starts_with("http") => closed_by(&['>'], next),
            _ => None,
        };
        if let Some(end) = end {
            ranges.push(within.start + at..within.start + end);
        }
        at = end.unwrap_or(next);
    }
}

/// How many ticks follow each other here.
fn run_at(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(|byte| *byte == b'`').count()
}

/// Where the last run of ticks of each length starts.
fn last_runs(text: &str) -> HashMap<usize, usize> {
    let mut runs = HashMap::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let run = run_at(text, at + found);
        runs.insert(run, at + found);
        at += found + run;
    }
    runs
}

/// The end of the next run of exactly so many ticks.
fn close_code(text: &str, from: usize, ticks: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text[at..].find('`') {
        let run = run_at(text, at + found);
        at += found + run;
        if run == ticks {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> Vec<&str> {
        ranges(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn marks_that_nothing_closes_quote_nothing() {
        assert_eq!(quoted("``a` b"), [] as [&str; 0]);
        assert_eq!(quoted("`` a`b `` c"), ["`` a`b ``"]);
        assert_eq!(quoted("say \"so\n\nand\" so"), [] as [&str; 0]);
    }

    #[test]
    fn hostile_text_costs_its_length() {
        assert_eq!(quoted(&"“«](<http".repeat(200_000)), ["“«](<http“"; 100_000]);
        assert_eq!(quoted(&(1..2000).map(|ticks| "`".repeat(ticks) + " ").collect::<String>()), [] as [&str; 0]);
    }
}
