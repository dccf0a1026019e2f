//! What `primum.toml` says about software from elsewhere: which files tell what is in the product, and how soon a vulnerability is answered.

use crate::source::Span;

/// Severities of vulnerabilities that a project may name, the lightest first.
pub const SEVERITIES: [&str; 5] = ["none", "low", "medium", "high", "critical"];

/// Which components need a record of their own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transitive {
    /// Those that the project asks for itself; the others are covered by the record of what brings them.
    #[default]
    UnderDirect,
    /// Every single one.
    Each,
}

/// Where is told what comes from elsewhere, and what is asked of it. Patterns are those of `.gitignore`, from the root of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoupPolicy {
    /// Lock files and manifests that are not looked at.
    pub exclude: Vec<String>,
    /// Lock files and manifests whose components are tools, and in no product.
    pub tools: Vec<String>,
    /// SBOMs that count like lock files.
    pub sboms: Vec<String>,
    /// Which components need a record of their own.
    pub transitive: Transitive,
    /// The path of the index of advisories, relative to the project; empty where none is named.
    pub database: String,
    /// The SHA-256 that the index must have, in hexadecimal; empty where none is pinned.
    pub database_hash: String,
    /// How many days old the sources of the index may be.
    pub database_days: u32,
}

impl Default for SoupPolicy {
    fn default() -> Self {
        Self {
            exclude: Vec::new(),
            tools: Vec::new(),
            sboms: Vec::new(),
            transitive: Transitive::default(),
            database: String::new(),
            database_hash: String::new(),
            database_days: 30,
        }
    }
}

/// How soon a vulnerability of a severity has to be answered. Days are counted from the day on which the team learned of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// The severity: one of [`SEVERITIES`].
    pub severity: String,
    /// Within so many days it is judged.
    pub assess_days: Option<u32>,
    /// Within so many days the corrected software is ready.
    pub patch_days: Option<u32>,
    /// Within so many days it is in the field.
    pub field_days: Option<u32>,
    /// Where it stands.
    pub span: Span,
}
