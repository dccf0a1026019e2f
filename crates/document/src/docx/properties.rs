//! What a file of Word says of itself outside of its text: properties, settings and fonts.

use super::package::DECLARATION;
use super::styles::W;
use super::xml::escape;
use crate::tree::Document;
use std::fmt::Write;

/// Title, subject, author and time (ECMA-376 part 2, 11). The time is the date of the records: no clock is asked.
pub(super) fn core(document: &Document) -> String {
    let stamp = &document.stamp;
    let mut out = format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
    );
    let subject = format!("{} {}", stamp.product, stamp.version);
    let keywords = document.clauses.join(", ");
    let fields = [
        ("dc:title", document.title.as_str()),
        ("dc:subject", subject.trim()),
        ("dc:creator", if stamp.manufacturer.is_empty() { &stamp.tool } else { &stamp.manufacturer }),
        ("cp:keywords", &keywords),
        ("dc:description", &document.purpose),
        ("dc:identifier", &document.number),
        ("dc:language", "en-GB"),
        ("cp:version", &stamp.version),
        ("cp:contentStatus", if stamp.draft.is_empty() { "Approved" } else { "Draft" }),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            let _ = write!(out, "<{name}>");
            escape(&mut out, value);
            let _ = write!(out, "</{name}>");
        }
    }
    if is_date(&stamp.date) {
        for name in ["created", "modified"] {
            let _ = write!(out, "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:{name}>", stamp.date);
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// YYYY-MM-DD: what is no date would make Word call the file damaged.
fn is_date(text: &str) -> bool {
    let digits = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(digits) {
        return false;
    }
    let number = |from: usize, to: usize| text.get(from..to).and_then(|number| number.parse::<u16>().ok()).unwrap_or(0);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u16::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    (1..=days).contains(&day)
}

/// The program that made the file, and whose product it is about.
pub(super) fn app(document: &Document) -> String {
    let mut out = format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>"
    );
    escape(&mut out, &document.stamp.tool);
    out.push_str("</Application><Company>");
    escape(&mut out, &document.stamp.manufacturer);
    out.push_str("</Company></Properties>");
    out
}

/// What a system for documents can read without opening the text.
pub(super) fn custom(document: &Document) -> String {
    let stamp = &document.stamp;
    let mut out = format!(
        "{DECLARATION}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
    );
    let fields = [
        ("Document", &document.number),
        ("Product", &stamp.product),
        ("Version", &stamp.version),
        ("Class", &stamp.class),
        ("Commit", &stamp.commit),
        ("Changed", &stamp.dirty),
        ("Draft", &stamp.draft),
        ("SHA-256", &stamp.hash),
    ];
    for (number, (name, value)) in (2..).zip(fields.iter().filter(|(_, value)| !value.is_empty())) {
        let _ = write!(out, "<property fmtid=\"{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}\" pid=\"{number}\" name=\"{name}\"><vt:lpwstr>");
        escape(&mut out, value);
        out.push_str("</vt:lpwstr></property>");
    }
    out.push_str("</Properties>");
    out
}

/// The settings of the text. Compatible with Word 2013 and later: a file without this opens in a mode for older ones.
pub(super) fn settings(even_and_odd: bool) -> String {
    let even_and_odd = if even_and_odd { "<w:evenAndOddHeaders/>" } else { "" };
    format!(
        "{DECLARATION}<w:settings xmlns:w=\"{W}\"><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/>{even_and_odd}<w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/><w:compatSetting w:name=\"overrideTableStyleFontSizeAndJustification\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/><w:compatSetting w:name=\"enableOpenTypeFeatures\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/><w:compatSetting w:name=\"doNotFlipMirrorIndents\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"1\"/></w:compat><w:themeFontLang w:val=\"en-GB\"/><w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/></w:settings>"
    )
}

/// The fonts, and what a program takes that has them not.
pub(super) fn fonts() -> String {
    let mut out = format!("{DECLARATION}<w:fonts xmlns:w=\"{W}\">");
    let fonts = [
        ("Arial", "Liberation Sans", "swiss", "variable"),
        ("Courier New", "Liberation Mono", "modern", "fixed"),
        ("Malgun Gothic", "Noto Sans CJK KR", "swiss", "variable"),
        ("Yu Gothic", "Noto Sans CJK JP", "swiss", "variable"),
        ("Microsoft YaHei", "Noto Sans CJK SC", "swiss", "variable"),
        ("Segoe UI Symbol", "Noto Sans Symbols2", "swiss", "variable"),
    ];
    for (name, other, family, pitch) in fonts {
        let _ = write!(
            out,
            "<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:family w:val=\"{family}\"/><w:pitch w:val=\"{pitch}\"/></w:font>"
        );
    }
    out.push_str("</w:fonts>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dates_are_dates() {
        assert!(["2026-11-20", "2024-02-29", "2000-02-29"].into_iter().all(is_date));
        assert!(
            !["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "2026-11-31", "２0-11-20", ""].into_iter().any(is_date)
        );
    }
}
