//! A layout as shapes, from below: containers, lines, boxes, texts.

use super::level::{Level, Part};
use super::look::outline;
use super::nest::{AT_LINE, Nest};
use super::{Diagram, Edge, Tip};
use crate::drawing::sheet::{SMALL, Sheet};
use crate::drawing::{Align, Drawing, Shape, Stroke, letters, palette};
use std::collections::BTreeMap;

pub(super) fn paint(diagram: &Diagram, nest: &Nest<'_>, laid: &Level) -> Drawing {
    let mut sheet = Sheet::new(laid.width.max(2000), &diagram.title);
    for (at, place) in &laid.boxes {
        let Some(shown) = nest.nodes.get(*at).filter(|node| !node.children.is_empty()) else { continue };
        let border = Stroke { colour: palette::outline(shown.node.tone), width: 14, dashed: shown.node.dashed };
        sheet.area(*place, Some(palette::PAPER), Some(border), 40);
        // Boxes say what they mean by their fill, containers by the band behind their title.
        let high = shown.lines.iter().map(|(kind, _)| kind.leading()).sum::<i32>() + 50;
        sheet.area([place[0] + 12, place[1] + 12, place[2] - 24, high], Some(palette::wash(shown.node.tone)), None, 30);
        for (y, kind, text) in shown.baselines() {
            sheet.text((place[0] + 150, place[1] + y - 5), Align::Start, kind, palette::INK, text);
        }
    }
    lines(&mut sheet, nest, laid);
    for (at, place) in &laid.boxes {
        let Some(shown) = nest.nodes.get(*at) else { continue };
        if shown.children.is_empty() {
            let border = Stroke { colour: palette::outline(shown.node.tone), width: 10, dashed: shown.node.dashed };
            outline(&mut sheet, shown.node.look, *place, palette::wash(shown.node.tone), border);
            let text: i32 = shown.lines.iter().map(|(kind, _)| kind.leading()).sum();
            let down = (place[3] - text - 40).max(0) / 2 - 20 + shown.node.look.lower();
            for (y, kind, text) in shown.baselines() {
                sheet.text((place[0] + place[2] / 2, place[1] + y + down), Align::Middle, kind, palette::INK, text);
            }
        }
        loops(&mut sheet, nest, *at, *place);
    }
    for (edge, [left, top, wide, high]) in &laid.labels {
        let Some(link) = nest.edges.get(*edge) else { continue };
        sheet.area([*left, *top, *wide, *high], Some(palette::PAPER), None, 0);
        for (at, text) in (1..).zip(&link.label) {
            sheet.text((left + wide / 2, top + at * AT_LINE.leading() - 35), Align::Middle, AT_LINE, palette::INK, text);
        }
    }
    if !diagram.keys.is_empty() {
        sheet.box_keys(20, &diagram.keys);
    }
    tell(&mut sheet, diagram, nest);
    let left = left_out(nest);
    for note in [diagram.note.as_str(), &left] {
        for text in SMALL.wrap(note, laid.width.max(2000) - 40, 6).0.iter().filter(|text| !text.is_empty()) {
            sheet.text((20, sheet.bottom() + 150), Align::Start, SMALL, palette::FAINT, text);
        }
    }
    sheet.finish()
}

/// Every connection as one line through all levels, from its beginning to its end.
fn lines(sheet: &mut Sheet, nest: &Nest<'_>, laid: &Level) {
    let mut parts: BTreeMap<usize, Vec<&Part>> = BTreeMap::new();
    for part in &laid.parts {
        parts.entry(part.edge).or_default().push(part);
    }
    let places: BTreeMap<usize, [i32; 4]> = laid.boxes.iter().copied().collect();
    for (edge, mut parts) in parts {
        let Some(link) = nest.edges.get(edge) else { continue };
        parts.sort_by_key(|part| part.stage);
        let mut points = straightened(parts.iter().flat_map(|part| part.points.iter().copied()));
        // Not every form reaches to the edge of its place.
        let reach = |node: usize, point: (i32, i32)| {
            let look = nest.nodes.get(node).filter(|shown| shown.children.is_empty())?.node.look;
            Some(look.meets(*places.get(&node)?, point))
        };
        if let Some(point) = points.first_mut() {
            *point = reach(link.from, *point).unwrap_or(*point);
        }
        if let Some(point) = points.last_mut() {
            *point = reach(link.to, *point).unwrap_or(*point);
        }
        line(sheet, link.edge, points);
    }
}

/// A connection with what stands at its ends.
fn line(sheet: &mut Sheet, edge: &Edge, points: Vec<(i32, i32)>) {
    let stroke = Stroke { colour: palette::outline(edge.tone), width: if edge.thick { 26 } else { 12 }, dashed: edge.dashed };
    let mut ends = Vec::new();
    if let [first, second, ..] = points.as_slice() {
        ends.push((edge.tips[0], *first, *second));
    }
    if let [.., before, last] = points.as_slice() {
        ends.push((edge.tips[1], *last, *before));
    }
    sheet.shape(Shape::Line { points, stroke, arrow: edge.arrow });
    for (tip, (x, y), from) in ends {
        // A mark lies before the box, where the line comes from.
        let centre = (x + 45 * (from.0 - x).signum(), y + 45 * (from.1 - y).signum());
        let solid = Stroke { dashed: false, ..stroke };
        match tip {
            Tip::None => {}
            Tip::Arrow => sheet.shape(Shape::Line { points: vec![centre, (x, y)], stroke: solid, arrow: true }),
            Tip::Circle => sheet.area([centre.0 - 40, centre.1 - 40, 80, 80], Some(stroke.colour), None, 40),
            Tip::Cross => {
                sheet.line(vec![(centre.0 - 40, centre.1 - 40), (centre.0 + 40, centre.1 + 40)], solid);
                sheet.line(vec![(centre.0 - 40, centre.1 + 40), (centre.0 + 40, centre.1 - 40)], solid);
            }
        }
    }
}

/// Points without those that lie on the way from the one before to the next.
fn straightened(points: impl Iterator<Item = (i32, i32)>) -> Vec<(i32, i32)> {
    let mut out: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if out.last() == Some(&point) {
            continue;
        }
        if let [.., a, b] = out.as_slice()
            && ((a.0 == b.0 && b.0 == point.0) || (a.1 == b.1 && b.1 == point.1))
        {
            out.pop();
        }
        out.push(point);
    }
    out
}

/// Connections of a box to itself, at its right side.
fn loops(sheet: &mut Sheet, nest: &Nest<'_>, at: usize, [left, top, wide, high]: [i32; 4]) {
    let Some(shown) = nest.nodes.get(at) else { return };
    let mut out = 90;
    for one in &shown.loops {
        let (x, y) = (left + wide, top + one.top);
        let side = |y: i32| if shown.children.is_empty() { shown.node.look.side([left, top, wide, high], y) } else { x };
        line(sheet, one.edge, vec![(side(y), y), (x + out, y), (x + out, y + 70), (side(y + 70), y + 70)]);
        for (at, text) in (0..).zip(&one.label) {
            sheet.text((x + out + 30, y + 65 + at * AT_LINE.leading()), Align::Start, AT_LINE, palette::INK, text);
        }
        out += one.wide + 160;
    }
}

/// The boxes and connections in words.
fn tell(sheet: &mut Sheet, diagram: &Diagram, nest: &Nest<'_>) {
    let name = |at: usize| diagram.nodes.get(at).map_or_else(String::new, |node| letters::line(&node.name));
    for (at, shown) in nest.nodes.iter().enumerate() {
        let node = shown.node;
        let more: Vec<String> =
            node.lines.iter().chain(&node.small).map(|text| letters::line(text)).filter(|text| !text.is_empty()).collect();
        let within = shown.parent.map_or_else(String::new, |parent| format!(", in {}", name(parent)));
        let more = if more.is_empty() { String::new() } else { format!(": {}", more.join(", ")) };
        sheet.say(&format!("{}{within}{more}", name(at)));
    }
    for edge in diagram.edges.iter().filter(|edge| edge.from < nest.nodes.len() && edge.to < nest.nodes.len()).take(super::MOST_EDGES) {
        let word = match (edge.tips, edge.arrow) {
            ([Tip::Arrow, _], true) => "leads to and from",
            (_, true) => "leads to",
            ([Tip::Circle, _] | [_, Tip::Circle], _) => "meets in a circle",
            ([Tip::Cross, _] | [_, Tip::Cross], _) => "meets in a cross",
            ([Tip::Arrow, _] | [_, Tip::Arrow], _) => "is led to by",
            ([Tip::None, Tip::None], false) => "meets",
        };
        let label = if edge.label.is_empty() { String::new() } else { format!(": {}", edge.label) };
        sheet.say(&format!("{} {word} {}{label}", name(edge.from), name(edge.to)));
    }
    sheet.say(&diagram.note);
    sheet.say(&left_out(nest));
}

/// What is not shown, in words.
fn left_out(nest: &Nest<'_>) -> String {
    let counted = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    match nest.left {
        (0, 0) => String::new(),
        (boxes, lines) => {
            format!("Left to the tables: {}, {}.", counted(boxes, "box", "boxes"), counted(lines, "connection", "connections"))
        }
    }
}
