//! A drawing as SVG 1.1: one element that stands alone as a file, and inside a page as well.
//!
//! There is no style sheet, no `style` attribute, no `id` and no reference in it. So it needs nothing from where it stands, breaks
//! nothing there, and any number of drawings share a page. Colours and fonts are presentation attributes, which a strict policy of
//! content allows. It is well-formed XML and so are its texts, whatever a record says.

use super::{Align, Colour, Drawing, Shape, Stroke};
use std::fmt::Write;

/// What text is set in: fonts with the widths of Arial, which the builders of drawings count with.
pub const FONTS: &str = "Liberation Sans, Arial, Helvetica, sans-serif";

/// The longest title, in characters: it is what a pointer over the picture shows.
const TITLE: usize = 120;

/// The drawing as SVG, without an XML declaration: `<svg xmlns=…>…</svg>` and a new line.
#[must_use]
pub fn text(drawing: &Drawing) -> String {
    let mut out = String::with_capacity(512 + 128 * drawing.shapes.len());
    let (width, height) = (tenths(drawing.width.max(1)), tenths(drawing.height.max(1)));
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\">"
    );
    describe(&mut out, &drawing.description);
    for shape in &drawing.shapes {
        out.push('\n');
        write_shape(&mut out, shape);
    }
    out.push_str("\n</svg>\n");
    out
}

/// Title and description: the first sentence, and the whole where there is more of it.
fn describe(out: &mut String, description: &str) {
    if description.is_empty() {
        return;
    }
    let first = description.find(". ").map_or(description, |end| &description[..end]);
    let title: String = if first.chars().count() > TITLE {
        first.chars().take(TITLE - 1).chain(std::iter::once('…')).collect()
    } else {
        first.trim_end_matches('.').to_owned()
    };
    out.push_str("\n<title>");
    escape(out, &title);
    out.push_str("</title>");
    if title != description.trim_end_matches('.') {
        out.push_str("\n<desc>");
        escape(out, description);
        out.push_str("</desc>");
    }
}

fn write_shape(out: &mut String, shape: &Shape) {
    match shape {
        Shape::Box { at: [left, top, width, height], round, fill, stroke } => {
            // A width below nothing would be an error in SVG: the same rectangle is named by its other corner.
            let (left, width) = upright(*left, *width);
            let (top, height) = upright(*top, *height);
            let _ = write!(out, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"");
            if *round > 0 {
                let _ = write!(out, " rx=\"{}\"", tenths(*round));
            }
            paint(out, *fill, stroke.as_ref());
            out.push_str("/>");
        }
        Shape::Line { points, stroke, arrow } => {
            let headed = if *arrow { stroke.arrow(points) } else { None };
            let line = headed.as_ref().map_or(points, |headed| &headed.line);
            out.push_str("<polyline points=\"");
            write_points(out, line);
            out.push('"');
            paint(out, None, Some(stroke));
            out.push_str(" stroke-linejoin=\"round\"/>");
            if let Some(headed) = headed {
                area(out, &headed.head, stroke.colour);
            }
        }
        Shape::Area { points, fill } => area(out, points, *fill),
        Shape::Text { at: (x, y), align, size, bold, colour, text } => {
            let _ = write!(out, "<text x=\"{}\" y=\"{}\" font-size=\"{}\"", tenths(*x), tenths(*y), tenths((*size).max(0)));
            match align {
                Align::Start => {}
                Align::Middle => out.push_str(" text-anchor=\"middle\""),
                Align::End => out.push_str(" text-anchor=\"end\""),
            }
            if *bold {
                out.push_str(" font-weight=\"bold\"");
            }
            let _ = write!(out, " fill=\"{}\">", hexadecimal(*colour));
            escape(out, text);
            out.push_str("</text>");
        }
    }
}

fn area(out: &mut String, points: &[(i32, i32)], fill: Colour) {
    out.push_str("<polygon points=\"");
    write_points(out, points);
    let _ = write!(out, "\" fill=\"{}\"/>", hexadecimal(fill));
}

fn write_points(out: &mut String, points: &[(i32, i32)]) {
    for (at, (x, y)) in points.iter().enumerate() {
        let _ = write!(out, "{}{},{}", if at > 0 { " " } else { "" }, tenths(*x), tenths(*y));
    }
}

fn paint(out: &mut String, fill: Option<Colour>, stroke: Option<&Stroke>) {
    match fill {
        Some(colour) => {
            let _ = write!(out, " fill=\"{}\"", hexadecimal(colour));
        }
        None => out.push_str(" fill=\"none\""),
    }
    if let Some(stroke) = stroke {
        let width = stroke.width.max(0);
        let _ = write!(out, " stroke=\"{}\" stroke-width=\"{}\"", hexadecimal(stroke.colour), tenths(width));
        if stroke.dashed {
            let _ = write!(out, " stroke-dasharray=\"{} {}\"", tenths(width.saturating_mul(4)), tenths(width.saturating_mul(3)));
        }
    }
}

/// Start and length of a side that may run backwards.
fn upright(start: i32, length: i32) -> (String, String) {
    let start = i64::from(start) + i64::from(length.min(0));
    (tenths(start), tenths(i64::from(length).abs()))
}

/// A length in CSS pixels: `12`, `12.5`, `-0.1`.
fn tenths(length: impl Into<i64>) -> String {
    let length: i64 = length.into();
    let (sign, length) = (if length < 0 { "-" } else { "" }, length.unsigned_abs());
    match length % 10 {
        0 => format!("{sign}{}", length / 10),
        rest => format!("{sign}{}.{rest}", length / 10),
    }
}

fn hexadecimal(Colour(red, green, blue): Colour) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Writes text for element content. What XML cannot hold, and what would turn the reading order of a line around, is shown and not written.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\0'..='\x1f' => out.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}')),
            '\x7f' => out.push('\u{2421}'),
            '\u{80}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const INK: Colour = Colour(0x1c, 0x22, 0x2b);

    fn drawing(description: &str, shapes: Vec<Shape>) -> Drawing {
        Drawing { width: 1000, height: 505, description: description.to_owned(), shapes }
    }

    fn label(text: &str) -> Shape {
        Shape::Text { at: (5, -15), align: Align::Middle, size: 125, bold: true, colour: INK, text: text.to_owned() }
    }

    #[test]
    fn a_drawing_is_one_element_with_what_it_shows_in_words() {
        let stroke = Stroke { colour: Colour(255, 0, 1), width: 15, dashed: true };
        let shapes = vec![
            Shape::Box { at: [100, 100, -50, 200], round: 30, fill: Some(Colour(1, 2, 3)), stroke: None },
            Shape::Line { points: vec![(0, 0), (1000, 0)], stroke, arrow: true },
            Shape::Area { points: vec![(0, 0), (10, 0), (5, 5)], fill: INK },
            label("a < b & \"c\""),
        ];
        let expected = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"50.5\" viewBox=\"0 0 100 50.5\" role=\"img\" font-family=\"Liberation Sans, Arial, Helvetica, sans-serif\">
<title>Three items</title>
<desc>Three items. A &amp; B.</desc>
<rect x=\"5\" y=\"10\" width=\"5\" height=\"20\" rx=\"3\" fill=\"#010203\"/>
<polyline points=\"0,0 91.9,0\" fill=\"none\" stroke=\"#ff0001\" stroke-width=\"1.5\" stroke-dasharray=\"6 4.5\" stroke-linejoin=\"round\"/><polygon points=\"100,0 91,3.8 91,-3.8\" fill=\"#ff0001\"/>
<polygon points=\"0,0 1,0 0.5,0.5\" fill=\"#1c222b\"/>
<text x=\"0.5\" y=\"-1.5\" font-size=\"12.5\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"#1c222b\">a &lt; b &amp; \"c\"</text>
</svg>
";
        assert_eq!(text(&drawing("Three items. A & B.", shapes)), expected);
    }

    #[test]
    fn a_short_description_is_the_title_alone() {
        let svg = text(&drawing("Nothing yet.", Vec::new()));
        assert!(svg.contains("<title>Nothing yet</title>") && !svg.contains("<desc>"), "{svg}");
        let svg = text(&drawing(&"word ".repeat(200), Vec::new()));
        assert!(svg.contains("…</title>") && svg.contains("<desc>"), "{svg}");
    }

    #[test]
    fn an_arrow_without_a_direction_is_a_line() {
        let stroke = Stroke { colour: INK, width: 10, dashed: false };
        for points in [vec![], vec![(3, 3)], vec![(3, 3), (3, 3)]] {
            let svg = text(&drawing("", vec![Shape::Line { points, stroke, arrow: true }]));
            assert!(svg.contains("<polyline") && !svg.contains("<polygon"), "{svg}");
        }
    }

    proptest! {
        #[test]
        fn any_text_stays_text_and_the_file_well_formed(words in "\\PC*|(.|\\s|[<>&'\"\0\u{1}\u{202e}\u{fffe}])*", at: (i32, i32, i32, i32), width: i32) {
            let stroke = Stroke { colour: INK, width, dashed: true };
            let shapes = vec![
                Shape::Box { at: [at.0, at.1, at.2, at.3], round: width, fill: None, stroke: Some(stroke) },
                Shape::Line { points: vec![(at.0, at.1), (at.2, at.3)], stroke, arrow: true },
                label(&words),
            ];
            let svg = text(&Drawing { width: at.0, height: at.1, description: words.clone(), shapes });
            let read = roxmltree::Document::parse(&svg).map_err(|error| TestCaseError::fail(format!("{error}: {svg}")))?;
            let shown = read.descendants().find(|node| node.has_tag_name("text") || node.tag_name().name() == "text");
            let shown = shown.and_then(|node| node.text()).unwrap_or("");
            // Every character of the text has its own in the picture, so nothing is lost.
            prop_assert_eq!(shown.chars().count(), words.chars().count());
            let known = ["svg", "title", "desc", "rect", "polyline", "polygon", "text"];
            prop_assert!(read.descendants().filter(|node| node.is_element()).all(|node| known.contains(&node.tag_name().name())));
        }
    }
}
