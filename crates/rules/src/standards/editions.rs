//! The editions that are compiled in, each read on first use.

use super::{Standard, standard};
use std::sync::LazyLock;

/// IEC 62304:2006+AMD1:2015.
#[must_use]
pub fn iec62304() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/iec62304-2006-amd1-2015.toml")));
    &STANDARD
}

/// ISO 14971:2019, clauses 4 to 10.
#[must_use]
pub fn iso14971() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/iso14971-2019.toml")));
    &STANDARD
}

/// ISO 13485:2016, the clauses that software work touches.
#[must_use]
pub fn iso13485() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/iso13485-2016.toml")));
    &STANDARD
}

/// IEC 81001-5-1:2021.
#[must_use]
pub fn iec81001_5_1() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/iec81001-5-1-2021.toml")));
    &STANDARD
}

/// The general safety and performance requirements of MDR Annex I that speak of software.
#[must_use]
pub fn mdr_gspr() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/mdr-annex-i-gspr.toml")));
    &STANDARD
}

/// 21 CFR part 11, subparts B and C.
#[must_use]
pub fn part11() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/21cfr11.toml")));
    &STANDARD
}

/// The FDA's guidance on software documentation in a premarket submission.
#[must_use]
pub fn fda_software() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/fda-software-2023.toml")));
    &STANDARD
}

/// The FDA's guidance on cybersecurity, with section 524B of the FD&C Act.
#[must_use]
pub fn fda_cyber() -> &'static Standard {
    static STANDARD: LazyLock<Standard> = LazyLock::new(|| standard(include_str!("../../../../standards/fda-cybersecurity-2026.toml")));
    &STANDARD
}

/// What references call a standard, and how it is read on first use.
type Edition = (&'static str, fn() -> &'static Standard);

/// Every standard, in the order in which they are shown.
const STANDARDS: [Edition; 8] = [
    ("iec62304", iec62304),
    ("iso14971", iso14971),
    ("iso13485", iso13485),
    ("iec81001-5-1", iec81001_5_1),
    ("mdr-gspr", mdr_gspr),
    ("part11", part11),
    ("fda-software", fda_software),
    ("fda-cyber", fda_cyber),
];

/// What references call the standards, in their order. Reads none of them.
pub const IDS: [&str; STANDARDS.len()] = {
    let mut ids = [""; STANDARDS.len()];
    let mut at = 0;
    while at < ids.len() {
        ids[at] = STANDARDS[at].0;
        at += 1;
    }
    ids
};

/// Every standard. Reads them all: where one is meant, name it.
#[must_use]
pub fn all() -> [&'static Standard; STANDARDS.len()] {
    STANDARDS.map(|(_, read)| read())
}

/// The standard that references call `id`.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Standard> {
    STANDARDS.iter().find(|(known, _)| *known == id).map(|(_, read)| read())
}
