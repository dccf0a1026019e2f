//! Every way to show an analysis.
//!
//! Each module turns `&Analysis` into text and nothing else: no file, no clock, no environment. The same analysis gives the same bytes.

pub mod approval;
pub mod change;
pub mod checklist;
pub mod classify;
pub mod concise;
pub mod confidence;
pub mod documents;
pub mod due;
mod estimates;
pub mod evidence;
pub mod examined;
pub mod explain;
pub mod export;
pub mod facts;
pub mod gap;
pub mod github;
pub mod gitlab;
pub mod history;
pub mod impact;
pub mod json;
pub mod ledger;
pub mod legacy;
pub mod map;
pub mod people;
mod phrase;
pub mod pipeline;
pub mod position;
mod prose;
pub mod pull_request;
pub mod release;
pub mod risk;
pub mod roadmap;
pub mod sarif;
pub mod sbom;
pub mod screen;
pub mod site;
pub mod soup;
pub mod standing;
pub mod status;
pub mod store;
pub mod tags;
pub mod terminal;
pub mod trace;
pub mod trends;
pub mod validation;
pub mod vex;

#[cfg(test)]
mod contract;
#[cfg(test)]
mod fixture;

pub use screen::Screen;
