//! The program as people meet it: run as a process on whole projects.

#![expect(clippy::expect_used, clippy::print_stderr, reason = "a test that cannot go on says why and fails")]

mod approvals;
mod architecture;
mod ci;
mod commands;
mod corpora;
mod corpora_evidence;
mod dhf;
mod evidence;
mod evidence_bucket;
mod evidence_signatures;
mod evidence_store;
mod faults;
mod hard_input;
mod history;
mod honesty;
mod importing;
mod json_contract;
mod killing;
mod merging;
mod new_records;
mod own_records;
mod release;
mod release_killing;
mod revision;
mod risk_views;
mod run;
mod soup;
mod standings;
mod tags;
mod texts;
