//! The comparison in a few sentences, the gravest first.

use super::{Comparison, class_word};
use crate::facts::counted;
use primum_model::diff::Change;
use primum_model::{Kind, Record};

/// A few sentences: classes, risk file, approvals, requirements without a test, records, clauses, findings.
#[must_use]
pub fn summary(comparison: &Comparison<'_>) -> Vec<String> {
    let mut list = Vec::new();
    if let Some((before, after)) = comparison.project_class() {
        list.push(format!("class of the project {} from {} to {}", rises(before < after), before.letter(), after.letter()));
    }
    for change in comparison.classes.iter().filter(|change| change.before.is_some() && change.after.is_some()) {
        let word = rises(change.before < change.after);
        list.push(format!("class of {} {word} from {} to {}", change.id, class_word(change.before), class_word(change.after)));
    }
    let added = |kinds: &[Kind]| -> Vec<Record<'_>> {
        comparison
            .records
            .iter()
            .filter(|record| record.changes.first() == Some(&Change::Added))
            .filter_map(|record| comparison.after.model.find(&record.id))
            .filter(|record| kinds.contains(&record.kind()))
            .collect()
    };
    let requirements = added(&[Kind::SoftwareRequirement]);
    let untested = requirements.iter().filter(|record| record.linked_by("verifies").next().is_none()).count();
    if untested > 0 {
        list.push(format!("adds {} without a test", counted(untested, "software requirement", "software requirements")));
    }
    let risk = comparison.records.iter().filter(|record| is_risk(comparison, &record.id)).count();
    if risk > 0 {
        list.push(format!("changes the risk file in {}", counted(risk, "record", "records")));
    }
    if !comparison.approvals_lost.is_empty() {
        let ids: Vec<&str> = comparison.approvals_lost.iter().take(NAMED).map(|lost| lost.id.as_str()).collect();
        let more = comparison.approvals_lost.len() - ids.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        list.push(format!(
            "{} approved before and not now: {}{more}",
            counted(comparison.approvals_lost.len(), "record was", "records were"),
            ids.join(", ")
        ));
    }
    let dangling = comparison.records.iter().flat_map(|record| &record.changes).filter(|change| leads_nowhere(change)).count();
    if dangling > 0 {
        list.push(format!("brings links that lead nowhere into {}", counted(dangling, "field", "fields")));
    }
    let counts: Vec<String> =
        comparison.counts().iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
    if !counts.is_empty() {
        list.push(format!("records: {}", counts.join(", ")));
    }
    let (opened, closed) = comparison.clauses.iter().fold((0, 0), |(opened, closed), change| match change.after.status.name() {
        "open" => (opened + 1, closed),
        _ => (opened, closed + 1),
    });
    if opened > 0 {
        list.push(format!("{} now open", counted(opened, "clause is", "clauses are")));
    }
    if closed > 0 {
        list.push(format!("{} no longer open, or asked for otherwise", counted(closed, "clause is", "clauses are")));
    }
    if !comparison.new.is_empty() || !comparison.gone.is_empty() {
        list.push(format!("findings: {} new, {} gone", comparison.new.len(), comparison.gone.len()));
    }
    list
}

/// How many IDs a sentence names.
const NAMED: usize = 6;

fn rises(up: bool) -> &'static str {
    if up { "rises" } else { "falls" }
}

fn leads_nowhere(change: &Change) -> bool {
    matches!(change, Change::Links { added, .. } if added.iter().any(|end| end.dangling))
}

/// Is the record, before or after, one of the risk file?
pub(crate) fn is_risk(comparison: &Comparison<'_>, id: &str) -> bool {
    let kinds = [Kind::Hazard, Kind::HazardousSituation, Kind::Cause, Kind::RiskControl, Kind::Threat];
    let record = comparison.after.model.find(id).or_else(|| comparison.before.model.find(id));
    record.is_some_and(|record| kinds.contains(&record.kind()))
}
