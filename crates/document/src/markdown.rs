//! Markdown: the text of records as blocks, and a document as Markdown.

mod read;
mod write;

pub(crate) use read::along;
pub use read::{Reading, beside, blocks, pictures, plain};
pub use write::text;
