//! Documents as a tree, and the printers that write it.
//!
//! ```text
//! records ─► Document (blocks of inlines) ─► Set (links resolved) ─► html · docx · xlsx · markdown · the typesetter
//! ```
//! This crate knows nothing of standards: what a document says is decided by whoever builds the tree. It is pure, and the same tree
//! gives the same bytes in every format. Text is text until a printer writes it, so nothing that a record says becomes markup.

pub mod chart;
pub mod diagram;
pub mod docx;
pub mod drawing;
pub mod format;
pub mod front;
pub mod html;
pub mod images;
pub mod markdown;
pub mod mermaid;
pub mod set;
pub mod sheets;
pub mod stamp;
pub mod tree;
mod visible;
pub mod xlsx;

/// The documents of the examples name this crate from outside.
#[cfg(test)]
extern crate self as primum_document;
#[cfg(test)]
mod fixture;

pub use format::Format;
pub use images::{Image, Images};
pub use set::Set;
pub use stamp::{Approval, Fact, Stamp};
pub use tree::{
    Block, Cell, Column, Document, Figure, Heading, Inline, Item, Missing, Note, Picture, Row, Share, Table, Target, Tone, Url,
};
