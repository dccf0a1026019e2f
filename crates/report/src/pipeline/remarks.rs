//! What a written pipeline does not do, said where it is written and in the file itself.

use super::is_remote;
use crate::facts::counted;
use primum_rules::Analysis;
use primum_rules::pipeline::{self, Ground};

/// Where a pipeline runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// GitHub Actions.
    Github,
    /// GitLab CI/CD.
    Gitlab,
}

/// For how many days GitHub keeps an artifact of a public repository at most.
pub(super) const GITHUB_DAYS: u32 = 90;

/// The remarks, one sentence or two each.
#[must_use]
pub fn remarks(analysis: &Analysis, service: Service) -> Vec<String> {
    let config = &analysis.model.config;
    let class = analysis.classes.project();
    let mut list = Vec::new();
    for row in pipeline::rows(&analysis.model, &analysis.classes).iter().filter(|row| row.step.is_none()) {
        let asks = if row.ground == Ground::Clause { "asked of" } else { "advised for" };
        list.push(format!("Left out, and {asks} class {class}: {}. {}.", row.name(), sentence(&row.reason)));
        if row.kind == primum_model::config::StepKind::SoupScan {
            list.push("This version has no SOUP scan of its own; a step `soup scan` runs the one that you name.".to_owned());
        }
    }
    if config.ci_setup.install.trim().is_empty() {
        list.push(
            "How primum comes to a clean machine is not said: [ci-setup] install in primum.toml. Until it is, the pipeline stops where primum is missing."
                .to_owned(),
        );
    }
    if config.ci.iter().all(|step| step.evidence.is_empty()) {
        list.push("No step leaves evidence: name the files in `evidence` of [[ci]].".to_owned());
    }
    list.extend(retention(analysis, service));
    if service == Service::Github {
        let ours = super::github::ACTIONS.iter().filter(|ours| super::github::replaced(&config.ci_setup, ours).is_none()).count();
        if ours > 0 {
            list.push(format!(
                "{} by major version: commits cannot be looked up without a network. Pin to commits with [ci-setup] actions.",
                counted(ours, "action is named", "actions are named")
            ));
        }
    }
    list
}

/// What becomes of the evidence, where that is not what the policy asks for.
fn retention(analysis: &Analysis, service: Service) -> Option<String> {
    let policy = &analysis.model.config.evidence;
    if is_remote(&policy.store) {
        return Some(match policy.retention_years {
            Some(years) => format!("Evidence goes to the store. That it is kept for {} is a setting of the store.", in_years(years)),
            None => "Evidence goes to the store. For how long it is kept is not said: [evidence] retention-years.".to_owned(),
        });
    }
    match (service, policy.retention_years) {
        (Service::Github, Some(years)) => Some(format!(
            "The policy keeps evidence for {}; GitHub deletes artifacts after {GITHUB_DAYS} days, or 400 at most in a private repository. Fetch them, or let [evidence] store name a bucket.",
            in_years(years)
        )),
        (Service::Github, None) => Some(format!(
            "GitHub deletes artifacts after {GITHUB_DAYS} days. For how long evidence is to be kept is not said: [evidence] retention-years."
        )),
        (Service::Gitlab, Some(_)) => {
            Some("Evidence is kept as an artifact as long as the policy asks, unless the pipeline or the project is deleted before.".to_owned())
        }
        (Service::Gitlab, None) => {
            Some("For how long evidence is to be kept is not said: [evidence] retention-years. Until it is, it is kept until somebody deletes it.".to_owned())
        }
    }
}

pub(super) fn in_years(years: u32) -> String {
    counted(years as usize, "year", "years")
}

/// With a capital letter at its beginning.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}
