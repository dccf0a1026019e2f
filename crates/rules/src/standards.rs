//! The standards as data: clauses, references to them, the links they ask for, the checklist and the cross map.
//!
//! The tables are `standards/*.toml` at the root of the repository, compiled in and read on first use, each on its own.

mod checklist;
mod classes;
mod cross_map;
mod editions;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

pub use checklist::{ChecklistItem, Phase, Verdict, checklist};
pub use classes::Classes;
pub use cross_map::{CrossMapRow, cross_map};
pub use editions::{IDS, all, by_id, fda_cyber, fda_software, iec62304, iec81001_5_1, iso13485, iso14971, mdr_gspr, part11};

/// One edition of a standard.
#[derive(Clone, Debug)]
pub struct Standard {
    /// What references call it: `iec62304`.
    pub id: String,
    /// What people call it in a few words, without the edition: `IEC 62304`.
    pub name: String,
    /// Its designation with the edition: `ISO 14971:2019`.
    pub designation: String,
    /// What it is about.
    pub title: String,
    /// Do its clauses depend on the software safety class?
    pub graded: bool,
    /// What else is known of the edition, by key: recognition, status in the EU, guidance.
    pub facts: BTreeMap<String, String>,
    /// The headings between the clauses.
    pub groups: Vec<Group>,
    /// Its clauses, in the order of the standard.
    pub clauses: Vec<Clause>,
    /// The links between records that its clauses ask for.
    pub trace_rules: Vec<TraceRule>,
    /// The text that all of this was read from.
    pub data: &'static str,
}

/// A heading: it asks for nothing itself and stands for every clause below it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its number.
    pub id: String,
    /// The number of the heading above, empty at the top.
    pub parent: String,
    /// Its title, in our own words.
    pub title: String,
}

/// A clause, or a lettered item that is a duty of its own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Its number, or its name where it has none: `5.2.6`, `4.3.a`, `11.10(a)`, `SW-SRS`.
    pub id: String,
    /// The number of the heading above, empty at the top.
    pub parent: String,
    /// Its title, in our own words.
    pub title: String,
    /// What it asks, in our own words.
    pub summary: String,
    /// Is it in force? A number that an amendment emptied is not.
    #[serde(rename = "status", default = "in_force", deserialize_with = "is_active")]
    pub active: bool,
    /// The software safety classes that it applies to; all of them where the standard is not graded.
    #[serde(default = "Classes::all")]
    pub classes: Classes,
    /// The same in the edition of 2006, where it differed; empty when the clause did not exist.
    pub classes_2006: Option<Classes>,
    /// What the amendment of 2015 did to it.
    pub amd1: Option<Amendment>,
    /// What it lists, by letter.
    #[serde(default)]
    pub sub_items: Vec<SubItem>,
    /// What an assessor accepts as proof.
    #[serde(default)]
    pub evidence: Vec<String>,
    /// Prefixes of the kinds of record that carry the proof.
    pub kinds: Vec<String>,
    /// Proof that tools give, in the words of [`evidence_kinds`].
    #[serde(default)]
    pub evidence_kinds: Vec<String>,
    /// What assessors find wrong.
    #[serde(default)]
    pub typical_findings: Vec<String>,
    /// What a clause of a general standard means for software.
    pub software_view: Option<String>,
    /// Clauses of IEC 62304 on the same matter.
    #[serde(default)]
    pub iec62304: Vec<String>,
    /// Clauses of IEC 81001-5-1 on the same matter.
    #[serde(default, rename = "iec81001-5-1")]
    pub iec81001_5_1: Vec<String>,
    /// How much of it a program can decide.
    pub automation: Automation,
    /// How far this row can be trusted without a copy of the standard.
    pub confidence: Confidence,
    /// What to watch out for.
    pub notes: Option<String>,
}

/// One of the things that a clause lists.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubItem {
    /// Its letter.
    pub id: String,
    /// What it is, in our own words.
    pub text: String,
}

/// How much of a clause a program can decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Automation {
    /// Rules decide from records and evidence.
    Automatic,
    /// Rules gather, a person judges.
    Assisted,
    /// A person judges.
    Manual,
    /// There is nothing to decide: the number is empty.
    None,
}

/// How far a row can be trusted without a copy of the standard. What is low is said wherever a verdict rests on the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// No reference was compared: confirm it first.
    Low,
    /// References disagree, or there is only one.
    Medium,
    /// Independent references agree.
    High,
}

impl Confidence {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// What the amendment of 2015 did to a clause of IEC 62304:2006.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Amendment {
    /// Nothing that matters.
    Unchanged,
    /// Reworked its title, its text or its classes.
    Changed,
    /// Brought it.
    New,
    /// Took it away.
    Removed,
}

/// A link that a clause asks for. It applies to the classes of its clause, see [`TraceRule::classes`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TraceRule {
    /// Its name here: `TR-1`.
    pub id: String,
    /// Prefixes of the kinds at one end. Which end writes the link is the grammar's business.
    pub from: Vec<String>,
    /// Evidence at that end.
    #[serde(default)]
    pub from_evidence: Vec<String>,
    /// Prefixes of the kinds at the other end, any of which will do.
    pub to: Vec<String>,
    /// Evidence at the other end.
    #[serde(default)]
    pub to_evidence: Vec<String>,
    /// The clause that asks for it; none for good practice that no clause names.
    pub clause: Option<String>,
    /// Does the clause demand it?
    pub required: bool,
    /// How it is meant.
    pub note: Option<String>,
}

impl TraceRule {
    /// The classes that it applies to: those of its clause, none without a clause.
    #[must_use]
    pub fn classes(&self) -> Classes {
        self.clause.as_deref().and_then(find).map_or_else(Classes::none, |(_, clause)| clause.classes)
    }
}

/// A kind of evidence that tools give.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceKind {
    /// The word used in the tables: `test-run`.
    pub id: String,
    /// What it is.
    pub text: String,
}

impl Standard {
    /// The clause with this number, or the clause that lists this item (`5.2.6.f` is an item of 5.2.6).
    /// A heading is no clause; for those see [`Standard::clauses_under`].
    #[must_use]
    pub fn clause(&self, id: &str) -> Option<&Clause> {
        let own = |id: &str| self.clauses.iter().find(|clause| clause.id == id);
        own(id).or_else(|| {
            let (clause, letter) = id.rsplit_once('.')?;
            own(clause).filter(|clause| clause.sub_items.iter().any(|item| item.id == letter))
        })
    }

    /// The heading with this number.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// The clauses in force.
    pub fn active(&self) -> impl Iterator<Item = &Clause> {
        self.clauses.iter().filter(|clause| clause.active)
    }

    /// The clauses in force below a heading; below a clause, none.
    pub fn clauses_under<'a>(&'a self, heading: &str) -> impl Iterator<Item = &'a Clause> + use<'a> {
        let heading = self.group(heading);
        let below = move |clause: &&Clause| heading.is_some_and(|heading| self.above(&clause.parent).any(|group| group.id == heading.id));
        self.clauses.iter().filter(|clause| clause.active).filter(below)
    }

    /// The heading with this number and those above it, from the inside out.
    pub fn above<'a>(&'a self, heading: &str) -> impl Iterator<Item = &'a Group> + use<'a> {
        // As many steps as there are headings, so that data that runs in a circle ends too.
        std::iter::successors(self.group(heading), |group| self.group(&group.parent)).take(self.groups.len())
    }
}

/// The clause that a reference names: `5.7.1` (of IEC 62304), `5.2.6.f` (an item of 5.2.6), `iso14971 7.5`, `part11 11.10(a)`.
/// It may be a number that is no longer in force, see [`Clause::active`].
#[must_use]
pub fn find(reference: &str) -> Option<(&'static Standard, &'static Clause)> {
    let (standard, id) = split(reference)?;
    Some((standard, standard.clause(id)?))
}

/// The clauses in force that a reference names: one clause, or every clause below a heading (`5.2`, `iso13485 8.5`).
/// Empty when it names nothing in force.
#[must_use]
pub fn find_all(reference: &str) -> Vec<(&'static Standard, &'static Clause)> {
    let Some((standard, id)) = split(reference) else { return Vec::new() };
    if let Some(clause) = standard.clause(id) {
        return if clause.active { vec![(standard, clause)] } else { Vec::new() };
    }
    standard.clauses_under(id).map(|clause| (standard, clause)).collect()
}

/// The kinds of evidence that tools give, as `evidence_kinds` of a clause names them.
#[must_use]
pub fn evidence_kinds() -> &'static [EvidenceKind] {
    #[derive(Deserialize)]
    struct File {
        kind: Vec<EvidenceKind>,
    }
    static KINDS: LazyLock<Vec<EvidenceKind>> =
        LazyLock::new(|| embedded::<File>(include_str!("../../../standards/evidence-kinds.toml")).kind);
    &KINDS
}

/// A reference is the name of a standard, a space and a number, or the number alone for IEC 62304.
fn split(reference: &str) -> Option<(&'static Standard, &str)> {
    match reference.split_once(' ') {
        Some((standard, id)) => Some((by_id(standard)?, id)),
        None => Some((iec62304(), reference)),
    }
}

/// Reads a table that is compiled in.
pub(crate) fn embedded<'a, T: Deserialize<'a>>(text: &'a str) -> T {
    #[expect(clippy::expect_used, reason = "embedded data, parsed by a test")]
    toml::from_str(text).expect("a table under standards/ does not read as what it should be")
}

fn standard(text: &'static str) -> Standard {
    #[derive(Deserialize)]
    struct File {
        standard: Head,
        #[serde(default)]
        group: Vec<Group>,
        clause: Vec<Clause>,
        #[serde(default)]
        trace_rule: Vec<TraceRule>,
    }
    #[derive(Deserialize)]
    struct Head {
        id: String,
        name: String,
        designation: String,
        title: String,
        graded: bool,
        #[serde(flatten)]
        facts: BTreeMap<String, String>,
    }
    let File { standard, group, clause, trace_rule } = embedded(text);
    let Head { id, name, designation, title, graded, facts } = standard;
    Standard { id, name, designation, title, graded, facts, groups: group, clauses: clause, trace_rules: trace_rule, data: text }
}

fn in_force() -> bool {
    true
}

fn is_active<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "active" => Ok(true),
        "reserved" => Ok(false),
        other => Err(serde::de::Error::unknown_variant(other, &["active", "reserved"])),
    }
}
