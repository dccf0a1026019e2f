//! The documents that printers are tried on, for the tests.

#[path = "../examples/sample/mod.rs"]
mod sample;

pub(crate) use sample::{everything, long, words};
