//! The lines of a Markdown document and what they are, as far as records are concerned.

use crate::import::escape;
use crate::import::page::Page;

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    Blank,
    /// A heading, in either notation: its level and text.
    Heading(usize, String),
    /// The line under a heading of the underlined notation.
    Underline,
    /// In a fence, a comment or a block quote: no record stands there.
    Opaque,
    Text,
}

/// Classifies every line, and notes a fence or a comment that is never closed, since nothing below it can be a record.
pub(super) fn scan(lines: &[String], page: &mut Page<'_>) -> Vec<What> {
    let mut whats: Vec<What> = Vec::with_capacity(lines.len());
    let mut inside = Inside::Nothing;
    for (at, line) in lines.iter().enumerate() {
        let what = classify(line, at, &mut inside);
        if let Some(level) = underlines(line, &what, &whats, lines) {
            let text = lines[at - 1].trim().to_owned();
            whats[at - 1] = What::Heading(level, text);
            whats.push(What::Underline);
        } else {
            whats.push(what);
        }
    }
    match inside {
        Inside::Nothing => {}
        Inside::Fence { opened, .. } => page.note(opened + 1, "this code fence is never closed; nothing below it was read as a record"),
        Inside::Comment { opened } => page.note(opened + 1, "this comment is never closed; nothing below it was read as a record"),
    }
    whats
}

enum Inside {
    Nothing,
    Fence { mark: char, length: usize, opened: usize },
    Comment { opened: usize },
}

fn classify(line: &str, at: usize, inside: &mut Inside) -> What {
    let body = line.trim_start_matches(' ');
    let indent = line.len() - body.len();
    match inside {
        Inside::Fence { mark, length, .. } => {
            let rest = body.trim_start_matches(*mark);
            if indent <= 3 && body.len() - rest.len() >= *length && rest.trim().is_empty() {
                *inside = Inside::Nothing;
            }
            return What::Opaque;
        }
        Inside::Comment { .. } => {
            if line.contains("-->") {
                *inside = Inside::Nothing;
            }
            return What::Opaque;
        }
        Inside::Nothing => {}
    }
    if body.trim_matches([' ', '\t']).is_empty() {
        return What::Blank;
    }
    if indent > 3 {
        return What::Text;
    }
    if let Some(mark) = body.chars().next().filter(|c| matches!(c, '`' | '~')) {
        let rest = body.trim_start_matches(mark);
        let length = body.len() - rest.len();
        if length >= 3 && !(mark == '`' && rest.contains('`')) {
            *inside = Inside::Fence { mark, length, opened: at };
            return What::Opaque;
        }
    }
    if let Some(rest) = body.strip_prefix("<!--") {
        if !rest.contains("-->") {
            *inside = Inside::Comment { opened: at };
        }
        return What::Opaque;
    }
    if body.starts_with('>') {
        return What::Opaque;
    }
    heading(body).unwrap_or(What::Text)
}

fn heading(body: &str) -> Option<What> {
    let rest = body.trim_start_matches('#');
    let level = body.len() - rest.len();
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let text = rest.trim_matches([' ', '\t']);
    let bare = text.trim_end_matches('#');
    let text = if bare.is_empty() || bare.ends_with([' ', '\t']) { bare.trim_end_matches([' ', '\t']) } else { text };
    Some(What::Heading(level, text.to_owned()))
}

/// Is this the underline of the line before, and of which level? Only a paragraph of one line is taken for a heading here;
/// longer ones are left alone, and a line that could be part of a list or a table is no heading.
fn underlines(line: &str, what: &What, before: &[What], lines: &[String]) -> Option<usize> {
    let at = before.len();
    let bare = line.trim();
    let level = match (what, bare.chars().next()?) {
        (What::Text, '=') if bare.chars().all(|c| c == '=') => 1,
        (What::Text, '-') if bare.chars().all(|c| c == '-') => 2,
        _ => return None,
    };
    if line.len() - line.trim_start_matches(' ').len() > 3
        || at == 0
        || before[at - 1] != What::Text
        || (at > 1 && before[at - 2] == What::Text)
    {
        return None;
    }
    let text = &lines[at - 1];
    let paragraph = !text.starts_with("    ")
        && !text.starts_with('\t')
        && !escape::is_bullet(text)
        && !text.contains('|')
        && !is_numbered(text)
        && !is_rule(text);
    paragraph.then_some(level)
}

/// `---` on a line of its own.
fn is_rule(text: &str) -> bool {
    let bare = text.trim();
    ['-', '*', '_'].iter().any(|mark| bare.len() >= 3 && bare.chars().all(|c| c == *mark || c == ' '))
}

fn is_numbered(text: &str) -> bool {
    let rest = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
    rest.len() < text.trim_start().len() && rest.starts_with(['.', ')'])
}
