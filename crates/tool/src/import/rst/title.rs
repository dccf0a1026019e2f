//! Section titles: a line underlined, or also overlined, with one repeated mark. The order of first use gives the level.

use super::block::{Line, indent};

/// A mark, and whether it stands over the title as well.
pub(super) type Style = (char, bool);

/// The styles seen so far, outermost first.
#[derive(Default)]
pub(super) struct Titles(Vec<Style>);

impl Titles {
    pub(super) fn level(&mut self, style: Style) -> usize {
        let at = self.0.iter().position(|known| *known == style).unwrap_or_else(|| {
            self.0.push(style);
            self.0.len() - 1
        });
        (at + 1).min(6)
    }
}

/// A title and where it ends.
pub(super) struct Title<'t> {
    pub(super) text: &'t str,
    pub(super) style: Style,
    pub(super) end: usize,
}

/// One mark, repeated.
pub(super) fn is_adornment(text: &str) -> bool {
    text.chars().next().is_some_and(|mark| mark.is_ascii_punctuation() && text.chars().all(|c| c == mark))
}

/// The title that begins at this line.
pub(super) fn at<'t>(lines: &[Line<'t>], at: usize) -> Option<Title<'t>> {
    let text = lines[at].text;
    let line = |at: usize| lines.get(at).map_or("", |line| line.text);
    let mark = text.chars().next()?;
    if is_adornment(text) && text.len() >= 3 {
        let (title, under) = (line(at + 1), line(at + 2));
        let fits = under == text && !title.is_empty() && !is_adornment(title);
        return fits.then(|| Title { text: title.trim(), style: (mark, true), end: at + 3 });
    }
    let under = line(at + 1);
    let long_enough = under.len() >= 2.min(text.len()) && (under.chars().count() >= text.chars().count() || under.len() >= 4);
    let fits = indent(text) == 0
        && !text.is_empty()
        && is_adornment(under)
        && long_enough
        && !is_adornment(text)
        && !text.starts_with(".. ")
        && under != "::"
        && under != "..";
    fits.then(|| Title { text, style: (under.chars().next().unwrap_or('='), false), end: at + 2 })
}
