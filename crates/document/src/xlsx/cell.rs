//! What a cell says as one text, and where its link leads.

use crate::tree::{Cell, Inline, Picture, Target, Tone};
use crate::visible::shown;
use rust_xlsxwriter::ExcelDateTime;
use std::borrow::Cow;

/// The text with control characters shown. Line ends are blanks here; a break in a line is written as one.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|character| shown(character, false)).collect())
}

/// The link of a cell that is a link and nothing else. A cell of Excel leads to one place, and all of its text with it.
pub(super) fn sole_link(text: &[Inline]) -> Option<&Target> {
    let mut said =
        text.iter().filter(|inline| !matches!(inline, Inline::Break) && !matches!(inline, Inline::Text(text) if text.trim().is_empty()));
    match (said.next(), said.next()) {
        (Some(Inline::Link { to, .. }), None) => Some(to),
        (Some(Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner)), None) => sole_link(inner),
        _ => None,
    }
}

/// What the colour of a cell means: its own, or that of the first state in it.
pub(super) fn tone(cell: &Cell) -> Tone {
    if cell.tone != Tone::Plain {
        return cell.tone;
    }
    let state = |inline: &Inline| match inline {
        Inline::State(tone, _) => Some(*tone),
        _ => None,
    };
    cell.text.iter().find_map(state).unwrap_or_default()
}

/// The text of a cell. An address that the link of the cell does not lead to is written behind its words, so it is not lost.
pub(super) fn text(inlines: &[Inline], addresses: bool) -> String {
    let mut out = String::new();
    write(&mut out, inlines, addresses);
    out
}

fn write(out: &mut String, inlines: &[Inline], addresses: bool) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => out.push_str(&visible(text)),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) => write(out, inner, addresses),
            Inline::Link { to, text } => {
                let from = out.len();
                write(out, text, addresses);
                if let (true, Target::Url(url)) = (addresses, to)
                    && out.get(from..) != Some(url.as_str())
                {
                    out.push_str(" (");
                    out.push_str(&visible(url.as_str()));
                    out.push(')');
                }
            }
            Inline::Picture(picture) => {
                let words = match picture {
                    Picture::Drawing(drawing) => &drawing.description,
                    Picture::Image { alt, .. } => alt,
                };
                out.push_str("[picture: ");
                out.push_str(&visible(words));
                out.push(']');
            }
            Inline::Break => out.push('\n'),
        }
    }
}

/// About how many bytes of text these are.
pub(super) fn length(inlines: &[Inline]) -> usize {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::State(_, text) => text.len(),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Strike(inner) | Inline::Link { text: inner, .. } => length(inner),
            Inline::Picture(_) | Inline::Break => 1,
        })
        .sum()
}

/// The number that a cell is: an integer that is written as Excel would write it, and that a number of Excel holds exactly (15 digits).
pub(super) fn number(inlines: &[Inline]) -> Option<f64> {
    let [Inline::Text(text)] = inlines else { return None };
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let shortest = digits == "0" && text == "0" || !digits.starts_with('0');
    (plain && shortest).then(|| text.parse().ok()).flatten()
}

/// The day that a cell is: `2026-11-20`, and nothing beside it. Excel counts days from 1900 on.
pub(super) fn day(inlines: &[Inline]) -> Option<ExcelDateTime> {
    let [Inline::Text(text)] = inlines else { return None };
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = [year, month, day].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    let whole = digits && (year.len(), month.len(), day.len()) == (4, 2, 2);
    let year: u16 = year.parse().ok().filter(|year| whole && *year > 1900)?;
    ExcelDateTime::from_ymd(year, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_excel_would_write_again() {
        let number = |text: &str| number(&[Inline::Text(text.to_owned())]);
        assert_eq!(number("0"), Some(0.0));
        assert_eq!(number("-17"), Some(-17.0));
        assert_eq!(number("999999999999999"), Some(999_999_999_999_999.0));
        for text in ["", "-", "-0", "007", "1.0", "1e3", "+1", " 1", "1234567890123456", "１"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_days_of_the_calendar_and_nothing_else() {
        let day = |text: &str| day(&[Inline::Text(text.to_owned())]).is_some();
        assert!(day("2026-11-20") && day("2024-02-29"));
        for text in
            ["", "2026-02-30", "2026-13-01", "2026-1-1", "1899-01-01", "2026-11-20 ", "2026-11-20T10:00", "20-11-2026", "٢٠٢٦-11-20"]
        {
            assert!(!day(text), "{text}");
        }
    }
}
