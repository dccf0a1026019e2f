//! What must be true of every drawing: all of it is on the canvas, and no two texts run into each other.

use super::letters::Type;
use super::{Align, Drawing, Shape};

/// The rectangle that a line of text takes: left, top, right, bottom.
pub(crate) fn place(shape: &Shape) -> Option<[i32; 4]> {
    let Shape::Text { at: (x, y), align, size, bold, text, .. } = shape else { return None };
    let wide = Type { size: *size, bold: *bold }.width(text);
    let left = match align {
        Align::Start => *x,
        Align::Middle => x - wide / 2,
        Align::End => x - wide,
    };
    Some([left, y - size * 3 / 4, left + wide, y + size / 5])
}

/// What lies outside the canvas.
pub(crate) fn outside(drawing: &Drawing) -> Vec<&Shape> {
    let within = |left: i32, top: i32, right: i32, bottom: i32| {
        left >= -10 && top >= -10 && right <= drawing.width + 10 && bottom <= drawing.height + 10
    };
    let all = |points: &[(i32, i32)]| points.iter().all(|(x, y)| within(*x, *y, *x, *y));
    let lies = |shape: &&Shape| match shape {
        Shape::Box { at: [left, top, width, height], .. } => !within(*left, *top, left + width, top + height),
        Shape::Line { points, .. } | Shape::Area { points, .. } => !all(points),
        Shape::Text { .. } => place(shape).is_some_and(|[left, top, right, bottom]| !within(left, top, right, bottom)),
    };
    drawing.shapes.iter().filter(lies).collect()
}

/// Pairs of texts that run into each other.
pub(crate) fn collisions(drawing: &Drawing) -> Vec<(&Shape, &Shape)> {
    let texts: Vec<(&Shape, [i32; 4])> = drawing.shapes.iter().filter_map(|shape| place(shape).map(|at| (shape, at))).collect();
    let mut found = Vec::new();
    for (at, (one, a)) in texts.iter().enumerate() {
        for (other, b) in texts.iter().skip(at + 1) {
            if a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3] {
                found.push((*one, *other));
            }
        }
    }
    found
}
