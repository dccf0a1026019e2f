//! A decision table: questions, the steps between them, and the outcomes in order of rigour.

use super::facts::Fact;
use crate::standards::{Confidence, embedded};
use serde::Deserialize;
use std::fmt;
use std::sync::LazyLock;

/// The answer that says that nobody knows yet. It counts as no answer.
pub const UNKNOWN: &str = "unknown";

/// A set of questions that together decide one thing.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The format of the file.
    pub schema: String,
    /// Its name: `mdr-rule-11`.
    pub id: String,
    /// What it decides.
    pub title: String,
    /// Where it holds; everywhere without one.
    pub jurisdiction: Option<Jurisdiction>,
    /// The law or guidance that it was made from, with its edition.
    pub edition: String,
    /// The day on which that was the state.
    pub as_of: String,
    /// The public document to check it against.
    pub source: String,
    /// How far it can be trusted as a whole: as far as its least certain row.
    pub confidence: Confidence,
    /// The field of a qualification that declares the outcome.
    pub declared: Option<String>,
    /// The outcome that counts when nothing is known.
    pub worst: String,
    /// The first step.
    pub start: String,
    /// What to watch out for.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What it can come to, in order of rigour, the worst last.
    #[serde(rename = "outcome")]
    pub outcomes: Vec<Outcome>,
    /// Its steps.
    #[serde(rename = "step")]
    pub steps: Vec<Step>,
    /// The members of its sets of criteria.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
    /// Submissions and documents of its own.
    #[serde(default, rename = "implied")]
    pub implied: Vec<super::Implied>,
}

/// A place of the law for which there are tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Jurisdiction {
    /// The European Union, and where its law on devices holds as well.
    Eu,
    /// The United States.
    Us,
}

/// What a table can come to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its name: `IIb`.
    pub id: String,
    /// The value of the declared field that means it.
    pub declared: Option<String>,
    /// What it means, in a few words.
    pub meaning: String,
    /// The submissions and documents that follow: rows of the table, annexes of the MDR, or what a standard lists.
    #[serde(default)]
    pub implies: Vec<String>,
}

/// One step.
#[derive(Clone, Debug, Deserialize)]
pub struct Step {
    /// Its name, where the source has one: `R11-2`.
    pub id: String,
    /// The question, or what is looked for.
    pub text: String,
    /// How it goes on.
    #[serde(flatten)]
    pub way: Way,
    /// What to know while answering.
    pub note: Option<String>,
    /// How far the row can be trusted.
    pub confidence: Confidence,
}

/// How a step goes on.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub enum Way {
    /// By the answer to a question.
    Ask {
        /// The field of a qualification that answers it.
        field: String,
        /// What other records can tell about it.
        fact: Option<Fact>,
        /// Every answer, and where it leads.
        answers: Vec<Branch>,
    },
    /// By the outcome of another table.
    Table {
        /// The table.
        table: String,
        /// Every outcome of it, and where it leads.
        answers: Vec<Branch>,
    },
    /// By a set of criteria, all of which must be met.
    All {
        /// The criteria.
        all: Vec<String>,
        /// Where it leads if they are.
        met: Next,
        /// Where it leads if one is not.
        unmet: Next,
    },
    /// By a set of criteria, one of which is enough.
    Any {
        /// The criteria.
        any: Vec<String>,
        /// Where it leads if one is met.
        met: Next,
        /// Where it leads if none is.
        unmet: Next,
    },
    /// To the highest outcome of several branches.
    Max {
        /// The first step of each.
        max: Vec<String>,
    },
    /// To an outcome, whatever was answered.
    Rest {
        /// The outcome.
        outcome: String,
    },
}

/// An answer and where it leads.
#[derive(Clone, Debug, Deserialize)]
pub struct Branch {
    /// The answer.
    pub is: String,
    /// Where it leads.
    #[serde(flatten)]
    pub next: Next,
    /// What to know about it.
    pub note: Option<String>,
}

/// Where it goes on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Next {
    /// To another step.
    Step(String),
    /// To an outcome.
    Outcome(String),
}

/// One criterion of a set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// Its name, where the source has one: `CDS-1`.
    pub id: String,
    /// The question.
    pub text: String,
    /// The field of a qualification that answers it.
    pub field: String,
    /// What other records can tell about it.
    pub fact: Option<Fact>,
    /// Every answer.
    pub answers: Vec<String>,
    /// The answers that meet it.
    pub met_by: Vec<String>,
    /// What to know while answering.
    pub note: Option<String>,
    /// How far the row can be trusted.
    pub confidence: Confidence,
}

/// Every table, in the order in which they are shown.
#[must_use]
pub fn tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| FILES.iter().map(|(_, text)| embedded(text)).collect());
    &TABLES
}

/// The table of this name.
#[must_use]
pub fn table(id: &str) -> Option<&'static Table> {
    tables().iter().find(|table| table.id == id)
}

/// The tables that a change request answers, in the order in which they are shown.
#[must_use]
pub fn change_tables() -> &'static [Table] {
    static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| CHANGE_FILES.iter().map(|text| embedded(text)).collect());
    &TABLES
}

const CHANGE_FILES: &[&str] =
    &[include_str!("../../../../standards/change/change-eu.toml"), include_str!("../../../../standards/change/change-us.toml")];

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        /// The files of the tables.
        pub(crate) const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../../standards/position/", $name, ".toml"))),)*];
    };
}

files!(
    "device-eu",
    "mdr-rule-11",
    "device-us",
    "fda-non-device-cds",
    "fda-route",
    "fda-documentation-level",
    "fda-cyber-device",
    "fda-pccp",
    "samd",
    "imdrf-n12",
);

impl Table {
    /// The step of this name.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// The criterion of this name.
    #[must_use]
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The rank of an outcome: 0 for the one of the least rigour.
    #[must_use]
    pub fn rank(&self, outcome: &str) -> Option<usize> {
        self.outcomes.iter().position(|known| known.id == outcome)
    }

    /// The outcome of a rank; the worst where there is none of that rank.
    #[must_use]
    pub fn outcome(&self, rank: usize) -> &Outcome {
        &self.outcomes[rank.min(self.outcomes.len() - 1)]
    }

    /// The facts of other records that it asks for.
    pub(crate) fn facts(&self) -> impl Iterator<Item = Fact> {
        let asked = self.steps.iter().filter_map(|step| if let Way::Ask { fact, .. } = &step.way { *fact } else { None });
        asked.chain(self.criteria.iter().filter_map(|criterion| criterion.fact))
    }

    /// The tables whose outcome it asks for.
    pub(crate) fn builds_on(&self) -> impl Iterator<Item = &'static Table> {
        self.steps.iter().filter_map(|step| if let Way::Table { table: other, .. } = &step.way { table(other) } else { None })
    }

    /// Every field that answers a question of it, each once, in the order of the steps.
    #[must_use]
    pub fn fields(&self) -> Vec<&str> {
        let asked = self.steps.iter().filter_map(|step| match &step.way {
            Way::Ask { field, .. } => Some(field.as_str()),
            _ => None,
        });
        let mut fields = Vec::new();
        for field in asked.chain(self.criteria.iter().map(|criterion| criterion.field.as_str())) {
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }
}

impl Jurisdiction {
    /// Its short name, as `jurisdiction` of a qualification has it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Eu => "EU",
            Self::Us => "US",
        }
    }

    /// The jurisdictions that a text names, in the usual words; none for a place without tables.
    #[must_use]
    pub fn named_in(text: &str) -> Vec<Self> {
        // `U.S.` is one word.
        let plain = text.replace('.', "").to_ascii_lowercase();
        let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let has = |known: &[&str]| words.iter().any(|word| known.contains(word));
        let mut found = Vec::new();
        if has(&["eu", "eea", "europe", "european", "mdr", "ce"]) || has(MEMBER_STATES) {
            found.push(Self::Eu);
        }
        if has(&["us", "usa", "fda"]) || words.windows(2).any(|pair| pair == ["united", "states"]) {
            found.push(Self::Us);
        }
        found
    }
}

/// Who applies the MDR: the states of the European Economic Area. Whoever names one of them is asked what the Union asks.
const MEMBER_STATES: &[&str] = &[
    "austria",
    "belgium",
    "bulgaria",
    "croatia",
    "cyprus",
    "czechia",
    "denmark",
    "estonia",
    "finland",
    "france",
    "germany",
    "greece",
    "hungary",
    "ireland",
    "italy",
    "latvia",
    "lithuania",
    "luxembourg",
    "malta",
    "netherlands",
    "poland",
    "portugal",
    "romania",
    "slovakia",
    "slovenia",
    "spain",
    "sweden",
    "iceland",
    "liechtenstein",
    "norway",
];

impl fmt::Display for Jurisdiction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
