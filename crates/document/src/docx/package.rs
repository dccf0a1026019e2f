//! A package of parts (ECMA-376 part 2): what a file of Word is outside, a zip of parts that name each other.

use super::xml::escape;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// What every part of XML begins with.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Where the names of relationships between parts of Office begin.
pub(super) const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The relationships of one part: what it names and where that is.
#[derive(Clone, Debug, Default)]
pub(super) struct Relations {
    xml: String,
    /// The ID by target, so that each is named once.
    known: HashMap<String, String>,
}

impl Relations {
    /// The ID of another part of the package; `kind` is the last step of the name of the relationship.
    pub(super) fn part(&mut self, kind: &str, target: &str) -> String {
        self.add(&format!("{OFFICE}/{kind}"), target, false)
    }

    /// The ID of an address outside.
    pub(super) fn outside(&mut self, target: &str) -> String {
        self.add(&format!("{OFFICE}/hyperlink"), target, true)
    }

    /// The ID of a relationship by its full name.
    pub(super) fn add(&mut self, kind: &str, target: &str, external: bool) -> String {
        let key = format!("{external} {kind} {target}");
        let next = self.known.len() + 1;
        let id = self.known.entry(key).or_insert_with(|| format!("rId{next}")).clone();
        if self.known.len() == next {
            self.entry(&id, kind, target, external);
        }
        id
    }

    /// A relationship that already has its ID.
    pub(super) fn entry(&mut self, id: &str, kind: &str, target: &str, external: bool) {
        self.xml.push_str("<Relationship Id=\"");
        escape(&mut self.xml, id);
        let _ = write!(self.xml, "\" Type=\"{kind}\" Target=\"");
        escape(&mut self.xml, target);
        self.xml.push_str(if external { "\" TargetMode=\"External\"/>" } else { "\"/>" });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.xml.is_empty()
    }

    /// The part that holds them.
    pub(super) fn xml(&self) -> String {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("{DECLARATION}<Relationships xmlns=\"{space}\">{}</Relationships>", self.xml)
    }
}

/// A package while it is put together.
#[derive(Debug)]
pub(super) struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
    /// Types of content by part, for parts of XML.
    types: BTreeMap<String, String>,
    /// Types of content by ending, for all others.
    endings: BTreeMap<String, &'static str>,
}

impl Package {
    /// Begins one. Times are fixed, so that the same document gives the same bytes.
    pub(super) fn new() -> Self {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            // Markup repeats itself: a higher level takes twice the time and saves a few percent.
            .compression_level(Some(3))
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(false);
        Self { zip: ZipWriter::new(Cursor::new(Vec::new())), options, types: BTreeMap::new(), endings: BTreeMap::new() }
    }

    /// Adds a part of XML with its type of content.
    pub(super) fn part(&mut self, name: &str, content: &str, xml: &str) {
        self.types.insert(name.to_owned(), content.to_owned());
        self.write(name, xml.as_bytes(), CompressionMethod::Deflated);
    }

    /// Adds the relationships of a part, where it has any.
    pub(super) fn relations(&mut self, of: &str, relations: &Relations) {
        if !relations.is_empty() {
            let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
            let name = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
            self.write(&name, relations.xml().as_bytes(), CompressionMethod::Deflated);
        }
    }

    /// Adds a part whose ending says what it is.
    pub(super) fn media(&mut self, name: &str, content: &'static str, bytes: &[u8]) {
        let ending = name.rsplit('.').next().unwrap_or("").to_owned();
        // What is compressed already only costs time.
        let packed = matches!(content, "image/png" | "image/jpeg" | "image/gif");
        self.endings.insert(ending, content);
        self.write(name, bytes, if packed { CompressionMethod::Stored } else { CompressionMethod::Deflated });
    }

    fn write(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) {
        let level = (method == CompressionMethod::Deflated).then_some(3);
        let options = self.options.compression_method(method).compression_level(level);
        // Writing into memory cannot fail; a part beyond 4 GiB, which no program could open, would be left out here.
        let _ = self.zip.start_file(name, options).and_then(|()| Ok(self.zip.write_all(bytes)?));
    }

    /// The bytes of the file, with the list of types of content.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let mut xml = format!("{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">");
        xml.push_str("<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>");
        xml.push_str("<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
        for (ending, content) in &self.endings {
            xml.push_str("<Default Extension=\"");
            escape(&mut xml, ending);
            let _ = write!(xml, "\" ContentType=\"{content}\"/>");
        }
        for (name, content) in &self.types {
            xml.push_str("<Override PartName=\"/");
            escape(&mut xml, name);
            xml.push_str("\" ContentType=\"");
            escape(&mut xml, content);
            xml.push_str("\"/>");
        }
        xml.push_str("</Types>");
        self.write("[Content_Types].xml", xml.as_bytes(), CompressionMethod::Deflated);
        self.zip.finish().map(Cursor::into_inner).unwrap_or_default()
    }
}
