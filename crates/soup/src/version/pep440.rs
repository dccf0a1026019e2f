//! Versions of Python: epoch, release, pre-release, post-release, development release, local part.
//!
//! Source: PEP 440, as the specification of version specifiers of the Python Packaging Authority keeps it, with its loose spellings. What does
//! not fit is older than all that does.

use super::number::{self, Number};
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_ascii_lowercase(), b.to_ascii_lowercase());
    super::read_first((&a, read(&a)), (&b, read(&b)))
}

/// Is the text a version by the rules? In lower case or not.
pub(super) fn is_version(text: &str) -> bool {
    read(&text.to_ascii_lowercase()).is_some()
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Before<'a> {
    /// Development of the release itself, before its first pre-release.
    Development,
    /// The rank of the word, and the number.
    Early(u8, Number<'a>),
    Release,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Development<'a> {
    Number(Number<'a>),
    None,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Local<'a> {
    Text(&'a str),
    Number(Number<'a>),
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Version<'a> {
    epoch: Number<'a>,
    release: Vec<Number<'a>>,
    before: Before<'a>,
    post: Option<Number<'a>>,
    development: Development<'a>,
    local: Option<Vec<Local<'a>>>,
}

const PRE: [(&str, u8); 8] = [("alpha", 0), ("a", 0), ("beta", 1), ("b", 1), ("preview", 2), ("pre", 2), ("c", 2), ("rc", 2)];

fn read(text: &str) -> Option<Version<'_>> {
    let text = text.trim();
    let text = text.strip_prefix('v').unwrap_or(text);
    let (text, local) = match text.split_once('+') {
        Some((text, local)) => (text, Some(read_local(local)?)),
        None => (text, None),
    };
    let (epoch, rest) = match text.split_once('!') {
        Some((epoch, rest)) => (Number::of(epoch)?, rest),
        None => (Number::default(), text),
    };
    let (release, rest) = number::row(rest);
    if release.is_empty() {
        return None;
    }
    let (pre, rest) =
        PRE.iter().find_map(|(word, rank)| worded(rest, word).map(|(number, rest)| (Some((*rank, number)), rest))).unwrap_or((None, rest));
    let (post, rest) = implicit_post(rest)
        .or_else(|| ["post", "rev", "r"].iter().find_map(|word| worded(rest, word)))
        .map_or((None, rest), |(number, rest)| (Some(number), rest));
    let (development, rest) = worded(rest, "dev").map_or((None, rest), |(number, rest)| (Some(number), rest));
    rest.is_empty().then(|| Version {
        epoch,
        release: number::without_zeros(release),
        before: match pre {
            Some((rank, number)) => Before::Early(rank, number),
            None if post.is_none() && development.is_some() => Before::Development,
            None => Before::Release,
        },
        post,
        development: development.map_or(Development::None, Development::Number),
        local,
    })
}

/// A part that starts with a word: a separator or none, the word, a separator or none, a number or none.
fn worded<'a>(text: &'a str, word: &str) -> Option<(Number<'a>, &'a str)> {
    const SEPARATORS: [char; 3] = ['-', '_', '.'];
    let rest = text.strip_prefix(SEPARATORS).unwrap_or(text).strip_prefix(word)?;
    let digits = rest.strip_prefix(SEPARATORS).unwrap_or(rest);
    if digits.starts_with(|first: char| first.is_ascii_digit()) {
        return Some(Number::leading(digits));
    }
    // A separator without a number behind it belongs to the next part. A letter behind the word makes it another word.
    (!rest.starts_with(|first: char| first.is_ascii_alphabetic()) || rest.starts_with("dev") || rest.starts_with("post"))
        .then_some((Number::default(), rest))
}

/// `1.0-1` is a post-release.
fn implicit_post(text: &str) -> Option<(Number<'_>, &str)> {
    let digits = text.strip_prefix('-')?;
    digits.starts_with(|first: char| first.is_ascii_digit()).then(|| Number::leading(digits))
}

fn read_local(local: &str) -> Option<Vec<Local<'_>>> {
    local
        .split(['-', '_', '.'])
        .map(|part| match Number::of(part) {
            Some(number) => Some(Local::Number(number)),
            None => (!part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(Local::Text(part)),
        })
        .collect()
}
