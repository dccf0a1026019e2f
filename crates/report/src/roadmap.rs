//! What is missing, in the order in which a team can do it: foundation, pipeline, process maturity, audit readiness.

mod show;

pub use show::{json, text};

use crate::facts::{open_findings, reference};
use primum_model::{Kind, Model};
use primum_rules::Analysis;
use primum_rules::answers::{Answer, answer};
use primum_rules::rule::{Basis, Check, Level, Rule};
use primum_rules::verdict::{ClauseVerdict, Status};
use primum_rules::{FOLDERS, RULES};

/// A phase of the road.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// General requirements, plans, requirements, class.
    Foundation,
    /// Architecture to integration, configuration, tests, and the evidence that a build server gives.
    Pipeline,
    /// Maintenance, risk, problem resolution, system test.
    Maturity,
    /// Release, reviews, attestations, deviations.
    Readiness,
}

impl Phase {
    /// All phases in their order.
    pub const ALL: [Self; 4] = [Self::Foundation, Self::Pipeline, Self::Maturity, Self::Readiness];

    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Foundation => "foundation",
            Self::Pipeline => "pipeline",
            Self::Maturity => "process maturity",
            Self::Readiness => "audit readiness",
        }
    }

    /// The phase of a clause: by its number for IEC 62304, by the way it is answered for the other standards.
    fn of(verdict: &ClauseVerdict) -> Self {
        let clause = verdict.clause;
        if verdict.standard.id != "iec62304" {
            return match answer(&verdict.standard.id, &clause.id) {
                Some(Answer::Attested(_)) => Self::Readiness,
                _ => Self::Maturity,
            };
        }
        let under = |heading: &str| clause.id.strip_prefix(heading).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if ["4", "5.1", "5.2"].into_iter().any(under) {
            Self::Foundation
        } else if under("5.8") || clause.kinds.first().is_some_and(|kind| kind == "REV") {
            Self::Readiness
        } else if ["5.3", "5.4", "5.5", "5.6", "8"].into_iter().any(under) {
            Self::Pipeline
        } else {
            Self::Maturity
        }
    }
}

/// What sort of thing there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// There are findings to mend.
    Mend,
    /// There is nothing to examine yet: records are to be written.
    Write,
    /// A person must state it.
    Attest,
    /// This version cannot show it.
    Await,
}

impl Action {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mend => "mend",
            Self::Write => "write",
            Self::Attest => "attest",
            Self::Await => "await",
        }
    }
}

/// One step: an open clause, or a rule about the records themselves that has findings.
#[derive(Debug)]
pub struct Step {
    /// When it is due.
    pub phase: Phase,
    /// What sort of thing there is to do.
    pub action: Action,
    /// The clause; none for a rule about the records themselves.
    pub clause: Option<String>,
    /// Title of the clause, or what the rule finds.
    pub title: String,
    /// What to do next, in one line.
    pub next: String,
    /// How many open findings stand behind it.
    pub findings: usize,
    /// The command that shows more or begins the work.
    pub command: String,
}

/// Every step in its order: by phase, then faults in the records themselves, then the clauses in the order of the standard.
#[must_use]
pub fn steps(analysis: &Analysis) -> Vec<Step> {
    let mut steps: Vec<Step> = analysis.outcomes.iter().filter_map(|outcome| of_records(analysis, outcome.rule)).collect();
    steps.extend(analysis.clauses.iter().filter(|verdict| verdict.status == Status::Open).map(|verdict| of_clause(analysis, verdict)));
    steps.sort_by_key(|step| step.phase);
    steps
}

/// Rules that no clause names: unreadable records come first of all, decisions that do not hold come before an audit.
fn of_records(analysis: &Analysis, rule: &'static Rule) -> Option<Step> {
    if rule.basis != Basis::Record {
        return None;
    }
    let first = open_findings(analysis, &[rule]).next().map(|finding| finding.help.clone())?;
    let judgement = RULES.iter().zip(FOLDERS).any(|(other, folder)| other.name == rule.name && *folder == "judgement");
    Some(Step {
        phase: if judgement { Phase::Readiness } else { Phase::Foundation },
        action: Action::Mend,
        clause: None,
        title: rule.summary.to_owned(),
        next: first.into_owned(),
        findings: open_findings(analysis, &[rule]).count(),
        command: format!("primum check --rule {}", rule.name),
    })
}

fn of_clause(analysis: &Analysis, verdict: &ClauseVerdict) -> Step {
    let name = reference(verdict.standard, verdict.clause);
    let explain = format!("primum explain {}", if name.contains(' ') { format!("\"{name}\"") } else { name.clone() });
    let answered = answer(&verdict.standard.id, &verdict.clause.id);
    let first = open_findings(analysis, &verdict.rules).max_by_key(|finding| (finding.level, std::cmp::Reverse(finding.place)));
    let (action, next, command) = match (first, answered) {
        (Some(finding), _) if verdict.findings > 0 => {
            let next = if finding.help.is_empty() { finding.message.clone() } else { finding.help.to_string() };
            (Action::Mend, next, format!("primum check --rule {}", finding.rule.name))
        }
        (_, Some(Answer::Awaits(what))) => (Action::Await, what.to_owned(), explain),
        // Clauses of other standards are answered by rules where rules decide them, else by a person.
        (_, Some(Answer::Attested(what))) if verdict.rules.is_empty() || verdict.standard.id == "iec62304" => {
            (Action::Attest, format!("write an attestation {what}"), "primum new attestation".to_owned())
        }
        _ => match missing(&analysis.model, &verdict.rules) {
            Some(kind) => {
                let spec = analysis.model.config.schema.spec(kind);
                let word = if spec.name.contains(' ') { spec.prefix() } else { &spec.name };
                (Action::Write, format!("there is no {} to examine: write the first", spec.name), format!("primum new {word}"))
            }
            None if verdict.rules.is_empty() => (
                Action::Attest,
                "no rule decides about it: write an attestation that says how it is met".to_owned(),
                "primum new attestation".to_owned(),
            ),
            None => (Action::Write, "there is nothing to examine yet".to_owned(), explain),
        },
    };
    Step {
        phase: Phase::of(verdict),
        action,
        clause: Some(name),
        title: verdict.clause.title.clone(),
        next,
        findings: verdict.findings,
        command,
    }
}

/// The first kind of record that the rules look at and the project does not have.
fn missing(model: &Model, rules: &[&'static Rule]) -> Option<Kind> {
    let kinds = rules.iter().flat_map(|rule| match rule.check {
        Check::Each(kinds, _) | Check::EachWhere(kinds, _, _) => kinds,
        Check::Plan(..) => &[Kind::Plan],
        Check::Project(_) | Check::Text(_) | Check::Verdict => &[],
    });
    kinds.copied().find(|kind| model.of(*kind).len() == 0)
}

/// Is the project without open findings that count?
fn nothing_found(analysis: &Analysis) -> bool {
    !analysis.findings.iter().any(|finding| finding.accepted_by.is_none() && finding.level > Level::Note)
}

#[cfg(test)]
mod tests;
