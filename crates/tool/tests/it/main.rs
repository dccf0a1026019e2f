//! The program as people meet it: run as a process on whole projects.

mod architecture;
mod commands;
mod corpora;
mod faults;
mod hard_input;
mod json_contract;
mod killing;
mod merging;
mod run;
