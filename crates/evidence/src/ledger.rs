//! The ledger of approvals: who signed what, as what, when, and whether the signature holds.

mod allowed;
mod assembly;
mod doubts;
mod prose;
mod refused;
mod text;

pub use allowed::{allowed_signers, counts};
pub use assembly::{SIGNATURE, digest};
pub use doubts::{Doubt, chain, doubts};
pub use prose::prose;
pub use refused::Refused;
pub use text::LARGEST;

use crate::statement::Signature;
use primum_model::Fingerprint;

/// What an SSH signature over an approval is for.
pub const NAMESPACE: &str = "primum-approval";

/// Somebody signed. Events are written once and never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The address of whoever signed.
    pub signer: String,
    /// The printed name (21 CFR 11.50(a)(1)).
    pub name: String,
    /// The role in which it was signed.
    pub role: String,
    /// What the signature means: one of `primum_model::config::MEANINGS` (21 CFR 11.50(a)(3)).
    pub meaning: String,
    /// When, as RFC 3339 in UTC (21 CFR 11.50(a)(2)).
    pub time: String,
    /// Why, in the words of whoever signed.
    pub reason: String,
    /// The commit that held what was signed; `None` outside of a repository.
    pub commit: Option<String>,
    /// SHA-256 of the events of this signer that no later one followed when this one was made; none for the first. There are several
    /// where two branches that both have signatures were merged.
    pub previous: Vec<String>,
    /// The records.
    pub records: Vec<Signed>,
    /// The documents: what stands around the records of a file.
    pub documents: Vec<SignedFile>,
    /// Other files, such as the manifest of a baseline.
    pub files: Vec<SignedFile>,
}

/// A record that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Its ID.
    pub id: String,
    /// What it said.
    pub fingerprint: Fingerprint,
    /// Those who wrote it since somebody last signed another state of it with this meaning or a stronger one, by their addresses in git, in
    /// order; none where there is no repository.
    pub authors: Vec<String>,
    /// The records that it links to, and what they said.
    pub on: Vec<(String, Fingerprint)>,
}

/// A file that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedFile {
    /// Its path, relative to the project.
    pub path: String,
    /// SHA-256, in hexadecimal: of the bytes of a file, or of the folded prose of a document.
    pub sha256: String,
}

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its path, relative to the project.
    pub place: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub digest: String,
    /// What it says.
    pub event: Event,
    /// Whether its signature holds: a valid one names the principal of the key.
    pub signature: Signature,
}

/// All events.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Those that could be read, by time and then by digest.
    pub events: Vec<Kept>,
    /// Files that are none, or not whole, and keys of `primum.toml` that cannot be used: path, and why.
    pub faults: Vec<(String, String)>,
    /// What does no harm: path, and why it does not count.
    pub asides: Vec<(String, String)>,
}

#[cfg(test)]
mod tests;
