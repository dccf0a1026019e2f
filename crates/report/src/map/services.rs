//! Which clauses each record serves, computed once for a project: records that the same rules examined are taken together.

use super::{Behind, Evidence, SHOWN, Served, Service, Way, out_of_use};
use crate::examined::{Examined, Looked};
use primum_model::kinds::KINDS;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::rule::{Basis, Check, Rule};
use primum_rules::verdict::{ClauseVerdict, Status};
use std::collections::HashMap;

/// Records that differ in nothing that decides what they serve.
struct Group {
    kind: Kind,
    /// The rules that examined them, by position among the outcomes.
    rules: Vec<usize>,
    serves: Vec<Service>,
    records: Vec<u32>,
}

pub(super) struct Services<'a> {
    analysis: &'a Analysis,
    groups: Vec<Group>,
}

impl<'a> Services<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        let mut examined_by: Vec<Vec<usize>> = vec![Vec::new(); analysis.model.records().len()];
        let examined = Examined::new(analysis);
        for (at, outcome) in analysis.outcomes.iter().enumerate().filter(|(_, outcome)| outcome.rule.basis == Basis::Clause) {
            let (Looked::Records { examined: records, .. } | Looked::Plans(_, records)) = examined.by(outcome) else { continue };
            for record in records {
                let list = &mut examined_by[record as usize];
                // A record of two kinds that one rule looks at is examined once.
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        let mut attests: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, verdict) in analysis.clauses.iter().enumerate() {
            for record in &verdict.attestations {
                attests.entry(*record).or_default().push(at);
            }
        }
        let by_rule = clauses_by_rule(analysis);
        let mut groups: Vec<Group> = Vec::new();
        let mut known: HashMap<(Kind, Vec<usize>, Vec<usize>), usize> = HashMap::new();
        for record in analysis.model.records().filter(|record| out_of_use(*record).is_none()) {
            let rules = std::mem::take(&mut examined_by[record.position() as usize]);
            let attested = attests.remove(&record.position()).unwrap_or_default();
            let at = *known.entry((record.kind(), rules, attested)).or_insert_with_key(|(kind, rules, attested)| {
                let serves = served(analysis, &by_rule, *kind, rules, attested);
                groups.push(Group { kind: *kind, rules: rules.clone(), serves, records: Vec::new() });
                groups.len() - 1
            });
            groups[at].records.push(record.position());
        }
        Self { analysis, groups }
    }

    /// The records that serve these clauses, given in their order: what was looked at first, then what is only there.
    pub(super) fn of_clauses(&self, clauses: &[usize]) -> Vec<Evidence> {
        let mut list: Vec<Evidence> = Vec::new();
        for group in &self.groups {
            let serves: Vec<Service> = group.serves.iter().copied().filter(|(clause, _)| clauses.binary_search(clause).is_ok()).collect();
            if serves.is_empty() {
                continue;
            }
            match list.iter_mut().find(|other| other.kind == group.kind && other.serves == serves) {
                Some(other) => other.records.extend(&group.records),
                None => list.push(Evidence { kind: group.kind, records: group.records.clone(), drafts: 0, serves }),
            }
        }
        for evidence in &mut list {
            evidence.records.sort_unstable();
            let is_draft = |at: &&u32| self.analysis.model.at(**at).says("status", "draft");
            evidence.drafts = evidence.records.iter().filter(is_draft).count();
        }
        // Within a kind, what serves most stands first.
        let tied = |evidence: &Evidence| evidence.serves.iter().filter(|(_, way)| *way != Way::OfKind).count();
        list.sort_by_key(|evidence| {
            (tied(evidence) == 0, evidence.kind.position(), std::cmp::Reverse(tied(evidence)), evidence.records.first().copied())
        });
        list
    }

    /// The records behind every clause, by its position among the verdicts.
    pub(super) fn by_clause(&self) -> Vec<Vec<Behind>> {
        let mut list: Vec<Vec<Behind>> = vec![Vec::new(); self.analysis.clauses.len()];
        for group in &self.groups {
            for (clause, way) in &group.serves {
                let behind = &mut list[*clause];
                let at = behind.iter().position(|one| (one.way, one.kind) == (*way, group.kind)).unwrap_or_else(|| {
                    behind.push(Behind { way: *way, kind: group.kind, first: Vec::new(), count: 0 });
                    behind.len() - 1
                });
                // The records of a group are in the order of the text, so its first ones are enough.
                behind[at].first.extend(group.records.iter().take(SHOWN));
                behind[at].count += group.records.len();
            }
        }
        for behind in &mut list {
            for one in behind.iter_mut() {
                one.first.sort_unstable();
                one.first.truncate(SHOWN);
            }
            behind.sort_by_key(|one| (one.way, one.kind.position()));
        }
        list
    }

    pub(super) fn of_record(&self, record: Record<'_>) -> Served {
        let group = self.groups.iter().find(|group| group.records.binary_search(&record.position()).is_ok());
        let (serves, rules) = group.map_or_else(Default::default, |group| (group.serves.clone(), group.rules.clone()));
        Served { record: record.position(), serves, rules }
    }
}

/// The clauses that each rule decides about, by position among outcomes and verdicts.
fn clauses_by_rule(analysis: &Analysis) -> Vec<Vec<usize>> {
    let positions: HashMap<&str, usize> = analysis.outcomes.iter().enumerate().map(|(at, outcome)| (outcome.rule.name, at)).collect();
    let mut list = vec![Vec::new(); analysis.outcomes.len()];
    for (clause, verdict) in analysis.clauses.iter().enumerate().filter(|(_, verdict)| verdict.status != Status::NotApplicable) {
        for rule in verdict.rules.iter().filter(|rule| rule.basis == Basis::Clause) {
            if let Some(at) = positions.get(rule.name) {
                list[*at].push(clause);
            }
        }
    }
    list
}

fn served(analysis: &Analysis, by_rule: &[Vec<usize>], kind: Kind, rules: &[usize], attested: &[usize]) -> Vec<Service> {
    let mut ways: Vec<Option<Way>> = vec![None; analysis.clauses.len()];
    for clause in rules.iter().flat_map(|rule| &by_rule[*rule]) {
        ways[*clause] = Some(Way::Examined);
    }
    for clause in attested {
        ways[*clause] = Some(Way::Attests);
    }
    for (way, verdict) in ways.iter_mut().zip(&analysis.clauses).filter(|(way, _)| way.is_none()) {
        if carries(kind, verdict) {
            *way = Some(Way::OfKind);
        }
    }
    ways.into_iter().enumerate().filter_map(|(clause, way)| Some((clause, way?))).collect()
}

/// Is the kind one that carries the proof of the clause, with no rule of the clause that looks at such records one by one? Where one
/// does, what it did not examine is no proof. A statement or a deviation proves nothing that it does not name.
fn carries(kind: Kind, verdict: &ClauseVerdict) -> bool {
    let named = || verdict.clause.kinds.iter().any(|prefix| KINDS.iter().any(|spec| spec.prefix == prefix && spec.kind == kind));
    let looked_at = || verdict.rules.iter().filter(|rule| rule.basis == Basis::Clause).any(|rule| kinds_of(rule).contains(&kind));
    !matches!(kind, Kind::Attestation | Kind::Deviation) && verdict.status != Status::NotApplicable && named() && !looked_at()
}

fn kinds_of(rule: &Rule) -> &'static [Kind] {
    match rule.check {
        Check::Each(kinds, _) | Check::EachWhere(kinds, ..) => kinds,
        Check::Plan(..) => &[Kind::Plan],
        Check::Project(_) | Check::Text(_) | Check::Verdict => &[],
    }
}
