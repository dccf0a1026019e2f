//! What has to be signed, by whom, and where the signatures are kept.

use crate::class::Class;
use crate::source::Span;

/// What a signature can mean (21 CFR 11.50(a)(3)), the weakest first.
pub const MEANINGS: [&str; 3] = ["authored", "reviewed", "approved"];

/// Where approvals are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApprovalPolicy {
    /// The folder, relative to the project.
    pub folder: String,
}

impl Default for ApprovalPolicy {
    fn default() -> Self {
        Self { folder: "approvals".to_owned() }
    }
}

/// A signature that a record needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needed {
    /// One of [`MEANINGS`].
    pub meaning: String,
    /// The role that signs; empty for any.
    pub role: String,
}

/// Which signatures some records need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approvals {
    /// Names of kinds, as the schema has them; empty for every kind.
    pub kinds: Vec<String>,
    /// At these classes; empty for every class.
    pub classes: Vec<Class>,
    /// The signatures.
    pub needed: Vec<Needed>,
    /// How many different people sign at least.
    pub people: u32,
    /// May whoever wrote the record sign as reviewer or approver? (21 CFR 820.40, ISO 13485 7.3: somebody else looks.)
    pub author_may_sign: bool,
    /// Do the signatures come in the order in which they are listed?
    pub ordered: bool,
    /// Where it stands.
    pub span: Span,
}
