//! A document as a file of Word (ECMA-376).

mod base;
mod blocks;
mod foreign;
mod front;
mod furniture;
mod lines;
mod names;
mod numbering;
mod package;
mod pictures;
mod placeholders;
mod properties;
mod scripts;
mod sections;
mod styles;
mod tables;
mod template;
mod unpack;
mod writer;
mod xml;

use crate::tree::Document;

pub use template::Template;

use blocks::Contents;
use numbering::Lists;
use package::{DECLARATION, OFFICE, Package, Relations};
use pictures::Pictures;
use styles::W;
use writer::Writer;

/// What the types of content of Word's parts begin with.
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// The document as a file.
#[must_use]
pub fn file(document: &Document, template: Option<&Template>) -> Vec<u8> {
    let mut package = Package::new();
    let mut relations = Relations::default();
    let base = base::Base::new(document, template, &mut package, &mut relations);

    let page = &base.page;
    let lists = Lists::new(base.first_pattern, base.first_list);
    let mut writer = Writer::new(&base.names, relations, lists, Pictures::new(page.tallest()), blocks::anchors(&document.blocks));
    if template.is_some() {
        // Its fonts are not known here; most are wider than Arial by less.
        writer.letters = 115;
    }
    let mut contents = Contents::default();
    // The body first: the table of contents has to know its headings.
    let turned = blocks::body(&mut writer, &document.blocks, page, &mut contents);
    let body = std::mem::take(&mut writer.out);
    writer.out.push_str(&head());
    front::write_front(&mut writer, document, &contents.entries, page.width(false));
    page.end_section(&mut writer, false, true);
    writer.out.push_str(&body);
    page.properties(&mut writer.out, turned, false);
    writer.out.push_str("</w:body></w:document>");

    let Writer { out, mut relations, pictures, lists, .. } = writer;
    package.part("word/document.xml", &format!("{WORD}.document.main+xml"), &out);
    pictures.pack(&mut package);
    base.pack(&lists, &mut package, &mut relations);
    package.relations("word/document.xml", &relations);

    let mut root = Relations::default();
    root.part("officeDocument", "word/document.xml");
    root.add("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", false);
    root.part("extended-properties", "docProps/app.xml");
    root.part("custom-properties", "docProps/custom.xml");
    package.part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", &properties::core(document));
    let office = "application/vnd.openxmlformats-officedocument";
    package.part("docProps/app.xml", &format!("{office}.extended-properties+xml"), &properties::app(document));
    package.part("docProps/custom.xml", &format!("{office}.custom-properties+xml"), &properties::custom(document));
    package.relations("", &root);
    package.finish()
}

/// The beginning of the text, with the names of all that occurs in it.
fn head() -> String {
    let drawing = "http://schemas.openxmlformats.org/drawingml/2006";
    format!(
        "{DECLARATION}<w:document xmlns:w=\"{W}\" xmlns:r=\"{OFFICE}\" xmlns:wp=\"{drawing}/wordprocessingDrawing\" xmlns:a=\"{drawing}/main\" xmlns:pic=\"{drawing}/picture\"><w:body>"
    )
}

#[cfg(test)]
mod tests;
