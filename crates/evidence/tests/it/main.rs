//! Evidence from small texts: what is read, what is refused, and why.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why and fails")]

mod analysis;
mod coverage;
mod detection;
mod hard_input;
mod properties;
mod results;
mod taken;
