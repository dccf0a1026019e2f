//! Pictures: drawings as SVG, files as they are, and a visible word where one cannot be shown.

use crate::ink::Ink;
use crate::setter::Setter;
use crate::text::shown;
use primum_document::drawing::{Drawing, Shape, svg};
use primum_document::images::Media;
use primum_document::{Image, Picture, Tone};
use typst::ecow::{EcoString, eco_format};
use typst::foundations::{Bytes, Content, Derived, NativeElement, Smart};
use typst::layout::{Abs, BoxElem, Rel, Sizing};
use typst::loading::{DataSource, LoadSource, Loaded};
use typst::syntax::{Span, Spanned};
use typst::visualize::{
    ExchangeFormat, ImageElem, ImageFormat, PixelEncoding, PixelFormat, RasterFormat, RasterImage, SvgImage, VectorFormat,
};

/// More pixels than these are not unpacked: 64 million take 256 MB.
const PIXELS: u64 = 64_000_000;

/// Points of one CSS pixel.
const PIXEL: f64 = 0.75;

/// A picture that stands alone, no larger than the page.
pub(crate) fn alone(picture: &Picture, setter: &Setter) -> Content {
    set(picture, setter, setter.area)
}

/// A picture in a line.
pub(crate) fn in_line(picture: &Picture, setter: &Setter, ink: Ink) -> Content {
    // A cell is as wide as its table lets it be: a picture in one is a small picture.
    let area = if ink.longest < Ink::TEXT.longest { (60.0, 60.0) } else { setter.area };
    BoxElem::new().with_body(Some(set(picture, setter, area))).pack()
}

fn set(picture: &Picture, setter: &Setter, area: (f64, f64)) -> Content {
    let found = match picture {
        Picture::Drawing(drawing) => Ok(drawn(drawing, setter)),
        Picture::Image { image, .. } => unpacked(image),
    };
    match found {
        Ok(found) => {
            let (width, height) = (found.width * PIXEL, found.height * PIXEL);
            let scale = (area.0 / width).min(area.1 / height).min(1.0);
            ImageElem::new(Derived::new(
                DataSource::Bytes(found.bytes.clone()),
                Loaded::new(Spanned::new(LoadSource::Bytes, Span::detached()), found.bytes),
            ))
            .with_format(Smart::Custom(found.format))
            .with_alt(Some(setter.alt(picture)))
            .with_width(Smart::Custom(Rel::from(Abs::pt(width * scale))))
            .with_height(Sizing::Rel(Rel::from(Abs::pt(height * scale))))
            .pack()
        }
        Err(why) => {
            let said = eco_format!("[A picture cannot be shown: {why}. What it shows: {}]", setter.alt(picture));
            setter.text(&said, Ink { tone: Tone::Bad, ..Ink::TEXT })
        }
    }
}

/// A picture that can be set, with its size in CSS pixels.
struct Found {
    bytes: Bytes,
    format: ImageFormat,
    width: f64,
    height: f64,
}

fn drawn(drawing: &Drawing, setter: &Setter) -> Found {
    let mut drawing = drawing.clone();
    for shape in &mut drawing.shapes {
        if let Shape::Text { text, .. } = shape {
            *text = shown(text, setter.trust).into_owned();
        }
    }
    Found {
        width: f64::from(drawing.width.max(1)) / 10.0,
        height: f64::from(drawing.height.max(1)) / 10.0,
        bytes: Bytes::from_string(svg::text(&drawing)),
        format: ImageFormat::Vector(VectorFormat::Svg),
    }
}

/// A file whose picture was unpacked, so that what is spoilt is found here and not in the middle of a page.
fn unpacked(image: &Image) -> Result<Found, EcoString> {
    let (width, height) = (f64::from(image.width), f64::from(image.height));
    if u64::from(image.width) * u64::from(image.height) > PIXELS {
        return Err(eco_format!("it has {} × {} pixels", image.width, image.height));
    }
    let bytes = Bytes::new(image.bytes.to_vec());
    let format = match image.media {
        Media::Svg => {
            SvgImage::new(bytes.clone()).map_err(|error| eco_format!("{error:?}"))?;
            return Ok(Found { bytes, format: ImageFormat::Vector(VectorFormat::Svg), width, height });
        }
        Media::Png => ExchangeFormat::Png,
        Media::Jpeg => ExchangeFormat::Jpg,
    };
    let raster = RasterImage::plain(bytes.clone(), format)?;
    if image.media == Media::Jpeg && components(&image.bytes) == Some(4) {
        // Four inks need a profile of a printer, which PDF/A would have to carry: the picture is written in three colours.
        let pixels = raster.dynamic().to_rgb8();
        let format = PixelFormat { encoding: PixelEncoding::Rgb8, width: pixels.width(), height: pixels.height() };
        let (width, height) = (f64::from(pixels.width()), f64::from(pixels.height()));
        let format = ImageFormat::Raster(RasterFormat::Pixel(format));
        return Ok(Found { bytes: Bytes::new(pixels.into_raw()), format, width, height });
    }
    // A camera that was held upright says so beside the pixels.
    let (width, height) = (f64::from(raster.width()), f64::from(raster.height()));
    Ok(Found { bytes, format: ImageFormat::Raster(RasterFormat::Exchange(format)), width, height })
}

/// The number of colours in a JPEG, from its first frame header (ITU-T T.81, B.2.2).
fn components(bytes: &[u8]) -> Option<u8> {
    let mut at = 2;
    loop {
        let [0xff, marker] = *bytes.get(at..at + 2)? else { return None };
        if marker == 0xff {
            at += 1;
            continue;
        }
        if matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) {
            return bytes.get(at + 9).copied();
        }
        at += 2 + usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
    }
}
