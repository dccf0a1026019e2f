//! The lines of flowcharts: `-->`, `-- text -->`, `-.->`, `==>`, `<-->`, `--o`, `--x`, longer ones, and what stands at them.

use super::label::escaped_label;
use super::scanner::Scanner;
use crate::diagram::{Edge, Tip};

/// A line between two boxes.
#[derive(Clone, Debug, Default)]
pub(super) struct Link {
    /// How it is drawn, and its label.
    pub(super) edge: Edge,
    /// Only there to keep its boxes apart.
    pub(super) hidden: bool,
}

/// What a line is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Body {
    Plain,
    Thick,
    Dotted,
}

/// Whether a line begins here.
pub(super) fn begins(text: &str) -> bool {
    let bare = text.strip_prefix(['<', 'x', 'o']).unwrap_or(text);
    body(bare).is_some() || text.starts_with("~~~")
}

fn body(text: &str) -> Option<Body> {
    match text.as_bytes() {
        [b'-', b'-', ..] => Some(Body::Plain),
        [b'=', b'=', ..] => Some(Body::Thick),
        [b'-', b'.', ..] | [b'.', b'-', ..] => Some(Body::Dotted),
        _ => None,
    }
}

/// Reads a line with its label, where one begins.
pub(super) fn read(scanner: &mut Scanner<'_>) -> Result<Link, String> {
    let mut link = Link::default();
    if scanner.eat("~~~") {
        scanner.while_in(|c| c == '~');
        link.hidden = true;
    } else {
        let first = match scanner.peek() {
            Some('<') => Tip::Arrow,
            Some('o') => Tip::Circle,
            Some('x') => Tip::Cross,
            _ => Tip::None,
        };
        if first != Tip::None {
            scanner.take(1);
        }
        let body = body(scanner.rest()).ok_or_else(|| scanner.wrong("no line"))?;
        link.edge.dashed = body == Body::Dotted;
        link.edge.thick = body == Body::Thick;
        link.edge.tips[0] = first;
        let last = match ended(scanner, body) {
            Some(last) => last,
            None => {
                link.edge.label = escaped_label(words(scanner, body)?)?;
                ended(scanner, body).ok_or_else(|| scanner.wrong("a line has no end"))?
            }
        };
        if last == Tip::Arrow {
            link.edge.arrow = true;
        } else {
            link.edge.tips[1] = last;
        }
    }
    scanner.spaces();
    if scanner.peek() == Some('|') {
        if !link.edge.label.is_empty() {
            return Err(scanner.wrong("a second label"));
        }
        scanner.take(1);
        link.edge.label = escaped_label(piped(scanner)?)?;
    }
    Ok(link)
}

/// The end of a line, where it is whole here; otherwise the place moves behind its beginning, and its words come next.
fn ended(scanner: &mut Scanner<'_>, body: Body) -> Option<Tip> {
    let whole = match body {
        Body::Plain => scanner.while_in(|c| c == '-').len() >= 3,
        Body::Thick => scanner.while_in(|c| c == '=').len() >= 3,
        Body::Dotted => {
            scanner.eat("-");
            scanner.while_in(|c| c == '.');
            if !scanner.eat("-") {
                return None;
            }
            true
        }
    };
    let tip = match scanner.peek() {
        Some('>') => Tip::Arrow,
        Some('o') => Tip::Circle,
        Some('x') => Tip::Cross,
        _ => return whole.then_some(Tip::None),
    };
    scanner.take(1);
    Some(tip)
}

/// The words in a line, as far as where it goes on.
fn words<'t>(scanner: &mut Scanner<'t>, body: Body) -> Result<&'t str, String> {
    scanner.spaces();
    if scanner.eat("\"") {
        let words = scanner.until("\"").ok_or_else(|| scanner.wrong("a text has no end"))?;
        scanner.blanks();
        return Ok(words);
    }
    let rest = scanner.rest();
    let end = match body {
        Body::Plain => rest.find("--"),
        Body::Thick => rest.find("=="),
        Body::Dotted => rest.find(".-").map(|at| {
            let before = rest[..at].trim_end_matches('.');
            before.strip_suffix('-').unwrap_or(before).len()
        }),
    };
    let words = scanner.take(end.ok_or_else(|| scanner.wrong("a line has no end"))?);
    let wrong = |c: char| matches!(c, '\n' | '"' | '|' | '[' | ']' | '{' | '}' | ';') && !(c == ';' && words.contains(['#', '&']));
    if words.trim().is_empty() || words.contains(wrong) {
        return Err(scanner.wrong("no words of a line before this"));
    }
    Ok(words)
}

/// Words between strokes, behind the first one.
fn piped<'t>(scanner: &mut Scanner<'t>) -> Result<&'t str, String> {
    scanner.spaces();
    let words = if scanner.eat("\"") {
        let words = scanner.until("\"").ok_or_else(|| scanner.wrong("a text has no end"))?;
        scanner.spaces();
        if !scanner.eat("|") {
            return Err(scanner.wrong("something follows a text"));
        }
        words
    } else {
        scanner.until("|").ok_or_else(|| scanner.wrong("a text has no end"))?
    };
    if words.contains('"') { Err(scanner.wrong("quotation marks in a text before this")) } else { Ok(words) }
}
