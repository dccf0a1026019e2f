//! What is missing, in the order in which a team can do it: foundation, pipeline, process maturity, audit readiness.

mod show;

pub use show::{json, text};

use crate::facts::{open_findings, reference};
use crate::standing::{Why, deciding};
use primum_model::{Kind, Model, Place};
use primum_rules::Analysis;
use primum_rules::answers::{Answer, answer};
use primum_rules::class::Ground;
use primum_rules::rule::{Basis, Check, Finding, Level, Rule};
use primum_rules::verdict::{ClauseVerdict, Status};
use primum_rules::{FOLDERS, RULES};
use std::cmp::Reverse;
use std::collections::HashMap;

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
                Some(Answer::Attested(_) | Answer::Signed(_)) => Self::Readiness,
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

/// One step: an open clause, or a few that one record answers; a rule about the records themselves that has findings; or a record
/// that everything else builds on.
#[derive(Debug)]
pub struct Step {
    /// When it is due.
    pub phase: Phase,
    /// What sort of thing there is to do.
    pub action: Action,
    /// The clauses that it answers; none for a rule about the records themselves and for what every clause builds on.
    pub clauses: Vec<String>,
    /// Title of the clause, or what the rule finds.
    pub title: String,
    /// What to do next, in one line.
    pub next: String,
    /// How many open findings stand behind it.
    pub findings: usize,
    /// The command that shows more or begins the work.
    pub command: String,
}

/// Every step in its order: by phase, and within a phase as [`rank`] says.
#[must_use]
pub fn steps(analysis: &Analysis) -> Vec<Step> {
    let mut steps: Vec<Step> = analysis.outcomes.iter().filter_map(|outcome| of_records(analysis, outcome.rule)).collect();
    steps.extend(first_record(analysis, Kind::IntendedUse, "what the product is for", "everything else follows from the intended use"));
    steps.extend(class(analysis));
    let open = worst(analysis);
    for verdict in analysis.clauses.iter().filter(|verdict| verdict.status == Status::Open) {
        let step = of_clause(analysis, verdict, &open);
        // As long as there is no system or no class, one step answers what clause 4.3 has nothing to examine for.
        let classifying = |step: &Step| step.action == Action::Write && step.clauses.iter().all(|clause| clause.starts_with("4.3."));
        let of_class = |step: &&mut Step| CLASS_STEPS.contains(&step.title.as_str()) && classifying(step);
        if classifying(&step)
            && let Some(first) = steps.iter_mut().find(of_class)
        {
            first.clauses.extend(step.clauses);
            continue;
        }
        let legacy = |step: &Step| step.action == Action::Attest && step.clauses.iter().all(|clause| clause.starts_with("4.4."));
        match steps.iter_mut().find(|other| !other.clauses.is_empty() && legacy(other) && legacy(&step)) {
            Some(first) => {
                first.clauses.extend(step.clauses);
                let last = first.clauses.last().cloned().unwrap_or_default();
                first.title = "Legacy software".to_owned();
                first.next =
                    format!("decide whether legacy software is in the product: one attestation may name {} to {last}", first.clauses[0]);
            }
            None => steps.push(step),
        }
    }
    // What nobody can do now stands behind everything else, in the order of the standard.
    steps.sort_by_key(|step| match step.action {
        Action::Await => (true, Phase::Foundation, 0),
        _ => (false, step.phase, rank(step)),
    });
    steps
}

/// What the step to classify is called: where there is no system, and where it is class C by default.
const CLASS_STEPS: [&str; 2] = ["the software system and its class", "the safety class"];

/// Where a step stands in its phase: unreadable records first, then what the product is for, its class, the development plan, the
/// first requirements, whatever else there is, and what a person attests.
fn rank(step: &Step) -> u32 {
    let under = |heading: &str| step.clauses.iter().any(|clause| clause.starts_with(heading));
    match step.action {
        Action::Attest | Action::Await => 9,
        Action::Mend if step.clauses.is_empty() => 0,
        _ if step.clauses.is_empty() => 1,
        _ if under("4.3") => 2,
        // The development plan itself, then what else is planned.
        _ if ["5.1.1", "5.1.2", "5.1.3"].iter().any(|clause| step.clauses.iter().any(|own| own == clause)) => 3,
        _ if under("5.2") => 4,
        _ => 5,
    }
}

/// The command that begins a record of a kind.
fn begin(analysis: &Analysis, kind: Kind) -> String {
    format!("primum new {}", analysis.model.config.schema.spec(kind).prefix())
}

/// The step to write the first record of a kind, where there is none.
fn first_record(analysis: &Analysis, kind: Kind, title: &str, why: &str) -> Option<Step> {
    let name = &analysis.model.config.schema.spec(kind).name;
    (analysis.model.of(kind).len() == 0).then(|| Step {
        phase: Phase::Foundation,
        action: Action::Write,
        clauses: Vec::new(),
        title: title.to_owned(),
        next: format!("there is no {name}: write it first, {why}"),
        findings: 0,
        command: begin(analysis, kind),
    })
}

/// The step to classify, where a software system is class C by default: what is missing first.
fn class(analysis: &Analysis) -> Option<Step> {
    let why = "until its class is declared, everything is judged at class C";
    if let Some(step) = first_record(analysis, Kind::SoftwareSystem, CLASS_STEPS[0], why) {
        return Some(step);
    }
    let found = crate::classify::Found::of(analysis);
    let system = analysis.classes.systems.iter().find(|system| system.ground != Ground::Analysed)?;
    let id = analysis.model.at(system.record).id();
    let missing: Vec<String> = crate::classify::ground(found, system).iter().map(|phrase| phrase.plain(&analysis.model)).collect();
    Some(Step {
        phase: Phase::Foundation,
        action: Action::Write,
        clauses: Vec::new(),
        title: CLASS_STEPS[1].to_owned(),
        next: format!("{id} is class C by default until {}", missing.join(", and until ")),
        findings: 0,
        command: format!("primum classify {id}"),
    })
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
        clauses: Vec::new(),
        title: rule.summary.to_owned(),
        next: first.into_owned(),
        findings: open_findings(analysis, &[rule]).count(),
        command: format!("primum check --rule {}", rule.name),
    })
}

/// The open finding of each rule that is mended first: of the gravest the first in the text. Looked for once, since the findings of
/// a large project are many and the clauses too.
fn worst(analysis: &Analysis) -> HashMap<&'static str, &Finding> {
    let mut list: HashMap<&'static str, &Finding> = HashMap::new();
    for finding in analysis.findings.iter().filter(|finding| finding.accepted_by.is_none() && finding.level > Level::Note) {
        list.entry(finding.rule.name).and_modify(|other| *other = std::cmp::max_by_key(*other, finding, gravity)).or_insert(finding);
    }
    list
}

fn gravity(finding: &&Finding) -> (Level, Reverse<Option<Place>>) {
    (finding.level, Reverse(finding.place))
}

fn of_clause(analysis: &Analysis, verdict: &ClauseVerdict, open: &HashMap<&'static str, &Finding>) -> Step {
    let name = reference(verdict.standard, verdict.clause);
    let explain = format!("primum explain {}", if name.contains(' ') { format!("\"{name}\"") } else { name.clone() });
    let answered = answer(&verdict.standard.id, &verdict.clause.id);
    let attest = || begin(analysis, Kind::Attestation);
    let first = verdict.rules.iter().filter_map(|rule| open.get(rule.name).copied()).max_by_key(gravity);
    let (action, next, command) = match (Why::of(verdict), first, answered) {
        (Some(Why::Findings), Some(finding), _) => {
            let next = if finding.help.is_empty() { finding.message.clone() } else { finding.help.to_string() };
            (Action::Mend, next, format!("primum check --rule {}", finding.rule.name))
        }
        (Some(Why::Unreliable), ..) => {
            (Action::Mend, format!("mend the records that cannot be relied on: {}", verdict.reason), "primum check".to_owned())
        }
        (Some(Why::Awaits), _, Some(Answer::Awaits(what))) => (Action::Await, what.to_owned(), explain),
        (Some(Why::Unattested), _, Some(Answer::Attested(what) | Answer::Signed(what))) => {
            (Action::Attest, format!("write an attestation {what}"), attest())
        }
        (Some(Why::Unattested), ..) if !verdict.in_part.is_empty() => {
            (Action::Attest, format!("write an attestation that says how it is met: {}", verdict.reason), attest())
        }
        (Some(Why::Unattested), ..) => {
            (Action::Attest, "no rule decides about it: write an attestation that says how it is met".to_owned(), attest())
        }
        _ => match missing(&analysis.model, &verdict.rules) {
            Some(kind) => {
                let spec = analysis.model.config.schema.spec(kind);
                (Action::Write, format!("there is no {} to examine: write the first", spec.name), begin(analysis, kind))
            }
            None => (Action::Write, "there is nothing to examine yet".to_owned(), explain),
        },
    };
    Step {
        phase: Phase::of(verdict),
        action,
        clauses: vec![name],
        title: verdict.clause.title.clone(),
        next,
        findings: verdict.findings,
        command,
    }
}

/// The first kind of record that the rules look at and the project does not have.
fn missing(model: &Model, rules: &[&'static Rule]) -> Option<Kind> {
    let kinds = deciding(rules).flat_map(|rule| match rule.check {
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
