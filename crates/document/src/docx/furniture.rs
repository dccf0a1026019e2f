//! Header and footer of a document without a template, and the watermark of a draft.

use super::package::DECLARATION;
use super::styles::{Names, Style, W};
use super::writer::field;
use super::xml::{escape, escaped};
use crate::tree::Document;
use std::fmt::Write;

/// The header of a page; that of the first page shows nothing but the watermark.
pub(super) fn header(document: &Document, names: &Names, first: bool) -> String {
    let stamp = &document.stamp;
    let mut out = open("hdr");
    if !first {
        let left = [document.number.as_str(), document.title.as_str()].join("  ");
        let class = if stamp.class.is_empty() { String::new() } else { format!(" · class {}", stamp.class) };
        let right = format!("{} {}{class}", stamp.product, stamp.version);
        row(&mut out, names, Style::Header, |out| text(out, left.trim()), |out| text(out, right.trim()));
    }
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr>", escaped(names.id(Style::Header)));
    if !stamp.draft.is_empty() {
        watermark(&mut out, if first { 2 } else { 1 });
    }
    out.push_str("</w:p></w:hdr>");
    out
}

/// The footer of a page.
pub(super) fn footer(document: &Document, names: &Names) -> String {
    let stamp = &document.stamp;
    let mut out = open("ftr");
    let start: String = stamp.hash.chars().take(16).collect();
    let mut left = if start.is_empty() { String::new() } else { format!("SHA-256 {start}…") };
    if !stamp.draft.is_empty() {
        left.insert_str(0, if left.is_empty() { "DRAFT" } else { "DRAFT · " });
    }
    row(
        &mut out,
        names,
        Style::Footer,
        |out| text(out, &left),
        |out| {
            text(out, "Page ");
            field(out, "PAGE", "1");
            text(out, " of ");
            field(out, "NUMPAGES", "1");
        },
    );
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/></w:pPr></w:p></w:ftr>", escaped(names.id(Style::Break)));
    out
}

fn open(part: &str) -> String {
    format!("{}<w:{part} xmlns:w=\"{W}\">", DECLARATION)
}

fn text(out: &mut String, text: &str) {
    out.push_str("<w:r><w:t xml:space=\"preserve\">");
    escape(out, text);
    out.push_str("</w:t></w:r>");
}

/// Two cells as wide as the page, whichever way it lies: long names go on in the next line of their cell.
fn row(out: &mut String, names: &Names, style: Style, left: impl FnOnce(&mut String), right: impl FnOnce(&mut String)) {
    out.push_str("<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"5784\"/><w:gridCol w:w=\"3854\"/></w:tblGrid><w:tr>");
    let style = escaped(names.id(style));
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"pct\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>");
    left(out);
    let _ = write!(
        out,
        "</w:p></w:tc><w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"pct\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:jc w:val=\"right\"/></w:pPr>"
    );
    right(out);
    out.push_str("</w:p></w:tc></w:tr></w:tbl>");
}

/// The word DRAFT across the page, as Word itself makes it.
pub(super) fn watermark(out: &mut String, number: u32) {
    let _ = write!(
        out,
        "<w:r><w:rPr><w:noProof/></w:rPr><w:pict xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w10=\"urn:schemas-microsoft-com:office:word\"><v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas><v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/><v:handles><v:h position=\"#0,bottomRight\" xrange=\"6629,14971\"/></v:handles><o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype><v:shape id=\"PowerPlusWaterMarkObject{number}\" o:spid=\"_x0000_s{}\" type=\"#_x0000_t136\" alt=\"DRAFT\" style=\"position:absolute;margin-left:0;margin-top:0;width:412pt;height:165pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"silver\" stroked=\"f\"><v:fill opacity=\".5\"/><v:textpath style=\"font-family:&quot;Arial&quot;;font-size:1pt\" string=\"DRAFT\"/><w10:wrap anchorx=\"margin\" anchory=\"margin\"/></v:shape></w:pict></w:r>",
        2048 + number
    );
}
