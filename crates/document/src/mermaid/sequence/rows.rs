//! Where every event stands: how far down, and how far to the left and right.

use super::columns::{BESIDE, Columns, WORDS, said, widest, wrapped};
use super::{Event, Side, Story};
use crate::drawing::letters::Type;
use crate::drawing::sheet::HEAD;

/// Letters of the sort of a frame.
pub(super) const SORT: Type = Type { size: WORDS.size, ..HEAD };

/// An event with its place.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Its text, line by line.
    pub(super) words: Vec<String>,
    /// How far to the left and right it reaches; a frame around what is in it.
    pub(super) span: (i32, i32),
    /// Where it begins, where its line is, and where the next one begins.
    pub(super) top: i32,
    pub(super) line: i32,
    pub(super) bottom: i32,
}

/// The events one below the other, from this height on.
pub(super) fn rows(story: &Story, columns: &Columns, from: i32) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(story.events.len());
    let mut open: Vec<usize> = Vec::new();
    let mut y = from;
    let mut line = from;
    for (at, event) in story.events.iter().enumerate() {
        let mut row = placed(event, columns);
        let high = WORDS.leading() * i32::try_from(row.words.len()).unwrap_or(0);
        row.top = y;
        (row.line, row.bottom) = match event {
            Event::Message { from, to, .. } if from == to => (y + 90, y + 90 + high.max(120) + 90),
            Event::Message { .. } => (y + high + 90, y + high + 170),
            Event::Note { .. } => (y + 70, y + 70 + high + 80 + 70),
            Event::Open(..) => (y + 70, y + 70 + high.max(WORDS.leading()) + 90),
            Event::Else(..) => (y + 50, y + 50 + high.max(WORDS.leading()) + 70),
            Event::Close => (y + 50, y + 110),
            // An activity begins and ends with the message before it.
            Event::Active(..) => (line, y),
        };
        y = row.bottom;
        match event {
            Event::Open(..) => open.push(at),
            Event::Close => {
                if let Some(frame) = open.pop() {
                    let mut span = rows.get(frame).map_or((0, 0), |frame| frame.span);
                    for inner in rows.get(frame + 1..).unwrap_or(&[]) {
                        span = (span.0.min(inner.span.0), span.1.max(inner.span.1));
                    }
                    let only = columns.middle.first().copied().unwrap_or(0);
                    span = if span.0 > span.1 { (only - 200, only + 200) } else { (span.0 - BESIDE, span.1 + BESIDE) };
                    // Its words begin at its left side, and so do those of its further branches.
                    let words = |row: &Row| widest(WORDS, &row.words) + 700;
                    let inner = rows.get(frame..).unwrap_or(&[]).iter().zip(story.events.get(frame..).unwrap_or(&[]));
                    let widest = inner.filter(|(_, event)| matches!(event, Event::Else(..))).map(|(row, _)| words(row)).max().unwrap_or(0);
                    let own = rows.get(frame).map_or(0, words);
                    span.1 = span.1.max(span.0 + own.max(widest));
                    row.span = span;
                    if let Some(frame) = rows.get_mut(frame) {
                        frame.span = span;
                    }
                }
            }
            Event::Message { .. } | Event::Note { .. } => line = row.line,
            Event::Else(..) | Event::Active(..) => {}
        }
        rows.push(row);
    }
    rows
}

/// The text of an event, and how far it reaches; what has no place of its own reaches nowhere.
fn placed(event: &Event, columns: &Columns) -> Row {
    let x = |party: usize| columns.middle.get(party).copied().unwrap_or(0);
    let words = |text: &str| wrapped(WORDS, text, columns.room);
    let nowhere = (i32::MAX / 2, i32::MIN / 2);
    let (words, span) = match event {
        Event::Message { from, to, text, number, .. } => {
            let words = words(&said(number.as_ref(), text));
            let wide = widest(WORDS, &words);
            let span = if from == to {
                (x(*from) - 120, x(*from) + 330 + wide)
            } else {
                let (left, right) = (x(*from.min(to)), x(*from.max(to)));
                (left.min(middle_of(left, right) - wide / 2) - 60, right.max(middle_of(left, right) + wide / 2) + 60)
            };
            (words, span)
        }
        Event::Note { side, from, to, text } => {
            let words = words(text);
            let wide = widest(WORDS, &words) + 160;
            let span = match side {
                Side::Left => (x(*from) - 100 - wide, x(*from) - 100),
                Side::Right => (x(*from) + 100, x(*from) + 100 + wide),
                Side::Over => {
                    let (left, right) = if from == to { (x(*from), x(*from)) } else { (x(*from) - 150, x(*to) + 150) };
                    let middle = middle_of(left, right);
                    (left.min(middle - wide / 2), right.max(middle + wide / 2))
                }
            };
            (words, span)
        }
        Event::Open(_, text) | Event::Else(_, text) => (words(text), nowhere),
        Event::Active(..) | Event::Close => (Vec::new(), nowhere),
    };
    Row { words, span, ..Row::default() }
}

/// The middle between two places.
pub(super) fn middle_of(left: i32, right: i32) -> i32 {
    i32::midpoint(left, right)
}
