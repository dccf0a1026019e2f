//! What a document says of itself: of which product, made from what and by what, approved by whom, and its own hash.

use serde::{Deserialize, Serialize};

/// Where a document comes from. The same in all documents of a set, apart from approvals, draft and hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The product.
    pub product: String,
    /// Its version.
    pub version: String,
    /// Who makes it; empty where it is not said.
    pub manufacturer: String,
    /// The software safety class that is carried through: `C`; empty where the document has none.
    pub class: String,
    /// The commit that the snapshot was taken from; empty where it is not known.
    pub commit: String,
    /// How what was read differs from the commit, in words, or why there is no commit; empty where it is what was committed.
    pub dirty: String,
    /// The date of the snapshot, YYYY-MM-DD.
    pub date: String,
    /// Name and version of the tool.
    pub tool: String,
    /// Editions and versions of the standards' data, and whatever else the content rests on.
    pub data: Vec<Fact>,
    /// Why it is a draft; empty where all that it contains is approved.
    pub draft: String,
    /// Who approved what it contains.
    pub approvals: Vec<Approval>,
    /// SHA-256 of the tree with this field empty, in hexadecimal digits: the same in every format.
    pub hash: String,
}

/// One thing the content rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// What.
    pub name: String,
    /// Its edition, version or digest.
    pub value: String,
}

/// A signature under what a document contains (21 CFR 11.50: name, time and meaning).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The printed name of the signer.
    pub name: String,
    /// The role in which they signed.
    pub role: String,
    /// The meaning of the signature.
    pub meaning: String,
    /// When, in UTC.
    pub time: String,
    /// What of the document it is under, in words: `14 of 20 records`.
    pub what: String,
    /// The signature, and what it is about, still holds.
    pub holds: bool,
}
