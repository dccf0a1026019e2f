//! The pipeline of a project: shown to people and programs, and written for GitHub and GitLab.
//!
//! The written files hold no command of a step. Each step calls `primum ci run` by the name of the step, so that what runs there is
//! what runs here, a change of a command needs no new file, and no text of a command is read by anything but its shell.

pub mod github;
pub mod gitlab;
mod marker;
mod remarks;
mod show;
mod summary;
#[cfg(test)]
mod tests;
mod yaml;

pub use marker::{Origin, origin};
pub use remarks::{Service, remarks};
pub use show::{json, text};
pub use summary::{Run, summary};

use primum_model::config::Setup;
use primum_rules::Analysis;

/// The command that runs one step, for a shell. Names of steps hold no quotes.
fn run_step(name: &str, setup: &Setup, key: &str) -> String {
    let sign = if setup.signing_key.is_empty() { String::new() } else { format!(" --key \"{key}\"") };
    if name.is_empty() { format!("primum ci run{sign}") } else { format!("primum ci run{sign} '{name}'") }
}

/// The command that brings `primum`, or one that says that nobody has said how.
fn install(setup: &Setup) -> String {
    if !setup.install.trim().is_empty() {
        return setup.install.clone();
    }
    "command -v primum || {\n  echo 'primum is not here: say in primum.toml, [ci-setup] install, how it comes to this machine' >&2\n  exit 2\n}\n"
        .to_owned()
}

/// The minutes that all steps may take together, and some for what is around them; at most what a job gets.
fn minutes(analysis: &Analysis) -> u32 {
    let steps: u32 = analysis.model.config.ci.iter().map(|step| step.timeout_minutes).sum();
    (steps + 30).min(360)
}

/// Does the store lie on another machine?
fn is_remote(store: &str) -> bool {
    store.contains("://")
}
