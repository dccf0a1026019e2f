//! From outcomes to verdicts: levels, deviations, attestations, and the status of every clause.

mod binding;
mod clause;
mod deviation;
#[cfg(test)]
mod tests;

pub use binding::{Binding, Bindings};
pub(crate) use clause::{Project, clauses};
pub(crate) use deviation::apply as apply_deviations;

use crate::answered::answered;
use crate::answers::{Answer, answer, may_be_empty};
use crate::engine::Outcome;
use crate::rule::{Basis, Finding, Level, Reports, Rule};
use crate::standards::{self, Clause, Standard};
use primum_model::{Kind, Model, Record};
use std::collections::{HashMap, HashSet};

/// Where a clause stands in this project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Rules have examined something and found nothing.
    Satisfied,
    /// Findings, or nothing examined, or something this version cannot show.
    Open,
    /// A person states it, and the statement is fresh.
    Attested,
    /// The class does not ask for it.
    NotApplicable,
}

impl Status {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Open => "open",
            Self::Attested => "attested",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// The verdict on one clause.
#[derive(Debug)]
pub struct ClauseVerdict {
    /// The standard.
    pub standard: &'static Standard,
    /// The clause.
    pub clause: &'static Clause,
    /// Where it stands.
    pub status: Status,
    /// How many things its rules examined.
    pub examined: usize,
    /// How many findings are open.
    pub findings: usize,
    /// How many findings a deviation accepts.
    pub accepted: usize,
    /// Why it stands there, in one line.
    pub reason: String,
    /// The rules that decide about it.
    pub rules: Vec<&'static Rule>,
    /// Those of them that did not look at everything, because the class of IEC 62304 does not ask for it. Only for a clause of a
    /// standard that knows no classes, which rules alone have then not shown.
    pub in_part: Vec<&'static Rule>,
    /// The attestations that answer it, by position.
    pub attestations: Vec<u32>,
}

/// Rules whose findings come from the verdict itself.
pub(crate) struct Own {
    pub(crate) unmatched_deviation: &'static Rule,
    pub(crate) expired_deviation: &'static Rule,
    pub(crate) deviation_without_reason: &'static Rule,
    pub(crate) stale_attestation: &'static Rule,
    pub(crate) unfounded_attestation: &'static Rule,
    pub(crate) unknown_level: &'static Rule,
}

/// Sets levels as the project says.
pub(crate) fn apply_levels(model: &Model, rules: &[&'static Rule], own: &Own, findings: &mut Vec<Finding>) {
    let mut levels: HashMap<&str, Level> = HashMap::new();
    let mut odd = Vec::new();
    for (name, level, span) in &model.config.levels {
        match rules.iter().find(|rule| rule.name == name) {
            Some(rule) if rule.basis != Basis::Practice && level == "note" => odd.push((
                format!("`{name}` cannot be made a note"),
                "a clause or the records depend on it; to accept a finding for a time, write a deviation record".to_owned(),
                *span,
            )),
            Some(rule) => {
                if let Some(level) = Level::parse(level) {
                    levels.insert(rule.name, level);
                }
            }
            None => {
                let near = primum_model::suggest::nearest(name, rules.iter().map(|rule| rule.name));
                let help = near.map_or_else(|| "`primum explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
                odd.push((format!("there is no rule `{name}` to set a level for"), help, *span));
            }
        }
    }
    for (message, help, span) in odd {
        let place = primum_model::Place { file: primum_model::model::CONFIG_PLACE, span };
        sink(own.unknown_level, findings).push(None, Some(place), message).help(help);
    }
    for finding in findings {
        if let Some(level) = levels.get(finding.rule.name) {
            finding.level = *level;
        }
    }
}

/// The attestations that hold, by clause; reports those that do not.
pub(crate) fn attestations<'m>(
    model: &'m Model,
    outcomes: &[Outcome],
    own: &Own,
    findings: &mut Vec<Finding>,
) -> HashMap<(String, String), Vec<Record<'m>>> {
    let mut holding: HashMap<(String, String), Vec<Record<'m>>> = HashMap::new();
    let cited = |of: &dyn Fn(&&Outcome) -> bool| -> HashSet<(&'static str, &'static str)> {
        let outcomes = outcomes.iter().filter(|outcome| outcome.rule.basis == Basis::Clause).filter(of);
        let clauses = outcomes.flat_map(|outcome| outcome.rule.clauses.iter().filter_map(|reference| standards::find(reference)));
        clauses.map(|(standard, clause)| (standard.id.as_str(), clause.id.as_str())).collect()
    };
    // An attestation costs the reading of every standard that a rule cites; without one nobody asks.
    let some = model.of(Kind::Attestation).len() > 0;
    let (decided, in_part) = if some { (cited(&|_| true), cited(&|outcome| outcome.passed_over > 0)) } else { Default::default() };
    for attestation in model.of(Kind::Attestation) {
        let id = attestation.id();
        let lacking: Vec<&str> =
            ["statement", "attested-by", "attested", "fresh-until"].into_iter().filter(|field| !answered(attestation, field)).collect();
        if !lacking.is_empty() {
            let message = format!("{id} has no {}, so it attests nothing", lacking.join(" and no "));
            sink(own.unfounded_attestation, findings).report(attestation, message).help("an attestation says what, by whom and when");
            continue;
        }
        if attestation.says("status", "draft") {
            sink(own.unfounded_attestation, findings)
                .report(attestation, format!("{id} is a draft, so it attests nothing"))
                .help("have it decided, and take the `status` out");
            continue;
        }
        if attestation.date("fresh-until").is_none_or(|until| until < model.date)
            || attestation.date("attested").is_none_or(|on| on > model.date)
        {
            let message = format!("{id} is not fresh on {}", model.date);
            sink(own.stale_attestation, findings).report(attestation, message).help("look again, and set `attested` and `fresh-until`");
            continue;
        }
        for value in attestation.values("clause") {
            let named = standards::find_all(value.text);
            if named.is_empty() {
                let message = format!("{id} answers clause `{}`, which is no sub-clause in force", value.text);
                sink(own.unfounded_attestation, findings)
                    .report_at(attestation, value.place, message)
                    .help("name a sub-clause, for instance `4.1` or `iso14971 4.2`");
            }
            for (standard, clause) in named {
                let answer = answer(&standard.id, &clause.id);
                if let Some(Answer::Awaits(what)) = answer {
                    let message = format!("{id} answers {} {}, which is judged by the program: {what}", standard.id, clause.id);
                    sink(own.unfounded_attestation, findings)
                        .report_at(attestation, value.place, message)
                        .help("an attestation answers what no program can judge");
                    continue;
                }
                let key = (standard.id.as_str(), clause.id.as_str());
                let open_to_people =
                    answer.is_some() || may_be_empty(&standard.id, &clause.id) || (!standard.graded && in_part.contains(&key));
                if decided.contains(&key) && !open_to_people {
                    let message = format!("{id} answers {} {}, which the rules decide", standard.id, clause.id);
                    sink(own.unfounded_attestation, findings)
                        .report_at(attestation, value.place, message)
                        .help("write the records that the clause asks for; `primum explain` with its number says which");
                    continue;
                }
                holding.entry((standard.id.clone(), clause.id.clone())).or_default().push(attestation);
            }
        }
    }
    holding
}

fn sink<'f>(rule: &'static Rule, findings: &'f mut Vec<Finding>) -> Reports<'f> {
    Reports { rule, list: findings }
}

/// Does the rule decide about this clause?
#[must_use]
pub fn decides(rule: &Rule, standard: &Standard, clause: &Clause) -> bool {
    rule.clauses.iter().any(|reference| standards::find(reference).is_some_and(|(s, c)| s.id == standard.id && c.id == clause.id))
}
