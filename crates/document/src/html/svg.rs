//! A drawing as SVG in the page.

use super::escape::text;
use crate::drawing::{Align, Colour, Drawing, Shape, Stroke};
use std::fmt::Write;

/// Writes a drawing as an image with a name. Nothing in it is a style, which the page does not allow.
pub(super) fn write(out: &mut String, drawing: &Drawing) {
    let (width, height) = (drawing.width, drawing.height);
    let _ = write!(
        out,
        "<svg role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{}\" height=\"{}\" aria-label=\"",
        width / 10,
        height / 10
    );
    text(out, if drawing.description.is_empty() { "drawing without a description" } else { &drawing.description });
    out.push_str("\">");
    drawing.shapes.iter().for_each(|one| shape(out, one));
    out.push_str("</svg>");
}

fn shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Box { at: [x, y, width, height], round, fill, stroke } => {
            let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"");
            filled(out, *fill);
            stroke.iter().for_each(|stroke| stroked(out, *stroke));
            out.push_str("/>");
        }
        Shape::Line { points, stroke, arrow } => {
            out.push_str("<polyline points=\"");
            listed(out, points);
            out.push('"');
            filled(out, None);
            stroked(out, *stroke);
            out.push_str("/>");
            if let (true, [.., from, to]) = (*arrow, points.as_slice()) {
                head(out, *from, *to, *stroke);
            }
        }
        Shape::Area { points, fill } => {
            out.push_str("<polygon points=\"");
            listed(out, points);
            out.push('"');
            filled(out, Some(*fill));
            out.push_str("/>");
        }
        Shape::Text { at: (x, y), align, size, bold, colour, text: words } => {
            let anchor = match align {
                Align::Start => "start",
                Align::Middle => "middle",
                Align::End => "end",
            };
            let _ = write!(out, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"{anchor}\"");
            if *bold {
                out.push_str(" font-weight=\"700\"");
            }
            filled(out, Some(*colour));
            out.push('>');
            text(out, words);
            out.push_str("</text>");
        }
    }
}

/// The head of an arrow, three times as long as its line is wide.
fn head(out: &mut String, from: (i32, i32), to: (i32, i32), stroke: Stroke) {
    let (dx, dy) = (f64::from(to.0) - f64::from(from.0), f64::from(to.1) - f64::from(from.1));
    let length = dx.hypot(dy);
    if length < 1.0 {
        return;
    }
    let size = f64::from(stroke.width.max(10)) * 5.0;
    let (ux, uy) = (dx / length * size, dy / length * size);
    let (x, y) = (f64::from(to.0), f64::from(to.1));
    let (left, right) = ((x - ux - uy / 2.5, y - uy + ux / 2.5), (x - ux + uy / 2.5, y - uy - ux / 2.5));
    let _ = write!(out, "<polygon points=\"{x:.0},{y:.0} {:.0},{:.0} {:.0},{:.0}\"", left.0, left.1, right.0, right.1);
    filled(out, Some(stroke.colour));
    out.push_str("/>");
}

fn listed(out: &mut String, points: &[(i32, i32)]) {
    for (x, y) in points {
        let _ = write!(out, "{x},{y} ");
    }
}

fn filled(out: &mut String, colour: Option<Colour>) {
    match colour {
        Some(Colour(red, green, blue)) => {
            let _ = write!(out, " fill=\"#{red:02x}{green:02x}{blue:02x}\"");
        }
        None => out.push_str(" fill=\"none\""),
    }
}

fn stroked(out: &mut String, stroke: Stroke) {
    let Colour(red, green, blue) = stroke.colour;
    let _ = write!(out, " stroke=\"#{red:02x}{green:02x}{blue:02x}\" stroke-width=\"{}\"", stroke.width);
    if stroke.dashed {
        let _ = write!(out, " stroke-dasharray=\"{} {}\"", stroke.width.saturating_mul(4), stroke.width.saturating_mul(3));
    }
}
