//! What the crate does, seen from outside.

mod known_answers;
