//! Tests of the model against the format page, against properties, and against input that nobody should write.

mod dump;
mod format_page;
mod hard_input;
mod invariants;
mod properties;
