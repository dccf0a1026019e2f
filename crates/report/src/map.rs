//! One piece of evidence under every standard that it serves: by topic of the cross map, and from one record.
//!
//! Nothing is derived across standards. A topic says which clauses a body of evidence normally serves; where each of them stands is
//! its own verdict, and a record serves a clause only where a rule of that clause examined it, where it attests the clause, or where
//! it is of a kind that carries the proof.

mod json;
mod services;
mod text;

pub use json::{json, record_json};
pub(crate) use text::LEAD;
pub use text::{record_text, text};

use crate::trace::Unknown;
use primum_model::{Kind, Record};
use primum_rules::Analysis;
use primum_rules::rule::{Basis, Check, Rule};
use primum_rules::standards::{CrossMapRow, by_id, cross_map};
use services::Services;

/// In which way a record serves a clause; the strongest is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// It attests the clause.
    Attests,
    /// A rule that decides about the clause examined it.
    Examined,
    /// It is of a kind that carries the proof, and no rule of the clause looks at such records one by one.
    OfKind,
}

impl Way {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Attests => "attests",
            Self::Examined => "examined",
            Self::OfKind => "of a kind that carries the proof",
        }
    }
}

/// A clause that a record serves: its position among the verdicts, and how.
pub type Service = (usize, Way);

/// Records of one kind that serve the same clauses in the same way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Their kind.
    pub kind: Kind,
    /// The records, by position, in the order of the text.
    pub records: Vec<u32>,
    /// How many of them are drafts.
    pub drafts: usize,
    /// The clauses that they serve, in the order of the standards.
    pub serves: Vec<Service>,
}

impl Evidence {
    /// Has anything more been done with it for a clause of the topic than to have it?
    #[must_use]
    pub fn is_looked_at(&self) -> bool {
        self.serves.iter().any(|(_, way)| *way != Way::OfKind)
    }
}

/// A topic of the cross map in this project.
#[derive(Debug)]
pub struct Topic {
    /// Its row; none for the clauses that no row names.
    pub row: Option<&'static CrossMapRow>,
    /// Its clauses, by position among the verdicts.
    pub clauses: Vec<usize>,
    /// What it names that has no verdict here: the document, and the places in it.
    pub not_judged: Vec<(&'static str, &'static [String])>,
    /// The records behind it, each in one entry.
    pub evidence: Vec<Evidence>,
}

impl Topic {
    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.row.map_or("In no topic", |row| row.topic.as_str())
    }
}

/// The map of a project: every topic in the order of the cross map, then the clauses that stand in none.
#[must_use]
pub fn topics(analysis: &Analysis) -> Vec<Topic> {
    let services = Services::new(analysis);
    let mut placed = vec![false; analysis.clauses.len()];
    let mut list: Vec<Topic> = Vec::new();
    for row in cross_map() {
        let mut clauses = Vec::new();
        let mut not_judged = Vec::new();
        for (id, named) in row.by_standard() {
            let at = |clause: &String| analysis.clauses.iter().position(|one| one.standard.id == id && one.clause.id == *clause);
            let found: Vec<usize> = named.iter().filter_map(at).collect();
            // A standard is judged whole or not at all, and every reference of the map is in force.
            match by_id(id) {
                Some(standard) if found.is_empty() => not_judged.push((standard.name.as_str(), named)),
                _ => clauses.extend(found),
            }
        }
        not_judged.extend(row.elsewhere());
        clauses.sort_unstable();
        clauses.iter().for_each(|at| placed[*at] = true);
        let evidence = services.of_clauses(&clauses);
        list.push(Topic { row: Some(row), clauses, not_judged, evidence });
    }
    let clauses: Vec<usize> = (0..placed.len()).filter(|at| !placed[*at]).collect();
    if !clauses.is_empty() {
        let evidence = services.of_clauses(&clauses);
        list.push(Topic { row: None, clauses, not_judged: Vec::new(), evidence });
    }
    list
}

/// Records of one kind behind a clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Behind {
    /// How they serve it.
    pub(crate) way: Way,
    /// Their kind.
    pub(crate) kind: Kind,
    /// The first of them in the order of the text, by position: no more than [`SHOWN`].
    pub(crate) first: Vec<u32>,
    /// How many there are.
    pub(crate) count: usize,
}

/// How many records of a kind are named where a clause is shown.
pub(crate) const SHOWN: usize = 6;

/// The records behind each clause, by the position of the clause among the verdicts: what attests it first, then what was examined,
/// then what is only there.
#[must_use]
pub(crate) fn behind(analysis: &Analysis) -> Vec<Vec<Behind>> {
    Services::new(analysis).by_clause()
}

/// What one record serves.
#[derive(Debug)]
pub struct Served {
    /// The record, by position.
    pub record: u32,
    /// The clauses, in the order of the standards.
    pub serves: Vec<Service>,
    /// The rules that examined it, by position among the outcomes.
    rules: Vec<usize>,
}

/// What the record with this ID serves.
///
/// # Errors
/// When there is no such record.
pub fn of_record(analysis: &Analysis, id: &str) -> Result<Served, Unknown> {
    let record = analysis.model.find(id).ok_or_else(|| Unknown::new(&analysis.model, id))?;
    Ok(Services::new(analysis).of_record(record))
}

impl Served {
    /// Why the record serves a clause: the rules of the clause that examined it, or what else ties it.
    fn why(&self, analysis: &Analysis, service: Service) -> String {
        let (clause, way) = service;
        match way {
            Way::Attests => "attests it".to_owned(),
            Way::Examined => format!("examined by {}", self.rules_of(analysis, clause).join(", ")),
            Way::OfKind if self.as_a_whole(analysis, clause) => {
                "its kind carries the proof; a rule about the project as a whole looks at it".to_owned()
            }
            Way::OfKind => "its kind carries the proof; no rule looks at it for this clause".to_owned(),
        }
    }

    /// Has a rule of the clause looked at the project as a whole? Which records it looked at is not known.
    fn as_a_whole(&self, analysis: &Analysis, clause: usize) -> bool {
        let deciding = |rule: &Rule| rule.basis == Basis::Clause && matches!(rule.check, Check::Project(_));
        let mut outcomes = analysis.outcomes.iter().filter(|outcome| outcome.examined > 0 && deciding(outcome.rule));
        outcomes.any(|outcome| analysis.clauses[clause].rules.iter().any(|rule| std::ptr::eq(*rule, outcome.rule)))
    }

    /// The rules that decide about a clause and examined the record.
    fn rules_of(&self, analysis: &Analysis, clause: usize) -> Vec<&'static str> {
        let verdict = &analysis.clauses[clause];
        let mine = self.rules.iter().map(|at| analysis.outcomes[*at].rule);
        mine.filter(|rule| verdict.rules.iter().any(|other| std::ptr::eq(*other, *rule))).map(|rule| rule.name).collect()
    }
}

/// Why a record serves nothing at all; nothing where there is no such reason.
fn out_of_use(record: Record<'_>) -> Option<&'static str> {
    record.is_retired().then_some("it is retired")
}

#[cfg(test)]
mod tests;
