//! From outcomes to verdicts: levels, deviations, attestations, and the status of every clause.

use crate::answered::answered;
use crate::answers::{Answer, answer};
use crate::class::ClassTable;
use crate::engine::Outcome;
use crate::rule::{Basis, Finding, Findings, Level, Rule};
use crate::standards::{self, Clause, Standard};
use primum_model::{Kind, Model, Record};
use std::collections::HashMap;

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
            Some(rule) => {
                if let Some(level) = Level::parse(level) {
                    levels.insert(rule.name, level);
                }
            }
            None => odd.push((name.clone(), *span)),
        }
    }
    for (name, span) in odd {
        let mut sink = sink(own.unknown_level, findings);
        let near = primum_model::suggest::nearest(&name, rules.iter().map(|rule| rule.name));
        let help = near.map_or_else(|| "`primum explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
        let place = primum_model::Place { file: primum_model::model::CONFIG_PLACE, span };
        sink.push(None, Some(place), format!("there is no rule `{name}` to set a level for")).help(help);
    }
    for finding in findings {
        if let Some(level) = levels.get(finding.rule.name) {
            finding.level = *level;
        }
    }
}

/// Accepts findings by deviations; reports deviations that match nothing, have expired, or give no reason.
pub(crate) fn apply_deviations(model: &Model, rules: &[&'static Rule], own: &Own, findings: &mut Vec<Finding>) {
    let mut reports = Vec::new();
    for deviation in model.of(Kind::Deviation) {
        let name = deviation.text("rule").unwrap_or("");
        let id = deviation.id();
        let mut lacking: Vec<&str> = ["justification", "approver"].into_iter().filter(|field| !answered(deviation, field)).collect();
        if deviation.date("expires").is_none() {
            lacking.push("expires");
        }
        let mut report = |rule, message: String, help: &str| reports.push((rule, deviation, message, help.to_owned()));
        let Some(rule) = rules.iter().find(|rule| rule.name == name) else {
            let near = primum_model::suggest::nearest(name, rules.iter().map(|rule| rule.name));
            let help = near.map_or_else(|| "`primum explain` lists the rules".to_owned(), |near| format!("did you mean `{near}`?"));
            report(own.unmatched_deviation, format!("{id} names the rule `{name}`, which does not exist"), &help);
            continue;
        };
        if !lacking.is_empty() {
            report(
                own.deviation_without_reason,
                format!("{id} has no {}, so it accepts nothing", lacking.join(" and no ")),
                "a deviation says why, who accepts it, and until when",
            );
            continue;
        }
        if deviation.date("expires").is_some_and(|expires| expires < model.date) {
            let message = format!("{id} expired on {}, so it accepts nothing", deviation.text("expires").unwrap_or(""));
            report(own.expired_deviation, message, "mend the finding, or judge again and set a new date");
            continue;
        }
        let targets: Vec<u32> = deviation.links("target").map(Record::position).collect();
        let mut matched = false;
        for finding in findings.iter_mut().filter(|finding| finding.rule.name == rule.name) {
            let hit = finding.record.map_or(targets.is_empty(), |record| targets.contains(&record));
            if hit {
                finding.accepted_by = Some(deviation.position());
                matched = true;
            }
        }
        if !matched {
            report(
                own.unmatched_deviation,
                format!("{id} accepts a finding of `{name}` that is not there"),
                "retire it, or correct its target",
            );
        }
    }
    for (rule, record, message, help) in reports {
        sink(rule, findings).report(record, message).help(help);
    }
}

/// The attestations that hold, by clause; reports those that do not.
pub(crate) fn attestations<'m>(model: &'m Model, own: &Own, findings: &mut Vec<Finding>) -> HashMap<(String, String), Vec<Record<'m>>> {
    let mut holding: HashMap<(String, String), Vec<Record<'m>>> = HashMap::new();
    for attestation in model.of(Kind::Attestation) {
        let id = attestation.id();
        let lacking: Vec<&str> =
            ["statement", "attested-by", "attested"].into_iter().filter(|field| !answered(attestation, field)).collect();
        if !lacking.is_empty() {
            let message = format!("{id} has no {}, so it attests nothing", lacking.join(" and no "));
            sink(own.unfounded_attestation, findings).report(attestation, message).help("an attestation says what, by whom and when");
            continue;
        }
        if attestation.date("fresh-until").is_some_and(|until| until < model.date)
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
                if let Some(Answer::Awaits(what)) = answer(&standard.id, &clause.id) {
                    let message = format!("{id} answers {} {}, which is judged by the program: {what}", standard.id, clause.id);
                    sink(own.unfounded_attestation, findings)
                        .report_at(attestation, value.place, message)
                        .help("an attestation answers what no program can judge");
                    continue;
                }
                holding.entry((standard.id.clone(), clause.id.clone())).or_default().push(attestation);
            }
        }
    }
    holding
}

fn sink<'f>(rule: &'static Rule, findings: &'f mut Vec<Finding>) -> Findings<'f> {
    Findings { rule, class: primum_model::Class::C, examined: 0, list: findings }
}

/// Does the rule decide about this clause?
#[must_use]
pub fn decides(rule: &Rule, standard: &Standard, clause: &Clause) -> bool {
    rule.clauses.iter().any(|reference| standards::find(reference).is_some_and(|(s, c)| s.id == standard.id && c.id == clause.id))
}

/// What a rule has left open and what a deviation accepts of it, notes apart.
#[derive(Clone, Copy, Default)]
struct Tally {
    open: usize,
    accepted: usize,
}

/// Outcomes and findings sorted by what they say about clauses; made once for every standard that is asked for.
pub(crate) struct Sorted<'o> {
    outcomes: &'o [Outcome],
    tallies: Vec<Tally>,
    by_clause: HashMap<(&'static str, &'static str), Vec<usize>>,
}

impl<'o> Sorted<'o> {
    pub(crate) fn new(outcomes: &'o [Outcome], findings: &[Finding]) -> Self {
        let positions: HashMap<&str, usize> = outcomes.iter().enumerate().map(|(at, outcome)| (outcome.rule.name, at)).collect();
        let mut tallies = vec![Tally::default(); outcomes.len()];
        for finding in findings.iter().filter(|finding| finding.level > Level::Note) {
            if let Some(at) = positions.get(finding.rule.name) {
                let tally = &mut tallies[*at];
                if finding.accepted_by.is_some() { tally.accepted += 1 } else { tally.open += 1 }
            }
        }
        let mut by_clause: HashMap<(&'static str, &'static str), Vec<usize>> = HashMap::new();
        for (at, outcome) in outcomes.iter().enumerate().filter(|(_, outcome)| outcome.rule.basis != Basis::Practice) {
            for (standard, clause) in outcome.rule.clauses.iter().filter_map(|reference| standards::find(reference)) {
                let list = by_clause.entry((standard.id.as_str(), clause.id.as_str())).or_default();
                if !list.contains(&at) {
                    list.push(at);
                }
            }
        }
        Self { outcomes, tallies, by_clause }
    }
}

/// The verdict on every clause in force of a standard.
///
/// A rule of record that cites a clause can open it (an ID that two requirements share) and never closes it: only what the
/// rules of the clause examined counts as examined.
#[must_use]
pub(crate) fn clauses(
    standard: &'static Standard,
    classes: &ClassTable,
    sorted: &Sorted<'_>,
    held: &HashMap<(String, String), Vec<Record<'_>>>,
) -> Vec<ClauseVerdict> {
    let none = Vec::new();
    standard
        .active()
        .map(|clause| {
            let mine = sorted.by_clause.get(&(standard.id.as_str(), clause.id.as_str())).unwrap_or(&none);
            let (open, accepted) = mine
                .iter()
                .map(|at| sorted.tallies[*at])
                .fold((0, 0), |(open, accepted), tally| (open + tally.open, accepted + tally.accepted));
            let deciding: Vec<&Outcome> =
                mine.iter().map(|at| &sorted.outcomes[*at]).filter(|outcome| outcome.rule.basis == Basis::Clause).collect();
            let examined = deciding.iter().map(|outcome| outcome.examined).sum();
            let attested: Vec<Record<'_>> = held.get(&(standard.id.clone(), clause.id.clone())).cloned().unwrap_or_default();
            let (status, reason) = decide(classes, clause, &deciding, answer_of(standard, clause, &deciding), examined, open, &attested);
            ClauseVerdict {
                standard,
                clause,
                status,
                examined,
                findings: open,
                accepted,
                reason,
                rules: mine.iter().map(|at| sorted.outcomes[*at].rule).collect(),
                attestations: attested.iter().map(|record| record.position()).collect(),
            }
        })
        .collect()
}

/// Clauses of other standards that rules decide are answered by those rules.
fn answer_of(standard: &Standard, clause: &Clause, mine: &[&Outcome]) -> Option<Answer> {
    match answer(&standard.id, &clause.id) {
        Some(Answer::Attested(_)) if !mine.is_empty() => None,
        other => other,
    }
}

fn decide(
    classes: &ClassTable,
    clause: &Clause,
    mine: &[&Outcome],
    answer: Option<Answer>,
    examined: usize,
    open: usize,
    attested: &[Record<'_>],
) -> (Status, String) {
    let things = |count: usize| if count == 1 { "1 thing examined".to_owned() } else { format!("{count} things examined") };
    if !clause.classes.is_empty() && !clause.classes.contains(classes.project()) {
        return (Status::NotApplicable, format!("not asked of class {}", classes.project()));
    }
    if open > 0 {
        return (Status::Open, format!("{}, {open} {}", things(examined), if open == 1 { "finding" } else { "findings" }));
    }
    if let Some(Answer::Awaits(what)) = answer {
        return (Status::Open, if examined > 0 { format!("{}, no finding; {what}", things(examined)) } else { what.to_owned() });
    }
    if matches!(answer, Some(Answer::Attested(_))) || (examined == 0 && !attested.is_empty()) {
        if let Some(first) = attested.first() {
            let by = first.text("attested-by").unwrap_or("");
            return (Status::Attested, format!("{} by {by}", first.id()));
        }
        if let Some(Answer::Attested(what)) = answer {
            return (Status::Open, format!("no attestation {what}"));
        }
    }
    if examined == 0 {
        let nothing = if mine.is_empty() { "no rule decides about it" } else { "nothing to examine" };
        return (Status::Open, nothing.to_owned());
    }
    (Status::Satisfied, format!("{}, no finding", things(examined)))
}
