//! Which questions a record leaves open. A placeholder is no answer.

use primum_model::Record;

/// A question: the field or section that answers it, and what a message calls it.
pub(crate) type Question = (&'static str, &'static str);

/// Words that stand where an answer is still to come.
const PLACEHOLDERS: &[&str] = &["tbd", "tbc", "todo", "t.b.d", "to be defined", "to be done", "n/a", "pending", "?", "??", "???", "…"];

/// Is the question answered, by a field or a section, with more than a placeholder?
#[must_use]
pub fn answered(record: Record<'_>, name: &'static str) -> bool {
    record.values(name).any(|value| says_something(value.text)) || record.section(name).is_some_and(|section| says_something(section.body))
}

/// The questions that the record leaves open, in words: `type, scope and criticality`. Nothing if it answers all of them.
pub(crate) fn lacking(record: Record<'_>, questions: &[Question]) -> Option<String> {
    let open: Vec<&str> = questions.iter().filter(|(name, _)| !answered(record, name)).map(|(_, words)| *words).collect();
    listed(&open)
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn listed(words: &[&str]) -> Option<String> {
    let (last, before) = words.split_last()?;
    Some(if before.is_empty() { (*last).to_owned() } else { format!("{} and {last}", before.join(", ")) })
}

/// Is there a line besides headings, comments, fences and placeholders?
pub(crate) fn says_something(text: &str) -> bool {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once("<!--").unwrap_or((rest, ""));
        if before.lines().any(is_answer) {
            return true;
        }
        // A comment that is never closed hides everything after it.
        let Some((_, next)) = after.split_once("-->") else { return false };
        rest = next;
    }
}

/// Words that a line begins with when the answer is still to come.
const PROMISES: &[&str] = &[
    "tbd",
    "tba",
    "tbc",
    "t.b.d",
    "todo",
    "fixme",
    "to be defined",
    "to be determined",
    "to be done",
    "to be written",
    "to be decided",
    "to be confirmed",
    "to be announced",
    "coming soon",
];

fn is_answer(line: &str) -> bool {
    let line = line.trim();
    let is_mark = ["#", "```", "~~~"].iter().any(|mark| line.starts_with(mark));
    // Bullets, numbers, quotes, emphasis, brackets and the bars of an empty table say nothing.
    let mark =
        |c: char| matches!(c, '-' | '*' | '+' | '>' | '_' | '[' | ']' | '(' | ')' | '|' | ':' | '`' | '~' | '.' | '!' | ' ' | '\u{a0}');
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let line = if numbered.starts_with(['.', ')']) { numbered } else { line };
    let line = line.replace("&nbsp;", " ");
    let bare = line.trim_matches(mark);
    let is_picture =
        bare.is_empty() || line.trim().starts_with("![") || (bare.starts_with('<') && bare.ends_with('>') && !bare.contains(' '));
    let lower = bare.to_ascii_lowercase();
    let promised =
        PROMISES.iter().any(|word| lower.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())));
    !is_mark && !is_picture && !promised && !PLACEHOLDERS.iter().any(|word| bare.eq_ignore_ascii_case(word.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use primum_model::{Date, Kind, Model, Snapshot, Source};

    #[test]
    fn a_placeholder_is_no_answer() {
        for word in [
            "TBD",
            "tbd.",
            "T.B.D.",
            " To be defined ",
            "n/a",
            "???",
            "-",
            "",
            "...",
            "### A\n\nTBD\n",
            "<!-- why -->\n- TODO",
            "<!-- why",
            "```\n```",
        ] {
            assert!(!says_something(word), "{word}");
        }
        for word in
            ["none", "nobody: found before the first release", "N/A: no network", "0", "<!-- why -->\nBecause.", "TBD\n\nThe first part."]
        {
            assert!(says_something(word), "{word}");
        }
    }

    #[test]
    fn what_a_template_leaves_behind_says_nothing() {
        for empty in ["", "\n \n", "### A\n\n### B\n", "<!-- what to write -->", "<!-- never closed\nwords", "```mermaid\n```\n"] {
            assert!(!says_something(empty), "{empty:?}");
        }
        for said in ["word", "### A\n\nThe sum.\n", "<!-- guidance -->\nThe sum.", "```\nx = 1\n```", "| a |"] {
            assert!(says_something(said), "{said:?}");
        }
    }

    #[test]
    fn open_questions_are_listed_in_words() {
        let text = "## PR-1 A\n- scope: all\n- cause: TBD\n\n### Safety evaluation\n\nNone.\n\n### Advised\n\nTBD\n";
        let snapshot = Snapshot::of(vec![Source::new("records/a.md", text)], Date::constant(2026, 6, 30));
        let model = Model::build(snapshot).expect("no configuration");
        let report = model.of(Kind::ProblemReport).next().expect("a record");
        let open = |questions: &[Question]| lacking(report, questions);
        assert_eq!(open(&[("scope", "scope"), ("safety-evaluation", "evaluation")]), None);
        assert_eq!(open(&[("scope", "scope"), ("cause", "cause")]).as_deref(), Some("cause"));
        assert_eq!(open(&[("type", "type"), ("cause", "cause"), ("advised", "advice")]).as_deref(), Some("type, cause and advice"));
    }
}
