//! What is in the software: components from lock files and SBOMs, the order of their versions, advisories about them, and what matches.
//!
//! ```text
//! Files ─► locks, sbom ─► Inventory ─┐
//! dumps ─► advisory ─► index ────────┴─► scan ─► Scan
//! ```
//! The crate is pure: it opens nothing, and what is hostile is refused with a reason and a line.

pub mod advisory;
pub mod component;
mod cvss;
pub mod ecosystem;
pub mod files;
pub mod index;
mod json;
pub mod licence;
pub mod locks;
mod node;
pub mod purl;
mod refusal;
pub mod sbom;
pub mod scan;
mod toml;
pub mod version;
mod xml;
mod yaml;

pub use component::{Component, Hash, Inventory, Part, Relation, Scope};
pub use ecosystem::Ecosystem;
pub use files::Files;
pub use node::{Node, What};
pub use refusal::Refusal;
