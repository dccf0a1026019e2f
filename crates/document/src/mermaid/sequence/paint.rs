//! A sequence diagram as shapes, and in words.

use super::columns::{Columns, WORDS};
use super::rows::{Row, SORT, middle_of, rows};
use super::{Event, Head, Line, Story};
use crate::drawing::sheet::{HEAD, LABEL, Sheet, stroke};
use crate::drawing::{Align, Drawing, Shape, Stroke, palette};
use crate::tree::Tone;

/// A drawing that is longer shows the names below as well.
const LONG: i32 = 6000;
/// Half the width of an activity, and how far one within another is moved.
const HALF: i32 = 50;
const MOVED: i32 = 40;
/// The lines of frames.
const BORDER: Stroke = stroke(palette::outline(Tone::Quiet), 12);

/// Draws a sequence diagram; its description begins with these words.
pub(in crate::mermaid) fn draw(story: &Story, words: &str) -> Drawing {
    let frames = story.events.iter().scan(0_i32, |depth, event| {
        *depth += match event {
            Event::Open(..) => 1,
            Event::Close => -1,
            _ => 0,
        };
        Some(*depth)
    });
    let columns = Columns::new(story, frames.max().unwrap_or(0) + i32::from(!story.boxes.is_empty()));
    let mut sheet = Sheet::new(columns.right.max(2000), words);
    let above = if story.boxes.iter().any(|(title, ..)| !title.is_empty()) { 2 * HEAD.leading() + 60 } else { 40 };
    let lines = columns.names.iter().map(Vec::len).max().unwrap_or(1);
    let high = LABEL.leading() * i32::try_from(lines).unwrap_or(1) + 120;
    let rows = rows(story, &columns, above + high + 60);
    let bottom = rows.last().map_or(above + high + 100, |row| row.bottom) + 60;
    let end = if bottom > LONG { bottom + high } else { bottom };
    groups(&mut sheet, story, &columns, end + 40);
    for x in &columns.middle {
        sheet.line(vec![(*x, above + high), (*x, bottom)], Stroke { dashed: true, ..stroke(palette::outline(Tone::Quiet), 8) });
    }
    names(&mut sheet, story, &columns, above, high);
    if bottom > LONG {
        names(&mut sheet, story, &columns, bottom, high);
    }
    let (frames, branches) = frames_of(story, &rows);
    for (at, bottom) in &frames {
        let Some(row) = rows.get(*at) else { continue };
        sheet.area([row.span.0, row.line, row.span.1 - row.span.0, bottom - row.line], None, Some(BORDER), 20);
    }
    activities(&mut sheet, story, &columns, &rows, bottom);
    titles(&mut sheet, story, &rows, &frames, &branches);
    events(&mut sheet, story, &columns, &rows);
    tell(&mut sheet, story);
    sheet.finish()
}

/// Who belongs together, as areas behind all.
fn groups(sheet: &mut Sheet, story: &Story, columns: &Columns, bottom: i32) {
    for (title, from, to) in &story.boxes {
        let side = |at: &usize| (columns.middle.get(*at).copied().unwrap_or(0), columns.wide.get(*at).copied().unwrap_or(0) / 2 + 50);
        let ((left, before), (right, behind)) = (side(from), side(to));
        let (left, right) = (left - before, right + behind);
        sheet.area([left, 10, right - left, bottom - 10], Some(palette::BAND), Some(stroke(palette::LINE, 10)), 30);
        for (at, line) in (1..).zip(HEAD.wrap(title, right - left - 40, 2).0) {
            sheet.text((middle_of(left, right), 20 + at * HEAD.leading()), Align::Middle, HEAD, palette::INK, &line);
        }
    }
}

/// The boxes with the names, in a row.
fn names(sheet: &mut Sheet, story: &Story, columns: &Columns, top: i32, high: i32) {
    for (((party, x), names), wide) in story.parties.iter().zip(&columns.middle).zip(&columns.names).zip(&columns.wide) {
        let round = if party.actor { high.min(*wide) / 2 } else { 30 };
        sheet.area(
            [x - wide / 2, top, *wide, high],
            Some(palette::wash(Tone::Plain)),
            Some(stroke(palette::outline(Tone::Plain), 10)),
            round,
        );
        let down = top + (high - LABEL.leading() * i32::try_from(names.len()).unwrap_or(1)) / 2;
        for (at, line) in (1..).zip(names) {
            sheet.text((*x, down + at * LABEL.leading() - 32), Align::Middle, LABEL, palette::INK, line);
        }
    }
}

/// The event that opens a frame, and the lower end of the frame.
type Frame = (usize, i32);
/// The event that begins a branch, and the one that opens its frame.
type Branch = (usize, usize);

/// Frames, the outermost first, and their further branches.
fn frames_of(story: &Story, rows: &[Row]) -> (Vec<Frame>, Vec<Branch>) {
    let mut open: Vec<usize> = Vec::new();
    let mut frames: Vec<Frame> = Vec::new();
    let mut branches: Vec<Branch> = Vec::new();
    for (at, (event, row)) in story.events.iter().zip(rows).enumerate() {
        match event {
            Event::Open(..) => open.push(at),
            Event::Close => frames.extend(open.pop().map(|frame| (frame, row.line))),
            Event::Else(..) => branches.extend(open.last().map(|frame| (at, *frame))),
            Event::Message { .. } | Event::Note { .. } | Event::Active(..) => {}
        }
    }
    frames.sort_unstable();
    (frames, branches)
}

/// The sorts and conditions of frames and of their branches.
fn titles(sheet: &mut Sheet, story: &Story, rows: &[Row], frames: &[Frame], branches: &[Branch]) {
    for (at, _) in frames.iter().copied() {
        let (Some(row), Some(Event::Open(sort, _))) = (rows.get(at), story.events.get(at)) else { continue };
        let left = row.span.0;
        // A coloured area has no title.
        if *sort != "rect" {
            let wide = SORT.width(sort) + 80;
            sheet.area([left, row.line, wide, SORT.leading() + 40], Some(palette::wash(Tone::Quiet)), Some(BORDER), 0);
            sheet.text((left + 40, row.line + SORT.leading()), Align::Start, SORT, palette::INK, sort);
            condition(sheet, row, left + wide + 60);
        }
    }
    for (at, frame) in branches.iter().copied() {
        let (Some(row), Some(frame)) = (rows.get(at), rows.get(frame)) else { continue };
        let Some(Event::Else(sort, _)) = story.events.get(at) else { continue };
        let (left, right) = frame.span;
        sheet.line(vec![(left, row.line), (right, row.line)], Stroke { dashed: true, ..BORDER });
        let wide = SORT.width(sort) + 80;
        sheet.area([left + 10, row.line + 20, wide - 10, SORT.leading()], Some(palette::PAPER), None, 0);
        sheet.text((left + 40, row.line + SORT.leading()), Align::Start, SORT, palette::INK, sort);
        condition(sheet, row, left + wide + 60);
    }
}

/// The words beside the sort of a frame.
fn condition(sheet: &mut Sheet, row: &Row, left: i32) {
    for (at, line) in (1..).zip(&row.words) {
        words(sheet, (left, row.line + at * WORDS.leading()), Align::Start, line);
    }
}

/// One line of words with paper behind it, so that no lifeline runs through it.
fn words(sheet: &mut Sheet, (x, y): (i32, i32), align: Align, line: &str) {
    let wide = WORDS.width(line) + 30;
    let left = if align == Align::Middle { x - wide / 2 } else { x - 15 };
    sheet.area([left, y - 88, wide, WORDS.leading() - 2], Some(palette::PAPER), None, 0);
    sheet.text((x, y), align, WORDS, palette::INK, line);
}

/// Who acts how long, as narrow boxes on the lifelines.
fn activities(sheet: &mut Sheet, story: &Story, columns: &Columns, rows: &[Row], bottom: i32) {
    let mut open: Vec<Vec<i32>> = vec![Vec::new(); story.parties.len()];
    let mut bars: Vec<(usize, usize, i32, i32)> = Vec::new();
    for (event, row) in story.events.iter().zip(rows) {
        let Event::Active(party, begins) = event else { continue };
        let Some(open) = open.get_mut(*party) else { continue };
        if *begins {
            open.push(row.line);
        } else if let Some(top) = open.pop() {
            bars.push((open.len(), *party, top, row.line));
        }
    }
    for (party, open) in open.into_iter().enumerate() {
        bars.extend(open.into_iter().enumerate().map(|(depth, top)| (depth, party, top, bottom)));
    }
    bars.sort_unstable();
    for (depth, party, top, end) in bars {
        let x = columns.middle.get(party).copied().unwrap_or(0) + MOVED * i32::try_from(depth.min(20)).unwrap_or(0);
        let at = [x - HALF, top, 2 * HALF, (end - top).max(40)];
        sheet.area(at, Some(palette::wash(Tone::Quiet)), Some(stroke(palette::outline(Tone::Quiet), 10)), 0);
    }
}

fn events(sheet: &mut Sheet, story: &Story, columns: &Columns, rows: &[Row]) {
    let mut active = vec![0_i32; story.parties.len()];
    for (at, (event, row)) in story.events.iter().zip(rows).enumerate() {
        match event {
            Event::Active(party, begins) => {
                if let Some(count) = active.get_mut(*party) {
                    *count = (*count + if *begins { 1 } else { -1 }).max(0);
                }
            }
            Event::Message { from, to, line, .. } => {
                // What begins with this message is there already where it arrives.
                let begins = matches!(story.events.get(at + 1), Some(Event::Active(party, true)) if party == to);
                let side = |party: usize, right: bool| {
                    let count = active.get(party).copied().unwrap_or(0).min(20) + i32::from(begins && party == *to && from != to);
                    let x = columns.middle.get(party).copied().unwrap_or(0);
                    match (count, right) {
                        (0, _) => x,
                        (_, true) => x + HALF + MOVED * (count - 1),
                        (_, false) => x - HALF,
                    }
                };
                message(sheet, row, *line, (*from, *to), side);
            }
            Event::Note { .. } => {
                let (left, right) = row.span;
                let at = [left, row.line, right - left, WORDS.leading() * i32::try_from(row.words.len()).unwrap_or(1) + 80];
                sheet.area(at, Some(palette::wash(Tone::Caution)), Some(stroke(palette::outline(Tone::Caution), 10)), 0);
                for (count, text) in (1..).zip(&row.words) {
                    let at = (middle_of(left, right), row.line + 10 + count * WORDS.leading());
                    sheet.text(at, Align::Middle, WORDS, palette::INK, text);
                }
            }
            Event::Open(..) | Event::Else(..) | Event::Close => {}
        }
    }
}

fn message(sheet: &mut Sheet, row: &Row, line: Line, (from, to): (usize, usize), side: impl Fn(usize, bool) -> i32) {
    let y = row.line;
    let points = if from == to {
        let (start, out) = (side(from, true), side(from, true).max(row.span.0 + 120) + 170);
        for (at, text) in (0..).zip(&row.words) {
            words(sheet, (out + 40, y + 88 + at * WORDS.leading()), Align::Start, text);
        }
        vec![(start, y), (out, y), (out, y + 120), (start, y + 120)]
    } else {
        let (start, end) = (side(from, from < to), side(to, to < from));
        let high = WORDS.leading() * i32::try_from(row.words.len()).unwrap_or(0);
        for (at, text) in (1..).zip(&row.words) {
            words(sheet, (middle_of(start, end), y - high - 45 + at * WORDS.leading()), Align::Middle, text);
        }
        vec![(start, y), (end, y)]
    };
    let pen = Stroke { dashed: line.dashed, ..stroke(palette::outline(Tone::Plain), 12) };
    let solid = Stroke { dashed: false, ..pen };
    let Some((&(x, y), &before)) = points.last().zip(points.iter().nth_back(1)) else { return };
    let back = (before.0 - x).signum();
    if line.both
        && let (Some(first), Some(second)) = (points.first().copied(), points.get(1))
    {
        let inner = (first.0 + 100 * (second.0 - first.0).signum(), first.1);
        sheet.shape(Shape::Line { points: vec![inner, first], stroke: solid, arrow: true });
    }
    sheet.shape(Shape::Line { points, stroke: pen, arrow: line.head == Head::Filled });
    match line.head {
        Head::None | Head::Filled => {}
        Head::Open => sheet.line(vec![(x + 90 * back, y - 45), (x, y), (x + 90 * back, y + 45)], solid),
        Head::Cross => {
            let x = x + 60 * back;
            sheet.line(vec![(x - 45, y - 45), (x + 45, y + 45)], solid);
            sheet.line(vec![(x - 45, y + 45), (x + 45, y - 45)], solid);
        }
    }
}

/// All of it in words, in the order of the text.
fn tell(sheet: &mut Sheet, story: &Story) {
    let name = |at: usize| story.parties.get(at).map_or("", |party| party.name.as_str());
    for party in &story.parties {
        sheet.say(&format!("{}{}", party.name, if party.actor { ", an actor" } else { "" }));
    }
    for (title, from, to) in &story.boxes {
        let names: Vec<&str> = (*from..=*to).map(name).collect();
        sheet.say(&format!("{title}: {}", names.join(", ")));
    }
    let mut open: Vec<&str> = Vec::new();
    for event in &story.events {
        match event {
            Event::Message { from, to, text, line, number } => {
                let manner = match line.head {
                    Head::None | Head::Filled if line.both => " and back",
                    Head::None | Head::Filled => "",
                    Head::Cross => ", in a cross",
                    Head::Open => ", without waiting",
                };
                let text = if text.is_empty() { String::new() } else { format!(": {text}") };
                let number = number.as_ref().map_or_else(String::new, |number| format!("{number}. "));
                sheet.say(&format!("{number}{} to {}{manner}{text}", name(*from), name(*to)));
            }
            Event::Active(party, begins) => sheet.say(&format!("{} {}", name(*party), if *begins { "begins to act" } else { "stops" })),
            Event::Note { from, to, text, .. } => {
                let about = if from == to { name(*from).to_owned() } else { format!("{} to {}", name(*from), name(*to)) };
                sheet.say(&format!("Note at {about}: {text}"));
            }
            Event::Open(sort, text) => {
                open.push(sort);
                sheet.say(format!("{sort} {text}").trim());
            }
            Event::Else(sort, text) => sheet.say(format!("{sort} {text}").trim()),
            Event::Close => sheet.say(&format!("End of {}", open.pop().unwrap_or("frame"))),
        }
    }
}
