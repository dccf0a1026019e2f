//! A drawing as an Enhanced Metafile (MS-EMF), for programs that show no SVG.
//!
//! One unit of the metafile is one unit of the drawing: the reference device has 960 dots per inch, so no length is rounded.

use super::{Align, Colour, Drawing, Shape, Stroke, letters};

/// MS-EMF 2.1.1: the types of the records that are written here.
mod record {
    pub(super) const HEADER: u32 = 1;
    pub(super) const POLYGON: u32 = 3;
    pub(super) const POLYLINE: u32 = 4;
    pub(super) const SET_WINDOW_EXTENT: u32 = 9;
    pub(super) const SET_WINDOW_ORIGIN: u32 = 10;
    pub(super) const SET_VIEWPORT_EXTENT: u32 = 11;
    pub(super) const SET_VIEWPORT_ORIGIN: u32 = 12;
    pub(super) const EOF: u32 = 14;
    pub(super) const SET_MAP_MODE: u32 = 17;
    pub(super) const SET_BACKGROUND_MODE: u32 = 18;
    pub(super) const SET_TEXT_ALIGN: u32 = 22;
    pub(super) const SET_TEXT_COLOUR: u32 = 24;
    pub(super) const SELECT_OBJECT: u32 = 37;
    pub(super) const CREATE_BRUSH: u32 = 39;
    pub(super) const DELETE_OBJECT: u32 = 40;
    pub(super) const RECTANGLE: u32 = 43;
    pub(super) const ROUND_RECTANGLE: u32 = 44;
    pub(super) const CREATE_FONT: u32 = 82;
    pub(super) const TEXT: u32 = 84;
    pub(super) const CREATE_PEN: u32 = 95;
}

/// Stock objects (MS-EMF 2.1.31).
const NO_BRUSH: u32 = 0x8000_0005;
const NO_PEN: u32 = 0x8000_0008;
const SYSTEM_FONT: u32 = 0x8000_000d;
/// The objects made here, one of each kind at a time.
const PEN: u32 = 1;
const BRUSH: u32 = 2;
const FONT: u32 = 3;
/// Lengths are held within what a metafile can hold as hundredths of a millimetre.
const LONGEST: i32 = 100_000_000;

/// The drawing as a metafile.
#[must_use]
pub fn bytes(drawing: &Drawing) -> Vec<u8> {
    let (width, height) = (drawing.width.clamp(1, LONGEST), drawing.height.clamp(1, LONGEST));
    let mut file = Metafile { bytes: Vec::with_capacity(1024 + 256 * drawing.shapes.len()), records: 0 };
    header(&mut file, width, height, &drawing.description);
    // Anisotropic, so that the extents below count.
    file.record(record::SET_MAP_MODE, &[8]);
    file.record(record::SET_WINDOW_ORIGIN, &[0, 0]);
    file.record(record::SET_WINDOW_EXTENT, &[word(width), word(height)]);
    file.record(record::SET_VIEWPORT_ORIGIN, &[0, 0]);
    file.record(record::SET_VIEWPORT_EXTENT, &[word(width), word(height)]);
    // Transparent: what is between dashes and letters stays.
    file.record(record::SET_BACKGROUND_MODE, &[1]);
    drawing.shapes.iter().for_each(|shape| write_shape(&mut file, shape));
    file.record(record::EOF, &[0, 16, 20]);
    let (size, records) = (file.bytes.len(), file.records);
    file.patch(48, length(size));
    file.patch(52, records);
    file.bytes
}

/// The header (MS-EMF 2.3.4.2), with the description in words.
fn header(file: &mut Metafile, width: i32, height: i32, description: &str) {
    let words: Vec<u16> = description.encode_utf16().take(1000).chain([0, 0]).collect();
    // Hundredths of a millimetre: 25.4 mm are 960 dots.
    let frame = |dots: i32| u32::try_from(i64::from(dots) * 2540 / 960).unwrap_or(u32::MAX);
    let mut fields = vec![0, 0, word(width - 1), word(height - 1), 0, 0, frame(width), frame(height)];
    // Signature, version, size, records, handles with reserved word, description, palette, device in dots and in millimetres.
    fields.extend([0x464d_4520, 0x0001_0000, 0, 0, 4, length(words.len()), 88, 0, 9600, 9600, 254, 254]);
    fields.extend(pairs(&words));
    file.record(record::HEADER, &fields);
}

fn write_shape(file: &mut Metafile, shape: &Shape) {
    match shape {
        Shape::Box { at: [left, top, width, height], round, fill, stroke } => {
            let (left, right) = sides(*left, *width);
            let (top, bottom) = sides(*top, *height);
            file.with(stroke.as_ref(), *fill, |file| {
                if *round > 0 {
                    let corner = word(round.saturating_mul(2));
                    file.record(record::ROUND_RECTANGLE, &[left, top, right, bottom, corner, corner]);
                } else {
                    file.record(record::RECTANGLE, &[left, top, right, bottom]);
                }
            });
        }
        Shape::Line { points, stroke, arrow } => {
            let headed = if *arrow { stroke.arrow(points) } else { None };
            let line = headed.as_ref().map_or(points, |headed| &headed.line);
            file.with(Some(stroke), None, |file| file.points(record::POLYLINE, line));
            if let Some(headed) = &headed {
                file.with(None, Some(stroke.colour), |file| file.points(record::POLYGON, &headed.head));
            }
        }
        Shape::Area { points, fill } => file.with(None, Some(*fill), |file| file.points(record::POLYGON, points)),
        Shape::Text { at, align, size, bold, colour, text } => {
            write_text(file, *at, *align, (*size).clamp(1, LONGEST), *bold, *colour, text)
        }
    }
}

fn write_text(file: &mut Metafile, (x, y): (i32, i32), align: Align, size: i32, bold: bool, colour: Colour, text: &str) {
    // Nothing in a metafile stops a reader at a control character, so it becomes a sign here as in XML.
    let shown: String = text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    let mut units = Vec::with_capacity(shown.len());
    let mut advances = Vec::with_capacity(shown.len());
    for character in shown.chars() {
        let mut pair = [0; 2];
        let encoded = character.encode_utf16(&mut pair);
        let advance = i64::from(letters::width(character, bold)) * i64::from(size) / 1000;
        for (at, unit) in encoded.iter().enumerate() {
            units.push(*unit);
            advances.push(if at == 0 { u32::try_from(advance).unwrap_or(0) } else { 0 });
        }
    }
    if units.is_empty() {
        return;
    }
    file.record(record::CREATE_FONT, &font(size, bold));
    file.record(record::SELECT_OBJECT, &[FONT]);
    file.record(record::SET_TEXT_COLOUR, &[reference(colour)]);
    // On the baseline; the point is the start, the middle or the end.
    let side = match align {
        Align::Start => 0,
        Align::Middle => 6,
        Align::End => 2,
    };
    file.record(record::SET_TEXT_ALIGN, &[24 | side]);
    let packed = pairs(&units);
    let after = 76 + 4 * length(packed.len());
    // Compatible mode, with hundredths of a millimetre per dot.
    let scale = (2540.0_f32 / 960.0).to_bits();
    let mut fields = vec![0, 0, word(-1), word(-1), 1, scale, scale];
    fields.extend([word(x), word(y), length(units.len()), 76, 0, 0, 0, word(-1), word(-1), after]);
    fields.extend(packed);
    fields.extend(advances);
    file.record(record::TEXT, &fields);
    file.record(record::SELECT_OBJECT, &[SYSTEM_FONT]);
    file.record(record::DELETE_OBJECT, &[FONT]);
}

/// A font by its name and the height of its letters (MS-EMF 2.2.13 in 2.3.7.8, the fixed form of 320 bytes).
fn font(size: i32, bold: bool) -> Vec<u32> {
    let mut face: Vec<u16> = "Arial".encode_utf16().collect();
    face.resize(32, 0);
    let mut fields = vec![FONT, word(-size), 0, 0, 0, if bold { 700 } else { 400 }, 0x0100_0000, 0];
    fields.extend(pairs(&face));
    // Full name, style, version, style size, match, vendor, culture and PANOSE are of no interest to who shows it.
    fields.resize(fields.len() + 32 + 16 + 9, 0);
    fields
}

/// A metafile while it is written.
struct Metafile {
    bytes: Vec<u8>,
    records: u32,
}

impl Metafile {
    fn record(&mut self, kind: u32, fields: &[u32]) {
        self.records += 1;
        let size = 8 + 4 * length(fields.len());
        for field in [kind, size].iter().chain(fields) {
            self.bytes.extend(field.to_le_bytes());
        }
    }

    fn patch(&mut self, at: usize, value: u32) {
        if let Some(place) = self.bytes.get_mut(at..at + 4) {
            place.copy_from_slice(&value.to_le_bytes());
        }
    }

    /// Draws with this pen and this brush, and puts them away.
    fn with(&mut self, stroke: Option<&Stroke>, fill: Option<Colour>, draw: impl FnOnce(&mut Self)) {
        match stroke {
            Some(stroke) => {
                // A geometric pen: its width grows with the picture. Solid or in dashes, flat ends, round joins.
                let style = 0x0001_0000 | 0x0000_0200 | u32::from(stroke.dashed);
                self.record(
                    record::CREATE_PEN,
                    &[PEN, 0, 0, 0, 0, style, word(stroke.width.clamp(1, LONGEST)), 0, reference(stroke.colour), 0, 0],
                );
                self.record(record::SELECT_OBJECT, &[PEN]);
            }
            None => self.record(record::SELECT_OBJECT, &[NO_PEN]),
        }
        match fill {
            Some(colour) => {
                self.record(record::CREATE_BRUSH, &[BRUSH, 0, reference(colour), 0]);
                self.record(record::SELECT_OBJECT, &[BRUSH]);
            }
            None => self.record(record::SELECT_OBJECT, &[NO_BRUSH]),
        }
        draw(self);
        self.record(record::SELECT_OBJECT, &[NO_PEN]);
        self.record(record::SELECT_OBJECT, &[NO_BRUSH]);
        if stroke.is_some() {
            self.record(record::DELETE_OBJECT, &[PEN]);
        }
        if fill.is_some() {
            self.record(record::DELETE_OBJECT, &[BRUSH]);
        }
    }

    fn points(&mut self, kind: u32, points: &[(i32, i32)]) {
        if points.len() < 2 {
            return;
        }
        let edge = |of: &dyn Fn(&(i32, i32)) -> i32, least: bool| {
            let all = points.iter().map(of);
            word(if least { all.min() } else { all.max() }.unwrap_or(0))
        };
        let mut fields =
            vec![edge(&|p| p.0, true), edge(&|p| p.1, true), edge(&|p| p.0, false), edge(&|p| p.1, false), length(points.len())];
        points.iter().for_each(|(x, y)| fields.extend([word(*x), word(*y)]));
        self.record(kind, &fields);
    }
}

/// A signed number in the bits of an unsigned one.
fn word(number: i32) -> u32 {
    u32::from_le_bytes(number.to_le_bytes())
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Both ends of a side that may run backwards, the lower first.
fn sides(start: i32, length: i32) -> (u32, u32) {
    let end = start.saturating_add(length);
    (word(start.min(end)), word(start.max(end)))
}

/// A colour as metafiles have it: red in the lowest byte (MS-WMF 2.2.2.8).
fn reference(Colour(red, green, blue): Colour) -> u32 {
    u32::from_le_bytes([red, green, blue, 0])
}

/// UTF-16 packed into words, filled up with zeros.
fn pairs(units: &[u16]) -> Vec<u32> {
    units.chunks(2).map(|pair| u32::from(pair.first().copied().unwrap_or(0)) | u32::from(pair.get(1).copied().unwrap_or(0)) << 16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Types and sizes of all records, which must fill the file without a gap.
    fn records(bytes: &[u8]) -> Vec<(u32, usize)> {
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        let mut found = Vec::new();
        let mut at = 0;
        while at < bytes.len() {
            let size = number(at + 4) as usize;
            assert!(size >= 8 && size.is_multiple_of(4), "record {} at {at} has {size} bytes", number(at));
            found.push((number(at), size));
            at += size;
        }
        assert_eq!(at, bytes.len());
        assert_eq!((number(40), number(48) as usize, number(52) as usize), (0x464d_4520, bytes.len(), found.len()));
        found
    }

    proptest! {
        #[test]
        fn any_drawing_is_a_whole_metafile(words in any::<String>(), at: (i32, i32, i32, i32), round: i32, width: i32, dashed: bool) {
            let stroke = Stroke { colour: Colour(1, 2, 3), width, dashed };
            let shapes = vec![
                Shape::Box { at: [at.0, at.1, at.2, at.3], round, fill: Some(Colour(9, 9, 9)), stroke: Some(stroke) },
                Shape::Line { points: vec![(at.0, at.1), (at.2, at.3)], stroke, arrow: true },
                Shape::Area { points: vec![(at.0, at.1)], fill: Colour(1, 1, 1) },
                Shape::Text { at: (at.0, at.1), align: Align::End, size: width, bold: dashed, colour: Colour(0, 0, 0), text: words.clone() },
            ];
            let file = bytes(&Drawing { width: at.2, height: at.3, description: words.clone(), shapes });
            let found = records(&file);
            prop_assert_eq!(found.first().map(|record| record.0), Some(record::HEADER));
            prop_assert_eq!(found.last(), Some(&(record::EOF, 20)));
            prop_assert_eq!(found.iter().filter(|record| record.0 == record::TEXT).count(), usize::from(!words.is_empty()));
        }
    }
}
