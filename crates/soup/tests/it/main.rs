//! What the crate does with real lock files, SBOMs, databases and known answers that nobody here wrote, where they are at hand.

#![expect(clippy::expect_used, clippy::print_stderr, clippy::disallowed_methods, reason = "a test that cannot go on says why and fails")]

mod advisories;
mod compiled_locks;
mod corpora;
mod known_answers;
mod sboms;
mod scripting_locks;
