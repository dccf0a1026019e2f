//! Plain text written so that Markdown shows it as it was and the grammar reads no structure into it.

use super::{Options, identifier};

/// Escapes the characters of running text that Markdown would swallow: `2*x*y`, `<1 V`, `&lt;`, `` ` ``.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = None;
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let after = rest.peek().copied();
        let word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
        let blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
        let needed = match c {
            '\\' => after.is_none_or(|c| c.is_ascii_punctuation()),
            '`' => true,
            '*' => !(blank(before) && blank(after)),
            '_' => !(word(before) && word(after) || blank(before) && blank(after)),
            '<' => after.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || c == '#'),
            '~' => before == Some('~') || after == Some('~'),
            // A link would hide its address.
            ']' => matches!(after, Some('(' | '[' | ':')),
            _ => false,
        };
        if needed {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
    out
}

/// Escapes the beginning of a line of running text that would be a heading, a fence, a quote, a rule or a table.
pub(super) fn line_start(line: &str) -> String {
    let body = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - body.len()];
    let bare = body.trim();
    let rule = !bare.is_empty()
        && (bare.chars().all(|c| matches!(c, '-' | ' ' | '\t'))
            || bare.chars().all(|c| c == '=')
            || bare.chars().all(|c| matches!(c, '*' | ' ' | '\t'))
            || bare.chars().all(|c| matches!(c, '_' | ' ' | '\t')));
    let delimiter = bare.contains('-') && bare.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'));
    let plus = body.starts_with("+ ");
    if body.starts_with(['#', '>', '|'])
        || body.starts_with("```")
        || body.starts_with("~~~")
        || body.starts_with("<!")
        || rule
        || delimiter
        || plus
    {
        format!("{indent}\\{body}")
    } else {
        line.to_owned()
    }
}

/// A piece of text as inline code that no backtick in it can end.
pub(super) fn code(text: &str) -> String {
    let longest = longest_run(text, '`');
    let marks = "`".repeat(longest + 1);
    if text.starts_with('`') || text.ends_with('`') { format!("{marks} {text} {marks}") } else { format!("{marks}{text}{marks}") }
}

/// Lines in a fence that nothing in them can close.
pub(super) fn fence(info: &str, lines: &[&str]) -> String {
    let longest = lines.iter().map(|line| longest_run(line, '`')).max().unwrap_or(0);
    let marks = "`".repeat((longest + 1).max(3));
    format!("{marks}{info}\n{}\n{marks}", lines.join("\n"))
}

fn longest_run(text: &str, mark: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for c in text.chars() {
        run = if c == mark { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A heading's text: one line, no closing marks, and no ID at its head unless a record is meant.
pub(super) fn heading(text: &str, options: &Options) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let token = text.split(' ').next().unwrap_or("");
    if reads_as_id(token.trim_end_matches(':'), options)
        && let Some(dash) = text.find('-')
    {
        text.insert(dash, '\\');
    }
    closing_marks(text)
}

/// `Language C #`: the grammar drops a run of `#` after a blank.
pub(super) fn closing_marks(mut text: String) -> String {
    let bare = text.trim_end_matches('#');
    if bare.len() < text.len() && (bare.is_empty() || bare.ends_with([' ', '\t'])) {
        text.insert(bare.len(), '\\');
    }
    text
}

/// Could some project read this word as an ID? `Built-in` is none that anybody uses.
fn reads_as_id(token: &str, options: &Options) -> bool {
    identifier::is_shaped(token) && {
        let first = token.split('-').next().unwrap_or("");
        let ordinary_word = !token.bytes().any(|byte| byte.is_ascii_digit()) && first.bytes().any(|byte| byte.is_ascii_lowercase());
        !ordinary_word || options.knows_prefix(identifier::prefix(token, options))
    }
}

/// Is it the first line of a list, which under a record's heading would be read as its fields?
pub(super) fn is_bullet(line: &str) -> bool {
    let body = line.trim_start();
    body.strip_prefix(['-', '*', '+']).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_and_comparisons_survive() {
        assert_eq!(inline("0.8*PEEP-1 and 2 * 3, a_b, <5 and <b> &lt; c:\\x"), "0.8\\*PEEP-1 and 2 * 3, a_b, <5 and \\<b> \\&lt; c:\\x");
        assert_eq!(inline("[a](b)"), "[a\\](b)");
    }

    #[test]
    fn lines_that_look_like_structure_are_text() {
        for line in ["# a", "> 5 V", "```", "~~~ x", "---", "===", "| ID |", "--- | ---", "<!-- a", "* * *", "+ 5"] {
            assert_eq!(line_start(line), format!("\\{line}"));
        }
        for line in ["- a", "1. b", "-4 cm", "a > b", ""] {
            assert_eq!(line_start(line), line);
        }
    }

    #[test]
    fn headings_are_no_ids_and_keep_their_marks() {
        assert_eq!(heading("SRS-1: old", &Options::default()), "SRS\\-1: old");
        assert_eq!(heading("Built-in test", &Options::default()), "Built-in test");
        assert_eq!(heading("C-STORE  test", &Options::default()), "C\\-STORE test");
        assert_eq!(heading("Language C #", &Options::default()), "Language C \\#");
        assert_eq!(heading("C#", &Options::default()), "C#");
    }

    #[test]
    fn code_and_fences_are_longer_than_what_they_hold() {
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(fence("rst", &["```", "x"]), "````rst\n```\nx\n````");
    }
}
