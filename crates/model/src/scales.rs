//! The project's own scales of severity, probability and exploitability, and the matrices that say which risks are acceptable.
//!
//! ISO 14971 leaves scales and criteria to the manufacturer (4.4 d), so `primum.toml` declares them and nothing here has a default:
//! where a level or a cell is missing, the answer is unknown, and whoever asks takes the worst case.

/// What an injury of a severity level means for the safety class (IEC 62304 4.3 a and 3.23).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Injury {
    /// No injury and no damage to health.
    None,
    /// An injury that is not serious.
    NonSerious,
    /// Death, or an injury that threatens life, lasts, or needs intervention to keep it from lasting.
    Serious,
}

impl Injury {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::None, Self::NonSerious, Self::Serious];

    /// The word for it in `primum.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NonSerious => "non-serious",
            Self::Serious => "serious",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|injury| injury.name() == word)
    }
}

/// Where a risk stands by the criteria of the risk management plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Acceptability {
    /// Acceptable as it is.
    Acceptable,
    /// Acceptable only when a person has judged that it is reduced as far as possible.
    Investigate,
    /// Not acceptable.
    Unacceptable,
}

impl Acceptability {
    /// All of them, the best first.
    pub const ALL: [Self; 3] = [Self::Acceptable, Self::Investigate, Self::Unacceptable];

    /// The word for it in `primum.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Acceptable => "acceptable",
            Self::Investigate => "investigate",
            Self::Unacceptable => "unacceptable",
        }
    }
}

/// One level of a scale.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleLevel {
    /// Its name, as records write it.
    pub name: String,
    /// What it means, in the project's words.
    pub meaning: String,
    /// For a probability with quantitative limits: it is below this.
    pub below: Option<f64>,
    /// For a severity: the injury that it stands for; unknown where the project does not say.
    pub injury: Option<Injury>,
}

/// A scale, the lowest level first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// Its levels.
    pub levels: Vec<ScaleLevel>,
}

impl Scale {
    /// Is there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The position of a level, the lowest being 0.
    #[must_use]
    pub fn position(&self, name: &str) -> Option<usize> {
        self.levels.iter().position(|level| level.name == name)
    }

    /// The name of the level at a position.
    #[must_use]
    pub fn name(&self, at: usize) -> &str {
        self.levels.get(at).map_or("", |level| &level.name)
    }

    /// The names, the lowest first.
    pub fn names(&self) -> impl DoubleEndedIterator<Item = &str> + Clone {
        self.levels.iter().map(|level| level.name.as_str())
    }
}

/// Criteria of acceptability: severity by another scale. A cell that nobody filled in is unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Criteria {
    columns: usize,
    cells: Vec<Option<Acceptability>>,
}

impl Criteria {
    pub(crate) fn new(rows: usize, columns: usize) -> Self {
        Self { columns, cells: vec![None; rows * columns] }
    }

    pub(crate) fn set(&mut self, severity: usize, other: usize, acceptability: Acceptability) {
        self.cells[severity * self.columns + other] = Some(acceptability);
    }

    /// A risk is never more acceptable than a smaller one: where the cells say otherwise, the worse one holds for the greater risk.
    pub(crate) fn hold_the_worse(&mut self) {
        for at in 0..self.cells.len() {
            let left = if at % self.columns > 0 { self.cells[at - 1] } else { None };
            let above = at.checked_sub(self.columns).and_then(|above| self.cells[above]);
            self.cells[at] = self.cells[at].map(|cell| Some(cell).max(left).max(above).unwrap_or(cell));
        }
    }

    /// Are there any criteria?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.iter().all(Option::is_none)
    }

    /// The cell of a severity and a level of the other scale.
    #[must_use]
    pub fn at(&self, severity: usize, other: usize) -> Option<Acceptability> {
        if other >= self.columns {
            return None;
        }
        self.cells.get(severity * self.columns + other).copied().flatten()
    }

    /// The highest level of the other scale at which a risk of this severity is acceptable.
    #[must_use]
    pub fn highest_acceptable(&self, severity: usize) -> Option<usize> {
        (0..self.columns).rev().find(|other| self.at(severity, *other) == Some(Acceptability::Acceptable))
    }
}

/// Everything that `primum.toml` says about how risks are estimated and evaluated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scales {
    /// Severity of harm.
    pub severity: Scale,
    /// Probability of occurrence of harm.
    pub probability: Scale,
    /// Probability that the hazardous situation arises; empty where the project states one probability only.
    pub p1: Scale,
    /// Probability that the situation leads to harm.
    pub p2: Scale,
    /// How hard it is to carry an attack out.
    pub exploitability: Scale,
    /// Which risks are acceptable: severity by probability.
    pub acceptability: Criteria,
    /// Which security risks are acceptable: severity by exploitability.
    pub security: Criteria,
    /// P1 by P2, the probability of harm.
    pub(crate) combined: Vec<Option<usize>>,
}

impl Scales {
    /// The probability of harm that follows from P1 and P2, as the project combines them.
    #[must_use]
    pub fn combine(&self, p1: usize, p2: usize) -> Option<usize> {
        if p2 >= self.p2.levels.len() {
            return None;
        }
        self.combined.get(p1 * self.p2.levels.len() + p2).copied().flatten()
    }

    /// The injury that a severity level stands for.
    #[must_use]
    pub fn injury(&self, severity: usize) -> Option<Injury> {
        self.severity.levels.get(severity).and_then(|level| level.injury)
    }
}
