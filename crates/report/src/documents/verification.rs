//! How it was verified: tests of each level, and the evidence.

pub(super) mod evidence_register;
pub(super) mod test_level;
pub(super) mod test_protocol;
pub(super) mod test_report;
pub(super) mod verification_summary;
