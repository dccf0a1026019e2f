//! The forms of boxes: brackets around a text.

use super::title;
use crate::diagram::Look;
use crate::mermaid::label::escaped_label;
use crate::mermaid::scanner::Scanner;

/// The form and the text of a box, as far as they are told.
pub(super) type Told = (Option<Look>, Option<String>);

/// How a form begins and how it may end, the longer beginnings first.
const FORMS: [(&str, &[&str], Look); 13] = [
    ("(((", &[")))"], Look::Round),
    ("((", &["))"], Look::Round),
    ("([", &["])"], Look::Round),
    ("(-", &["-)"], Look::Round),
    ("(", &[")"], Look::Round),
    ("[[", &["]]"], Look::Plain),
    ("[(", &[")]"], Look::Drum),
    ("[/", &["/]", "\\]"], Look::Plain),
    ("[\\", &["\\]", "/]"], Look::Plain),
    ("[", &["]"], Look::Plain),
    ("{{", &["}}"], Look::Plain),
    ("{", &["}"], Look::Diamond),
    (">", &["]"], Look::Plain),
];

/// Reads brackets with a text in them, where they come next.
pub(super) fn read(scanner: &mut Scanner<'_>) -> Result<Option<Told>, String> {
    let Some((begin, ends, look)) = FORMS.iter().find(|(begin, ..)| scanner.rest().starts_with(begin)) else { return Ok(None) };
    scanner.take(begin.len());
    let mut ahead = *scanner;
    ahead.blanks();
    let text = if ahead.eat("\"") {
        let text = ahead.until("\"").ok_or_else(|| scanner.wrong("a text has no end"))?;
        ahead.blanks();
        text
    } else {
        let slanted = ends.len() > 1;
        let rest = scanner.rest();
        let end = if slanted {
            ends.iter().filter_map(|end| rest.find(end)).min()
        } else {
            rest.find(['[', ']', '(', ')', '{', '}', '"']).map(|at| if ends[0] == "-)" { at.saturating_sub(1) } else { at })
        };
        let text = scanner.take(end.ok_or_else(|| scanner.wrong("a text has no end"))?);
        if text.contains(['[', ']', '(', ')', '{', '}', '"', '|']) {
            return Err(scanner.wrong("brackets in a text before this"));
        }
        ahead = *scanner;
        text
    };
    if !ends.iter().any(|end| ahead.eat(end)) {
        return Err(ahead.wrong("a box does not end as it begins"));
    }
    *scanner = ahead;
    Ok(Some((Some(*look), Some(escaped_label(text)?))))
}

/// Reads `shape: …, label: "…"`.
pub(super) fn told(text: &str) -> Result<Told, String> {
    let (mut look, mut words) = (None, None);
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (key, value) = rest.split_once(':').ok_or("a box is told without a colon")?;
        let value = value.trim_start();
        let end = match value.strip_prefix('"') {
            Some(quoted) => quoted.find('"').ok_or("a text has no end")? + 2,
            None => value.find([',', '\n']).unwrap_or(value.len()),
        };
        let (value, after) = value.split_at(end);
        match key.trim().trim_matches('"') {
            "shape" => {
                look = Some(match value.trim().trim_matches('"') {
                    "diam" | "decision" | "diamond" | "question" => Look::Diamond,
                    "cyl" | "cylinder" | "database" | "db" | "das" | "h-cyl" | "horizontal-cylinder" => Look::Drum,
                    "rounded" | "event" | "stadium" | "terminal" | "pill" | "circle" | "circ" => Look::Round,
                    _ => Look::Plain,
                });
            }
            "label" => words = Some(title(value)?),
            "img" | "icon" => return Err("there is a picture in it".to_owned()),
            "animate" | "animation" | "curve" | "w" | "h" | "pos" | "constraint" | "form" => {}
            _ => return Err("a box has a property that is not known".to_owned()),
        }
        rest = after.trim_start().trim_start_matches(',').trim_start();
    }
    Ok((look, words))
}
