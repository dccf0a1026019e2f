//! Markdown as it is read on a terminal: headings, paragraphs, lists and code; anything else stays as it was written.

use crate::screen::{Screen, Tone, visible};

/// Lays out a text. Paragraphs and list items are wrapped, code is indented and never wrapped.
pub(crate) fn lay_out(markdown: &str, screen: Screen) -> String {
    let mut out = String::new();
    let mut block = String::new();
    let mut lead = (String::new(), String::new());
    let mut fence: Option<usize> = None;
    for line in markdown.lines() {
        let ticks = line.trim_start().bytes().take_while(|byte| *byte == b'`').count();
        match fence {
            Some(opened) if ticks >= opened && line.trim().len() == ticks => fence = None,
            Some(_) => {
                out.push_str(&screen.paint(Tone::Faint, format!("    {}", shown_code(line)).trim_end()));
                out.push('\n');
            }
            None if ticks >= 3 => {
                flush(&mut out, screen, &mut block, &mut lead);
                fence = Some(ticks);
                if let Some((_, name)) = line.trim_start_matches('`').split_once(' ') {
                    screen.flow(&mut out, "    ", "    ", &[(Tone::Faint, &format!("{name}:"))]);
                }
            }
            None => prose_line(&mut out, screen, line, &mut block, &mut lead),
        }
    }
    flush(&mut out, screen, &mut block, &mut lead);
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

fn prose_line(out: &mut String, screen: Screen, line: &str, block: &mut String, lead: &mut (String, String)) {
    let text = line.trim_start();
    if text.is_empty() {
        flush(out, screen, block, lead);
        if !out.is_empty() && !out.ends_with("\n\n") {
            out.push('\n');
        }
    } else if text.starts_with('#') && text.trim_start_matches('#').starts_with(' ') {
        flush(out, screen, block, lead);
        screen.flow(out, "", "  ", &[(Tone::Strong, text.trim_start_matches('#'))]);
    } else if let Some(mark) = list_mark(text) {
        flush(out, screen, block, lead);
        let indent = (line.len() - text.len()).min(8);
        lead.0 = format!("{:indent$}{}", "", &text[..mark]);
        lead.1 = " ".repeat(indent + mark);
        block.push_str(&text[mark..]);
    } else {
        if !block.is_empty() {
            block.push(' ');
        }
        block.push_str(text);
    }
}

/// How long the mark of a list item is: `- `, `* `, `12. `.
fn list_mark(text: &str) -> Option<usize> {
    if text.starts_with("- ") || text.starts_with("* ") {
        return Some(2);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && digits < 4 && text[digits..].starts_with(". ")).then_some(digits + 2)
}

fn flush(out: &mut String, screen: Screen, block: &mut String, lead: &mut (String, String)) {
    if !block.is_empty() {
        let pieces = marked(block);
        let pieces: Vec<(Tone, &str)> = pieces.iter().map(|(tone, text)| (*tone, text.as_str())).collect();
        screen.flow(out, &lead.0, &lead.1, &pieces);
        block.clear();
    }
    lead.0.clear();
    lead.1.clear();
}

/// Words between `**` are strong; the marks go, because the words say the same without them.
fn marked(block: &str) -> Vec<(Tone, String)> {
    let parts: Vec<&str> = block.split("**").collect();
    // Marks inside a word or without a partner stay as they are.
    let whole = |text: &str, end: bool| text.is_empty() || if end { text.ends_with(' ') } else { text.starts_with(' ') };
    let paired = parts.len() % 2 == 1
        && parts
            .iter()
            .step_by(2)
            .enumerate()
            .all(|(position, text)| (position == 0 || whole(text, false)) && (position * 2 + 1 == parts.len() || whole(text, true)));
    if !paired {
        return vec![(Tone::Plain, block.to_owned())];
    }
    parts
        .iter()
        .enumerate()
        .map(|(position, text)| (if position % 2 == 1 { Tone::Strong } else { Tone::Plain }, (*text).to_owned()))
        .collect()
}

fn shown_code(line: &str) -> String {
    visible(&line.replace('\t', "    ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_laid_out() {
        let text = "First line\nof a paragraph that is long.\n\n## Why\n\n- one item that is rather long\n  and goes on\n- two\n\n1. first\n\n````markdown records/a.md\n## SRS-1 x\n\n```\ncode\n```\n````\n";
        let screen = Screen { width: 24, colour: false };
        assert_eq!(
            lay_out(text, screen),
            "First line of a\nparagraph that is long.\n\nWhy\n\n- one item that is\n  rather long and goes\n  on\n- two\n\n1. first\n\n    records/a.md:\n    ## SRS-1 x\n\n    ```\n    code\n    ```\n"
        );
    }

    #[test]
    fn strong_words_lose_their_marks_in_pairs_only() {
        let screen = Screen { width: 80, colour: false };
        assert_eq!(lay_out("a **strong** word", screen), "a strong word\n");
        assert_eq!(lay_out("2**3 is eight", screen), "2**3 is eight\n");
        assert_eq!(lay_out("paths `a/**/b` and `**/c`", screen), "paths `a/**/b` and `**/c`\n");
    }

    #[test]
    fn controls_do_not_pass() {
        assert_eq!(lay_out("a\u{1b}[2J\n\n```\nb\u{7}\n```\n", Screen { width: 80, colour: false }), "a␛[2J\n\n    b␇\n");
    }
}
