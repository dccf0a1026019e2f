//! Trace tags in source: `@implements SRS-1` and `@verifies SRS-1` in comments, and the attributes that test tools have for it.

pub mod languages;
pub mod lexer;
