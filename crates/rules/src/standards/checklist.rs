//! The 34-item checklist that many teams work from, mapped to clauses.

use std::fmt;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Classes, embedded, find};

/// One item of the checklist.
#[derive(Clone, Debug)]
pub struct ChecklistItem {
    /// Its name here: `CL-PL-1`.
    pub id: String,
    /// The part of the life cycle under which the checklist has it.
    pub phase: Phase,
    /// What the checklist asks.
    pub text: String,
    /// The classes for which the checklist asks it.
    pub classes_claimed: Classes,
    /// The classes for which the standard asks it: those of its clauses together.
    pub classes: Classes,
    /// References of the clauses that decide it.
    pub clauses: Vec<String>,
    /// References of clauses that it touches as well.
    pub related: Vec<String>,
    /// How checklist and standard compare. Where they differ, the standard decides.
    pub verdict: Verdict,
    /// In what they differ, and what else to know.
    pub note: Option<String>,
    /// What other documents ask on the same matter.
    pub other_requirements: Vec<String>,
}

/// The parts of the life cycle by which the checklist is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Phase {
    Planning,
    Requirements,
    Architecture,
    DesignImplementation,
    Testing,
    ReleaseMaintenance,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Planning => "planning",
            Self::Requirements => "requirements",
            Self::Architecture => "architecture",
            Self::DesignImplementation => "design and implementation",
            Self::Testing => "testing",
            Self::ReleaseMaintenance => "release and maintenance",
        })
    }
}

/// How an item of the checklist compares with the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They agree in classes and content.
    Match,
    /// The standard applies to a class that the checklist leaves out.
    Understates,
    /// The checklist asks for more, in class or content.
    Overstates,
    /// Parts agree, parts differ.
    Mixed,
    /// Reasonable practice that helps to meet the clauses, in words that are not the standard's.
    Indirect,
    /// Good practice without a clause that asks for it.
    NoDirectRequirement,
}

/// The checklist, in its own order.
#[must_use]
pub fn checklist() -> &'static [ChecklistItem] {
    static ITEMS: LazyLock<Vec<ChecklistItem>> = LazyLock::new(|| {
        let file: File = embedded(include_str!("../../../../standards/checklist.toml"));
        file.item.into_iter().map(Row::resolve).collect()
    });
    &ITEMS
}

#[derive(Deserialize)]
struct File {
    item: Vec<Row>,
}

/// An item as it is written: the classes of the standard are not repeated there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    phase: Phase,
    text: String,
    classes_claimed: Classes,
    clauses: Vec<String>,
    #[serde(default)]
    related: Vec<String>,
    verdict: Verdict,
    note: Option<String>,
    #[serde(default)]
    other_requirements: Vec<String>,
}

impl Row {
    fn resolve(self) -> ChecklistItem {
        let classes = self
            .clauses
            .iter()
            .filter_map(|clause| find(clause))
            .fold(Classes::none(), |classes, (_, clause)| classes.union(clause.classes));
        let Self { id, phase, text, classes_claimed, clauses, related, verdict, note, other_requirements } = self;
        ChecklistItem { id, phase, text, classes_claimed, classes, clauses, related, verdict, note, other_requirements }
    }
}
