//! What the crate does, seen from outside.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a test that cannot go on says why and fails")]

mod known_answers;
