//! Merging prose line by line, so that nothing that stands once is written twice.

use std::collections::BTreeMap;

/// The merged text; or, where both sides changed it in one place, the text with the marks of a conflict.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Result<String, String> {
    if ours == theirs || base == theirs {
        return Ok(ours.to_owned());
    }
    if base == ours {
        return Ok(theirs.to_owned());
    }
    // A text that ends within a line would put the marks behind its last word.
    let [base, ours, theirs] = [base, ours, theirs].map(|text| if text.is_empty() { String::new() } else { format!("{text}\n") });
    match diffy::merge(&base, &ours, &theirs) {
        Ok(text) if twice(&base, &ours, &theirs, &text) => Err(format!("<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs")),
        Ok(text) => Ok(bare(&text)),
        Err(text) => Err(bare(&text)),
    }
}

/// The text without blank lines around it.
fn bare(text: &str) -> String {
    let blank = text.split_inclusive('\n').take_while(|line| line.trim().is_empty()).map(str::len).sum::<usize>();
    text[blank..].trim_end().to_owned()
}

/// Does a line that stands once on each side, or a word that stands once in all three texts, stand twice in the result?
///
/// A merge of lines does that where both sides move a paragraph, or add it in two places.
fn twice(base: &str, ours: &str, theirs: &str, merged: &str) -> bool {
    let lines = [ours, theirs, merged].map(|text| count(text.lines().map(str::trim).filter(|line| !line.is_empty())));
    let words = [base, ours, theirs, merged].map(|text| count(text.split_whitespace()));
    repeated(&lines[2], &[&lines[0], &lines[1]]).next().is_some()
        || repeated(&words[3], &[&words[0], &words[1], &words[2]]).next().is_some()
}

fn count<'t>(pieces: impl Iterator<Item = &'t str>) -> BTreeMap<&'t str, usize> {
    let mut counts = BTreeMap::new();
    for piece in pieces {
        *counts.entry(piece).or_default() += 1;
    }
    counts
}

/// The pieces that stand more than once in the result, and once in each of the others.
pub(super) fn repeated<'t>(merged: &BTreeMap<&'t str, usize>, others: &[&BTreeMap<&str, usize>]) -> impl Iterator<Item = &'t str> {
    merged.iter().filter(|(piece, count)| **count > 1 && others.iter().all(|other| other.get(*piece) == Some(&1))).map(|(piece, _)| *piece)
}
