//! Versions of Conan 2: items with dots between them, a pre-release part behind `-`, and a build part behind `+` that counts.
//!
//! Source: the documentation of version ranges of Conan 2 and its `Version`. Conan compares a number with a text as texts, and two numbers as
//! numbers, so that `9 < 10 < 1a < 9`. Here an item is cut into numbers and texts.

use super::number::Number;
use std::cmp::Ordering;

pub(super) fn compare(a: &str, b: &str) -> Ordering {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    read(&a).cmp(&read(&b))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Run<'a> {
    Number(Number<'a>),
    Text(&'a str),
}

/// The runs of all items, each with the answer whether it goes on with an item rather than begins one: of two items the longer is the later.
type Items<'a> = Vec<(bool, Run<'a>)>;

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Before<'a> {
    Early(Items<'a>),
    Release,
}

fn read(text: &str) -> (Items<'_>, Before<'_>, Option<Items<'_>>) {
    let (text, build) = text.trim().split_once('+').map_or((text.trim(), None), |(text, build)| (text, Some(items(build))));
    let (text, before) = text.split_once('-').map_or((text, Before::Release), |(text, early)| (text, Before::Early(items(early))));
    (items(text), before, build)
}

fn items(text: &str) -> Items<'_> {
    let mut items = Vec::new();
    for item in text.split('.').filter(|item| !item.is_empty()) {
        let mut rest = item;
        while let Some(first) = rest.chars().next() {
            let continues = rest.len() < item.len();
            if first.is_ascii_digit() {
                let (number, behind) = Number::leading(rest);
                items.push((continues, Run::Number(number)));
                rest = behind;
            } else {
                let end = rest.find(|one: char| one.is_ascii_digit()).unwrap_or(rest.len());
                let (text, behind) = rest.split_at(end);
                items.push((continues, Run::Text(text)));
                rest = behind;
            }
        }
    }
    while let Some((false, Run::Number(last))) = items.last()
        && last.is_zero()
    {
        items.pop();
    }
    items
}
