//! What a record is, how text becomes a linked model, and how an edit is expressed.
//!
//! ```text
//! Snapshot ─► lines ─► parse (+ table, value) ─► Document ─► Model ─► Record
//! ```
//! This crate is pure: it reads no file, clock, environment or network. Parsing never fails.

pub mod class;
pub mod config;
pub mod diff;
pub mod document;
pub mod edit;
pub mod fingerprint;
pub mod format;
pub mod kinds;
pub mod lines;
pub mod merge;
pub mod model;
mod parse;
pub mod record;
pub mod scales;
pub mod schema;
pub mod skeleton;
pub mod snapshot;
pub mod source;
pub mod suggest;
mod table;
pub mod value;
pub mod words;

pub use class::Class;
pub use config::{CONFIG_FILE, Config};
pub use document::FaultKind;
pub use fingerprint::Fingerprint;
pub use jiff::civil::Date;
pub use kinds::Kind;
pub use model::Model;
pub use parse::parse;
pub use record::{Record, SectionView, Value};
pub use scales::{Acceptability, Injury, Scales};
pub use schema::{FieldType, Schema};
pub use snapshot::Snapshot;
pub use source::{Place, Position, Source, Span};
