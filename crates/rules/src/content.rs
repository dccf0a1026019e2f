//! Does a text say anything? Headings, comments and empty fences that a template left behind do not count.

use primum_model::Record;

/// Is there a word besides headings, comments and the marks of fences?
pub(crate) fn says_anything(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once("<!--").unwrap_or((rest, ""));
        if before.lines().any(is_content) {
            return true;
        }
        // A comment that is never closed hides everything after it.
        match after.split_once("-->") {
            Some((_, next)) => rest = next,
            None => return false,
        }
    }
}

fn is_content(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !["#", "```", "~~~"].iter().any(|mark| line.starts_with(mark))
}

/// Is the question answered by a field, or by a section of the same name that says something?
pub(crate) fn answers(record: Record<'_>, name: &'static str) -> bool {
    record.value(name).is_some() || record.section(name).is_some_and(|section| says_anything(section.body))
}

/// The questions that are not answered, in the order asked.
pub(crate) fn unanswered(record: Record<'_>, names: &[&'static str]) -> Vec<&'static str> {
    names.iter().copied().filter(|name| !answers(record, name)).collect()
}

/// `a`, `a or b`, `a, b or c`: what is missing, as a sentence says it.
pub(crate) fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_template_leaves_behind_says_nothing() {
        for empty in [
            "",
            "\n \n",
            "### Algorithm\n\n### Data\n",
            "<!-- the computation -->",
            "### A\n<!-- two\nlines -->\n",
            "<!-- never closed\nwords",
            "```mermaid\n```\n",
        ] {
            assert!(!says_anything(empty), "{empty:?}");
        }
        for said in ["word", "### A\n\nThe sum.\n", "<!-- guidance -->\nThe sum.", "a <!-- b -->", "```\nx = 1\n```", "| a |"] {
            assert!(says_anything(said), "{said:?}");
        }
    }

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(either(&["a"]), "a");
        assert_eq!(either(&["a", "b"]), "a or b");
        assert_eq!(either(&["a", "b", "c"]), "a, b or c");
    }
}
