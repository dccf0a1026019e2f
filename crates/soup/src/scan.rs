//! Which known vulnerabilities the components have, and how it is known.

mod asked;
mod matching;
mod why;

pub use matching::run;
pub use why::{Near, named, why};

use jiff::civil::Date;

/// A source of the index: an advisory database, with its day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// Its name: `rustsec`, `osv`, `cisa-kev`.
    pub name: String,
    /// The day of its newest entry.
    pub date: Option<Date>,
    /// How many entries it gave.
    pub entries: u32,
    /// The hash of what was read, in hexadecimal.
    pub hash: String,
}

/// What an index is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexInfo {
    /// The hash of its content, in hexadecimal: SHA-256.
    pub hash: String,
    /// What it was made from.
    pub sources: Vec<SourceInfo>,
    /// How many advisories it holds; aliases are merged when it is read.
    pub advisories: u32,
}

/// Severity in the words of CVSS; the order is from the lightest to the heaviest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 0.0.
    None,
    /// Up to 3.9.
    Low,
    /// Up to 6.9.
    Medium,
    /// Nobody has scored it, so it counts as high: what is not known is not taken for harmless.
    #[default]
    Unknown,
    /// Up to 8.9.
    High,
    /// From 9.0.
    Critical,
}

impl Severity {
    /// The word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::Unknown => "unknown",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// The severity of a score.
    #[must_use]
    pub fn of_score(score: f64) -> Self {
        match score {
            score if score >= 9.0 => Self::Critical,
            score if score >= 7.0 => Self::High,
            score if score >= 4.0 => Self::Medium,
            score if score > 0.0 => Self::Low,
            _ => Self::None,
        }
    }
}

/// A known vulnerability; what several databases say of it is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vulnerability {
    /// The identifier by which it is named: of its databases' own, the first in the order of the index.
    pub id: String,
    /// Every other name: CVE, GHSA, RUSTSEC, PYSEC, GO. In order.
    pub aliases: Vec<String>,
    /// What it is, in a line.
    pub summary: String,
    /// When it was published.
    pub published: Option<Date>,
    /// The vector of CVSS that was scored.
    pub vector: String,
    /// The score, 0.0 to 10.0.
    pub score: Option<f64>,
    /// Its severity.
    pub severity: Severity,
    /// When CISA listed it as exploited, if it did.
    pub exploited: Option<Date>,
    /// The probability of exploitation within 30 days, as EPSS estimates it.
    pub epss: Option<f64>,
    /// Where more is told.
    pub url: String,
    /// Is it a notice that nobody maintains the component, and no fault of it?
    pub unmaintained: bool,
}

impl Vulnerability {
    /// Is this one of its names?
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        let name = name.trim();
        self.id.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }
}

/// A component that has a known vulnerability.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    /// Position of the inventory.
    pub inventory: usize,
    /// Position of the component in it.
    pub component: usize,
    /// Position of the vulnerability in the scan.
    pub vulnerability: usize,
    /// The versions that fix it, by the order of the ecosystem; empty where none is known.
    pub fixed: Vec<String>,
    /// By which statement of the advisory it matches: `1.2.0 <= 1.3.1 < 1.4.0`.
    pub because: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scan {
    /// The index that was asked.
    pub index: IndexInfo,
    /// The vulnerabilities that matched, each once.
    pub vulnerabilities: Vec<Vulnerability>,
    /// Which component has which, in the order of inventories and components.
    pub matches: Vec<Match>,
    /// Components about which nothing could be said, and why: without version, or of an ecosystem of which the index has nothing.
    pub unknown: Vec<(usize, usize, String)>,
}

/// What is known about components, beside the records.
#[derive(Clone, Debug, Default)]
pub struct Stock {
    /// What the files hold.
    pub inventories: Vec<crate::Inventory>,
    /// Files that could not be read, and why.
    pub refused: Vec<(String, crate::Refusal)>,
    /// Their known vulnerabilities, or why nothing is known: no index, not readable, not the one that is pinned.
    pub scan: Option<Result<Scan, String>>,
}
