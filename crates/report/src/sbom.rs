//! The bill of materials: what is in the product, from lock files and records, ready for every form in which others read it.
//!
//! The same analysis gives the same bytes: the time of a bill is its day at midnight UTC, and its number is made of its content.

pub(crate) mod cyclonedx;
mod cyclonedx_json;
mod cyclonedx_xml;
mod gather;
pub(crate) mod identity;
mod licence;
mod spdx;
#[cfg(test)]
mod tests;

pub use cyclonedx_json::cyclonedx_json;
pub use cyclonedx_xml::cyclonedx_xml;
pub use spdx::spdx_json;

use primum_model::Date;
use primum_rules::Analysis;
use primum_soup::{Hash, Scope};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt::Write;

/// What is written of a component, and what is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// What is shipped.
    #[default]
    Shipped,
    /// What is for development and for tests as well.
    Everything,
}

/// What is in the product.
#[derive(Clone, Debug)]
pub struct Bill {
    /// Name of the product; empty where none is given.
    pub product: String,
    /// Its version.
    pub version: String,
    /// Who makes it, and says what is in it.
    pub manufacturer: String,
    /// The day of the analysis.
    pub date: Date,
    /// The commit that is checked out.
    pub commit: String,
    /// Systems and items of the project in the order of their IDs, and behind them the components by name and version.
    pub pieces: Vec<Piece>,
    /// Positions of what the product itself needs, in order.
    pub roots: Vec<usize>,
    /// Is everything in it?
    pub whole: Whole,
    /// What a reader has to know about the making: files that could not be read, versions that differ. In order.
    pub remarks: Vec<String>,
    /// For inventory and component, the position of the piece.
    places: HashMap<(usize, usize), usize>,
}

/// Is a bill complete?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// Every lock file was read, and nothing rests on records alone.
    Complete,
    /// Something is known to be missing.
    Incomplete,
    /// Nobody can tell: no lock file, or components that only a record names.
    Unknown,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A software system of the project.
    System,
    /// A software item of the project.
    Item,
    /// Something from elsewhere.
    #[default]
    Component,
}

/// A piece of the product. What is not known is empty.
#[derive(Clone, Debug, Default)]
pub struct Piece {
    /// What names it in this bill; no two have the same.
    pub reference: String,
    /// What it is.
    pub sort: Sort,
    /// Its name, as its ecosystem or its record writes it.
    pub name: String,
    /// What goes before the name: the scope of npm, the group of Maven.
    pub group: String,
    /// Its exact version.
    pub version: String,
    /// Its package URL.
    pub purl: String,
    /// Its CPE.
    pub cpe: String,
    /// Who makes it.
    pub supplier: String,
    /// Its licence, as stated.
    pub licence: String,
    /// Checksums, in order.
    pub hashes: Vec<Hash>,
    /// Whether anybody maintains this version: supported, limited, ended, none.
    pub support: String,
    /// Until when: a date, or why none can be given.
    pub support_ends: String,
    /// IDs of the records about it, in order.
    pub records: Vec<String>,
    /// IDs of the records of what brings it, in order.
    pub covered_by: Vec<String>,
    /// Where it was found: paths and lines, in order.
    pub found: Vec<(String, u32)>,
    /// What it is for.
    pub scope: Scope,
    /// Positions of what it needs, in order.
    pub needs: Vec<usize>,
    /// Is it known what it needs?
    pub told: bool,
}

/// What a bill must say about a component.
///
/// Source: the minimum elements of NTIA, and what FDA asks beside them (support level, end of support).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Element {
    /// The name; of the product only, since no component is without.
    Name,
    /// Who makes it. Of the product, this is also who wrote the bill.
    Supplier,
    /// The version.
    Version,
    /// An identifier that holds elsewhere: package URL or CPE.
    Identifier,
    /// What it needs.
    Dependencies,
    /// Whether anybody maintains it.
    Support,
    /// Until when.
    SupportEnd,
}

impl Element {
    /// The words, as in messages and in the bill.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Supplier => "supplier",
            Self::Version => "version",
            Self::Identifier => "unique identifier",
            Self::Dependencies => "dependencies",
            Self::Support => "support level",
            Self::SupportEnd => "end of support",
        }
    }
}

/// Something that a bill should say and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Position of the piece; `None` for the product.
    pub piece: Option<usize>,
    /// What is missing.
    pub missing: Element,
}

impl Bill {
    /// What is shipped.
    #[must_use]
    pub fn of(analysis: &Analysis) -> Self {
        Self::with(analysis, Extent::Shipped)
    }

    /// What is shipped, and more if it is asked for.
    #[must_use]
    pub fn with(analysis: &Analysis, extent: Extent) -> Self {
        gather::bill(analysis, extent)
    }

    /// What is missing, the product first.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let product = [(&self.product, Element::Name), (&self.manufacturer, Element::Supplier), (&self.version, Element::Version)];
        let product = product.into_iter().filter(|(text, _)| text.is_empty()).map(|(_, missing)| Gap { piece: None, missing });
        let pieces = self.pieces.iter().enumerate();
        product.chain(pieces.flat_map(|(at, piece)| piece.missing().map(move |missing| Gap { piece: Some(at), missing }))).collect()
    }

    /// The piece that a component of an inventory became; `None` where it is not in the bill.
    #[must_use]
    pub fn place(&self, inventory: usize, component: usize) -> Option<usize> {
        self.places.get(&(inventory, component)).copied()
    }

    /// The number of the bill: a UUID (version 8, RFC 9562) made of the SHA-256 of its content.
    #[must_use]
    pub fn uuid(&self) -> String {
        cyclonedx::Document::unnumbered(self).uuid()
    }

    /// The time of the bill: the beginning of its day.
    pub(crate) fn time(&self) -> String {
        format!("{}T00:00:00Z", self.date)
    }
}

impl Piece {
    /// What is not known about it. The pieces of the project itself are maintained by whoever writes the bill, and named by their records.
    pub fn missing(&self) -> impl Iterator<Item = Element> {
        let own = self.sort != Sort::Component;
        [
            (self.supplier.is_empty() && !own, Element::Supplier),
            (self.version.is_empty(), Element::Version),
            (self.purl.is_empty() && self.cpe.is_empty() && !own, Element::Identifier),
            (!self.told && !own, Element::Dependencies),
            (self.support.is_empty() && !own, Element::Support),
            (self.support_ends.is_empty() && !own, Element::SupportEnd),
        ]
        .into_iter()
        .filter_map(|(missing, element)| missing.then_some(element))
    }

    /// Group and name, as its ecosystem writes them, and the version.
    #[must_use]
    pub fn title(&self) -> String {
        let mut title = self.whole_name();
        if !self.version.is_empty() {
            title.push(' ');
            title.push_str(&self.version);
        }
        title
    }

    /// Group and name together.
    pub(crate) fn whole_name(&self) -> String {
        if self.group.is_empty() {
            return self.name.clone();
        }
        let between = if self.purl.starts_with("pkg:maven/") { ':' } else { '/' };
        format!("{}{between}{}", self.group, self.name)
    }
}

/// The tool that writes, with its version.
pub(crate) const TOOL: (&str, &str) = ("primum", env!("CARGO_PKG_VERSION"));

/// A UUID of version 8 (RFC 9562): the beginning of a SHA-256, with the bits that say so.
pub(crate) fn uuid(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    let mut text = String::with_capacity(36);
    for (at, byte) in digest.iter().take(16).enumerate() {
        let byte = match at {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => *byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        let _ = write!(text, "{byte:02x}");
    }
    text
}
