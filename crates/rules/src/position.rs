//! The regulatory position: decision tables of `standards/position`, answered by records, explained step by step.
//!
//! ```text
//! qualifications ─┐
//! facts ──────────┼─► Answers ─► evaluate(table) ─► outcome, steps, what is missing ─► compared with what is declared
//! other tables ───┘
//! ```
//! An answer that is missing, or contradicted, is the worst case: all branches are followed, and the highest outcome counts.

pub mod answers;
pub mod change;
pub mod evaluate;
pub mod facts;
pub mod implied;
pub mod listing;
pub mod outcomes;
pub mod table;
#[cfg(test)]
mod tests;

use answers::Answers;
use evaluate::{Certainty, Evaluation, evaluate};
use facts::Fact;
pub use implied::{Implied, What};
use outcomes::Outcomes;
use primum_model::{Kind, Model, Place, Record};
use std::collections::BTreeMap;
pub use table::{Jurisdiction, Table, change_tables, tables};

/// Where a project stands with the authorities.
#[derive(Debug)]
pub struct Position {
    /// The qualifications, by ID.
    pub records: Vec<Answering>,
    /// Every table, asked or not.
    pub tables: Vec<Answered>,
    /// Fields of qualifications that no table of their jurisdiction reads.
    pub unread: Vec<Unread>,
}

/// A qualification and where its answers hold.
#[derive(Clone, Debug)]
pub struct Answering {
    /// Its position in the model.
    pub record: u32,
    /// Where its answers hold.
    pub scope: Scope,
}

/// Where the answers of a qualification hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// It names no jurisdiction: everywhere.
    Everywhere,
    /// In these jurisdictions.
    In(Vec<Jurisdiction>),
    /// In a place for which there are no tables of its own, as written. Tables that hold everywhere still read it.
    Elsewhere(String),
}

/// A table and what became of it.
#[derive(Debug)]
pub struct Answered {
    /// The table.
    pub table: &'static Table,
    /// What it comes to; nothing where no qualification concerns its jurisdiction.
    pub standing: Option<Standing>,
}

/// What an asked table comes to.
#[derive(Debug)]
pub struct Standing {
    /// The qualifications that answer it, by position, in the order of their IDs.
    pub by: Vec<u32>,
    /// The one of them that it belongs to most: the one where a missing answer should go.
    pub home: u32,
    /// The outcome and the steps to it.
    pub evaluation: Evaluation,
    /// What the qualifications declare.
    pub declared: Vec<Declared>,
}

/// A declared outcome.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The qualification.
    pub record: u32,
    /// Where.
    pub place: Place,
    /// The field.
    pub field: &'static str,
    /// The value.
    pub value: &'static str,
    /// How it compares with what the answers come to.
    pub compared: Compared,
    /// The least rank of the outcomes that the value stands for.
    rank: usize,
}

/// How a declared outcome compares with what the answers come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// The same.
    Same,
    /// Stricter than the answers ask for.
    Stricter,
    /// Less strict than the least that the answers leave open: a contradiction.
    Lower,
    /// Possible, but answers are missing that would show it.
    NotShown,
}

impl Compared {
    /// The words for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "the same",
            Self::Stricter => "stricter than the answers ask for",
            Self::Lower => "lower than the answers come to",
            Self::NotShown => "not shown by the answers",
        }
    }
}

/// A field that no table reads where the qualification holds.
#[derive(Clone, Debug)]
pub struct Unread {
    /// The qualification.
    pub record: u32,
    /// Where the value stands.
    pub place: Place,
    /// The field.
    pub field: String,
    /// A table that would read it.
    pub table: &'static Table,
}

/// Evaluates every table for which there is a qualification.
#[must_use]
pub fn position(model: &Model) -> Position {
    let records = qualifications(model);
    let mut evaluating = Evaluating { model, records: &records, facts: BTreeMap::new(), standings: BTreeMap::new() };
    for table in tables() {
        evaluating.stand(table);
    }
    let mut standings = evaluating.standings;
    let tables = tables().iter().map(|table| Answered { table, standing: standings.remove(table.id.as_str()).flatten() }).collect();
    let unread = unread(model, &records);
    Position { records, tables, unread }
}

/// The qualifications of a project with their scope, by ID.
#[must_use]
pub fn qualifications(model: &Model) -> Vec<Answering> {
    let mut records: Vec<Record<'_>> = model.of(Kind::Qualification).collect();
    records.sort_by(|a, b| a.id().cmp(b.id()));
    records.into_iter().map(|record| Answering { record: record.position(), scope: Scope::of(record) }).collect()
}

impl Scope {
    /// Where the answers of a qualification hold.
    #[must_use]
    pub fn of(record: Record<'_>) -> Self {
        let Some(text) = record.text("jurisdiction") else { return Self::Everywhere };
        let named = Jurisdiction::named_in(text);
        if !named.is_empty() {
            Self::In(named)
        } else if ["all", "everywhere", "worldwide", "global", "any"].contains(&text.trim().to_ascii_lowercase().as_str()) {
            Self::Everywhere
        } else {
            Self::Elsewhere(text.to_owned())
        }
    }

    /// Does a table read the record?
    #[must_use]
    pub fn reaches(&self, table: &Table) -> bool {
        match (self, table.jurisdiction) {
            (Self::Everywhere, _) | (_, None) => true,
            (Self::In(named), Some(jurisdiction)) => named.contains(&jurisdiction),
            (Self::Elsewhere(_), Some(_)) => false,
        }
    }

    /// Is there a place where the answers of both hold?
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Everywhere, _) | (_, Self::Everywhere) => true,
            (Self::In(one), Self::In(two)) => one.iter().any(|jurisdiction| two.contains(jurisdiction)),
            (Self::Elsewhere(one), Self::Elsewhere(two)) => one.eq_ignore_ascii_case(two),
            _ => false,
        }
    }
}

impl Position {
    /// What a table came to, if it was asked.
    #[must_use]
    pub fn standing(&self, table: &str) -> Option<&Standing> {
        self.tables.iter().find(|answered| answered.table.id == table)?.standing.as_ref()
    }

    /// The tables that were asked, with what they came to.
    pub fn asked(&self) -> impl Iterator<Item = (&'static Table, &Standing)> {
        self.tables.iter().filter_map(|answered| Some((answered.table, answered.standing.as_ref()?)))
    }
}

impl Standing {
    /// The strictest outcome that is declared, by rank.
    fn declared_rank(&self) -> Option<usize> {
        self.declared.iter().map(|declared| declared.rank).max()
    }

    /// The outcomes that are left when what is declared is kept: whoever declares the stricter position is held to it.
    #[must_use]
    pub fn held_to(&self) -> Outcomes {
        self.declared_rank().map_or(self.evaluation.outcomes, |rank| self.evaluation.outcomes.from(rank))
    }

    /// Could a missing answer still change what has to be done? Not where the worst that it could come to is declared anyway.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.evaluation.certainty() == Certainty::WorstCase
            && !self.declared.iter().any(|one| matches!(one.compared, Compared::Same | Compared::Stricter))
    }
}

struct Evaluating<'m, 'r> {
    model: &'m Model,
    records: &'r [Answering],
    facts: BTreeMap<Fact, Option<facts::Shown>>,
    standings: BTreeMap<&'static str, Option<Standing>>,
}

impl Evaluating<'_, '_> {
    /// Evaluates a table after those that it builds on.
    fn stand(&mut self, table: &'static Table) {
        if self.standings.contains_key(table.id.as_str()) {
            return;
        }
        // Nothing until it is there: tables that build on each other in a circle do not build on each other.
        self.standings.insert(&table.id, None);
        let by: Vec<&Answering> = self.records.iter().filter(|one| one.scope.reaches(table)).collect();
        let named_anywhere = self.records.iter().any(|one| matches!(one.scope, Scope::In(_) | Scope::Elsewhere(_)));
        // A record without a jurisdiction answers every table, but where others name one, only theirs are asked.
        let own = |one: &&&Answering| one.scope != Scope::Everywhere || table.jurisdiction.is_none() || !named_anywhere;
        if !by.iter().any(|one| own(&one)) {
            return;
        }
        let is_home = |one: &&&Answering| (one.scope == Scope::Everywhere) == table.jurisdiction.is_none();
        let Some(home) = by.iter().find(is_home).or(by.first()).map(|one| one.record) else { return };
        let mut answers = Answers::default();
        for one in &by {
            answers.add_record(self.model.at(one.record));
        }
        for fact in table.facts() {
            let shown = self.facts.entry(fact).or_insert_with(|| facts::shown(self.model, fact));
            if let Some(shown) = shown.clone() {
                answers.add_fact(shown);
            }
        }
        for other in table.builds_on() {
            self.stand(other);
            if let Some(Some(standing)) = self.standings.get(other.id.as_str()) {
                let left = standing.held_to().ranks().map(|rank| other.outcome(rank).id.as_str()).collect();
                answers.add_table(&other.id, left, standing.evaluation.confidence);
            }
        }
        let evaluation = evaluate(table, &answers);
        let by: Vec<u32> = by.iter().map(|one| one.record).collect();
        let declared = by.iter().flat_map(|record| declared(table, self.model.at(*record), evaluation.outcomes)).collect();
        self.standings.insert(&table.id, Some(Standing { by, home, evaluation, declared }));
    }
}

/// What a record declares about a table.
fn declared(table: &'static Table, record: Record<'_>, outcomes: Outcomes) -> Option<Declared> {
    let field = table.declared.as_deref()?;
    let value = record.fields().find(|value| value.field.name == field)?;
    let stands_for = || (0..table.outcomes.len()).filter(|rank| table.outcome(*rank).declared.as_deref() == Some(value.text));
    let (lowest, highest) = (stands_for().min()?, stands_for().max()?);
    let compared = if (lowest..=highest).contains(&outcomes.highest()) {
        Compared::Same
    } else if lowest > outcomes.highest() {
        Compared::Stricter
    } else if highest < outcomes.lowest() {
        Compared::Lower
    } else {
        Compared::NotShown
    };
    let word = table.outcome(lowest).declared.as_deref()?;
    Some(Declared { record: record.position(), place: value.place, field, value: word, compared, rank: lowest })
}

/// Fields that a table of another jurisdiction reads, and none of the record's own.
fn unread(model: &Model, records: &[Answering]) -> Vec<Unread> {
    let mut list = Vec::new();
    for answering in records {
        let record = model.at(answering.record);
        for value in record.fields() {
            let name = value.field.name.as_str();
            let mut readers = tables().iter().filter(|table| table.declared.as_deref() == Some(name) || table.fields().contains(&name));
            let Some(first) = readers.clone().next() else { continue };
            if !readers.any(|table| answering.scope.reaches(table)) {
                list.push(Unread { record: answering.record, place: value.place, field: name.to_owned(), table: first });
            }
        }
    }
    list
}
