//! What changed between two states of a project: records, links, classes, approvals, clauses and findings, in every form.

mod html;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod summary;
pub(crate) mod terminal;
#[cfg(test)]
mod tests;
pub(crate) mod told;

pub use html::html;
pub use json::json;
pub use markdown::markdown;
pub use summary::summary;
pub use terminal::{changes, text};

use crate::facts::reference;
use primum_model::Class;
use primum_model::diff::{Change, RecordChange, diff};
use primum_rules::Analysis;
use primum_rules::approval::Standing;
use primum_rules::rule::{Finding, Level};
use primum_rules::verdict::ClauseVerdict;
use std::collections::BTreeMap;

/// Two states of a project, compared.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The state before.
    pub before: &'a Analysis,
    /// The state after.
    pub after: &'a Analysis,
    /// What the states are called: a folder, a revision, the working tree.
    pub names: (String, String),
    /// Every record that changed, in the order of their IDs.
    pub records: Vec<RecordChange>,
    /// Systems, items and units whose class is another one.
    pub classes: Vec<ClassChange>,
    /// Records that all had signed who have to, and that are not approved any more.
    pub approvals_lost: Vec<ApprovalLost>,
    /// Clauses with another status.
    pub clauses: Vec<ClauseChange<'a>>,
    /// Open findings that the state before did not have.
    pub new: Vec<&'a Finding>,
    /// Open findings that the state after does not have.
    pub gone: Vec<&'a Finding>,
}

/// The class of a system, an item or a unit before and after; nothing where it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassChange {
    /// Its ID; after a renaming, the new one.
    pub id: String,
    /// Before.
    pub before: Option<Class>,
    /// After.
    pub after: Option<Class>,
}

/// A record that was approved and is not any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalLost {
    /// Its ID; after a renaming, the new one.
    pub id: String,
    /// Where it stands now.
    pub now: &'static str,
}

/// A clause whose status changed.
#[derive(Clone, Debug)]
pub struct ClauseChange<'a> {
    /// The reference of the clause.
    pub reference: String,
    /// Its title.
    pub title: &'a str,
    /// Its status before; nothing where it was not judged.
    pub before: Option<&'static str>,
    /// Its status after, with the reason.
    pub after: &'a ClauseVerdict,
}

impl<'a> Comparison<'a> {
    /// Compares two states.
    #[must_use]
    pub fn new(before: &'a Analysis, after: &'a Analysis, names: (String, String)) -> Self {
        let records = diff(&before.model, &after.model);
        let former = formers(&records);
        let (new, gone) = findings(before, after, &former);
        Self {
            classes: classes(before, after, &former),
            approvals_lost: approvals_lost(before, after, &former),
            clauses: clauses(before, after),
            records,
            before,
            after,
            names,
            new,
            gone,
        }
    }

    /// Has anything changed of what is compared?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
            && self.classes.is_empty()
            && self.approvals_lost.is_empty()
            && self.clauses.is_empty()
            && self.new.is_empty()
            && self.gone.is_empty()
    }

    /// The class of the project before and after, where it is another one.
    #[must_use]
    pub fn project_class(&self) -> Option<(Class, Class)> {
        let classes = (self.before.classes.project(), self.after.classes.project());
        (classes.0 != classes.1).then_some(classes)
    }

    /// Findings by rule: how many are new, how many are gone. In the order of the names.
    #[must_use]
    pub fn findings_by_rule(&self) -> BTreeMap<&'static str, (usize, usize)> {
        let mut counts: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
        for finding in &self.new {
            counts.entry(finding.rule.name).or_default().0 += 1;
        }
        for finding in &self.gone {
            counts.entry(finding.rule.name).or_default().1 += 1;
        }
        counts
    }

    /// How many records are new, are gone, were retired, were renamed, or changed in any other way.
    pub(crate) fn counts(&self) -> [(usize, &'static str); 5] {
        let mut counts = [(0, "added"), (0, "removed"), (0, "retired"), (0, "renamed"), (0, "changed")];
        for record in &self.records {
            let at = match record.changes.first() {
                Some(Change::Added) => 0,
                Some(Change::Removed) => 1,
                _ if record.changes.contains(&Change::Retired) => 2,
                Some(Change::Renamed { .. }) => 3,
                _ => 4,
            };
            counts[at].0 += 1;
        }
        counts
    }
}

/// The new ID of each record that was renamed, by its former one.
fn formers(records: &[RecordChange]) -> BTreeMap<&str, &str> {
    records
        .iter()
        .flat_map(|record| {
            record.changes.iter().filter_map(|change| match change {
                Change::Renamed { before } => Some((before.as_str(), record.id.as_str())),
                _ => None,
            })
        })
        .collect()
}

fn now<'i>(former: &BTreeMap<&'i str, &'i str>, id: &'i str) -> &'i str {
    former.get(id).copied().unwrap_or(id)
}

fn classes(before: &Analysis, after: &Analysis, former: &BTreeMap<&str, &str>) -> Vec<ClassChange> {
    let of = |analysis: &Analysis| -> BTreeMap<String, Class> {
        let classified =
            |record: &primum_model::Record<'_>| analysis.classes.system(*record).is_some() || analysis.classes.part(*record).is_some();
        analysis
            .model
            .records()
            .filter(|record| !record.is_retired())
            .filter(classified)
            .map(|record| (record.id().to_owned(), analysis.classes.of(record)))
            .collect()
    };
    let old: BTreeMap<String, Class> = of(before).into_iter().map(|(id, class)| (now(former, &id).to_owned(), class)).collect();
    let new = of(after);
    let mut ids: Vec<&String> = old.keys().chain(new.keys()).collect();
    ids.sort();
    ids.dedup();
    ids.into_iter()
        .map(|id| ClassChange { id: id.clone(), before: old.get(id).copied(), after: new.get(id).copied() })
        .filter(|change| change.before != change.after)
        .collect()
}

/// The word for where a record stands.
pub(crate) fn standing_word(standing: Option<&Standing>) -> &'static str {
    match standing {
        None => "gone",
        Some(Standing::NotAsked) => "no signature asked",
        Some(standing) => standing.name(),
    }
}

fn approvals_lost(before: &Analysis, after: &Analysis, former: &BTreeMap<&str, &str>) -> Vec<ApprovalLost> {
    let mut lost: Vec<ApprovalLost> = before
        .model
        .records()
        .filter(|record| matches!(before.approvals.of(*record), Standing::Approved))
        .filter_map(|record| {
            let id = now(former, record.id());
            let standing = after.model.find(id).map(|record| after.approvals.of(record));
            (!matches!(standing, Some(Standing::Approved))).then(|| ApprovalLost { id: id.to_owned(), now: standing_word(standing) })
        })
        .collect();
    lost.sort_by(|a, b| a.id.cmp(&b.id));
    lost
}

fn clauses<'a>(before: &Analysis, after: &'a Analysis) -> Vec<ClauseChange<'a>> {
    let old: BTreeMap<(&str, &str), &'static str> =
        before.clauses.iter().map(|verdict| ((verdict.standard.id.as_str(), verdict.clause.id.as_str()), verdict.status.name())).collect();
    after
        .clauses
        .iter()
        .map(|verdict| (old.get(&(verdict.standard.id.as_str(), verdict.clause.id.as_str())).copied(), verdict))
        .filter(|(before, verdict)| *before != Some(verdict.status.name()))
        .map(|(before, verdict)| ClauseChange {
            reference: reference(verdict.standard, verdict.clause),
            title: &verdict.clause.title,
            before,
            after: verdict,
        })
        .collect()
}

/// Open findings that only one state has. A finding is the same where rule, record and words are; line numbers do not count.
fn findings<'a>(before: &'a Analysis, after: &'a Analysis, former: &BTreeMap<&str, &str>) -> (Vec<&'a Finding>, Vec<&'a Finding>) {
    type Key = (&'static str, String, String);
    let open =
        |analysis: &'a Analysis| analysis.findings.iter().filter(|finding| finding.accepted_by.is_none() && finding.level > Level::Note);
    let key = |analysis: &'a Analysis, finding: &'a Finding, renamed: bool| -> Key {
        let subject = match (finding.record, finding.place) {
            (Some(at), _) => analysis.model.at(at).id().to_owned(),
            (None, Some(place)) => analysis.model.file(place).path.clone(),
            (None, None) => String::new(),
        };
        match former.get(subject.as_str()).filter(|_| renamed) {
            // A finding names its record: under another name it is the same.
            Some(now) => (finding.rule.name, (*now).to_owned(), finding.message.replace(&subject, now)),
            None => (finding.rule.name, subject, finding.message.clone()),
        }
    };
    let mut old: BTreeMap<Key, Vec<&'a Finding>> = BTreeMap::new();
    for finding in open(before) {
        old.entry(key(before, finding, true)).or_default().push(finding);
    }
    let mut new = Vec::new();
    for finding in open(after) {
        match old.get_mut(&key(after, finding, false)).and_then(Vec::pop) {
            Some(_) => {}
            None => new.push(finding),
        }
    }
    (new, old.into_values().flatten().collect())
}

/// The ID of what a finding is about: the record, else the file, else the project.
pub(crate) fn subject(analysis: &Analysis, finding: &Finding) -> String {
    match (finding.record, finding.place) {
        (Some(at), _) => analysis.model.at(at).id().to_owned(),
        (None, Some(place)) => analysis.model.file(place).path.clone(),
        (None, None) => "project".to_owned(),
    }
}

/// `A`, or `none` where the thing is not there.
pub(crate) fn class_word(class: Option<Class>) -> String {
    class.map_or_else(|| "none".to_owned(), |class| class.letter().to_string())
}
