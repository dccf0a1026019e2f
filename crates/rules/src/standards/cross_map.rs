//! The cross map: by topic, the clauses that one body of evidence normally serves.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Confidence, embedded};

/// One topic. A row is a judgement, not an equivalence; an empty column has no counterpart.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossMapRow {
    /// Its name here: `XM-01`.
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// Clauses of IEC 62304.
    #[serde(default)]
    pub iec62304: Vec<String>,
    /// Clauses of ISO 14971.
    #[serde(default)]
    pub iso14971: Vec<String>,
    /// Clauses of ISO 13485.
    #[serde(default)]
    pub iso13485: Vec<String>,
    /// Clauses of IEC 81001-5-1.
    #[serde(default, rename = "iec81001-5-1")]
    pub iec81001_5_1: Vec<String>,
    /// Parts of a premarket submission by the FDA's guidance on software.
    #[serde(default)]
    pub fda_software: Vec<String>,
    /// Parts of a premarket submission by the FDA's guidance on cybersecurity, and of section 524B.
    #[serde(default)]
    pub fda_cyber: Vec<String>,
    /// Parts of the technical documentation of MDR Annexes II and III.
    #[serde(default)]
    pub mdr_annex: Vec<String>,
    /// General safety and performance requirements of MDR Annex I.
    #[serde(default)]
    pub mdr_gspr: Vec<String>,
    /// Sections of 21 CFR part 11.
    #[serde(default)]
    pub part11: Vec<String>,
    /// Anything else, as text.
    #[serde(default)]
    pub other: Vec<String>,
    /// How far the row can be trusted.
    pub confidence: Confidence,
    /// What to watch out for.
    pub note: Option<String>,
}

/// The cross map, in its own order.
#[must_use]
pub fn cross_map() -> &'static [CrossMapRow] {
    #[derive(Deserialize)]
    struct File {
        row: Vec<CrossMapRow>,
    }
    static ROWS: LazyLock<Vec<CrossMapRow>> = LazyLock::new(|| embedded::<File>(include_str!("../../../../standards/cross-map.toml")).row);
    &ROWS
}

impl CrossMapRow {
    /// The clauses that it names, standard by standard, in the order of [`super::IDS`].
    pub fn by_standard(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        super::IDS.into_iter().map(|id| (id, self.of(id))).filter(|(_, clauses)| !clauses.is_empty())
    }

    /// The clauses that it names of one standard.
    fn of(&self, standard: &str) -> &[String] {
        match standard {
            "iec62304" => &self.iec62304,
            "iso14971" => &self.iso14971,
            "iso13485" => &self.iso13485,
            "iec81001-5-1" => &self.iec81001_5_1,
            "mdr-gspr" => &self.mdr_gspr,
            "part11" => &self.part11,
            "fda-software" => &self.fda_software,
            "fda-cyber" => &self.fda_cyber,
            _ => &[],
        }
    }

    /// What it names in documents whose clauses are not known here and have no verdict: the name of the document, and the places.
    pub fn elsewhere(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        [("MDR Annexes II and III", &self.mdr_annex), ("other", &self.other)]
            .into_iter()
            .map(|(name, places)| (name, places.as_slice()))
            .filter(|(_, places)| !places.is_empty())
    }

    /// References of every clause it names in a standard whose clauses are known here, as [`super::find`] reads them.
    pub fn references(&self) -> impl Iterator<Item = String> {
        self.by_standard().flat_map(|(standard, clauses)| clauses.iter().map(move |clause| format!("{standard} {clause}")))
    }
}
