//! Blocks of reStructuredText: where they end and how far they are indented.

use super::{directive, title};

/// A line of the document with its number, without blanks at its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'t> {
    pub(super) number: usize,
    pub(super) text: &'t str,
}

/// Bytes of indentation.
pub(super) fn indent(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t']).len()
}

/// The end of the block of indented and blank lines from here, blank lines at its end left out.
pub(super) fn indented_end(lines: &[Line<'_>], from: usize) -> usize {
    let mut end = from;
    for (at, line) in lines.iter().enumerate().skip(from) {
        if line.text.is_empty() {
            continue;
        }
        if indent(line.text) == 0 {
            break;
        }
        end = at + 1;
    }
    end
}

/// The lines without the indentation that all of them share.
pub(super) fn dedented<'t>(lines: &[Line<'t>]) -> Vec<Line<'t>> {
    let least = lines.iter().filter(|line| !line.text.is_empty()).map(|line| indent(line.text)).min().unwrap_or(0);
    lines.iter().map(|line| Line { number: line.number, text: line.text.get(least..).unwrap_or("") }).collect()
}

/// The end of a paragraph: a blank line, or the directive or title that comes without one.
pub(super) fn paragraph_end(lines: &[Line<'_>], from: usize) -> usize {
    let mut end = from + 1;
    while end < lines.len()
        && !lines[end].text.is_empty()
        && directive::at(lines, end).is_none()
        && !(indent(lines[end].text) == 0 && title::at(lines, end).is_some())
    {
        end += 1;
    }
    end
}

/// `=== ====`: the border of a simple table.
pub(super) fn is_simple_table(text: &str) -> bool {
    text.starts_with("==") && text.contains(' ') && text.chars().all(|c| matches!(c, '=' | ' '))
}

/// A simple table ends with the border that a blank line follows; its rows may be parted by blank lines too.
pub(super) fn simple_table_end(lines: &[Line<'_>], from: usize) -> usize {
    // Longer tables are no tables; without a bound, many borders that nothing closes would cost the square of their number.
    const LONGEST: usize = 500;
    let mut borders = 0;
    for at in from..lines.len().min(from + LONGEST) {
        if is_simple_table(lines[at].text) {
            borders += 1;
            if borders > 1 && lines.get(at + 1).is_none_or(|next| next.text.is_empty()) {
                return at + 1;
            }
        }
    }
    paragraph_end(lines, from)
}

/// A bullet or a number at the head of a line.
pub(super) fn is_list_item(text: &str) -> bool {
    let body = text.trim_start();
    if let Some(rest) = body.strip_prefix(['-', '*', '+', '•']) {
        return rest.is_empty() || rest.starts_with(' ');
    }
    let rest = body.strip_prefix('#').unwrap_or_else(|| body.trim_start_matches(|c: char| c.is_ascii_digit()));
    rest.len() < body.len() && rest.strip_prefix(['.', ')']).is_some_and(|rest| rest.starts_with(' '))
}
