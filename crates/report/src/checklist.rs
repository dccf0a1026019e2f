//! The 34-item checklist, each item answered by the verdicts on its clauses.

use crate::facts::{self, class_reason, reference, unseen};
use crate::gap::{NUMBER, line, tone};
use crate::json;
use crate::screen::{Screen, Tone};
use primum_rules::Analysis;
use primum_rules::standards::{self, ChecklistItem, Verdict};
use primum_rules::verdict::{ClauseVerdict, Status};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Value, json};

/// An item, where it stands, and why.
#[derive(Debug)]
pub struct Answered {
    /// The item.
    pub item: &'static ChecklistItem,
    /// Where it stands: open if one of its clauses is; not applicable if all of them are.
    pub status: Status,
    /// Why, in one line.
    pub reason: String,
    /// Its clauses with their status; nothing for a clause of a standard that was not judged.
    pub clauses: Vec<(String, Option<Status>)>,
}

/// Every item of the checklist, in its order.
#[must_use]
pub fn answer(analysis: &Analysis) -> Vec<Answered> {
    standards::checklist().iter().map(|item| one(analysis, item)).collect()
}

fn one(analysis: &Analysis, item: &'static ChecklistItem) -> Answered {
    let verdicts: Vec<(String, Option<&ClauseVerdict>)> = item
        .clauses
        .iter()
        .map(|named| {
            let verdict = standards::find(named).and_then(|(standard, clause)| {
                analysis.clauses.iter().find(|verdict| verdict.standard.id == standard.id && verdict.clause.id == clause.id)
            });
            (named.clone(), verdict)
        })
        .collect();
    let mut open: Vec<String> = verdicts
        .iter()
        .filter_map(|(named, verdict)| match verdict {
            None => Some(format!("{named}: not judged")),
            Some(verdict) if verdict.status == Status::Open => {
                Some(format!("{}: {}", reference(verdict.standard, verdict.clause), verdict.reason))
            }
            // The item means one letter of the clause, and no rule looks at that letter.
            Some(verdict)
                if verdict.status == Status::Satisfied && unseen(verdict).iter().any(|letter| named.ends_with(&format!(".{letter}"))) =>
            {
                Some(format!("{named}: no rule looks at it"))
            }
            Some(_) => None,
        })
        .collect();
    open.dedup();
    let has = |status: Status| verdicts.iter().any(|(_, verdict)| verdict.is_some_and(|verdict| verdict.status == status));
    let status = if !open.is_empty() || verdicts.is_empty() {
        Status::Open
    } else if has(Status::Attested) {
        Status::Attested
    } else if has(Status::Satisfied) {
        Status::Satisfied
    } else {
        Status::NotApplicable
    };
    let reason = match status {
        Status::Open if open.is_empty() => "no clause decides it".to_owned(),
        Status::Open => open.join("; "),
        _ => {
            let each =
                |verdict: &ClauseVerdict| format!("{}: {}", reference(verdict.standard, verdict.clause), facts::reason(analysis, verdict));
            let mut all: Vec<String> = verdicts.iter().filter_map(|(_, verdict)| verdict.map(each)).collect();
            all.dedup();
            all.join("; ")
        }
    };
    let clauses = verdicts.into_iter().map(|(named, verdict)| (named, verdict.map(|verdict| verdict.status))).collect();
    Answered { item, status, reason, clauses }
}

/// Why a clause that an item names stands where it stands. The item may mean one letter of the clause, and no rule look at it.
#[must_use]
pub fn why(analysis: &Analysis, named: &str, verdict: &ClauseVerdict) -> String {
    if verdict.status == Status::Satisfied && unseen(verdict).iter().any(|letter| named.ends_with(&format!(".{letter}"))) {
        return format!("no rule looks at {named}");
    }
    facts::reason(analysis, verdict)
}

/// How list and standard differ, in one sentence; nothing where they agree.
fn difference(item: &ChecklistItem) -> Option<String> {
    let what = match item.verdict {
        Verdict::Match => return None,
        Verdict::Understates => "the list asks for less than the standard",
        Verdict::Overstates => "the list asks for more than the standard",
        Verdict::Mixed => "parts agree with the standard, parts differ",
        Verdict::Indirect => "good practice that helps to meet the clauses",
        Verdict::NoDirectRequirement => "good practice that no clause asks for",
    };
    let none = |classes: String| if classes.is_empty() { "no class".to_owned() } else { format!("class {classes}") };
    let classes = if item.classes_claimed == item.classes {
        String::new()
    } else {
        format!("; the list says {}, the standard says {}", none(item.classes_claimed.to_string()), none(item.classes.to_string()))
    };
    Some(format!("{what}{classes}"))
}

/// The word for how list and standard compare.
fn verdict_word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Match => "match",
        Verdict::Understates => "understates",
        Verdict::Overstates => "overstates",
        Verdict::Mixed => "mixed",
        Verdict::Indirect => "indirect",
        Verdict::NoDirectRequirement => "no direct requirement",
    }
}

/// The checklist as text.
#[must_use]
pub fn text(analysis: &Analysis, screen: Screen) -> String {
    let mut out = String::new();
    let class =
        format!("class {} {}; where list and standard differ, the standard decides", analysis.classes.project(), class_reason(analysis));
    screen.flow(&mut out, "", "", &[(Tone::Plain, &class)]);
    let answers = answer(analysis);
    let mut phase = None;
    for answered in &answers {
        if phase != Some(answered.item.phase) {
            phase = Some(answered.item.phase);
            out.push('\n');
            screen.flow(&mut out, "", "", &[(Tone::Strong, &answered.item.phase.to_string())]);
        }
        let status = (tone(answered.status), answered.status.name());
        line(&mut out, screen, status, (answered.item.id.trim_start_matches("CL-"), NUMBER), &answered.item.text, &answered.reason);
        if let Some(difference) = difference(answered.item) {
            screen.flow(&mut out, "      ", "      ", &[(Tone::Accent, "differs:"), (Tone::Faint, &difference)]);
        }
    }
    let count = |status: Status| answers.iter().filter(|answered| answered.status == status).count();
    let total = format!(
        "{} items: {} satisfied, {} open, {} attested, {} not applicable",
        answers.len(),
        count(Status::Satisfied),
        count(Status::Open),
        count(Status::Attested),
        count(Status::NotApplicable)
    );
    out.push('\n');
    screen.flow(&mut out, "", "  ", &[(Tone::Strong, &total)]);
    out
}

/// The checklist as JSON. The contract is `docs/json.md`.
#[must_use]
pub fn json(analysis: &Analysis) -> String {
    json::text(&List(analysis))
}

struct List<'a>(&'a Analysis);

impl Serialize for List<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        json::preamble(&mut map, self.0)?;
        let items: Vec<Value> = answer(self.0)
            .iter()
            .map(|answered| {
                let item = answered.item;
                let classes = |classes: standards::Classes| classes.iter().map(primum_model::Class::letter).collect::<Vec<_>>();
                json!({
                    "id": item.id,
                    "phase": item.phase.to_string(),
                    "text": item.text,
                    "status": answered.status.name(),
                    "reason": answered.reason,
                    "clauses": answered.clauses.iter().map(|(named, status)| json!({
                        "id": named, "status": status.map_or("not judged", Status::name),
                    })).collect::<Vec<_>>(),
                    "related": item.related,
                    "classes_of_list": classes(item.classes_claimed),
                    "classes_of_standard": classes(item.classes),
                    "verdict": verdict_word(item.verdict),
                    "note": item.note,
                })
            })
            .collect();
        map.serialize_entry("items", &items)?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::screen::columns;

    #[test]
    fn an_item_is_satisfied_only_if_all_its_clauses_are() {
        let mut analysis = fixture::analysis(fixture::PROJECT);
        let item = standards::checklist().iter().find(|item| item.clauses.len() == 2).expect("an item with two clauses");
        let mut set = |clause: usize, status: Status| {
            let (_, wanted) = standards::find(&item.clauses[clause]).expect("a clause");
            let verdict = analysis.clauses.iter_mut().find(|verdict| verdict.clause.id == wanted.id).expect("a verdict");
            verdict.status = status;
            one(&analysis, item).status
        };
        assert_eq!(set(0, Status::Satisfied), Status::Open);
        assert_eq!(set(1, Status::Satisfied), Status::Satisfied);
        assert_eq!(set(1, Status::NotApplicable), Status::Satisfied);
        assert_eq!(set(1, Status::Attested), Status::Attested);
        assert_eq!(set(0, Status::NotApplicable), Status::Attested);
        assert_eq!(set(1, Status::NotApplicable), Status::NotApplicable);
    }

    #[test]
    fn a_clause_that_was_not_judged_leaves_its_item_open() {
        let mut analysis = fixture::analysis(fixture::PROJECT);
        analysis.clauses.clear();
        let answers = answer(&analysis);
        assert!(answers.iter().all(|answered| answered.status == Status::Open && answered.reason.contains("not judged")));
    }

    #[test]
    fn all_items_are_shown_with_their_differences() {
        let analysis = fixture::analysis(fixture::PROJECT);
        for width in [40, 80, 120] {
            let shown = text(&analysis, Screen { width, colour: false });
            assert!(shown.replace("\n  ", " ").contains("34 items: 0 satisfied, 34 open, 0 attested, 0 not applicable"), "{shown}");
            assert!(shown.lines().all(|line| columns(line) <= width), "{shown}");
            let differing = standards::checklist().iter().filter(|item| item.verdict != Verdict::Match).count();
            assert_eq!(shown.matches("differs:").count(), differing);
        }
        let value: Value = serde_json::from_str(&json(&analysis)).expect("JSON");
        assert_eq!(value["items"].as_array().map(Vec::len), Some(34));
    }
}
