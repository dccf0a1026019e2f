//! What CycloneDX asks of its objects, from 1.0 to 1.7, as one table.
//!
//! Source: the published schemas of CycloneDX 1.2 to 1.7; what is left out there by `since` was not allowed in an earlier version.

mod core;
mod cryptography;
mod declaration;
mod formulation;
mod model_card;
mod rule;
mod statement;
mod word;

pub(crate) use core::{BOM, LICENSE};
