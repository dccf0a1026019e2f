//! The arrows of sequence diagrams, and where the names beside them end.

use super::{Head, Line};

const ARROWS: [(&str, Line); 10] = [
    ("<<-->>", Line { dashed: true, head: Head::Filled, both: true }),
    ("<<->>", Line { dashed: false, head: Head::Filled, both: true }),
    ("-->>", Line { dashed: true, head: Head::Filled, both: false }),
    ("->>", Line { dashed: false, head: Head::Filled, both: false }),
    ("-->", Line { dashed: true, head: Head::None, both: false }),
    ("->", Line { dashed: false, head: Head::None, both: false }),
    ("--x", Line { dashed: true, head: Head::Cross, both: false }),
    ("-x", Line { dashed: false, head: Head::Cross, both: false }),
    ("--)", Line { dashed: true, head: Head::Open, both: false }),
    ("-)", Line { dashed: false, head: Head::Open, both: false }),
];

/// A message: from whom, how, whether it begins or ends an activity, to whom, and its words.
pub(super) struct Message<'l> {
    pub(super) from: &'l str,
    pub(super) line: Line,
    /// `+` or `-` behind the arrow.
    pub(super) sign: Option<char>,
    pub(super) to: &'l str,
    pub(super) words: &'l str,
}

/// Takes a message apart. A name may have strokes in it, so the first arrow counts between a name that is known and another one, and
/// only then the first one at all.
pub(super) fn message<'l>(line: &'l str, known: impl Fn(&str) -> bool) -> Option<Message<'l>> {
    let (names, words) = line.split_once(':')?;
    let mut first = None;
    let mut at = 0;
    while let Some(rest) = names.get(at..) {
        let Some((mark, line)) = ARROWS.iter().find(|(mark, _)| rest.starts_with(mark)) else {
            at += rest.chars().next()?.len_utf8();
            if at >= names.len() {
                break;
            }
            continue;
        };
        let (from, to) = (names[..at].trim(), rest[mark.len()..].trim_start());
        let sign = to.chars().next().filter(|sign| matches!(sign, '+' | '-'));
        let to = to.strip_prefix(['+', '-']).unwrap_or(to).trim();
        if is_name(from) && is_name(to) {
            let message = Message { from, line: *line, sign, to, words };
            if known(from) {
                return Some(message);
            }
            first = first.or(Some(message));
        }
        at += mark.len();
    }
    first
}

/// Whether somebody may be called so.
pub(super) fn is_name(name: &str) -> bool {
    let wrong = |c: char| matches!(c, '<' | '>' | ':' | ',' | ';' | '+' | '{' | '}' | '(' | ')' | '@' | '"' | '#');
    !name.is_empty() && name.len() <= 200 && !name.contains(wrong) && !name.ends_with('-')
}
