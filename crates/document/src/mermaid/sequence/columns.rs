//! Where the lifelines stand: as near to each other as names, messages and notes allow.

use super::{Event, Side, Story};
use crate::drawing::letters::Type;
use crate::drawing::sheet::{LABEL, SMALL};

/// Letters of messages and notes.
pub(super) const WORDS: Type = SMALL;

/// Widths for which texts are wrapped, the wider first; a narrower one is tried where the drawing is too wide for a page.
const ROOMS: [i32; 3] = [1900, 1500, 1100];
/// The width from which on a narrower one is tried.
const WIDE: i32 = 8000;
/// Between two lifelines at least.
const APART: i32 = 500;
/// How far a frame reaches beyond what is in it.
pub(super) const BESIDE: i32 = 80;

/// The lifelines, from left to right.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// How wide a text may be.
    pub(super) room: i32,
    /// The middle of each.
    pub(super) middle: Vec<i32>,
    /// The names, line by line.
    pub(super) names: Vec<Vec<String>>,
    /// The width of each name with its box.
    pub(super) wide: Vec<i32>,
    /// The right end of all.
    pub(super) right: i32,
}

/// A text on as many lines as it needs.
pub(super) fn wrapped(kind: Type, text: &str, room: i32) -> Vec<String> {
    text.split('\n').flat_map(|part| kind.wrap(part, room, usize::MAX).0).filter(|line| !line.is_empty()).collect()
}

/// The width of the widest line.
pub(super) fn widest(kind: Type, lines: &[String]) -> i32 {
    lines.iter().map(|line| kind.width(line)).max().unwrap_or(0)
}

/// What a message shows, its number first.
pub(super) fn said(number: Option<&String>, text: &str) -> String {
    match number {
        Some(number) => format!("{number}. {text}").trim_end().to_owned(),
        None => text.to_owned(),
    }
}

impl Columns {
    /// Places the lifelines. Beyond the outermost ones there is room for frames this deep.
    pub(super) fn new(story: &Story, frames: i32) -> Self {
        let mut columns = Self::default();
        for room in ROOMS {
            columns = Self::within(story, frames, room);
            if columns.right <= WIDE {
                break;
            }
        }
        columns
    }

    fn within(story: &Story, frames: i32, room: i32) -> Self {
        let names: Vec<Vec<String>> = story.parties.iter().map(|party| wrapped(LABEL, &party.name, room)).collect();
        let wide: Vec<i32> = names.iter().map(|lines| (widest(LABEL, lines) + 200).max(600)).collect();
        let count = wide.len();
        // How far to the left and right of each lifeline something reaches.
        let mut reach: Vec<[i32; 2]> = wide.iter().map(|wide| [wide / 2; 2]).collect();
        let mut spans: Vec<(usize, usize, i32)> = Vec::new();
        for event in &story.events {
            match event {
                Event::Message { from, to, text, number, .. } => {
                    let width = widest(WORDS, &wrapped(WORDS, &said(number.as_ref(), text), room));
                    if from == to {
                        reach[*from][1] = reach[*from][1].max(width + 330);
                    } else {
                        spans.push((*from.min(to), *from.max(to), width + 300));
                    }
                }
                Event::Note { side, from, to, text } => {
                    let width = widest(WORDS, &wrapped(WORDS, text, room)) + 160;
                    match side {
                        Side::Left => reach[*from][0] = reach[*from][0].max(width + 160),
                        Side::Right => reach[*from][1] = reach[*from][1].max(width + 160),
                        Side::Over => {
                            // Over one, or over several and then as wide as they are apart.
                            let over = if from == to { width } else { 0 };
                            reach[*from] = reach[*from].map(|reach| reach.max(over / 2 + 40));
                            if from != to {
                                spans.push((*from, *to, width - 200));
                            }
                        }
                    }
                }
                Event::Active(..) | Event::Open(..) | Event::Else(..) | Event::Close => {}
            }
        }
        let mut gaps: Vec<i32> = (1..count).map(|at| (reach[at - 1][1] + reach[at][0] + 140).max(APART)).collect();
        spans.sort_by_key(|(from, to, _)| to - from);
        for (from, to, width) in spans {
            let have: i32 = gaps[from..to].iter().sum();
            let lack = width - have;
            if lack > 0 {
                let each = lack / i32::try_from(to - from).unwrap_or(1) + 1;
                gaps[from..to].iter_mut().for_each(|gap| *gap += each);
            }
        }
        let beyond = frames * BESIDE;
        let first = reach.first().map_or(0, |reach| reach[0]) + beyond + 60;
        let mut middle = Vec::with_capacity(count);
        let mut x = first;
        for at in 0..count {
            middle.push(x);
            x += gaps.get(at).copied().unwrap_or(0);
        }
        let right = middle.last().copied().unwrap_or(0) + reach.last().map_or(0, |reach| reach[1]) + beyond + 60;
        Self { room, middle, names, wide, right }
    }
}
