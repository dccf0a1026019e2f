//! Pictures in a document: each file once, vector pictures as SVG with a metafile for programs that show none.

use super::package::{Package, Relations};
use super::xml::escape;
use crate::drawing::{Align, Colour, Drawing, Shape, Stroke, emf, svg};
use crate::images::Media;
use crate::tree::Picture;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

/// English Metric Units in a twentieth of a point, and in a CSS pixel.
const TWIP: i64 = 635;
const PIXEL: i64 = 9525;

/// The pictures of a document.
#[derive(Debug)]
pub(super) struct Pictures {
    /// The tallest a picture may be, in twentieths of a point.
    tallest: i32,
    /// How many were shown.
    shown: usize,
    /// Where a file is, by its hash.
    known: HashMap<[u8; 32], String>,
    parts: Vec<(String, &'static str, Arc<[u8]>)>,
}

impl Pictures {
    pub(super) fn new(tallest: i32) -> Self {
        Self { tallest, shown: 0, known: HashMap::new(), parts: Vec::new() }
    }

    /// Writes a picture as a run, no wider than `width` twentieths of a point.
    pub(super) fn write(&mut self, out: &mut String, relations: &mut Relations, picture: &Picture, width: i32) {
        self.shown += 1;
        let (alt, size, blip, vector) = match picture {
            Picture::Drawing(drawing) => {
                let size = (i64::from(drawing.width.max(1)) * PIXEL / 10, i64::from(drawing.height.max(1)) * PIXEL / 10);
                let metafile = self.part("emf", "image/x-emf", emf::bytes(drawing).into());
                let vector = self.part("svg", "image/svg+xml", svg::text(drawing).into_bytes().into());
                (drawing.description.as_str(), size, metafile, Some(vector))
            }
            Picture::Image { alt, image } => {
                let size = (i64::from(image.width) * PIXEL, i64::from(image.height) * PIXEL);
                let bytes = Arc::clone(&image.bytes);
                match image.media {
                    Media::Png => (alt.as_str(), size, self.part("png", "image/png", bytes), None),
                    Media::Jpeg => (alt.as_str(), size, self.part("jpeg", "image/jpeg", bytes), None),
                    Media::Svg => {
                        let instead = self.part("emf", "image/x-emf", emf::bytes(&instead(alt, image.width, image.height)).into());
                        (alt.as_str(), size, instead, Some(self.part("svg", "image/svg+xml", bytes)))
                    }
                }
            }
        };
        let blip = relations.part("image", &blip);
        let vector = vector.map(|vector| relations.part("image", &vector));
        let (wide, tall) = fit(size, i64::from(width.max(200)) * TWIP, i64::from(self.tallest.max(200)) * TWIP);
        let number = self.shown;
        let _ = write!(
            out,
            "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{wide}\" cy=\"{tall}\"/>"
        );
        let _ = write!(out, "<wp:docPr id=\"{number}\" name=\"Picture {number}\" descr=\"");
        escape(out, alt);
        out.push_str("\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>");
        out.push_str("<a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>");
        let _ = write!(
            out,
            "<pic:cNvPr id=\"{number}\" name=\"Picture {number}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{blip}\""
        );
        match vector {
            Some(vector) => {
                let _ = write!(
                    out,
                    "><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\"><asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{vector}\"/></a:ext></a:extLst></a:blip>"
                );
            }
            None => out.push_str("/>"),
        }
        out.push_str("<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>");
        let _ = write!(
            out,
            "<a:ext cx=\"{wide}\" cy=\"{tall}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        );
    }

    /// The place of a file, relative to the text.
    fn part(&mut self, ending: &str, content: &'static str, bytes: Arc<[u8]>) -> String {
        let key: [u8; 32] = Sha256::digest(&bytes).into();
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let name = format!("media/figure{}.{ending}", self.parts.len() + 1);
        self.parts.push((name.clone(), content, bytes));
        self.known.insert(key, name.clone());
        name
    }

    /// Writes the files.
    pub(super) fn pack(&self, package: &mut Package) {
        for (name, content, bytes) in &self.parts {
            package.media(&format!("word/{name}"), content, bytes);
        }
    }
}

/// A size within limits, with its proportions kept; never nothing.
fn fit((wide, tall): (i64, i64), widest: i64, tallest: i64) -> (i64, i64) {
    let (mut wide, mut tall) = (i128::from(wide.max(1)), i128::from(tall.max(1)));
    let (widest, tallest) = (i128::from(widest), i128::from(tallest));
    if wide > widest {
        (wide, tall) = (widest, tall * widest / wide);
    }
    if tall > tallest {
        (wide, tall) = (wide * tallest / tall, tallest);
    }
    (i64::try_from(wide.max(1)).unwrap_or(1), i64::try_from(tall.max(1)).unwrap_or(1))
}

/// What stands in the place of an SVG where a program cannot show it: a frame with its words.
fn instead(alt: &str, width: u32, height: u32) -> Drawing {
    let side = |pixels: u32| i32::try_from(pixels.min(20_000)).unwrap_or(20_000) * 10;
    let (width, height) = (side(width), side(height));
    let (ground, line, ink) = (Colour(0xf3, 0xf4, 0xf6), Colour(0x9a, 0xa5, 0xb1), Colour(0x3c, 0x47, 0x53));
    let frame = Shape::Box {
        at: [0, 0, width, height],
        round: 0,
        fill: Some(ground),
        stroke: Some(Stroke { colour: line, width: 10, dashed: false }),
    };
    let words = Shape::Text {
        at: (width / 2, height / 2),
        align: Align::Middle,
        size: 120,
        bold: false,
        colour: ink,
        text: format!("{alt} (SVG, which this program does not show)"),
    };
    Drawing { width, height, description: alt.to_owned(), shapes: vec![frame, words] }
}
