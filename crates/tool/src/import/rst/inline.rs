//! Inline markup of reStructuredText as Markdown.

use crate::import::escape;

/// A paragraph or a list: inline markup line by line, and nothing in it read as structure that is not.
pub(super) fn block(text: &str) -> String {
    // Markup may go over the end of a line, so the whole is converted before the lines are looked at.
    markdown(text).split('\n').map(start).collect::<Vec<_>>().join("\n")
}

/// A line inside a list item, whose indentation stays.
pub(super) fn in_list(line: &str) -> String {
    start(&markdown(line))
}

fn start(line: &str) -> String {
    let body = line.trim_start();
    let indent = &line[..line.len() - body.len()];
    // `#.` numbers by itself, `•` and `+` are bullets.
    if let Some(rest) = body.strip_prefix("#. ").or_else(|| body.strip_prefix("#) ")) {
        return format!("{indent}1. {rest}");
    }
    if let Some(rest) = body.strip_prefix("+ ").or_else(|| body.strip_prefix("• ")) {
        return format!("{indent}- {rest}");
    }
    escape::line_start(line)
}

/// Running text: literals, roles, references and emphasis; anything else is escaped where Markdown would change it.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let opens = plain.chars().next_back().is_none_or(|before| before.is_whitespace() || "'\"([{<-/:".contains(before))
            && (!plain.is_empty() || out.is_empty() || out.ends_with(char::is_whitespace));
        let found = if opens { marked(rest) } else { None };
        if let Some((markdown, length)) = found {
            out.push_str(&escape::inline(&plain));
            plain.clear();
            out.push_str(&markdown);
            rest = &rest[length..];
        } else if c == '\\' {
            let mut after = rest[1..].chars();
            match after.next() {
                // An escaped blank parts markup from text and is not shown.
                Some(' ' | '\n') => {}
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            }
            rest = after.as_str();
        } else {
            plain.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out.push_str(&escape::inline(&plain));
    out
}

/// The markup at the head of a text: its Markdown and its length.
fn marked(text: &str) -> Option<(String, usize)> {
    if let Some(inner) = text.strip_prefix("``") {
        let end = inner.find("``").filter(|end| filled(&inner[..*end]) && ends(&inner[end + 2..]))?;
        return Some((escape::code(&unwrapped(&inner[..end])), end + 4));
    }
    for marks in ["**", "*"] {
        if let Some(inner) = text.strip_prefix(marks) {
            let end = inner.find(marks).filter(|end| filled(&inner[..*end]) && !inner[..*end].contains('*'))?;
            let after = &inner[end + marks.len()..];
            return (ends(after) && !after.starts_with('*'))
                .then(|| (format!("{marks}{}{marks}", escape::inline(&inner[..end])), end + 2 * marks.len()));
        }
    }
    let role = text.strip_prefix(':').and_then(|rest| {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+'));
        let name = &rest[..rest.len() - after.len()];
        (name.ends_with(':') && name.len() > 1).then(|| Some((name.len() + 2, after.strip_prefix('`')?))).flatten()
    });
    let (lead, inner) = role.or_else(|| Some((1, text.strip_prefix('`')?)))?;
    let end = inner.find('`').filter(|end| filled(&inner[..*end]))?;
    let content = unwrapped(&inner[..end]);
    let trail = inner[end + 1..].bytes().take(2).take_while(|byte| *byte == b'_').count();
    if !ends(&inner[end + 1 + trail..]) {
        return None;
    }
    let length = lead + end + 1 + trail;
    if trail > 0
        && let Some((words, address)) = content.strip_suffix('>').and_then(|content| content.split_once('<'))
        && !words.trim().is_empty()
        && !address.contains(['<', '>', ' ', '(', ')', '\\'])
    {
        return Some((format!("[{}]({address})", escape::inline(words.trim()).replace('[', "\\[").replace(']', "\\]")), length));
    }
    Some((escape::code(&content), length))
}

/// Markup ends where the word ends.
fn ends(after: &str) -> bool {
    after.chars().next().is_none_or(|c| c.is_whitespace() || (c.is_ascii_punctuation() && c != '_'))
}

/// Markup holds something, and no blank at its ends.
fn filled(inner: &str) -> bool {
    !inner.is_empty() && !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace)
}

fn unwrapped(text: &str) -> String {
    text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_roles_and_links_become_markdown() {
        for (rst, expected) in [
            ("a ``b*c`` d", "a `b*c` d"),
            (":need:`R_1` and :ref:`text <target>`", "`R_1` and `text <target>`"),
            ("see `the site <https://example.org>`_.", "see [the site](https://example.org)."),
            ("*what* and **must**", "*what* and **must**"),
            ("within 0.8*PEEP-1 and 2*x", "within 0.8\\*PEEP-1 and 2\\*x"),
            ("|NAME| is name_", "|NAME| is name\\_"),
            ("a\\ b \\*c\\*", "ab \\*c\\*"),
            ("``open", "\\`\\`open"),
        ] {
            assert_eq!(markdown(rst), expected, "{rst}");
        }
    }

    #[test]
    fn lines_are_no_structure_unless_they_are_lists() {
        assert_eq!(block("#. one\n#. two\n# three\n> 5 V\n- four"), "1. one\n1. two\n\\# three\n\\> 5 V\n- four");
    }
}
