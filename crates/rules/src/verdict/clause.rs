//! Where each clause stands: what its rules examined and found, what people attest, and what could not be read.

use super::{ClauseVerdict, Status};
use crate::answered::listed;
use crate::answers::{Answer, answer};
use crate::approval::{Approvals, Standing};
use crate::class::ClassTable;
use crate::engine::Outcome;
use crate::rule::{Basis, Check, Finding, Level, Rule};
use crate::standards::{self, Clause, Standard};
use primum_model::kinds::KINDS;
use primum_model::{FaultKind, Kind, Model, Record};
use std::collections::{BTreeMap, HashMap};

/// Attestations that hold, by standard and clause.
pub(crate) type Held<'m> = HashMap<(String, String), Vec<Record<'m>>>;

/// What a rule has left open and what a deviation accepts of it, notes apart.
#[derive(Clone, Copy, Default)]
struct Tally {
    open: usize,
    accepted: usize,
}

/// A judged project, sorted by what it says about clauses; made once for every standard that is asked for.
pub(crate) struct Project<'p> {
    classes: &'p ClassTable,
    /// Whose class it is, in words.
    whose: String,
    outcomes: &'p [Outcome],
    tallies: Vec<Tally>,
    by_clause: HashMap<(&'static str, &'static str), Vec<usize>>,
    unread: Unread,
    /// How many records of each kind are drafts.
    drafts: HashMap<Kind, usize>,
    /// For each kind that has records: is a signature asked for under one of them?
    signed: BTreeMap<Kind, bool>,
}

/// What could not be read, or cannot be relied on. Rules see only the rest, so what they say about it is not the whole truth.
#[derive(Default)]
struct Unread {
    /// Something may hide records of any kind.
    anything: Option<String>,
    /// A record of this kind has a fault.
    kinds: BTreeMap<Kind, String>,
}

impl<'p> Project<'p> {
    pub(crate) fn new(
        model: &Model,
        classes: &'p ClassTable,
        approvals: &Approvals,
        outcomes: &'p [Outcome],
        findings: &[Finding],
    ) -> Self {
        let positions: HashMap<&str, usize> = outcomes.iter().enumerate().map(|(at, outcome)| (outcome.rule.name, at)).collect();
        let mut tallies = vec![Tally::default(); outcomes.len()];
        // What a clause is about is not softened by a level that the project sets.
        for finding in findings.iter().filter(|finding| finding.level.max(finding.rule.level) > Level::Note) {
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
        let ids: Vec<&str> = classes.decided_by.iter().map(|at| model.at(*at).id()).collect();
        let whose = match ids.as_slice() {
            [] => String::new(),
            [one] => format!(", the class of {one}"),
            [one, other] => format!(", the class of {one} and {other}"),
            [one, rest @ ..] => format!(", the class of {one} and {} more", rest.len()),
        };
        let mut drafts = HashMap::new();
        for record in model.records().filter(|record| !record.is_retired() && record.says("status", "draft")) {
            *drafts.entry(record.kind()).or_insert(0) += 1;
        }
        let mut signed = BTreeMap::new();
        for record in model.records().filter(|record| !record.is_retired()) {
            *signed.entry(record.kind()).or_insert(false) |= approvals.looked() && *approvals.of(record) != Standing::NotAsked;
        }
        Self { classes, whose, outcomes, tallies, by_clause, unread: Unread::of(model, findings), drafts, signed }
    }

    /// Are signatures asked for under every kind of record that the clause is about, reviews apart? They are signatures of a kind.
    fn asks_for_signatures(&self, clause: &Clause) -> bool {
        let kinds = named(clause).filter(|kind| *kind != Kind::Review);
        let asked: Vec<bool> = kinds.filter_map(|kind| self.signed.get(&kind).copied()).collect();
        !asked.is_empty() && asked.iter().all(|asked| *asked)
    }
}

impl Unread {
    fn of(model: &Model, findings: &[Finding]) -> Self {
        let mut unread = Self::default();
        for finding in findings.iter().filter(|finding| finding.rule.basis == Basis::Record && finding.accepted_by.is_none()) {
            // What only lacks beauty, a missing title, hides nothing.
            if finding.level < Level::Error {
                continue;
            }
            // A fault of a text that belongs to no record may concern any of them: what is hidden has no kind.
            let hides = match finding.rule.check {
                Check::Text(FaultKind::UnreadableText | FaultKind::UnclosedBlock | FaultKind::UnknownKind | FaultKind::ConflictMark) => {
                    true
                }
                Check::Text(_) => finding.record.is_none(),
                _ => false,
            };
            let place = finding.place.map_or_else(String::new, |place| format!(" in {}", model.file(place).path));
            if hides {
                unread.anything.get_or_insert_with(|| format!("not everything could be read: {}{place}", finding.rule.name));
            } else if let Some(at) = finding.record {
                let record = model.at(at);
                let words = || format!("{} cannot be relied on: {}{place}", record.id(), finding.rule.name);
                unread.kinds.entry(record.kind()).or_insert_with(words);
            }
        }
        unread
    }

    /// What keeps a clause from being satisfied: something unread that may concern the kinds that the clause is about.
    fn concerns(&self, clause: &Clause, rules: &[&Outcome]) -> Option<&str> {
        if let Some(anything) = &self.anything {
            return Some(anything);
        }
        let looked_at = rules.iter().flat_map(|outcome| kinds_of(&outcome.rule.check)).copied();
        named(clause).chain(looked_at).find_map(|kind| self.kinds.get(&kind)).map(String::as_str)
    }
}

/// The kinds of record that the clause names.
fn named(clause: &Clause) -> impl Iterator<Item = Kind> {
    clause.kinds.iter().filter_map(|prefix| KINDS.iter().find(|kind| kind.prefix == prefix)).map(|kind| kind.kind)
}

fn kinds_of(check: &Check) -> &'static [Kind] {
    match check {
        Check::Each(kinds, _) | Check::EachWhere(kinds, ..) => kinds,
        Check::Plan(..) => &[Kind::Plan],
        Check::Project(_) | Check::Text(_) | Check::Verdict => &[],
    }
}

/// The verdict on every clause in force of a standard.
///
/// A rule of record that cites a clause can open it (an ID that two requirements share) and never closes it: only what the
/// rules of the clause examined counts as examined.
#[must_use]
pub(crate) fn clauses(standard: &'static Standard, project: &Project<'_>, held: &Held<'_>) -> Vec<ClauseVerdict> {
    let none = Vec::new();
    standard
        .active()
        .map(|clause| {
            let mine = project.by_clause.get(&(standard.id.as_str(), clause.id.as_str())).unwrap_or(&none);
            let (open, accepted) = mine
                .iter()
                .map(|at| project.tallies[*at])
                .fold((0, 0), |(open, accepted), tally| (open + tally.open, accepted + tally.accepted));
            let deciding: Vec<&Outcome> =
                mine.iter().map(|at| &project.outcomes[*at]).filter(|outcome| outcome.rule.basis == Basis::Clause).collect();
            let attested: Vec<Record<'_>> = held.get(&(standard.id.clone(), clause.id.clone())).cloned().unwrap_or_default();
            let in_part = deciding.iter().filter(|outcome| !standard.graded && outcome.passed_over > 0).map(|outcome| outcome.rule);
            let in_part: Vec<&'static Rule> = in_part.collect();
            let (status, reason) = decide(standard, clause, project, &Shown { deciding: &deciding, open, in_part: &in_part }, &attested);
            ClauseVerdict {
                standard,
                clause,
                status,
                examined: deciding.iter().map(|outcome| outcome.examined).sum(),
                findings: open,
                accepted,
                reason,
                rules: mine.iter().map(|at| project.outcomes[*at].rule).collect(),
                in_part,
                attestations: attested.iter().map(|record| record.position()).collect(),
            }
        })
        .collect()
}

/// What the rules of a clause have shown.
struct Shown<'s> {
    /// What each of its rules did.
    deciding: &'s [&'s Outcome],
    /// How many findings are open.
    open: usize,
    /// The rules that did not look at everything, because of a class that the standard of the clause does not know.
    in_part: &'s [&'static Rule],
}

fn decide(standard: &Standard, clause: &Clause, project: &Project<'_>, shown: &Shown<'_>, attested: &[Record<'_>]) -> (Status, String) {
    let class = project.classes.project();
    if !clause.classes.is_empty() && !clause.classes.contains(class) {
        return (Status::NotApplicable, format!("not asked of class {class}{}", project.whose));
    }
    let (deciding, open) = (shown.deciding, shown.open);
    let examined = examined(deciding, &project.drafts);
    if open > 0 {
        let findings = if open == 1 { "1 finding".to_owned() } else { format!("{open} findings") };
        return (Status::Open, examined.map_or_else(|| format!("nothing there, {findings}"), |examined| format!("{examined}, {findings}")));
    }
    // What rules have not found is said, and does not answer for what is missing.
    let and = |missing: String| examined.as_ref().map_or_else(|| missing.clone(), |examined| format!("{examined}, no finding; {missing}"));
    let by_person = |missing: String| match attested.first() {
        Some(first) => (Status::Attested, and(format!("{} by {}", first.id(), first.text("attested-by").unwrap_or("")))),
        None => (Status::Open, and(missing)),
    };
    match answer(&standard.id, &clause.id) {
        Some(Answer::Awaits(what)) => return (Status::Open, and(what.to_owned())),
        Some(Answer::Attested(what)) => return by_person(format!("no attestation {what}")),
        Some(Answer::Signed(what)) if !project.asks_for_signatures(clause) => {
            return by_person(format!("[[approvals]] does not ask for signatures under its records, and no attestation {what}"));
        }
        Some(Answer::Signed(_)) => {}
        None if !shown.in_part.is_empty() => return by_person(left_out(shown.in_part, deciding.len())),
        None => {}
    }
    let Some(examined) = examined else {
        let nothing = if deciding.is_empty() { "no rule decides about it" } else { "nothing to examine" };
        return by_person(nothing.to_owned());
    };
    match project.unread.concerns(clause, deciding) {
        Some(unread) => (Status::Open, format!("{examined}, no finding; {unread}")),
        None => (Status::Satisfied, format!("{examined}, no finding")),
    }
}

/// What the class of IEC 62304 left out, though the clause knows no classes. Which rules that were is in the verdict.
fn left_out(in_part: &[&'static Rule], deciding: usize) -> String {
    let rules = if in_part.len() == deciding { "the rules".to_owned() } else { format!("{} of {deciding} rules", in_part.len()) };
    format!("{rules} did not look at everything, because the class of IEC 62304 does not ask for it")
}

/// What was examined, in words: `51 software requirements by 6 rules, 2 plans`. Nothing if nothing was.
///
/// Rules that look at the same records are counted together; adding them up would make six looks at one record look like six records.
fn examined(deciding: &[&Outcome], drafts: &HashMap<Kind, usize>) -> Option<String> {
    // That something of a kind exists is one thing, that each was looked at another: where rules look at each record and have
    // looked at none, because every one is of a lower class, what is known about existence shows nothing.
    let mut each = deciding.iter().filter(|outcome| matches!(outcome.rule.check, Check::Each(..))).peekable();
    if each.peek().is_some() && each.all(|outcome| outcome.examined == 0) {
        return None;
    }
    let mut groups: Vec<Looks> = Vec::new();
    for outcome in deciding.iter().filter(|outcome| outcome.examined > 0) {
        let kinds = kinds_of(&outcome.rule.check);
        let at = groups.iter().position(|group| group.kinds == kinds).unwrap_or_else(|| {
            groups.push(Looks { kinds, most: 0, rules: 0, subjects: Vec::new() });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.most = outcome.examined.max(group.most);
        group.rules += 1;
        if let Check::Plan(subject, _) = outcome.rule.check
            && !group.subjects.contains(&subject)
        {
            group.subjects.push(subject);
        }
    }
    // Rules about the project as a whole count in their own ways; they are named only where nobody else counts.
    if groups.iter().any(|group| !group.kinds.is_empty()) {
        groups.retain(|group| !group.kinds.is_empty());
    }
    let words: Vec<String> = groups.iter().map(|group| group.in_words(drafts)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// What rules about the same kinds have looked at.
struct Looks {
    kinds: &'static [Kind],
    /// The most that one of them examined.
    most: usize,
    rules: usize,
    /// The subjects of the plans that they looked at: rules about two subjects look at two plans, or at one that covers both.
    subjects: Vec<&'static str>,
}

impl Looks {
    fn in_words(&self, drafts: &HashMap<Kind, usize>) -> String {
        let count = self.most;
        let what = match (self.kinds, self.subjects.as_slice()) {
            (_, [_, _, ..]) => format!("plans for {}", listed(&self.subjects).unwrap_or_default()),
            ([kind], _) => {
                let name =
                    KINDS.get(kind.position()).map_or("records", |declared| if count == 1 { declared.name } else { declared.plural });
                format!("{count} {name}")
            }
            ([], _) if count == 1 => "1 thing".to_owned(),
            ([], _) => format!("{count} things"),
            _ if count == 1 => "1 record".to_owned(),
            _ => format!("{count} records"),
        };
        let by = if self.rules > 1 { format!(" by {} rules", self.rules) } else { String::new() };
        let drafts: usize = self.kinds.iter().filter_map(|kind| drafts.get(kind)).sum();
        let drafts = if drafts > 0 { format!(" ({drafts} more in draft)") } else { String::new() };
        format!("{what} examined{by}{drafts}")
    }
}
