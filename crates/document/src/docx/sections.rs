//! Pages: their size and margins, upright and turned, and which header and footer each section has.

use super::styles::Style;
use super::writer::{Paragraph, Writer};
use super::xml::escape;
use std::fmt::Write;

/// Pages of a document. Lengths are twentieths of a point.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) width: i32,
    pub(super) height: i32,
    /// Top, right, bottom, left, header, footer, gutter.
    pub(super) margins: [i32; 7],
    /// Headers and footers: the element, which pages (`default`, `first`, `even`) and the ID of the part.
    pub(super) furniture: Vec<(&'static str, &'static str, String)>,
    /// The first page has a header and footer of its own.
    pub(super) title: bool,
    /// Borders of pages, as they stand in a template.
    pub(super) borders: String,
}

impl Page {
    /// A4 upright.
    pub(super) fn a4() -> Self {
        let margins = [1474, 1134, 1247, 1134, 624, 510, 0];
        Self { width: 11_906, height: 16_838, margins, furniture: Vec::new(), title: true, borders: String::new() }
    }

    /// The width between the margins.
    pub(super) fn width(&self, turned: bool) -> i32 {
        let [_, right, _, left, _, _, gutter] = self.margins;
        let width = if turned { self.height.max(self.width) } else { self.width };
        (width - left - right - gutter).max(2000)
    }

    /// The tallest a picture may be, so that it fits on a page with its heading and its caption.
    pub(super) fn tallest(&self) -> i32 {
        let [top, _, bottom, ..] = self.margins;
        ((self.height - top.abs() - bottom.abs()) * 4 / 5).max(2000)
    }

    /// Ends a section: a paragraph of no height, after which a page begins.
    pub(super) fn end_section(&self, writer: &mut Writer<'_>, turned: bool, first: bool) {
        writer.open(Paragraph::of(Style::Break), false);
        // The properties of a section are the last of a paragraph.
        let end = writer.out.len().saturating_sub("</w:pPr>".len());
        writer.out.truncate(end);
        self.properties(&mut writer.out, turned, first);
        writer.out.push_str("</w:pPr>");
        writer.close();
    }

    /// The properties of a section, in the order of the schema (ECMA-376 part 1, 17.6.17).
    pub(super) fn properties(&self, out: &mut String, turned: bool, first: bool) {
        out.push_str("<w:sectPr>");
        for (element, pages, id) in &self.furniture {
            let _ = write!(out, "<w:{element} w:type=\"{pages}\" r:id=\"");
            escape(out, id);
            out.push_str("\"/>");
        }
        out.push_str("<w:type w:val=\"nextPage\"/>");
        let [top, right, bottom, left, header, footer, gutter] = self.margins;
        // A turned sheet keeps the margins of the upright one, so header and footer have their room.
        let (width, height) = if turned { (self.height.max(self.width), self.height.min(self.width)) } else { (self.width, self.height) };
        let orient = if width > height { " w:orient=\"landscape\"" } else { "" };
        let _ = write!(out, "<w:pgSz w:w=\"{width}\" w:h=\"{height}\"{orient}/>");
        let _ = write!(out, "<w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\"");
        let _ = write!(out, " w:header=\"{header}\" w:footer=\"{footer}\" w:gutter=\"{gutter}\"/>");
        out.push_str(&self.borders);
        out.push_str("<w:cols w:space=\"708\"/>");
        if first && self.title {
            out.push_str("<w:titlePg/>");
        }
        out.push_str("</w:sectPr>");
    }
}
