//! Where links lead: the anchors of one document, each with the place that Typst will know it by.

use primum_document::Document;
use primum_document::set::anchors;
use std::collections::HashSet;
use typst::ecow::EcoString;
use typst::foundations::{Content, NativeElement, Value};
use typst::introspection::{Location, MetadataElem};
use typst::utils::hash128;

/// The anchors of a document.
///
/// A place is named by the anchor alone and not by where it comes to lie. So a link needs no look at the finished pages, and Typst has
/// not to lay them out a second time for it.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    known: HashSet<String>,
    placed: HashSet<Location>,
    order: Vec<(Location, EcoString)>,
}

impl Anchors {
    /// All anchors of a document.
    pub(crate) fn new(document: &Document) -> Self {
        let mut known = HashSet::new();
        anchors(&document.blocks, &mut |anchor| {
            known.insert(anchor.to_owned());
        });
        Self { known, ..Self::default() }
    }

    /// Where a link to an anchor leads; nowhere if the document has none of this name.
    pub(crate) fn target(&self, anchor: &str) -> Option<Location> {
        self.known.contains(anchor).then(|| location(anchor))
    }

    /// The place of an anchor that begins here; none if it has begun before, since the first is where links lead.
    pub(crate) fn place(&mut self, anchor: &str) -> Option<Location> {
        if anchor.is_empty() {
            return None;
        }
        let location = location(anchor);
        self.placed.insert(location).then(|| {
            self.order.push((location, anchor.into()));
            location
        })
    }

    /// Something that cannot be seen and marks the place of an anchor.
    pub(crate) fn mark(&mut self, anchor: &str) -> Option<Content> {
        self.place(anchor).map(|location| MetadataElem::new(Value::None).pack().located(location))
    }

    /// The anchors with their places, in the order in which they begin.
    pub(crate) fn order(&self) -> &[(Location, EcoString)] {
        &self.order
    }
}

fn location(anchor: &str) -> Location {
    Location::new(hash128(&("anchor", anchor)))
}
