//! Tests of the model against the format page, against properties, and against input that nobody should write.

#![expect(clippy::disallowed_methods, reason = "the tests read the examples")]

mod dump;
mod format_page;
mod hard_input;
mod properties;
